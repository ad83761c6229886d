"""Records as the plain dictionaries of INTERFACE.md: one shape for `firsthand read` and for dossier.json."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from firsthand.records import (
    Actor,
    Analysis,
    Basis,
    Cell,
    Dated,
    Document,
    Evidence,
    Exhibit,
    Figure,
    Hop,
    Hypothesis,
    Link,
    Mark,
    Mention,
    Origin,
    Passage,
    Problem,
    Quantity,
    Reason,
    Score,
    Span,
    Statement,
    Weight,
    When,
)
from firsthand.tell.index import Roster, actor_of, roster

Shape = dict[str, Any]


def read_line(
    document: Document,
    statements: Iterable[Statement],
    marks: Iterable[Mark],
    problems: Iterable[Problem],
    place: str | None,
    actors: Iterable[Actor] = (),
) -> Shape:
    """One page with what was read in it: one line of `firsthand read --format jsonl`."""
    known = roster(actors)
    body = document_shape(document)
    return {
        "document": {"id": body.pop("id"), "place": place, **body},
        "statements": [_statement(one, known) for one in statements],
        "language_marks": [mark(one) for one in marks],
        "problems": [problem(one) for one in problems],
    }


def document(found: Document) -> Shape:
    """A page, with the places it was found at."""
    body = document_shape(found)
    return {"id": body.pop("id"), "places": list(found.places), **body}


def document_shape(found: Document) -> Shape:
    """A page without its places."""
    return {
        "id": found.id,
        "url": found.url,
        "outlet": found.outlet,
        "title": found.title,
        "authors": list(found.authors),
        "language": found.language,
        "published": _dated(found.published),
        "updated": _dated(found.updated),
        "first_seen": _dated(found.first_seen),
        "credit": found.credit,
        "text": found.text,
        "blocks": [{"kind": block.kind, "start": block.start, "end": block.end} for block in found.blocks],
        "links": [{"url": link.url, "start": link.start, "end": link.end} for link in found.links],
    }


def statement(found: Statement, actors: Iterable[Actor] = ()) -> Shape:
    """A statement, its speaker and relays named by their actors' ids where these are known."""
    return _statement(found, roster(actors))


def _statement(found: Statement, known: Roster) -> Shape:
    return {
        "id": found.id,
        "form": found.form,
        "speaker": _speaker(found.speaker, found.id, known),
        "cue": [span(one) for one in found.cue],
        "content": [span(one) for one in found.content],
        "stance": found.stance,
        "certainty": found.certainty,
        "narrator": found.narrator,
        "via": [_relay(one, found.id, known) for one in found.via],
        "refers_to": found.refers_to,
        "basis": _basis(found.basis),
        "quantities": [_quantity(one) for one in found.quantities],
        "times": [_when(one) for one in found.times],
        "score": found.score,
        "by": found.by,
    }


def dossier_statement(found: Statement, known: Roster) -> Shape:
    """A statement with the id of the document it stands in."""
    body = _statement(found, known)
    return {"id": body.pop("id"), "document": found.document, **body}


def span(found: Span) -> Shape:
    """A stretch of a text."""
    return {"start": found.start, "end": found.end}


def passage(found: Passage) -> Shape:
    """A stretch of a named document's text."""
    return {"document": found.document, "start": found.start, "end": found.end}


def mark(found: Mark) -> Shape:
    """A stretch of loaded language, without its document."""
    return {
        "technique": found.technique,
        "start": found.start,
        "end": found.end,
        "score": found.score,
        "quoted": found.quoted,
    }


def problem(found: Problem) -> Shape:
    """Something that could not be done."""
    return {"stage": found.stage, "place": found.place, "message": found.message}


def actor(found: Actor) -> Shape:
    """A person or body."""
    return {
        "id": found.id,
        "name": found.name,
        "kind": found.kind,
        "aliases": list(found.aliases),
        "affiliations": list(found.affiliations),
    }


def link(found: Link) -> Shape:
    """A relation of two records, with its reason."""
    return {
        "id": found.id,
        "kind": found.kind,
        "left": found.left,
        "right": found.right,
        "directed": found.directed,
        "score": found.score,
        "why": found.why,
        "by": found.by,
        "spans": [passage(one) for one in found.spans],
    }


def reason(found: Reason) -> Shape:
    """One sentence of an account, with its words."""
    return {"text": found.text, "weight": found.weight, "spans": [passage(one) for one in found.spans]}


