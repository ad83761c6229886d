"""What each figure of a sentence counts, also where the noun is left out: "injured 43", "another nine", "of whom 40".

An elided noun is the one of the figure before it in the sentence; the noun of a predicate ("60 were children") and of a
whole ("seven of the 52 silos") come first. People are who is killed, hurt and arrested unless others are named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from firsthand.read.quantities.counted import CLOSE, MEASURES, PERSON, Counted, counted, is_casualty, measure
from firsthand.read.quantities.mention import TO_WHOLE, Mention, hurt
from firsthand.read.quantities.numerals import Numeral

_PEOPLE_VERB = re.compile(
    r"\b(?:arrest|detain|rescu|evacuat|sentenc|jail|imprison|charg|abduct|kidnap|deport|recruit|conscript|mobili[sz]|"
    r"displac|employ|indict|captur|convict|attend|gather|march|fled|flee|protest|demonstrat|turned\sout|queue|"
    r"emigrat|vaccinat|seat|homeless|unemployed|jobless)\w*\b",
    re.IGNORECASE,
)
_GATHERING = re.compile(
    r"\b(crowd|population|workforce|staff|army|force|crew|audience|congregation|garrison|turnout|team|delegation|"
    r"squad|contingent|mob|membership|gathering|electorate|attendance|headcount|enrolment)\s(?:of|numbering|exceeding|"
    r"[^.,;]{0,40}\b(?:to|from|at|by|is|was|exceeded|reached|than))\s?$",
    re.IGNORECASE,
)
_NUMBER_OF = re.compile(r"\b(?:number|population|stock|fleet|herd)(?P<of>\sof\s)[^;]{3,80}$", re.IGNORECASE)
_APPOSED = re.compile(r"\s(?P<noun>[a-z][\w-]+)(?:,|(?P<sum>\s(?:number|total)(?:l?ed|l?ing|s)?))\s$")
_IN_ALL = re.compile(r"\s(?:in\s(?:all|total)|altogether|strong)\b")
_STRONG = re.compile(r"\sstrong\b")
_TOLL = re.compile(r"\btoll\b[^,;]*$", re.IGNORECASE)
_VOTED = re.compile(
    r"\b(?:vot(?:e[ds]?|ing)|approv\w+|passed|reject\w+|adopt\w+|ratif\w+|split|divided)\b[^.;]*$", re.IGNORECASE
)
_OF_PRONOUN = re.compile(r"\s(?:more\s)?of\s(?:them|whom|which|these|those)\b", re.IGNORECASE)
_OF_WHOLE = re.compile(r"\sof\s(?:the|its|their|his|her|our|these|those|this)\b", re.IGNORECASE)
_AFTER_PRONOUN = re.compile(r"\b(?:of|among)\s(?:whom|which|them|these|those)\s?,?\s?(?:\w+\s)?$", re.IGNORECASE)
_TOPIC = re.compile(
    r"(?:^|[,;:“\"]\s?|\b(?:and|but|that|said)\s)(?:of|among|out\sof|from\samong)\s(?:the|its|their|his|her|our|all|"
    r"these|those|a\stotal\sof|an?)?\s?(?:\w+\s)?$",
    re.IGNORECASE,
)
_INVERTED = re.compile(r"\s(?:was|were|is|are)\s$")  # "Among the 40 suspects are three policemen"
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
_MORE_BEFORE = re.compile(
    r"\b(?:another|(?:a\s)?further|(?:an?\s)?additional|(?:an\s)?extra|the\sother|the\sremaining)\s$", re.IGNORECASE
)
_NO_ARGUMENT = re.compile(
    r"(?:\b(?:at|on|number|numbers|age|aged|page|line|level|about\sthe|point|top)|(?<!^)[A-Z][\w’'-]*)\s$"
)
_POINTED_AT = re.compile(r"\b(?:the|these|those|both|all|other|its|their|his|her|our)\s$", re.IGNORECASE)
_AGE = re.compile(
    r"\b(?:people|those|anyone|everyone|anybody|adults|men|women|children|voters|drivers|girls|boys|persons)\s"
    r"(?:(?:well|just)\s)?(?:under|over|above|below)\s$|\b(?:who|he|she|he['’]s|she['’]s)\s(?:is|was|turn\w+|will\sbe)\s$"
)
_COMPOUND = re.compile(r"-(?P<noun>[a-z]+)\b(?!-\w)")
_PEOPLE_BY_HYPHEN = frozenset("member man woman person strong".split())
_BY_HYPHEN = frozenset("seat storey story bed room page".split())
_NO_NOUN_BY_HYPHEN = frozenset("fold plus odd something old magnitude".split())
_SHARE_OF = re.compile(
    r"\sof\s(?P<det>(?:(?:the|its|their|his|her|our|all|those|these)\s)?(?:[\w-]{1,30}[’']s\s)?"
    r"(?:[\d,.]*\d(?:-[a-z]+)?)?)",
    re.IGNORECASE,
)
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


def mentions(text: str, found: Iterable[Numeral], low: int, high: int, before: Mention | None = None) -> list[Mention]:
    """The figures of one sentence, in order, each with what it counts; `before` is the last of the sentence before."""
    made = [_named(text, Mention(numeral, low, high, end=numeral.end)) for numeral in found]
    for one, other in pairwise(made):
        one.next, other.previous = other, one
    counts = [mention for mention in made if mention.numeral.kind == "count" and not mention.measure]
    for mention in counts:
        _relate(text, mention)
    for mention in counts:
        if mention.elided:
            _inherit(text, mention, before)
    return made


def is_age(text: str, mention: Mention) -> bool:
    """Whether a bare number tells an age: "people under 30", "who is 70"."""
    numeral = mention.numeral
    words = text[max(mention.low, numeral.at - 30) : numeral.at]
    return numeral.kind == "count" and numeral.size < 110 and _AGE.search(words) is not None


def _named(text: str, mention: Mention) -> Mention:
    """The noun that follows the number itself."""
    numeral = mention.numeral
    if numeral.kind == "percent":
        mention.unit, mention.of = "percent", _share_of(text, numeral.end, mention.high)
    elif numeral.unit:
        mention.unit = CLOSE.get(numeral.unit) or MEASURES.get(numeral.unit, numeral.unit)
        mention.measure = True
    elif (joined := _COMPOUND.match(text, numeral.end, mention.high)) is not None:
        _compound(text, mention, joined)
    else:
        single = numeral.kind == "rank" or numeral.size <= 1
        _take(mention, counted(text, numeral.end, mention.high, single=single))
        if is_casualty(mention.of):  # "and 30 injured": the noun itself is left out
            mention.elided, mention.end = " " not in (mention.of or ""), numeral.end
    return mention


def _share_of(text: str, at: int, end: int) -> str | None:
    """What a percentage is of, in the page's words."""
    opening = _SHARE_OF.match(text, at, end)
    if opening is None:
        return None
    begin = opening.end() - text[opening.end() - 1].isspace()
    noun = counted(text, begin, end)
    stop = noun.end if noun.unit else counted(text, begin, end, single=True).end
    return text[opening.start("det") : stop].strip() or None


