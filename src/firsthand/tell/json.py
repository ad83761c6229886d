"""The dossier as JSON, in the shape that dossier.schema.json publishes."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import Any

from firsthand.records import Dossier, Weight
from firsthand.tell import shapes
from firsthand.tell.index import RELATIONS, Account, Index, roster
from firsthand.tell.words import printable

SCHEMA = "firsthand/dossier/1"
# A person's word on two statements: it shows in the origins' reasons; the interface has no link of that kind.
JUDGED = frozenset({"depends", "independent"})
_LONE = re.compile("[\ud800-\udfff]")


def tell(dossier: Dossier) -> str:
    """The whole dossier as one JSON object."""
    return dumps(shape(dossier), indent=1) + "\n"


def dumps(value: object, indent: int | None = None) -> str:
    """JSON that keeps every code point and can always be written as UTF-8."""
    return _LONE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False, indent=indent))


def printed(value: object) -> str:
    """Indented JSON for programs that take no controls and no half characters: each is one mark instead."""
    return json.dumps(_printable(value), ensure_ascii=False, indent=1) + "\n"


def _printable(value: object) -> object:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {printable(key): _printable(one) for key, one in value.items()}
    return [_printable(one) for one in value] if isinstance(value, list) else value


def schema() -> dict[str, Any]:
    """The published JSON Schema of a dossier."""
    text = files("firsthand.tell").joinpath("dossier.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def shape(dossier: Dossier) -> dict[str, Any]:
    """The dossier as plain dictionaries."""
    index, known = Index(dossier), roster(dossier.actors)
    return {
        "schema": SCHEMA,
        "question": dossier.question,
        "as_of": dossier.as_of,
        "documents": [shapes.document(one) for one in dossier.documents],
        "statements": [shapes.dossier_statement(one, known) for one in dossier.statements],
        "actors": [shapes.actor(one) for one in dossier.actors],
        "claims": [claim(account, index) for account in index.accounts],
        "links": [shapes.link(one) for one in dossier.links if one.kind not in {*RELATIONS, *JUDGED}],
        "language_marks": [{"document": one.document, **shapes.mark(one)} for one in dossier.marks],
        "weights": [shapes.weight(one) for one in dossier.weights],
        "problems": [shapes.problem(one) for one in dossier.problems],
        "analysis": shapes.analysis(dossier.analysis, dossier.letters) if dossier.analysis else None,
    }


def claim(account: Account, index: Index) -> dict[str, Any]:
    """One claim with its origins, figures, changes, evidence and belief."""
    one = account.claim
    return {
        "id": one.id,
        "text": one.text,
        "passage": shapes.passage(one.passage),
        "first_seen": one.first_seen,
        "statements": [{"id": member.statement, "position": member.position} for member in one.statements],
        "origins": _origins(account, index),
        "echoes": account.echoes,
        "figures": [shapes.figure(one) for one in account.figures],
        "changes": [shapes.hop(one) for one in account.hops],
        "exhibits": [shapes.exhibit(one) for one in account.exhibits],
        "belief": _belief(account.belief),
        "related": [{"claim": other, "relation": link.kind, "why": link.why} for other, link in index.related[one.id]],
    }


def _belief(found: Weight | None) -> dict[str, Any] | None:
    """The chance that the claim is true, given this case; None where there is nothing to weigh."""
    if found is None or found.value is None:
        return None
    reasons = [shapes.reason(one) for one in found.reasons]
    return {"value": found.value, "low": found.low, "high": found.high, "reasons": reasons}


def _origins(account: Account, index: Index) -> dict[str, Any]:
    weight = account.origins
    letters = index.dossier.letters
    return {
        "count": _whole(weight.value) if weight else None,
        "low": _whole(weight.low) if weight else None,
        "high": _whole(weight.high) if weight else None,
        "reasons": [shapes.reason(one) for one in weight.reasons] if weight else [],
        "groups": [
            shapes.origin(voice.origin, letters.get(voice.origin.first) if voice.known else None)
            for voice in account.voices
        ],
    }


def _whole(value: float | None) -> float | int | None:
    return int(value) if value is not None and float(value).is_integer() else value
