"""Figures in a stretch of text: bounds, approximation, unit, what is counted, and the role the figure plays.

Digits, ranges, hedges and multipliers by a grammar, spelled-out numbers by text2num, "tens of thousands" by a table:
no library gives bounds for vague figures (STACK.md, section 7).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from text_to_num import text2num

from firsthand.records import Quantity, QuantityRole
from firsthand.text import sentences

_SCALE = {"hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "mn": 1e6, "m": 1e6, "mln": 1e6, "billion": 1e9,
          "bn": 1e9, "b": 1e9, "trillion": 1e12, "tn": 1e12}  # fmt: skip
_ONES = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    "seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_SPELLED = (
    rf"\b(?:(?:{_ONES})(?:[ -](?:{_ONES}|hundred|thousand|million|billion|and(?=[ -](?:{_ONES})\b)))*|"
    r"(?:a|one)\s+(?:hundred|thousand|million|billion))\b"
)
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_MULTIPLIER = r"(?:[\s-]?(?:hundred|thousand|million|billion|trillion|mln)\b|\s?(?:bn|mn|tn|k|m|b)\b)"
_NUMBER = rf"(?:(?:{_DIGITS})(?:{_MULTIPLIER})?|(?:{_SPELLED}))"
# Lower and upper bound of vague figures, as multiples of the noun's value.
_VAGUE = {"tens of": (2, 10), "hundreds of": (2, 10), "several": (3, 9), "a few": (2, 5), "few": (2, 5),
          "a couple of": (2, 2), "some": (2, 9), "many": (3, 10), "dozens of": (24, 99),
          "scores of": (40, 99)}  # fmt: skip
_NOUN_VALUE = {"dozen": 12, "dozens": 12, "score": 20, "scores": 20, "hundred": 100, "hundreds": 100, "thousand": 1000,
               "thousands": 1000, "million": 1e6, "millions": 1e6, "billion": 1e9, "billions": 1e9}  # fmt: skip
_FIGURE = re.compile(
    r"(?P<before>(?:\b(?:(?:between|from|about|around|some|nearly|almost|roughly|approximately|approx\.|circa|"
    r"an?\s+estimated|estimated|close\s+to|up\s+to|as\s+many\s+as|at\s+least|at\s+most|more\s+than|over|"
    r"upwards\s+of|no\s+fewer\s+than|no\s+less\s+than|no\s+more\s+than|less\s+than|"
    r"fewer\s+than|under|below|above|nearer|only|just|exactly)\s+)+)|[~≈]\s?)?(?P<money>US\$|[$£€₩¥]\s?)?"
    r"(?:(?P<vague>\b(?:(?:tens|hundreds|dozens|scores)\s+of\s+(?:thousands|millions|billions)|"
    r"(?:several|a\s+few|a\s+couple\s+of|few|some|many)\s+(?:dozen|hundred|thousand|million|billion)s?|"
    r"half\s+a\s+(?:million|billion)|"
    r"(?:(?:a|two|three|four|five|six)\s+)?dozens?|hundreds|thousands|millions)\b)|"
    rf"(?P<low>{_NUMBER})(?:\s?(?:-|–|—|to|and|or)\s?(?P<high>{_NUMBER}))?)(?P<plus>\+)?"
    r"(?P<percent>\s?%|\s+per\s?cent\b|\s+percent\b|\s+percentage\s+points\b)?",
    re.IGNORECASE,
)
_SKIP_BEFORE = re.compile(
    r"(?:\b(?:No|Article|Articles|Section|Chapter|Page|page|Figure|Table|Resolution|Room|Flight|Boeing|Highway|"
    r"Route|Channel|Jan\w*|Feb\w*|Mar\w*|Apr\w*|May|June?|July?|Aug\w*|Sept?\w*|Oct\w*|Nov\w*|Dec\w*|aged?)\.?\s*|"
    r"[#\d:/.,-])$"
)
_SKIP_AFTER = re.compile(
    r"^(?:[:/]\d|\s?(?:a\.?m\.?|p\.?m\.?|GMT|UTC|o['’]clock)\b|\s+(?:of\s+)?(?:Jan|Feb|Mar|Apr|May|June?|July?|"
    r"Aug|Sept?|Oct|Nov|Dec)\w*\b|-?(?:year|day|month|week)s?[- ]old|[-–]\w*\d|\s?°)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_ORDINAL = re.compile(
    r"\b(\d+)(?:st|nd|rd|th)\b(?!\s+(?:of\s+)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|century))"
)
_LOW_ONLY = re.compile(r"at\s+least|more\s+than|over|upwards|no\s+fewer|no\s+less|above", re.IGNORECASE)
_HIGH_ONLY = re.compile(
    r"up\s+to|as\s+many\s+as|at\s+most|no\s+more|less\s+than|fewer\s+than|under|below", re.IGNORECASE
)
_ABOUT = re.compile(r"about|around|some|nearly|almost|roughly|approx|circa|estimated|close\s+to|[~≈]", re.IGNORECASE)
_NOUNS = re.compile(
    r"\s+((?:of\s+(?:the|its|their|them|these|those)\s+)?(?:(?!(?:and|or|in|at|on|to|from|by|for|with|were|was|"
    r"are|is|had|have|has|will|would|could|who|that|which|as|a|an|of|the|near|into|since|after|before|if|but|than|"
    r"when|while|during|through|not|may|might)\b)[^\W\d][\w'’-]*\s*){1,4})"
)
_PERSON = re.compile(
    r"^(?:troops?|soldiers?|people|persons?|officers?|m[ae]n|wom[ae]n|fighters?|casualt(?:y|ies)|dead|deaths?|"
    r"residents?|workers?|refugees?|civilians?|prisoners?|personnel|servicem[ae]n|recruits?|engineers?|builders?|"
    r"combatants?|victims?|passengers?|children|students?|voters?|protesters?|generals?|mercenar(?:y|ies)|wounded|"
    r"killed|lives|injured|members?|citizens?|forces)$",
    re.IGNORECASE,
)
_UNIT_STOP = frozenset("already dead killed wounded injured more others ago each earlier later total strong".split())
_CASUALTIES = re.compile(
    r"\b(?:kill(?:ed|ing|s)?|dead|deaths?|died|wound(?:ed|ing|s)?|injur\w+|casualt\w+|losses|hurt|fatalit\w+|"
    r"slain|perished)\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:plan(?:s|ned|ning)?|will|would|to\s+be\s+(?:sent|deployed)|to\s+(?:send|dispatch|deploy)|decid\w+|"
    r"decision|intend\w*|intention|prepar\w+|promis\w+|pledg\w+|expect\w*|train(?:ing|ed)|readying|ready|"
    r"by\s+(?:December|the\s+end)|eventually|could|may|might|scheduled|set\s+to)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:already|has\s+(?:sent|deployed|shipped)|have\s+(?:arrived|been\s+(?:sent|deployed|shipped))|"
    r"were\s+(?:sent|shipped|moved)|arrived|now\s+in|are\s+(?:in|now))\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:first|initial|second|advance|vanguard|batch|wave|shipment|contingent|group\s+of|part\s+of|among\s+them|"
    r"of\s+them|including|of\s+whom|share|subset)\b",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"\b(?:total(?:l?ing)?|in\s+all|altogether|overall|combined|in\s+sum)\b", re.IGNORECASE)
_RATE = re.compile(
    r"^\s*(?:[\w-]+\s+){0,3}(?:a|per|each|every)\s+(?:second|minute|hour|day|week|month|year|head|person|capita)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[;:—]|,\s+(?:and|but|while|though|although|whereas|with|including|of\s+whom|who|which)\b|"
    r"\b(?:while|whereas|although)\b"
)


@dataclass(frozen=True, slots=True)
class _Bounds:
    low: float | None
    high: float | None
    approximate: bool


def quantities(text: str, start: int, end: int) -> tuple[Quantity, ...]:
    """Every figure between two offsets, in order; dates, years, ages, times of day and house numbers are left out."""
    found = list(_figures(text, start, end))
    for match in _ORDINAL.finditer(text, start, end):
        value = float(match.group(1))
        found.append(
            Quantity(value, value, False, None, _counted(text, match.end(), end)[1], "rank", match.start(), match.end())
        )
    return tuple(sorted(found, key=lambda q: (q.start, q.end)))


def _figures(text: str, start: int, end: int) -> Iterator[Quantity]:
    for match in _FIGURE.finditer(text, start, end):
        bounds = None if _is_something_else(text, match, start, end) else _bounds(match)
        if bounds is None:
            continue
        unit, of = _unit(text, match, end)
        if _is_bare(match, unit, of):
            continue
        role = _role(text, match, unit, of, start, end)
        yield Quantity(bounds.low, bounds.high, bounds.approximate, unit, of, role, _begin(match), match.end())


def _begin(match: re.Match[str]) -> int:
    return match.start("before") if match["before"] and match["before"].strip() else match.start()


def _is_something_else(text: str, match: re.Match[str], start: int, end: int) -> bool:
    at = match.start("low") if match["low"] else match.start("vague")
    before, after = text[max(start, at - 12) : at], text[match.end() : min(end, match.end() + 16)]
    if match["before"] is None and _SKIP_BEFORE.search(before) and not match["money"]:
        return True
    if before[-1:].isalnum() or (after[:1].isalpha() and not match["percent"]):
        return True
    if _SKIP_AFTER.match(after) and not match["percent"]:
        return True
    year = match["low"] is not None and _YEAR.fullmatch(match["low"]) is not None and not match["money"]
    noun = _NOUNS.match(text, match.end(), end)
    return year and not (noun and any(_PERSON.match(word) for word in noun.group(1).split()))


def _is_bare(match: re.Match[str], unit: str | None, of: str | None) -> bool:
    """A small spelled number with nothing counted is no figure, nor is "one more thing": a pronoun or an article."""
    if not match["low"] or any(c.isdigit() for c in match["low"]):
        return False
    number = value(match["low"]) or 0
    return (number == 1 and unit != "person") or (number < 10 and unit is None and of is None)


def _bounds(match: re.Match[str]) -> _Bounds | None:
    before = match["before"] or ""
    about = _ABOUT.search(before) is not None
    if match["vague"]:
        return _vague(match["vague"].lower())
    low = value(match["low"])
    if low is None:
        return None
    high = value(match["high"]) if match["high"] else None
    if high is not None:
        if low < high and low < 1000 and (scale := _scale(match["high"])) > 1 and _scale(match["low"]) == 1:
            low *= scale
        return _Bounds(min(low, high), max(low, high), about)
    if match["plus"] or _LOW_ONLY.search(before):
        return _Bounds(low, None, about)
    if _HIGH_ONLY.search(before):
        return _Bounds(None, low, about)
    return _Bounds(low, low, about)


def _vague(words: str) -> _Bounds | None:
    words = " ".join(words.split())
    if words.startswith("half a"):
        exact = _NOUN_VALUE[words.split()[-1]] / 2
        return _Bounds(exact, exact, True)
    lead, _, noun = words.rpartition(" ")
    size = _NOUN_VALUE[noun]
    if noun.startswith("dozen"):
        count = {"": (2, 8), "a": (1, 1), "several": (3, 7), "a few": (2, 5), "few": (2, 5), "some": (2, 7)}.get(lead)
        times = count or (value(lead) or 1,) * 2
        return _Bounds(times[0] * 12, times[1] * 12, count is not None and lead != "a")
    if not lead:
        return _Bounds(2 * size, 10 * size, True)
    low, high = _VAGUE.get(lead, (2, 9))
    if lead in {"dozens of", "scores of"}:
        return _Bounds(low * size, high * size, True)
    scale = {"tens of": 10, "hundreds of": 100}.get(lead)
    return _Bounds(2 * scale * size, 10 * scale * size, True) if scale else _Bounds(low * size, high * size, True)


@lru_cache(maxsize=4096)
def value(words: str) -> float | None:
    """The value of one number in digits or words; None where it is none."""
    words = words.strip().lower()
    digits = re.match(r"[\d,]+(?:\.\d+)?", words)
    if digits:
        number = float(digits.group().replace(",", ""))
        return number * _scale(words)
    try:
        return float(text2num(re.sub(r"^a\s+", "one ", words).replace(" and ", " "), "en"))
    except ValueError:
        return None


def _scale(words: str) -> float:
    tail = re.search(r"(?:(?<=\d)|[\s-])([a-z]+)$", words.strip().lower())
    return _SCALE.get(tail.group(1), 1.0) if tail and words[:1].isdigit() else 1.0


def _unit(text: str, match: re.Match[str], end: int) -> tuple[str | None, str | None]:
    if match["percent"]:
        return "percent", _share_of(text, match.end(), end)
    if match["money"]:
        return {"$": "dollar", "£": "pound", "€": "euro", "₩": "won", "¥": "yen"}[match["money"].strip()[-1]], None
    return _counted(text, match.end(), end)


def _share_of(text: str, at: int, end: int) -> str | None:
    found = re.compile(r"\s+of\s+((?:[\w'’-]+\s?){1,5})").match(text, at, end)
    return found.group(1).strip() if found else None


def _counted(text: str, at: int, end: int) -> tuple[str | None, str | None]:
    """The unit noun in the singular and the counted thing in the page's words."""
    at = at + 3 if text[at : at + 4].lower() == " of " else at
    noun = _NOUNS.match(text, at, end)
    if noun is None:
        return None, None
    words = noun.group(1).split()
    while words and words[-1].lower() in _TRAILING:
        words.pop()
    for n, word in enumerate(words):
        if _PERSON.match(word) or _DEMONYM.match(word):
            return "person", " ".join(words[: n + 1])
        if word.lower() in _MEASURES:
            return _MEASURES[word.lower()], None
    plural = next((n for n, word in enumerate(words) if _is_plural(word)), None)
    if plural is None:
        return None, " ".join(words) or None
    return _singular(words[plural].lower()), " ".join(words[: plural + 1])


