"""Figures in a stretch of text: bounds, approximation, unit, what is counted, and the role the figure plays.

Numbers by `numerals`, what they count by `counted` and `elided`, roles by `roles`; here they are put together, and
numbers that are no figures left out: dates, years, ages, times of day, house numbers, names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from firsthand.numbers import value
from firsthand.read.quantities.counted import PERSON
from firsthand.read.quantities.elided import is_age, mentions
from firsthand.read.quantities.mention import Mention, hurt
from firsthand.read.quantities.numerals import Numeral, numerals, ranks
from firsthand.read.quantities.roles import roles
from firsthand.records import Quantity
from firsthand.text import stops

__all__ = ["quantities", "value"]

_LONGEST = 2000
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)"
)
_MONTH_BEFORE = re.compile(rf"\b{_MONTH}\.?\s(?:the\s)?(?:\d\d?(?:\s?[-–]\s?|\sand\s|\sto\s))?$")
_MONTH_AFTER = re.compile(rf"(?:st|nd|rd|th)?(?:\s(?:and|or|to)\s\d\d?)?\s(?:of\s)?{_MONTH}\b")
_LABEL = re.compile(
    r"\b(?:[Nn]os?|[Nn]umber|Article|Articles|Section|Chapter|[Pp]ages?|pp?|Figure|Table|Resolution|Room|Flight|Boeing|"
    r"Airbus|Highway|Route|Channel|Line|Unit|Day|Phase|Grade|Level|Type|Apollo|World\sWar|Top|Psalm|Act|Gate|Platform|"
    r"Terminal|Building|Block|Camp|School|Area|Zone|Sector|Podcast|Episode|Season|extension)\.?\s$"
)
_AGED = re.compile(r"\bage[ds]?\s(?:of\s)?$", re.IGNORECASE)
_AFTER = re.compile(
    r"[:/]\d|[.,]\d|\s?(?:a\.?m\b|p\.?m\b)|\s(?:GMT|UTC|CET|CEST|BST|EST|EDT|hours\sGMT|o['’]clock|BCE?|AD)\b|[-–]\w*\d|"
    r"['’]s\b|[-\s](?:year|month|week|day)s?[-\s](?:old|of\sage)|s?\syears?\sof\sage",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\s(?:[A-Z]\w*\.?\s|\d+\w\w\s){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Lane|Drive|Square|Boulevard)\b"
)
_PEOPLE_AFTER = re.compile(
    r"\s(?:[A-Z]\w+\s){0,2}(?:\w+\s)?(?:troops|soldiers|people|men|women|officers|fighters|workers|civilians|children|"
    r"residents|passengers|prisoners|deaths|casualties|dead|killed|wounded|injured)\b"
)
_PLURAL_AFTER = re.compile(r"\s[a-z]+s\b")
_INSIDE = re.compile(r"[\w,'’]\s$")
_RANKED = re.compile(r"\b(?:came|comes?|finish\w*|rank\w*|placed|st[oa]nds?|stood|lies)\s(?:joint\s|equal\s)?$")
_COUNTING_ON = re.compile(r"\s\d|[.)]\s")


def quantities(text: str, start: int, end: int) -> tuple[Quantity, ...]:
    """Every figure between two offsets, in order; dates, years, ages, times of day and house numbers are left out."""
    found: list[Quantity] = []
    last: Mention | None = None
    for low, high in _sentences(text, start, end):
        before = None if "\n" in text[low : low + 2] else last
        told = [m for m in mentions(text, _numbers(text, low, high), low, high, before) if not _is_bare(text, m)]
        _link(told)
        for mention, role in zip(told, roles(text, told), strict=True):
            n = mention.numeral
            found.append(Quantity(n.low, n.high, n.approximate, mention.unit, mention.of, role, n.start, n.end))
        last = told[-1] if told else None
    return tuple(found)


def _link(told: list[Mention]) -> None:
    """Make neighbours of the figures of a sentence once those that are none are left out."""
    for one, other in pairwise([None, *told, None]):
        if one is not None:
            one.next = other
        if other is not None:
            other.previous = one


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentences, those inside quotations too; a very long one, a list or a table, in pieces."""
    for low, high in pairwise((start, *stops(text, start, end), end)):
        while high - low > _LONGEST:
            cut = max(text.rfind(" ", low, low + _LONGEST), low + _LONGEST // 2)
            yield low, cut
            low = cut
        if low < high:
            yield low, high


def _numbers(text: str, low: int, high: int) -> list[Numeral]:
    counts = list(numerals(text, low, high))
    taken = {at for n in counts for at in range(n.start, n.end)}
    places = [n for n in ranks(text, low, high) if n.start not in taken]
    return sorted((n for n in (*counts, *places) if not _is_something_else(text, n, low, high)), key=lambda n: n.start)


def _is_something_else(text: str, numeral: Numeral, low: int, high: int) -> bool:
    """Whether a number is no figure: a date, a time, an age, a name, a number in a list."""
    before, after = text[max(low, numeral.at - 20) : numeral.at], text[numeral.end : min(high, numeral.end + 30)]
    if numeral.kind == "rank":
        return _MONTH_AFTER.match(after) is not None or _MONTH_BEFORE.search(before) is not None
    if numeral.kind == "percent" or numeral.unit:
        return after[:1].isalnum()
    if after[:1].isalnum() or _ADDRESS.match(after) or (_AFTER.match(after) and not numeral.pair):
        return True
    if _is_date(numeral, before, after) or _AGED.search(text, max(low, numeral.start - 10), numeral.start):
        return True
    if numeral.start < numeral.at:  # a hedged number is always a figure
        return False
    begins = not text[low : numeral.at].strip()
    return bool(_LABEL.search(before)) or _is_name(numeral, before, after) or _is_aside(numeral, before, after, begins)


def _is_date(numeral: Numeral, before: str, after: str) -> bool:
    """A day of a month, or a year: four bare digits, unless hedged and with a noun."""
    if not numeral.words.isdigit():
        return False
    if numeral.size <= 31 and (_MONTH_BEFORE.search(before) or _MONTH_AFTER.match(after)):
        return True
    if len(numeral.words) != 4 or not 1700 <= numeral.size < 2100 or _PEOPLE_AFTER.match(after):
        return False
    return not (numeral.start < numeral.at and _PLURAL_AFTER.match(after))


def _is_name(numeral: Numeral, before: str, after: str) -> bool:
    """A number word with a capital inside a sentence is part of a name (Group of Seven), but in a headline."""
    if not numeral.spelled or not numeral.words.istitle() or not _INSIDE.search(before):
        return False
    return not (before.split()[-1][:1].isupper() and after[1:2].isupper())


def _is_aside(numeral: Numeral, before: str, after: str, begins: bool) -> bool:
    """An age between commas, a reference in brackets, the number of a list's entry, a row of a calendar."""
    if not numeral.words.isdigit() or numeral.size > 110:
        return False
    if before.endswith(", ") and after[:1] in {",", ".", ""} and numeral.size >= 5:
        return not re.search(r"\d, $", before)
    if before[-1:] in {"(", "["} and after[:1] in {")", "]"}:
        return True
    alone = begins or re.search(r"[\d.!?]\s$", before) is not None
    return (alone and _COUNTING_ON.match(after) is not None) or re.search(r"(?:^|\s)\d\d?\s$", before) is not None


def _is_bare(text: str, mention: Mention) -> bool:
    """A small number word with nothing counted is no figure, nor is "one more thing": a pronoun or an article."""
    numeral, counts = mention.numeral, mention.unit is not None and not mention.elided
    if numeral.kind == "rank":  # "third-largest" and "finished third" need no noun
        plain = mention.unit is None and "-" not in numeral.words and " " not in numeral.words
        return plain and _RANKED.search(mention.before(text, 20)) is None
    if numeral.kind != "count":
        return False
    if mention.unit is None and is_age(text, mention):
        return True
    if not numeral.spelled or mention.measure:
        return False
    if numeral.size < 1:
        return True
    if numeral.low == numeral.high == 1:
        return not ((counts and mention.unit == PERSON) or (mention.unit and (mention.part or hurt(text, mention))))
    return numeral.size < 10 and mention.unit is None and (mention.of is None or numeral.words[:1].islower())
