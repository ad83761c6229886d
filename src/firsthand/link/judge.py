"""Two texts in, what stands between them: one claim or two, does the second follow, for or against, about it or not.

A cross-encoder: both texts run through one small network together, so that "twelve" can meet "a dozen" and "sold" can
meet "bought". Sides are taken out of both before it reads, as in reading. Its card tells what it was trained on.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from firsthand import models
from firsthand.errors import ModelError
from firsthand.link.memo import NOTHING, Memo, known
from firsthand.models import CLS, SEP, Session, Words
from firsthand.plain import in_digits
from firsthand.sides import blinded
from firsthand.text import WORD

# Pieces of both texts together, with the three that frame them: the longest it was trained with.
LONGEST = 220
# What each head says, in its order. The card repeats it, and loading checks it.
HEADS: dict[str, tuple[str, ...]] = {
    "same": ("same",),
    "follows": ("entailment", "neutral", "contradiction"),
    "stance": ("agree", "disagree", "discuss", "unrelated"),
    "position": ("for", "against", "observing"),
    "matches": ("matches",),
}
# The chance from which two statements are one claim: the best on our own pairs of three topics that no training saw
# (train/pairs/choose.py; from .3 to .9 it changes little: the model is sure one way or the other).
SAME = 0.3


@dataclass(frozen=True, slots=True)
class Judged:
    """What the network says of each pair, as probabilities, one row a pair.

    `same` [n]: both make one claim; the mean of both directions, so the order of a pair does not matter.
    The rest is directed, first the text and then the claim or headline: `follows` [n, 3] entailment, neutral,
    contradiction; `stance` [n, 4] agree, disagree, discuss, unrelated (a body and a headline); `position` [n, 3] for,
    against, observing; `matches` [n]: the first is about the second, a checked claim.
    """

    same: np.ndarray
    follows: np.ndarray
    stance: np.ndarray
    position: np.ndarray
    matches: np.ndarray


@functools.cache
def _parts() -> tuple[str, Session, Words]:
    model = models.load("pairs")
    if {name: tuple(labels) for name, labels in model.card["heads"].items()} != HEADS:
        raise ModelError(f"{model.folder.name} was trained with other heads than this version has.")
    return model.folder.name, model.session(), models.words()


def judged(pairs: Sequence[tuple[str, str]], both: bool = True, memo: Memo = NOTHING) -> Judged:
    """Judge each pair. Each runs alone, so no result depends on the others; what the memo knows is not run again.

    Without `both`, only the direction given is run, at half the cost, and `same` is of that direction alone.
    Raises ModelError where the model is missing or not the one its card describes.
    """
    rows = _rows([*pairs, *((other, one) for one, other in pairs)] if both else pairs, memo)
    there, back = rows[: len(pairs)], rows[len(rows) - len(pairs) :]
    parts = dict(zip(HEADS, np.split(there, np.cumsum([len(h) for h in HEADS.values()])[:-1], axis=1), strict=True))
    return Judged(
        same=_chance((parts["same"][:, 0] + back[:, 0]) / 2),
        follows=_shares(parts["follows"]),
        stance=_shares(parts["stance"]),
        position=_shares(parts["position"]),
        matches=_chance(parts["matches"][:, 0]),
    )


def _rows(pairs: Sequence[tuple[str, str]], memo: Memo) -> np.ndarray:
    """The logits of every head for each directed pair: [n, 12]."""
    if not pairs:
        return np.zeros((0, sum(len(labels) for labels in HEADS.values())), np.float32)
    name, session, words = _parts()

    def run(asked: list[tuple[str, ...]]) -> np.ndarray:
        cut = {text: pieces(words, text) for text in dict.fromkeys(text for pair in asked for text in pair)}
        both = (framed(cut[one], cut[other]) for one, other in asked)
        inputs = ({"words": words.rows(np.array([ids])), "sides": np.array([sides], np.int64)} for ids, sides in both)
        return np.stack([found[0] for [found] in session.map(inputs)])

    return known(memo, name, list(pairs), run)


def pieces(words: Words, text: str) -> list[int]:
    """A text as the pair model reads it, in pieces: figures in digits, sides taken out; no more than can be used."""
    seen = blinded(WORD.findall(in_digits(text[: 12 * LONGEST])))
    plain = [word if word.isascii() else word.encode("utf-8", "replace").decode() for word in seen]
    return list(words.tokenizer.encode(plain, is_pretokenized=True, add_special_tokens=False).ids[:LONGEST])


def framed(one: Sequence[int], other: Sequence[int]) -> tuple[list[int], list[int]]:
    """Both texts in one row of pieces, and which of them each piece belongs to. The longer one is cut first."""
    room = LONGEST - 3
    longest = max(room // 2, room - min(len(one), len(other)))
    one, other = one[:longest], other[:longest]
    return [CLS, *one, SEP, *other, SEP], [0] * (len(one) + 2) + [1] * (len(other) + 1)


def _chance(logits: np.ndarray) -> np.ndarray:
    found: np.ndarray = 1 / (1 + np.exp(-logits.astype(np.float64)))
    return found


def _shares(logits: np.ndarray) -> np.ndarray:
    raised = np.exp(logits.astype(np.float64) - logits.max(axis=1, keepdims=True, initial=-np.inf))
    found: np.ndarray = raised / raised.sum(axis=1, keepdims=True)
    return found
