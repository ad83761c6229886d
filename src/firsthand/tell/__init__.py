"""A Dossier in, text out; a page as it was read, too."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from firsthand.extend import find
from firsthand.records import Actor, Document, Dossier, Mark, Problem, Statement
from firsthand.tell import brat, conll, csv, json, jsonl, markdown, report, spacy, terminal

Teller = Callable[[Dossier], str]
# One page with what was read in it, outside any case.
PageTeller = Callable[[Document, Sequence[Statement], Sequence[Mark], Sequence[Actor], Sequence[Problem]], str]

TELLERS: dict[str, Teller] = {
    "report": report.tell,
    "json": json.tell,
    "markdown": markdown.tell,
    "csv": csv.tell,
}
PAGES: dict[str, PageTeller] = {
    "terminal": terminal.page,
    "jsonl": jsonl.page,
    "conll": conll.page,
    "brat": brat.page,
    "spacy": spacy.page,
}


def tell(dossier: Dossier, name: str) -> str:
    """The dossier as the teller called `name` writes it."""
    return find(name, TELLERS, "firsthand.tell")(dossier)
