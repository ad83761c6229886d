"""Who speaks: the name behind a pronoun, a surname or "the ministry", and whether anybody could ask them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from firsthand.read.page import Page
from firsthand.records import Mention, Span

_PRONOUN = re.compile(r"^(?:he|she|they|it|who|which|his|her|their|its|him|them|the latter|the former)$", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"^(?:i|we|me|us|my|our)$", re.IGNORECASE)
_DEFINITE = re.compile(r"^(?:the|this|that|its|his|her|their)\s+", re.IGNORECASE)
# Heads of descriptions behind which nobody can be asked. A spokesman of a named body can be asked: the body answers.
_UNNAMED_HEAD = re.compile(
    r"\b(?:sources?|officials?|persons?|people|diplomats?|aides?|insiders?|analysts?|experts?|observers?|critics|"
    r"lawmakers?|commanders?|officers?|soldiers?|residents?|witness(?:es)?|reports?|media|some|many|others|"
    r"several|those|commentators|advis[eo]rs?|figures?|man|woman|one|rumou?rs?|posts?|channels?|bloggers?|"
    r"researchers?|investigators?)\b",
    re.IGNORECASE,
)
_ROLE_BEFORE_NAME = re.compile(r"^(?:[a-z][\w'’-]*\s+|[A-Z][\w'’.-]*\s+)*?(?=[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)*$)")
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


@dataclass(frozen=True, slots=True)
class _Known:
    """A speaker named earlier on the page."""

    name: str
    person: bool
    words: str


def mentions(page: Page, sources: list[Span | None]) -> list[Mention | None]:
    """One mention for each source span (None stays None), names resolved in reading order."""
    known: list[_Known] = []
    named = _people(page)
    return [None if span is None else _mention(page, span, known, named) for span in sources]


def mention(page: Page, span: Span) -> Mention:
    """One mention by itself, without what stands earlier on the page."""
    return _mention(page, span, [], _people(page))


def _mention(page: Page, span: Span, known: list[_Known], people: dict[str, str]) -> Mention:
    words = page.words(span)
    name = _resolved(words.strip(" ,;:"), known, people)
    isnamed = is_named(name)
    if isnamed and not _PRONOUN.match(words):
        known.append(_Known(name, not is_body(name), words))
    return Mention(name, isnamed, span.start, span.end)


def _resolved(words: str, known: list[_Known], people: dict[str, str]) -> str:
    if _PRONOUN.match(words):
        return _antecedent(words.lower(), known) or words
    if _DEFINITE.match(words) and not _NAME.search(_DEFINITE.sub("", words)):
        head = _DEFINITE.sub("", words).split()[-1].lower()
        same = [k.name for k in known if head in k.name.lower().split()]
        return same[-1] if same else words
    bare = bare_name(words)
    return people.get(bare, bare)


def _antecedent(pronoun: str, known: list[_Known]) -> str | None:
    person = pronoun in {"he", "she", "his", "her", "him"}
    fitting = (
        [k.name for k in known if k.person == person] if person or pronoun in {"it", "its"} else [k.name for k in known]
    )
    return fitting[-1] if fitting else None


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
