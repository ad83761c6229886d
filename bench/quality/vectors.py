"""Are the sentence vectors that ship any good at finding likeness: `python -m bench.quality.vectors`.

SICK: rank correlation of cosine with judged relatedness, 500 dev pairs. CheckThat! 2020: mean average precision at 5 of
finding the fact-checked claim of a tweet among 1,000 claims (those wanted, filled up in the file's order). Beside each,
the share of words in common in the vectors' place.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from bench.rows import rows
from firsthand.link.vectors import vectors
from firsthand.text import tokens

POOL = 1000


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    given = options.parse_args()
    for name, value in scores(given.data).items():
        print(f"{name:34} {value:.3f}")


def scores(data: Path) -> dict[str, float]:
    """The four figures."""
    pairs = rows(data / "nli" / "sick.dev.jsonl")
    judged = np.array([float(p["relatedness"]) for p in pairs])
    one, two = (vectors([p[side] for p in pairs]) for side in ("premise", "hypothesis"))
    shared = np.array([_shared(p["premise"], p["hypothesis"]) for p in pairs])
    queries = rows(data / "claim_matching" / "checkthat2020_queries.dev.jsonl")
    claims = rows(data / "claim_matching" / "checkthat2020_verified_claims.jsonl")
    wanted = {str(key) for q in queries for key in q["verified_claim_ids"]}
    pool = sorted(claims, key=lambda c: str(c["id"]) not in wanted)[:POOL]
    found = vectors([q["text"] for q in queries]) @ vectors([c["claim"] for c in pool]).T
    words = np.array([[_shared(q["text"], c["claim"]) for c in pool] for q in queries])
    ids = [str(c["id"]) for c in pool]
    return {
        "SICK, rank correlation": _spearman((one * two).sum(1), judged),
        "SICK, words in common": _spearman(shared, judged),
        "CheckThat! 2020, MAP at 5": precision(found, queries, ids),
        "CheckThat! 2020, words in common": precision(words, queries, ids),
    }


def _shared(one: str, other: str) -> float:
    a, b = ({w for w, _, _ in tokens(text)} for text in (one, other))
    return len(a & b) / max(1, len(a | b))


def _spearman(a: np.ndarray, b: np.ndarray) -> float:
    ranks = [np.argsort(np.argsort(x, kind="stable"), kind="stable") for x in (a, b)]
    return float(np.corrcoef(*ranks)[0, 1])


def precision(scored: np.ndarray, queries: list[dict[str, object]], ids: list[str]) -> float:
    """Mean average precision at 5 of rows of scores over `ids`."""
    total = 0.0
    for row, query in zip(scored, queries, strict=True):
        right = {str(key) for key in query["verified_claim_ids"]}  # type: ignore[attr-defined]
        hits = 0
        for rank, at in enumerate(np.argsort(-row, kind="stable")[:5], 1):
            if ids[int(at)] in right:
                hits += 1
                total += hits / rank / min(len(right), 5)
    return total / len(queries)


if __name__ == "__main__":
    main()
