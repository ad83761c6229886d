"""Resolved claims in, records of sources out: what each one's word was worth, by role.

Who told first is scored on what it said at the certainty it used (Brier, Monthly Weather Review 1950; and the log
score). Who only repeated gets no credit for a forecast: it is counted how much it spread, and how often it was first to
drop a hedge or a source. Few forecasts say little, so each score is drawn toward that of a coin.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log

from firsthand.records import Case, Hop, Origin, Outcome, Record, Statement, Weight

TRUTH = {"true": 1.0, "false": 0.0, "mixed": 0.5}
COIN, PRIOR = 0.25, 4.0  # the Brier score of always saying one half, and as how many forecasts it counts
LEAST = 0.02  # no log score is worse than that of a word given at 98 %: nobody said how sure to the last percent
LOSSES = frozenset({"hedge-loss", "attribution-loss", "planned-to-done"})


@dataclass(slots=True)
class _Tally:
    """What is known of one source in one role."""

    name: str
    forecasts: list[tuple[float, float]] = field(default_factory=list)
    claims: list[str] = field(default_factory=list)
    pages: set[str] = field(default_factory=set)
    losses: int = 0


def records(resolved: Iterable[tuple[Outcome, Case, Weight, Weight]]) -> list[Record]:
    """The record of each source over resolved claims, each given with its case, its origins and its mutation weight.

    A body that is the origin of a claim has made one forecast of it, however many pages repeat it.
    """
    tallies: dict[tuple[str, str], _Tally] = {}
    for outcome, case, origins, mutation in resolved:
        _originators(tallies, outcome, case, origins)
        _echoers(tallies, case, origins, mutation)
    made = [_record(source, role, tally) for (role, source), tally in tallies.items()]
    return sorted(made, key=lambda r: (r.role != "originator", r.shrunk if r.shrunk is not None else -r.pages, r.name))


def _tally(tallies: dict[tuple[str, str], _Tally], role: str, source: str, name: str) -> _Tally:
    return tallies.setdefault((role, source), _Tally(name))


def _originators(tallies: dict[tuple[str, str], _Tally], outcome: Outcome, case: Case, origins: Weight) -> None:
    said = {s.id: s for s in case.statements}
    names = {a.id: a.name for a in case.actors}
    for origin in origins.items:
        if not isinstance(origin, Origin) or not origin.known or origin.position not in {"supports", "opposes"}:
            continue
        first = said[origin.first]
        source = origin.actors[0]
        tally = _tally(tallies, "originator", source, names.get(source, source))
        tally.forecasts.append((forecast(first, origin.position == "opposes"), TRUTH[outcome.value]))
        tally.claims.append(case.claim.id)
        tally.pages.update(origin.documents)


def forecast(statement: Statement, opposes: bool) -> float:
    """The chance that a statement gives to its claim: its certainty, or what that leaves where it speaks against it."""
    sure = 0.5 + statement.certainty / 2
    return 1 - sure if opposes else sure


def _echoers(tallies: dict[tuple[str, str], _Tally], case: Case, origins: Weight, mutation: Weight) -> None:
    """Outlets by their pages: all but the one on which an origin was told first only repeat it."""
    outlets = {d.id: d.outlet or d.id for d in case.documents}
    first = _first_pages(origins, {s.id: s.document for s in case.statements})
    lost: Mapping[str, int] = _lost(mutation)
    for page in dict.fromkeys(s.document for s in case.statements):
        if page in first and not lost.get(page):
            continue
        tally = _tally(tallies, "echoer", outlets[page], outlets[page])
        tally.pages.add(page)
        tally.losses += lost.get(page, 0)
        if case.claim.id not in tally.claims:
            tally.claims.append(case.claim.id)


def _first_pages(origins: Weight, page_of: Mapping[str, str]) -> set[str]:
    return {page_of[o.first] for o in origins.items if isinstance(o, Origin) and o.known}


def _lost(mutation: Weight) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for hop in mutation.items:
        if isinstance(hop, Hop) and hop.kind in LOSSES:
            found[hop.later.document] += 1
    return found


def _record(source: str, role: str, tally: _Tally) -> Record:
    scored = role == "originator"
    brier = [(chance - truth) ** 2 for chance, truth in tally.forecasts]
    return Record(
        source, tally.name, "originator" if scored else "echoer", tuple(tally.claims),
        _mean(brier) if scored else None,
        _mean([_surprise(chance, truth) for chance, truth in tally.forecasts]) if scored else None,
        round((sum(brier) + PRIOR * COIN) / (len(brier) + PRIOR), 4) if scored else None,
        len(tally.pages), tally.losses,
    )  # fmt: skip


def _surprise(chance: float, truth: float) -> float:
    chance = min(1 - LEAST, max(LEAST, chance))
    return -(truth * log(chance) + (1 - truth) * log(1 - chance))


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 4)
