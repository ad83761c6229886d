"""One page and what was read in it as one line of JSON: what `firsthand read --format jsonl` writes."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.records import Actor, Document, Mark, Problem, Statement
from firsthand.tell.json import dumps
from firsthand.tell.shapes import read_line


def page(
    document: Document,
    statements: Sequence[Statement],
    marks: Sequence[Mark],
    actors: Sequence[Actor],
    problems: Sequence[Problem],
) -> str:
    """The line, with its line break."""
    place = document.places[0] if document.places else None
    return dumps(read_line(document, statements, marks, problems, place, actors)) + "\n"
