"""Texts in, unit vectors out: to find candidates that may say the same, never to decide it."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import numpy as np

from firsthand import models
from firsthand.models import Session, Words

LONGEST = 126  # pieces; a statement's point stands in its first hundred words


@functools.cache
def _parts() -> tuple[Session, Words]:
    return models.load("vectors").session(), models.words()


def vectors(texts: Sequence[str]) -> np.ndarray:
    """One row of 384 numbers, of length 1, for each text. Each is encoded alone: a row never depends on the others."""
    session, words = _parts()
    pieces = [words.tokenizer.encode(text, add_special_tokens=False).ids[:LONGEST] for text in texts]
    inputs = ({"words": words.rows(np.array([[models.CLS, *ids, models.SEP]]))} for ids in pieces)
    rows = [found[0] for [found] in session.map(inputs)]
    return np.stack(rows) if rows else np.zeros((0, 384), np.float32)
