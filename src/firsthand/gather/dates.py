"""Days and moments as pages write them, to ISO 8601. What can mean two days gives none: a wrong date is worse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

_MONTHS = {
    name: number
    for number, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct|"
        "november nov|december dec".split("|"),
        1,
    )
    for name in names.split()
}
_M = "(?P<mon>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_D = r"(?P<d>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
# Years of the web and some decades of digitised archives before it.
_Y = r"(?P<y>(?:19[5-9]|20[0-4])\d)"
_SEP = r"(?:\s*[,.\-/|·•]\s*|\s+(?:of\s+)?)"
_DAY_FORMS = tuple(
    re.compile(rf"(?<![\w/.\-]){form}(?![\w/]|[-.]\d)", re.I)
    for form in (
        rf"{_Y}(?P<s>[-/.])(?P<m>0?[1-9]|1[0-2])(?P=s){_D.removesuffix('(?:st|nd|rd|th)?')}(?=T\d|\b)",
        rf"{_M}{_SEP}?{_D}{_SEP}{_Y}",
        rf"{_D}{_SEP}?{_M}{_SEP}?{_Y}",
        rf"{_Y}{_SEP}{_M}{_SEP}{_D}",
        r"(?P<a>0?[1-9]|[12]\d|3[01])(?P<s>[./-])(?P<b>0?[1-9]|[12]\d|3[01])(?P=s)" + _Y,
    )
)
# Nearly no line of a page holds a year: looking for one first makes dates cost nothing where none is.
_HINT = re.compile(r"(?:19[5-9]|20[0-4])\d")
# The first form must let "2024-10-25T10:00" through, which the common right edge forbids.
_ISO_DAY = re.compile(
    r"(?<![\w/.\-])(?P<y>(?:19[5-9]|20[0-4])\d)-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])(?=T\d)"
)
_ZONES = {
    "z": 0, "gmt": 0, "utc": 0, "bst": 60, "cet": 60, "cest": 120, "eet": 120, "eest": 180, "msk": 180,
    "est": -300, "edt": -240, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "kst": 540, "jst": 540,
    "aest": 600, "aedt": 660,
}  # fmt: skip
_TIME = re.compile(
    r"(?<!\d)(?P<h>[01]?\d|2[0-3])[:.](?P<min>[0-5]\d)(?::(?P<s>[0-5]\d)(?:\.\d+)?)?\s*(?P<half>[ap]\.?m\b\.?)?"
    r"\s*\(?(?P<zone>(?:GMT|UTC)?\s?[+-](?:0\d|1[0-4]):?[0-5]\d\b|(?:" + "|".join(_ZONES) + r")\b)?",
    re.I,
)
# What may stand between a day and its time: anything else, "Updated:" above all, begins another date.
_BRIDGE = re.compile(
    r"(?:[\s,.;|·•(–—-]|T\b|T(?=\d)|\b(?:at|about|around|on|from|@)\b|@|\b[a-z]{2,4}day\b|\b(?:mon|tue|wed|thu|fri|sat|sun)\b)*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a line, with its place in it."""

    value: str
    start: int
    end: int


def iso(text: str) -> str | None:
    """A whole field that holds one date, as a day, or as a moment where it says its offset."""
    found = next(dates(text), None)
    return found.value if found else None


def day(value: str) -> str:
    """The day of an ISO 8601 value."""
    return value[:10]


def dates(line: str) -> Iterator[Found]:
    """Every date of a line that can mean one day only, in order, with the time that stands beside it."""
    if not _HINT.search(line):
        return
    taken = 0
    matches = [match for form in (_ISO_DAY, *_DAY_FORMS) for match in form.finditer(line)]
    for match in sorted(matches, key=lambda m: (m.start(), -m.end())):
        found = _day(match) if match.start() >= taken else None
        if found is not None:
            taken = match.end()
            yield _moment(line, found, match.start(), match.end())


def _day(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    year = int(parts["y"])
    if parts.get("mon"):
        return _real(year, _MONTHS[parts["mon"].lower()], int(parts["d"]))
    if parts.get("m"):
        return _real(year, int(parts["m"]), int(parts["d"]))
    first, second = int(parts["a"]), int(parts["b"])
    # 25.10.2024 puts the day first wherever dots are written; with / and - Americans put the month first,
    # so only a number above 12, or two equal ones, tells which is which.
    if parts["s"] == "." or first > 12 or first == second:
        return _real(year, second, first)
    return _real(year, first, second) if second > 12 else None


def _real(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _moment(line: str, found: date, start: int, end: int) -> Found:
    """The day, or the moment where a time with a known offset stands next to it."""
    time = _beside(line, start, end)
    if time is None:
        return Found(found.isoformat(), start, end)
    start, end = min(start, time.start()), max(end, time.end())
    offset = _offset(time["zone"])
    hour = int(time["h"]) % 12 + (12 if time["half"][0] in "pP" else 0) if time["half"] else int(time["h"])
    if offset is None or (time["half"] and int(time["h"]) > 12):
        return Found(found.isoformat(), start, end)
    moment = datetime(
        found.year, found.month, found.day, hour, int(time["min"]), int(time["s"] or 0), tzinfo=timezone(offset)
    )
    return Found(moment.isoformat(), start, end)


def _beside(line: str, start: int, end: int) -> re.Match[str] | None:
    """The time just behind a day, or just before it."""
    after = _TIME.search(line, end, min(len(line), end + 45))
    if after is not None and _BRIDGE.fullmatch(line, end, after.start()):
        return after
    # The last time before the day: 30 characters hold the longest ("11:05:30 p.m. (GMT+09:00), ").
    before = [
        match
        for match in _TIME.finditer(line, max(0, start - 30), start)
        if _BRIDGE.fullmatch(line, match.end(), start)
    ]
    return before[-1] if before else None


def _offset(zone: str | None) -> timedelta | None:
    if not zone:
        return None
    signed = re.search(r"([+-])(\d\d):?(\d\d)", zone)
    if signed is None:
        return timedelta(minutes=_ZONES[zone.strip().lower()])
    minutes = int(signed[2]) * 60 + int(signed[3])
    return timedelta(minutes=-minutes if signed[1] == "-" else minutes)
