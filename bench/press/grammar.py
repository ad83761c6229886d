"""The grammars: what can be said, as templates with slots, and how a template becomes words with their places.

Two grammars tell the same worlds: `train`, on which rules and weights may be set, and `dev`, on which they are
measured. They have no template and no name in common.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Literal, TypeVar

HERE = Path(__file__).parent
GRAMMARS = ("train", "dev")
Mood = Literal["done", "hedged", "planned"]
Span = tuple[int, int]
Slots = Mapping[str, str]
T = TypeVar("T")

_CLAUSE = re.compile(r"\{(?P<slot>\w+)\}|~(?P<base>[^|~]*)\|(?P<past>[^|~]*)\|(?P<participle>[^|~]*)~")
_FRAME = re.compile(r"\[(?P<before>[^\]SVWC]*)(?P<mark>[SVWC])(?P<after>[^\]]*)\]|<(?P<cue>[^>]*)>|\{(?P<slot>\w+)\}")
_FORM = re.compile(r"\[([^\]]*)\]")
_EITHER = re.compile(r"\(([^()|]*(?:\|[^()|]*)+)\)")
_KEPT = re.compile(r"(\{\w+\}|~[^~]*~)")
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Topic:
    """What a case is about: the world's numbers from topics.toml, the words from the grammar."""

    name: str
    figure: tuple[int, int]
    whole: tuple[int, int]
    unit: str
    of: str
    role: str
    planned: bool
    tellers: tuple[tuple[str, str, str], ...]
    "Kind, whose, interest of every body that can know."
    event: str
    things: tuple[str, ...]
    claims: tuple[str, ...]
    heads: tuple[str, ...]
    sides: tuple[str, ...]
    fills: tuple[str, ...]
    same: Mapping[str, tuple[str, ...]]
    "A word with those that can stand for it."


@dataclass(frozen=True, slots=True)
class Grammar:
    """One of the grammars."""

    name: str
    words: Mapping[str, Any]
    topics: Mapping[str, Topic]

    def frames(self, kind: str) -> Sequence[str]:
        """The frames of one kind."""
        found: Sequence[str] = self.words["frames"][kind]
        return found

    def names(self, kind: str) -> Sequence[Any]:
        """The names of one kind."""
        found: Sequence[Any] = self.words["names"][kind]
        return found

    def list(self, kind: str) -> Sequence[str]:
        """The words of one kind: hedges, plans, figures, when, day ..."""
        found: Sequence[str] = self.words[kind]
        return found


@dataclass(frozen=True, slots=True)
class Clause:
    """What is said, filled in, with where its figure and its day stand."""

    text: str
    figure: Span | None
    day: Span | None


@dataclass(frozen=True, slots=True)
class Naming:
    """Words that name somebody, the bare name among them, and who is meant."""

    text: str
    name: str
    named: bool
    who: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A filled frame, with the places of what it holds: S, V, W, C, cue, a slot by its name."""

    text: str
    places: Mapping[str, Span]


@functools.cache
def grammar(name: str) -> Grammar:
    """The grammar `train` or `dev`."""
    words = tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))
    worlds = tomllib.loads((HERE / "topics.toml").read_text("utf-8"))
    return Grammar(name, words, {topic: _topic(topic, _given(worlds[topic], words, topic)) for topic in worlds})


def _given(world: Mapping[str, Any], words: Mapping[str, Any], topic: str) -> Mapping[str, Any]:
    """A topic's numbers and words; the words that can stand for each other everywhere are among them."""
    found = {**world, **words["topics"][topic]}
    return {**found, "same": [*words["same"], *found["same"]]}


