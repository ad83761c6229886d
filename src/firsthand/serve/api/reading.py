"""What can be read of a case: claims, statements, pages, actors, outlets, links, hits, records, explanations."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from firsthand import ask as asking
from firsthand.errors import CaseError
from firsthand.records import Document, Statement
from firsthand.serve.api import rows
from firsthand.serve.api.endpoint import BASE, Ask
from firsthand.serve.api.parts import Answer, paged
from firsthand.serve.api.shapes import (
    CaseRow,
    CaseState,
    ClaimFull,
    ClaimQuery,
    Line,
    MatrixQuery,
    Me,
    Object,
    PageFull,
    PageQuery,
    PageRow,
    Paging,
    StatementFull,
    StatementQuery,
    StatementRow,
    WhatIfGiven,
    WhatIfQuery,
)
from firsthand.serve.problem import Refusal, without_paths
from firsthand.tell import shapes
from firsthand.tell.index import RELATIONS
from firsthand.tell.json import JUDGED, claim

# Relations of claims stand with their claims, a person's word on two statements in the origins' reasons.
APART = frozenset({*RELATIONS, *JUDGED})


def me(ask: Ask) -> Me:
    """Who asks, and what that one may do."""
    return Me(ask.person.name, ask.person.role)


def cases(ask: Ask, query: Paging) -> Answer:
    """The cases of the shelf."""

    def row(name: str) -> CaseRow:
        try:
            found = ask.shelf.desk(name)
        except CaseError as error:
            return CaseRow(name, None, {}, without_paths(ask.request, error))
        kept = found.store if found else None
        return CaseRow(name, kept.fact("question") if kept else None, kept.counts() if kept else {}, None)

    return paged(ask.shelf.names(), query, str, row)


def case(ask: Ask) -> CaseState:
    """A case at a glance: its question in three lines, how much it holds."""
    told, lead = ask.dossier, ask.view.lead
    lines = [Line(one.ask, one.text, one.small) for one in ask.view.state]
    kept = {
        "documents": told.documents, "statements": told.statements, "links": told.links, "actors": told.actors,
        "claims": told.claims, "problems": told.problems,
    }  # fmt: skip
    counts = {name: len(found) for name, found in kept.items()}
    key = lead.claim.id if lead else None
    return CaseState(ask.case.name, told.question, told.as_of, lines, counts, key, ask.case.desk.stamp())


_ORDERS: dict[str, Callable[[rows.Known], tuple[object, ...]]] = {
    "weight": lambda _: (),
    "contested": lambda k: (-min(k.row.positions.get("opposes", 0), k.row.positions.get("supports", 0)),
                            -k.row.positions.get("opposes", 0)),
    "origins": lambda k: (-(k.row.origins.value or 0),),
    "pages": lambda k: (-k.row.pages,),
    "changes": lambda k: (-k.row.changes,),
    "first": lambda k: (k.row.first_seen is None, k.row.first_seen or ""),
}  # fmt: skip


def claims(ask: Ask, query: ClaimQuery) -> Answer:
    """Claims, by what matters most."""
    found = [one for one in rows.claims(ask) if _meant(one, query)]
    if query.sort == "recent":
        found.sort(key=lambda one: one.row.last_seen or "", reverse=True)
    else:
        found.sort(key=_ORDERS[query.sort])
    return paged(found, query, lambda one: one.row.id, lambda one: one.row)


def _meant(one: rows.Known, query: ClaimQuery) -> bool:
    positions = one.row.positions
    return (
        (query.actor is None or query.actor in one.actors)
        and (query.outlet is None or query.outlet in one.outlets)
        and (query.position is None or query.position in positions)
        and (query.basis is None or query.basis in one.bases)
        and (query.since is query.until is None or any(_between(day, query.since, query.until) for day in one.days))
        and (query.words is None or all(word in one.folded for word in query.words.casefold().split()))
        and query.contested in {None, "opposes" in positions and "supports" in positions}
        and query.resolved in {None, one.row.outcome is not None}
    )


def _between(day: str | None, since: str | None, until: str | None) -> bool:
    return day is not None and (since or "") <= day[:10] <= (until or "9999-12-31")


def one_claim(ask: Ask) -> ClaimFull:
    """A claim with its origins, echoes, figures, changes, evidence, weights and their reasons."""
    key = ask.part("claim")
    account = next((a for a in ask.index.accounts if a.claim.id == key), None)
    if account is None:
        raise missing("claim")
    weights = [shapes.weight(w) for (of, _), w in ask.index.weights.items() if of == key]
    outcome = next((o for o in rows.outcomes(ask) if o.claim == key), None)
    return ClaimFull(claim(account, ask.index), weights, outcome)


def what_if(ask: Ask, query: WhatIfQuery) -> WhatIfGiven:
    """What would remain of a claim without some of its origins."""
    key = known_claim(ask)
    found = ask.case.desk.what_if(key, query.without, query.asof)
    now, then = ([shapes.weight(w) for w in side] for side in (found.now, found.then))
    return WhatIfGiven(key, list(found.left_out), now, then)


def hypotheses(ask: Ask, query: MatrixQuery) -> Object:
    """Rival explanations of a claim against the evidence."""
    made = asking.analysis(ask.case.desk.store, known_claim(ask), query.asof, every=query.every, told=ask.dossier)
    assert made is not None
    return shapes.analysis(made, ask.dossier.letters)


def statements(ask: Ask, query: StatementQuery) -> Answer:
    """Statements, by page and place in it."""
    index = ask.index
    if query.claim is not None:
        account = next((a for a in index.accounts if a.claim.id == query.claim), None)
        known = [m.statement for m in account.claim.statements] if account else []
        pool = [index.statements[key] for key in known if key in index.statements]
    elif query.document is not None:
        pool = index.by_document.get(query.document, [])
    elif query.actor is not None:
        tally = rows.by_actor(ask).get(query.actor)
        pool = tally.statements if tally else []
    else:
        pool = list(index.statements.values())
    found = [one for one in pool if _wanted(ask, one, query)]
    return paged(found, query, lambda one: one.id, lambda one: statement_row(ask, one))


def _wanted(ask: Ask, one: Statement, query: StatementQuery) -> bool:
    days = query.since is query.until is None
    return (
        query.document in {None, one.document}
        and (query.actor is None or query.actor in rows.speakers(ask).get(one.id, ()))
        and query.position in {None, ask.index.position_of.get(one.id)}
        and query.form in {None, one.form}
        and query.stance in {None, one.stance}
        and query.basis in {None, one.basis.kind if one.basis else "none"}
        and (days or _between(ask.index.documents[one.document].day, query.since, query.until))
    )


def statement_row(ask: Ask, one: Statement) -> StatementRow:
    """A statement with its words and its place."""
    index, document, account = ask.index, ask.index.documents[one.document], ask.index.account_of.get(one.id)
    return StatementRow(
        shapes.dossier_statement(one, rows.names(ask)),
        index.content(one),
        index.outlet(document),
        document.day,
        account.claim.id if account else None,
        index.position_of.get(one.id),
    )


def one_statement(ask: Ask) -> StatementFull:
    """A statement with its words, its place and its links."""
    found = ask.index.statements.get(ask.part("statement"))
    if found is None:
        raise missing("statement")
    row = statement_row(ask, found)
    links = [shapes.link(one) for one in rows.touching(ask).get(found.id, ()) if one.kind not in APART]
    return StatementFull(row.statement, row.words, row.outlet, row.day, row.claim, row.position, links)


def pages(ask: Ask, query: PageQuery) -> Answer:
    """Pages, by publication, without their text."""
    found = [d for d in ask.dossier.documents if _shown(ask, d, query)]
    return paged(found, query, lambda one: one.id, lambda one: _page_row(ask, one))


def _shown(ask: Ask, one: Document, query: PageQuery) -> bool:
    said = ask.index.by_document.get(one.id, ())
    days = query.since is query.until is None
    return (
        (query.outlet is None or query.outlet == ask.index.outlet(one))
        and (days or _between(one.day, query.since, query.until))
        and (query.actor is None or any(query.actor in rows.speakers(ask).get(s.id, ()) for s in said))
        and (query.claim is None or query.claim in _claims(ask, one))
    )


def _claims(ask: Ask, one: Document) -> list[str]:
    of, said = ask.index.account_of, ask.index.by_document.get(one.id, ())
    return list(dict.fromkeys(of[s.id].claim.id for s in said if s.id in of))


def _page_row(ask: Ask, one: Document) -> PageRow:
    said = ask.index.by_document.get(one.id, ())
    return PageRow(
        one.id, one.title, ask.index.outlet(one), one.url, one.day, one.language, len(said), _claims(ask, one)
    )


def one_page(ask: Ask) -> PageFull:
    """A page as published, with its statements, marks and links."""
    found = ask.index.documents.get(ask.part("page"))
    if found is None:
        raise missing("page")
    said = [shapes.dossier_statement(one, rows.names(ask)) for one in ask.index.by_document.get(found.id, ())]
    marks = [{"document": m.document, **shapes.mark(m)} for m in ask.dossier.marks if m.document == found.id]
    links = [shapes.link(one) for one in rows.touching(ask).get(found.id, ()) if one.kind not in APART]
    return PageFull(shapes.document(found), said, marks, links)


def known_claim(ask: Ask) -> str:
    """The id of the claim in the path."""
    key = ask.part("claim")
    if all(one.id != key for one in ask.dossier.claims):
        raise missing("claim")
    return key


def missing(what: str) -> Refusal:
    """Nothing has this id, or not yet on the day asked for."""
    return Refusal(404, f"No {what} of this case has this id, or none had it yet on this day.")


def place_of(case: str, *parts: str) -> str:
    """The address of a thing of a case."""
    return "/".join((f"{BASE}/cases", quote(case, safe=""), *(quote(p, safe="") for p in parts)))
