"""Which setting to ship: `python -m train.pairs.choose`. Pairs of the topics that no training saw, at every bound SAME.

Prints what share of the paraphrases is joined and of the others kept apart, with the vetoes.
"""

from __future__ import annotations

import numpy as np

from bench.quality.pairs import Pair, area, chances, shipped, unvetoed
from firsthand.link import judge
from firsthand.link.vectors import vectors
from train.pairs.own import pairs as own


def main() -> None:
    """A line for each bound."""
    rows = [Pair(*pair) for pair in own(held=True)]
    chance, kept = chances(rows), unvetoed(rows)
    cosine = (vectors([p.one for p in rows]) * vectors([p.other for p in rows])).sum(1)
    same = np.array([p.label == "same" for p in rows])
    print(f"{len(rows)} pairs, {same.sum()} the same; area under the curve {area(chance, same):.3f}")
    for bound in np.arange(0.1, 1.0, 0.1):
        joined = shipped(np.where(chance >= bound, 1.0, 0.0), kept, cosine)
        shown = "shipped" if abs(bound - judge.SAME) < 0.01 else ""
        print(f"SAME {bound:.1f}: joined {joined[same].mean():.3f} apart {1 - joined[~same].mean():.3f} {shown}")


if __name__ == "__main__":
    main()
