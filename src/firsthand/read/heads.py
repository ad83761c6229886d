"""What the reading encoder hears in a page besides attributions: names, antecedents, relays, loaded words."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Literal, TypeVar

import numpy as np

from firsthand.read.attribution import Attribution, best_path, joined
from firsthand.read.encoder import Encoded, encoded
from firsthand.read.page import Page
from firsthand.read.words import Words

NameKind = Literal["person", "organisation", "place"]
KINDS: tuple[NameKind, ...] = ("person", "organisation", "place")
ROLES: tuple[Literal["relay", "teller"], ...] = ("relay", "teller")
# Chance above which a word counts as loaded: of .5 to .1 the best span F1 on 30 pages of PTC dev.
LOADED = 0.4


@dataclass(frozen=True, slots=True)
class Name:
    """A name on the page."""

    start: int
    end: int
    kind: NameKind


@dataclass(frozen=True, slots=True)
class Loaded:
    """A stretch of loaded words."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Passing:
    """Words that name who passes a statement on, or the innermost teller of such a chain."""

    start: int
    end: int
    role: Literal["relay", "teller"]


@dataclass(slots=True)
class Heard:
    """Everything that one run of the encoder over a page gives, each in the order of the words."""

    attributions: list[Attribution] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    loaded: list[Loaded] = field(default_factory=list)
    passing: list[Passing] = field(default_factory=list)
    antecedents: dict[int, tuple[int, float]] = field(default_factory=dict)
    "Where a word begins -> where the name begins that it points back to, and how sure."

    def names_in(self, start: int, end: int) -> list[Name]:
        """The names between two offsets."""
        return _between(self.names, start, end)

    def passing_in(self, start: int, end: int) -> list[Passing]:
        """Who passes on or tells between two offsets."""
        return _between(self.passing, start, end)


Part = TypeVar("Part", Name, Loaded, Passing)


def _between(parts: list[Part], start: int, end: int) -> list[Part]:
    low = bisect_left(parts, start, key=lambda p: p.start)
    return parts[low : bisect_left(parts, end, key=lambda p: p.start)]


def heard(cut: Page) -> Heard:
    """One run of the encoder over the stretches of a page that are read."""
    all_of_it = Heard()
    for words, rows in encoded(cut.text, [(b.start, b.end) for b in cut.blocks]):
        names = [Name(start, end, KINDS[n]) for start, end, n in _tagged(words, rows.heads["names"])]
        all_of_it.attributions += joined(words, rows)
        all_of_it.names += names
        all_of_it.loaded += _loaded(words, rows)
        all_of_it.passing += [Passing(a, b, ROLES[n]) for a, b, n in _tagged(words, rows.heads["relays"])]
        all_of_it.antecedents |= _antecedents(words, rows, names)
    return all_of_it


def _tagged(words: Words, logits: np.ndarray) -> list[tuple[int, int, int]]:
    """The stretches that O, B and I tags mark: start, end, and which pair of B and I."""
    scores = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)
    size = logits.shape[1]
    path = best_path(scores, np.zeros((size, size), np.float32), words.paragraphs)
    found, n = [], 0
    while n < len(path):
        last = n + 1
        if path[n]:
            while last < len(path) and path[last] and path[last] % 2 == 0:
                last += 1
            found.append((words.starts[n], words.ends[last - 1], (int(path[n]) - 1) // 2))
        n = last
    return found


def _loaded(words: Words, rows: Encoded) -> list[Loaded]:
    chance = _sigmoid(rows.heads["loaded"][:, 0])
    over = np.flatnonzero(chance > LOADED)
    found: list[Loaded] = []
    for group in np.split(over, np.flatnonzero(np.diff(over) > 1) + 1) if len(over) else []:
        low, high = int(group[0]), int(group[-1])
        found.append(Loaded(words.starts[low], words.ends[high], round(float(chance[group].max()), 3)))
    return found


def _antecedents(words: Words, rows: Encoded, names: list[Name]) -> dict[int, tuple[int, float]]:
    """For each word, the name before it that it points to; nothing where it points to itself."""
    firsts = np.array([bisect_left(words.starts, name.start) for name in names if name.kind != "place"], int)
    found: dict[int, tuple[int, float]] = {}
    if not len(firsts):
        return found
    for n in range(len(words)):
        first = int(rows.first["backs"][n])
        near = firsts[bisect_left(firsts, first) : bisect_left(firsts, n)]
        if not len(near) or n - first >= rows.at["backs"].shape[1]:
            continue  # no name in sight, or a word that the tokenizer dropped
        scores = rows.at["backs"][n, np.r_[near, n] - first]
        if not np.isfinite(scores).all():
            continue  # a word that the network has no row for
        chances = np.exp(scores - np.logaddexp.reduce(scores))
        best = int(chances[:-1].argmax())
        found[words.starts[n]] = (words.starts[int(near[best])], float(chances[best]))
    return found


def _sigmoid(x: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -30, 30))))
