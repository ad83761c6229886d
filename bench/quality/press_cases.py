"""A case of the press, linked and weighed: its main claim, as the machine groups it and as it is in truth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bench.press import Press, press
from firsthand import ask, link, read
from firsthand.link import Linked
from firsthand.records import Case, Claim, Document, LinkKind, Member, Position, Statement, Weight, passages
from firsthand.weigh import origins

SIZES = (10, 16, 24, 32, 44, 60)
STATED: dict[str, LinkKind] = {"credits": "credits", "cites": "cites", "links": "cites"}
"How an edge shows on a page, and the kind of link it makes."


@dataclass(frozen=True, slots=True)
class Weighed:
    """One case after linking and weighing."""

    press: Press
    statements: tuple[Statement, ...]
    linked: Linked
    origin_of: dict[str, int]
    "Statement -> the origin whose word on the claim it is, where it is one."
    cases: tuple[Case, ...]
    "The claims as grouped that hold a statement on the claim."
    main: Case | None
    "The claim that holds most of the affirming statements; None where none was found."
    found: Weight | None
    "Its origins."
    true_case: Case
    "The claim with every statement on it, and no other."
    true_claim: Weight
    "Its origins: what weighing makes of it where grouping makes no mistake."


def drawn(cases: int, pages: int | None, grammar: str, first: int = 0) -> list[Press]:
    """Cases by their seeds, of one size or of mixed ones."""
    return [press(first + n, pages or SIZES[n % len(SIZES)], grammar) for n in range(cases)]


def weighed(made: Press, full: bool = False) -> Weighed:
    """Link a case and weigh its main claim; with `full`, what the shipped reader finds on the same pages."""
    given = made.statements
    if full:
        given = [s for s in read.statements(made.documents) if isinstance(s, Statement)]
    documents, statements = in_order(made.documents, given)
    whose = origin_of(made, statements)
    linked = link.links(documents, statements)
    main = _main(made, linked, whose)
    true = true_claim(documents, statements, linked, whose)
    touched = [c for c in linked.claims if any(m.statement in whose for m in c.statements)]
    first, *cases = ask.cases((true, *touched), documents, statements, linked.links, linked.actors)
    found = next((c for c in cases if main is not None and c.claim.id == main.id), None)
    return Weighed(
        press=made,
        statements=tuple(statements),
        linked=linked,
        origin_of=whose,
        cases=tuple(cases),
        main=found,
        found=origins.weigh(found) if found else None,
        true_case=first,
        true_claim=origins.weigh(first),
    )


def in_order(documents: Sequence[Document], statements: Sequence[Statement]) -> tuple[list[Document], list[Statement]]:
    """Pages by publication, statements by page and place, as a dossier has them."""
    ordered = sorted(documents, key=_by_day)
    order = {d.id: n for n, d in enumerate(ordered)}
    return ordered, sorted(statements, key=lambda s: (order[s.document], s.content[0].start, s.id))


def _by_day(document: Document) -> tuple[bool, str, str]:
    return document.day is None, document.published.value if document.published else "", document.id


def origin_of(made: Press, statements: Sequence[Statement]) -> dict[str, int]:
    """Whose word each statement is: that of the true statement it covers at least half of, the best where several."""
    on_page: dict[str, list[Statement]] = {}
    for true in made.statements:
        on_page.setdefault(true.document, []).append(true)
    found: dict[str, int] = {}
    for statement in statements:
        best = max(on_page.get(statement.document, []), key=lambda t: _covered(statement, t), default=None)
        if best is not None and _covered(statement, best) >= 0.5:
            origin = made.truth.origin_of[best.id]
            if origin is not None:
                found[statement.id] = origin
    return found


def _covered(statement: Statement, true: Statement) -> float:
    """The share of the true content that the statement's content covers."""
    span = true.content[0]
    common = sum(max(0, min(c.end, span.end) - max(c.start, span.start)) for c in statement.content)
    return common / (span.end - span.start)


def _main(made: Press, linked: Linked, origin_of: dict[str, int]) -> Claim | None:
    """The claim with most statements that affirm; of equals the earliest."""
    affirming = {o.number for o in made.cascade.world.supporting}
    held = Counter({c.id: sum(origin_of.get(m.statement) in affirming for m in c.statements) for c in linked.claims})
    best = max(linked.claims, key=lambda c: held[c.id], default=None)
    return best if best is not None and held[best.id] else None


def true_claim(
    documents: Sequence[Document], statements: Sequence[Statement], linked: Linked, origin_of: dict[str, int]
) -> Claim:
    """The claim with every statement on it as its member, and no other."""
    members = [s for s in statements if s.id in origin_of] or list(statements[:1])
    days = {d.id: d.day for d in documents}
    told = {s.document for s in members if s.form != "author"}
    carriers = {s for a in linked.actors if a.kind == "outlet" for s in a.statements}
    return Claim(
        id="true",
        text="what the case is about",
        passage=passages(members[0].document, members[0].content[:1])[0],
        first_seen=min((day for s in members if (day := days[s.document])), default=None),
        statements=tuple(
            Member(s.id, _position(s, s.id in carriers and not s.via, s.document in told)) for s in members
        ),
    )


def _position(statement: Statement, carrier: bool, told: bool) -> Position:
    """As link.claims has it, so that only the grouping differs."""
    if statement.stance in {"denies", "doubts"}:
        return "opposes" if statement.stance == "denies" else "uncertain"
    if statement.stance in {"asks", "demands"}:
        return "reports"
    return "reports" if carrier or (statement.form == "author" and told) else "supports"
