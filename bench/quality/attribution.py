"""Exact F1 of attributions on PolNeAR dev: `python -m bench.quality.attribution`.

Spans are compared with the annotated ones by their exact offsets. `whole` counts an attribution when every one of its
spans is exact; `joined` when its source, its cue and its content each share half of their characters with those of one
annotated attribution, so it tells whether the right words were put together. Words per second are those of the same
run, beside a plain word split.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bench.rows import rows
from firsthand.read.attribution import Attribution, attributions
from firsthand.read.words import words
from firsthand.records import Span

ROLES = ("source", "cue", "content")


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/data/polnear/dev.jsonl"))
    given = options.parse_args()
    found = scores(rows(given.data))
    for name, (precision, recall, f1) in found["f1"].items():
        print(f"{name:8} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")
    print(
        f"{found['words_per_second']:.0f} words a second; "
        f"cutting into words alone is {found['ratio']:.0f} times as fast"
    )


def scores(records: list[dict[str, Any]]) -> dict[str, Any]:
    """Precision, recall and F1 of each role and of whole attributions, and the speed."""
    hits: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    said: Counter[str] = Counter()
    began = time.perf_counter()
    read = [attributions(record["text"]) for record in records]
    took = time.perf_counter() - began
    for record, found in zip(records, read, strict=True):
        for name, (expected, given) in _sets(record, found).items():
            hits[name] += len(expected & given)
            gold[name] += len(expected)
            said[name] += len(given)
        right, total, claimed = _joined(record, found)
        hits["joined"] += right
        gold["joined"] += total
        said["joined"] += claimed
    began = time.perf_counter()
    count = sum(len(words(record["text"])) for record in records)
    ratio = took / (time.perf_counter() - began)
    f1 = {name: _f1(hits[name], said[name], gold[name]) for name in (*ROLES, "whole", "joined")}
    return {"f1": f1, "words_per_second": count / took, "ratio": ratio}


def _sets(record: dict[str, Any], found: list[Attribution]) -> dict[str, tuple[set[Any], set[Any]]]:
    expected = [tuple(tuple(_spans(a[role])) for role in ROLES) for a in record["attributions"]]
    given = [
        ((_pair(a.source),) if a.source else (), (_pair(a.cue),), tuple(sorted(map(_pair, a.content)))) for a in found
    ]
    sets: dict[str, tuple[set[Any], set[Any]]] = {
        role: ({s for a in expected for s in a[n]}, {s for a in given for s in a[n]}) for n, role in enumerate(ROLES)
    }
    sets["whole"] = (set(expected), set(given))
    return sets


def _joined(record: dict[str, Any], found: list[Attribution]) -> tuple[int, int, int]:
    """Attributions that share half of each part with an annotated one of their own; all annotated; all found."""
    waiting = [tuple(_cover(_spans(a[role])) for role in ROLES) for a in record["attributions"]]
    total, right = len(waiting), 0
    for one in found:
        given = tuple(
            map(_cover, ([_pair(one.source)] if one.source else [], [_pair(one.cue)], map(_pair, one.content)))
        )
        match = next((w for w in waiting if all(_half(x, y) for x, y in zip(w, given, strict=True))), None)
        if match is not None:
            waiting.remove(match)
            right += 1
    return right, total, len(found)


def _cover(spans: Iterable[tuple[int, int]]) -> frozenset[int]:
    return frozenset(at for start, end in spans for at in range(start, end))


def _half(one: frozenset[int], other: frozenset[int]) -> bool:
    return one == other or 2 * len(one & other) >= 0.5 * (len(one) + len(other))


def _spans(spans: Iterable[dict[str, int]]) -> list[tuple[int, int]]:
    return sorted((s["start"], s["end"]) for s in spans)


def _pair(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _f1(hits: int, said: int, gold: int) -> tuple[float, float, float]:
    precision, recall = hits / max(1, said), hits / max(1, gold)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


if __name__ == "__main__":
    main()
