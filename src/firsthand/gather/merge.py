"""Documents in, each page once out: the same page given twice, or at two addresses, keeps all its places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace

from firsthand.gather import site
from firsthand.records import Document
from firsthand.text import fold


def merge(documents: Iterable[Document]) -> list[Document]:
    """Each page once, in the order of first finding; what a page then holds does not depend on that order."""
    groups: list[list[Document]] = []
    held: dict[tuple[str, ...], list[Document]] = {}
    for document in documents:
        found = [held[key] for key in _keys(document) if key in held]
        group = found[0] if found else []
        for other in found[1:]:
            if other is not group:
                group.extend(other)
                groups[:] = [kept for kept in groups if kept is not other]
        group.append(document)
        if not found:
            groups.append(group)
        held.update((key, group) for member in group for key in _keys(member))
    return [_one(group) for group in groups]


def _keys(document: Document) -> list[tuple[str, ...]]:
    """By what a page is known again: its id, or its address without tracking together with its words.

    The words must agree: a page that was changed at its address is another version, and that is worth seeing.
    """
    keys: list[tuple[str, ...]] = [(document.id,)]
    if document.url:
        keys.append((site.plain(document.url), fold(document.text)))
    return keys


def _one(group: list[Document]) -> Document:
    """The fullest of them, with every place; ties are broken by content, never by order."""
    places = tuple(dict.fromkeys(place for document in group for place in document.places))
    best = max(group, key=lambda document: (_filled(document), repr(replace(document, places=()))))
    moments = [document.first_seen for document in group if document.first_seen]
    seen = min(moments, key=lambda dated: (dated.value, dated.known_by), default=None)
    return replace(best, places=places, first_seen=seen)


def _filled(document: Document) -> int:
    return sum(1 for field in fields(document) if getattr(document, field.name))
