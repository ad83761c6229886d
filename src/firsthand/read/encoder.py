"""Runs the reading encoder over long texts: overlapping windows in, one row of outputs for each word out."""

from __future__ import annotations

import functools
import itertools
from dataclasses import dataclass

import numpy as np
from tokenizers import Tokenizer

from firsthand import models
from firsthand.errors import ModelError
from firsthand.models import Model, Session
from firsthand.read.words import MARKS, Words

# Windows of 192 pieces with 64 shared: the study's best; positions past 256 were never trained.
WINDOW, SHARED = 190, 64
CLS, SEP = 101, 102


@dataclass(frozen=True, slots=True)
class Encoded:
    """What the network says of each word: tag logits [n, 7], and how strongly it points at the words of its window.

    A pointer holds inside one window only (it knows places, and a word's place differs from window to window), so each
    word keeps the row of the window that answers for it: `points[n, k]` is for word `first[n] + k`, -inf past its end.
    """

    tags: np.ndarray
    points: np.ndarray
    first: np.ndarray


@functools.cache
def attribution() -> tuple[Model, Session, Tokenizer]:
    """The attribution model, refused where its card's marks are not those of this version."""
    model = models.load("attribution")
    if [tuple(mark) for mark in model.card["marks"]] != list(MARKS):
        raise ModelError(f"{model.folder.name} was trained with other word marks than this version has.")
    return model, model.session(), model.tokenizer()


def encode(text: str, cut: Words) -> Encoded:
    """Run the network over a text. Each window runs alone: a result never depends on its neighbours in a batch."""
    _, session, tokenizer = attribution()
    encoding = tokenizer.encode(
        [text[s:e] for s, e in zip(cut.starts, cut.ends, strict=True)], is_pretokenized=True, add_special_tokens=False
    )
    ids, owner = np.array(encoding.ids, np.int64), np.array(encoding.word_ids, np.int64)
    marks = np.array(cut.marks, np.int64)[owner] if len(ids) else np.zeros((0, len(MARKS)), np.int64)
    starts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]]) if len(ids) else np.zeros(0, np.int64)
    outputs = Encoded(
        np.zeros((len(cut), 7), np.float32),
        np.full((len(cut), WINDOW), -np.inf, np.float32),
        np.zeros(len(cut), np.int64),
    )
    outputs.tags[:, 0] = 9.0  # a word that the tokenizer drops is outside every span
    for low, high, first, last in windows(len(ids)):
        tags, begins, goals = session.run(
            ids=np.r_[CLS, ids[low:high], SEP][None],
            marks=np.pad(marks[low:high], ((1, 1), (0, 0)))[None],
        )
        inside = starts[(starts >= low) & (starts < high)]
        answered = inside[(inside >= first) & (inside < last)]
        rows = answered - low + 1
        outputs.tags[owner[answered]] = tags[0, rows]
        outputs.points[owner[answered], : len(inside)] = begins[0, rows] @ goals[0, inside - low + 1].T
        outputs.first[owner[answered]] = owner[inside[0]] if len(inside) else 0
    return outputs


def windows(length: int) -> list[tuple[int, int, int, int]]:
    """Windows over `length` pieces: where each begins and ends, and the central part that it answers for."""
    if length <= WINDOW:
        return [(0, length, 0, length)] if length else []
    count = -(-(length - SHARED) // (WINDOW - SHARED))
    lows = [round(n * (length - WINDOW) / (count - 1)) for n in range(count)]
    edges = [0, *((low + WINDOW + after) // 2 for low, after in itertools.pairwise(lows)), length]
    return [(low, low + WINDOW, edges[n], edges[n + 1]) for n, low in enumerate(lows)]
