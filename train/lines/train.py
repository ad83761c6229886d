"""Labelled pages in, the line judge out: `python -m train.lines.train out/lines.jsonl`.

Sites are split by a hash of their domain into five parts; part 0 is the development part, which no shipped weight saw.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from firsthand.gather import features
from train.lines.model import LABELS, Judge
from train.lines.prepare import Labelled, words
from train.lines.split import HELD_OUT, part

# A page of more lines is a list; it would fill the memory of a whole batch.
MOST_LINES = 1500
HERE = Path("src/firsthand/models/lines-1")
Page = dict[str, Any]


def load(path: Path) -> list[Labelled]:
    """The pages that have something to keep in their first lines."""
    with path.open(encoding="utf-8") as file:
        pages = [Labelled(**json.loads(line)) for line in file]
    cut = [slice_(page, 0, MOST_LINES) for page in pages]
    return [page for page in cut if any(page.kept)]


def slice_(page: Labelled, start: int, end: int) -> Labelled:
    """A stretch of a page."""
    names = ("lines", "kept", "headline", "byline", "dateline")
    return replace(page, **{name: getattr(page, name)[start:end] for name in names})


def crop(page: Labelled, rng: random.Random) -> Labelled:
    """The article with little or nothing around it, as people cut it out."""
    first, last = page.kept.index(1), len(page.kept) - page.kept[::-1].index(1)
    first = min([first, *(n for n, is_head in enumerate(page.headline) if is_head)])
    start, end = max(0, first - rng.choice([0, 0, 1, 2, 4, 8])), last + rng.choice([0, 0, 1, 2, 4, 8, 16])
    # 0.4: a crop tells less than the page it was cut from.
    return replace(slice_(page, start, end), weight=page.weight * 0.4)


def arrays(page: Labelled) -> Page:
    """What the network takes and what it shall answer."""
    return {
        "numbers": features.features(page.lines),
        "words": features.table(page.lines),
        "labels": np.stack([getattr(page, name) for name in LABELS], 1).astype(np.float32),
        "sizes": np.array([len(words(line)) + 0.5 for line in page.lines], np.float32),
        "weight": page.weight,
    }


def batch(pages: list[Page]) -> dict[str, Tensor]:
    """Pages side by side, filled up with zeros."""
    many, wide = max(len(page["numbers"]) for page in pages), max(page["words"].shape[1] for page in pages)
    made = {
        "numbers": np.zeros((len(pages), many, len(features.FEATURES)), np.float32),
        "words": np.zeros((len(pages), many, wide), np.int64),
        "labels": np.zeros((len(pages), many, len(LABELS)), np.float32),
        "sizes": np.zeros((len(pages), many), np.float32),
        "mask": np.zeros((len(pages), many), np.float32),
        "weight": np.array([page["weight"] for page in pages], np.float32),
    }
    for n, page in enumerate(pages):
        length, width = page["words"].shape
        made["numbers"][n, :length], made["words"][n, :length, :width] = page["numbers"], page["words"]
        made["labels"][n, :length], made["sizes"][n, :length], made["mask"][n, :length] = (
            page["labels"],
            page["sizes"],
            1,
        )
    return {name: torch.from_numpy(array) for name, array in made.items()}


def loss(scores: Tensor, some: dict[str, Tensor]) -> Tensor:
    """Per page: cross entropy of the kept lines, 1 - word F1 made smooth, and a little for the other labels."""
    entropy = torch.nn.functional.binary_cross_entropy_with_logits(scores, some["labels"], reduction="none")
    share = some["sizes"].sqrt() * some["mask"]
    kept = (entropy[:, :, 0] * share / share.sum(1, keepdim=True)).sum(1)
    told, true = torch.sigmoid(scores[:, :, 0]) * some["sizes"] * some["mask"], some["labels"][:, :, 0]
    f1 = 2 * (told * true).sum(1) / (told.sum(1) + (true * some["sizes"]).sum(1) + 1e-6)
    others = (entropy[:, :, 1:].sum(2) * some["mask"]).sum(1) / 20
    return ((kept + 1 - f1 + 0.3 * others) * some["weight"]).sum() / some["weight"].sum()


def fit(pages: list[Page], seed: int, epochs: int) -> Judge:
    """One network, the running mean of its weights."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    net = Judge(len(features.FEATURES), features.BUCKETS)
    numbers = np.concatenate([page["numbers"] for page in pages])
    net.mean.data, net.scale.data = torch.from_numpy(numbers.mean(0)), torch.from_numpy(numbers.std(0) + 1e-3)
    chosen = [value for value in net.parameters() if value.requires_grad]
    steps = epochs * -(-len(pages) // 16)
    learn = torch.optim.AdamW(chosen, lr=2e-3, weight_decay=0.03)
    pace = torch.optim.lr_scheduler.OneCycleLR(learn, 2e-3, total_steps=steps, pct_start=0.15)
    mean = torch.optim.swa_utils.AveragedModel(net, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.995))
    for epoch in range(epochs):
        started, total = time.time(), 0.0
        net.train()
        for group in shuffled(pages, rng):
            some = batch(group)
            # A sixth of the lines lose their words, so that no site's phrases carry the answer alone.
            seen = some["words"] * (torch.rand(some["mask"].shape) > 0.15).unsqueeze(2)
            value = loss(net(some["numbers"], seen, some["mask"]), some)
            learn.zero_grad()
            value.backward()
            torch.nn.utils.clip_grad_norm_(chosen, 1.0)
            learn.step()
            pace.step()
            mean.update_parameters(net)
            total += value.item()
        print(f"seed {seed} epoch {epoch}: {16 * total / len(pages):.4f} in {time.time() - started:.0f} s", flush=True)
    return mean.module.eval()


