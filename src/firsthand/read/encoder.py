"""Runs the reading encoder over long texts: overlapping windows in, one row of outputs for each word out."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from firsthand import models
from firsthand.errors import ModelError
from firsthand.models import CLS, SEP, Model, Session
from firsthand.read.words import MARKS, Words, words
from firsthand.sides import blinded

# Windows of at most 256 pieces with 64 shared: more than 256 were never trained, fewer cost more overlap.
WINDOW, SHARED = 190, 40
# An antecedent stands before its mention: a word is answered by the window that holds most of what precedes it, but for
# the last pieces of a window, which see too little of their own sentence.
AFTER = 24
# Characters that are encoded at a time: it bounds the memory of a page of any length, at about 60 MB.
CHUNK = 120_000


@dataclass(frozen=True, slots=True)
class Encoded:
    """What the network says of each word.

    `heads` has one array a head, [n, size]. A pointer holds inside one window only (it knows places, and a word's place
    differs from window to window), so each word keeps the row of the window that answers for it: `at[name][n, k]` is
    how strongly word n points at word `first[name][n] + k`, -inf past the window's end. `points` goes to the cue,
    `whose` from a cue to its source, `backs` to the antecedent.
    """

    heads: dict[str, np.ndarray]
    at: dict[str, np.ndarray]
    first: dict[str, np.ndarray]


@functools.cache
def reading() -> tuple[Model, Session, models.Words]:
    """The reading model, refused where its card's marks are not those of this version."""
    model = models.load("reading")
    if [tuple(mark) for mark in model.card["marks"]] != list(MARKS):
        raise ModelError(f"{model.folder.name} was trained with other word marks than this version has.")
    return model, model.session(), models.words()


def encoded(text: str, stretches: Iterable[tuple[int, int]]) -> Iterator[tuple[Words, Encoded]]:
    """The words of these stretches and what the network says of them, a bounded part of the text at a time."""
    order = 0
    for part in _parts(text, stretches):
        cut = words(text, part, order)
        if len(cut):
            order = cut.paragraphs[-1] + 1
            yield cut, encode(text, cut)


def _parts(text: str, stretches: Iterable[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Stretches together up to CHUNK characters; a longer one is cut at a space, or through where it has none."""
    part: list[tuple[int, int]] = []
    room = CHUNK
    for start, end in stretches:
        low = start
        while end - low > room:
            cut = low + room if not part else low
            if not part and (space := text.rfind(" ", low, cut)) > low:
                cut = space
            if cut > low:
                part.append((low, cut))
            yield part
            part, room, low = [], CHUNK, cut
        part.append((low, end))
        room -= end - low
    if part:
        yield part


def encode(text: str, cut: Words) -> Encoded:
    """Run the network over words. Each window runs alone: a result never depends on its neighbours in a batch."""
    model, session, table = reading()
    seen = [_plain(word) for word in blinded(text[s:e] for s, e in zip(cut.starts, cut.ends, strict=True))]
    encoding = table.tokenizer.encode(seen, is_pretokenized=True, add_special_tokens=False)
    ids, owner = np.array(encoding.ids, np.int64), np.array(encoding.word_ids, np.int64)
    marks = np.array(cut.marks, np.int64)[owner] if len(ids) else np.zeros((0, len(MARKS)), np.int64)
    starts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]]) if len(ids) else np.zeros(0, np.int64)
    outputs = _Outputs(model, len(cut))
    plan = windows(len(ids))

    inputs = (
        {
            "words": table.rows(np.r_[CLS, ids[low:high], SEP][None]),
            "marks": np.pad(marks[low:high], ((1, 1), (0, 0)))[None],
        }
        for low, high, *_ in plan
    )
    for window, found in zip(plan, session.map(inputs), strict=True):
        outputs.take(window, found, starts, owner)
    return outputs.encoded()


def _plain(word: str) -> str:
    """The word as the tokenizer can take it: half of a surrogate pair is no character to it."""
    return word if word.isascii() else word.encode("utf-8", "replace").decode()


class _Outputs:
    """Collects the rows that each window answers for."""

    def __init__(self, model: Model, length: int) -> None:
        self.layout: dict[str, list[int]] = model.card["heads"]
        self.pointers: dict[str, list[int]] = model.card["pointers"]
        self.rows = np.zeros((length, max(high for _, high in self.layout.values())), np.float32)
        self.rows[:, 0] = 9.0  # a word that the tokenizer drops is outside every span
        self.at = {name: np.full((length, WINDOW), -np.inf, np.float32) for name in self.pointers}
        self.first = {name: np.zeros(length, np.int64) for name in self.pointers}

    def take(self, window: tuple[int, ...], found: list[np.ndarray], starts: np.ndarray, owner: np.ndarray) -> None:
        low, high, first, last, back_first, back_last = window
        rows, froms, goals = (array[0] for array in found)
        inside = starts[(starts >= low) & (starts < high)]
        if not len(inside):
            return
        answered = inside[(inside >= first) & (inside < last)]
        self.rows[owner[answered]] = rows[answered - low + 1]
        for name, (begin, end) in self.pointers.items():
            bounds = (back_first, back_last) if name == "backs" else (first, last)
            mine = inside[(inside >= bounds[0]) & (inside < bounds[1])]
            scores = froms[mine - low + 1, begin:end] @ goals[inside - low + 1, begin:end].T
            self.at[name][owner[mine], : len(inside)] = scores
            self.first[name][owner[mine]] = owner[inside[0]]

    def encoded(self) -> Encoded:
        heads = {name: self.rows[:, low:high] for name, (low, high) in self.layout.items()}
        return Encoded(heads, self.at, self.first)


def windows(length: int) -> list[tuple[int, int, int, int, int, int]]:
    """Windows over `length` pieces: begin, end, the central part it answers for, the part whose antecedents it has."""
    if length <= WINDOW:
        return [(0, length, 0, length, 0, length)] if length else []
    count = -(-(length - SHARED) // (WINDOW - SHARED))
    lows = [round(n * (length - WINDOW) / (count - 1)) for n in range(count)]
    edges = [0, *((low + WINDOW + after) // 2 for low, after in itertools.pairwise(lows)), length]
    backs = [0, *(low + WINDOW - AFTER for low in lows[:-1]), length]
    return [(low, low + WINDOW, edges[n], edges[n + 1], backs[n], backs[n + 1]) for n, low in enumerate(lows)]
