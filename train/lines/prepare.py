"""Pages with gold text in, lines with labels out."""

from __future__ import annotations

import argparse
import difflib
import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from firsthand.errors import PlaceError
from firsthand.gather import dates, metadata, page
from firsthand.gather.lines import Element, visible
from firsthand.text import fold

DATA = Path("../shared/data/html_pages")
_WORD = re.compile(r"\w+")


@dataclass
class Labelled:
    """One page as the lines that somebody would scrape, each with what it is."""

    id: str
    domain: str
    source: str
    rendering: str
    lines: list[str]
    kept: list[int]
    headline: list[int]
    byline: list[int]
    dateline: list[int]
    weight: float
    row: dict[str, Any]


def rows(data: Path) -> Iterator[dict[str, Any]]:
    """Every record of the four files with its source."""
    for name in ("article-extraction-benchmark", "trafilatura", "mozilla-readability", "htmldate-mediacloud"):
        with gzip.open(data / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                if row.get("split", "train") == "train":
                    yield row | {"source": name}


def block_lines(tree: Element) -> list[str]:
    """What select-all and copy gives: a line for each block element."""
    return [line.text for line in visible(tree)]


def text_nodes(tree: Element) -> list[str]:
    """What a scraper's get_text gives: a line for each text node, paragraphs torn at their links, the title first."""
    skip = {"script", "style", "noscript", "template", "iframe", "svg"}
    found = []
    for text in tree.xpath("//text()"):
        holder = text.getparent()
        if text.is_text and holder.tag in skip:
            continue
        words = " ".join(text.split())
        if words:
            found.append(words)
    return found


def words(text: str) -> list[str]:
    """Folded words."""
    return _WORD.findall(fold(text))


def in_gold(lines: list[str], gold: list[str]) -> list[int]:
    """Which lines stand in the gold text, in its order."""
    flat, owner = [], []
    for n, line in enumerate(lines):
        found = words(line)
        flat.extend(found)
        owner.extend([n] * len(found))
    hits, sizes = [0] * len(lines), [0] * len(lines)
    for n in owner:
        sizes[n] += 1
    matcher = difflib.SequenceMatcher(None, flat, gold, autojunk=False)
    for block in matcher.get_matching_blocks():
        for at in range(block.a, block.a + block.size):
            # A match of one or two words far from any other is chance.
            if block.size > 2 or sizes[owner[at]] <= block.size:
                hits[owner[at]] += 1
    return [int(size > 0 and hit >= 0.6 * size) for hit, size in zip(hits, sizes, strict=True)]


def gold_text(row: dict[str, Any], tree: Element) -> tuple[str, float] | None:
    """The page's main text and how far it can be trusted."""
    if row["source"] == "article-extraction-benchmark":
        return row["text"], 1.0
    if row["source"] == "mozilla-readability":
        return "\n".join(block_lines(page.parse(row["expected_html_by_readability"]))), 0.4
    if row["source"] == "htmldate-mediacloud" and not row["english"]:
        return None
    text = "\n".join(line.text for line in page.extracted(tree, row["url"]))
    return (text, 0.5 if row["source"] == "trafilatura" else 0.3) if len(text) > 400 else None


def corrected(row: dict[str, Any], lines: list[str], kept: list[int]) -> list[int]:
    """The snippets that a person chose overrule what a program gave."""
    for snippet in row.get("with") or []:
        kept = [1 if len(snippet) > 15 and snippet in line else k for line, k in zip(lines, kept, strict=True)]
    for snippet in row.get("without") or []:
        kept = [
            0 if len(snippet) > 3 and snippet in line and len(line) < 3 * len(snippet) else k
            for line, k in zip(lines, kept, strict=True)
        ]
    return kept


def labelled(row: dict[str, Any]) -> Iterator[Labelled]:
    """The page in both renderings."""
    try:
        tree = page.parse(row["html"])
    except PlaceError:
        return
    gold = gold_text(row, tree)
    if gold is None:
        return
    told = metadata.read(tree, row["url"])
    title = row.get("title") or told.title or ""
    given = row.get("author") or list(told.authors)
    authors = given if isinstance(given, list) else [given]
    day = row.get("date") or (told.published.value if told.published else None)
    for rendering, make in (("block", block_lines), ("node", text_nodes)):
        lines = make(tree)[:4000]
        kept = corrected(row, lines, in_gold(lines, words(gold[0])))
        if sum(kept):
            about = head(lines, kept, title, authors, day)
            yield Labelled(
                row["id"], row["domain"] or row["id"], row["source"], rendering, lines, kept, *about, gold[1],
                {key: row.get(key) for key in ("title", "author", "date", "text", "with", "without", "url")},
            )  # fmt: skip


def head(lines: list[str], kept: list[int], title: str, authors: list[str], day: str | None) -> tuple[list[int], ...]:
    """Which line is the headline, and which short lines near it give the author and the day."""
    first = kept.index(1)
    last = len(kept) - 1 - kept[::-1].index(1)
    same = [n for n, line in enumerate(lines) if title and fold(line) == fold(title)]
    chosen = min(same, key=lambda n: (n > first, abs(first - n)), default=None)
    headline = [int(n == chosen) for n in range(len(lines))]
    start = min(first, chosen if chosen is not None else first)
    near = [start - 12 <= n <= first + 8 or last <= n <= last + 6 for n in range(len(lines))]
    parts = [fold(a.split(",")[0]) for a in authors if len(a.split()) > 1]
    byline = [
        int(near[n] and len(line.split()) <= 16 and any(part in fold(line) for part in parts))
        for n, line in enumerate(lines)
    ]
    dateline = [
        int(near[n] and len(line) < 160 and bool(day) and any(d.value[:10] == str(day)[:10] for d in dates.dates(line)))
        for n, line in enumerate(lines)
    ]
    return headline, [b and not h for b, h in zip(byline, headline, strict=True)], dateline


def main() -> None:
    """Write the labelled pages as JSON lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("-o", type=Path, default=Path("out/lines.jsonl"))
    options = parser.parse_args()
    options.o.parent.mkdir(parents=True, exist_ok=True)
    with options.o.open("w", encoding="utf-8") as file:
        for row in rows(options.data):
            for page_ in labelled(row):
                file.write(json.dumps(asdict(page_), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
