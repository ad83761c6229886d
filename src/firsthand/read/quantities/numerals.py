"""Numbers in a stretch of text with their bounds: ranges, changes, results, shares, ranks and vague figures.

No library gives bounds for "tens of thousands" or "one in five" (STACK.md, section 7), so this is a grammar. Every
repetition in it is bounded: a long line costs time in proportion to its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from firsthand.numbers import (
    DIGITS,
    HEDGE,
    NUMBER,
    SCALE,
    SCALES,
    SIZES,
    WORDS,
    hedges,
    place,
    scale_of,
    value,
)

Kind = Literal["count", "money", "percent", "rank"]
Pair = Literal["", "change", "contest"]

_SIGNS = {"$": "dollar", "£": "pound", "€": "euro", "₩": "won", "¥": "yen", "₽": "rouble", "₹": "rupee", "₴": "hryvnia",
          "₪": "shekel", "₺": "lira", "USD": "dollar", "EUR": "euro", "GBP": "pound", "CHF": "franc", "JPY": "yen",
          "CNY": "yuan", "RUB": "rouble"}  # fmt: skip
# "Several" and its like, as multiples of the word that follows. A bare plural is two to ten of it, two to eight of
# dozens and scores: nobody says those beyond a hundred or so.
_LEADS = {"several": (3, 7), "few": (2, 5), "couple": (2, 2), "many": (3, 10)}
_PARTS = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
          "ninth": 9, "tenth": 10, "hundredth": 100, "thousandth": 1000}  # fmt: skip
_UNIT = (
    r"(?:km/h|km²|km2|m²|m2|m³|m3|km|kg|mm|cm|mph|kph|[kMGT]Wh?|[MGT]B|ha|ft|lbs?)\b|"
    r"°(?!\s?(?:\d|[NSEW]\b))(?:\s?[CF]\b)?"
)
_PERCENT = r"(?:(?<=half)|(?<=quarter))[\s-]points?\b|\s?%|[\s-]per\s?cent\b|\s?pct\b|\spercentage[\s-]points?\b"
_MONEY = r"[A-Z]{0,3}[$£€₩¥₽₹₴₪₺]\s?|(?:USD|EUR|GBP|CHF|JPY|CNY|RUB)\s?(?=\d)"
_VAGUE = (
    r"\b(?:(?:tens|dozens|scores|hundreds|thousands)\sof\s(?:thousands|millions|billions)|"
    r"(?:several|a\sfew|few|many|a\scouple\sof|a\scouple|couple\sof)\s(?:dozen|hundred|thousand|million|billion)s?|"
    r"dozens|hundreds|thousands|millions|billions|tens(?=\sof\b)|"
    r"scores(?=\s(?:of|more|were|are|have|had|died|killed|injured|wounded|dead|missing)\b))\b"
)
_SHARE = (
    r"\b(?:(?:an?|one)[\s-](?:half|third|quarter|fifth|sixth|seventh|eighth|ninth|tenth|hundredth|thousandth)|"
    r"(?:two|three|four|five|six|seven|eight|nine|\d)[\s-](?:thirds|quarters|fifths|sixths|sevenths|eighths|ninths|"
    rf"tenths|hundredths)|half(?![\s-](?:an?|dozen|{SCALE})\b|\sof\s(?:1|one)\s?(?:%|per)))\b"
    r"(?!\sof\san?\s|[\s-](?:percentage[\s-])?point\b)"
)
_AMOUNT = rf"(?P<money>{_MONEY})?(?P<number>{NUMBER})(?:(?P<unit>\s?(?:{_UNIT}))|(?P<percent>{_PERCENT}))?"
_FIGURE = re.compile(
    rf"(?:\b(?P<span>between|from)\s+)?(?P<before>{HEDGE}{{0,4}})"
    rf"(?:(?P<vague>{_VAGUE})|(?P<share>{_SHARE})|(?<![\w#/:.,-]){_AMOUNT})",
    re.IGNORECASE,
)
_SECOND = re.compile(rf"\s?(?P<link>-|–|—|to|or|and)\s?(?P<before>{HEDGE}{{0,2}}){_AMOUNT}", re.IGNORECASE)
_NO_SECOND = re.compile(r"\w|-\w*\d")
_SPACED_SCALE = re.compile(r"\s[mb]\b", re.IGNORECASE)  # "$120 m", where "120 m" alone is a length
_PER = re.compile(r"\b(?:per|(?:for|in|of)\severy)\s$", re.IGNORECASE)
_RATIO = re.compile(rf"\s(?P<join>in|out\sof|of)\s(?P<every>every\s)?(?P<whole>{DIGITS}|{WORDS})", re.IGNORECASE)
_NO_RATIO = re.compile(
    r"\w|[.,]\d|\s?%|-|\s(?:\w+\s)?(?:year|day|week|month|hour|minute|second|decade)s?\b", re.IGNORECASE
)
_USUAL_WHOLES = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 100, 1000, 10000, 100000})
# "Half" is a share only of a whole that follows, and never "the second half".
_WHOLE = re.compile(r"\s(?:of|the|its|their|his|her|our|all|that|those|these|were|are|was|is|have|had|has|as)\b")
_NO_SHARE = re.compile(
    r"\b(?:first|second|other|latter|former|this|next|last|early|later|top|bottom|lower|upper|western|eastern|northern|"
    r"southern|better|and\sa|the)\s$",
    re.IGNORECASE,
)
_NO_BEST = "(?:forest|harvest|interest|(?:con|re|in)?quest|(?:pro|con)?test|arrest|guest|nest|priest|chest|vest)"
_RANK = re.compile(
    r"\b(?P<rank>\d{1,4}(?:st|nd|rd|th)|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"(?:thir|four|fif|six|seven|eigh|nine)teenth|(?:twen|thir|for|fif|six|seven|eigh|nine)tieth|hundredth|"
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-(?:first|second|third|fourth|fifth|sixth|seventh|"
    rf"eighth|ninth))\b(?P<best>[\s-](?:(?:most|least)[\s-][\w-]+|(?!{_NO_BEST}\b)[a-z]+"
    r"(?:[bcdghklmnprstvwy]i|[bcdghklmnprsvw])est|last|worst|best|placed|ranked)\b|"
    r"\sand\s(?:final|last)\b)?(?!-\w|[’']s|\scentur)"
)
_EVERY = re.compile(r"\bevery\s$", re.IGNORECASE)
_TIMES = re.compile(r"\s(?:second|minute|hour|day|night|week|month|year|time|summer|winter|spring|autumn)\b")
_CHANGE = re.compile(
    r"\b(?:rose|ris\w+|grew|grow\w*|increas\w+|jump\w*|climb\w*|soar\w*|surg\w*|fell|fall\w*|drop\w*|declin\w+|up|down|"
    r"decreas\w+|cut|cuts|cutting|slid|slip\w*|shrank|shr[iu]nk\w*|plung\w*|reduc\w+|rais\w+|lower\w*|went|gone|"
    r"expand\w*|swell\w*|swollen|chang\w+|mov\w+|tripl\w*|doubl\w*|slash\w*|widen\w*|narrow\w*|improv\w*)\b[^.;]*$",
    re.IGNORECASE,
)
_CONTEST = re.compile(
    r"\b(?:vot(?:ed?|ing|es)|ballot|beat\w*|defeat\w*|victory|scor(?:ed?|es|ing)|split)\b[^.;]*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """One number as a closed range, with the words it spans, hedges included."""

    start: int
    end: int
    at: int  # where the number itself begins, after its hedges
    size: float  # the number named, whatever its hedges
    low: float | None
    high: float | None
    approximate: bool
    kind: Kind
    words: str
    unit: str | None = None
    pair: Pair = ""  # one end of "from 12 to 20", or one side of "112 to 87"

    @property
    def spelled(self) -> bool:
        """Whether it is written in words alone."""
        return not any(c.isdigit() for c in self.words)


def numerals(text: str, start: int, end: int) -> Iterator[Numeral]:
    """Every number between two offsets, in order and without overlap."""
    at = start
    while (match := _FIGURE.search(text, at, end)) is not None:
        found = list(_read(text, match, start, end))
        yield from found
        at = max(found[-1].end, match.end()) if found else match.end()


def ranks(text: str, start: int, end: int) -> Iterator[Numeral]:
    """Every ordinal from the second on between two offsets: "the fourth time", "third-largest", "12th"."""
    for match in _RANK.finditer(text, start, end):
        rank, (begin, stop) = float(place(match["rank"])), match.span()
        every = _EVERY.search(text, max(start, begin - 8), begin)
        if every is None:
            yield Numeral(begin, stop, begin, rank, rank, rank, False, "rank", match.group())
        elif rank and not match["best"] and not _TIMES.match(text, stop, end):  # every tenth shop is a tenth of them
            bare = Numeral(every.start(), stop, begin, rank, rank, rank, False, "percent", match.group())
            yield _percentage(text, bare, 100 / rank, end)


def _read(text: str, match: re.Match[str], start: int, end: int) -> Iterator[Numeral]:
    if match["vague"]:
        yield _vague(text, match, end)
    elif match["share"]:
        yield from _share(text, match, start, end)
    elif not _PER.search(text, max(start, match.start() - 10), match.start()):
        first = _one(text, match, end)
        if first is not None:
            ratio = _ratio(text, match, first, end)
            yield from [ratio] if ratio else _linked(text, match, first, start, end)


def _one(text: str, match: re.Match[str], end: int) -> Numeral | None:
    """The number of a match alone, without the second of a range."""
    size, stop = value(match["number"]), match.end()
    if size is None or text[stop : min(stop + 1, end)].isalnum():
        return None
    kind: Kind = "money" if match["money"] else "percent" if match["percent"] else "count"
    unit = "".join((match["unit"] or "").split()).lower() or None
    if match["money"]:
        sign = match["money"].strip()
        unit = _SIGNS.get(sign.upper()) or _SIGNS[sign[-1]]
        if scale := _SPACED_SCALE.match(text, stop, end):
            size, stop = size * SCALES[scale.group().strip().lower()], scale.end()
    at = match.start("money") if match["money"] else match.start("number")
    loose = match["number"].lower().endswith("couple")
    bare = Numeral(match.start("before"), stop, at, size, size, size, loose, kind, match["number"], unit)
    return _bounded(text, bare, end)


def _bounded(text: str, bare: Numeral, end: int) -> Numeral:
    """The number with the bounds that the words around it give; words after it lengthen its span."""
    marks, stop = hedges(text, bare.start, bare.at, bare.end, end)
    low, high = "low" in marks, "high" in marks and "low" not in marks
    return replace(
        bare, end=stop, low=None if high else bare.low, high=None if low else bare.high,
        approximate=bare.approximate or "about" in marks,
    )  # fmt: skip


def _ratio(text: str, match: re.Match[str], first: Numeral, end: int) -> Numeral | None:
    """A share told as "one in five" or "nine out of ten"; "16 out of 24" is a part and its whole, so none."""
    found = _RATIO.match(text, match.end(), end)
    if found is None or first.kind != "count" or first.unit or _NO_RATIO.match(text, found.end(), end):
        return None
    whole, join = value(found["whole"]), found["join"].lower()
    usual = found["every"] or (join != "of" and (whole in _USUAL_WHOLES or (first.size == 1 and join == "in")))
    if not whole or first.size >= whole or not usual or 1800 <= whole < 2100:
        return None
    return _percentage(text, replace(first, end=found.end()), first.size / whole * 100, end)


def _share(text: str, match: re.Match[str], start: int, end: int) -> Iterator[Numeral]:
    words = re.split(r"[\s-]", match["share"].lower())
    if _is_share(text, match, words, start, end):
        top = 1.0 if words[0] in {"a", "an", "half"} else value(words[0]) or 1.0
        at = match.start("share")
        bare = Numeral(match.start("before"), match.end(), at, top, top, top, False, "percent", match["share"])
        yield _percentage(text, bare, top / _PARTS[words[-1].removesuffix("s")] * 100, end)


def _is_share(text: str, match: re.Match[str], words: list[str], start: int, end: int) -> bool:
    """Whether the words of a fraction mean one: not "the second half", nor "a third" of those arrested."""
    hedged = match["before"].strip() or text[max(start, match.start() - 3) : match.start()].lower() == "by "
    whole = _WHOLE.match(text, match.end(), end)
    if words == ["half"]:
        halved = _NO_SHARE.search(text, max(start, match.start() - 12), match.start("share"))
        return bool(hedged or whole) and halved is None
    if words[0] in {"a", "an"}:
        return bool(hedged) or (whole is not None and whole.group().strip() == "of")
    return words[1] != "quarters" or words[0] == "three"


def _percentage(text: str, bare: Numeral, share: float, end: int) -> Numeral:
    size = round(share, 1) if share > 1 else round(share, 4)
    return _bounded(text, replace(bare, size=size, low=size, high=size, kind="percent"), end)


def _linked(text: str, match: re.Match[str], first: Numeral, start: int, end: int) -> Iterator[Numeral]:
    """A number with the one it is linked to: a range is one figure, a change or the result of a contest two."""
    second = _SECOND.match(text, match.end(), end)
    last = _last(text, match, second, end) if second else None
    if second is None or last is None or (first.kind == "percent" != last.kind):
        yield first
        return
    low = first.size * _shared_scale(match["number"], first.size, second["number"], last.size)
    if first.kind == "count" and not first.unit:
        first = replace(first, kind=last.kind, unit=last.unit)
    elif last.kind == "count":
        last = replace(last, kind=first.kind, unit=first.unit)
    pair = _pair(match, second, text[max(start, match.start() - 40) : match.start()], rises=low < last.size)
    if pair:
        known = (low if first.low is not None else None, low if first.high is not None else None)
        yield replace(first, size=low, low=known[0], high=known[1], pair=pair)
        yield replace(last, pair=pair)
    else:
        about = first.approximate or last.approximate
        begin = match.start("span") if match["span"] else first.start
        yield replace(first, start=begin, end=last.end, size=last.size, low=low, high=last.size, approximate=about)


def _last(text: str, match: re.Match[str], second: re.Match[str], end: int) -> Numeral | None:
    if second["link"].lower() == "and" and (match["span"] or "").lower() != "between":
        return None
    last = _one(text, second, end)
    return None if last is None or _NO_SECOND.match(text, last.end, end) else last


def _pair(match: re.Match[str], second: re.Match[str], lead: str, *, rises: bool) -> Pair:
    """Whether two linked numbers are the ends of a change or the sides of a contest, not a range.

    "Fell 5% to 40%" and "fell by 300 to 40,000" are changes like "fell from 300 to 40".
    """
    span, link = (match["span"] or "").lower(), second["link"].lower()
    if link == "to" and (match["percent"] or match["money"] or lead.endswith("by ")) and _CHANGE.search(lead):
        return "change"
    if span == "from":
        return "change" if not rises or _CHANGE.search(lead) else ""
    if not rises:
        return "contest"
    return "contest" if not span and link != "or" and _CONTEST.search(lead) else ""


def _shared_scale(low: str, less: float, high: str, more: float) -> float:
    """What "two" must be multiplied by in "two or three thousand" and "10" in "10-12,000"."""
    if less < 1000 and (scale := scale_of(high)) > 1 and scale_of(low) == 1 and less < more:
        return scale
    return 1000.0 if less < 1000 and "," in high and "," not in low and more / 1000 > less > more / 10000 else 1.0


def _vague(text: str, match: re.Match[str], end: int) -> Numeral:
    *lead, noun = match["vague"].lower().split()
    noun = noun.removesuffix("s")
    times = next((_LEADS[word] for word in lead if word in _LEADS), None)
    unit = SIZES[noun]
    if times is None:  # a plural: "thousands", "tens of thousands"
        plural = lead[0].removesuffix("s") if lead else noun
        unit *= SIZES[plural] if lead else 1
        times = (2, 8 if plural in {"dozen", "score"} else 10)
    low, high = times[0] * unit, times[1] * unit
    at = match.start("vague")
    return _bounded(
        text, Numeral(match.start("before"), match.end(), at, low, low, high, True, "count", match["vague"]), end
    )
