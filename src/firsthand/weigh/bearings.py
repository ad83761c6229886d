"""Origins in, evidence out; evidence and hypotheses in, drafted cells out: against, no bearing, fits.

One origin is one piece of evidence and is read by its first telling alone, so that echoes change nothing. A cell is
drafted from the origin's position (on the claim and its opposite), else from words in common with what the hypothesis
rests on or explains, turned where one of the two says that it is not so. A person's cell overrides the draft.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import pstdev
from typing import Literal

from firsthand.graph import groups
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
# A unit bears on an explanation when it has at least half of the content words of what that rests on, two of them where
# there are two: fewer words in common are chance. A hypothesis told in one piece must be met in two of three words.
_SHARE, _WHOLE_SHARE, _LEAST = 0.5, 0.66, 2
# What more than a fifth of the evidence holds, five pieces at least, is the topic and not something in common.
_TOPIC_SHARE, _TOPIC_LEAST = 0.2, 5
_NONE: frozenset[str] = frozenset()
_HELD: Mapping[Position, Value] = {"supports": 1, "opposes": -1, "reports": 0, "uncertain": 0}
_VERB: Mapping[Position, str] = {
    "supports": "affirms the claim",
    "opposes": "denies the claim",
    "reports": "only reports the claim",
    "uncertain": "holds back about the claim",
}


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a hypothesis: what it rests on, or what it explains, and how much of it must be met."""

    name: str
    words: Wording
    share: float = _SHARE


@dataclass(frozen=True, slots=True)
class _Column:
    """A hypothesis made ready: its sides, its own bearings, and the evidence on the claim that it explains."""

    hypothesis: Hypothesis
    sides: tuple[_Side, ...]
    bearings: Mapping[str, float]
    explained: frozenset[str]


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

    ordered = sorted(known, key=place)
    voices = groups([s.id for _, s in ordered], _one_body([o for o, _ in ordered]))
    voice = {key: group[0] for group in voices for key in group}
    return [replace(_piece(o, s, pages[s.document]), voice=voice[s.id]) for o, s in ordered]


def _one_body(origins: Sequence[Origin]) -> Iterable[tuple[str, str]]:
    """Origins of several claims whose word is one body's."""
    first: dict[str, str] = {}
    return [(first.setdefault(actor, o.first), o.first) for o in origins for actor in o.actors]


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
    topic = _topic(heard)
    told = [h for h in hypotheses if h.kind == "as told"]
    columns = [_column(h, topic, told) for h in hypotheses]
    given = _given(units, judged)
    return [given.get((one.evidence.id, c.hypothesis.id)) or _drafted(one, c) for one in heard for c in columns]


def _topic(heard: Sequence[_Heard]) -> frozenset[str]:
    held = Counter(stem for one in heard for stem in {stem for clause in one.clauses for stem in clause.stems})
    least = max(_TOPIC_LEAST, _TOPIC_SHARE * len(heard))
    return frozenset(stem for stem, count in held.items() if count > least)


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


def _column(hypothesis: Hypothesis, topic: frozenset[str], told: Sequence[Hypothesis]) -> _Column:
    cut = parts(hypothesis.text)
    if cut is None:
        whole = wording(hypothesis.text)
        return _Column(hypothesis, _sides(("says", whole, _WHOLE_SHARE), topic=topic), dict(hypothesis.bearings), _NONE)
    rests, explains = ("supposes", "says follows") if cut.kind == "condition" else ("rests on", "explains")
    what = wording(cut.what)
    sides = _sides((rests, wording(cut.why), _SHARE), (explains, what, _SHARE), topic=topic)
    claims = [h for h in told if cut.kind != "condition" and _meets(wording(h.text), _Side("", what))]
    explained = frozenset(statement for h in claims[:1] for statement, _ in h.bearings)
    return _Column(hypothesis, sides, dict(hypothesis.bearings), explained)


def _sides(*named: tuple[str, Wording, float], topic: frozenset[str]) -> tuple[_Side, ...]:
    """The sides without the words of the topic; what is left of one without any word is no side."""
    bare = (_Side(name, replace(words, stems=words.stems - topic), share) for name, words, share in named)
    return tuple(side for side in bare if side.words.stems)


def _drafted(heard: _Heard, column: _Column) -> Cell:
    value, why = _held(heard, column) or _offered(heard, column.hypothesis) or _worded(heard, column)
    spans = (heard.evidence.passage, *column.hypothesis.passages[:1])
    return Cell(heard.evidence.id, column.hypothesis.id, value, Reason(why, 0.0, spans), BY)


def _held(heard: _Heard, column: _Column) -> tuple[Value, str] | None:
    """Evidence on the very claim bears on it, and on its opposite, by its position."""
    bearing = column.bearings.get(heard.evidence.id)
    if bearing is None:
        return None
    if column.hypothesis.kind not in {"as told", "not so"}:
        return _sign(bearing), "so set down with the hypothesis"
    value = _HELD[heard.evidence.position]
    turned: Value = value if column.hypothesis.kind == "as told" else _sign(-value)
    return turned, f"{heard.evidence.who} {_VERB[heard.evidence.position]}"


def _sign(number: float) -> Value:
    return 1 if number > 0 else -1 if number < 0 else 0


def _offered(heard: _Heard, hypothesis: Hypothesis) -> tuple[Value, str] | None:
    """Who offers an explanation gives no evidence for it by offering it."""
    mine = passages(heard.statement.document, heard.statement.content)
    if any(p.document == q.document and p.start < q.end and q.start < p.end for p in mine for q in hypothesis.passages):
        return 0, f"this is where {heard.evidence.who} offers the explanation: offering it is no evidence for it"
    return None


def _worded(heard: _Heard, column: _Column) -> tuple[Value, str]:
    """By words in common with what it rests on, then by the claim that it explains, then by words with that."""
    stance, who = heard.statement.stance, heard.evidence.who
    if stance in {"doubts", "asks", "demands"}:
        return 0, f"{who} {stance} and says neither yes nor no"
    rests, explains = column.sides[:1], column.sides[1:]
    found = _sided(heard, rests)
    if found is None and heard.evidence.id in column.explained:
        position = heard.evidence.position
        return _HELD[position], f"{who} {_VERB[position]}, which this explains"
    return found or _sided(heard, explains) or (0, "too few words in common with what it rests on or explains")


def _sided(heard: _Heard, sides: Sequence[_Side]) -> tuple[Value, str] | None:
    stance, who = heard.statement.stance, heard.evidence.who
    for side in sides:
        clause = max(heard.clauses, key=lambda c: len(c.stems & side.words.stems), default=None)
        if clause is None or not _meets(clause, side):
            continue
        shared = ", ".join(sorted(clause.stems & side.words.stems))
        if clause.figures and side.words.figures and not clause.figures & side.words.figures:
            return 0, f"speaks of what it {side.name} ({shared}), with another figure"
        against = (stance == "denies") != (clause.negated != side.words.negated)
        verb = "says the opposite of" if against else "agrees with"
        return -1 if against else 1, f"{who} {verb} what it {side.name}: words in common {shared}"
    return None


def _meets(clause: Wording, side: _Side) -> bool:
    shared, wanted = len(clause.stems & side.words.stems), len(side.words.stems)
    return wanted > 0 and shared >= min(_LEAST, wanted) and shared >= side.share * wanted
