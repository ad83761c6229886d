"""Loaded language and name-calling against PTC dev: `python -m bench.quality.language`.

Span F1 with credit for partial overlap (Da San Martino et al., EMNLP 2019) over both techniques together. Beside it a
lexicon: the words that BABE's annotators marked at least twice and in more than half of their sentences.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

from bench.quality.blind import span_f1
from bench.rows import rows
from firsthand import read
from firsthand.read.words import WORD
from firsthand.records import Document, Mark

PTC = {"Loaded_Language", "Name_Calling,Labeling"}
OURS = {"loaded_language", "name_calling"}


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--split", default="dev")
    given = options.parse_args()
    for name, value in scores(given.data, given.split).items():
        print(f"{name:28} {value:.3f}")


def scores(data: Path, split: str = "dev") -> dict[str, float]:
    """The program's span F1, the lexicon's, and all of the program's marks against all of PTC's techniques."""
    pages = rows(data / "ptc" / f"{split}.jsonl")
    lexicon = _lexicon(data / "babe" / "train.jsonl")
    gold = [[[s["technique"], s["start"], s["end"]] for s in page["techniques"]] for page in pages]
    found = [_marks(page["text"]) for page in pages]
    listed = [_listed(page["text"], lexicon) for page in pages]
    chosen = [[m for m in page if m[0] in PTC] for page in gold]
    ours = [[m for m in page if m[0] in OURS] for page in found]
    return {
        "program": span_f1(list(zip(chosen, ours, strict=True))),
        "lexicon": span_f1(list(zip(chosen, listed, strict=True))),
        "program, all techniques": span_f1(list(zip(gold, found, strict=True))),
    }


def _marks(text: str) -> list[Any]:
    found = read.statements([Document("ptc", text, language="en")])
    return [[m.technique, m.start, m.end] for m in found if isinstance(m, Mark)]


def _lexicon(path: Path) -> frozenset[str]:
    marked: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for row in rows(path):
        seen.update({w.lower() for w in WORD.findall(row["text"])})
        marked.update({w.lower() for span in row["biased_words"] for w in WORD.findall(span["text"])})
    return frozenset(w for w, n in marked.items() if n >= 2 and n > seen[w] / 2)


def _listed(text: str, lexicon: frozenset[str]) -> list[Any]:
    return [["listed", m.start(), m.end()] for m in WORD.finditer(text) if m.group().lower() in lexicon]


if __name__ == "__main__":
    main()
