"""A text in, the same text with every number in digits and a few units on one scale, for a reader that compares words.

"Twelve thousand" and "12,000", "one in five" and "20 percent", "six weeks" and "42 days" are one figure in two dresses:
a small network that compares two texts would have to learn every such dress by heart.
"""

from __future__ import annotations

import functools
import re

from firsthand.numbers import NUMBER, value

_NUMBER = re.compile(rf"(?<![\w#/:.,-]){NUMBER}(?!\w)", re.IGNORECASE)
_PERCENT = re.compile(r"(?<=\d)[\s-]?(?:%|per\s?cent\b|pct\b)", re.IGNORECASE)
_PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
# A part of a whole that follows; "the third of May" and "the second half" are none.
_SHARE = re.compile(
    r"\b(?:(?P<many>\d)[\s-](?P<parts>third|quarter|fifth|sixth|eighth|tenth)s|(?:a|1|one)[\s-](?P<part>third|quarter|"
    r"fifth|sixth|eighth|tenth|half)|(?<!first )(?<!second )(?<!other )(?<!latter )(?P<half>half))"
    r"(?=\sof\b|\s(?:the|its|their|his|her|our|all|as)\b)",
    re.IGNORECASE,
)
_ONE_IN = re.compile(
    r"\b(?P<part>\d{1,2}|one)\s(?:in|out\sof)(?:\severy)?\s(?P<whole>[2-9]|10|20|100)\b"
    r"(?!\s?(?:%|days?\b|years?\b|weeks?\b|months?\b|hours?\b))",
    re.IGNORECASE,
)
# Each unit on the scale of a smaller one that it is a whole number of. Months and years are none of days.
_UNITS = {
    "fortnight": (14, "day"), "week": (7, "day"), "decade": (10, "year"), "century": (100, "year"),
    "kilometre": (1000, "metre"), "kilometer": (1000, "metre"), "km": (1000, "metre"), "tonne": (1000, "kilo"),
    "ton": (1000, "kilo"), "centimetre": (0.01, "metre"), "centimeter": (0.01, "metre"), "cm": (0.01, "metre"),
    "hour": (1 / 24, "day"),
}  # fmt: skip
_NAMES = "|".join(sorted(_UNITS, key=len, reverse=True))
_UNIT = re.compile(
    rf"\b(?P<number>\d+(?:\.\d+)?|a|another)[\s-](?P<unit>{_NAMES}|centurie)s?\b",
    re.IGNORECASE,
)


@functools.lru_cache(maxsize=4096)
def in_digits(text: str) -> str:
    """The text with number words as digits, shares as percent, and weeks, kilometres and their like on one scale."""
    text = _NUMBER.sub(lambda m: _told(m.group()), text)
    text = _PERCENT.sub(" %", text)
    text = _SHARE.sub(_share, text)
    text = _ONE_IN.sub(lambda m: _percent(1 if m["part"].isalpha() else int(m["part"]), int(m["whole"])), text)
    return _UNIT.sub(_scaled, text)


def _told(words: str) -> str:
    found = value(words)
    return words if found is None or words.lower() == "one" else f"{found:.12g}"


def _share(match: re.Match[str]) -> str:
    part = (match["parts"] or match["part"] or match["half"]).lower()
    return _percent(int(match["many"] or 1), _PARTS[part])


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %"


def _scaled(match: re.Match[str]) -> str:
    size, unit = _UNITS[match["unit"].lower().replace("centurie", "century")]
    number = float(match["number"]) if match["number"][0].isdigit() else 1.0
    if unit == "day" and size < 1 and (number % 24 or not number):
        return match.group()  # 36 hours stay hours
    return f"{round(number * size, 3):.12g} {unit}s"
