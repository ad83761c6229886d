"""The role a figure plays in its sentence: total, part, planned, casualties, rate, rank or other.

What the figure's own words say comes first (a rate, a measure), then its own clause: who is harmed, what is a part of
something, what is only planned. A figure joined to another by "and" without a verb of its own shares its role.
"""

from __future__ import annotations

import re

from firsthand.read.quantities.counted import CURRENCIES
from firsthand.read.quantities.mention import TO_WHOLE, Mention, hurt, lead, lost, tail
from firsthand.records import QuantityRole

_TIME = r"(?:second|minute|hour|day|night|week|fortnight|month|quarter|season|year|shift)"
_NO_RATE = r"(?!\s(?:ago|later|after|before|earlier|from\snow))"  # "a week ago" is a time
_RATE = re.compile(
    r"(?:\s(?:of|in|for)(?:\s(?!an?\b|and\b|or\b|half\b)[\w-]+){1,3}?)?\s(?:"
    rf"(?:an?|each|every)\s{_TIME}\b{_NO_RATE}|"
    r"an?\s(?:head|person|piece|share|ton|tonne|kilo|kilogram|litre|liter|gallon|barrel|ounce|acre|hectare)\b|"
    r"per\s[\w-]+|(?:daily|weekly|monthly|annually|yearly|hourly)\b)|/\w",
    re.IGNORECASE,
)
_PRICE = re.compile(rf"\san?\s[a-z]+\b{_NO_RATE}")  # "3 euros a litre"
_AVERAGE = re.compile(r"\baverage\sof\s$", re.IGNORECASE)
_EACH = re.compile(rf"\b(?:an?|each|every|per)\s{_TIME}\b")
_SPEEDS = frozenset({"km/h", "kph", "mph"})
_JOINED_NOUN = re.compile(r"-[a-z]")
_BATCH = re.compile(
    r"\b(?:(?:first|second|third|initial|another|new|next|last|latest|advance|further|remaining|final)\s(?:[\w-]+\s)?"
    r"(?:group|batch|wave|contingent|shipment|part|tranche|party|lot|convoy|consignment|instal?lment)\sof|"
    r"(?:vanguard|batch|tranche|advance\sparty|subset|portion)\sof|(?:the|an?)\s(?:first|initial|remaining|other)|"
    r"(?:includ(?:ing|es?|ed)|among\sthem|amongst\sthem|among\swhom|of\swhom|of\swhich|of\sthem|notably|counting))\s?,?\s?"
    r"(?:(?!of\b|in\b|to\b|for\b|by\b)\w+\s)?$",
    re.IGNORECASE,
)
_MORE = re.compile(r"\b(?:another|further|additional|extra)\s$", re.IGNORECASE)
_MORE_AFTER = re.compile(r"\s(?:more|others|extra)\b")
_FEWER = re.compile(r"\s(?:(?:more|fewer|less)\sthan|short\sof|ahead|behind|away)\b")
_APPOSED = re.compile(r"\s(?:with|in|on|for|from|at|by|under|over|as|aboard|near)\b")
_SUBJECT = re.compile(
    r"\s(?:(?:\w+ly|still|have|had|has|are|were|was|is|do|did)\s)?(?:was|were|is|are|has|have|had|do|did|does|\w+ed|went|"
    r"came|fell|left|sank|took|got|lost|sold|made|ran|won|stood|held)\b"
)
_NO_DEED = r"(?!\s(?:already\s)?have\b)"  # "may have been damaged" is past
_FUTURE = (
    rf"(?:will|shall|would{_NO_DEED}|(?:could|(?-i:may)|might|should|must){_NO_DEED}|['’]ll|"
    r"(?:is|are|was|were)\s(?:(?:still|now|also|about|due|set|expected|scheduled|planned|slated|going|likely|supposed|"
    r"ready|preparing|planning|hoping|aiming|being\sprepared|being\sreadied)\s){0,2}to(?!\s(?:have|blame)\b)|"
    r"(?:plan|plans|intend|intends|hope|hopes|aim|aims|want|wants|seek|seeks|expect|expects|need|needs)\sto)"
)
_FUTURE_AFTER = re.compile(
    rf"(?:{_FUTURE}|\bto\sbe\s\w+(?:ed|en|nt|lt)|(?:is|are)\s(?:expected|due|planned|scheduled|slated|in\sthe\spipeline|"
    r"under\sconstruction|on\sorder)|being\s(?:prepared|readied|trained|planned|considered)|(?:has|have)\sbeen\s"
    r"(?:decided|ordered|promised|pledged|planned|approved|requested|agreed|proposed|commissioned)|ready\sto)\b"
)
# An infinitive of sending, making or getting is a plan by itself, unless it is said to have come about.
_INFINITIVE = (
    r"(?<!able\s)(?<!used\s)(?<!managed\s)(?<!began\s)(?<!continued\s)(?<!forced\s)(?<!had\s)(?<!helped\s)(?<!started\s)"
    r"to\s(?:send|dispatch|deploy|ship|supply|deliver|build|hire|recruit|buy|open|close|withdraw|mobili[sz]e|transfer|"
    r"fell|cut|add|create|plant|erect|construct|install|lay\soff|launch|purchase|relocate|resettle|release|replace|sack)"
)
_FUTURE_BEFORE = re.compile(
    rf"\b(?:{_FUTURE}|{_INFINITIVE}|plan(?:s|ned|ning)?|intend\w*|intention|aim(?:s|ed|ing)?|hop(?:es?|ed|ing)\s(?:to|for)|"
    r"want(?:s|ed)?|seek(?:s|ing)?|sought|vow\w*|promis(?:e[ds]?|ing)|pledg(?:e[ds]?|ing)|propos\w+|demand\w*|"
    r"(?<!in\s)order(?:ed|s|ing)?|request\w*|commission(?:ed|s|ing)?|expect\w*|prepar(?:es?|ing|ations?)|decid\w+|decision|"
    r"agree[ds]?\sto|agreement\sto|target(?:s|ed|ing)?\sof|goals?\sof|target|earmark\w*|needs?|call(?:ed|s|ing)?\sfor|"
    r"ask(?:ed|s|ing)?\sfor|appeal(?:ed|s|ing)?\sfor|read(?:y|ying|ied)|train(?:s|ing)|consider(?:s|ed|ing)|"
    r"offer(?:s|ed|ing)?|urg(?:ed?|es|ing)|threaten(?:s|ed|ing)?\sto|set\sto|due\sto|bid\sto|about\sto|willing\sto)\b",
    re.IGNORECASE,
)
# What stands between a plan's verb and its object; a preposition begins another phrase, which is not planned.
_PREPOSITION = re.compile(
    r"\b(?:from|in|at|into|on|by|for|near|over|against|through|as|after|before|within|during|until|since|who|which|that|"
    r"between|under|about|because|when|where|if|than)\b|\bto\s(?:(?:the|an?|its|their|his|her|some|all)\b[^,]*)?$"
)
# But "will hear from 80 witnesses" and "plans for 40 turbines" have it in their verb or noun.
_PREPOSITIONAL = re.compile(r"\s(?:for|(?:\w+ly\s)?(?!be\b)\w+\s\w+)\s(?:an?\s(?:\w+\s){1,2}of\s)?")
_DEFINITE = re.compile(r"\b(?:the|its|their|his|her|both|these|those|\w+[’']s)\s$")  # what is pointed at is there
_DONE = re.compile(r"\b(?:already|(?:has|have|had)\s(?:now\s|since\s)?(?!been\b)\w+(?:ed|nt|en|ne|ought|old))\b")
_RELATIVE = re.compile(r"\b(?:who|which|that|whose|where)\b|,")
_MARGIN = re.compile(
    r"\b(?:(?:the|an?|his|her|its|their|['’]s)\s(?:[\w-]+\s){0,2}lead|gap|margin|majority|deficit|shortfall|difference|"
    r"advantage|surplus|cushion)\b[^,;]*$",
    re.IGNORECASE,
)
_CHANGED_BY = re.compile(
    r"\b(?:rose|risen|rise|grew|grown|grow|increas\w+|jump\w*|climb\w*|fell|fallen|fall|drop\w*|declin\w+|shr[aiu]nk|cut|"
    r"reduc\w+|decreas\w+|exceed\w*|outnumber\w*|trail\w*|lead(?:s|ing)?|led|ahead|behind|won|lost|beat\w*|defeat\w*|"
    r"missed|short)\b[^,;]{0,40}\bby\s$",
    re.IGNORECASE,
)
_VERB = re.compile(r"\s(?:is|are|was|were|have|had|has|will|would)\b")
_AND = re.compile(
    r"(?:\s(?:in|from|at|on|of|to|for|with)\s[\w'’ -]{1,40}?|\s(?:each|more|others|respectively))?\s?,?\s?"
    r"(?:\s(?:and|or|plus|as\swell\sas|along\swith|together\swith)|,)\s(?:(?:by|in|on|from|at)\s\w+\s)?"
    r"(?:an?\s|further\s|another\s|additional\s){0,2}|\s(?:with|totall?ing|comprising)\s(?:(?:a\stotal\sof|some)\s)?"
)
_AND_VERB = re.compile(
    r"\b(?:and|or|but)\s(?:also\s|then\s)?(?P<to>to\s)?(?P<verb>[a-z]+)\s(?:(?:out|up|down|off|in|a|an)\s)?$"
)
_PAST = re.compile(r"(?:ed|ought|aught|old|ent|ook|ave|ot|ung|uilt|ost|aid|ew|id)$")
_BARE_AND = re.compile(r"(?:\s[\w-]+)?(?:,?\s(?:and|or|as\swell\sas)|,)\s")
_SHARED = frozenset({"planned", "casualties", "part"})


