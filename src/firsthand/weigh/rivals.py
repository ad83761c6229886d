"""Cells in, the answer out: which hypothesis has least against it, what that rests on, and how unsure it is.

After R. J. Heuer, Psychology of Intelligence Analysis (1999), chapter 8: hypotheses are compared by what speaks against
them, evidence that fits them all tells nothing, and the answer is tried by leaving out and turning single pieces. A
hypothesis on which nothing bears is untested: it has nothing against it because nobody looked, and cannot lead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp, fsum, log

from firsthand.records import Analysis, Cell, Document, Evidence, Hypothesis, Origin, Reason, Score, Statement
from firsthand.weigh import bearings
from firsthand.weigh.bearings import PERSON, Value

# A cell that fits against one that does not: evidence of full weight is three times as likely under the first. Modest
# on purpose, since one origin's word alone should move nobody far; a person may state another ratio in a cell.
ODDS = 3.0
# With fewer voices than this an answer hangs on one or two voices, whatever the scores.
FEW = 3
_DIGITS = 9
_LONG = 90
Grid = Mapping[tuple[str, str], Cell]


@dataclass(frozen=True, slots=True)
class _Table:
    """Columns, weights of the rows, whose voice each row is, and the cells."""

    columns: tuple[str, ...]
    weights: Mapping[str, float]
    voices: Mapping[str, str]
    grid: Grid


def analysis(
    statements: Sequence[Statement],
    documents: Sequence[Document],
    origins: Sequence[Origin],
    hypotheses: Sequence[Hypothesis],
    judged: Sequence[Cell] = (),
) -> Analysis:
    """The hypotheses against the evidence; `judged` are a person's cells, which override the machine's drafts."""
    columns = list({h.id: h for h in hypotheses}.values())
    units = bearings.evidence(statements, documents, origins)
    found = bearings.cells(units, statements, documents, columns, judged)
    return weighed(columns, bearings.spread(units, found), found)


def weighed(hypotheses: Sequence[Hypothesis], units: Sequence[Evidence], found: Sequence[Cell]) -> Analysis:
    """Scores, leaders and what they hang on, from cells that are given."""
    table = _Table(
        tuple(h.id for h in hypotheses),
        {u.id: u.weight for u in units},
        {u.id: u.voice or u.id for u in units},
        {(c.evidence, c.hypothesis): c for c in found},
    )
    shares = posterior(table.columns, units, found)
    scores = [_score(table, h, units, shares[h.id]) for h in hypotheses]
    order = {h: n for n, h in enumerate(table.columns)}
    ranked = sorted(scores, key=lambda s: (s.bearing == 0, s.inconsistency, order[s.hypothesis]))
    leaders = _leaders(table)
    made = Analysis(
        tuple(hypotheses), tuple(units), tuple(found), tuple(ranked), leaders,
        tuple(_flips(table, leaders)), tuple(_carriers(table, leaders)), (),
    )  # fmt: skip
    return replace(made, reasons=tuple(_account(made, table)))


def posterior(columns: Sequence[str], units: Sequence[Evidence], found: Iterable[Cell]) -> dict[str, float]:
    """Each hypothesis's share: a uniform prior, times the likelihood of every voice, voices taken as independent.

    A cell's likelihood is the ratio that a person states, else ODDS to the power of half its value times the weight of
    its evidence: fits against no bearing is the square root of 3 to 1, fits against does not fit 3 to 1. Of several
    cells of one voice the strongest counts, once for and once against.
    """
    unit = {u.id: u for u in units}
    heard: dict[tuple[str, str, bool], float] = {}
    for cell in found:
        one = unit[cell.evidence]
        drawn = log(cell.ratio) if cell.ratio is not None else cell.value * one.weight / 2 * log(ODDS)
        key = cell.hypothesis, one.voice or one.id, drawn > 0
        heard[key] = max(heard.get(key, 0.0), drawn, key=abs)
    sums = {column: fsum(drawn for (c, _, _), drawn in heard.items() if c == column) for column in columns}
    top = max(sums.values(), default=0.0)
    raw = {column: exp(total - top) for column, total in sums.items()}
    whole = fsum(raw.values())
    return {column: round(share / whole, _DIGITS) for column, share in raw.items()}


def _score(table: _Table, hypothesis: Hypothesis, units: Sequence[Evidence], share: float) -> Score:
    reasons = []
    for sign, verb in ((-1, "speaks against it"), (1, "fits it")):
        for unit in units:
            cell = table.grid.get((unit.id, hypothesis.id))
            if cell is not None and cell.value == sign:
                drafted = "" if cell.by.startswith(PERSON) else " (drafted)"
                weight = unit.weight if sign < 0 else 0.0
                text = f"{unit.who} {verb}, {unit.weight:.2f}{drafted}: {cell.reason.text or 'no reason given'}"
                reasons.append(Reason(text, weight, cell.reason.spans))
    against, bearing = _standing(table, hypothesis.id)
    return Score(hypothesis.id, against, bearing, share, tuple(reasons))


def _standing(
    table: _Table, column: str, without: str = "", turned: tuple[str, int] | None = None
) -> tuple[float, int]:
    """Weight against a column and number of voices with a bearing: one voice once, with its heaviest evidence.

    `without` leaves out a voice; `turned` reads one row as another value.
    """
    against: dict[str, float] = {}
    bearing = set()
    for row, weight in table.weights.items():
        value = turned[1] if turned and turned[0] == row else _value(table, row, column)
        voice = table.voices[row]
        if value == 0 or weight <= 0 or voice == without:
            continue
        bearing.add(voice)
        if value == -1:
            against[voice] = max(weight, against.get(voice, 0.0))
    return round(fsum(against.values()), _DIGITS), len(bearing)


def _value(table: _Table, row: str, column: str) -> int:
    cell = table.grid.get((row, column))
    return cell.value if cell else 0


def _leaders(table: _Table, without: str = "") -> tuple[str, ...]:
    return _least({c: _standing(table, c, without) for c in table.columns})


def _least(standing: Mapping[str, tuple[float, int]]) -> tuple[str, ...]:
    """The tested columns with least against them, in the order of the columns."""
    tested = {column: against for column, (against, bearing) in standing.items() if bearing}
    least = min(tested.values(), default=0.0)
    return tuple(column for column, against in tested.items() if against == least)


def _carriers(table: _Table, leaders: tuple[str, ...]) -> Iterator[str]:
    """Evidence of voices without which the leaders would be others."""
    telling = {row for row in table.weights if _bears(table, row)}
    carrying = {v for v in {table.voices[row] for row in telling} if _leaders(table, v) != leaders}
    return (row for row in table.weights if row in telling and table.voices[row] in carrying)


def _bears(table: _Table, row: str) -> bool:
    return table.weights[row] > 0 and any(_value(table, row, column) for column in table.columns)


def _flips(table: _Table, leaders: tuple[str, ...]) -> Iterator[Cell]:
    """Single cells of tested hypotheses that, read otherwise, change the leaders.

    Of several readings of one cell that do it, the nearest to the present one is told. Rows that bear on nothing at all
    are most likely about something else and are left.
    """
    standing = {c: _standing(table, c) for c in table.columns}
    for row in (row for row in table.weights if _bears(table, row)):
        for column in table.columns:
            cell = table.grid.get((row, column))
            if cell is None or not standing[column][1]:
                continue
            for other in _others(cell.value):
                if _least({**standing, column: _standing(table, column, turned=(row, other))}) != leaders:
                    yield replace(cell, value=other, ratio=None)
                    break


def _others(value: Value) -> tuple[Value, ...]:
    """The readings that a drafted value may have missed; a fit that nobody saw changes no inconsistency."""
    return (-1,) if value == 0 else (0, 1) if value == -1 else (0, -1)


def _account(made: Analysis, table: _Table) -> Iterator[Reason]:
    """The answer in words: what leads, what it hangs on, and how unsure it is."""
    if not made.hypotheses:
        yield Reason("No explanation is offered and none was put in: there is nothing to compare", 0.0)
        return
    yield from _answer(made)
    if made.leaders:
        yield from _hanging(made)
        yield from _otherwise(made, table)
    yield from _limits(made)


def _answer(made: Analysis) -> Iterator[Reason]:
    name = {h.id: _short(h) for h in made.hypotheses}
    tested = [s for s in made.scores if s.bearing]
    counted = sum(u.weight > 0 for u in made.evidence)
    if not tested:
        few = "no origin was found" if not counted else f"none of {_many(counted, 'origin')} bears on any of them"
        yield Reason(f"Nothing can be said between the {len(made.hypotheses)} hypotheses: {few}", 0.0)
        return
    best = tested[0].inconsistency
    if len(tested) == 1:
        yield Reason(
            f"Only one is tested, so it has no rival: {name[tested[0].hypothesis]} ({best:.2f} against it)", 0.0
        )
    elif len(made.leaders) > 1:
        tied = "; ".join(name[leader] for leader in made.leaders)
        yield Reason(f"Nothing separates {len(made.leaders)} of them, each with {best:.2f} against it: {tied}", 0.0)
    else:
        after = tested[1]
        yield Reason(
            f"Least speaks against: {name[made.leaders[0]]} ({best:.2f}). "
            f"Next: {name[after.hypothesis]} ({after.inconsistency:.2f})",
            0.0,
        )


def _hanging(made: Analysis) -> Iterator[Reason]:
    name = {h.id: _short(h) for h in made.hypotheses}
    unit = {u.id: u for u in made.evidence}
    carrying = [unit[key] for key in made.carriers]
    if carrying:
        who = "; ".join(dict.fromkeys(u.who for u in carrying))
        yield Reason(f"The answer would be another one without {who}", 0.0, tuple(u.passage for u in carrying))
    else:
        yield Reason("No single origin carries the answer: leaving out any one of them changes nothing", 0.0)
    if not made.flips:
        yield Reason("No single cell, read otherwise, would change the answer", 0.0)
        return
    first = made.flips[0]
    words = {-1: "as speaking against", 0: "as having no bearing on", 1: "as fitting"}[first.value]
    yield Reason(
        f"{_many(len(made.flips), 'cell')} would each change the answer if read otherwise; the first: "
        f"{unit[first.evidence].who}, {words} {name[first.hypothesis]}",
        0.0,
        first.reason.spans,
    )


def _otherwise(made: Analysis, table: _Table) -> Iterator[Reason]:
    """Whether the answer hangs on our weights, or on Heuer's way of counting."""
    name = {h.id: _short(h) for h in made.hypotheses}
    alike = _leaders(replace(table, weights={row: float(w > 0) for row, w in table.weights.items()}))
    if alike != made.leaders:
        yield Reason(f"With every origin counted alike it would be: {'; '.join(name[c] for c in alike)}", 0.0)
    top = max(s.posterior for s in made.scores)
    first = [s.hypothesis for s in made.scores if s.posterior == top]
    if not set(first) & set(made.leaders):
        yield Reason(
            f"The Bayesian reading puts another first: {'; '.join(name[c] for c in first)} ({top:.0%}). "
            "It counts what fits as well as what does not",
            0.0,
        )


