"""What can be looked up across a case: actors, outlets, links, hits, problems, records, outcomes, whole reports."""

from __future__ import annotations

from starlette.responses import Response

from firsthand.serve.api import rows
from firsthand.serve.api.endpoint import Ask
from firsthand.serve.api.parts import Answer, paged
from firsthand.serve.api.reading import APART, missing, statement_row
from firsthand.serve.api.shapes import (
    ActorFull,
    ActorQuery,
    ActorRow,
    HitRow,
    LinkQuery,
    OutletRow,
    Paging,
    SearchQuery,
)
from firsthand.serve.finding import Hit, page, statement
from firsthand.tell import TELLERS, report, shapes, tell

KINDS = {"report": "text/html", "json": "application/json", "markdown": "text/markdown", "csv": "text/csv"}
_AROUND = 120  # characters shown on either side of a hit


def actors(ask: Ask, query: ActorQuery) -> Answer:
    """People and bodies, those who say most first."""
    parts, words = rows.by_actor(ask), (query.words or "").casefold().split()
    found = [
        one
        for one in ask.dossier.actors
        if query.kind in {None, one.kind} and all(w in " ".join((one.name, *one.aliases)).casefold() for w in words)
    ]
    found.sort(key=lambda one: -len(parts[one.id].statements))
    return paged(found, query, lambda one: one.id, lambda one: _actor_row(ask, one.id))


def _actor_row(ask: Ask, key: str) -> ActorRow:
    mine = rows.by_actor(ask)[key]
    record = [one for one in rows.records(ask) if one.source == key]
    return ActorRow(shapes.actor(ask.index.actors[key]), len(mine.statements), len(mine.claims), mine.first, record)


def one_actor(ask: Ask) -> ActorFull:
    """An actor with what it said through time, and its record."""
    key = ask.part("actor")
    if key not in ask.index.actors:
        raise missing("actor")
    row, said = _actor_row(ask, key), rows.by_actor(ask)[key].statements
    rest = [statement_row(ask, one) for one in said]
    return ActorFull(row.actor, row.statements, row.claims, row.first, row.records, rest)


def outlets(ask: Ask, query: Paging) -> Answer:
    """Outlets, those with most pages first."""
    return paged(list(rows.by_outlet(ask)), query, str, lambda name: _outlet_row(ask, name))


def _outlet_row(ask: Ask, name: str) -> OutletRow:
    mine = rows.by_outlet(ask)[name]
    record = [one for one in rows.records(ask) if one.source == name]
    return OutletRow(name, mine.pages, len(mine.statements), mine.first, mine.echoes, record)


def one_outlet(ask: Ask) -> OutletRow:
    """An outlet with what it did, and its record."""
    name = ask.part("outlet")
    if name not in rows.by_outlet(ask):
        raise missing("outlet")
    return _outlet_row(ask, name)


def links(ask: Ask, query: LinkQuery) -> Answer:
    """Links of pages, statements, actors and claims."""
    pool = ask.dossier.links if query.end is None else rows.touching(ask).get(query.end, [])
    found = [one for one in pool if query.kind in {None, one.kind} and one.kind not in APART]
    return paged(found, query, lambda one: one.id, shapes.link)


def search(ask: Ask, query: SearchQuery) -> Answer:
    """Pages or statements that hold all the words, the best first, with where they stand in the page's text."""
    finder, find = ask.case.finder, (page if query.within == "pages" else statement)
    keys = (finder.pages if query.within == "pages" else finder.statements)(ask.index, query.q)
    return paged(keys, query, str, lambda key: _hit_row(ask, find(ask.index, key, query.q)))


def _hit_row(ask: Ask, hit: Hit) -> HitRow:
    document, said = hit.document, hit.statement
    first = hit.spans[0].start if hit.spans else (said.content[0].start if said else 0)
    start = max(0, first - _AROUND)
    account = ask.index.account_of.get(said.id) if said else None
    return HitRow(
        document.id, said.id if said else None, document.title, ask.index.outlet(document), document.day,
        account.claim.id if account else None, [shapes.span(s) for s in hit.spans[:200]],
        document.text[start : first + 2 * _AROUND], start,
    )  # fmt: skip


def problems(ask: Ask, query: Paging) -> Answer:
    """What could not be done."""
    key = lambda one: f"{one.stage} {one.place} {one.message}"  # noqa: E731
    return paged(ask.dossier.problems, query, key, shapes.problem)


def records(ask: Ask, query: Paging) -> Answer:
    """What each source's word was worth on the claims whose outcome is known."""
    return paged(rows.records(ask), query, lambda one: f"{one.role} {one.source}", lambda one: one)


def outcomes(ask: Ask, query: Paging) -> Answer:
    """How claims turned out, as people set it."""
    return paged(rows.outcomes(ask), query, lambda one: one.claim, lambda one: one)


def told(ask: Ask) -> Response:
    """The whole dossier, as one of the tellers writes it."""
    name = ask.part("name")
    if name not in TELLERS:
        raise missing("teller")
    kind = KINDS.get(name, "text/plain")
    policy = {"Content-Security-Policy": f"{report.policy()}; frame-ancestors 'none'"} if name == "report" else {}
    return Response(tell(ask.dossier, name), media_type=kind, headers=policy)
