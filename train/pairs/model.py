"""One encoder that reads both texts together, and a head for each thing it says of the pair."""

from __future__ import annotations

import zipfile
from pathlib import Path

import torch
from safetensors.torch import load as load_tensors
from torch import Tensor, nn
from torch.nn import functional

from firsthand.link.judge import HEADS
from train.encoder import MEMBER, WIDTH, Drop, Encoder, pretrained
from train.pairs.items import IGNORED

SIZES = {name: len(labels) for name, labels in HEADS.items()}
# What each head's loss counts, and each label in it: FNC-1 and Emergent are lopsided, and the rare label is the point.
SHARES = {"same": 1.5, "follows": 1.0, "stance": 1.0, "position": 1.0, "matches": 1.0}
LABELS = {"stance": (1.2, 2.2, 0.8, 0.7), "position": (0.9, 1.4, 0.9)}


def with_sides(wheel: Path, dropout: float) -> Encoder:
    """The encoder with a mark for the second text: the difference of its own two kinds of token."""
    encoder = pretrained(wheel, (2,), dropout)
    kinds = load_tensors(zipfile.ZipFile(wheel).read(MEMBER + "model.safetensors"))[
        "embeddings.token_type_embeddings.weight"
    ]
    with torch.no_grad():
        encoder.marks[0].weight[1] = kinds[1] - kinds[0]
    encoder.word.weight.requires_grad_(False)  # every encoder shares one table
    return encoder


class Heads(nn.Module):
    """The first piece, the mean of each text and how far they are apart -> every head's logits."""

    def __init__(self) -> None:
        super().__init__()
        self.pool = nn.Linear(4 * WIDTH, WIDTH)
        self.out = nn.Linear(WIDTH, sum(SIZES.values()))

    def forward(self, x: Tensor, first: Tensor, second: Tensor) -> Tensor:
        """[batch, length, 384], [batch, length] weights of each text's pieces -> [batch, 12]."""
        one, other = ((x * of[..., None]).sum(1) / of.sum(1, keepdim=True).clamp(min=1) for of in (first, second))
        seen = torch.cat([x[:, 0], one, other, (one - other).abs()], -1)
        found: Tensor = self.out(functional.gelu(self.pool(seen)))
        return found


class Pairs(nn.Module):
    """Pieces of two texts -> the logits of every head."""

    def __init__(self, wheel: Path, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = with_sides(wheel, dropout)
        self.drop = Drop(dropout)
        self.heads = Heads()

    def forward(self, ids: Tensor, mask: Tensor, sides: Tensor) -> Tensor:
        """[batch, length] ids, mask and sides -> [batch, 12]."""
        x = self.drop(self.encoder(ids, mask, sides[..., None]))
        other = sides.to(x.dtype)
        found: Tensor = self.heads(x, mask.to(x.dtype) - other, other)
        return found


def loss(logits: Tensor, goals: dict[str, Tensor]) -> Tensor:
    """The weighted sum over the heads that the batch has goals for."""
    total = logits.new_zeros(())
    parts = dict(zip(SIZES, logits.split(list(SIZES.values()), -1), strict=True))
    for name, goal in goals.items():
        known = goal != IGNORED
        if not bool(known.any()):
            continue
        given, wanted = parts[name][known], goal[known]
        if SIZES[name] == 1:
            part = functional.binary_cross_entropy_with_logits(given[:, 0], wanted.to(given.dtype))
        else:
            weight = given.new_tensor(LABELS[name]) if name in LABELS else None
            part = functional.cross_entropy(given, wanted, weight)
        # A head that few rows of the batch have a goal for counts by their share.
        total = total + SHARES[name] * part * known.float().mean()
    return total
