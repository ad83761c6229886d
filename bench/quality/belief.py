"""How well belief foretells outcomes, on claims of Emergent: `python -m bench.quality.belief`.

The dev claims with an outcome are few (25), so each score stands with a 90 % interval over resampled claims. Beside it
the share of true claims in train (the prior), the share of pages for a claim, and supports / (supports + refutes).
Stances are Emergent's own: this measures the weighing, not the reading.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.rows import rows
from firsthand.weigh.belief import chance

RESAMPLES, SEED, BINS = 2000, 7, 5


@dataclass(frozen=True)
class Example:
    """A claim with its outcome, and how many pages support, oppose and only report it."""

    true: bool
    supports: int
    opposes: int
    reports: int


def examples(data: Path, split: str) -> list[Example]:
    """The claims of a split that turned out true or false, with the stances of their pages' texts, else headlines."""
    stances: dict[str, Counter[str]] = defaultdict(Counter)
    for article in rows(data / "stance" / "articles.jsonl"):
        stances[article["claim_id"]][article["body_stance"] or article["headline_stance"]] += 1
    found = []
    for claim in rows(data / "stance" / "claims.jsonl"):
        held = stances.get(claim["id"])
        if claim["split"] == split and claim["truth"] in {"true", "false"} and held:
            found.append(Example(claim["truth"] == "true", held["for"], held["against"], held["observing"]))
    return found


def scores(data: Path, split: str = "dev") -> dict[str, dict[str, float]]:
    """Brier score, AUC and calibration error of belief and of the three baselines."""
    known = examples(data, split)
    prior = float(np.mean([e.true for e in examples(data, "train")]))
    y = np.array([float(e.true) for e in known])
    said = {
        "belief": [chance((e.supports, e.opposes, e.reports)) for e in known],
        "prior": [prior] * len(known),
        "share of pages for it": [e.supports / (e.supports + e.opposes + e.reports) for e in known],
        "for / (for + against)": [
            e.supports / (e.supports + e.opposes) if e.supports + e.opposes else 0.5 for e in known
        ],
    }
    return {name: _scored(np.array(values), y) for name, values in said.items()}


def _scored(p: np.ndarray, y: np.ndarray) -> dict[str, float]:
    dice = np.random.default_rng(SEED)
    draws = [dice.integers(0, len(y), len(y)) for _ in range(RESAMPLES)]
    again = [float(np.mean((p[d] - y[d]) ** 2)) for d in draws]
    return {
        "brier": float(np.mean((p - y) ** 2)),
        "brier low": float(np.quantile(again, 0.05)),
        "brier high": float(np.quantile(again, 0.95)),
        "auc": auc(p, y),
        "calibration": calibration(p, y),
        "claims": float(len(y)),
    }


def auc(p: np.ndarray, y: np.ndarray) -> float:
    """How often a true claim gets more than a false one; ties count half."""
    gap = p[y == 1][:, None] - p[y == 0][None]
    return float(((gap > 0) + 0.5 * (gap == 0)).mean())


def calibration(p: np.ndarray, y: np.ndarray) -> float:
    """Expected calibration error over five bins of equally many claims (Naeini and others, AAAI 2015)."""
    order = np.argsort(p, kind="stable")
    parts = np.array_split(order, BINS)
    return float(sum(len(part) * abs(p[part].mean() - y[part].mean()) for part in parts if len(part)) / len(p))


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--split", default="dev")
    given = options.parse_args()
    for name, found in scores(given.data, given.split).items():
        print(
            f"{name:22} Brier {found['brier']:.3f} ({found['brier low']:.3f} to {found['brier high']:.3f})  "
            f"AUC {found['auc']:.3f}  calibration error {found['calibration']:.3f}  of {found['claims']:.0f}"
        )


if __name__ == "__main__":
    main()
