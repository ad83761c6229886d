"""The encoder with its two heads: seven tags, and a pointer from each labelled word to its cue."""

from __future__ import annotations

from pathlib import Path

from torch import Tensor, nn

from firsthand.read.words import MARKS
from train.encoder import WIDTH, pretrained

TAGS = 7  # O, then B and I of source, cue, content
POINTER = 128


class Reader(nn.Module):
    """Pieces -> tag logits, and the two sides of the pointer."""

    def __init__(self, wheel: Path, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = pretrained(wheel, tuple(size for _, size in MARKS), dropout)
        self.drop = nn.Dropout(0.1)
        self.tag = nn.Linear(WIDTH, TAGS)
        self.start, self.goal = nn.Linear(WIDTH, POINTER), nn.Linear(WIDTH, POINTER)

    def forward(self, ids: Tensor, mask: Tensor, marks: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """[batch, length] ids and mask, [batch, length, 7] marks -> [.., 7] logits, [.., 128] starts and goals."""
        x = self.drop(self.encoder(ids, mask, marks))
        return self.tag(x), self.start(x) * POINTER**-0.5, self.goal(x)


def loss(outputs: tuple[Tensor, Tensor, Tensor], tags: Tensor, points: Tensor, firsts: Tensor, share: float) -> Tensor:
    """Cross-entropy of the tags, and `share` times that of the pointers over the first pieces of the window."""
    logits, starts, goals = outputs
    scores = (starts @ goals.transpose(1, 2)).masked_fill(~firsts[:, None, :], -1e4)
    return _mean(logits, tags) + share * _mean(scores, points)


def _mean(logits: Tensor, goal: Tensor) -> Tensor:
    # Sum over count, not PyTorch's mean: a batch without any attribution has no pointer and its mean is not a number.
    total = nn.functional.cross_entropy(logits.flatten(0, 1), goal.flatten(), ignore_index=-100, reduction="sum")
    return total / (goal != -100).sum().clamp(min=1)
