"""The role a figure plays in its sentence: total, part, planned, casualties, rate, rank or other.

What the figure's own words say comes first (a rate, a measure), then its own clause: who is harmed, what is a part of
something, what is only planned. A figure joined to another by "and" without a verb of its own shares its role.
"""

from __future__ import annotations

import re

from firsthand.read.elided import Mention, hurt, lead, tail
from firsthand.records import QuantityRole

_TIME = r"(?:second|minute|hour|day|night|week|fortnight|month|quarter|season|year|shift)"
_RATE = re.compile(
    rf"\s*(?:[\w-]+\s){{0,3}}?(?:(?:an?|each|every)\s{_TIME}\b(?!\s(?:ago|later|after|before|earlier|from))|"
    r"an?\s(?:head|person|piece|share|ton|tonne|kilo|kilogram|litre|liter|gallon|barrel|ounce|pound|acre|hectare|ticket)\b|"
    r"per\s[\w-]+|(?:daily|weekly|monthly|annually|yearly|hourly)\b)|/\w",
    re.IGNORECASE,
)
_SPEEDS = frozenset({"km/h", "kph", "mph"})
_BATCH = re.compile(
    r"\b(?:(?:first|second|third|initial|another|new|next|last|latest|advance|further|remaining|final)\s(?:[\w-]+\s)?"
    r"(?:group|batch|wave|contingent|shipment|part|tranche|party|lot|convoy|consignment|instal?lment)\sof|"
    r"(?:vanguard|batch|tranche|advance\sparty|subset|portion)\sof|(?:the|an?)\s(?:first|initial|remaining|other)|"
    r"(?:includ(?:ing|es?|ed)|among\sthem|amongst\sthem|among\swhom|of\swhom|of\swhich|of\sthem|notably|counting))\s?,?\s?"
    r"(?:\w+\s)?$",
    re.IGNORECASE,
)
_MORE = re.compile(r"\b(?:another|a\sfurther|further|additional|extra|(?:an?\s)?additional)\s$", re.IGNORECASE)
_MORE_AFTER = re.compile(r"\s(?:more|others|extra)\b")
_SUBJECT = re.compile(
    r"\s(?:(?:\w+ly|still|have|had|has|are|were|was|is|do|did)\s)?(?:was|were|is|are|has|have|had|do|did|does|\w+ed|went|"
    r"came|fell|left|sank|took|got|lost|sold|made|ran|won|stood|held)\b"
)
_NO_DEED = r"(?!\s(?:already\s)?have\b)"
_FUTURE = (
    rf"(?:will|shall|would{_NO_DEED}|(?:could|may|might|should|must){_NO_DEED}|['’]ll|"
    r"(?:is|are|was|were)\s(?:(?:still|now|also|about|due|set|expected|scheduled|planned|slated|going|likely|supposed|"
    r"ready|preparing|planning|hoping|aiming|being\sprepared|being\sreadied)\s){0,2}to(?!\s(?:have|blame)\b)|"
    r"(?:plan|plans|intend|intends|hope|hopes|aim|aims|want|wants|seek|seeks|expect|expects|need|needs)\sto)"
)
_FUTURE_AFTER = re.compile(
    rf"(?:{_FUTURE}|\bto\sbe\s\w+(?:ed|en|nt|lt)|(?:is|are)\s(?:expected|due|planned|scheduled|slated|in\sthe\spipeline|"
    r"under\sconstruction|on\sorder)|being\s(?:prepared|readied|trained|planned|considered)|(?:has|have)\sbeen\s"
    r"(?:decided|ordered|promised|pledged|planned|approved|requested|agreed|proposed|commissioned)|ready\sto)\b"
)
_FUTURE_BEFORE = re.compile(
    rf"\b(?:{_FUTURE}|plan(?:s|ned|ning)?|intend\w*|intention|aim(?:s|ed|ing)?|hop(?:es?|ed|ing)\s(?:to|for)|want(?:s|ed)?|"
    r"seek(?:s|ing)?|sought|vow\w*|promis(?:e[ds]?|ing)|pledg(?:e[ds]?|ing)|propos\w+|demand\w*|(?<!in\s)order(?:ed|s|ing)?|"
    r"request\w*|commission(?:ed|s|ing)?|expect\w*|prepar(?:es?|ing|ations?)|decid\w+|decision|agree[ds]?\sto|"
    r"agreement\sto|target(?:s|ed|ing)?\sof|goals?\sof|target|earmark\w*|call(?:ed|s|ing)?\sfor|ask(?:ed|s|ing)?\sfor|"
    r"appeal(?:ed|s|ing)?\sfor|read(?:y|ying|ied)|train(?:s|ing)|consider(?:s|ed|ing)|offer(?:s|ed|ing)?|urg(?:ed?|es|ing)|"
    r"threaten(?:s|ed|ing)?\sto|set\sto|due\sto|bid\sto|about\sto|willing\sto)\b",
    re.IGNORECASE,
)
# What stands between a plan's verb and its object; a preposition begins another phrase, which is not planned.
_PREPOSITION = re.compile(
    r"\b(?:from|in|at|into|on|by|for|near|over|against|through|as|after|before|within|during|until|since|who|which|that|"
    r"between|under|about|because|when|where|if|than)\b|\bto\s(?:(?:the|an?|its|their|his|her|some|all)\b[^,]*)?$"
)
_DEFINITE = re.compile(r"\b(?:the|its|their|his|her|both|these|those)\s$")  # what is pointed at is there already
_DONE = re.compile(r"\b(?:already|(?:has|have|had)\s(?:now\s|since\s)?(?!been\b)\w+(?:ed|nt|en|ne|ought|old))\b")
_THAT = re.compile(r"\b(?:who|which|that|whose|where)\b")
_GAP_OF = re.compile(
    r"\b(?:lead|leads|gap|margin|majority|deficit|shortfall|difference|advantage|surplus|cushion)\b[^,;]*$", re.IGNORECASE
)
_CHANGED_BY = re.compile(
    r"\b(?:rose|risen|rise|grew|grown|grow|increas\w+|jump\w*|climb\w*|fell|fallen|fall|drop\w*|declin\w+|shr[aiu]nk|cut|"
    r"reduc\w+|decreas\w+|exceed\w*|outnumber\w*|trail\w*|led|ahead|behind|won|lost|beat\w*|defeat\w*|missed|short)\b"
    r"[^,;]{0,40}\bby\s$",
    re.IGNORECASE,
)
_VERB = re.compile(r"\s(?:is|are|was|were|have|had|has|will|would)\b")
_AND = re.compile(
    r"(?:\s(?:in|from|at|on|of|to|for|with)\s[\w'’ -]{1,40}?|\s(?:each|more|others|respectively))?\s?,?\s?"
    r"(?:\s(?:and|or|plus|as\swell\sas|along\swith|together\swith)|,)\s"
)
_AND_VERB = re.compile(r"\b(?:and|or|but)\s(?:also\s|then\s)?(?P<to>to\s)?(?P<verb>[a-z]+)\s(?:(?:out|up|down|off|in|a|an)\s)?$")
_PAST = re.compile(r"(?:ed|ought|aught|old|ent|ook|ave|ot|ung|uilt|ost|aid|ew|id)$")


