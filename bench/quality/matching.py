"""Is a tweet's claim found among 10,375 checked ones: `python -m bench.quality.matching`. CheckThat! 2020 task 2, dev.

MAP@5 of three searches: by words alone (BM25), by words and sentence vectors together, and the best of those reordered
by the pair model. No CheckThat! data trained it.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bench.quality.vectors import precision
from bench.rows import rows
from firsthand.link.judge import judged
from firsthand.link.vectors import vectors
from firsthand.text import tokens

CANDIDATES = 20
# How much each counts in the order of the candidates, each brought to a spread of one over the query's candidates.
WORDS, MEANING, PAIR = 0.5, 1.0, 1.0


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    given = options.parse_args()
    for name, value in scores(given.data).items():
        print(f"{name:40} {value:.3f}")


def scores(data: Path, part: str = "dev") -> dict[str, float]:
    """MAP@5 of each search, and how many of the wanted are among the candidates."""
    folder = data / "claim_matching"
    claims = rows(folder / "checkthat2020_verified_claims.jsonl")
    queries = rows(folder / f"checkthat2020_queries.{part}.jsonl")
    texts, ids = [q["text"] for q in queries], [str(c["id"]) for c in claims]
    titled = [f"{c['title']} {c['claim']}" for c in claims]
    words = bm25(texts, titled)
    meaning = np.maximum(vectors(texts) @ vectors([c["claim"] for c in claims]).T,
                         vectors(texts) @ vectors([c["title"] for c in claims]).T)  # fmt: skip
    both = WORDS * _level(words) + MEANING * _level(meaning)
    best = np.argsort(-both, axis=1, kind="stable")[:, :CANDIDATES]
    again = _reordered(both, best, texts, [c["claim"] for c in claims])
    return {
        "words alone (BM25), MAP at 5": precision(words, queries, ids),
        "sentence vectors alone, MAP at 5": precision(meaning, queries, ids),
        "words and vectors, MAP at 5": precision(both, queries, ids),
        "reordered by the pair model, MAP at 5": precision(again, queries, ids),
        f"wanted among {CANDIDATES} candidates": _reached(best, queries, ids),
    }


def bm25(queries: Sequence[str], texts: Sequence[str], k: float = 1.2, b: float = 0.75) -> np.ndarray:
    """Robertson and others' BM25 with its usual constants: [queries, texts]."""
    counts = [Counter(word for word, _, _ in tokens(text)) for text in texts]
    sizes = np.array([sum(c.values()) for c in counts])
    held: dict[str, list[int]] = {}
    for n, count in enumerate(counts):
        for word in count:
            held.setdefault(word, []).append(n)
    found = np.zeros((len(queries), len(texts)))
    for row, query in zip(found, queries, strict=True):
        for word in sorted({word for word, _, _ in tokens(query)} & held.keys()):
            at = np.array(held[word])
            often = np.array([counts[n][word] for n in at])
            rare = np.log(1 + (len(texts) - len(at) + 0.5) / (len(at) + 0.5))
            row[at] += rare * often * (k + 1) / (often + k * (1 - b + b * sizes[at] / sizes.mean()))
    return found


def _level(scored: np.ndarray) -> np.ndarray:
    """Each query's scores with mean 0 and spread 1, so that two kinds of score can be added."""
    found: np.ndarray = (scored - scored.mean(1, keepdims=True)) / np.maximum(scored.std(1, keepdims=True), 1e-9)
    return found


def _reordered(both: np.ndarray, best: np.ndarray, texts: Sequence[str], claims: Sequence[str]) -> np.ndarray:
    pairs = [(texts[n], claims[at]) for n, row in enumerate(best) for at in row]
    chance = np.clip(judged(pairs, both=False).matches, 1e-6, 1 - 1e-6).reshape(best.shape)
    logit = np.log(chance / (1 - chance))
    again = np.full_like(both, -np.inf)
    for n, row in enumerate(best):
        again[n, row] = _level(both[n : n + 1, row])[0] + PAIR * _level(logit[n : n + 1])[0]
    return again


def _reached(best: np.ndarray, queries: Sequence[dict[str, object]], ids: Sequence[str]) -> float:
    hits = [bool({ids[at] for at in row} & {str(k) for k in q["verified_claim_ids"]})  # type: ignore[attr-defined]
            for row, q in zip(best, queries, strict=True)]  # fmt: skip
    return float(np.mean(hits))


if __name__ == "__main__":
    main()
