"""The dossier as W3C Web Annotations: each statement and each judgement hung on the exact words it is about.

A selector gives the words with what stands before and after them in their sentence, and where they stand in the text
that firsthand keeps of the page. `firsthand take` hangs judgements back on pages, also on changed ones, by these.
W3C Recommendation "Web Annotation Data Model", 23 February 2017.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import firsthand
from firsthand.records import Document, Dossier, Judgement, Passage, Span, Statement
from firsthand.tell.index import Index
from firsthand.tell.json import dumps
from firsthand.tell.words import address
from firsthand.text import around

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"firsthand": "urn:firsthand:"}]


def tell(dossier: Dossier) -> str:
    """The annotations as one collection."""
    index = Index(dossier)
    items = [_statement(index, one) for one in index.statements.values()]
    items += [_judgement(index, one) for one in dossier.judgements if _held(index, one)]
    name = "urn:firsthand:annotations"
    page = {"id": f"{name}:1", "type": "AnnotationPage", "partOf": name, "startIndex": 0, "items": items}
    collection = {"id": name, "type": "AnnotationCollection", "label": dossier.question, "total": len(items)}
    return dumps({"@context": CONTEXT, **collection, "first": page}, indent=1) + "\n"


def _held(index: Index, judgement: Judgement) -> bool:
    return all(place.document in index.documents for place in _places(judgement))


def _places(judgement: Judgement) -> list[Passage]:
    return [place for place in (judgement.left, judgement.right) if place is not None]


def _statement(index: Index, statement: Statement) -> dict[str, Any]:
    document = index.documents[statement.document]
    speaker = statement.speaker.name if statement.speaker else "nobody named"
    bodies = [_text("describing", f"{speaker} {statement.stance}"), _text("tagging", statement.form)]
    if position := index.position_of.get(statement.id):
        bodies.append(_text("tagging", position))
    return {
        "id": f"urn:firsthand:statement:{statement.id}",
        "type": "Annotation",
        "motivation": "describing",
        "creator": {"type": "Software", "name": statement.by},
        "generator": _generator(),
        "body": bodies,
        "target": _targets((document, span) for span in statement.content),
    }


def _judgement(index: Index, judgement: Judgement) -> dict[str, Any]:
    bodies: list[dict[str, Any]] = [_text("assessing", judgement.verb)]
    if judgement.note:
        bodies.append(_text("commenting", judgement.note))
    if address(judgement.reference):
        bodies.append({"type": "SpecificResource", "source": judgement.reference, "purpose": "linking"})
    told = {"id": judgement.id, "verb": judgement.verb, "note": judgement.note}
    known = {"on": judgement.on, "reference": judgement.reference}
    return {
        "id": f"urn:firsthand:judgement:{judgement.id}",
        "type": "Annotation",
        "motivation": "assessing",
        "creator": _creator(judgement.by),
        "created": judgement.at,
        "generator": _generator(),
        "body": bodies,
        "target": _targets(
            (index.documents[place.document], Span(place.start, place.end)) for place in _places(judgement)
        ),
        "firsthand:judgement": {key: value for key, value in {**told, **known}.items() if value},
    }


def _creator(by: str) -> dict[str, str]:
    kind, _, name = by.partition(":")
    return {"type": "Software" if kind == "agent" else "Person", "name": name or by}


def _text(purpose: str, value: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value}


def _generator() -> dict[str, str]:
    return {"type": "Software", "name": f"firsthand@{firsthand.__version__}"}


def _targets(places: Iterable[tuple[Document, Span]]) -> list[dict[str, Any]]:
    return [
        {"source": source(document), "firsthand:document": document.id, "selector": selectors(document.text, span)}
        for document, span in places
    ]


def source(document: Document) -> str:
    """The page's address, or a name of ours where it has none that is an IRI."""
    return document.url if document.url and address(document.url) else f"urn:firsthand:document:{document.id}"


def selectors(text: str, span: Span) -> list[dict[str, Any]]:
    """The two ways to find some words again: as a quotation with its sentence around it, and by their place."""
    whole = around(text, span)
    return [
        {
            "type": "TextQuoteSelector",
            "exact": text[span.start : span.end],
            "prefix": text[whole.start : span.start],
            "suffix": text[span.end : whole.end],
        },
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
    ]
