"""One page as one line of JSON whose spans spaCy takes: what `firsthand read --format spacy` writes.

`{"text", "spans": {"attribution": [...], "language": [...]}, "meta"}`. A span has `start` and `end` (code points of the
text, as spaCy counts), `label` (SOURCE, CUE, CONTENT or RELAY; for language the technique), `kb_id` (the actor, ""
where none is known) and `span_id` (the statement). `meta` has the page without its text, its statements by their ids as
`--format jsonl` gives them, and the problems. spaCy itself is not needed to write it; to load it:

    for row in map(json.loads, open("pages.jsonl", encoding="utf-8")):
        doc = nlp.make_doc(row["text"])
        doc.user_data["firsthand"] = row["meta"]
        for key, found in row["spans"].items():
            doc.spans[key] = [
                doc.char_span(span.pop("start"), span.pop("end"), **span, alignment_mode="expand") for span in found
            ]

`alignment_mode="expand"` takes the whole token where spaCy cuts words otherwise; `meta` keeps the exact places.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from firsthand.records import Actor, Document, Mark, Problem, Span, Statement
from firsthand.tell.index import Roster, actor_of, roster
from firsthand.tell.json import dumps
from firsthand.tell.shapes import read_line
from firsthand.tell.spans import parts


def page(
    document: Document,
    statements: Sequence[Statement],
    marks: Sequence[Mark],
    actors: Sequence[Actor],
    problems: Sequence[Problem],
) -> str:
    """The line, with its line break."""
    known = roster(actors)
    place = document.places[0] if document.places else None
    line = read_line(document, statements, marks, problems, place, actors)
    row = {
        "text": line["document"].pop("text"),
        "spans": {
            "attribution": [span for statement in statements for span in _attribution(statement, known)],
            "language": [_span(Span(mark.start, mark.end), mark.technique) for mark in marks],
        },
        "meta": {
            **line["document"],
            "statements": {statement["id"]: statement for statement in line["statements"]},
            "problems": line["problems"],
        },
    }
    return dumps(row) + "\n"


def _attribution(statement: Statement, known: Roster) -> list[dict[str, Any]]:
    found = []
    for part in parts(statement):
        actor = actor_of(part.mention, statement.id, known) if part.mention else None
        found += [_span(span, part.role.upper(), actor or "", statement.id) for span in part.spans]
    return found


def _span(span: Span, label: str, actor: str = "", statement: str = "") -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "label": label, "kb_id": actor, "span_id": statement}
