"""Our own cases, kept as tables with a header beside the benches."""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent


def table(name: str) -> list[dict[str, str]]:
    """The rows of a table by column; quotation marks are words like any other."""
    with (HERE / f"{name}.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


Scores = dict[str, tuple[int, int]]


def print_scores(about: str | None, scores: Callable[[int | None, bool], Scores]) -> None:
    """The main of a bench over such a table: all cases, or --half 1 or 2 of them, --misses with what is not right."""
    options = argparse.ArgumentParser(description=about)
    options.add_argument("--half", type=int, choices=(1, 2))
    options.add_argument("--misses", action="store_true")
    given = options.parse_args()
    for name, (right, total) in scores(given.half, given.misses).items():
        print(f"{name:12} {right / total:.3f}  of {total}")
