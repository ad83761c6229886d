"""Statements in, Links out: copies and credits between pages, speakers that are one actor, statements of one claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.link.actors import actors
from firsthand.link.claims import claims
from firsthand.link.copies import copies, turned
from firsthand.link.credits import credits
from firsthand.link.memo import NOTHING, Kept, Memo
from firsthand.link.twins import same_claim, twins, with_twins
from firsthand.link.verdicts import NONE, Verdicts, judged, outcomes, replaced, tags, unheeded, verdicts
from firsthand.moments import order
from firsthand.records import Actor, Claim, Document, Judgement, Link, LinkKind, Problem, Statement, identity

__all__ = [
    "NOTHING",
    "Kept",
    "Linked",
    "Memo",
    "Verdicts",
    "actors",
    "by_publication",
    "judged",
    "links",
    "outcomes",
    "replaced",
    "tags",
    "verdicts",
]


@dataclass(frozen=True, slots=True)
class Linked:
    """Everything that linking makes of the pages and statements of a case."""

    links: tuple[Link, ...]
    actors: tuple[Actor, ...]
    claims: tuple[Claim, ...]
    actor_of: dict[tuple[str, int, int], str]
    problems: tuple[Problem, ...] = ()
    "What of a person's words could not be followed."


def by_publication(documents: Sequence[Document]) -> list[Document]:
    """Documents by the moment they give, undated ones last; the order in which pages arrived never matters."""
    return sorted(documents, key=lambda d: (order(d), d.id))


def links(
    documents: Sequence[Document], statements: Sequence[Statement], judged: Verdicts = NONE, memo: Memo = NOTHING
) -> Linked:
    """Link a whole case: copied passages, credits, actors, then claims over them; a person's verdicts win."""
    ordered = by_publication(documents)
    told = twins(ordered, statements, judged)
    copied = [*copies(told.documents), *told.links]
    acting = actors(ordered, statements, judged)
    named = {actor.id: actor for actor in acting.actors}
    speakers = {
        s.id: named[acting.of[s.document, s.speaker.start, s.speaker.end]] for s in statements if s.speaker is not None
    }
    claimed = claims(ordered, told.statements, copied, speakers, judged, memo)
    whole = tuple(with_twins(claimed.claims, told, {d.id: n for n, d in enumerate(ordered)}))
    credited = credits(ordered, copied, statements, whole, acting.actors)
    decided = [_decided(*tie) for tie in judged.ties]
    made = (*turned(copied, credited), *credited, *acting.links, *claimed.links, *same_claim(told), *decided)
    lost = unheeded(judged, whole, {statement: actor.id for statement, actor in speakers.items()})
    return Linked(made, acting.actors, whole, acting.of, tuple(lost))


def _decided(left: str, right: str, judgement: Judgement) -> Link:
    """A person's word on whether one statement leans on another, as a link between the two."""
    kind: LinkKind = "depends" if judgement.verb == "dependent" else "independent"
    why = f"judged {judgement.verb}{f': {judgement.note}' if judgement.note else ''}"
    spans = (judgement.left, judgement.right) if judgement.right else (judgement.left,)
    return Link(identity(kind, left, right), kind, left, right, False, 1.0, why, judgement.by, spans)