_TRAILING = frozenset("already more others each ago earlier later strong reportedly allegedly".split())
# Peoples by their plural: North Koreans, Norwegians. Only a capital tells them from other plurals.
_DEMONYM = re.compile(r"^[A-Z][a-z]+ans$")


def _is_plural(word: str) -> bool:
    return word.endswith("s") and len(word) > 3 and word[0].islower() and word.lower() not in _UNIT_STOP


_MEASURES = {w: unit for unit, forms in {
    "km": "km kilometer kilometers kilometre kilometres", "m": "meter meters metre metres", "mile": "mile miles",
    "mm": "mm millimetre millimeter", "ton": "ton tons tonne tonnes", "kg": "kg kilogram kilograms",
    "dollar": "dollar dollars", "euro": "euro euros", "pound": "pound pounds", "day": "day days", "week": "week weeks",
    "month": "month months", "year": "year years", "hour": "hour hours", "minute": "minute minutes",
    "barrel": "barrel barrels", "degree": "degree degrees", "percent": "percent",
}.items() for w in forms.split()}  # fmt: skip


def _singular(noun: str) -> str:
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    return noun[:-2] if noun.endswith(("sses", "shes", "ches", "xes")) else noun.removesuffix("s")


def _role(text: str, match: re.Match[str], unit: str | None, of: str | None, start: int, end: int) -> QuantityRole:
    if unit == "percent" or _RATE.match(text[match.end() : min(end, match.end() + 50)]):
        return "rate"
    if unit in {"day", "week", "month", "year", "hour", "minute"} or unit in _MEASURES:
        return "other"
    clause_start, clause_end = _clause(text, match, start, end)
    before, after = text[clause_start : match.start()], text[match.end() : clause_end]
    near = f"{before[-45:]} {of or ''} {after[:45]}"
    if _CASUALTIES.search(near):
        return "casualties"
    if (
        _PART.search(before[-40:])
        or re.match(r"\s+(?:of\s+(?:them|whom|these|those|the)|more)\b", after)
        or re.search(r"\bof (?:them|whom)\b", near)
    ):
        return "part"
    if _PLANNED.search(f"{before} {after}") and not _DONE.search(f"{before} {after}"):
        return "planned"
    if _TOTAL.search(f"{before} {after}") or unit or of or re.match(r"\s+(?:is|are|was|were|have|had|has)\b", after):
        return "total"
    return "other"


def _clause(text: str, match: re.Match[str], start: int, end: int) -> tuple[int, int]:
    inside = [s for s in sentences(text, start, end) if s.start <= match.start() < s.end] or None
    low, high = (inside[0].start, inside[0].end) if inside else (start, end)
    cuts = list(_CLAUSE.finditer(text, low, high))
    low = max([m.end() for m in cuts if m.end() <= match.start()], default=low)
    high = min([m.start() for m in cuts if m.start() >= match.end()], default=high)
    return low, high
