"""One encoder, many heads: attribution tags and pointers, events, names, antecedents, loaded words."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from firsthand.read.words import MARKS
from train.encoder import WIDTH, pretrained
from train.reading.items import IGNORED

# Outputs of the word heads, by name: attribution tags (O, B and I of source, cue, content), whether a word is an event
# and how factual it is, name tags (O, B and I of person, organization, place), whether it is loaded, relay tags (O, B
# and I of who passes on and of the innermost teller).
HEADS = {"tags": 7, "events": 1, "facts": 1, "names": 7, "loaded": 1, "relays": 5}
# Pairs of heads whose product says at which word a word points: a content or source at its cue, a cue at its source
# (one source may tell several times), a mention at its antecedent.
POINTERS = {"points": 128, "whose": 64, "backs": 64}
# What each head's loss counts in a batch that has goals for it.
SHARES = {
    "tags": 1.0,
    "points": 0.7,
    "whose": 0.4,
    "events": 0.5,
    "facts": 6.0,
    "names": 1.0,
    "backs": 0.7,
    "loaded": 2.0,
    "relays": 1.0,
}


class Reader(nn.Module):
    """Pieces -> one output for each head, and the two sides of each pointer."""

    def __init__(self, wheel: Path, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = pretrained(wheel, tuple(size for _, size in MARKS), dropout)
        self.drop = nn.Dropout(0.1)
        self.heads = nn.ModuleDict({name: nn.Linear(WIDTH, size) for name, size in HEADS.items()})
        self.froms = nn.ModuleDict({name: nn.Linear(WIDTH, size) for name, size in POINTERS.items()})
        self.goals = nn.ModuleDict({name: nn.Linear(WIDTH, size) for name, size in POINTERS.items()})
        self.transitions = nn.Parameter(torch.zeros(HEADS["tags"], HEADS["tags"]))

    def forward(self, ids: Tensor, mask: Tensor, marks: Tensor) -> Tensor:
        """[batch, length] ids and mask, [batch, length, 7] marks -> [batch, length, 384]."""
        return self.drop(self.encoder(ids, mask, marks))

    def outputs(self, x: Tensor) -> dict[str, Tensor]:
        """Every head at every piece; a pointer's two sides as `points.from` and `points.goal`."""
        found = {name: head(x) for name, head in self.heads.items()}
        for name, size in POINTERS.items():
            found[f"{name}.from"] = self.froms[name](x) * size**-0.5
            found[f"{name}.goal"] = self.goals[name](x)
        return found

    def loss(self, x: Tensor, goals: dict[str, Tensor], firsts: Tensor) -> Tensor:
        """The weighted sum over the heads that the batch has goals for."""
        total = x.new_zeros(())
        for name, goal in goals.items():
            total = total + SHARES[name] * self._of(name, x, goal, firsts)
        return total

    def _of(self, name: str, x: Tensor, goal: Tensor, firsts: Tensor) -> Tensor:
        if name in POINTERS:
            starts, goals = self.froms[name](x) * POINTERS[name] ** -0.5, self.goals[name](x)
            return _mean((starts @ goals.transpose(1, 2)).masked_fill(~firsts[:, None, :], -1e4), goal)
        logits = self.heads[name](x)
        if name == "tags":
            return path_loss(logits, goal, goal != IGNORED, self.transitions)
        if logits.shape[-1] > 1:
            return _mean(logits, goal)
        known = goal != IGNORED
        if name == "facts":
            each = functional.smooth_l1_loss(logits[..., 0], (goal - 1000) / 1000, beta=0.3, reduction="none")
        else:
            each = functional.binary_cross_entropy_with_logits(logits[..., 0], goal.float(), reduction="none")
        return (each * known).sum() / known.sum().clamp(min=1)


def path_loss(logits: Tensor, goal: Tensor, firsts: Tensor, transitions: Tensor) -> Tensor:
    """Minus the log-likelihood of the whole path of tags, a word: a linear-chain CRF (Lafferty and others, ICML 2001).

    [batch, length, tags] logits of pieces, their goals, which of them begin a word, [tags, tags] transitions.
    """
    sizes = firsts.sum(1)
    order = torch.argsort((~firsts).int(), dim=1, stable=True)[:, : int(sizes.max())]  # each row's words in front
    scores = logits.gather(1, order[..., None].expand(-1, -1, logits.shape[-1]))
    tags = goal.gather(1, order)
    there = torch.arange(order.shape[1])[None, :] < sizes[:, None]
    tags = tags.masked_fill(~there, 0)
    steps = transitions[tags[:, :-1], tags[:, 1:]]
    right = (scores.gather(2, tags[..., None])[..., 0] * there).sum() + (steps * there[:, 1:]).sum()
    total = scores[:, 0]
    for n in range(1, scores.shape[1]):
        following = torch.logsumexp(total[:, :, None] + transitions[None], 1) + scores[:, n]
        total = torch.where(there[:, n, None], following, total)
    # A window without any word has a path of padding only: it counts nothing.
    every = (torch.logsumexp(total, 1) * (sizes > 0)).sum()
    return (every - right) / sizes.sum().clamp(min=1)


def _mean(logits: Tensor, goal: Tensor) -> Tensor:
    # Sum over count, not PyTorch's mean: a batch without any goal would have no mean.
    total = functional.cross_entropy(logits.flatten(0, 1), goal.flatten(), ignore_index=IGNORED, reduction="sum")
    return total / (goal != IGNORED).sum().clamp(min=1)


def from_attribution(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """The weights of the first, attribution-only legs under this model's names."""
    names = {"tag.": "heads.tags.", "start.": "froms.points.", "goal.": "goals.points."}
    return {next((new + k[len(old) :] for old, new in names.items() if k.startswith(old)), k): v
            for k, v in weights.items()}  # fmt: skip


def load(reader: Reader, path: Path) -> None:
    """Weights of an earlier leg; heads that it had not keep their beginning."""
    missing, unexpected = reader.load_state_dict(from_attribution(torch.load(path, weights_only=True)), strict=False)
    if unexpected or any(not name.startswith(("heads.", "froms.", "goals.", "transitions")) for name in missing):
        raise ValueError(f"{path}: not a reader: missing {missing}, unexpected {unexpected}")
