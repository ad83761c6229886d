"""The dossier as four tables: statements, claims, links and actors. What they hold is the same in every format."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from firsthand.records import Dossier, Statement, Weight
from firsthand.tell.index import Account, Index, Voice

Cell = str | int | float | bool | None
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what its columns are called, the type of what stands in them, and how its rows are made."""

    columns: dict[str, type]
    rows: Callable[[Index], Iterator[Row]]


def rows(dossier: Dossier, name: str) -> list[Row]:
    """The rows of one table."""
    return list(TABLES[name].rows(Index(dossier)))


def _statements(index: Index) -> Iterator[Row]:
    """A row for each statement of each claim, then for each statement of none."""
    told = set()
    for account in index.accounts:
        for member in account.claim.statements:
            if (statement := index.statements.get(member.statement)) is not None:
                told.add(statement.id)
                yield _statement(index, statement, account, member.position)
    for statement in index.statements.values():
        if statement.id not in told:
            yield _statement(index, statement, None, "")


def _statement(index: Index, statement: Statement, account: Account | None, position: str) -> Row:
    document = index.documents[statement.document]
    voices = account.voices if account else ()
    voice = next((voice for voice in voices if statement.id in voice.origin.statements), None)
    return (
        account.claim.text if account else "",
        position,
        voice.letter if voice else "",
        _telling(voice, statement),
        document.id,
        document.outlet or "",
        document.published.value if document.published else "",
        statement.speaker.name if statement.speaker else "",
        " > ".join(mention.name for mention in statement.via),
        statement.stance,
        index.content(statement),
        min((span.start for span in statement.content), default=0),
        max((span.end for span in statement.content), default=0),
        statement.id,
        account.claim.id if account else "",
        float(statement.certainty),
        float(statement.score),
        statement.by,
    )


def _telling(voice: Voice | None, statement: Statement) -> str:
    if voice is None:
        return ""
    if not voice.known:
        return "unknown"
    return "first" if statement.id == voice.origin.first else "echo"


def _claims(index: Index) -> Iterator[Row]:
    outcomes = {one.claim: one for one in index.dossier.outcomes}
    for account in index.accounts:
        claim, outcome = account.claim, outcomes.get(account.claim.id)
        words, sizes = claim.passage, (len(claim.statements), len(account.documents), account.echoes)
        yield (
            claim.id, claim.text, claim.first_seen or "", words.document, words.start, words.end, *sizes,
            *_range(account.origins), *_range(account.belief),
            *((outcome.value, outcome.on, outcome.reference, outcome.by) if outcome else ("",) * 4),
        )  # fmt: skip


def _range(weight: Weight | None) -> Row:
    """A weight and its ends; three times nothing where it weighs nothing."""
    ends = (weight.value, weight.low, weight.high) if weight else (None, None, None)
    return tuple(None if end is None else float(end) for end in ends)


def _links(index: Index) -> Iterator[Row]:
    for link in index.dossier.links:
        yield link.id, link.kind, link.left, link.right, link.directed, float(link.score), link.why, link.by


def _actors(index: Index) -> Iterator[Row]:
    for actor in index.dossier.actors:
        aliases, bodies = " | ".join(actor.aliases), " | ".join(actor.affiliations)
        yield actor.id, actor.name, actor.kind, aliases, bodies, len(actor.statements)


TABLES: dict[str, Table] = {
    "statements": Table(
        dict.fromkeys(
            ("claim", "position", "origin", "telling", "document", "outlet", "published", "speaker", "via", "stance",
             "words"), str)
        | {"start": int, "end": int, "statement": str, "claim_id": str, "certainty": float, "score": float, "by": str},
        _statements,
    ),
    "claims": Table(
        {"claim_id": str, "claim": str, "first_seen": str, "document": str, "start": int, "end": int, "statements": int,
         "pages": int, "echoes": int, "origins": float, "origins_low": float, "origins_high": float, "belief": float,
         "belief_low": float, "belief_high": float, "outcome": str, "outcome_on": str, "outcome_reference": str,
         "outcome_by": str},
        _claims,
    ),
    "links": Table(
        {"link": str, "kind": str, "left": str, "right": str, "directed": bool, "score": float, "why": str, "by": str},
        _links,
    ),
    "actors": Table(
        {"actor": str, "name": str, "kind": str, "aliases": str, "affiliations": str, "statements": int}, _actors
    ),
}  # fmt: skip
