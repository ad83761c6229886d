"""Texts in, unit vectors out: to find candidates that may say the same, never to decide it."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import numpy as np

from firsthand import models
from firsthand.link.memo import NOTHING, Memo, known
from firsthand.models import Session, Words

LONGEST = 126  # pieces; a statement's point stands in its first hundred words


@functools.cache
def _parts() -> tuple[str, Session, Words]:
    model = models.load("vectors")
    return model.folder.name, model.session(), models.words()


def vectors(texts: Sequence[str], memo: Memo = NOTHING) -> np.ndarray:
    """One row of 384 numbers, of length 1, for each text. Each is encoded alone: a row never depends on the others."""
    if not texts:
        return np.zeros((0, 384), np.float32)
    name, session, words = _parts()

    def run(asked: list[tuple[str, ...]]) -> np.ndarray:
        pieces = [words.tokenizer.encode(text, add_special_tokens=False).ids[:LONGEST] for (text,) in asked]
        inputs = ({"words": words.rows(np.array([[models.CLS, *ids, models.SEP]]))} for ids in pieces)
        return np.stack([found[0] for [found] in session.map(inputs)])

    return known(memo, name, [(text,) for text in texts], run)
