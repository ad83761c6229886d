"""A Dossier in, text out; a page as it was read, and a whole case, too."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from firsthand.extend import find
from firsthand.records import Actor, Document, Dossier, Mark, Problem, Statement, Whole
from firsthand.tell import (
    archive,
    brat,
    case,
    claimreview,
    conll,
    csv,
    ftm,
    graphml,
    json,
    jsonl,
    markdown,
    opml,
    parquet,
    prov,
    report,
    spacy,
    stix,
    terminal,
    webannotation,
)

Teller = Callable[[Dossier], str]
# One page with what was read in it, outside any case.
PageTeller = Callable[[Document, Sequence[Statement], Sequence[Mark], Sequence[Actor], Sequence[Problem]], str]
# A case as it is kept, with its dossier.
CaseTeller = Callable[[Whole, Dossier], bytes]

TELLERS: dict[str, Teller] = {
    "report": report.tell,
    "json": json.tell,
    "markdown": markdown.tell,
    "csv": csv.tell,
    "csv-claims": csv.claims,
    "csv-links": csv.links,
    "csv-actors": csv.actors,
    "annotations": webannotation.tell,
    "claimreview": claimreview.tell,
    "prov": prov.tell,
    "graphml": graphml.tell,
    "ftm": ftm.tell,
    "stix": stix.tell,
    "opml": opml.tell,
}
# What is no text.
FILES: dict[str, Callable[[Dossier], bytes]] = {
    "parquet": parquet.tell,
    "parquet-claims": parquet.claims,
    "parquet-links": parquet.links,
    "parquet-actors": parquet.actors,
}
CASES: dict[str, CaseTeller] = {
    "case": case.tell,
    "archive": archive.tell,
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


def encoded(dossier: Dossier, name: str) -> bytes:
    """The dossier as the teller called `name` writes it, as the bytes of a file."""
    return FILES[name](dossier) if name in FILES else tell(dossier, name).encode("utf-8")