def _topic(name: str, given: Mapping[str, Any]) -> Topic:
    return Topic(
        name=name,
        figure=tuple(given["figure"]),
        whole=tuple(given["whole"]),
        unit=given["unit"],
        of=given["of"],
        role=given["role"],
        planned=given["planned"],
        tellers=tuple(tuple(teller.split()) for teller in given["tellers"]),
        event=given["event"],
        things=tuple(given["things"]),
        claims=tuple(given["claims"]),
        heads=tuple(given["heads"]),
        sides=tuple(given["sides"]),
        fills=tuple(given["fills"]),
        same={row[0]: tuple(row) for row in given["same"]},
    )


def varied(dice: Random, template: str, same: Mapping[str, Sequence[str]]) -> str:
    """A template with each "(one|other)" decided, and words put for others that mean the same; slots and verbs stay."""
    template = _EITHER.sub(lambda match: pick(dice, match[1].split("|")), template)
    pieces = _KEPT.split(template)
    words = _words_of(tuple(sorted(same, key=len, reverse=True)))
    if words is not None:
        pieces[::2] = [words.sub(lambda match: pick(dice, same[match[0]]), piece) for piece in pieces[::2]]
    return "".join(pieces)


@functools.cache
def _words_of(words: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b") if words else None


@functools.cache
def _parts(template: str, pattern: re.Pattern[str]) -> tuple[str | dict[str, str | None], ...]:
    """A template cut into its literal words and its marks."""
    parts: list[str | dict[str, str | None]] = []
    at = 0
    for match in pattern.finditer(template):
        parts.extend((template[at : match.start()], match.groupdict()))
        at = match.end()
    return (*parts, template[at:])


def plain(template: str, slots: Slots) -> str:
    """A template of slots alone, filled in."""
    return _SLOT.sub(lambda match: slots[match[1]], template)


def clause(template: str, slots: Slots, mood: Mood, verbs: Mapping[Mood, str]) -> Clause:
    """A claim's wording filled in, its verb in the mood: done as it stands, else behind the words of `verbs`."""
    text, places = "", {}
    for part in _parts(template, _CLAUSE):
        if isinstance(part, str):
            text += part
            continue
        if slot := part["slot"]:
            places[slot] = (len(text), len(text) + len(slots[slot]))
            text += slots[slot]
        else:
            text += _verb(part, mood, verbs)
    return Clause(text, places.get("n"), places.get("day"))


def _verb(part: Mapping[str, str | None], mood: Mood, verbs: Mapping[Mood, str]) -> str:
    if mood == "done":
        return part["past"] or ""
    return f"{verbs[mood]} {part['participle' if mood == 'hedged' else 'base']}"


def sentence(frame: str, fillers: Mapping[str, str], slots: Slots) -> Sentence:
    """A frame filled in, with a capital at its start; the places are those of its marks and slots.

    C is the content with what stands in its brackets; `c` the bare clause inside it.
    """
    text, places = "", {}
    for part in _parts(frame, _FRAME):
        if isinstance(part, str):
            text += part
        elif mark := part["mark"]:
            start, words = len(text), fillers[mark]
            before = part["before"] or ""
            inside = words[:1].upper() + words[1:] if "“" in before else words
            text += before + inside + (part["after"] or "")
            places[mark] = (start, len(text))
            places[mark.lower()] = (start + len(before), start + len(before) + len(inside))
        else:
            key, words = ("cue", part["cue"]) if part["cue"] else (part["slot"], slots[part["slot"] or ""])
            places[str(key)] = (len(text), len(text) + len(words or ""))
            text += words or ""
    first = 1 if text[:1] == "“" else 0
    return Sentence(text[:first] + text[first : first + 1].upper() + text[first + 1 :], places)


def naming(form: str, slots: Slots, who: str, named: bool) -> Naming:
    """A form of naming filled in; what it brackets is the bare name, else the whole."""
    words = plain(form, slots)
    bare = _FORM.search(words)
    return Naming(_FORM.sub(r"\1", words), bare[1] if bare else words, named, who)


def pick(dice: Random, of: Sequence[T]) -> T:
    """One of them; cheaper than Random.choice, and drawn for every sentence of a hundred thousand pages."""
    return of[int(dice.random() * len(of))]
