"""The dossier as a STIX 2.1 bundle: pages, who speaks, what is said, and claims, for OpenCTI, MISP and their like.

A page with an address is a URL observable, an actor an identity, a statement a note, a claim a grouping of these. What
DISARM technique is seen in a claim is a person's word (`firsthand tag`) and never the program's: no tag, no technique.
Ids are made of firsthand's own, so that the same case gives the same objects. STIX 2.1, OASIS Standard, 10 June 2021.
"""

from __future__ import annotations

import json
import re
import uuid
from typing import Any

from firsthand.records import Dossier, Statement, Tag, identity
from firsthand.tell.index import Account, Index, actor_of, roster
from firsthand.tell.json import printed
from firsthand.tell.words import address, iso_day, plain

# A technique or sub-technique of the DISARM framework. Its list is under a share-alike licence and is not kept here.
TECHNIQUE = re.compile(r"T\d{4}(?:\.\d{3})?\Z")
_CLASSES = {"person": "individual", "organisation": "organization", "office": "organization", "outlet": "organization",
            "country": "class", "unnamed": "unknown"}  # fmt: skip
_OURS = uuid.uuid5(uuid.NAMESPACE_URL, "urn:firsthand")
_OBSERVABLES = uuid.UUID("00abedb4-aa42-466c-9c01-fed23315a9b7")  # the standard's own namespace for them (2.9)
_NO_DAY = "1970-01-01"
Object = dict[str, Any]


def tell(dossier: Dossier) -> str:
    """The bundle."""
    made = _Bundle(Index(dossier))
    objects = list(made.objects.values())
    return printed({"type": "bundle", "id": _id("bundle", *made.objects), **({"objects": objects} if objects else {})})


class _Bundle:
    """The objects, each once, by their ids."""

    def __init__(self, index: Index) -> None:
        self.index, self.objects = index, dict[str, Object]()
        self.day = iso_day(index.dossier.as_of)
        self.maker = self._identity("firsthand", "firsthand", "system") if index.dossier.documents else ""
        self.actors = {
            actor.id: self._identity(actor.id, actor.name, _CLASSES[actor.kind]) for actor in index.dossier.actors
        }
        self.known = roster(index.dossier.actors)
        self.pages = {document.id: self._page(document.url) for document in index.dossier.documents}
        self.notes = {one.id: self._note(one) for one in index.statements.values()}
        for account in index.accounts:
            self._claim(account)

    def _add(self, kind: str, key: str, day: str | None, **fields: object) -> str:
        """One domain object, made on the day it tells of; empty fields are left out."""
        found = iso_day(day) or self.day
        moment = f"{found.isoformat() if found else _NO_DAY}T00:00:00.000Z"
        name = _id(kind, key)
        held = {field: value for field, value in fields.items() if value}
        ours = {"created_by_ref": self.maker} if key != "firsthand" else {}
        self.objects[name] = {
            "type": kind, "spec_version": "2.1", "id": name, **ours, "created": moment, "modified": moment, **held,
        }  # fmt: skip
        return name

    def _identity(self, key: str, name: str, kind: str) -> str:
        return self._add("identity", key, None, name=plain(name) or "unnamed", identity_class=kind)

    def _page(self, url: str | None) -> str | None:
        if not url or not address(url):
            return None
        canonical = json.dumps({"value": url}, ensure_ascii=False, separators=(",", ":"))
        name = f"url--{uuid.uuid5(_OBSERVABLES, canonical)}"
        self.objects[name] = {"type": "url", "spec_version": "2.1", "id": name, "value": url}
        return name

    def _note(self, statement: Statement) -> str:
        document = self.index.documents[statement.document]
        speaker = statement.speaker
        actor = self.actors.get(actor_of(speaker, statement.id, self.known) or "") if speaker else None
        about = [ref for ref in (self.pages[document.id], actor) if ref]
        return self._add(
            "note", statement.id, document.day,
            abstract=f"{plain(speaker.name) if speaker else 'Nobody named'} {statement.stance}, "
                     f"on {self.index.outlet(document)}",
            content=self.index.content(statement) or "\ufffd",
            authors=[plain(speaker.name)] if speaker and plain(speaker.name) else [],
            object_refs=about or [self.maker],
        )  # fmt: skip

    def _claim(self, account: Account) -> None:
        members = [self.notes[one.statement] for one in account.claim.statements if one.statement in self.notes]
        pages = [page for key in account.documents if (page := self.pages[key])]
        tags = [one for one in self.index.dossier.tags if one.claim == account.claim.id and _of_person(one)]
        seen = [self._tagged(one) for one in tags]
        grouping = self._add(
            "grouping", account.claim.id, account.claim.first_seen, name=plain(account.claim.text)[:250] or "a claim",
            description=plain(account.claim.text), context="unspecified",
            object_refs=list(dict.fromkeys((*members, *pages, *seen))) or [self.maker],
        )  # fmt: skip
        for tag, pattern in zip(tags, seen, strict=True):
            by = plain(tag.by.removeprefix("person:"))
            self._add(
                "note", f"{account.claim.id} {tag.technique} {tag.by}", tag.at,
                abstract=f"{tag.technique}, as {by} sees it", content=plain(tag.note) or f"Tagged by {by}.",
                authors=[by] if by else [], object_refs=[grouping, pattern],
            )  # fmt: skip

    def _tagged(self, tag: Tag) -> str:
        return self._add(
            "attack-pattern", tag.technique, tag.at, name=f"DISARM {tag.technique}",
            external_references=[{"source_name": "DISARM", "external_id": tag.technique}],
        )  # fmt: skip


def _of_person(tag: Tag) -> bool:
    """Whether a person set it, and it names a technique."""
    return tag.by.startswith("person:") and TECHNIQUE.match(tag.technique) is not None


def _id(kind: str, *keys: str) -> str:
    return f"{kind}--{uuid.uuid5(_OURS, identity(kind, *keys))}"
