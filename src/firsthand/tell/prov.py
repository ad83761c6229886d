"""The dossier as W3C PROV (PROV-JSON): who had which words from whom, and what read them.

A page or statement wasQuotedFrom the one it copies or quotes; an echo hadPrimarySource the first telling of its origin;
a page wasRevisionOf the version before it; a statement wasAttributedTo its speaker and wasGeneratedBy the reading that
found it, by its version. Links without a direction say nothing of the kind and are left out.
PROV-DM, W3C Recommendation, 30 April 2013; PROV-JSON, W3C Member Submission, 24 April 2013.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from firsthand.records import Actor, Document, Dossier, Judgement, Statement, identity
from firsthand.tell.index import Index, actor_of, roster
from firsthand.tell.json import printed
from firsthand.tell.words import address, plain

_PREFIXES = {name: f"urn:firsthand:{name}:" for name in (
    "page", "said", "actor", "outlet", "reader", "reading", "judge", "judgement", "kind",
)}  # fmt: skip
# What a directed link is in PROV's terms: a derivation, of a kind where PROV has a name for it.
_DERIVED = {"copies": "Quotation", "quotes": "Quotation", "revises": "Revision", "credits": None, "cites": None}
_AGENTS = {"person": "Person", "unnamed": None}
Records = dict[str, dict[str, dict[str, Any]]]


def tell(dossier: Dossier) -> str:
    """The whole as one PROV-JSON document."""
    index, made = Index(dossier), defaultdict[str, dict[str, dict[str, Any]]](dict)
    known = roster(dossier.actors)
    for document in dossier.documents:
        _page(made, document)
    for actor in dossier.actors:
        made["agent"][f"actor:{actor.id}"] = _agent(actor)
    for statement in index.statements.values():
        speaker = actor_of(statement.speaker, statement.id, known) if statement.speaker else None
        _said(made, index, statement, speaker)
    _links(made, index)
    _origins(made, index)
    for judgement in dossier.judgements:
        _judged(made, judgement)
    return printed({"prefix": _PREFIXES, **made})


def _relation(made: Records, kind: str, **ends: object) -> None:
    """One relation, named by its ends: the same one told twice is one."""
    fields = {key if ":" in key else f"prov:{key}": value for key, value in ends.items()}
    made[kind][f"_:{kind[:4]}{identity(kind, repr(sorted(fields.items(), key=str)))}"] = fields


def _derived(made: Records, taker: str, source: str, kind: str | None) -> None:
    typed = {"type": {"$": f"prov:{kind}", "type": "prov:QUALIFIED_NAME"}} if kind else {}
    _relation(made, "wasDerivedFrom", generatedEntity=taker, usedEntity=source, **typed)


def _typed(value: str) -> dict[str, str]:
    return {"$": value, "type": "prov:QUALIFIED_NAME"}


def _page(made: Records, document: Document) -> None:
    fields: dict[str, Any] = {"prov:type": _typed("kind:page"), "prov:label": plain(document.title) or document.id}
    if document.url and address(document.url):
        fields["prov:location"] = {"$": document.url, "type": "xsd:anyURI"}
    if document.published:
        fields["kind:published"] = plain(document.published.value)
    made["entity"][f"page:{document.id}"] = fields
    if document.outlet:
        outlet = f"outlet:{identity(document.outlet)}"
        made["agent"][outlet] = {"prov:type": _typed("prov:Organization"), "prov:label": plain(document.outlet)}
        _relation(made, "wasAttributedTo", entity=f"page:{document.id}", agent=outlet)


def _agent(actor: Actor) -> dict[str, Any]:
    kind = _AGENTS.get(actor.kind, "Organization")
    return {"prov:label": plain(actor.name), **({"prov:type": _typed(f"prov:{kind}")} if kind else {})}


def _said(made: Records, index: Index, statement: Statement, speaker: str | None) -> None:
    said, page = f"said:{statement.id}", f"page:{statement.document}"
    made["entity"][said] = {
        "prov:type": _typed("kind:statement"),
        "prov:value": index.content(statement),
        "kind:stance": statement.stance,
        "kind:start": min(span.start for span in statement.content),
        "kind:end": max(span.end for span in statement.content),
    }
    _derived(made, said, page, "Quotation")
    if speaker is not None:
        _relation(made, "wasAttributedTo", entity=said, agent=f"actor:{speaker}")
    reader, reading = f"reader:{identity(statement.by)}", f"reading:{identity(statement.by)}"
    name, _, version = statement.by.partition("@")
    software = {"prov:type": _typed("prov:SoftwareAgent"), "prov:label": plain(name), "kind:version": plain(version)}
    made["agent"][reader] = software
    made["activity"][reading] = {"prov:type": _typed("kind:reading"), "prov:label": plain(statement.by)}
    _relation(made, "wasAssociatedWith", activity=reading, agent=reader)
    _relation(made, "wasGeneratedBy", entity=said, activity=reading)
    _relation(made, "used", activity=reading, entity=page)


def _links(made: Records, index: Index) -> None:
    for link in index.dossier.links:
        taker, source = _entity(index, link.left), _entity(index, link.right)
        if link.kind in _DERIVED and link.directed and taker and source and taker != source:
            _derived(made, taker, source, _DERIVED[link.kind])


def _entity(index: Index, key: str) -> str | None:
    if key in index.documents:
        return f"page:{key}"
    return f"said:{key}" if key in index.statements else None


def _origins(made: Records, index: Index) -> None:
    """Every echo of a known voice has that voice's first telling as its primary source."""
    for account in index.accounts:
        for voice in account.voices:
            for echo in voice.echoes if voice.known else ():
                _derived(made, f"said:{echo.statement.id}", f"said:{voice.first.statement.id}", "PrimarySource")


def _judged(made: Records, judgement: Judgement) -> None:
    kind, _, name = judgement.by.partition(":")
    person, entity = f"judge:{identity(judgement.by)}", f"judgement:{judgement.id}"
    typed = _typed("prov:SoftwareAgent" if kind == "agent" else "prov:Person")
    made["agent"][person] = {"prov:type": typed, "prov:label": plain(name)}
    made["entity"][entity] = {
        "prov:type": _typed("kind:judgement"), "prov:value": judgement.verb, "kind:note": plain(judgement.note),
        "kind:at": judgement.at,
    }  # fmt: skip
    _relation(made, "wasAttributedTo", entity=entity, agent=person)
    for place in (judgement.left, judgement.right):
        if place is not None and f"page:{place.document}" in made["entity"]:
            _derived(made, entity, f"page:{place.document}", None)