def _take(mention: Mention, noun: Counted) -> None:
    mention.unit, mention.of, mention.measure = noun.unit, noun.of, noun.measure
    mention.end, mention.elided = max(mention.end, noun.end), noun.unit is None


def _compound(text: str, mention: Mention, joined: re.Match[str]) -> None:
    """A number joined to its noun: three-day, 18-member; words join to much else (five-star), digits to little."""
    word = joined["noun"]
    unit = measure([word])
    mention.end = joined.end()
    if unit:
        mention.unit, mention.measure = unit, True
    elif word in _PEOPLE_BY_HYPHEN:
        noun = counted(text, joined.end(), mention.high, single=True)
        mention.unit, mention.of, mention.elided = PERSON, noun.of or word, False
    elif word in _BY_HYPHEN or not (mention.numeral.spelled or word in _NO_NOUN_BY_HYPHEN):
        mention.unit, mention.of, mention.elided = word, word, False


def _relate(text: str, mention: Mention) -> None:
    """Find the whole that a figure is said to be a part of, and the noun of its predicate."""
    before, after = mention.previous, mention.next
    if mention.after(text, _OF_PRONOUN) or _AFTER_PRONOUN.search(mention.before(text, 40)):
        mention.part, mention.whole = True, _countable(before)
    elif after is not None and TO_WHOLE.fullmatch(text, mention.numeral.end, after.numeral.start):
        mention.part, mention.whole = True, after if after.countable else None
    elif mention.after(text, _OF_WHOLE):
        mention.part = True
    elif before is not None and (topic := _topic(text, before)) is not None:
        mention.part = mention.elided or _INVERTED.search(mention.before(text, 10)) is not None
        mention.whole = topic if mention.part else None
    if mention.elided and (copula := _COPULA.match(text, mention.numeral.end, mention.high)):
        noun = counted(text, copula.end() - 1, mention.high)
        if noun.unit and not noun.measure and not is_casualty(noun.of):
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
    return mention if mention.countable and _TOPIC.search(mention.before(text, 40)) else None


