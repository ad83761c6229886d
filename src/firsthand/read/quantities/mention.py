"""A figure in its sentence, the words of its own clause around it, and whether they tell of killed, hurt or missing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from firsthand.read.quantities.numerals import Numeral

# From a part to its whole: "seven | of the country's | 52 silos".
TO_WHOLE = re.compile(
    r"\s(?:out\s)?of\s(?:(?!(?:and|or|but|to|in|for|with|from|was|were|is|are)\b|\w+ed\b)[\w'’-]+\s){0,4}",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[;:—]|\s[-–]\s|,\s(?:and|but|while|though|although|whereas|with|who|which|when|where|after|before|so|because|of|"
    r"including|among)\b|\b(?:while|whereas|although|but|after|before|who|which)\b"
)
# "And" goes on with the same noun phrase ("soldiers and officers were killed") or begins another verb.
_JOINED = re.compile(r"\s(?:and|or)\s(?!(?:[\w-]+\s){1,4}(?:were|are|have|had|will|would|could|may|might|died)\b)")
_ASIDE = re.compile(
    r",?\s?(?:\(|,\s?)?(?:including|among\sthem|most\sof\sthem|all\sof\sthem|many\sof\sthem)\b[^,;.()]{1,60}[,)]"
)
# A preposition or "and" begins another phrase: "injured in 12 incidents".
_NEXT = (
    r"(?:\s(?!(?:and|or|but|in|by|on|at|with|from|near|for|after|before|during|when|as|to|of|over|since|while|who|than|"
    r"the)\b)[\w-]+){0,2}"
)
# The verb or noun stands right before the figure: "killed at least 58", "the deaths of 12", "the toll rose to 43".
_HARM_BEFORE = re.compile(
    r"(?:\b(?:kill(?:ed|ing|s)?|wound(?:ed|ing|s)?|injur(?:ed|ing|es)|hurt(?:ing)?|maim(?:ed|ing)|drown(?:ed|ing)|"
    r"slain|slew|slaying|massacr(?:ed|ing)|murder(?:ed|ing)|execut(?:ed|ing)|treat(?:ed|ing|s)?|hospitali[sz](?:ed|ing)|"
    rf"dead|died|dying|perished),?{_NEXT}|"
    r"\b(?:deaths?|lives|killings?|murders?|wounding|drowning|massacre|execution|casualties|fatalities|injuries)\s"
    rf"(?:of|to|at|among){_NEXT}|"
    r"\b(?:toll|casualties|fatalities|deaths|body\scount)\b(?:[^,;]{0,50}\b(?:to|at|of|is|was|are|were|reach\w*|pass\w*|"
    r"exceed\w*|hits?|tops?|topped|stands|stood|as)|\s?:)?)[\s,]*$",
    re.IGNORECASE,
)
# After the noun, a verb without an object: with one it is active, "12 gunmen killed a guard".
_OBJECT = (
    r"(?!\s(?:an?|the|his|her|its|their|at\sleast|some|about|more\sthan|up\sto|\d|[A-Z]\w|one|two|three|four|five|six|"
    r"seven|eight|nine|ten|\w+teen)\b)"
)
_HARM_AFTER = re.compile(
    rf"\b(?:(?:was|were|been|being|are|is)\s(?:\w+ly\s)?(?:killed|wounded|injured|murdered|maimed|hurt|shot)|"
    rf"(?:killed|wounded|injured|hurt|murdered)\b{_OBJECT}|died|dies?|dying|perish\w*|drown(?:ed)?|slain|"
    r"massacred|executed|suffocated|electrocuted|beheaded|gunned\sdown|shot\sdead|hospitali[sz]ed|in\s(?:the\s)?hospitals?|in\sintensive\scare|to\s(?:the\s)?hospitals?|"
    r"critically\s(?:injured|hurt|ill|wounded)|lost\stheir\slives|succumbed|burns|fatally|mortally|unaccounted\sfor|"
    r"(?:burn\w+|crushed|fro\w+|beaten|stabbed|starved|trampled|hacked)\sto\sdeath|suffer\w*\s(?:\w+\s){0,3}(?:injur|burn|wound|fractur|broken|concuss)\w*|"
    r"(?:were|was|is|are|been|feared|found|presumed|left|lie|lay|gone?|went|remain(?:ed|s)?|still|reported|listed)\s"
    r"(?:\w+\s)?(?:dead|missing))\b|^\s?(?:\w+\s)?(?:dead|missing|critically)\b"
)
_HARM_COUNTED = re.compile(
    r"\b(?:dead|deaths?|casualt(?:y|ies)|fatalit(?:y|ies)|killed|wounded|injured|missing|bodies|corpses|injuries)\b",
    re.IGNORECASE,
)
_LOSING = re.compile(r"\b(?:lost|loses?|losing|loss(?:es)?\sof|claim\w*|cost\w*|took|tak(?:e|es|ing))\s(?:\w+\s)?$")
_LOST = re.compile(
    r"\b(?:troops|soldiers|sailors|airmen|marines|pilots|men|people|fighters|officers|servicemen|lives|crew)$",
    re.IGNORECASE,
)


@dataclass(slots=True, eq=False)
class Mention:
    """A figure in its sentence: what it counts, where that ends, and the whole or the like it takes its noun from."""

    numeral: Numeral
    low: int  # the sentence
    high: int
    unit: str | None = None
    of: str | None = None
    end: int = 0  # after the noun
    measure: bool = False
    elided: bool = True  # no noun of its own follows
    part: bool = False  # told as a part of something: "of them", "of the 52"
    whole: Mention | None = None
    previous: Mention | None = None
    next: Mention | None = None

    @property
    def countable(self) -> bool:
        """Whether its noun can be left out after it."""
        return self.unit is not None and not self.measure and self.numeral.kind == "count"

    def before(self, text: str, size: int) -> str:
        """So many characters of its sentence before it."""
        return text[max(self.low, self.numeral.start - size) : self.numeral.start]

    def after(self, text: str, pattern: re.Pattern[str]) -> bool:
        """Whether the words right after the number itself fit a pattern."""
        return pattern.match(text, self.numeral.end, self.high) is not None


def lead(text: str, mention: Mention) -> str:
    """The words of its own clause that lead to a figure, after the figure before it."""
    stop = mention.numeral.start
    begin = max(mention.previous.end if mention.previous else mention.low, stop - 80)
    cuts = [cut.end() for cut in _CLAUSE.finditer(text, begin, stop)]
    return text[cuts[-1] if cuts else begin : stop]


def tail(text: str, mention: Mention) -> str:
    """The words of its own clause after a counted noun, up to the next figure and its first sign."""
    begin = mention.end
    if aside := _ASIDE.match(text, begin, mention.high):
        return text[aside.end() : min(aside.end() + 60, mention.high)]
    stop = min(mention.next.numeral.start + 1 if mention.next else mention.high, begin + 100, mention.high)
    for boundary in (_CLAUSE, _JOINED):
        if cut := boundary.search(text, begin, stop):
            stop = cut.start()
    return text[begin:stop]


def hurt(text: str, mention: Mention) -> bool:
    """Whether the words before a figure, after its noun or the noun itself tell of killed, hurt or missing."""
    before, counted = lead(text, mention), mention.of or ""
    if _HARM_COUNTED.search(counted) or _HARM_BEFORE.search(before) or _HARM_AFTER.search(tail(text, mention)):
        return True
    return _LOST.search(counted) is not None and _LOSING.search(before) is not None


def lost(text: str, mention: Mention) -> bool:
    """Whether a figure tells of a loss, which may be of things too."""
    return _LOSING.search(lead(text, mention)) is not None
