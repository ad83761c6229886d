"""Pages in, days out: the day each page gives itself, and the days that its sentences name.

Only written dates are read: 2024-03-05, 5 March 2024, March 5, 2024; without a year the one nearest to the page's own
day. "On Friday" outside a statement is not: the reader resolves such words, weighing does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from firsthand.records import Document, Passage
from firsthand.text import sentences

_NAMES = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
_MONTH = {name[:size].lower(): n for n, name in enumerate(_NAMES, 1) for size in (3, len(name))} | {"sept": 9}
_NAME = r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|" \
        r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"  # fmt: skip
_DATE = re.compile(
    r"(?<![\d-])(?:(?P<y1>(?:19|20)\d\d)-(?P<m1>\d\d)-(?P<d1>\d\d)|"
    rf"(?P<d2>[0-3]?\d)(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m2>{_NAME})(?!\w)(?:,?\s+(?P<y2>(?:19|20)\d\d))?|"
    rf"\b(?P<m3>{_NAME})\s+(?P<d3>[0-3]?\d)(?:st|nd|rd|th)?(?!\d)(?:,?\s+(?P<y3>(?:19|20)\d\d))?)(?![\d-])"
)


@dataclass(frozen=True, slots=True)
class Told:
    """A day that a sentence of a page names."""

    day: date
    sentence: Passage


def page_days(documents: Sequence[Document]) -> dict[str, date]:
    """The day of each page that gives one; not of a page that dates itself after the case had seen it."""
    found = {}
    for document in documents:
        day = _iso(document.day)
        seen = _iso(document.first_seen.value) if document.first_seen else None
        if day is not None and (seen is None or day <= seen):
            found[document.id] = day
    return found


def _iso(value: str | None) -> date | None:
    found = re.match(r"(\d{4})-(\d\d)-(\d\d)", value or "")
    return _day(int(found[1]), int(found[2]), int(found[3])) if found else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def told_days(document: Document, against: date | None) -> Iterator[Told]:
    """Every written day in the page's paragraphs and captions, with its sentence; `against` is the page's own day."""
    for block in document.blocks:
        if block.kind not in {"paragraph", "caption"}:
            continue
        for span in sentences(document.text, block.start, block.end):
            for match in _DATE.finditer(document.text, span.start, span.end):
                day = _written(match, against)
                if day is not None:
                    yield Told(day, Passage(document.id, span.start, span.end))


def _written(match: re.Match[str], against: date | None) -> date | None:
    if match["y1"]:
        return _day(int(match["y1"]), int(match["m1"]), int(match["d1"]))
    name, number, year = (match[f"{part}2"] or match[f"{part}3"] for part in "mdy")
    month = _MONTH[name.lower().rstrip(".")]
    if year:
        return _day(int(year), month, int(number))
    if against is None:
        return None
    near = (_day(y, month, int(number)) for y in (against.year - 1, against.year, against.year + 1) if 1 <= y <= 9999)
    return min((d for d in near if d), key=lambda d: (abs((d - against).days), d), default=None)
