"""Figures in a stretch of text: bounds, approximation, unit, what is counted, and the role the figure plays.

Numbers by `numerals`, what they count by `counted` and `elided`, roles by `roles`; here they are put together, and
numbers that are no figures left out: dates, years, ages, times of day, house numbers, names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from firsthand.read.elided import Mention, mentions
from firsthand.read.numerals import Numeral, numerals, ranks, value
from firsthand.read.roles import roles
from firsthand.records import Quantity
from firsthand.text import stops

__all__ = ["quantities", "value"]

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)"
)
_MONTH_BEFORE = re.compile(rf"\b{_MONTH}\.?\s(?:the\s)?(?:\d\d?(?:\s?[-–]\s?|\sand\s|\sto\s))?$")
_MONTH_AFTER = re.compile(rf"(?:st|nd|rd|th)?(?:\s(?:and|or|to)\s\d\d?)?\s(?:of\s)?{_MONTH}\b")
_LABEL = re.compile(
    r"\b(?:[Nn]os?|[Nn]umber|Article|Articles|Section|Chapter|[Pp]ages?|pp?|Figure|Table|Resolution|Room|Flight|Boeing|"
    r"Airbus|Highway|Route|Channel|Line|Unit|Day|Phase|Grade|Level|Type|Apollo|World\sWar|Top|Psalm|Act|Gate|Platform|"
    r"Terminal|Building|Block|Camp|School|Area|Zone|Sector|Podcast|Episode|Season|extension|aged?|age\sof|ages)\.?\s$"
)
_AFTER = re.compile(
    r"[:/]\d|[.,]\d|\s?(?:a\.?m\b|p\.?m\b)|\s(?:GMT|UTC|CET|CEST|BST|EST|EDT|hours\sGMT|o['’]clock)\b|[-–]\w*\d|['’]s\b|"
    r"[-\s](?:year|month|week|day)s?[-\s](?:old|of\sage)|s?\syears?\sof\sage",
    re.IGNORECASE,
)
_NAMED = re.compile(r"[\w,'’]\s$")
_COUNTING_ON = re.compile(r"\s\d|[.)]\s")


def quantities(text: str, start: int, end: int) -> tuple[Quantity, ...]:
    """Every figure between two offsets, in order; dates, years, ages, times of day and house numbers are left out."""
    found: list[Quantity] = []
    last: Mention | None = None
    for low, high in _sentences(text, start, end):
        if "\n" in text[low : low + 2]:
            last = None
        told = [m for m in mentions(text, _numbers(text, low, high), low, high, last) if not _is_bare(m)]
        for mention, role in zip(told, roles(text, told), strict=True):
            n = mention.numeral
            found.append(Quantity(n.low, n.high, n.approximate, mention.unit, mention.of, role, n.start, n.end))
        last = told[-1] if told else None
    return tuple(found)


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    cuts = [start, *stops(text, start, end), end]
    yield from ((low, high) for low, high in zip(cuts, cuts[1:], strict=False) if low < high)


def _numbers(text: str, low: int, high: int) -> list[Numeral]:
    counts = list(numerals(text, low, high))
    taken = {at for n in counts for at in range(n.start, n.end)}
    places = [n for n in ranks(text, low, high) if n.start not in taken]
    return sorted((n for n in (*counts, *places) if not _is_something_else(text, n, low, high)), key=lambda n: n.start)


def _is_something_else(text: str, numeral: Numeral, low: int, high: int) -> bool:
    before, after = text[max(low, numeral.at - 20) : numeral.at], text[numeral.end : min(high, numeral.end + 20)]
    if numeral.kind == "rank":
        return _MONTH_AFTER.match(after) is not None or _MONTH_BEFORE.search(before) is not None
    if numeral.kind == "percent" or numeral.unit:
        return after[:1].isalnum()
    if after[:1].isalnum() or _AFTER.match(after):
        return True
    hedged = numeral.start < numeral.at
    if not hedged and (_LABEL.search(before) or _is_named(numeral, before, after)):
        return True
    return _is_date(numeral, before, after) or (not hedged and _is_aside(numeral, before, after, text[low : numeral.at]))


def _is_date(numeral: Numeral, before: str, after: str) -> bool:
    """A day of a month, or a year: four bare digits, unless hedged and with a noun."""
    if numeral.spelled or not numeral.words.isdigit():
        return False
    if numeral.size <= 31 and (_MONTH_BEFORE.search(before) or _MONTH_AFTER.match(after)):
        return True
    if len(numeral.words) != 4 or not 1700 <= numeral.size < 2100:
        return False
    return not _PEOPLE_AFTER.match(after) and not (numeral.start < numeral.at and re.match(r"\s[a-z]+s\b", after))


_PEOPLE_AFTER = re.compile(
    r"\s(?:[A-Z]\w+\s){0,2}(?:\w+\s)?(?:troops|soldiers|people|men|women|officers|fighters|workers|civilians|children|"
    r"residents|passengers|prisoners|deaths|casualties|dead|killed|wounded|injured)\b"
)


def _is_named(numeral: Numeral, before: str, after: str) -> bool:
    """A number word with a capital inside a sentence is part of a name: Group of Seven, Harbour Nine."""
    if not numeral.spelled or not numeral.words.istitle() or not _NAMED.search(before):
        return False
    previous = before.split()[-1:]
    return not (previous and previous[0][:1].isupper() and after[1:2].isupper())


def _is_aside(numeral: Numeral, before: str, after: str, lead: str) -> bool:
    """An age between commas, a reference in brackets, the number of a list's entry, a row of a calendar."""
    if not numeral.words.isdigit() or numeral.size > 110:
        return False
    if before.endswith(", ") and after[:1] in {",", ".", ""} and numeral.size >= 5:
        return not re.search(r"\d, $", before)
    if before[-1:] in {"(", "["} and after[:1] in {")", "]"}:
        return True
    alone = not lead.strip() or re.search(r"(?:\d|[.!?])\s$", lead) is not None
    return (alone and _COUNTING_ON.match(after) is not None) or re.search(r"(?:^|\s)\d\d?\s$", before) is not None


def _is_bare(mention: Mention) -> bool:
    """A small spelled number with nothing counted is no figure, nor is "one more thing": a pronoun or an article."""
    numeral = mention.numeral
    if numeral.kind == "rank":
        return mention.unit is None and "-" not in numeral.words and " " not in numeral.words
    if numeral.kind != "count" or not numeral.spelled:
        return False
    if numeral.words.lower().split()[0] == "half" and numeral.size < 1:
        return not mention.measure
    if numeral.low == numeral.high == 1:
        return mention.unit != "person" and not mention.measure
    return numeral.size < 10 and mention.unit is None and (mention.of is None or mention.numeral.words[:1].islower())
