"""A Dossier in, text out."""

from __future__ import annotations

from collections.abc import Callable

from firsthand.extend import find
from firsthand.records import Dossier
from firsthand.tell import csv, json, markdown, report

Teller = Callable[[Dossier], str]

TELLERS: dict[str, Teller] = {
    "report": report.tell,
    "json": json.tell,
    "markdown": markdown.tell,
    "csv": csv.tell,
}


def tell(dossier: Dossier, name: str) -> str:
    """The dossier as the teller called `name` writes it."""
    return find(name, TELLERS, "firsthand.tell")(dossier)
