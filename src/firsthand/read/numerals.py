"""Numbers in a stretch of text with their bounds: digits, number words, ranges, hedges, shares, ranks, vague figures.

Number words and ordinals by text2num; bounds, hedges and vague figures by a grammar: no library gives bounds for "tens
of thousands" (STACK.md, section 7). Every repetition is bounded, so that a long line costs time in proportion.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from math import isfinite
from typing import Literal

from text_to_num import alpha2digit, text2num

Kind = Literal["count", "money", "percent", "rank"]
Pair = Literal["", "change", "contest"]

_SCALES = {"hundred": 1e2, "thousand": 1e3, "k": 1e3, "lakh": 1e5, "million": 1e6, "mn": 1e6, "m": 1e6, "mln": 1e6,
           "crore": 1e7, "billion": 1e9, "bn": 1e9, "b": 1e9, "trillion": 1e12, "tn": 1e12}  # fmt: skip
_SIZES = {"ten": 10.0, "dozen": 12.0, "score": 20.0} | _SCALES
_SIGNS = {"$": "dollar", "£": "pound", "€": "euro", "₩": "won", "¥": "yen", "₽": "rouble", "₹": "rupee", "₴": "hryvnia",
          "₪": "shekel", "₺": "lira", "USD": "dollar", "EUR": "euro", "GBP": "pound", "CHF": "franc", "JPY": "yen",
          "CNY": "yuan", "RUB": "rouble"}  # fmt: skip
# "Several" and its like, as multiples of the word that follows; a bare plural is two to ten of it, two to eight of
# dozens and scores, which nobody says beyond a hundred or so.
_LEADS = {"several": (3, 7), "few": (2, 5), "couple": (2, 2), "many": (3, 10)}
_PARTS = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
          "ninth": 9, "tenth": 10, "hundredth": 100, "thousandth": 1000}  # fmt: skip

_ONES = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|zero)\b"
)
_SCALE = r"(?:hundred|thousand|million|billion|trillion)\b"
_DIGITS = r"(?:\d{1,3}(?:[,\u00a0\u202f\u2009]\d{3}|\s000)++(?!\d)(?:\.\d+)?|\d++(?:\.\d+)?)"
_MULTIPLIER = r"(?:[\s-]?(?:hundred|thousand|million|billion|trillion|mln|crore|lakh)\b|\s?(?:bn|mn|tn)\b|[kmb]\b)"
# "And" joins only after a scale word: "two hundred and five", but not "two and five", nor "one hundred and two
# hundred".
_WORDS = (
    rf"(?:{_ONES}|\ban?(?=\s{_SCALE}))"
    rf"(?:[\s-](?:{_ONES}|{_SCALE}(?:\sand(?=[\s-]{_ONES}(?![\s-]{_SCALE})))?)){{0,9}}"
)
_HALVES = (
    rf"(?:{_ONES}|{_DIGITS}|\ban?\s{_SCALE})\sand\s(?:a\s)?(?:half|quarter)\b(?:\s{_SCALE})?|"
    rf"(?:\ba\s)?\bhalf[\s-](?:an?[\s-])?(?:dozen|{_SCALE})\b|\bhalf[\s-]an?(?=[\s-]\w)|"
    rf"\b(?:a|three)[\s-]quarters?\sof\san?(?=\s\w)(?:\s{_SCALE})?"
)
_DOZEN = rf"(?:(?:\ba\s|{_ONES}[\s-]|\d+\s)?\bdozen\b|\ba\sscore(?=\sof\b))"
_NUMBER = rf"(?:{_HALVES}|{_DOZEN}|{_DIGITS}[½¼¾]?(?:{_MULTIPLIER})?|(?<=\bsome\s){_SCALE}|\b{_WORDS})"
_UNIT = r"(?:km/h|km²|km2|m²|m2|m³|m3|km|kg|mm|cm|mph|kph|[kMGT]Wh?|[MGT]B|ha|ft|lbs?)\b|°(?!\s?(?:\d|[NSEW]\b))(?:\s?[CF]\b)?"
_PERCENT = r"\s?%|[\s-]per\s?cent\b|\s?pct\b|\spercentage[\s-]points?\b"
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
    rf"tenths|hundredths)|half(?![\s-](?:an?|dozen|{_SCALE})\b))\b(?!\sof\san?\s)"
)

_LOW = (
    "at least|at the very least|at a minimum|a minimum of|more than|over|upwards? of|(?:no|not) (?:fewer|less) than|"
    "above|exceed(?:ing|s|ed)?|in excess of|(?:great|larg|high|bigg|long)er than|topp(?:ing|ed)|surpass(?:ing|ed)|"
    "beyond|north of|as (?:few|little) as|not (?:below|under)"
)
_HIGH = (
    "up to|as (?:many|much|high|large|long|far|often) as|at most|at the very most|a maximum of|"
    "(?:no|not) (?:more|greater) than|not (?:over|exceeding|exceed)|(?:less|fewer) than|under|below|"
    "(?:low|small|short)er than|short of|shy of"
)
_ABOUT = (
    r"about|around|some|nearly|almost|roughly|approximately|approx\.?|circa|ca\.|an estimated|estimated(?: at| to be)?|"
    "close to|near(?:er|ing)?|approaching|in the (?:region|neighbou?rhood|order|vicinity) of|(?:of|on) the order of|"
    "perhaps|maybe|virtually|practically|probably"
)
_MODIFIER = "just|only|exactly|precisely|well|slightly|a little|a bit|far|many|much|considerably|significantly|a mere|even"
_HEDGE = rf"(?:\b(?:{'|'.join((_LOW, _HIGH, _ABOUT, _MODIFIER))})\s+|[~≈]\s?)".replace(" ", r"\s")
_BEFORE = re.compile(
    rf"(?P<low>\b(?:{_LOW})\s)|(?P<high>\b(?:{_HIGH})\s)|(?P<about>\b(?:{_ABOUT})\s|[~≈])".replace(" ", r"\s"),
    re.IGNORECASE,
)
# What bounds a figure from behind: "200 or so", "forty-odd", "40-plus", "20 or more".
_AFTER = re.compile(
    r"(?P<low>\+|-plus\b|\sor\s(?:more|above|over|older|higher)\b|\sat\s(?:the\s(?:very\s)?)?least\b)|"
    r"(?P<high>\sor\s(?:fewer|less|under|below|lower)\b|\sat\s(?:the\s(?:very\s)?)?most\b)|"
    r"(?P<about>\sor\s(?:so|thereabouts)\b|[\s-]odd\b|,?\s(?:give\sor\stake|more\sor\sless)\b)",
    re.IGNORECASE,
)


def _amount() -> str:
    return rf"(?P<money>{_MONEY})?(?P<number>{_NUMBER})(?:(?P<unit>\s?(?:{_UNIT}))|(?P<percent>{_PERCENT}))?"


_FIGURE = re.compile(
    rf"(?:\b(?P<span>between|from)\s+)?(?P<before>{_HEDGE}{{0,4}})"
    rf"(?:(?P<vague>{_VAGUE})|(?P<share>{_SHARE})|(?<![\w#/:.,-]){_amount()})",
    re.IGNORECASE,
)
_SECOND = re.compile(rf"\s?(?P<link>-|–|—|to|or|and)\s?(?P<before>{_HEDGE}{{0,2}}){_amount()}", re.IGNORECASE)
_RATIO = re.compile(rf"\s(?P<join>in|out\sof|of)\s(?P<every>every\s)?(?P<whole>{_DIGITS}|{_WORDS})", re.IGNORECASE)
_NO_RATIO = re.compile(r"\w|[.,]\d|\s?%|-|\s(?:\w+\s)?(?:year|day|week|month|hour|minute|second|decade)s?\b", re.IGNORECASE)
_PER = re.compile(r"\b(?:per|(?:for|in|of)\severy)\s$", re.IGNORECASE)
# "Half" is a share only of a whole that follows, and never "the second half".
_WHOLE = re.compile(r"\s(?:of|the|its|their|his|her|our|all|that|those|these|were|are|was|is|have|had|has|as)\b")
_NO_SHARE = re.compile(
    r"\b(?:first|second|other|latter|former|this|next|last|early|later|top|bottom|lower|upper|western|eastern|northern|"
    r"southern|better|and\sa|the)\s$",
    re.IGNORECASE,
)
_NO_BEST = (
    "(?:forest|harvest|interest|request|protest|contest|arrest|guest|quest|test|nest|priest|conquest|inquest|chest|vest)"
)
_RANK = re.compile(
    r"\b(?P<rank>\d{1,4}(?:st|nd|rd|th)|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"(?:thir|four|fif|six|seven|eigh|nine)teenth|(?:twen|thir|for|fif|six|seven|eigh|nine)tieth|hundredth|"
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-(?:first|second|third|fourth|fifth|sixth|seventh|"
    rf"eighth|ninth))\b(?P<best>[\s-](?:(?:most|least)[\s-][\w-]+|(?!{_NO_BEST}\b)[a-z]+(?:[bcdghklmnprstvwy]i|[bcdghklmnprsvw])est|last|worst|best|"
    r"placed|ranked)\b)?(?!-\w|[’']s)"
)
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
        place = float(re.sub(r"\D", "", alpha2digit(match["rank"], "en", threshold=0.0)) or 0)
        yield Numeral(*match.span(), match.start(), place, place, place, False, "rank", match.group())


def _read(text: str, match: re.Match[str], start: int, end: int) -> Iterator[Numeral]:
    if match["vague"]:
        yield _vague(text, match, end)
    elif match["share"]:
        yield from _share(text, match, start, end)
    elif not _PER.search(text, max(start, match.start() - 10), match.start()):
        first = _one(text, match, end)
        if first is not None:
            ratio = _ratio(text, match, first, end)
            yield from [ratio] if ratio else _ranged(text, match, first, start, end)


def _one(text: str, match: re.Match[str], end: int) -> Numeral | None:
    """The number of a match alone, without the second of a range."""
    size = value(match["number"])
    if size is None or text[match.end() : min(match.end() + 1, end)].isalnum():
        return None
    kind: Kind = "money" if match["money"] else "percent" if match["percent"] else "count"
    unit, stop = "".join((match["unit"] or "").split()).lower() or None, match.end()
    if match["money"]:
        sign = match["money"].strip()
        unit = _SIGNS.get(sign.upper()) or _SIGNS[sign[-1]]
        if scale := _SPACED_SCALE.match(text, stop, end):
            size, stop = size * _SCALES[scale.group().strip().lower()], scale.end()
    at = match.start("money") if match["money"] else match.start("number")
    bare = Numeral(match.start("before"), stop, at, size, size, size, False, kind, match["number"], unit)
    return _bounded(text, bare, end)


_SPACED_SCALE = re.compile(r"\s[mb]\b", re.IGNORECASE)  # "$120 m", where "120 m" alone is a length


def _bounded(text: str, bare: Numeral, end: int) -> Numeral:
    """The number with the bounds that the words around it give; words after it lengthen its span."""
    marks = [match.lastgroup for match in _BEFORE.finditer(text, bare.start, bare.at)]
    stop = bare.end
    if after := _AFTER.match(text, stop, end):
        marks.append(after.lastgroup)
        stop = after.end()
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
    usual = found["every"] or (join != "of" and (whole in _USUAL or (first.size == 1 and join == "in")))
    if not whole or first.size >= whole or not usual or 1800 <= whole < 2100:
        return None
    return _percentage(text, replace(first, end=found.end()), first.size / whole * 100, end)


_USUAL = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 100, 1000, 10000, 100000})


def _share(text: str, match: re.Match[str], start: int, end: int) -> Iterator[Numeral]:
    words = re.split(r"[\s-]", match["share"].lower())
    hedged = match["before"].strip() or text[max(start, match.start() - 3) : match.start()].lower() == "by "
    whole = _WHOLE.match(text, match.end(), end)
    if words == ["half"]:
        fits = bool(hedged or whole) and not _NO_SHARE.search(text, max(start, match.start() - 12), match.start("share"))
    elif words[0] in {"a", "an"}:  # "a third" is also a third one
        fits = bool(hedged) or (whole is not None and whole.group().strip() == "of")
    else:
        fits = words[1] != "quarters" or words[0] == "three"
    if fits:
        top = 1.0 if words[0] in {"a", "an", "half"} else value(words[0]) or 1.0
        at = match.start("share")
        bare = Numeral(match.start("before"), match.end(), at, 0, 0, 0, False, "percent", match["share"])
        yield _percentage(text, bare, top / _PARTS[words[-1].removesuffix("s")] * 100, end)


def _percentage(text: str, bare: Numeral, share: float, end: int) -> Numeral:
    size = round(share, 1) if share > 1 else round(share, 4)
    return _bounded(text, replace(bare, size=size, low=size, high=size, kind="percent"), end)


def _ranged(text: str, match: re.Match[str], first: Numeral, start: int, end: int) -> Iterator[Numeral]:
    """The number with the one it is linked to: a range is one figure, a change or a result of a contest two."""
    second = _SECOND.match(text, match.end(), end)
    between = (match["span"] or "").lower() == "between"
    last = _one(text, second, end) if second and (between or second["link"].lower() != "and") else None
    if second is None or last is None or (first.kind == "percent" != last.kind) or _AFTER_WORD.match(text, last.end, end):
        yield first
        return
    low = first.size * _shared_scale(match["number"], first.size, second["number"], last.size)
    lead = text[max(start, match.start() - 40) : match.start()]
    if first.kind == "count" and not first.unit:
        first = replace(first, kind=last.kind, unit=last.unit)
    elif last.kind == "count":
        last = replace(last, kind=first.kind, unit=first.unit)
    apart = bool(match["percent"] or match["money"]) and second["link"].lower() == "to"
    pair = _pair(match["span"] or ("from" if apart and _CHANGE.search(lead) else None), low < last.size, second["link"], lead)
    if pair:
        bounds = (low if first.low is not None else None, low if first.high is not None else None)
        yield replace(first, size=low, low=bounds[0], high=bounds[1], pair=pair)
        yield replace(last, pair=pair)
    else:
        about = first.approximate or last.approximate
        begin = match.start("span") if match["span"] else first.start
        yield replace(first, start=begin, end=last.end, size=last.size, low=low, high=last.size, approximate=about)


_AFTER_WORD = re.compile(r"\w|-\w*\d")


def _pair(span: str | None, rises: bool, link: str, lead: str) -> Pair:
    """Whether two linked numbers are the ends of a change or the sides of a contest, not a range."""
    if (span or "").lower() == "from":
        return "change" if not rises or _CHANGE.search(lead) else ""
    if not rises:
        return "contest"
    return "contest" if not span and link.lower() != "or" and _CONTEST.search(lead) else ""


def _shared_scale(low: str, less: float, high: str, more: float) -> float:
    """What "two" must be multiplied by in "two or three thousand" and "10" in "10-12,000"."""
    if less < 1000 and (scale := _scale(high)) > 1 and _scale(low) == 1 and less < more:
        return scale
    return 1000.0 if less < 1000 and "," in high and "," not in low and more / 1000 > less > more / 10000 else 1.0


def _vague(text: str, match: re.Match[str], end: int) -> Numeral:
    lead, noun = " ".join(match["vague"].lower().split()).rsplit(" ", 1) if " " in match["vague"] else ("", match["vague"])
    noun = noun.lower().removesuffix("s")
    times = next((span for word, span in _LEADS.items() if word in lead.split()), None)
    if times is None:  # a plural: "thousands", "tens of thousands"
        plural = lead.split()[0].removesuffix("s") if lead else noun
        unit = _SIZES[plural] * (_SIZES[noun] if lead else 1)
        times = (2, 8 if plural in {"dozen", "score"} else 10)
    else:
        unit = _SIZES[noun]
    low, high = times[0] * unit, times[1] * unit
    at = match.start("vague")
    bare = Numeral(match.start("before"), match.end(), at, low, low, high, True, "count", match["vague"])
    return _bounded(text, bare, end)


@lru_cache(maxsize=4096)
def value(words: str) -> float | None:
    """The value of one number in digits or words; None where it is none."""
    words = " ".join(words.lower().replace("-", " ").split())
    if match := re.fullmatch(r"(?:a )?(half|quarter|three quarters)(?: of)?(?: an?)?(?: (\w+))?", words):
        return {"half": 0.5, "quarter": 0.25}.get(match[1], 0.75) * _SIZES.get(match[2] or "", 1.0)
    if match := re.fullmatch(r"(.+) and (?:a )?(half|quarter)(?: (\w+))?", words):
        scale = _SIZES.get(match[3] or "", 0.0) or (_SIZES[match[1].split()[1]] if match[1][:2] == "a " else 1.0)
        whole = value(match[1].removesuffix("s")) or 0.0
        return (whole / (1.0 if match[3] else scale) + (0.5 if match[2] == "half" else 0.25)) * scale
    if match := re.fullmatch(r"(?:(\w+) )?(dozen|score)", words):
        return _SIZES[match[2]] * (1.0 if match[1] in {None, "a"} else value(match[1]) or 1.0)
    return _digits(words) if words[:1].isdigit() else _spelled(words)


def _digits(words: str) -> float | None:
    match = re.match(rf"({_DIGITS})([½¼¾]?)", words)
    if match is None or len(match[1]) > 30:
        return None
    number = float(re.sub(r"[,\u00a0\u202f\u2009\s]", "", match[1])) + {"½": 0.5, "¼": 0.25, "¾": 0.75}.get(match[2], 0)
    number *= _scale(words)
    return number if isfinite(number) else None


def _spelled(words: str) -> float | None:
    try:
        return float(text2num(re.sub(r"^an? ", "one ", words).replace(" and ", " "), "en"))
    except ValueError:
        return None


def _scale(words: str) -> float:
    """The scale word that a number ends in; one where it has none."""
    tail = re.search(r"(?:(?<=[\d½¼¾])|[\s-])([a-z]+)$", words.strip().lower())
    return _SCALES.get(tail.group(1), 1.0) if tail else 1.0
