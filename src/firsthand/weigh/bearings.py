"""Origins in, evidence out; evidence and hypotheses in, drafted cells out: against, no bearing, fits.

One origin is one piece of evidence and is read by its first telling alone, so that echoes change nothing. A cell is
drafted from the origin's position (on the claim and its opposite), else from words in common with what the hypothesis
rests on or explains, turned where one of the two says that it is not so. A person's cell overrides the draft.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import pstdev
from typing import Literal

from firsthand.records import (
    Basis,
    Cell,
    Document,
    Evidence,
    Hypothesis,
    Origin,
    Passage,
    Position,
    Reason,
    Statement,
    passages,
)
from firsthand.weigh.connectives import parts
from firsthand.weigh.wording import Wording, clauses, wording

BY = "hypotheses@1"
PERSON = "person:"
Value = Literal[-1, 0, 1]
# What the offered basis leaves of a statement's weight. Only the order is argued: shown before told, told before bare
# word, bare word before somebody nobody can ask. The steps are ours and untuned; the analysis says whether the answer
# is another one without any weights.
SHOWN, TOLD, NAMED, WORD, UNNAMED = 1.0, 0.7, 0.6, 0.5, 0.4
# A unit bears on an explanation when it has at least half of the content words of what that explanation rests on, two
# of them where there are two: fewer words in common are chance in pages about one topic.
_SHARE, _LEAST = 0.5, 2
_HELD: Mapping[Position, Value] = {"supports": 1, "opposes": -1, "reports": 0, "uncertain": 0}
_VERB: Mapping[Position, str] = {
    "supports": "affirms the claim",
    "opposes": "denies the claim",
    "reports": "only reports the claim",
    "uncertain": "holds back about the claim",
}


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a hypothesis: what it rests on, or what it explains."""

    name: str
    words: Wording


@dataclass(frozen=True, slots=True)
class _Heard:
    """One piece of evidence as words: its statement, and each clause of what that says."""

    evidence: Evidence
    statement: Statement
    clauses: tuple[Wording, ...]


def evidence(
    statements: Sequence[Statement], documents: Sequence[Document], origins: Sequence[Origin]
) -> list[Evidence]:
    """One piece of evidence an origin, by the day of its first telling; one whose words are not given is left out."""
    said, pages = {s.id: s for s in statements}, {d.id: d for d in documents}
    once = {o.first: o for o in sorted(origins, key=lambda o: (o.first, o.position), reverse=True)}
    known = [(o, s) for o in once.values() if (s := said.get(o.first)) is not None and s.document in pages]

    def place(item: tuple[Origin, Statement]) -> tuple[bool, str, str]:
        day = pages[item[1].document].day
        return day is None, day or "", item[1].id

    return [_piece(origin, statement, pages[statement.document]) for origin, statement in sorted(known, key=place)]


def _piece(origin: Origin, statement: Statement, document: Document) -> Evidence:
    who = statement.speaker.name if statement.speaker else document.outlet or "the page"
    offered = _basis(statement.basis)
    weight = round(statement.certainty * offered[0], 6) if origin.known else 0.0
    words = f"counts {weight:.2f}: sounds {statement.certainty:.2f} sure, times {offered[0]:.1f} for {offered[1]}"
    if not origin.known:
        words = "shown, not counted: nothing on the page says where the words come from"
    where = passages(document.id, statement.content[:1])
    if statement.basis:
        where += (Passage(document.id, statement.basis.start, statement.basis.end),)
    start, end = min(s.start for s in statement.content), max(s.end for s in statement.content)
    return Evidence(
        statement.id, who, origin.position, Passage(document.id, start, end), weight, Reason(words, weight, where),
        origin.statements,
    )  # fmt: skip


def _basis(basis: Basis | None) -> tuple[float, str]:
    if basis is None or basis.kind == "none":
        return WORD, "a bare word"
    if basis.kind in {"named", "unnamed"}:
        return (
            (NAMED, "a named source behind it") if basis.kind == "named" else (UNNAMED, "an unnamed source behind it")
        )
    return (SHOWN, f"{basis.kind} that the page shows") if basis.shown else (TOLD, f"{basis.kind} told of, not shown")


def cells(
    units: Sequence[Evidence],
    statements: Sequence[Statement],
    documents: Sequence[Document],
    hypotheses: Sequence[Hypothesis],
    judged: Sequence[Cell] = (),
) -> list[Cell]:
    """A cell for each piece of evidence and hypothesis, by row and column; a person's replaces the machine's draft."""
    said, pages = {s.id: s for s in statements}, {d.id: d for d in documents}
    heard = [_heard(unit, said, pages) for unit in units]
    sides = {h.id: _sides(h) for h in hypotheses}
    given = _given(units, judged)
    return [given.get((one.evidence.id, h.id)) or _drafted(one, h, sides[h.id]) for one in heard for h in hypotheses]


