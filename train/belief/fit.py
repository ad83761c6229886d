"""Fits the belief weights: `python -m train.belief.fit --out src/firsthand/models/belief-1`. numpy alone, a second."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from bench.quality.belief import Example, examples
from firsthand.weigh.belief import FEATURES, features

# How strongly the weights are drawn to nothing; the one with the least leave-one-out log loss on train is taken.
RIDGES = (0.1, 0.3, 1.0, 3.0, 10.0)
BOOTSTRAPS, SEED = 400, 7


def fit(x: np.ndarray, y: np.ndarray, ridge: float) -> np.ndarray:
    """Logistic regression with a ridge (Newton's method), the first weight held at the share of true claims.

    [n, k], [n] -> [k]. A free beginning fits the data as well, but then a claim of which nothing is known would begin
    at one in twenty, where no claim of the data lies.
    """
    weights = np.zeros(x.shape[1])
    weights[0] = np.log(y.mean() / (1 - y.mean()))
    penalty = np.diag([0.0, *[ridge] * (x.shape[1] - 1)]) + 1e-9 * np.eye(x.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-x @ weights))
        slope = (x.T @ (chance - y) + penalty @ weights)[1:]
        curve = ((x * (chance * (1 - chance))[:, None]).T @ x + penalty)[1:, 1:]
        step = np.linalg.solve(curve, slope)
        weights[1:] -= step
        if np.abs(step).max() < 1e-9:
            break
    return weights


def rows(found: list[Example]) -> tuple[np.ndarray, np.ndarray]:
    """Features with a leading one, and outcomes."""
    x = np.array([[1.0, *features(e.supports, e.opposes, e.reports)] for e in found])
    return x, np.array([float(e.true) for e in found])


def left_out(x: np.ndarray, y: np.ndarray, ridge: float) -> float:
    """Mean log loss of each claim under weights fitted without it."""
    losses = []
    for n in range(len(y)):
        rest = np.arange(len(y)) != n
        chance = 1 / (1 + np.exp(-x[n] @ fit(x[rest], y[rest], ridge)))
        losses.append(-np.log(chance if y[n] else 1 - chance))
    return float(np.mean(losses))


def main() -> None:
    """Choose the ridge, fit, bootstrap, write the card."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--out", type=Path, required=True)
    given = options.parse_args()
    x, y = rows(examples(given.data, "train"))
    losses = {ridge: left_out(x, y, ridge) for ridge in RIDGES}
    ridge = min(losses, key=lambda r: losses[r])
    weights = fit(x, y, ridge)
    dice = np.random.default_rng(SEED)
    draws = [dice.integers(0, len(y), len(y)) for _ in range(BOOTSTRAPS)]
    again = np.array([fit(x[d], y[d], ridge) for d in draws])
    given.out.mkdir(parents=True, exist_ok=True)
    card = {
        "task": "the chance that a claim is true, from how many origins support, oppose and only report it",
        "features": ["beginning", *FEATURES],
        "weights": np.round(weights, 4).tolist(),
        "covariance": np.round(np.cov(again.T), 5).tolist(),
        "ridge": ridge,
        "left out log loss": {str(r): round(v, 4) for r, v in losses.items()},
        "data": [{"name": f"Emergent claims of the train split with an outcome, {len(y)}", "licence": "none stated"}],
        "seed": SEED,
        "cost": "under ten seconds on one core",
        "licence": "Apache-2.0",
        "sha256": {},
    }
    (given.out / "card.json").write_text(json.dumps(card, indent=1) + "\n")
    print(json.dumps({k: card[k] for k in ("weights", "ridge", "left out log loss")}))


if __name__ == "__main__":
    main()