def _limits(made: Analysis) -> Iterator[Reason]:
    untested = sum(s.bearing == 0 for s in made.scores)
    if untested:
        yield Reason(
            f"{_many(untested, 'hypothesis')} untested: that nothing counted bears on them is no strength", 0.0
        )
    bearing = [c for c in made.cells if c.value != 0]
    rows = {c.evidence for c in bearing}
    voices = len({u.voice or u.id for u in made.evidence if u.weight > 0 and u.id in rows})
    if 0 < voices < FEW:
        yield Reason(f"Only {_many(voices, 'voice')} with a bearing on any of them: too few to lean on", 0.0)
    drafts = sum(not c.by.startswith(PERSON) for c in bearing)
    if drafts:
        yield Reason(f"{drafts} of {len(bearing)} cells with a bearing are the machine's drafts: go over them", 0.0)
    if len(made.hypotheses) > 1:
        yield Reason("The shares read as if exactly one of these held and no origin knew of another", 0.0)


def _short(hypothesis: Hypothesis) -> str:
    text = " ".join(hypothesis.text.split())
    return f"“{text}”" if len(text) <= _LONG else f"“{text[:_LONG].rsplit(' ', 1)[0]} …”"


def _many(count: int, noun: str) -> str:
    plural = "hypotheses" if noun == "hypothesis" else f"{noun}s"
    return f"{count} {noun if count == 1 else plural}"
