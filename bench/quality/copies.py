"""Recall of copied pages among candidates and links on the silver news pairs: `python -m bench.quality.copies`."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from bench.rows import rows
from firsthand.link.copies import candidates, copies, cut
from firsthand.records import Block, Document

BANDS = ("near-identical", "contained", "partial", "fragments")


def main() -> None:
    """Print recall for each band."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    given = options.parse_args()
    for band, (total, found, linked) in scores(given.data).items():
        print(f"{band:15} {total:5} pairs  candidates {found / total:.3f}  linked {linked / total:.3f}")


def scores(data: Path) -> dict[str, tuple[int, int, int]]:
    """For each band: pairs, those among the candidates, those linked."""
    pairs = rows(data / "text_reuse" / "news_pairs_silver.train.jsonl")
    texts = {r["id"]: r["text"] for r in rows(data / "stance" / "bodies.jsonl")}
    pairs = [p for p in pairs if p["a"] in texts and p["b"] in texts]
    ids = sorted({i for p in pairs for i in (p["a"], p["b"])})
    documents = [Document(i, texts[i], (Block("paragraph", 0, len(texts[i])),)) for i in ids]
    among = {frozenset((ids[a], ids[b])) for a, b in candidates([cut(d) for d in documents])}
    linked = {frozenset((k.left, k.right)) for k in copies(documents)}
    total, found, joined = Counter[str](), Counter[str](), Counter[str]()
    for pair in pairs:
        key = frozenset((pair["a"], pair["b"]))
        total[pair["band"]] += 1
        found[pair["band"]] += key in among
        joined[pair["band"]] += key in linked
    return {band: (total[band], found[band], joined[band]) for band in BANDS if total[band]}


if __name__ == "__main__":
    main()