def roles(text: str, found: list[Mention]) -> list[QuantityRole]:
    """The role of each figure of a sentence, in order."""
    given: dict[int, QuantityRole] = {}
    for mention in found:
        given[id(mention)] = _own(text, mention) or _in_clause(text, mention, given)
    for mention in reversed(found):
        _share_back(text, mention, given)
    return [given[id(mention)] for mention in found]


def _own(text: str, mention: Mention) -> QuantityRole | None:
    """The role that the figure's own words give it."""
    numeral = mention.numeral
    if numeral.kind == "rank":
        return "rank"
    if (
        numeral.kind == "percent"
        or numeral.unit in _SPEEDS
        or mention.unit == "basis point"
        or _RATE.match(text, mention.end, mention.high)
    ):
        return "rate"
    if numeral.kind == "money" or mention.unit in CURRENCIES:
        return "rate" if _PRICE.match(text, mention.end, mention.high) else "other"
    if mention.measure:
        return "other"
    soon = min(mention.high, mention.end + 80)
    if _AVERAGE.search(mention.before(text, 20)) and _EACH.search(text, mention.end, soon):
        return "rate"
    # "A 12-member jury" and "60 percent of its 12,000 members" name what is there, whatever befalls it.
    joined = mention.unit is not None and mention.after(text, _JOINED_NOUN)
    return "total" if joined or _is_whole(text, mention) else None