def weight(found: Weight) -> Shape:
    """What one weigher makes of one claim, without its items."""
    return {
        "claim": found.claim,
        "weigher": found.weigher,
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "reasons": [reason(one) for one in found.reasons],
    }


def origin(found: Origin, letter: str | None) -> Shape:
    """One voice of a claim with its echoes."""
    return {
        "letter": letter,
        "known": found.known,
        "position": found.position,
        "actors": list(found.actors),
        "documents": list(found.documents),
        "statements": list(found.statements),
        "first": found.first,
        "reasons": [reason(one) for one in found.reasons],
    }


def figure(found: Figure) -> Shape:
    """One figure of a claim as one statement gives it."""
    return {
        "statement": found.statement,
        "low": found.low,
        "high": found.high,
        "approximate": found.approximate,
        "unit": found.unit,
        "of": found.of,
        "role": found.role,
        "as_of": found.as_of,
        "passage": passage(found.passage),
    }


def hop(found: Hop) -> Shape:
    """The first place on a claim's way where something about it changed."""
    return {
        "kind": found.kind,
        "earlier": passage(found.earlier),
        "later": passage(found.later),
        "statements": list(found.statements),
        "why": found.why,
        "again": found.again,
    }


def exhibit(found: Exhibit) -> Shape:
    """One piece of evidence, however many pages speak of it."""
    return {
        "kind": found.kind,
        "holder": found.holder,
        "shown": found.shown,
        "passages": [passage(one) for one in found.passages],
        "disputed": [passage(one) for one in found.disputed],
    }


def analysis(found: Analysis, letters: Mapping[str, str]) -> Shape:
    """Rival explanations against the evidence; a row has the letter of its origin where that has one."""
    return {
        "hypotheses": [_hypothesis(one) for one in found.hypotheses],
        "evidence": [_evidence(one, letters.get(one.id)) for one in found.evidence],
        "cells": [_cell(one) for one in found.cells],
        "scores": [_score(one) for one in found.scores],
        "leaders": list(found.leaders),
        "flips": [_cell(one) for one in found.flips],
        "carriers": list(found.carriers),
        "reasons": [reason(one) for one in found.reasons],
    }


def _hypothesis(found: Hypothesis) -> Shape:
    return {
        "id": found.id,
        "text": found.text,
        "kind": found.kind,
        "holder": found.holder,
        "claim": found.claim,
        "passages": [passage(one) for one in found.passages],
        "bearings": [{"statement": key, "value": value} for key, value in found.bearings],
    }


def _evidence(found: Evidence, letter: str | None) -> Shape:
    return {
        "id": found.id,
        "letter": letter,
        "who": found.who,
        "position": found.position,
        "passage": passage(found.passage),
        "weight": found.weight,
        "reason": reason(found.reason),
        "statements": list(found.statements),
        "voice": found.voice or found.id,
        "diagnosticity": found.diagnosticity,
    }


def _cell(found: Cell) -> Shape:
    return {
        "evidence": found.evidence,
        "hypothesis": found.hypothesis,
        "value": found.value,
        "ratio": found.ratio,
        "reason": reason(found.reason),
        "by": found.by,
    }


def _score(found: Score) -> Shape:
    return {
        "hypothesis": found.hypothesis,
        "inconsistency": found.inconsistency,
        "bearing": found.bearing,
        "posterior": found.posterior,
        "reasons": [reason(one) for one in found.reasons],
    }


def _dated(found: Dated | None) -> Shape | None:
    return {"value": found.value, "known_by": found.known_by} if found else None


def _speaker(found: Mention | None, statement_id: str, known: Roster) -> Shape | None:
    if found is None:
        return None
    place = {"start": found.start, "end": found.end}
    return {"name": found.name, "actor": actor_of(found, statement_id, known), "named": found.named, **place}


def _relay(found: Mention, statement_id: str, known: Roster) -> Shape:
    return {"name": found.name, "actor": actor_of(found, statement_id, known), "start": found.start, "end": found.end}


def _basis(found: Basis | None) -> Shape | None:
    if found is None:
        return None
    return {"kind": found.kind, "shown": found.shown, "start": found.start, "end": found.end}


def _quantity(found: Quantity) -> Shape:
    return {
        "low": found.low,
        "high": found.high,
        "approximate": found.approximate,
        "unit": found.unit,
        "of": found.of,
        "role": found.role,
        "start": found.start,
        "end": found.end,
    }


def _when(found: When) -> Shape:
    return {"earliest": found.earliest, "latest": found.latest, "start": found.start, "end": found.end}
