"""Claims, actors and outlets as rows of lists: made once for each state of a case and day."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from firsthand import ask as asking
from firsthand.records import Link, Outcome, Record, Statement, Weight
from firsthand.serve.api.endpoint import Ask
from firsthand.serve.api.shapes import ClaimRow, Range
from firsthand.tell import shapes
from firsthand.tell.index import Account, Roster, roster
from firsthand.tell.report import View

Made = TypeVar("Made")
_MEMO = "api_memo"


def once(view: View, name: str, make: Callable[[], Made]) -> Made:
    """What is made of a view, made once and kept with it."""
    lock, held = cast(tuple[threading.RLock, dict[str, Any]], vars(view).setdefault(_MEMO, (threading.RLock(), {})))
    with lock:
        if name not in held:
            held[name] = make()
        return cast(Made, held[name])


@dataclass(frozen=True, slots=True)
class Known:
    """A claim's row with what it can be found by."""

    row: ClaimRow
    account: Account
    actors: frozenset[str]
    outlets: frozenset[str]
    bases: frozenset[str]
    days: frozenset[str]
    folded: str


def claims(ask: Ask) -> list[Known]:
    """Every claim, in the dossier's order."""
    known = {o.claim: o for o in outcomes(ask)}
    return once(ask.view, "claims", lambda: [_claim(ask, a, known.get(a.claim.id)) for a in ask.index.accounts])


def _claim(ask: Ask, account: Account, outcome: Outcome | None) -> Known:
    index = ask.index
    said = [index.statements[m.statement] for m in account.claim.statements if m.statement in index.statements]
    pages = [index.documents[key] for key in account.documents]
    days = frozenset(d.day for d in pages if d.day)
    return Known(
        _row(account, len(said), max(days, default=None), outcome),
        account,
        frozenset(a for s in said for a in speakers(ask).get(s.id, ())),
        frozenset(index.outlet(d) for d in pages),
        frozenset(s.basis.kind if s.basis else "none" for s in said),
        days,
        account.claim.text.casefold(),
    )


def _row(account: Account, statements: int, last: str | None, outcome: Outcome | None) -> ClaimRow:
    claim = account.claim
    positions: dict[str, int] = defaultdict(int)
    for voice in account.voices:
        positions[voice.position] += 1
    return ClaimRow(
        claim.id, claim.text, shapes.passage(claim.passage), claim.first_seen, last,
        ranged(account.origins) or Range(None, None, None), ranged(account.belief), len(account.documents),
        account.echoes, statements, dict(positions), len(account.figures), len(account.hops), len(account.exhibits),
        outcome,
    )  # fmt: skip


def ranged(weight: Weight | None) -> Range | None:
    """A weight's number with its range."""
    return Range(weight.value, weight.low, weight.high) if weight and weight.value is not None else None


def speakers(ask: Ask) -> dict[str, list[str]]:
    """The actors that speak or relay each statement."""

    def make() -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for actor in ask.dossier.actors:
            for statement in actor.statements:
                found[statement].append(actor.id)
        return found

    return once(ask.view, "speakers", make)


def names(ask: Ask) -> Roster:
    """The actor behind each name in each statement."""
    return once(ask.view, "roster", lambda: roster(ask.dossier.actors))


def touching(ask: Ask) -> dict[str, list[Link]]:
    """The links at each record."""

    def make() -> dict[str, list[Link]]:
        found: dict[str, list[Link]] = defaultdict(list)
        for link in ask.dossier.links:
            for end in {link.left, link.right}:
                found[end].append(link)
        return found

    return once(ask.view, "touching", make)


def outcomes(ask: Ask) -> list[Outcome]:
    """How claims had turned out by the day asked for."""
    return once(ask.view, "outcomes", lambda: asking.outcomes(ask.case.desk.store, ask.as_of, ask.dossier))


def records(ask: Ask) -> list[Record]:
    """What each source's word was worth."""
    return once(ask.view, "records", lambda: asking.records(ask.case.desk.store, ask.as_of, ask.dossier))


@dataclass
class Tally:
    """What an actor or outlet did in the case."""

    statements: list[Statement] = field(default_factory=list)
    claims: set[str] = field(default_factory=set)
    first: int = 0
    echoes: int = 0
    pages: int = 0


def by_actor(ask: Ask) -> dict[str, Tally]:
    """Every actor's part."""

    def make() -> dict[str, Tally]:
        found: dict[str, Tally] = defaultdict(Tally)
        for actor in ask.dossier.actors:
            mine = [ask.index.statements[s] for s in actor.statements if s in ask.index.statements]
            accounts = (ask.index.account_of.get(s.id) for s in mine)
            found[actor.id] = Tally(mine, {a.claim.id for a in accounts if a})
        for account in ask.index.accounts:
            for voice in account.voices:
                for key in voice.origin.actors:
                    found[key].first += voice.known
        return found

    return once(ask.view, "by actor", make)


def by_outlet(ask: Ask) -> dict[str, Tally]:
    """Every outlet's part, those with most pages first."""

    def make() -> dict[str, Tally]:
        found: dict[str, Tally] = defaultdict(Tally)
        for document in ask.dossier.documents:
            mine = found[ask.index.outlet(document)]
            mine.pages += 1
            mine.statements += ask.index.by_document.get(document.id, [])
        for account in ask.index.accounts:
            for telling in (telling for voice in account.voices if voice.known for telling in voice.tellings):
                one = found[ask.index.outlet(telling.document)]
                one.first += telling.first
                one.echoes += not telling.first
        return dict(sorted(found.items(), key=lambda item: (-item[1].pages, item[0].casefold(), item[0])))

    return once(ask.view, "by outlet", make)
