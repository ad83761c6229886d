"""One number in digits or words: its pattern, its value, and the hedges before and after it that bound it.

Number words by text2num; what it does not know (half a million, two dozen, two and a half) by patterns.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import isfinite

from text_to_num import alpha2digit, text2num

SCALES = {"hundred": 1e2, "thousand": 1e3, "k": 1e3, "lakh": 1e5, "million": 1e6, "mn": 1e6, "m": 1e6, "mln": 1e6,
          "crore": 1e7, "billion": 1e9, "bn": 1e9, "b": 1e9, "trillion": 1e12, "tn": 1e12}  # fmt: skip
SIZES = {"couple": 2.0, "ten": 10.0, "dozen": 12.0, "score": 20.0} | SCALES
_ONES = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|zero)\b"
)
SCALE = r"(?:hundred|thousand|million|billion|trillion)\b"
_MULTIPLIER = r"(?:[\s-]?(?:hundred|thousand|million|billion|trillion|mln|crore|lakh)\b|\s?(?:bn|mn|tn)\b|[kmb]\b)"
DIGITS = r"(?:\d{1,3}(?:[,\u00a0\u202f\u2009]\d{3}|\s000)++(?!\d)(?:\.\d+)?|\d++(?:\.\d+)?)"
# "And" joins only after a scale word: "two hundred and five", not "two and five", not "one hundred and two hundred".
WORDS = (
    rf"(?:{_ONES}|\b(?:an?|another)(?=\s{SCALE}))"
    rf"(?:[\s-](?:{_ONES}|{SCALE}(?:\sand(?=[\s-]{_ONES}(?![\s-]{SCALE})))?)){{0,9}}"
)
_HALVES = (
    rf"(?:{_ONES}|{DIGITS}|\ban?\s{SCALE})[\s-]and[\s-](?:a[\s-])?(?:half|quarter)\b(?:\s{SCALE})?|"
    rf"(?:\ba\s)?\bhalf[\s-](?:an?[\s-])?(?:dozen|{SCALE})\b|\bhalf[\s-]an?(?=[\s-]\w)|"
    r"\bhalf\sof\s(?:1|one)(?=\s?(?:%|per))|\b(?:a[\s-])?(?:half|quarter)(?=[\s-](?:percentage[\s-])?point\b)|"
    rf"\b(?:a|three)[\s-]quarters?\sof\san?(?=\s\w)(?:\s{SCALE})?"
)
_DOZEN = rf"(?:(?:\b(?:a|another)\s|{_ONES}[\s-]|\d+\s)?\bdozen\b|\ba\s(?:score|couple)(?=\sof\b))"
NUMBER = rf"(?:{_HALVES}|{_DOZEN}|{DIGITS}[½¼¾]?(?:{_MULTIPLIER})?|(?<=\bsome\s){SCALE}|\b{WORDS})"

_LOW = (
    "at least|at the very least|at a minimum|a minimum of|more than|over|upwards? of|(?:no|not) (?:fewer|less) than|"
    "above|exceed(?:ing|s|ed)?|in excess of|(?:great|larg|high|bigg|long)er than|topp(?:ing|ed)|surpass(?:ing|ed)|"
    "beyond|north of|a good|as (?:few|little) as|not (?:below|under)"
)
_HIGH = (
    "up to|as (?:many|much|high|large|long|far|often) as|at most|at the very most|a maximum of|"
    "(?:no|not) (?:more|greater) than|not (?:over|exceeding|exceed)|(?:less|fewer) than|under|below|"
    "(?:low|small|short)er than|short of|shy of|not (?:quite|even)"
)
_ABOUT = (
    r"about|around|some|nearly|almost|roughly|approximately|approx\.?|circa|ca\.|an estimated|estimated(?: at| to be)?|"
    "close to|near(?:er|ing)|approaching|in the (?:region|neighbou?rhood|order|vicinity) of|(?:of|on) the order of|"
    "perhaps|maybe|more or less|virtually|practically|probably"
)
_MODIFIER = (
    "just|only|exactly|precisely|a mere|even|(?:well|slightly|a little|a bit|far|many|much|considerably|significantly)"
    "(?= (?:over|above|more|fewer|less|under|below|beyond|in|short|larger|greater|higher|lower) )"
)
HEDGE = rf"(?:\b(?:{'|'.join((_LOW, _HIGH, _ABOUT, _MODIFIER))})\s+|[~≈]\s?)".replace(" ", r"\s")
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


def hedges(text: str, start: int, at: int, stop: int, end: int) -> tuple[set[str | None], int]:
    """How the words before and after a number bound it (low, high, about), and where those after it end."""
    marks = {match.lastgroup for match in _BEFORE.finditer(text, start, at)}
    if after := _AFTER.match(text, stop, end):
        return {*marks, after.lastgroup}, after.end()
    return marks, stop


@lru_cache(maxsize=4096)
def value(words: str) -> float | None:
    """The value of one number in digits or words; None where it is none."""
    words = " ".join(words.lower().replace("-", " ").split())
    if match := re.fullmatch(r"(?:a )?(half|quarter|three quarters)(?: of)?(?: an?| 1| one)?(?: (\w+))?", words):
        return {"half": 0.5, "quarter": 0.25}.get(match[1], 0.75) * SIZES.get(match[2] or "", 1.0)
    if match := re.fullmatch(r"(.+) and (?:a )?(half|quarter)(?: (\w+))?", words):
        return _and_a_half(match[1], 0.5 if match[2] == "half" else 0.25, match[3] or "")
    if match := re.fullmatch(r"(?:(\w+) )?(dozen|score|couple)", words):
        return SIZES[match[2]] * (1.0 if match[1] in {None, "a", "another"} else value(match[1]) or 1.0)
    return _digits(words) if words[:1].isdigit() else _spelled(words)


def _and_a_half(whole: str, part: float, scale: str) -> float:
    """Two and a half million; a million and a half."""
    article, _, noun = whole.partition(" ")
    size = SIZES.get(scale or (noun if article in {"a", "an"} else ""), 1.0)
    return ((1.0 if article in {"a", "an"} else value(whole) or 0.0) + part) * size


def _digits(words: str) -> float | None:
    match = re.match(rf"({DIGITS})([½¼¾]?)", words)
    if match is None or len(match[1]) > 30:
        return None
    number = float(re.sub(r"[,\u00a0\u202f\u2009\s]", "", match[1])) + {"½": 0.5, "¼": 0.25, "¾": 0.75}.get(match[2], 0)
    number *= scale_of(words)
    return number if isfinite(number) else None


def _spelled(words: str) -> float | None:
    try:
        return float(text2num(re.sub(r"^(?:an?|another) ", "one ", words).replace(" and ", " "), "en"))
    except ValueError:
        return None


def scale_of(words: str) -> float:
    """The size of the scale word that a number ends in; one where it has none."""
    tail = re.search(r"(?:(?<=[\d½¼¾])|[\s-])([a-z]+)$", words.strip().lower())
    return SCALES.get(tail.group(1), 1.0) if tail else 1.0


def place(ordinal: str) -> int:
    """The number of an ordinal: 3 of third, 21 of 21st; 0 where it is none."""
    return int(re.sub(r"\D", "", alpha2digit(ordinal, "en", threshold=0.0)) or 0)
