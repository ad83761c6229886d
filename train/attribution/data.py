"""PolNeAR articles as labelled words: a tag and a pointer for each."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from firsthand.read.words import words

ROLES = ("source", "cue", "content")
IGNORED = -100


@dataclass
class Article:
    """One article in pieces: ids, marks and, at the first piece of each word, its tag and the piece it points to."""

    ids: np.ndarray
    marks: np.ndarray
    tags: np.ndarray
    points: np.ndarray  # index of the first piece of the attribution's cue, IGNORED where there is none
    firsts: np.ndarray  # the pieces at which a word begins


def records(path: Path) -> list[dict[str, Any]]:
    """The JSON lines of a file, plain or gzipped."""
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        return [json.loads(line) for line in lines]


def article(record: dict[str, Any], tokenizer: Tokenizer) -> Article:
    """One record of PolNeAR as labelled pieces."""
    cut = words(record["text"])
    tags, points = _labels(record, cut.starts, cut.ends)
    encoding = tokenizer.encode(
        [record["text"][s:e] for s, e in zip(cut.starts, cut.ends, strict=True)],
        is_pretokenized=True,
        add_special_tokens=False,
    )
    owner = np.array(encoding.word_ids)
    first = np.r_[True, owner[1:] != owner[:-1]]
    where = np.zeros(len(cut), int)  # a word the tokenizer drops keeps 0 and is never a first piece
    where[owner[first]] = np.flatnonzero(first)
    pointed = points[owner]
    return Article(
        np.array(encoding.ids),
        np.array(cut.marks)[owner],
        np.where(first, tags[owner], IGNORED),
        np.where(first & (pointed >= 0), where[np.maximum(pointed, 0)], IGNORED),
        np.flatnonzero(first),
    )


def _labels(record: dict[str, Any], starts: list[int], ends: list[int]) -> tuple[np.ndarray, np.ndarray]:
    tags = np.zeros(len(starts), int)
    points = np.full(len(starts), -1)
    for attribution in record["attributions"]:
        cue = [np.searchsorted(ends, s["start"], "right") for s in attribution["cue"]]
        for number, role in enumerate(ROLES):
            for span in attribution[role]:
                low = int(np.searchsorted(ends, span["start"], "right"))
                high = int(np.searchsorted(starts, span["end"], "left"))
                tags[low:high] = 2 * number + 2
                tags[low] = 2 * number + 1
                if cue:
                    points[low:high] = min(cue)
    return tags, points
