"""How well the furniture of a page is told from its text, and its title, authors and date read.

`python -m bench.quality.furniture [--data ../shared/data/html_pages]`: only sites that the shipped model was not fitted
on. The line judge gets plain text made from the page's HTML in two ways; trafilatura gets the HTML itself.
"""

from __future__ import annotations

import argparse
import math
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from firsthand.errors import FirsthandError
from firsthand.gather import Gathering, documents
from firsthand.gather.lines import Element
from firsthand.records import Document
from firsthand.text import fold
from train.lines.prepare import DATA, block_lines, rows, text_nodes, words
from train.lines.split import held_out

Row = dict[str, Any]
Score = tuple[float, float, float]


def read(data: str) -> Document | None:
    """The document of a page or text given as if on standard input."""
    try:
        return next(
            (d for d in documents("-", Gathering(stdin=data.encode("utf-8", "replace"))) if isinstance(d, Document)),
            None,
        )
    except FirsthandError:
        return None


def kept(document: Document | None) -> str:
    """The paragraphs: the gold text holds neither headline nor byline."""
    if document is None:
        return ""
    return "\n".join(document.text[b.start : b.end] for b in document.blocks if b.kind in {"paragraph", "caption"})


def word_f1(told: str, gold: str) -> Score:
    """Precision, recall and F1 of two bags of words."""
    left, right = Counter(words(told)), Counter(words(gold))
    same = (left & right).total()
    precision, recall = same / max(1, left.total()), same / max(1, right.total())
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def mean(scores: Iterable[Score]) -> list[str]:
    """The mean of each of the three, as printed."""
    return [f"{sum(column) / len(column):.3f}" for column in zip(*scores, strict=True)]


def texts(tree: Element) -> dict[str, str]:
    """Plain text as people come by it: copied from the browser, or scraped node by node."""
    return {"copied": "\n".join(block_lines(tree)), "scraped": "\n".join(text_nodes(tree))}


def judge(pages: list[Row]) -> Table:
    """The table of word P, R, F1."""
    import trafilatura

    from firsthand.gather.page import parse

    scores: dict[str, list[Score]] = {}
    for page in pages:
        tree, gold = parse(page["html"]), page["text"]
        for name, text in texts(tree).items():
            scores.setdefault(f"line judge, text {name}", []).append(word_f1(kept(read(text)), gold))
        scores.setdefault("firsthand, HTML", []).append(word_f1(kept(read(page["html"])), gold))
        for name, precise in (("trafilatura, HTML", False), ("trafilatura, HTML, precision", True)):
            told = trafilatura.extract(page["html"], include_comments=False, favor_precision=precise) or ""
            scores.setdefault(name, []).append(word_f1(told, gold))
    table = Table("word P / R / F1, mean of pages", "pages", "P", "R", "F1")
    for name, all_ in scores.items():
        table.add_row(name, str(len(all_)), *mean(all_))
    return table


def right(page: Row, document: Document | None) -> dict[str, bool | None]:
    """Whether title, authors and day are right; None where the page gives none or nothing was said."""
    found: dict[str, bool | None] = {}
    title, day = page.get("title"), page.get("date")
    if title:
        found["title"] = None if document is None or not document.title else _plain(document.title) == _plain(title)
    if page.get("author"):
        gold = page["author"] if isinstance(page["author"], list) else re.split(r"[;,]| and | & ", page["author"])
        told = {_plain(name) for name in document.authors} if document else set()
        found["author"] = (
            None if not told else told == {_plain(name).removeprefix("by ") for name in gold if _plain(name)}
        )
    if day and not (isinstance(day, float) and math.isnan(day)):
        dated = (document.published or document.updated) if document else None
        found["date"] = None if dated is None else dated.value[:10] == day
    return found


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", fold(text)).strip()


def about(pages: list[Row]) -> Table:
    """The table of title, author and date."""
    from firsthand.gather.page import parse

    counts: dict[tuple[str, str], Counter[bool | None]] = {}
    for page in pages:
        for name, text in ({"HTML": page["html"]} | texts(parse(page["html"]))).items():
            for field, answer in right(page, read(text)).items():
                counts.setdefault((field, name), Counter())[answer] += 1
    table = Table("field", "from", "pages", "right", "right of answered", "not answered")
    for (field, name), count in sorted(counts.items()):
        said = count[True] + count[False]
        shares = (f"{count[True] / count.total():.3f}", f"{count[True] / max(1, said):.3f}")
        table.add_row(field, name, str(count.total()), *shares, str(count[None]))
    return table


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--all", action="store_true", help="also the pages the model was fitted on")
    options = parser.parse_args()
    if not options.data.is_dir():
        sys.exit(f"{options.data} is not there; give the folder of html_pages with --data.")
    pages = [row for row in rows(options.data) if options.all or held_out(row["domain"] or row["id"])]
    console = Console()
    console.print(judge([page for page in pages if page.get("text")]))
    console.print(about([page for page in pages if not page.get("text") and page.get("english", True)]))


if __name__ == "__main__":
    main()
