"""Do two statements make one claim: `python -m bench.quality.pairs`. Hand-written pairs, told by label and kind.

How many paraphrases the shipped setting joins and how many minimal pairs it keeps apart: by the pair model alone, and
with the vetoes of figures, places and days. Beside it, what cosine would do (its best share of right answers at any
bound), and how well each orders the pairs (area under the curve).
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.quality.claims import told
from firsthand.link.claims import CANDIDATE
from firsthand.link.judge import SAME, judged
from firsthand.link.slots import slots, veto
from firsthand.link.vectors import vectors

PAIRS = Path(__file__).parent / "pairs.tsv"


@dataclass(frozen=True, slots=True)
class Pair:
    """One row: same or apart, of which kind, and the two statements."""

    label: str
    kind: str
    one: str
    other: str


def main() -> None:
    """Print the figures, each kind's, and the pairs that went wrong."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pairs", type=Path, nargs="+", default=[PAIRS])
    options.add_argument("--misses", action="store_true")
    given = options.parse_args()
    pairs = [pair for path in given.pairs for pair in read(path)]
    chance, kept = chances(pairs), unvetoed(pairs)
    for name, value in figures(pairs, chance, kept).items():
        print(f"{name:40} {value:.3f}")
    cosine = (vectors([p.one for p in pairs]) * vectors([p.other for p in pairs])).sum(1)
    joined = shipped(chance, kept, cosine)
    for kind, right, total in kinds(pairs, joined):
        print(f"  {kind:38} {right / total:.3f}  {right} of {total}")
    if given.misses:
        for pair, likely, one in sorted(zip(pairs, chance, joined, strict=True), key=lambda row: row[0].kind):
            if one != (pair.label == "same"):
                print(f"{pair.label}\t{pair.kind}\t{likely:.2f}\t{pair.one}\t{pair.other}")


def read(path: Path = PAIRS) -> list[Pair]:
    """The rows of a table of pairs, whose first line may be its header."""
    lines = path.read_text("utf-8").splitlines()
    return [Pair(*line.split("\t")) for line in lines if line.startswith(("same\t", "apart\t"))]


def scores(path: Path = PAIRS) -> dict[str, float]:
    """Every figure of a table of pairs."""
    pairs = read(path)
    return figures(pairs, chances(pairs), unvetoed(pairs))


def chances(pairs: Sequence[Pair]) -> np.ndarray:
    """What the pair model says of each."""
    return judged([(p.one, p.other) for p in pairs]).same


def unvetoed(pairs: Sequence[Pair]) -> np.ndarray:
    """Whether figures, places and days let the two be one claim."""
    return np.array([veto(slots(*told(p.one, 0)), slots(*told(p.other, 1))) is None for p in pairs], bool)


def figures(pairs: Sequence[Pair], chance: np.ndarray, kept: np.ndarray) -> dict[str, float]:
    """Shares joined and kept apart, areas under the curve, and cosine beside them."""
    same = np.array([p.label == "same" for p in pairs])
    cosine = (vectors([p.one for p in pairs]) * vectors([p.other for p in pairs])).sum(1)
    said = chance >= SAME
    joined = shipped(chance, kept, cosine)
    best = max(((cosine >= bound) == same).mean() for bound in cosine)
    return {
        "joined": float(joined[same].mean()),
        "kept apart": float(1 - joined[~same].mean()),
        "joined, by the model alone": float(said[same].mean()),
        "kept apart, by the model alone": float(1 - said[~same].mean()),
        "area under the curve": area(chance, same),
        "right": float((joined == same).mean()),
        "right, cosine at its best bound": float(best),
        "area under the curve, cosine": area(cosine, same),
    }


def shipped(chance: np.ndarray, kept: np.ndarray, cosine: np.ndarray) -> np.ndarray:
    """Which pairs the program joins: as link.claims decides it, but for its look at whole groups."""
    found: np.ndarray = kept & (cosine >= CANDIDATE) & (chance >= SAME)
    return found


def kinds(pairs: Sequence[Pair], said: np.ndarray) -> list[tuple[str, int, int]]:
    """For each label and kind, how many were judged rightly, of how many."""
    found: dict[str, list[bool]] = {}
    for pair, joined in zip(pairs, said, strict=True):
        found.setdefault(f"{pair.label}: {pair.kind}", []).append(bool(joined) == (pair.label == "same"))
    return [(kind, sum(right), len(right)) for kind, right in sorted(found.items())]


def area(scored: np.ndarray, same: np.ndarray) -> float:
    """The chance that a pair that is one claim scores above one that is not; a tie counts half."""
    above = (scored[same][:, None] > scored[~same][None]).mean()
    return float(above + 0.5 * (scored[same][:, None] == scored[~same][None]).mean())


if __name__ == "__main__":
    main()
