"""Figures of a sentence with what each counts, also where the noun is left out: "injured 43", "another nine", "of whom 40".

An elided noun is the one of the figure before it in the sentence; the noun of a predicate ("60 were children") and of a
whole ("seven of the 52 silos") come first. People are what is killed, hurt and arrested unless somebody else is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from firsthand.read.casualties import harmed
from firsthand.read.counted import CLOSE, MEASURES, PERSON, Counted, counted, is_casualty, measure
from firsthand.read.numerals import Numeral

_PEOPLE_VERB = re.compile(
    r"\b(?:arrest|detain|rescu|evacuat|sentenc|jail|imprison|charg|abduct|kidnap|deport|recruit|conscript|mobili[sz]|"
    r"displac|employ|indict|captur|convict)\w*\b",
    re.IGNORECASE,
)
_GATHERING = re.compile(
    r"\b(crowd|population|workforce|staff|army|force|crew|audience|congregation|garrison|turnout|team|delegation|"
    r"squad|contingent|mob|membership|gathering|electorate)\s(?:of|numbering|exceeding)\s?$",
    re.IGNORECASE,
)
_TOLL = re.compile(r"\btoll\b[^,;]*$", re.IGNORECASE)
_VOTED = re.compile(r"\bvot(?:e[ds]?|ing)\b[^.;]*$", re.IGNORECASE)
_OF_PRONOUN = re.compile(r"\s(?:more\s)?of\s(?:them|whom|which|these|those)\b", re.IGNORECASE)
_OF_WHOLE = re.compile(r"\sof\s(?:the|its|their|his|her|our|these|those|this)\b", re.IGNORECASE)
_TO_WHOLE = re.compile(r"\s(?:out\s)?of\s(?:[\w'’-]+\s){0,4}$", re.IGNORECASE)
_AFTER_PRONOUN = re.compile(r"\b(?:of|among)\s(?:whom|which|them|these|those)\s?,?\s?(?:\w+\s)?$", re.IGNORECASE)
_TOPIC = re.compile(
    r"(?:^|[,;:“\"]\s?|\b(?:and|but|that|said)\s)(?:of|among|out\sof|from\samong)\s(?:the|its|their|his|her|our|all|"
    r"these|those|a\stotal\sof|an?)?\s?(?:\w+\s)?$",
    re.IGNORECASE,
)
_COPULA = re.compile(
    r"\s(?:was|were|is|are|(?:has|have|had)\sbeen)\s(?:(?:also|either|mostly|mainly|reportedly|all|still|\w+ly|"
    r"(?:said|thought|believed|known|reported)\sto\s(?:be|have\sbeen))\s)?(?!\w+ed\b|(?:given|taken|sent|shown|born|held|"
    r"left|made|put|seen|sold|told|found|hit|lost|built|set|cut|shot|paid|won|driven|written)\b)"
)
_VERB_AFTER = re.compile(
    r"\s(?:(?:more|others|still|only|have|\w+ly)\s){0,2}(?:was|were|is|are|has|have|had|will|would|could|can|may|might|"
    r"should|must|did|do|died|remain\w*|surviv\w*|said|\w+ed)\b"
)
_MORE_AFTER = re.compile(r"\s(?:more|others|in\sall|in\stotal|altogether)\b")
_MORE_BEFORE = re.compile(r"\b(?:another|(?:a\s)?further|(?:an?\s)?additional|(?:an\s)?extra|the\sother|the\sremaining)\s$", re.IGNORECASE)
_NO_ARGUMENT = re.compile(r"(?:\b(?:at|on|number|numbers|age|aged|page|line|level|about\sthe|point|top)|(?<!^)[A-Z][\w’'-]*)\s$")
_POINTED_AT = re.compile(r"\b(?:the|these|those|both|all|other|its|their|his|her|our)\s$", re.IGNORECASE)
_COMPOUND = re.compile(r"-(?P<noun>[a-z]+)\b(?!-\w)")
_BY_HYPHEN = frozenset("member man woman person strong seat storey story bed room page".split())
_SHARE_OF = re.compile(r"\s+of\s+((?:[\w'’-]{1,40}\s?){1,5})")
_ANIMATE = re.compile(
    r"(?:er|or|ist|ian|ee|ant|man|woman|child|person|adult|guest|patient|student|pupil|pilgrim|hostage|nurse|monk|nun|"
    r"priest|boy|girl|teen|relative|national|cadet|pilot|youth|baby|infant|family|couple|sheep|cow|cattle|horse|pig|dog|"
    r"animal|bird|whale|people|crew|staff|police|personnel|athlete|judge|chief|thief|spy|native|friend|cyclist|suspect)$"
)
_THING = re.compile(
    r"(?:(?:contain|comput|tow|pap|lett|helicopt|tank|trail|bunk|serv|shelt|numb|off|riv|quart|bord|clust|chamb|"
    r"corn|carri|cruis|destroy|freight|launch|boul|mort|explod|count|ferr|print|ventilat|lock|skyscrap|transform|ord)er|"
    r"(?:tract|react|mot|sect|do|flo|err|fact|generat|elevat|ventilat|mirr|harb|corrid|transist)or|"
    r"plant|restaurant|grant|pant|want)$"
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
    elided: bool = True
    part: bool = False  # told as a part of something: "of them", "of the 52"
    whole: Mention | None = None
    previous: Mention | None = None
    next: Mention | None = None

    @property
    def countable(self) -> bool:
        """Whether its noun can be left out after it."""
        return self.unit is not None and not self.measure and self.numeral.kind == "count"


def mentions(text: str, found: Iterable[Numeral], low: int, high: int, before: Mention | None = None) -> list[Mention]:
    """The figures of one sentence, in order, each with what it counts; `before` is the last of the sentence before."""
    made = [_named(text, Mention(numeral, low, high, end=numeral.end)) for numeral in found]
    for one, other in zip(made, made[1:], strict=False):
        one.next, other.previous = other, one
    for mention in made:
        if mention.numeral.kind == "count" and not mention.measure:
            _relate(text, mention)
    for mention in made:
        if mention.numeral.kind == "count" and mention.unit is None:
            _inherit(text, mention, before)
    return made


def _named(text: str, mention: Mention) -> Mention:
    """The noun that follows the number itself."""
    numeral = mention.numeral
    if numeral.kind == "percent":
        share = _SHARE_OF.match(text, numeral.end, mention.high)
        mention.unit, mention.of = "percent", share.group(1).strip() if share else None
    elif numeral.unit:
        mention.unit = CLOSE.get(numeral.unit) or MEASURES.get(numeral.unit, numeral.unit)
        mention.measure = True
    elif (joined := _COMPOUND.match(text, numeral.end, mention.high)) is not None:
        _compound(text, mention, joined)
    else:
        single = numeral.kind == "rank" or numeral.size <= 1
        _take(mention, counted(text, numeral.end, mention.high, single=single))
    return mention


def _take(mention: Mention, noun: Counted) -> None:
    mention.unit, mention.of, mention.measure = noun.unit, noun.of, noun.measure
    mention.end, mention.elided = max(mention.end, noun.end), noun.unit is None


def _compound(text: str, mention: Mention, joined: re.Match[str]) -> None:
    """A number joined to its noun: three-day, 18-member, 500-strong."""
    word = joined["noun"]
    unit = measure([word])
    mention.end = joined.end()
    if unit:
        mention.unit, mention.measure = unit, True
    elif word in {"member", "man", "woman", "person", "strong"}:
        noun = counted(text, joined.end(), mention.high, single=True)
        mention.unit, mention.of, mention.elided = PERSON, noun.of or word, False
    elif word in _BY_HYPHEN:
        mention.unit, mention.of, mention.elided = word, word, False


def _relate(text: str, mention: Mention) -> None:
    """Find the whole that a figure is said to be a part of, and the noun of its predicate."""
    numeral, before, after = mention.numeral, mention.previous, mention.next
    lead = text[max(mention.low, numeral.start - 40) : numeral.start]
    if _OF_PRONOUN.match(text, numeral.end, mention.high) or _AFTER_PRONOUN.search(lead):
        mention.part, mention.whole = True, _countable(before)
    elif after is not None and _TO_WHOLE.fullmatch(text, numeral.end, after.numeral.start):
        mention.part, mention.whole = True, after if after.countable else None
    elif _OF_WHOLE.match(text, numeral.end, mention.high):
        mention.part = True
    elif before is not None and (topic := _topic(text, before)) is not None:
        mention.part, mention.whole = mention.elided, topic
    if mention.elided and (copula := _COPULA.match(text, numeral.end, mention.high)):
        noun = counted(text, copula.end() - 1, mention.high)
        if noun.unit and not noun.measure and not is_casualty(noun.of or ""):
            _take(mention, noun)


def _countable(mention: Mention | None) -> Mention | None:
    """The nearest figure from here back whose noun can be left out."""
    while mention is not None and not mention.countable:
        mention = mention.previous
    return mention


def _topic(text: str, mention: Mention) -> Mention | None:
    """The whole that a sentence opens with: "Of the 240 passengers"."""
    while mention.previous is not None and mention.part and mention.whole is mention.previous:
        mention = mention.previous
    lead = text[max(mention.low, mention.numeral.start - 40) : mention.numeral.start]
    return mention if mention.countable and _TOPIC.search(lead) else None


def _inherit(text: str, mention: Mention, before: Mention | None) -> None:
    """Give a figure without noun the noun of its whole, of the figure before it, or of what its verb is done to."""
    source = mention.whole or _source(text, mention, before)
    if source is not None:
        mention.unit, mention.of, mention.whole = source.unit, source.of, source
        return
    lead = text[max(mention.low, mention.numeral.start - 60) : mention.numeral.start]
    gathering = _GATHERING.search(lead)
    if gathering:
        mention.unit, mention.of = PERSON, gathering.group(1)
    elif mention.numeral.pair == "contest" and _VOTED.search(lead):
        mention.unit = "vote"
    elif _TOLL.search(lead) or (_stands(text, mention) and (hurt(text, mention) or _people(text, mention))):
        mention.unit = PERSON


def _source(text: str, mention: Mention, before: Mention | None) -> Mention | None:
    after = mention.next
    if mention.numeral.pair and after is not None and after.numeral.pair == mention.numeral.pair and after.countable:
        return after
    if not _stands(text, mention) or _GATHERING.search(text, mention.low, mention.numeral.start):
        return None
    near = _countable(mention.previous)
    if near is None and _goes_on(text, mention):
        near = _countable(before)
    if near is not None and hurt(text, mention):
        while near is not None and not _is_animate(near):
            near = _countable(near.previous)
    return near


def _stands(text: str, mention: Mention) -> bool:
    """Whether a bare number stands where a noun phrase can: not a name's number, nor "the two"."""
    numeral = mention.numeral
    lead = text[max(mention.low, numeral.start - 40) : numeral.start]
    if _NO_ARGUMENT.search(lead) or (numeral.spelled and numeral.size < 10 and _POINTED_AT.search(lead)):
        return False
    if text[numeral.end : numeral.end + 1].strip() in {"-", "–", "/", "'", "’"} and numeral.end < mention.high:
        return text[numeral.end : numeral.end + 1].isspace()
    return bool(lead.strip()) or _VERB_AFTER.match(text, numeral.end, mention.high) is not None


