"""What the words of a source say by themselves: a name, a body, a description; whether anybody could ask them."""

from __future__ import annotations

import re

_FIRST_PERSON = re.compile(r"^(?:i|we|me|us|my|our|you|your)$", re.IGNORECASE)
_PRONOUN = re.compile(
    r"^(?:he|him|his|she|hers?|it|its|they|them|theirs?|(?:him|her|it)self|themselves|who|whose|whom|which|that|"
    r"the latter|the former)$",
    re.IGNORECASE,
)
_DEFINITE = re.compile(r"^(?:the|this|that|its|his|her|their)\s+", re.IGNORECASE)
_SPOKESPERSON = re.compile(
    r"\b(?:spokes(?:man|woman|person|people)|press (?:office|officer|service|secretary))\b", re.I
)
_FOR_BODY = re.compile(r"\s+(?:for|of|at|with)\s+(?:the\s+)?(?P<body>[A-Z][^,;:()]*)$")
# Heads of descriptions behind which nobody can be asked. A spokesman of a named body can be asked: the body answers.
_UNNAMED_HEAD = re.compile(
    r"\b(?:sources?|officials?|persons?|people|diplomats?|aides?|insiders?|analysts?|experts?|observers?|critics|"
    r"lawmakers?|commanders?|officers?|soldiers?|residents?|witness(?:es)?|reports?|media|some|many|others|"
    r"several|those|commentators|advis[eo]rs?|figures?|man|woman|one|rumou?rs?|posts?|channels?|bloggers?|"
    r"researchers?|investigators?)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-Z][\w'’.-]*(?:\s+(?:of|de|von|van|bin|al|the|for|and|&)\s+[A-Z][\w'’.-]*|\s+[A-Z][\w'’.-]*)*")
_TITLE = re.compile(
    r"^(?:Mr|Mrs|Ms|Dr|Prof|Gen|General|Lt|Col|Colonel|Maj|Major|Sen|Senator|Rep|Representative|President|"
    r"Prime Minister|Minister|Chancellor|Secretary|Governor|Gov|Ambassador|King|Queen|Pope|Sir|Lady|Lord|Admiral|"
    r"Chief|Spokesman|Spokeswoman|Spokesperson|Defen[cs]e|Foreign|State|Vice|Deputy|Former|Acting|Professor|"
    r"Captain|Commander|Mayor|Leader|Director|Head|Interior|Prime|Envoy|Lawmaker|Congressman|Congresswoman|Press|"
    r"National|Security|Adviser|Advisor|Columnist|Editor)\.?\s+"
)
_BODY = re.compile(
    r"\b(?:agency|ministry|ministries|service|government|department|office|army|navy|military|police|court|"
    r"committee|council|commission|parliament|party|company|firm|group|institute|organi[sz]ation|bureau|"
    r"administration|union|alliance|network|broadcaster|newspaper|paper|outlet|wire|daily|station|channel|website|"
    r"embassy|bank|centre|center|university|force|forces|staff|directorate|authority|board|foundation|newsroom|"
    r"Kremlin|Pentagon|NATO|White House|News|Times|Post|Press|Radio|TV)\b"
)  # fmt: skip
# Offices and roles that one person holds: "the Republican nominee", "the minister", "the bank's chairman".
_PERSON_ROLE = re.compile(
    r"\b(?:nominee|senator|director|president|minister|secretary|chief|leader|candidate|chair(?:man|woman|person)?|"
    r"congress(?:man|woman)|lawmaker|governor|mayor|spokes(?:man|woman|person)|general|colonel|commander|captain|admiral|"
    r"officer|official|ambassador|envoy|diplomat|analyst|expert|professor|doctor|lawyer|attorney|prosecutor|judge|"
    r"justice|king|queen|prince|princess|pope|bishop|priest|imam|author|writer|journalist|reporter|editor|presenter|"
    r"host|anchor|actor|actress|singer|star|player|coach|manager|founder|owner|boss|executive|billionaire|"
    r"(?:business|states?|news|police|fire|front|gun|camera|fisher|cab|)(?:man|woman)|mother|father|son|daughter|wife|"
    r"husband|brother|sister|teenager|boy|girl|victim|suspect|teacher|student|nurse|driver|pilot|farmer|worker|"
    r"scientist|researcher|historian|economist|activist|dissident|politician|premier|chancellor|deputy|aide|adviser|"
    r"advisor|veteran|soldier|resident|neighbou?r|witness|whistleblower|blogger|comedian|filmmaker|tycoon|magnate)$",
    re.IGNORECASE,
)