def _in_clause(text: str, mention: Mention, given: dict[int, QuantityRole]) -> QuantityRole:
    """The role that a figure has by its own clause and by the figure before it."""
    clause, previous = lead(text, mention), mention.previous
    before = given[id(previous)] if previous is not None else None
    batch = _BATCH.search(_since(text, mention)) is not None
    if hurt(text, mention) or (before == "casualties" and batch) or _of_casualties(mention, given):
        return "casualties"
    if mention.part or batch:
        return "part"
    if _is_planned(text, mention, clause):
        return "planned"
    if previous is not None and before in _SHARED and _goes_with(text, previous, mention, before):
        return before
    return _rest(text, mention, clause)


def _rest(text: str, mention: Mention, clause: str) -> QuantityRole:
    if mention.after(text, _FEWER):
        return "other"
    if _MORE.search(clause) or mention.after(text, _MORE_AFTER) or _is_some_of(text, mention):
        return "part"
    if mention.numeral.pair != "contest" and (_MARGIN.search(clause) or _CHANGED_BY.search(clause)):
        return "other"
    return "total" if mention.unit or mention.of or mention.after(text, _VERB) else "other"


def _since(text: str, mention: Mention) -> str:
    """The words since the figure before, in any clause; an ordinal is none ("the second batch of 600")."""
    begin, previous = max(mention.low, mention.numeral.start - 60), mention.previous
    if previous is not None and previous.numeral.kind != "rank":
        begin = max(begin, previous.end)
    return text[begin : mention.numeral.start]


