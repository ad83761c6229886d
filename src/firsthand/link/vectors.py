"""Texts in, unit vectors out: to find candidates that may say the same, never to decide it."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import numpy as np
from tokenizers import Tokenizer

from firsthand import models
from firsthand.models import Session

LONGEST = 126  # pieces; a statement's point stands in its first hundred words


@functools.cache
def _parts() -> tuple[Session, Tokenizer]:
    model = models.load("vectors")
    return model.session(), model.tokenizer()


def vectors(texts: Sequence[str]) -> np.ndarray:
    """One row of 384 numbers, of length 1, for each text. Each is encoded alone: a row never depends on the others."""
    session, tokenizer = _parts()
    pieces = [tokenizer.encode(text, add_special_tokens=False).ids[:LONGEST] for text in texts]
    rows = [found[0] for [found] in session.map({"ids": np.array([[101, *ids, 102]], np.int64)} for ids in pieces)]
    return np.stack(rows) if rows else np.zeros((0, 384), np.float32)
