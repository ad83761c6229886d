"""Who speaks: the name behind a pronoun, a surname or "the ministry".

What the network points back to comes first (trained on GUM and ECB+); where it is unsure, rules: who spoke last, the
title or apposition that a person was introduced with, the head noun of a body's name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from firsthand.outlets import is_outlet
from firsthand.read.heads import Heard, Name
from firsthand.read.names import (
    bare_name,
    is_body,
    is_body_noun,
    is_first_person,
    is_named,
    is_pronoun,
    is_role,
    is_written_as_name,
    names_in,
    spoken_for,
)
from firsthand.read.page import Page
from firsthand.records import Mention, Span

Sex = Literal["he", "she"]
_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_WHO = frozenset({"who", "whose", "whom", "which", "that"})
_DEFINITE = re.compile(r"^(?:the|this|that)\s+", re.IGNORECASE)
_FEMALE = re.compile(
    r"\b(?:Mrs|Ms|Miss|Lady|Queen|Princess|Dame|Sister|\w+woman|\w*mother|actress|wife|daughter|widow)\b"
)
_MALE = re.compile(r"\b(?:Mr|Sir|Lord|King|Prince|Brother|\w+sman|father|actor|husband|son|Pope|Sheikh|Imam)\b")
_PLURAL = re.compile(r"(?:\b(?:people|police|officials|men|women|both|all|many|some|others|children)|[^s'’]s)$", re.I)
_NAMED_AFTER = r"\s+(?P<name>[A-Z][\w’'-]+(?:\s+[A-Z][\w’'.-]+){0,3})"
# The words right before "who": "several voters, who", "the nurse who".
_BEFORE_WHO = re.compile(
    r"(\b(?:the|an?|some|many|most|several|those|these|two|three|four|other|his|her|its|their)\s+"
    r"(?:[\w’'-]+\s+){0,2}[\w’'-]+|[\w’'-]+)\s*,?\s*$",
    re.IGNORECASE,
)
_CARRIERS = frozenset("agency newspaper paper outlet broadcaster channel network website magazine daily site".split())
# What the pointer must give a name before it is believed over the rules.
SURE = 0.35
RECENT = 3  # sentences in which whoever spoke last is who "he" is, where nothing better is known


@dataclass(frozen=True, slots=True)
class _Spoke:
    """A speaker that stands earlier on the page, with a name or a description of its own."""

    name: str
    kind: Literal["person", "body", "several"]
    place: int


class Speakers:
    """The speakers of one page, resolved in the order of the words."""

    def __init__(self, cut: Page, found: Heard) -> None:
        self._cut = cut
        self._found = found
        self._full = _full_names(cut, found)
        self._spoke: list[_Spoke] = []

    def mention(self, span: Span) -> Mention:
        """The mention at a span, its name resolved by what stands before it."""
        words = self._cut.words(span).strip(" ,;:")
        name = self._resolved(words, span)
        if not is_pronoun(words) and not is_first_person(words):
            self._spoke.append(_Spoke(name, self._kind(name, words, span), span.start))
        return Mention(name, is_named(name), span.start, span.end)

    def _resolved(self, words: str, span: Span) -> str:
        if is_first_person(words):
            return words
        if is_pronoun(words):
            return self._antecedent(words.lower(), span) or words
        if body := spoken_for(words):
            return self._whole(body)
        if _DEFINITE.match(words) and self._is_description(words):
            return self._described(words, span) or words
        return self._whole(bare_name(words))

    def _is_description(self, words: str) -> bool:
        """ "The minister" and "the Republican nominee" describe; "the Port Office" and "the Lund campaign" name."""
        rest = _DEFINITE.sub("", words)
        return not names_in(rest) or (is_role(rest) and not rest.split()[-1][:1].isupper())

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
        return name.kind == "organisation"

    def _sex(self, name: Name) -> Sex | None:
        """What a title or apposition around a name tells; nothing is guessed from the name itself."""
        around = self._cut.text[max(0, name.start - 40) : name.end + 30]
        if _FEMALE.search(around):
            return None if _MALE.search(around) else "she"
        return "he" if _MALE.search(around) else None

    def _last_speaker(self, pronoun: str, span: Span) -> str | None:
        """Who spoke last within a few sentences, if the pronoun can mean them."""
        kinds = {"person"} if pronoun in _HE | _SHE else {"body"} if pronoun in _IT else {"several", "body"}
        here = self._cut.number(span.start)
        for spoke in reversed(self._spoke):
            if spoke.place < span.start and spoke.kind in kinds:
                return spoke.name if here - self._cut.number(spoke.place) <= RECENT else None
        return None

    def _last_name(self, pronoun: str, span: Span) -> str | None:
        """The first fitting name of the nearest sentence that has one: subjects come first."""
        number = self._cut.number(span.start)
        for back in range(min(RECENT, number) + 1):
            sentence = self._cut.sentences[number - back]
            names = self._found.names_in(sentence.start, min(sentence.end, span.start))
            fitting = [name for name in names if self._fits(pronoun, name)]
            if fitting:
                return self._whole(bare_name(self._words(fitting[0])))
        return None

    def _just_before(self, span: Span) -> str | None:
        """Whom "who" hangs on: the name that ends right before it, else the words that do."""
        sentence = self._cut.sentence(span.start)
        before = self._cut.text[sentence.start : span.start]
        names = self._found.names_in(sentence.start, span.start)
        if names and not self._cut.text[names[-1].end : span.start].strip(" ,"):
            return self._whole(bare_name(self._words(names[-1])))
        match = _BEFORE_WHO.search(before)
        return match[1].strip() if match else None

    def _described(self, words: str, span: Span) -> str | None:
        """Whom "the minister", "the spokeswoman", "the agency" means: introduced so, pointed to, or called so."""
        rest = _DEFINITE.sub("", words)
        head = rest.split()[-1]
        kind = "person" if is_role(head) else "organisation" if is_body_noun(rest) else None
        if kind is None:
            return None
        # "The Republican nominee" is who was introduced so, not any nominee.
        if kind == "person" and (name := _introduced(rest, self._cut.text[: span.start])):
            return self._whole(bare_name(name))
        for at in (span.end - len(head), span.start):
            pointed = self._pointed(at)
            if pointed and pointed.kind == kind:
                return self._whole(bare_name(self._words(pointed)))
        called = [spoke.name for spoke in self._spoke if head.lower() in spoke.name.lower().split()]
        return called[-1] if called else self._body_called(head, span) if kind == "organisation" else None

    def _body_called(self, head: str, span: Span) -> str | None:
        """The last name of a body before a place that has this head: "Ministry of Ports" for "the ministry"."""
        bodies = [self._words(n) for n in self._found.names if n.start < span.start and n.kind == "organisation"]
        called = [name for name in bodies if head.lower() in name.lower().split()]
        if called:
            return bare_name(called[-1])
        if head.lower() in _CARRIERS:
            carriers = [name for name in names_in(self._cut.text[: span.start]) if is_outlet(name)]
            return bare_name(carriers[-1]) if carriers else None
        return None

    def _words(self, name: Name) -> str:
        return self._cut.text[name.start : name.end]

    def _kind(self, name: str, words: str, span: Span) -> Literal["person", "body", "several"]:
        """What can mean this speaker later on: he or she, it, or they."""
        kinds = {n.kind for n in self._found.names_in(span.start, span.end)}
        if is_written_as_name(name) and not is_body(name) and (kinds == {"person"} or "person" in kinds):
            return "person"
        if is_role(words) and not is_body(name):
            return "person"
        return "several" if _PLURAL.search(words) and not is_written_as_name(name) else "body"


def _introduced(role: str, before: str) -> str | None:
    """The person last introduced with this role as a title or in an apposition."""
    title = re.compile(rf"\b(?i:{re.escape(role)}){_NAMED_AFTER}")
    apposition = re.compile(
        rf"\b(?P<name>[A-Z][\w’'-]+(?:\s+[A-Z][\w’'.-]+){{1,3}}),\s+(?:[\w’'-]+\s+){{0,6}}?(?i:{re.escape(role)})\b"
    )
    found = [m for pattern in (title, apposition) for m in pattern.finditer(before)]
    return max(found, key=lambda m: m.start())["name"] if found else None


def _full_names(cut: Page, found: Heard) -> dict[str, str]:
    """Surnames on the page with the full name that they most often stand in; of equals the one told first."""
    counted: dict[str, Counter[str]] = {}
    for name in found.names:
        words = bare_name(cut.text[name.start : name.end])
        if name.kind == "person" and " " in words:
            counted.setdefault(words.split()[-1], Counter())[words] += 1
    return {last: names.most_common(1)[0][0] for last, names in counted.items()}
