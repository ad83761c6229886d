"""Statements in, Links out: copies and credits between pages, speakers that are one actor, statements of one claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.link.actors import actors
from firsthand.link.claims import claims
from firsthand.link.copies import copies
from firsthand.link.credits import credits
from firsthand.records import Actor, Claim, Document, Link, Statement

__all__ = ["Linked", "actors", "by_publication", "links"]


@dataclass(frozen=True, slots=True)
class Linked:
    """Everything that linking makes of the pages and statements of a case."""

    links: tuple[Link, ...]
    actors: tuple[Actor, ...]
    claims: tuple[Claim, ...]
    actor_of: dict[tuple[str, int, int], str]


def by_publication(documents: Sequence[Document]) -> list[Document]:
    """Documents by the day they give, undated ones last; the order in which pages arrived never matters."""
    return sorted(documents, key=lambda d: (d.day is None, d.day or "", d.id))


def links(documents: Sequence[Document], statements: Sequence[Statement]) -> Linked:
    """Link a whole case: copied passages, credits, actors, then claims over them."""
    ordered = by_publication(documents)
    copied = copies(ordered)
    credited = credits(ordered, copied)
    acting = actors(ordered, statements)
    named = {actor.id: actor for actor in acting.actors}
    speakers = {
        s.id: named[acting.of[s.document, s.speaker.start, s.speaker.end]] for s in statements if s.speaker is not None
    }
    claimed = claims(ordered, statements, copied, speakers)
    return Linked((*copied, *credited, *acting.links, *claimed.links), acting.actors, claimed.claims, acting.of)