def roles(text: str, found: list[Mention]) -> list[QuantityRole]:
    """The role of each figure of a sentence, in order."""
    given: dict[int, QuantityRole] = {}
    for mention in found:
        given[id(mention)] = _role(text, mention, given)
    for mention in reversed(found):
        _share_back(text, mention, given)
    return [given[id(mention)] for mention in found]


def _role(text: str, mention: Mention, given: dict[int, QuantityRole]) -> QuantityRole:
    own = _own(text, mention)
    if own is not None:
        return own
    whole, previous = mention.whole, mention.previous
    before = given.get(id(previous)) if previous is not None else None
    if hurt(text, mention) or (mention.part and whole is not None and given.get(id(whole)) == "casualties"):
        return "casualties"
    clause = lead(text, mention)
    batch = _BATCH.search(text, max(mention.low, mention.numeral.start - 60, previous.end if previous else 0), mention.numeral.start)
    if batch and before == "casualties":
        return "casualties"
    if mention.part or batch:
        return "part"
    if _is_planned(text, mention, clause):
        return "planned"
    if previous is not None and before in {"planned", "casualties"} and _goes_with(text, previous, mention, before):
        return before
    if _MORE.search(clause) or _MORE_AFTER.match(text, mention.numeral.end, mention.high) or _is_some_of(text, mention):
        return "part"
    if mention.numeral.pair != "contest" and (_GAP_OF.search(clause) or _CHANGED_BY.search(clause)):
        return "other"
    return "total" if mention.unit or mention.of or _VERB.match(text, mention.numeral.end, mention.high) else "other"


def _own(text: str, mention: Mention) -> QuantityRole | None:
    """The role that the figure's own words give it."""
    numeral = mention.numeral
    if numeral.kind == "rank":
        return "rank"
    if numeral.kind == "percent" or numeral.unit in _SPEEDS or _RATE.match(text, mention.end, mention.high):
        return "rate"
    return "other" if numeral.kind == "money" or mention.measure else None


def _is_planned(text: str, mention: Mention, clause: str) -> bool:
    """Whether the figure is the subject or the object of a verb of its own clause that tells of what is to come."""
    after = _THAT.split(tail(text, mention), maxsplit=1)[0]
    if _FUTURE_AFTER.search(after[:70]):
        return True
    if _DONE.search(after[:40]):
        return False
    cues = list(_FUTURE_BEFORE.finditer(clause))
    if not cues or _DONE.search(clause, cues[-1].end()) or _DEFINITE.search(clause):
        return False
    between = clause[cues[-1].end() :].removeprefix(" that")
    return not _PREPOSITION.search(between)


def _goes_with(text: str, one: Mention, other: Mention, role: QuantityRole) -> bool:
    """Whether a figure goes on with the verb of the one before: "ten in Vienna and four in Graz", "and to close 20"."""
    if one.end > other.numeral.start or (other.elided and _SUBJECT.match(text, other.numeral.end, other.high)):
        return False
    if _AND.fullmatch(text, one.end, other.numeral.start):
        return True
    joined = _AND_VERB.search(text, one.end, other.numeral.start)
    return role == "planned" and joined is not None and bool(joined["to"] or not _PAST.search(joined["verb"]))


def _is_some_of(text: str, mention: Mention) -> bool:
    """Whether a figure without noun is the subject of what happened to some of those told of before."""
    whole = mention.whole
    if whole is None or not mention.elided or whole.numeral.size <= mention.numeral.size or whole.low != mention.low:
        return False
    parallel = _VERB.match(text, whole.end, whole.high)  # "17 were killed and 12 were arrested": no part
    return parallel is None and _SUBJECT.match(text, mention.numeral.end, mention.high) is not None


def _share_back(text: str, mention: Mention, given: dict[int, QuantityRole]) -> None:
    """Give the first of two joined subjects the role that their verb gives the last."""
    previous, role = mention.previous, given[id(mention)]
    if previous is None or role not in {"planned", "casualties"} or given[id(previous)] != "total" or mention.elided:
        return
    between = text[previous.end : mention.numeral.start]
    if re.fullmatch(r"(?:\s[\w-]+)?,?\s(?:and|or|as well as)\s", between):
        given[id(previous)] = role
