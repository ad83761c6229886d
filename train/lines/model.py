"""The network of the line judge: what a line says and shows, and the lines around it."""

from __future__ import annotations

import torch
from torch import Tensor, nn

LABELS = ("kept", "headline", "byline", "dateline")


class Judge(nn.Module):
    """Hashed words and numbers of each line, then dilated convolutions over the page, then one score a label."""

    def __init__(self, features: int, buckets: int, width: int = 64, words: int = 24, drop: float = 0.3) -> None:
        super().__init__()
        self.mean = nn.Parameter(torch.zeros(features), requires_grad=False)
        self.scale = nn.Parameter(torch.ones(features), requires_grad=False)
        self.embed = nn.Embedding(buckets + 1, words, padding_idx=0)
        nn.init.normal_(self.embed.weight, std=0.1)
        self.word_drop, self.drop = nn.Dropout(0.4), nn.Dropout(drop)
        self.enter = nn.Linear(features + words, width)
        # 1 to 32 lines: the last layer sees 127 lines, more than lie between a comment's heading and its end.
        self.layers = nn.ModuleList(nn.Conv1d(width, width, 3, padding=d, dilation=d) for d in (1, 2, 4, 8, 16, 32))
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in self.layers)
        self.page = nn.Linear(2 * width, width)
        self.leave = nn.Sequential(
            nn.Linear(2 * width, width), nn.GELU(), nn.Dropout(drop), nn.Linear(width, len(LABELS))
        )

    def forward(self, numbers: Tensor, words: Tensor, mask: Tensor) -> Tensor:
        """Numbers (pages, lines, features), words (pages, lines, n), mask (pages, lines) to (.., lines, labels)."""
        bag = self.embed(words).sum(2) / (words > 0).sum(2, keepdim=True).clamp(min=1).sqrt()
        own = torch.cat([(numbers - self.mean) / self.scale, self.word_drop(bag)], 2)
        some = mask.unsqueeze(2)
        x = torch.nn.functional.gelu(self.enter(own)) * some
        for layer, norm in zip(self.layers, self.norms, strict=True):
            step = layer(norm(x).mul(some).transpose(1, 2)).transpose(1, 2)
            x = (x + self.drop(torch.nn.functional.gelu(step))) * some
        mean = x.sum(1) / some.sum(1).clamp(min=1)
        top = (x - 1e4 * (1 - some)).max(1).values
        page = self.page(torch.cat([mean, top], 1)).unsqueeze(1).expand(-1, x.shape[1], -1)
        return self.leave(torch.cat([x, page], 2))
