"""Time to the right: the days of a drawing as columns, empty stretches narrowed and said so."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from firsthand.tell.words import MONTHS

# More columns than this do not fit beside each other, even in a drawing that scrolls: the step gets coarser instead.
MOST = 16
UNKNOWN = date.max


@dataclass(frozen=True, slots=True)
class Column:
    """One step of time in which something is told."""

    start: date
    label: str
    gap: str


def _whole_day(found: date) -> date:
    return found


def _week(found: date) -> date:
    return found - timedelta(days=found.weekday())


def _month(found: date) -> date:
    return found.replace(day=1)


def _quarter(found: date) -> date:
    return date(found.year, 3 * ((found.month - 1) // 3) + 1, 1)


def _year(found: date) -> date:
    return date(found.year, 1, 1)


STEPS: tuple[tuple[str, Callable[[date], date]], ...] = (
    ("day", _whole_day),
    ("week", _week),
    ("month", _month),
    ("quarter", _quarter),
    ("year", _year),
)


@dataclass(frozen=True, slots=True)
class Axis:
    """The columns of a drawing, and the step they were cut by."""

    step: str
    columns: tuple[Column, ...]

    def column(self, found: date | None) -> int:
        """The column a day falls in; the last one where no day is known."""
        start = UNKNOWN if found is None else dict(STEPS)[self.step](found)
        return next(n for n, column in enumerate(self.columns) if column.start == start)


def axis(days: Iterable[date | None]) -> Axis:
    """The finest columns that the days fit into."""
    given = list(days)
    known = sorted({found for found in given if found is not None})
    name, cut = next(((n, c) for n, c in STEPS if len({c(found) for found in known}) <= MOST), STEPS[-1])
    starts = sorted({cut(found) for found in known})
    columns = []
    for n, start in enumerate(starts):
        before = starts[n - 1] if n else None
        columns.append(Column(start, _label(start, name, before), _gap(start, name, before)))
    if len(known) < len({*given}):
        columns.append(Column(UNKNOWN, "day not given", ""))
    return Axis(name, tuple(columns))


def _label(start: date, step: str, before: date | None) -> str:
    month = MONTHS[start.month - 1][:3]
    year = "" if before is not None and before.year == start.year else f" {start.year}"
    if step == "year":
        return str(start.year)
    if step == "quarter":
        return f"{month} to {MONTHS[start.month + 1][:3]}{year}"
    if step == "month":
        return month + year
    return ("from " if step == "week" else "") + f"{start.day} {month}{year}"


_USUAL = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}


def _gap(start: date, step: str, before: date | None) -> str:
    """What is left out before a column: "5 days later"."""
    passed = (start - before).days if before else 0
    if passed <= _USUAL[step]:
        return ""
    if passed < 62:
        return f"{passed} days later"
    return f"{round(passed / 30.4)} months later" if passed < 730 else f"{round(passed / 365.25)} years later"


# Widths of common sans faces at 1px, a little on the wide side, so that what is measured here fits there.
_NARROW, _WIDE = frozenset("ijl.,:;'|!ftI()[] "), frozenset("mwMWQO@%—…")


def width(text: str, size: float = 11.5) -> float:
    """About how wide a text will be drawn, in pixels."""
    total = sum(0.34 if c in _NARROW else 0.92 if c in _WIDE else 1.05 if ord(c) > 0x2E7F else 0.64 for c in text)
    return total * size


def fit(text: str, room: float, size: float = 11.5) -> str:
    """The text cut, with a sign that it is cut, so that it is drawn within `room` pixels."""
    if width(text, size) <= room:
        return text
    while text and width(text + "…", size) > room:
        text = text[:-1]
    return text.rstrip() + "…"