def _given(units: Sequence[Evidence], judged: Sequence[Cell]) -> dict[tuple[str, str], Cell]:
    """A person's cells by row and column, found again where an earlier telling has since become the first."""
    row = {s: u.id for u in units for s in (*u.statements, u.id)}
    mine = [c for c in judged if c.by.startswith(PERSON) and c.evidence in row]
    moved = [replace(c, evidence=row[c.evidence]) for c in sorted(mine, key=lambda c: c.evidence == row[c.evidence])]
    return {(c.evidence, c.hypothesis): c for c in moved}


def spread(units: Sequence[Evidence], found: Iterable[Cell]) -> list[Evidence]:
    """The evidence with its diagnosticity: the standard deviation of its cells over the hypotheses, 0 to 1."""
    row: dict[str, list[int]] = {}
    for cell in found:
        row.setdefault(cell.evidence, []).append(cell.value)
    return [replace(unit, diagnosticity=round(pstdev(row[unit.id]), 6) if unit.id in row else 0.0) for unit in units]


def _heard(unit: Evidence, said: Mapping[str, Statement], pages: Mapping[str, Document]) -> _Heard:
    """What the first telling says; where that only points ("this report"), what it points at is added."""
    statement = said[unit.id]
    pointed = said.get(statement.refers_to or "")
    told = [statement, pointed] if pointed else [statement]
    texts = [pages[s.document].text[c.start : c.end] for s in told if s.document in pages for c in s.content]
    return _Heard(unit, statement, tuple(wording(piece) for text in texts for piece in clauses(text)))


def _sides(hypothesis: Hypothesis) -> list[_Side]:
    cut = parts(hypothesis.text)
    if cut is None:
        return [_Side("says", wording(hypothesis.text))]
    names = ("supposes", "says follows") if cut.kind == "condition" else ("rests on", "explains")
    return [
        side for side in (_Side(names[0], wording(cut.why)), _Side(names[1], wording(cut.what))) if side.words.stems
    ]


def _drafted(heard: _Heard, hypothesis: Hypothesis, sides: Sequence[_Side]) -> Cell:
    value, why = _held(heard, hypothesis) or _offered(heard, hypothesis) or _worded(heard, sides)
    spans = (heard.evidence.passage, *hypothesis.passages[:1])
    return Cell(heard.evidence.id, hypothesis.id, value, Reason(why, 0.0, spans), BY)


def _held(heard: _Heard, hypothesis: Hypothesis) -> tuple[Value, str] | None:
    """Evidence on the very claim bears on it, and on its opposite, by its position."""
    bearing = dict(hypothesis.bearings).get(heard.evidence.id)
    if bearing is None:
        return None
    if hypothesis.kind not in {"as told", "not so"}:
        return _sign(bearing), "so set down with the hypothesis"
    value = _HELD[heard.evidence.position]
    turned: Value = value if hypothesis.kind == "as told" else _sign(-value)
    return turned, f"{heard.evidence.who} {_VERB[heard.evidence.position]}"


def _sign(number: float) -> Value:
    return 1 if number > 0 else -1 if number < 0 else 0


def _offered(heard: _Heard, hypothesis: Hypothesis) -> tuple[Value, str] | None:
    """Who offers an explanation gives no evidence for it by offering it."""
    mine = passages(heard.statement.document, heard.statement.content)
    if any(p.document == q.document and p.start < q.end and q.start < p.end for p in mine for q in hypothesis.passages):
        return 0, f"this is where {heard.evidence.who} offers the explanation: offering it is no evidence for it"
    return None


def _worded(heard: _Heard, sides: Sequence[_Side]) -> tuple[Value, str]:
    stance, who = heard.statement.stance, heard.evidence.who
    if stance in {"doubts", "asks", "demands"}:
        return 0, f"{who} {stance} and says neither yes nor no"
    for side in sides:
        clause = max(heard.clauses, key=lambda c: len(c.stems & side.words.stems), default=None)
        if clause is None or not _meets(clause, side.words):
            continue
        shared = ", ".join(sorted(clause.stems & side.words.stems))
        if clause.figures and side.words.figures and not clause.figures & side.words.figures:
            return 0, f"speaks of what it {side.name} ({shared}), with another figure"
        against = (stance == "denies") != (clause.negated != side.words.negated)
        verb = "says the opposite of" if against else "agrees with"
        return -1 if against else 1, f"{who} {verb} what it {side.name}: words in common {shared}"
    return 0, "too few words in common with what it rests on or explains"


def _meets(clause: Wording, side: Wording) -> bool:
    shared = len(clause.stems & side.stems)
    return shared >= min(_LEAST, len(side.stems)) and shared >= _SHARE * len(side.stems) and shared > 0
