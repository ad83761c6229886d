"""Labelled texts in pieces: what every task of the reading encoder trains on."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from firsthand.read.words import Words, words
from firsthand.sides import blinded

IGNORED = -100


@dataclass
class Item:
    """One text in pieces, and for each head its goal at the first piece of every word, IGNORED where there is none."""

    ids: np.ndarray
    marks: np.ndarray
    firsts: np.ndarray  # the pieces at which a word begins
    goals: dict[str, np.ndarray]


def records(path: Path) -> list[dict[str, Any]]:
    """The JSON lines of a file, plain or gzipped."""
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        return [json.loads(line) for line in lines]


def reach(cut: Words, start: int, end: int) -> tuple[int, int]:
    """The first and last-but-one word that a span touches."""
    return int(np.searchsorted(cut.ends, start, "right")), int(np.searchsorted(cut.starts, end, "left"))


def item(
    text: str, cut: Words, tokenizer: Tokenizer, labels: dict[str, np.ndarray], pointers: Iterable[str] = ()
) -> Item:
    """Labels by word turned into goals by piece; a pointer's label is a word, its goal that word's first piece."""
    seen = blinded(text[s:e] for s, e in zip(cut.starts, cut.ends, strict=True))
    encoding = tokenizer.encode(seen, is_pretokenized=True, add_special_tokens=False)
    owner = np.array(encoding.word_ids, int)
    first = np.r_[True, owner[1:] != owner[:-1]] if len(owner) else np.zeros(0, bool)
    where = np.zeros(max(len(cut), 1), int)  # a word the tokenizer drops keeps 0 and is never a first piece
    where[owner[first]] = np.flatnonzero(first)
    goals = {}
    for name, values in labels.items():
        spread = values[owner]
        if name in pointers:
            spread = np.where(spread >= 0, where[np.maximum(spread, 0)], IGNORED)
        goals[name] = np.where(first, spread, IGNORED)
    marks = np.array(cut.marks, int).reshape(len(cut), -1)[owner]
    return Item(np.array(encoding.ids, int), marks, np.flatnonzero(first), goals)


def cut_whole(text: str) -> Words:
    """All words of a text."""
    return words(text)
