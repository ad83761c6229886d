"""What position does a text take: `python -m bench.quality.stance`. Emergent and FNC-1, dev claims.

Emergent: a headline or an article's body against its claim: for, against or observing. FNC-1: a body against a
headline: agree, disagree, discuss or unrelated; its weighted score gives a quarter for telling related from unrelated
and the rest for the right one of the related three.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bench.rows import rows
from firsthand.link.judge import HEADS, judged
from firsthand.link.passages import passage

RELATED = HEADS["stance"][:3]


def main() -> None:
    """Print the figures, and F1 of each label."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    given = options.parse_args()
    for name, value in scores(given.data).items():
        print(f"{name:40} {value:.3f}")


def scores(data: Path) -> dict[str, float]:
    """Accuracy and macro-F1 of each task, FNC-1's weighted score, and F1 of each label."""
    folder = data / "stance"
    claims = {c["id"]: c["claim"] for c in rows(folder / "claims.jsonl") if c["split"] == "dev"}
    told = [a for a in rows(folder / "articles.jsonl") if a["claim_id"] in claims]
    bodies = [b for b in rows(folder / "bodies.jsonl") if b["claim_id"] in claims]
    found = _position("headlines", [(a["headline"], claims[a["claim_id"]], a["headline_stance"]) for a in told])
    held = [(passage(claims[b["claim_id"]], b["text"]), claims[b["claim_id"]], b["claim_stance"]) for b in bodies]
    found |= _position("bodies", held)
    with gzip.open(folder / "fnc_pairs.jsonl.gz", "rt", encoding="utf-8") as lines:
        pairs = [pair for line in lines if (pair := json.loads(line))["split"] == "dev"]
    return found | _competition(pairs, {b["id"]: b["text"] for b in bodies})


def _position(name: str, triples: Sequence[tuple[str, str, str | None]]) -> dict[str, float]:
    labels = HEADS["position"]
    kept = [(text, claim, stance) for text, claim, stance in triples if stance in labels]
    gold = np.array([labels.index(str(stance)) for _, _, stance in kept])
    said = judged([(text, claim) for text, claim, _ in kept], both=False).position.argmax(1)
    each = {label: f1(gold == n, said == n) for n, label in enumerate(labels)}
    return {
        f"{name}, accuracy": float((gold == said).mean()),
        f"{name}, macro-F1": float(np.mean(list(each.values()))),
        **{f"{name}, {label}": value for label, value in each.items()},
    }


def _competition(pairs: Sequence[dict[str, str]], bodies: dict[str, str]) -> dict[str, float]:
    labels = HEADS["stance"]
    kept = [p for p in pairs if p["body_id"] in bodies]
    gold = np.array([labels.index(p["stance"]) for p in kept])
    given = [(passage(p["headline"], bodies[p["body_id"]]), p["headline"]) for p in kept]
    said = judged(given, both=False).stance.argmax(1)
    each = [f1(gold == n, said == n) for n in range(len(labels))]
    return {
        "FNC-1, weighted score": weighted(gold, said),
        "FNC-1, macro-F1 of the related": float(np.mean(each[: len(RELATED)])),
        "FNC-1, macro-F1 of all four": float(np.mean(each)),
        **{f"FNC-1, {label}": value for label, value in zip(labels, each, strict=True)},
    }


def weighted(gold: np.ndarray, said: np.ndarray) -> float:
    """FNC-1's own score, as a share of the most that can be had."""
    unrelated = HEADS["stance"].index("unrelated")
    related = gold != unrelated
    points = 0.25 * (related == (said != unrelated)) + 0.75 * (related & (gold == said))
    return float(points.sum() / (0.25 * len(gold) + 0.75 * related.sum()))


def f1(gold: np.ndarray, said: np.ndarray) -> float:
    """F1 of one label."""
    return float(2 * (gold & said).sum() / max(1, gold.sum() + said.sum()))


if __name__ == "__main__":
    main()
