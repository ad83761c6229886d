"""Which of two pages came first, as far as the days and clocks that they give can tell.

Clocks are compared where both name their zone; else only the days, as written: a clock without a zone may be off by a
day's length. Where neither tells, the answer is that nothing is known.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache

from firsthand.records import Document

_NOON = timedelta(hours=12)
_NEVER = datetime.max.replace(tzinfo=UTC)


@lru_cache(1 << 16)  # every page is compared with many
def clock(value: str | None) -> datetime | None:
    """The moment that the value names, with its zone; None for a day, for a clock without a zone, for anything else."""
    if value is None or len(value) <= 10:
        return None
    try:
        moment = datetime.fromisoformat(value)
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def published(document: Document) -> str | None:
    """When the page says it was first published, else last changed."""
    dated = document.published or document.updated
    return dated.value if dated else None


def precedes(one: str | None, other: str | None) -> bool | None:
    """Whether one day or moment lies before the other; None where they do not tell."""
    if one is None or other is None:
        return None
    moments = clock(one), clock(other)
    if moments[0] is not None and moments[1] is not None:
        return None if moments[0] == moments[1] else moments[0] < moments[1]
    return None if one[:10] == other[:10] else one[:10] < other[:10]


def earlier(one: Document, other: Document) -> bool | None:
    """Whether one page was published before the other; None where their dates do not tell."""
    return precedes(published(one), published(other))


def can_take(taker: Document, giver: Document) -> bool:
    """Whether the page can have taken from the other: it was published, or changed, no earlier than the other."""
    given = published(giver)
    dates = [d.value for d in (taker.published, taker.updated) if d]
    return not dates or not all(precedes(value, given) for value in dates)


def order(document: Document) -> tuple[bool, datetime]:
    """What pages are put in order by: their moment, noon of a day without a clock; undated ones last."""
    value = published(document)
    moment = clock(value) or (_day(value) if value else None)
    return moment is None, moment or _NEVER


def _day(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value[:10]).replace(tzinfo=UTC) + _NOON
    except (ValueError, OverflowError):
        return None
