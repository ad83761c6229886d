"""One page and what was read in it as one line of JSON: what `firsthand read --format jsonl` writes."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.records import Actor, Document, Problem, Statement
from firsthand.tell.json import dumps
from firsthand.tell.shapes import read_line


def line(
    document: Document, statements: Sequence[Statement], actors: Sequence[Actor] = (), problems: Sequence[Problem] = ()
) -> str:
    """The line, with its line break."""
    place = document.places[0] if document.places else None
    return dumps(read_line(document, statements, (), problems, place, actors)) + "\n"
