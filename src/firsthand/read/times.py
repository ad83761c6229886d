"""Times in a stretch of text, each resolved to its first and last possible day against the page's own day.

A weekday means the last such day up to the page's day (or the next one after "next", "on the coming"); a month without
a year means the nearest one that fits the verb's side, which for news is the past unless "by", "until" or "next" stands
before it. What cannot be resolved keeps its span and no day.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

from firsthand.records import When

Precision = Literal["day", "week", "month", "season", "year"]
Days = tuple[date, date, Precision]

_MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower()[:3]: n for name, n in ((m, i) for i, m in enumerate(calendar.month_name) if m)} | {"sept": 9}
_WEEKDAYS = {name.lower(): n for n, name in enumerate(calendar.day_name)}
_SMALL = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
          "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "several": None, "few": None, "couple": 2}  # fmt: skip
_MONTH = (
    r"(?P<month>(?-i:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|"
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?))"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"


def times(text: str, start: int, end: int, published: str | None) -> tuple[When, ...]:
    """Every time expression between two offsets, in order; `published` is the page's day, ISO 8601, or None."""
    anchor = date.fromisoformat(published[:10]) if published else None
    found: list[When] = []
    covered = start
    for match in _ANY.finditer(text, start, end):
        if match.start() < covered:
            continue
        if (when := _when(match, anchor)) is not None:
            found.append(when)
            covered = match.end()
    return tuple(found)


def _when(match: re.Match[str], anchor: date | None) -> When | None:
    for pattern, resolve in _RULES:
        inner = pattern.fullmatch(match.group())
        if inner is None:
            continue
        needs = "year" not in inner.re.groupindex or inner["year"] is None
        days = resolve(inner, anchor or date(1, 1, 1)) if anchor or not needs else None
        against = anchor.isoformat() if anchor and needs else None
        if days is None and anchor and needs:
            return None
        first, last, precision = days or (None, None, "day")
        iso = (first.isoformat() if first else None, last.isoformat() if last else None)
        return When(*iso, precision, against, match.start(), match.end())
    return None


def _date(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if 1 <= day <= calendar.monthrange(year, month)[1] else None


def _month_days(year: int, month: int, part: str | None = None) -> Days:
    last = calendar.monthrange(year, month)[1]
    low, high = {"early": (1, 10), "mid": (11, 20), "late": (21, last), "end": (21, last)}.get(
        (part or "").strip("- ").lower(), (1, last)
    )
    return date(year, month, low), date(year, month, high), "month"


def _nearest_year(anchor: date, month: int, day: int, forward: bool) -> int:
    """The year that puts a yearless day on the right side of the page's day."""
    if forward:
        return anchor.year + ((month, day) < (anchor.month, anchor.day))
    # A day up to two months ahead is an announcement for this year; further ahead it is last year's.
    ahead = (month - anchor.month) % 12
    return (
        anchor.year
        if (month, day) <= (anchor.month, anchor.day) or 0 <= month - anchor.month <= 2
        else anchor.year - (ahead > 0)
    )


def _full(match: re.Match[str], anchor: date) -> Days | None:
    month = _MONTHS[match["month"].lower().rstrip(".")]
    day = int(match["day"])
    year = int(match["year"]) if match["year"] else _nearest_year(anchor, month, day, _forward(match))
    if (first := _date(year, month, day)) is None:
        return None
    to = match.groupdict().get("to")
    last = _date(year, month, int(to)) if to else first
    return first, last or first, "day"


def _iso(match: re.Match[str], _: date) -> Days | None:
    day = _date(int(match["year"]), min(max(int(match["m"]), 1), 12), int(match["day"]))
    return (day, day, "day") if day else None


def _month(match: re.Match[str], anchor: date) -> Days | None:
    if match["month"] in {"May", "March"} and not (match["lead"] or match["part"] or match["year"]):
        return None  # a verb or a name as often as a month
    month = _MONTHS[match["month"].lower().rstrip(".")]
    year = int(match["year"]) if match["year"] else _nearest_year(anchor, month, 1, _forward(match))
    return _month_days(year, month, match["part"])


def _year_only(match: re.Match[str], _: date) -> Days:
    year = int(match["year"])
    return date(year, 1, 1), date(year, 12, 31), "year"


def _season(match: re.Match[str], anchor: date) -> Days:
    year = int(match["year"]) if match["year"] else anchor.year
    first = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}[match["season"].lower()]
    end = first + 2
    return date(year, first, 1), _month_days(year + (end > 12), (end - 1) % 12 + 1)[1], "season"


def _forward(match: re.Match[str]) -> bool:
    return (match.groupdict().get("lead") or "").lower().strip() in {"by", "until", "next", "before"}


