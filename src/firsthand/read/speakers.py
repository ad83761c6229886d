"""Who speaks: the name behind a pronoun, a surname or "the ministry", and whether anybody could ask them.

What the network points back to comes first (trained on GUM and ECB+); where it is unsure, rules: who spoke last, the
title or apposition that a person was introduced with, the head noun of a body's name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Literal

from firsthand.read.heads import Heard, Name
from firsthand.read.outlets import is_outlet
from firsthand.read.page import Page
from firsthand.records import Mention, Span

_FIRST_PERSON = re.compile(r"^(?:i|we|me|us|my|our|you|your)$", re.IGNORECASE)
_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_WHO = frozenset({"who", "whose", "whom", "which", "that"})
_PRONOUNS = _HE | _SHE | _IT | _THEY | _WHO
_PRONOUN = re.compile(rf"^(?:{'|'.join(sorted(_PRONOUNS))}|the latter|the former)$", re.IGNORECASE)
_DEFINITE = re.compile(r"^(?:the|this|that|its|his|her|their)\s+", re.IGNORECASE)
_FEMALE = re.compile(
    r"\b(?:Mrs|Ms|Miss|Lady|Queen|Princess|Dame|Sister|\w+woman|\w*mother|actress|wife|daughter|widow)\b"
)
_MALE = re.compile(r"\b(?:Mr|Sir|Lord|King|Prince|Brother|\w+sman|father|actor|husband|son|Pope|Sheikh|Imam)\b")
_SPOKESPERSON = re.compile(
    r"\b(?:spokes(?:man|woman|person|people)|press (?:office|officer|service|secretary))\b", re.I
)
_FOR_BODY = re.compile(r"\s+(?:for|of|at|with)\s+(?:the\s+)?(?P<body>[A-Z][^,;:()]*)$")
_NAMED_AFTER = r"\s+(?P<name>[A-Z][\w’'-]+(?:\s+[A-Z][\w’'.-]+){0,3})"
# What the pointer must give a name before it is believed over the rules.
SURE = 0.35
RECENT = 3  # sentences in which whoever spoke last is who "he" is, where nothing better is known
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


Sex = Literal["he", "she"]


@dataclass(frozen=True, slots=True)
class _Known:
    """A speaker named earlier on the page."""

    name: str
    person: bool
    place: int


class Speakers:
    """The speakers of one page, resolved in the order of the words."""

    def __init__(self, cut: Page, found: Heard) -> None:
        self._cut = cut
        self._found = found
        self._full = _people(cut)
        self._known: list[_Known] = []

    def mention(self, span: Span) -> Mention:
        """The mention at a span, its name resolved by what stands before it."""
        words = self._cut.words(span).strip(" ,;:")
        name = self._resolved(words, span)
        named = is_named(name)
        if named and not _PRONOUN.match(words):
            self._known.append(_Known(name, self._is_person(name, span), span.start))
        return Mention(name, named, span.start, span.end)

    def _resolved(self, words: str, span: Span) -> str:
        if _FIRST_PERSON.match(words):
            return words
        if _PRONOUN.match(words):
            return self._antecedent(words.lower(), span) or words
        if body := spoken_for(words):
            return self._whole(body)
        if _DEFINITE.match(words) and not _NAME.search(_DEFINITE.sub("", words)):
            return self._described(words, span) or words
        return self._whole(bare_name(words))

    def _whole(self, name: str) -> str:
        """The full name that a surname was introduced with."""
        return self._full.get(name, name)

    def _antecedent(self, pronoun: str, span: Span) -> str | None:
        if pronoun in _WHO:
            return self._just_before(span)
        pointed = self._pointed(span.start)
        if pointed and self._fits(pronoun, pointed):
            return self._whole(bare_name(self._words(pointed)))
        return self._last_speaker(pronoun, span) or self._last_name(pronoun, span)

    def _pointed(self, at: int) -> Name | None:
        """The name that the network points back to from a word."""
        start, sure = self._found.antecedents.get(at, (0, 0.0))
        if sure < SURE:
            return None
        n = bisect_left(self._found.names, start, key=lambda name: name.start)
        return self._found.names[n] if n < len(self._found.names) else None

    def _fits(self, pronoun: str, name: Name) -> bool:
        if pronoun in _HE | _SHE:
            sex = self._sex(name)
            return name.kind == "person" and (sex is None or (sex == "she") == (pronoun in _SHE))
        return name.kind != "person" if pronoun in _IT else True

    def _sex(self, name: Name) -> Sex | None:
        """What a title or apposition around a name tells; nothing is guessed from the name itself."""
        around = self._cut.text[max(0, name.start - 40) : name.end + 30]
        if _FEMALE.search(around):
            return None if _MALE.search(around) else "she"
        return "he" if _MALE.search(around) else None

    def _last_speaker(self, pronoun: str, span: Span) -> str | None:
        """Who spoke last within a few sentences, if the pronoun can mean them."""
        here = self._cut.number(span.start)
        for known in reversed(self._known):
            if known.place >= span.start:
                continue
            if here - self._cut.number(known.place) > RECENT:
                return None
            if pronoun in _THEY or known.person == (pronoun in _HE | _SHE):
                return known.name
        return None

    def _last_name(self, pronoun: str, span: Span) -> str | None:
        """The first fitting name of the nearest sentence that has one: subjects come first."""
        number = self._cut.number(span.start)
        for back in range(RECENT + 1):
            if number - back < 0:
                return None
            sentence = self._cut.sentences[number - back]
            names = self._found.names_in(sentence.start, min(sentence.end, span.start))
            fitting = [name for name in names if self._fits(pronoun, name) and name.kind != "place"]
            if fitting:
                return self._whole(bare_name(self._words(fitting[0])))
        return None

    def _just_before(self, span: Span) -> str | None:
        """The name that "who" hangs on: the last one of the sentence before it."""
        sentence = self._cut.sentence(span.start)
        names = self._found.names_in(sentence.start, span.start)
        return self._whole(bare_name(self._words(names[-1]))) if names else None

    def _described(self, words: str, span: Span) -> str | None:
        """Whom "the minister", "the spokeswoman", "the agency" means: introduced so, pointed to, or called so."""
        head = _DEFINITE.sub("", words).split()[-1]
        before = self._cut.text[: span.start]
        if not _UNNAMED_HEAD.fullmatch(head) and (name := _introduced(head, before)):
            return self._whole(name)
        for at in (span.end - len(head), span.start):
            if pointed := self._pointed(at):
                return self._whole(bare_name(self._words(pointed)))
        called = [k.name for k in self._known if head.lower() in k.name.lower().split()]
        if called:
            return called[-1]
        if is_body(words) and not _UNNAMED_HEAD.search(head):
            return self._body_called(head, span)
        return None

    def _body_called(self, head: str, span: Span) -> str | None:
        """The last name of a body before a place that has this head: "Ministry of Ports" for "the ministry"."""
        bodies = [n for n in self._found.names if n.start < span.start and n.kind == "organisation"]
        called = [n for n in bodies if head.lower() in self._words(n).lower().split()]
        if called:
            return bare_name(self._words(called[-1]))
        if head.lower() in _CARRIERS:
            carriers = [n for n in bodies if is_outlet(self._words(n))]
            return bare_name(self._words(carriers[-1])) if carriers else None
        return None

    def _words(self, name: Name) -> str:
        return self._cut.text[name.start : name.end]

    def _is_person(self, name: str, span: Span) -> bool:
        if is_body(name):
            return False
        kinds = {n.kind for n in self._found.names_in(span.start, span.end)}
        return "person" in kinds or not kinds & {"organisation", "place"}


_CARRIERS = frozenset("agency newspaper paper outlet broadcaster channel network website magazine daily site".split())


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


def _introduced(head: str, before: str) -> str | None:
    """The person last introduced with a title or apposition that has this head."""
    title = re.compile(rf"\b(?i:{re.escape(head)}){_NAMED_AFTER}")
    apposition = re.compile(
        rf"\b(?P<name>[A-Z][\w’'-]+(?:\s+[A-Z][\w’'.-]+){{1,3}}),\s+(?:[\w’'-]+\s+){{0,6}}?(?i:{re.escape(head)})\b"
    )
    found = [m for pattern in (title, apposition) for m in pattern.finditer(before)]
    return max(found, key=lambda m: m.start())["name"] if found else None


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


def _people(page: Page) -> dict[str, str]:
    """Surnames on the page with the full name that they were introduced with."""
    full: dict[str, str] = {}
    for block in page.blocks:
        for match in re.finditer(
            r"\b[A-Z][\w'’-]+(?:\s[A-Z]\.)?(?:\s[A-Z][\w'’-]+){1,2}", page.text[block.start : block.end]
        ):
            name = re.sub(r"['’]s$", "", match.group())
            while (shorter := _TITLE.sub("", name)) != name:
                name = shorter
            parts = name.split()
            if len(parts) > 1 and not is_body(name):
                full.setdefault(parts[-1], name)
    return full


def is_body(name: str) -> bool:
    """True where the words name an institution rather than a person."""
    return _BODY.search(name) is not None or (name.isupper() and len(name) > 1) or name.lower().startswith("the ")


def is_named(words: str) -> bool:
    """Whether somebody could ask this speaker: a person or body with a name, not 'a senior official' or 'sources'."""
    if _PRONOUN.match(words) or _FIRST_PERSON.match(words):
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
