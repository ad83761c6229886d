"""Trains the reading encoder: `python -m train.reading.train --wheel W --out DIR --plan polnear=900,factuality=500`."""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from train.encoder import tokenizer_json
from train.reading.attributions import own, polnear
from train.reading.factuality import factuality
from train.reading.items import IGNORED, Item
from train.reading.language import language
from train.reading.mentions import mentions
from train.reading.model import POINTERS, Reader, load
from train.reading.relayed import relayed

WINDOW = 192  # pieces; positions beyond 256 were never seen in the encoder's own training
CLS, SEP, PAD = 101, 102, 0
OWN = Path(__file__).parent / "own"

TASKS: dict[str, Callable[[Path, Tokenizer], list[Item]]] = {
    "polnear": polnear,
    "own": lambda _, tokenizer: own(OWN, tokenizer),
    "factuality": factuality,
    "mentions": mentions,
    "language": language,
    "relays": relayed,
}

Cut = tuple[Item, int, int]


def groups(items: list[Item], size: int, dice: random.Random) -> list[list[Cut]]:
    """Windows cut at a new offset each epoch, of like length together, `size` pieces a group, in random order."""
    cuts = []
    for item in items:
        low = -dice.randrange(WINDOW // 2) if len(item.ids) > WINDOW else 0
        while low < len(item.ids):
            cuts.append((item, max(low, 0), min(low + WINDOW - 2, len(item.ids))))
            low += WINDOW - 2
    dice.shuffle(cuts)
    cuts.sort(key=lambda c: (c[2] - c[1]) // 16)
    found: list[list[Cut]] = []
    room = 0
    for cut in cuts:
        length = cut[2] - cut[1] + 2
        if length > room:
            found.append([])
            room = size
        found[-1].append(cut)
        room -= length
    dice.shuffle(found)
    return found


def endless(items: list[Item], size: int, dice: random.Random) -> Iterator[list[Cut]]:
    """Groups, epoch after epoch."""
    while True:
        yield from groups(items, size, dice)


def tensors(group: list[Cut]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor, dict[str, torch.Tensor]]:
    """A group as padded tensors: ids, mask, marks, firsts, and the goals that any of its items has."""
    length = 2 + max(high - low for _, low, high in group)
    shape = (len(group), length)
    ids, mask, firsts = np.full(shape, PAD), np.zeros(shape, int), np.zeros(shape, bool)
    marks = np.zeros((*shape, group[0][0].marks.shape[1]), int)
    goals = {name: np.full(shape, IGNORED) for name in sorted({n for item, _, _ in group for n in item.goals})}
    for n, (item, low, high) in enumerate(group):
        size = high - low
        ids[n, : size + 2] = [CLS, *item.ids[low:high], SEP]
        mask[n, : size + 2] = 1
        marks[n, 1 : size + 1] = item.marks[low:high]
        at = item.firsts[(item.firsts >= low) & (item.firsts < high)]
        firsts[n, at - low + 1] = True
        for name, values in item.goals.items():
            part = values[low:high]
            if name in POINTERS:
                part = np.where((part >= low) & (part < high), part - low + 1, IGNORED)
            goals[name][n, 1 : size + 1] = part
    whole = {name: torch.from_numpy(values) for name, values in goals.items()}
    return torch.from_numpy(ids), torch.from_numpy(mask), torch.from_numpy(marks), torch.from_numpy(firsts), whole


def parameters(model: Reader, rate: float, fresh: float) -> list[dict[str, object]]:
    """New parts learn `fresh` times as fast as the pretrained encoder; norms and biases do not decay."""
    parts: dict[tuple[float, float], list[torch.nn.Parameter]] = {}
    for name, weight in model.named_parameters():
        if weight.requires_grad:
            new = not name.startswith("encoder.") or ".marks." in name
            parts.setdefault((rate * (fresh if new else 1), 0.0 if weight.ndim < 2 else 0.01), []).append(weight)
    return [{"params": p, "lr": r, "weight_decay": d} for (r, d), p in parts.items()]


def main() -> None:
    """Train with one seed, keep the running mean of the weights, save it every 200 steps and at the end."""
    given = _options()
    given.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(given.seed)
    torch.set_num_threads(2)
    dice = random.Random(given.seed)
    tokenizer = Tokenizer.from_str(tokenizer_json(given.wheel).decode())
    counts = {name: int(steps) for name, steps in (part.split("=") for part in given.plan.split(","))}
    streams = {name: endless(TASKS[name](given.data, tokenizer), given.size, dice) for name in counts}
    order = [name for name, steps in counts.items() for _ in range(steps)]
    dice.shuffle(order)
    model = Reader(given.wheel, given.dropout)
    if given.start:
        load(model, given.start)
    model.encoder.word.weight.requires_grad_(not given.frozen_words)
    fit(model, [(name, streams[name]) for name in order], given)


def fit(model: Reader, plan: list[tuple[str, Iterator[list[Cut]]]], given: argparse.Namespace) -> None:
    """One step for each entry of the plan, or the first --stop of them, under one schedule."""
    optimizer = torch.optim.AdamW(parameters(model, given.rate, given.fresh), fused=True)
    total = len(plan)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min((n + 1) / (0.06 * total), max(0.0, (total - n) / (0.94 * total)))
    )
    mean = torch.optim.swa_utils.AveragedModel(model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.99))
    began, shown = time.time(), dict[str, float]()
    model.train()
    for done, (name, stream) in enumerate(plan[: given.stop], start=1):
        ids, mask, marks, firsts, goals = tensors(next(stream))
        with torch.autocast("cpu", torch.bfloat16, enabled=given.bf16):
            seen = model(ids, mask, marks)
        value = model.loss(seen.float(), goals, firsts)
        optimizer.zero_grad()
        value.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        mean.update_parameters(model)
        shown[name] = 0.95 * shown.get(name, value.item()) + 0.05 * value.item()
        if done % 50 == 0:
            losses = " ".join(f"{k} {v:.3f}" for k, v in sorted(shown.items()))
            print(f"step {done}/{total} {losses} {time.time() - began:.0f} s", flush=True)
        if done % 200 == 0:
            torch.save(mean.module.state_dict(), given.out / "reader.pt")
    torch.save(mean.module.state_dict(), given.out / "reader.pt")


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--wheel", type=Path, required=True)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--plan", required=True, help="steps for each task: polnear=900,own=150,...")
    options.add_argument("--rate", type=float, default=3e-4)
    options.add_argument("--fresh", type=float, default=10.0, help="how much faster the heads learn")
    options.add_argument("--size", type=int, default=1536, help="pieces a step")
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--dropout", type=float, default=0.1)
    options.add_argument("--bf16", action="store_true", help="half the time where the processor multiplies bf16")
    options.add_argument("--stop", type=int, help="stop after so many steps, in the middle of the schedule")
    options.add_argument("--start", type=Path, help="weights to go on from")
    options.add_argument("--frozen-words", action="store_true", help="leave the word embeddings as they are")
    return options.parse_args()


if __name__ == "__main__":
    main()
