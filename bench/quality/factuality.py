"""Event factuality against three sets' dev parts: `python -m bench.quality.factuality`.

Pearson's r and the mean absolute error, on the scale from -3 to +3, at the annotated event words; sentences are put
back as a page would print them. `known` is the share of annotated events that the program hears as events itself.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from bench.rows import rows
from firsthand.read.encoder import encode
from firsthand.read.words import words
from train.reading.factuality import SCALE, untokenised
from train.reading.items import reach

EVENT = 0.5  # chance above which a word counts as an event
SETS = ("uds_ih2", "uw", "meantime")


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/data/factuality"))
    options.add_argument("--split", default="dev")
    given = options.parse_args()
    for name, (r, error, known, count) in scores(given.data, given.split).items():
        print(f"{name:10} r {r:.3f}  error {error:.3f}  known {known:.3f}  of {count} events")


def scores(data: Path, split: str = "dev") -> dict[str, tuple[float, float, float, int]]:
    """Pearson's r, mean absolute error, share known and count for each set."""
    return {name: _score(data / f"{name}.{split}.jsonl") for name in SETS}


def _score(path: Path) -> tuple[float, float, float, int]:
    gold, given, known = [], [], 0
    for row in rows(path):
        text, places = untokenised(row)
        cut = words(text)
        heads = encode(text, cut).heads
        for start, end, value in places:
            at, last = reach(cut, start, end)
            if at < last:
                gold.append(value)
                given.append(float(np.clip(SCALE * heads["facts"][at, 0], -SCALE, SCALE)))
                known += 1 / (1 + np.exp(-heads["events"][at, 0])) > EVENT
    error = float(np.abs(np.array(gold) - np.array(given)).mean())
    return float(np.corrcoef(gold, given)[0, 1]), error, known / len(gold), len(gold)


if __name__ == "__main__":
    main()