def _goes_on(text: str, mention: Mention) -> bool:
    """Whether a figure goes on from the sentence before: "another nine", "40 more"."""
    numeral = mention.numeral
    lead = text[max(mention.low, numeral.start - 20) : numeral.start]
    return _MORE_BEFORE.search(lead) is not None or _MORE_AFTER.match(text, numeral.end, mention.high) is not None


def hurt(text: str, mention: Mention) -> bool:
    """Whether the words around a figure tell of killed, hurt or missing."""
    return harmed(lead(text, mention), tail(text, mention), mention.of)


def _people(text: str, mention: Mention) -> bool:
    low = max(mention.low, mention.numeral.start - 20)
    return _PEOPLE_VERB.search(text, low, min(mention.high, mention.numeral.end + 40)) is not None


def _is_animate(mention: Mention) -> bool:
    unit = mention.unit or ""
    return unit == PERSON or (_ANIMATE.search(unit) is not None and not _THING.search(unit))


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
    cut = _CLAUSE.search(text, begin, stop) or _JOINED.search(text, begin, stop)
    joined = _JOINED.search(text, begin, cut.start() if cut else stop)
    return text[begin : joined.start() if joined else cut.start() if cut else stop]


_CLAUSE = re.compile(
    r"[;:—]|\s[-–]\s|,\s(?:and|but|while|though|although|whereas|with|who|which|when|where|after|before|so|because|of|"
    r"including|among)\b|\b(?:while|whereas|although|but|after|before|who|which)\b"
)
# "And" goes on with the same noun phrase ("soldiers and officers were killed") or begins another verb.
_JOINED = re.compile(r"\s(?:and|or)\s(?![a-z]+s\b)")
_ASIDE = re.compile(r",?\s?(?:\(|,\s?)?(?:including|among\sthem|most\sof\sthem|all\sof\sthem|many\sof\sthem)\b[^,;.()]{1,60}[,)]")
