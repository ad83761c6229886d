"""How the words push: loaded words, name-calling, scare quotes, exaggeration, appeals, doubt-casting, as spans.

Loaded words come from the network (trained on BABE and BASIL); what kind of loading they are, and the techniques that
a list of words shows, from rules. A name never matters: names of people, bodies and places are no loaded words, so that
exchanging two sides' names changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from firsthand.read.heads import Heard, Loaded
from firsthand.read.page import Page
from firsthand.records import Mark, Span

_QUOTED = re.compile(r"[“\"„«](?P<inner>[^“”\"„«»\n]+)[”\"»]")
_SCARE_WORDS = 4  # a longer quotation is somebody's sentence, not a word held at arm's length
_SO_CALLED = re.compile(r"\b(?:so-called|self-styled|self-proclaimed|supposed|would-be)\s+(?:[a-z][\w’'-]*\s?){1,3}")
_LABEL = re.compile(
    r"\b(?:terrorists?|thugs?|traitors?|puppets?|stooges?|lackeys?|lackey|cronies|crony|regime|dictators?|tyrants?|"
    r"fascists?|nazis?|communists?|extremists?|radicals?|fanatics?|zealots?|warmongers?|butchers?|murderers?|"
    r"criminals?|crooks?|liars?|frauds?|charlatans?|clowns?|fools?|idiots?|morons?|cowards?|monsters?|savages?|"
    r"barbarians?|vermin|parasites?|elites?|oligarchs?|warlords?|henchm[ae]n|goons?|mob|cult|cultists?|shills?|trolls?|"
    r"propagandists?|alarmists?|deniers?|denialists?|globalists?|imperialists?|satraps?|vassals?|junta|cabal|swamp|"
    r"bigots?|racists?|hypocrites?|aggressors?|occupiers?|invaders?|bandits?|gangsters?|mercenaries|collaborators?)\b",
    re.IGNORECASE,
)
_EXAGGERATES = re.compile(
    r"\b(?:(?:most|worst|biggest|greatest|largest|deadliest)(?:\s+\w+){0,3}\s+(?:ever|in (?:all )?(?:human )?history|"
    r"of all time|on (?:the )?(?:planet|earth)|imaginable|in the world)|everyone knows|everybody knows|"
    r"nobody can deny|no one can deny|beyond (?:any )?doubt|undeniabl[ey]|undoubtedly|"
    r"without (?:any )?(?:a )?doubt|absolutely|utterly|completely|totally|"
    r"literally|unprecedented|unthinkable|unimaginable|apocalyp\w+|armageddon|catastroph\w+|"
    r"never before|always and everywhere|end of the world|total (?:collapse|disaster|destruction|chaos)|nothing but)\b",
    re.IGNORECASE,
)
_APPEALS = re.compile(
    r"\b(?:our (?:children|grandchildren|way of life|heritage|forefathers|values|freedoms|homeland|great nation)|"
    r"wake up|think of the children|before it(?:['’]s| is) too late|stand (?:up|together) (?:for|against)|"
    r"true patriots?|real (?:americans?|patriots?)|enemies of the people|the silent majority|"
    r"experts (?:all )?agree|scientists agree|history (?:shows|teaches|will judge)|"
    r"the whole world (?:knows|is watching)|"
    r"coming for (?:you|your|our))\b",
    re.IGNORECASE,
)
_CASTS_DOUBT = re.compile(
    r"\b(?:who (?:really )?(?:benefits|knows)|do (?:they|you) really (?:think|believe|expect)|"
    r"what (?:are|is) (?:they|he|she|it) (?:really )?hiding|are we (?:really )?(?:supposed|expected) to believe|"
    r"coincidence\?|(?:conveniently|suspiciously|curiously|mysteriously)|"
    r"has (?:yet )?(?:not )?provided (?:no|any) (?:evidence|proof)|"
    r"without (?:any|a shred of|offering any) (?:evidence|proof)|"
    r"(?:no|not a shred of|zero) (?:evidence|proof)|questions? (?:remain|must be asked)|can(?:not|['’]t) be trusted)\b",
    re.IGNORECASE,
)
_LISTED = (
    ("name_calling", _LABEL, 0.6),
    ("exaggeration", _EXAGGERATES, 0.6),
    ("appeal", _APPEALS, 0.6),
    ("doubt", _CASTS_DOUBT, 0.6),
)


@dataclass(frozen=True, slots=True, order=True)
class _Pushing:
    start: int
    end: int
    technique: str
    score: float


def marks(cut: Page, found: Heard) -> Iterator[Mark]:
    """Every mark of a page, in the order of the words."""
    quoted = _quotations(cut)
    pushing = {*_loaded(cut, found), *_scare_quotes(cut, found), *_listed(cut)}
    for one in sorted(pushing):
        inside = any(q.start <= one.start and one.end <= q.end for q in quoted) and one.technique != "scare_quotes"
        yield Mark(cut.document.id, one.technique, one.start, one.end, one.score, inside)


def _quotations(cut: Page) -> list[Span]:
    found = [Span(m.start(), m.end()) for b in cut.blocks for m in _QUOTED.finditer(cut.text, b.start, b.end)]
    return [span for span in found if len(cut.words(span).split()) > _SCARE_WORDS]


def _loaded(cut: Page, found: Heard) -> Iterator[_Pushing]:
    for stretch in found.loaded:
        for start, end in _without_names(stretch, found):
            words = cut.text[start:end]
            technique = "name_calling" if _LABEL.search(words) else "loaded_language"
            if any(letter.isalpha() for letter in words):
                yield _Pushing(start, end, technique, stretch.score)


def _without_names(stretch: Loaded, found: Heard) -> Iterator[tuple[int, int]]:
    """The stretch less the names in it."""
    at = stretch.start
    for name in found.names_in(stretch.start, stretch.end):
        if name.start > at:
            yield at, name.start
        at = max(at, name.end)
    if at < stretch.end:
        yield at, stretch.end


def _scare_quotes(cut: Page, found: Heard) -> Iterator[_Pushing]:
    """A few quoted words that no telling introduces, and words that the page calls so-called."""
    told = [piece for one in found.attributions for piece in one.content]
    for block in cut.blocks:
        for match in _QUOTED.finditer(cut.text, block.start, block.end):
            inner = match["inner"].strip(" .,;:")
            short = 0 < len(inner.split()) <= _SCARE_WORDS
            said = any(piece.start <= match.start() and match.end() <= piece.end for piece in told)
            title = inner.istitle() or inner[:1].isupper()
            if short and not said and not title and not inner[:1].isdigit():
                yield _Pushing(match.start(), match.end(), "scare_quotes", 0.6)
        for match in _SO_CALLED.finditer(cut.text, block.start, block.end):
            yield _Pushing(match.start(), match.start() + len(match.group().rstrip()), "scare_quotes", 0.6)


def _listed(cut: Page) -> Iterator[_Pushing]:
    for block in cut.blocks:
        for technique, pattern, score in _LISTED:
            for match in pattern.finditer(cut.text, block.start, block.end):
                yield _Pushing(match.start(), match.end(), technique, score)
