"""Whether the words around a figure tell of people or animals killed, hurt or missing."""

from __future__ import annotations

import re

# The verb or noun stands right before the figure: "killed at least 58", "the deaths of 12", "the toll rose to 43".
_BEFORE = re.compile(
    r"(?:\b(?:kill(?:ed|ing|s)?|wound(?:ed|ing|s)?|injur(?:ed|ing|es)|hurt(?:ing)?|maim(?:ed|ing)|drown(?:ed|ing)|"
    r"slain|slew|slaying|massacr(?:ed|ing)|murder(?:ed|ing)|execut(?:ed|ing)|treat(?:ed|ing|s)?|hospitali[sz](?:ed|ing)|"
    r"dead|died|dying|missing|perished|leaving\sdead)(?:,?\s[\w-]+){0,2}|"
    r"\b(?:deaths?|killings?|murders?|wounding|drowning|loss|massacre|execution|casualties|fatalities|injuries)\s"
    r"(?:of|to|at|among)(?:\s[\w-]+){0,2}|"
    r"\b(?:toll|casualties|fatalities|deaths|the\s(?:dead|killed|injured|wounded)|body\scount)\b[^,;]{0,60})[\s,:]*$",
    re.IGNORECASE,
)
# After the noun, a verb without an object: with one it is active, "12 gunmen killed a guard".
_OBJECT = (
    r"(?!\s(?:an?|the|his|her|its|their|at\sleast|some|about|more\sthan|up\sto|\d|[A-Z]\w|one|two|three|four|five|six|"
    r"seven|eight|nine|ten|\w+teen)\b)"
)
_AFTER = re.compile(
    rf"\b(?:(?:was|were|been|being|are|is)\s(?:\w+ly\s)?(?:killed|wounded|injured|murdered|maimed|hurt|shot)|"
    rf"(?:killed|wounded|injured|hurt|murdered)\b{_OBJECT}|died|dies?|dying|perish\w*|drown(?:ed)?|slain|"
    r"massacred|executed|hospitali[sz]ed|in\s(?:the\s)?hospitals?|in\sintensive\scare|to\s(?:the\s)?hospitals?|"
    r"critically\s(?:injured|hurt|ill|wounded)|lost\stheir\slives|succumbed|burns|fatally|mortally|unaccounted\sfor|"
    r"(?:were|was|is|are|been|feared|found|presumed|left|lie|lay|gone?|went|remain(?:ed|s)?|still|reported|listed)\s"
    r"(?:\w+\s)?(?:dead|missing))\b|^\s?(?:\w+\s)?(?:dead|missing|critically)\b"
)
_COUNTED = re.compile(
    r"\b(?:dead|deaths?|casualt(?:y|ies)|fatalit(?:y|ies)|killed|wounded|injured|missing|bodies|corpses|injuries)\b",
    re.IGNORECASE,
)
_LIVES = re.compile(r"\b(?:claim|cost|los[et]|losing|took|tak(?:e|ing))\w*\b", re.IGNORECASE)
_LOST = re.compile(r"\b(?:lost|loses?|losing|loss(?:es)?\sof)\s(?:\w+\s)?$", re.IGNORECASE)
_PEOPLE_LOST = re.compile(r"\b(?:troops|soldiers|men|people|fighters|officers|servicemen|lives|crew)$", re.IGNORECASE)


def harmed(before: str, after: str, of: str | None) -> bool:
    """Whether the words before a figure, after its noun or the noun itself tell of killed, hurt or missing."""
    counted = of or ""
    if _COUNTED.search(counted) or _BEFORE.search(before) or _AFTER.search(after):
        return True
    if _PEOPLE_LOST.search(counted) and _LOST.search(before):
        return True
    return counted.endswith("lives") and _LIVES.search(before) is not None