def _of_casualties(mention: Mention, given: dict[int, QuantityRole]) -> bool:
    return mention.part and mention.whole is not None and given.get(id(mention.whole)) == "casualties"


def _is_whole(text: str, mention: Mention) -> bool:
    """Whether another figure is said to be a part of it: "60 percent of its 12,000 members"."""
    previous = mention.previous
    return previous is not None and TO_WHOLE.fullmatch(text, previous.numeral.end, mention.numeral.start) is not None


def _is_planned(text: str, mention: Mention, clause: str) -> bool:
    """Whether the figure is the subject or the object of a verb of its own clause that tells of what is to come."""
    if _DEFINITE.search(clause):
        return False
    after = _RELATIVE.split(tail(text, mention), maxsplit=1)[0]
    if _FUTURE_AFTER.search(after[:70]):
        return True
    cues = [cue.end() for cue in _FUTURE_BEFORE.finditer(clause)]
    if not cues or _DONE.search(after[:40]) or _DONE.search(clause, cues[-1]):
        return False
    between = clause[cues[-1] :].removeprefix(" that")
    return _PREPOSITIONAL.fullmatch(between) is not None or not _PREPOSITION.search(between)


def _goes_with(text: str, one: Mention, other: Mention, role: QuantityRole) -> bool:
    """Whether a figure goes on with the verb of the one before: "ten in Vienna and four in Graz", "and to close 20"."""
    if one.end > other.numeral.start or (other.elided and other.after(text, _SUBJECT)):
        return False
    if _VERB.match(text, other.end, other.high) or (role == "casualties" and lost(text, one)):
        return False
    if _AND.fullmatch(text, one.end, other.numeral.start):
        return True
    joined = _AND_VERB.search(text, one.end, other.numeral.start)
    return role == "planned" and joined is not None and bool(joined["to"] or not _PAST.search(joined["verb"]))


def _is_some_of(text: str, mention: Mention) -> bool:
    """Whether a figure without noun tells of some of those told of before."""
    whole = mention.whole
    if whole is None or not mention.elided or whole.numeral.size <= mention.numeral.size or whole.low != mention.low:
        return False
    if text[whole.numeral.end : mention.numeral.start].endswith(", ") and mention.after(text, _APPOSED):
        return True
    sibling = whole.previous is not None and whole.previous.part and whole.previous.whole is whole
    if whole.part or sibling:  # another part of the same: "sixty of the hostages were freed; 15 remain"
        return True
    parallel = _VERB.match(text, whole.end, whole.high)  # "17 were killed and 12 were arrested": no part
    return parallel is None and mention.after(text, _SUBJECT)


def _share_back(text: str, mention: Mention, given: dict[int, QuantityRole]) -> None:
    """Give the first of two joined subjects the role that their verb gives the last."""
    previous, role = mention.previous, given[id(mention)]
    if previous is None or mention.elided or role not in {"planned", "casualties"}:
        return
    if given[id(previous)] == "total" and _BARE_AND.fullmatch(text, previous.end, mention.numeral.start):
        given[id(previous)] = role