def _inherit(text: str, mention: Mention, before: Mention | None) -> None:
    """Give a figure without noun the noun named before it, that of its like, or the one that its verb implies."""
    noun = None if mention.part else _named_before(text, mention)
    source = mention.whole or _source(text, mention, before)
    if noun is not None:
        mention.unit, mention.of = noun.unit, noun.of
    elif source is not None and not (mention.unit and is_casualty(source.of)):
        mention.unit, mention.of, mention.whole = source.unit, source.of, source
    elif mention.unit is None:
        _imply(text, mention)


def _named_before(text: str, mention: Mention) -> Counted | None:
    """The noun in "the number of bears rose to 60" and "the refugees, 4,000 in all"."""
    at, gap = mention.numeral.start, mention.previous.end if mention.previous else mention.low
    if named := _NUMBER_OF.search(text, max(gap, at - 100), at):
        noun = counted(text, named.start("of"), mention.high)
        return noun if noun.unit else None
    apposed = _APPOSED.search(text, max(mention.low, at - 50), at)
    if apposed is None or not (apposed["sum"] or mention.after(text, _IN_ALL)):
        return None
    noun = counted(text, apposed.start("noun") - 1, mention.high)
    return noun if noun.unit else None


def _source(text: str, mention: Mention, before: Mention | None) -> Mention | None:
    """The figure whose noun an elided one takes: its pair's, else the one before it that can befall the same."""
    after, pair, words = mention.next, mention.numeral.pair, mention.before(text, 60)
    if pair and after is not None and after.numeral.pair == pair and after.countable:
        return after
    if (pair == "contest" and _VOTED.search(words)) or _GATHERING.search(words) or not _stands(text, mention):
        return None
    near = _countable(mention.previous)
    if near is None and _goes_on(text, mention):
        near = _countable(before)
    if near is not None and hurt(text, mention):
        while near is not None and not _is_animate(near.unit or ""):
            near = _countable(near.previous)
    return near


def _imply(text: str, mention: Mention) -> None:
    """The noun that the words around a figure imply where none is said: votes, or people."""
    words = mention.before(text, 60)
    gathering = _GATHERING.search(words)
    if mention.numeral.pair == "contest" and _VOTED.search(words):
        mention.unit = "vote"
    elif gathering:
        mention.unit, mention.of = PERSON, gathering.group(1)
    elif _TOLL.search(words) or mention.after(text, _STRONG) or _befalls_people(text, mention):
        mention.unit = PERSON


def _stands(text: str, mention: Mention) -> bool:
    """Whether a bare number stands where a noun phrase can: not a name's number, nor "the two"."""
    numeral, words = mention.numeral, mention.before(text, 40)
    if numeral.size % 1 or is_age(text, mention) or _NO_ARGUMENT.search(words):
        return False
    if numeral.spelled and numeral.size < 10 and _POINTED_AT.search(words):
        return False
    if numeral.end < mention.high and text[numeral.end] in "-–/'’":
        return False
    return bool(words.strip()) or mention.after(text, _VERB_AFTER)


def _goes_on(text: str, mention: Mention) -> bool:
    """Whether a figure goes on from the sentence before: "another nine", "40 more", "12 of them"."""
    if mention.after(text, _OF_PRONOUN) or mention.after(text, _MORE_AFTER):
        return True
    return _MORE_BEFORE.search(mention.before(text, 20)) is not None


def _befalls_people(text: str, mention: Mention) -> bool:
    """Whether the verb around a figure is one of people: they are killed, arrested, they march."""
    if not _stands(text, mention):
        return False
    low, high = max(mention.low, mention.numeral.start - 20), min(mention.high, mention.numeral.end + 40)
    return hurt(text, mention) or _PEOPLE_VERB.search(text, low, high) is not None


def _is_animate(noun: str) -> bool:
    return noun == PERSON or (_ANIMATE.search(noun) is not None and not _THING.search(noun))
