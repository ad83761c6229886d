"""Pairs of texts in pieces, with the goals of the heads that they have goals for."""

from __future__ import annotations

import functools
import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from firsthand.link.judge import HEADS, framed, pieces
from firsthand.models import Words

IGNORED = -100
Cut = Callable[[str], list[int]]


@dataclass
class Item:
    """Two texts framed as one row of pieces, which text each piece is of, and a goal for some of the heads."""

    ids: list[int]
    sides: list[int]
    goals: dict[str, int]


def cutter(tokenizer: Tokenizer) -> Cut:
    """What cuts a text into pieces as the program does; a text of several pairs is cut once."""
    words = Words("words", np.zeros((0, 0), np.int8), np.zeros(0, np.float32), tokenizer)
    return functools.cache(lambda text: pieces(words, text))


def item(cut: Cut, one: str, other: str, **labels: str | int) -> Item:
    """A pair with its labels; a label in words becomes its place in its head."""
    goals = {name: HEADS[name].index(label) if isinstance(label, str) else label for name, label in labels.items()}
    return Item(*framed(cut(one), cut(other)), goals)


def records(path: Path) -> list[dict[str, Any]]:
    """The JSON lines of a file, plain or gzipped."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]