def _weekday(match: re.Match[str], anchor: date) -> Days:
    wanted = _WEEKDAYS[match["weekday"].lower()]
    if (match["lead"] or "").lower() in {"next", "coming"}:
        day = anchor + timedelta((wanted - anchor.weekday() - 1) % 7 + 1)
    else:
        day = anchor - timedelta((anchor.weekday() - wanted) % 7)
        day -= timedelta(7 * ((match["lead"] or "").lower() == "last" and day == anchor))
    return day, day, "day"


def _near(match: re.Match[str], anchor: date) -> Days:
    shift = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}[match["near"].lower()]
    day = anchor + timedelta(shift)
    return day, day, "day"


def _period(match: re.Match[str], anchor: date) -> Days | None:
    step = {"last": -1, "previous": -1, "past": -1, "this": 0, "next": 1, "coming": 1}[match["lead"].lower()]
    unit = match["unit"].lower()
    if unit == "week":
        monday = anchor - timedelta(anchor.weekday()) + timedelta(7 * step)
        return monday, monday + timedelta(6), "week"
    if unit == "year":
        return date(anchor.year + step, 1, 1), date(anchor.year + step, 12, 31), "year"
    months = anchor.year * 12 + anchor.month - 1 + step
    first, last, precision = _month_days(months // 12, months % 12 + 1)
    return (first, min(last, anchor), precision) if match["earlier"] else (first, last, precision)


def _ago(match: re.Match[str], anchor: date) -> Days | None:
    word = match["count"].lower()
    count = int(word) if word.isdigit() else _SMALL.get(word.split()[-1] if word else "")
    if count is None:
        return None
    unit = match["unit"].lower()
    if unit in {"day", "week"}:
        middle = anchor - timedelta(count * (7 if unit == "week" else 1))
        around = timedelta(3 if unit == "week" else 0)
        return middle - around, middle + around, "week" if unit == "week" else "day"
    months = anchor.year * 12 + anchor.month - 1 - count * (12 if unit == "year" else 1)
    if months < 12:
        return None
    return _year_only_of(months // 12) if unit == "year" else _month_days(months // 12, months % 12 + 1)


def _year_only_of(year: int) -> Days:
    return date(year, 1, 1), date(year, 12, 31), "year"


def _rule(
    pattern: str, resolve: Callable[[re.Match[str], date], Days | None]
) -> tuple[re.Pattern[str], Callable[[re.Match[str], date], Days | None]]:
    return re.compile(pattern, re.IGNORECASE), resolve


_RULES = (
    _rule(rf"{_YEAR}-(?P<m>\d\d)-(?P<day>\d\d)", _iso),
    _rule(
        rf"(?:(?P<lead>by|until|before|next)\s+)?{_DAY}(?:\s*(?:-|–|to|and)\s*(?P<to>[0-3]?\d)(?:st|nd|rd|th)?)?\s+"
        rf"(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?",
        _full,
    ),
    _rule(
        rf"(?:(?P<lead>by|until|before|next)\s+)?{_MONTH}\s+{_DAY}(?:\s*(?:-|–|to|and)\s*(?P<to>[0-3]?\d)"
        rf"(?:st|nd|rd|th)?)?(?:,?\s+{_YEAR})?(?!\d)",
        _full,
    ),
    _rule(
        r"(?:(?P<lead>by|until|before|next|in|since|during|of|last)\s+)?(?:the\s+)?"
        rf"(?P<part>early[ -]|mid[ -]|late[ -]|end\s+of\s+)?{_MONTH}(?:,?\s+(?:of\s+)?{_YEAR})?",
        _month,
    ),
    _rule(rf"(?:the\s+)?(?P<season>spring|summer|autumn|fall|winter)\s+(?:of\s+)?{_YEAR}", _season),
    _rule(rf"(?:in|since|by|of|during|until|before)\s+{_YEAR}", _year_only),
    _rule(
        r"(?:(?P<lead>last|next|coming|this|on)\s+)?"
        r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)",
        _weekday,
    ),
    _rule(r"(?P<near>yesterday|today|tonight|tomorrow)", _near),
    _rule(
        r"(?P<earlier>earlier\s+)?(?P<lead>last|previous|past|this|next|coming)\s+(?P<unit>week|month|year)",
        _period,
    ),
    _rule(
        r"(?:(?:about|some)\s+)?(?P<count>\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
        r"a\s+couple\s+of)\s+(?P<unit>day|week|month|year)s?\s+(?:ago|earlier)",
        _ago,
    ),
)
_ANY = re.compile(
    r"(?<![\w-])(?:" + "|".join(re.sub(r"\(\?P<\w+>", "(?:", pattern.pattern) for pattern, _ in _RULES) + r")(?![\w])",
    re.IGNORECASE,
)
