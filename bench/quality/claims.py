"""Paraphrases joined and minimal pairs kept apart, on our own pairs: `python -m bench.quality.claims`."""

from __future__ import annotations

import argparse
from pathlib import Path

from firsthand import link
from firsthand.read.quantities import quantities
from firsthand.read.times import times
from firsthand.records import Block, Dated, Document, Span, Statement, identity

PAIRS = Path(__file__).parent / "claim_pairs.tsv"


def main() -> None:
    """Print both shares, and the pairs that went wrong."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--misses", action="store_true")
    given = options.parse_args()
    for wanted, (right, total, wrong) in scores().items():
        print(f"{wanted:6} {right / total:.3f}  {right} of {total}")
        if given.misses:
            print("\n".join(f"       {pair}" for pair in wrong))


def scores() -> dict[str, tuple[int, int, list[str]]]:
    """For each kind of pair: how many were judged rightly, of how many, and which were not."""
    found: dict[str, tuple[int, int, list[str]]] = {}
    for row in PAIRS.read_text("utf-8").splitlines():
        wanted, one, other = row.split("\t")
        right = joined(one, other) == (wanted == "same")
        before = found.get(wanted, (0, 0, []))
        found[wanted] = (before[0] + right, before[1] + 1, before[2] + [f"{one} / {other}"] * (not right))
    return found


def joined(one: str, other: str) -> bool:
    """Whether two sentences, each told by a page of its own, become one claim."""
    pages, statements = zip(*(told(text, n) for n, text in enumerate((one, other))), strict=True)
    return len(link.links(pages, statements).claims) == 1


def told(text: str, n: int) -> tuple[Document, Statement]:
    """A sentence as the n-th page's only statement."""
    page = _page(text, n)
    return page, _statement(page)


def _page(text: str, n: int) -> Document:
    return Document(
        f"page{n}", text, (Block("paragraph", 0, len(text)),), published=Dated(f"2024-03-0{n + 1}", "given")
    )


def _statement(page: Document) -> Statement:
    end = len(page.text)
    figures = quantities(page.text, 0, end)
    return Statement(
        identity(page.id), page.id, "indirect", None, (), (Span(0, end),), "asserts", 0.9, "neutral", (), None, None,
        figures, times(page.text, 0, end, "2024-06-15"), 1.0, "bench",
    )  # fmt: skip


if __name__ == "__main__":
    main()
