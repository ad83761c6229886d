"""The dossier as FollowTheMoney entities, one JSON object a line, for Aleph, OpenSanctions tools and yente.

Pages are Articles; actors Persons, Organizations or PublicBodies; whom somebody speaks for is a Representation; what
somebody says on a page is the Documentation that ties the two, its role the stance, its summary the words. Unnamed
sources are nobody there, and claims have no schema of their own: they stand as Notes on those whose word they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from firsthand.records import Actor, Document, Dossier, Statement
from firsthand.tell.index import Account, Index, actor_of, roster
from firsthand.tell.json import dumps
from firsthand.tell.words import address, iso_day, plain, printable

_SCHEMAS = {
    "person": "Person", "organisation": "Organization", "office": "PublicBody", "outlet": "Organization",
    "country": "PublicBody",
}  # fmt: skip
# FollowTheMoney names languages by three letters (ISO 639-2): those that its model knows and pages here have.
_LANGUAGES = {
    "en": "eng", "de": "deu", "fr": "fra", "es": "spa", "it": "ita", "pt": "por", "nl": "nld", "pl": "pol", "ru": "rus",
    "uk": "ukr", "ar": "ara", "fa": "fas", "zh": "zho", "ja": "jpn", "ko": "kor", "tr": "tur", "he": "heb",
}  # fmt: skip


def tell(dossier: Dossier) -> str:
    """The entities."""
    index = Index(dossier)
    return "".join(dumps(entity) + "\n" for entity in _entities(index))


def _entities(index: Index) -> Iterator[dict[str, Any]]:
    known = roster(index.dossier.actors)
    yield from (_article(document) for document in index.dossier.documents)
    named = {actor.id: actor for actor in index.dossier.actors if actor.kind in _SCHEMAS and plain(actor.name)}
    for actor in named.values():
        yield _actor(actor)
        for body in actor.affiliations:
            if body in named and body != actor.id:
                yield _entity(f"speaks-{actor.id}-{body}", "Representation", agent=_id(actor.id), client=_id(body))
    for statement in index.statements.values():
        speaker = actor_of(statement.speaker, statement.id, known) if statement.speaker else None
        if speaker in named:
            yield _said(index, statement, named[speaker])
    for account in index.accounts:
        if holders := [actor for actor in _holders(account) if actor in named]:
            yield _claim(account, holders)


def _id(key: str) -> str:
    return f"firsthand-{key}"


def _entity(key: str, schema: str, **properties: str | list[str] | None) -> dict[str, Any]:
    """One entity: its properties are lists of texts, and those without any are left out."""
    held = {name: [value] if isinstance(value, str) else value for name, value in properties.items() if value}
    cleaned = {name: [printable(value) for value in values if value.strip()] for name, values in held.items()}
    return {
        "id": _id(key),
        "schema": schema,
        "properties": {name: values for name, values in cleaned.items() if values},
    }


def _article(document: Document) -> dict[str, Any]:
    day = iso_day(document.day)
    return _entity(
        document.id, "Article", title=plain(document.title), publisher=plain(document.outlet),
        author=[plain(author) for author in document.authors], publishedAt=day.isoformat() if day else None,
        sourceUrl=document.url if address(document.url) else None, language=_LANGUAGES.get(document.language or ""),
        bodyText=document.text,
    )  # fmt: skip


def _actor(actor: Actor) -> dict[str, Any]:
    names = [plain(name) for name in actor.aliases if plain(name) != plain(actor.name)]
    return _entity(actor.id, _SCHEMAS[actor.kind], name=plain(actor.name), alias=names)


def _said(index: Index, statement: Statement, speaker: Actor) -> dict[str, Any]:
    document = index.documents[statement.document]
    day = iso_day(document.day)
    return _entity(
        f"said-{statement.id}", "Documentation", document=_id(document.id), entity=_id(speaker.id),
        role=statement.stance, summary=index.content(statement), date=day.isoformat() if day else None,
        sourceUrl=document.url if address(document.url) else None, recordId=statement.id,
    )  # fmt: skip


def _holders(account: Account) -> list[str]:
    """Whose word the claim is."""
    voices = [voice for voice in account.of("supports") if voice.known]
    return list(dict.fromkeys(actor for voice in voices for actor in voice.origin.actors))


def _claim(account: Account, holders: list[str]) -> dict[str, Any]:
    text = plain(account.claim.text)
    return _entity(
        f"claim-{account.claim.id}", "Note", name=text[:200], description=text, entity=[_id(key) for key in holders]
    )