def is_pronoun(words: str) -> bool:
    """Whether the words are a pronoun of the third person, or a relative one."""
    return _PRONOUN.match(words) is not None


def is_first_person(words: str) -> bool:
    """Whether the words are a pronoun of who speaks or is spoken to."""
    return _FIRST_PERSON.match(words) is not None


def is_role(words: str) -> bool:
    """Whether the words end in an office or role that a single person has."""
    return _PERSON_ROLE.search(words) is not None


def names_in(words: str) -> list[str]:
    """Every stretch of the words that is written as a name."""
    return _NAME.findall(words)


def is_body_noun(words: str) -> bool:
    """Whether the words hold a noun that stands for a body: ministry, agency, court."""
    return _BODY.search(words) is not None


def is_written_as_name(words: str) -> bool:
    """Whether the words are a name and nothing else."""
    return _NAME.fullmatch(words) is not None


def spoken_for(words: str) -> str | None:
    """The body that a spokesman without a name speaks for: "a spokesman for the Port Office" gives "Port Office"."""
    found = _SPOKESPERSON.search(words)
    if found is None:
        return None
    after = words[found.end() :]
    if match := _FOR_BODY.fullmatch(re.split(r",\s", after)[0]):
        return bare_name(match["body"])
    before = re.sub(r"^(?:an?|the)\s+", "", words[: found.start()].strip(), flags=re.I)
    if not after.strip() and (names := _NAME.findall(before)):
        return str(re.sub(r"['’]s?$", "", names[-1]))
    return None


def bare_name(words: str) -> str:
    """The name in a description: "Kremlin spokesman Dmitry Peskov" gives "Dmitry Peskov"; others stay as they are."""
    words = re.sub(r"['’]s?$", "", words.strip(" ,;:"))
    first = re.split(r",\s|\s\(|\s[–—-]\s|\swho\s", words)[0]
    trailing = re.search(r"\b([A-Z][\w'’.-]+(?:\s+(?:[A-Z][\w'’.-]*|bin|al|von|van|de))*\s+[A-Z][\w'’-]+)$", first)
    if (
        trailing
        and re.search(r"\b[a-z]{3,}\s+" + re.escape(trailing.group()) + "$", first)
        and not re.search(
            r"\b(?:of|for|in|at|from|with|by|to|and|the|inside|near)\s+" + re.escape(trailing.group()) + "$", first
        )
    ):
        first = trailing.group()
    while (shorter := _TITLE.sub("", first)) != first and shorter[:1].isupper():
        first = shorter
    return re.sub(r"^[Tt]he\s+(?=[A-Z])", "", first) or words


def is_body(name: str) -> bool:
    """True where the words name an institution rather than a person."""
    return _BODY.search(name) is not None or (name.isupper() and len(name) > 1) or name.lower().startswith("the ")


def is_named(words: str) -> bool:
    """Whether somebody could ask this speaker: a person or body with a name, not 'a senior official' or 'sources'."""
    if is_pronoun(words) or is_first_person(words):
        return False
    plural_or_vague = _UNNAMED_HEAD.search(words)
    if plural_or_vague:
        rest = words[plural_or_vague.end() :]
        after = re.match(r"\s+(?:[A-Z][\w'’-]+)(?:\s+[A-Z][\w'’-]+)*\s*$", rest)
        return bool(after) and not words[: plural_or_vague.end()].lower().endswith(("sources", "people"))
    if _NAME.search(words):
        return True
    # "the ministry", "the agency": a body the page means but has not named here; a person could still ask it.
    return bool(_DEFINITE.match(words) and is_body(words))