def shuffled(pages: list[Page], rng: random.Random) -> list[list[Page]]:
    """Batches of pages of about one length, in any order."""
    order = sorted(pages, key=lambda page: len(page["numbers"]) * rng.uniform(0.8, 1.25))
    groups = [order[n : n + 16] for n in range(0, len(order), 16)]
    rng.shuffle(groups)
    return groups


class Together(torch.nn.Module):
    """Several networks as one, with the mean of their scores: what is shipped."""

    def __init__(self, nets: list[Judge]) -> None:
        super().__init__()
        self.nets = torch.nn.ModuleList(nets)

    def forward(self, numbers: Tensor, words_: Tensor) -> Tensor:
        """numbers (1, lines, features), words (1, lines, n) -> scores 0 to 1 (1, lines, labels)."""
        mask = torch.ones_like(numbers[:, :, 0])
        return torch.stack([torch.sigmoid(net(numbers, words_, mask)) for net in self.nets]).mean(0)


def export(net: Together, example: Page, folder: Path) -> None:
    """The network as ONNX."""
    folder.mkdir(parents=True, exist_ok=True)
    given = (torch.from_numpy(example["numbers"])[None], torch.from_numpy(example["words"])[None])
    axes = {"numbers": {1: "lines"}, "words": {1: "lines", 2: "words"}, "scores": {1: "lines"}}
    torch.onnx.export(
        net, given, str(folder / "model.onnx"), input_names=["numbers", "words"], output_names=["scores"],
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip


def word_f1(page: Labelled, kept: np.ndarray) -> tuple[float, float, float]:
    """Precision, recall and F1 of the kept words, as a bag, against the gold text."""
    told = Counter(words("\n".join(line for line, keep in zip(page.lines, kept, strict=True) if keep)))
    gold = Counter(words(page.row["text"]))
    same = sum((told & gold).values())
    precision, recall = same / max(1, told.total()), same / max(1, gold.total())
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def measure(net: Together, pages: list[Labelled]) -> dict[str, list[float]]:
    """Mean word P, R, F1 over the pages with human gold text, by rendering."""
    scores: dict[str, list[tuple[float, float, float]]] = {}
    for page in pages:
        if page.row.get("text"):
            made = arrays(page)
            with torch.no_grad():
                told = net(torch.from_numpy(made["numbers"])[None], torch.from_numpy(made["words"])[None])[
                    0, :, 0
                ].numpy()
            scores.setdefault(page.rendering, []).append(word_f1(page, told >= 0.5))
    return {name: [len(rows), *np.mean(rows, 0).round(4).tolist()] for name, rows in scores.items()}


def main() -> None:
    """Train, measure, export, write the card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labelled", type=Path)
    parser.add_argument("--folder", type=Path, default=HERE)
    parser.add_argument("--held-out", type=int, default=HELD_OUT)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--seeds", type=int, default=3)
    options = parser.parse_args()
    torch.set_num_threads(1)
    started = time.time()
    pages = load(options.labelled)
    rng = random.Random(7)
    mine = [page for page in pages if part(page.domain) != options.held_out]
    held = [page for page in pages if part(page.domain) == options.held_out]
    made = [arrays(page) for page in [*mine, *(crop(page, rng) for page in mine)]]
    net = Together([fit(made, seed, options.epochs) for seed in range(1, options.seeds + 1)]).eval()
    scores = measure(net, held)
    print(scores)
    export(net, made[0], options.folder)
    write_card(options, scores, len({page.id for page in mine}), len({page.id for page in held}), time.time() - started)


def write_card(options: argparse.Namespace, scores: dict[str, Any], fitted: int, held: int, seconds: float) -> None:
    """What the model is, on what it was trained, what it cost and how good it is."""
    digest = hashlib.sha256((options.folder / "model.onnx").read_bytes()).hexdigest()
    card = {
        "task": "what each line of a page's plain text is",
        "labels": LABELS,
        "features": features.FEATURES,
        "buckets": features.BUCKETS,
        "data": {
            "article-extraction-benchmark": "MIT, human gold text, weight 1",
            "trafilatura evaluation pages": "Apache-2.0, its own output corrected by the human snippets, weight 0.5",
            "mozilla/readability test pages": "Apache-2.0, its own accepted output, weight 0.4",
            "htmldate mediacloud pages": "Apache-2.0, trafilatura's output, weight 0.3; dates by hand",
            "pages": {"fitted": fitted, "held out by site": held},
        },
        "seeds": list(range(1, options.seeds + 1)),
        "epochs": options.epochs,
        "cost": f"{seconds / 60:.0f} minutes on one core of an AMD EPYC shared with other work",
        "scores": {"word P R F1 on held-out sites (pages, P, R, F1)": scores},
        "sha256": {"model.onnx": digest},
    }
    (options.folder / "card.json").write_text(json.dumps(card, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
