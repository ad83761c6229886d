"""Write a case as files that `firsthand trace` reads, its truth beside it: `python -m bench.press -o DIR`.

`pages.jsonl` holds the pages, `linked-<n>.md` those with hyperlinks, which a JSONL line cannot hold; the truth goes to
`truth.json` in a folder of its own, so that the pages' folder is a place. Documents have other ids than in the truth
where a page is Markdown: its address is the same.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from bench.press import GRAMMARS, Press, press
from firsthand.records import Document


def main() -> None:
    """Write one case."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("-o", "--out", type=Path, required=True)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--pages", type=int, default=30)
    options.add_argument("--grammar", choices=GRAMMARS, default="train")
    given = options.parse_args()
    write(press(given.seed, given.pages, given.grammar), given.out)


def write(made: Press, out: Path) -> None:
    """The pages into `out/pages`, the truth beside them."""
    folder = out / "pages"
    folder.mkdir(parents=True, exist_ok=True)
    plain = [d for d in made.documents if not d.links]
    lines = [json.dumps(row(d), ensure_ascii=False) for d in plain]
    (folder / "pages.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for n, document in enumerate(d for d in made.documents if d.links):
        (folder / f"linked-{n}.md").write_text(markdown(document), encoding="utf-8")
    (out / "truth.json").write_text(json.dumps(made.record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def row(document: Document) -> dict[str, str | list[str]]:
    """A page as a line that gather reads."""
    found: dict[str, str | list[str] | None] = {
        "url": document.url,
        "outlet": document.outlet,
        "title": document.title,
        "author": list(document.authors),
        "published": document.published.value if document.published else None,
        "updated": document.updated.value if document.updated else None,
        "text": document.text,
    }
    return {key: value for key, value in found.items() if value}


def markdown(document: Document) -> str:
    """A page with its links as Markdown behind its front matter."""
    text = document.text
    for link in sorted(document.links, key=lambda k: -k.start):
        text = f"{text[: link.start]}[{text[link.start : link.end]}]({link.url}){text[link.end :]}"
    front = {**row(document), "text": "", "author": ", ".join(document.authors)}
    head = "".join(f"{key}: {value}\n" for key, value in front.items() if value)
    return f"---\n{head}---\n{text}"


if __name__ == "__main__":
    main()
