"""A dossier and a claim of it in, the analysis of that claim's explanations out; and what of a person's words to keep.

The rows are the origins of the claim and of the claims related to it. The machine looks no further: among all origins
of a case some have words in common with any explanation, by chance. A person may set a cell on any origin, and so
bring it in.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence, Set
from dataclasses import replace

from firsthand.errors import UsageError
from firsthand.records import Analysis, Cell, Claim, Dossier, Evidence, Hypothesis, Origin, Rivals, identity
from firsthand.weigh.bearings import PERSON, evidence
from firsthand.weigh.explanations import PAIR, drafted
from firsthand.weigh.grid import Imported
from firsthand.weigh.rivals import analysis

_RELATIONS = frozenset({"refines", "part_of", "contradicts", "updates"})
# Longer than any explanation taken from a page: a slip of the clipboard, not a hypothesis.
_LONGEST = 600


def asked(told: Dossier, claim: Claim, kept: Sequence[Rivals] = (), *, every: bool = False) -> Analysis:
    """The explanations of a claim against its origins and those of claims related to it.

    With `every`, all other origins of the case stand behind them as rows without a cell, for a person to set.
    `kept` is what people set, first to last: it counts for the claim that it was set on, and a later word on one cell
    replaces an earlier one.
    """
    ends = {claim.id: 0}
    for one in told.links:
        if one.kind in _RELATIONS and claim.id in {one.left, one.right}:
            ends.setdefault(one.right if one.left == claim.id else one.left, len(ends))
    claims = sorted((c for c in told.claims if c.id in ends), key=lambda c: c.id != claim.id)
    mine = [one for one in kept if _about(one, claim)]
    known = {h.id: h for one in mine for h in one.hypotheses}
    cells = {(c.evidence, c.hypothesis): c for one in mine for c in one.cells}
    hypotheses = drafted(told.documents, told.statements, told.actors, claims, list(known.values()))
    rows = _origins(told, ends, {row for row, _ in cells})
    made = analysis(told.statements, told.documents, rows, hypotheses, list(cells.values()))
    return replace(made, evidence=(*made.evidence, *_others(told, made))) if every else made


def _others(told: Dossier, made: Analysis) -> list[Evidence]:
    held = {unit.id for unit in made.evidence}
    origins = _origins(told, {claim.id for claim in told.claims}, frozenset())
    return [unit for unit in evidence(told.statements, told.documents, origins) if unit.id not in held]


def _about(one: Rivals, claim: Claim) -> bool:
    """Whether it was set on this claim: the claim as it was then shares a statement with it."""
    members = {m.statement for m in claim.statements}
    return any(s in members for h in one.hypotheses if h.kind in PAIR for s, _ in h.bearings)


def _origins(told: Dossier, claims: Collection[str], judged: Set[str]) -> list[Origin]:
    return [
        item
        for weight in told.weights
        for item in (weight.items if weight.weigher == "origins" else ())
        if isinstance(item, Origin) and (weight.claim in claims or judged & {*item.statements})
    ]


def added(made: Analysis, text: str) -> tuple[Hypothesis, ...]:
    """What to keep when a person puts an explanation in: it, and the pair of the claim, by which that is found again.

    Raises UsageError for words that cannot be a hypothesis, and for one that is there already.
    """
    words = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if not any(c.isalnum() for c in words) or len(words) > _LONGEST:
        raise UsageError(f"A hypothesis is a sentence of at most {_LONGEST} characters: {words[:40]!r} is none.")
    if identity(words) in {h.id for h in made.hypotheses}:
        raise UsageError(f"{words[:60]!r} is among the hypotheses already.")
    return (*_pair(made), Hypothesis(identity(words), words, None))


def taken(made: Analysis, found: Imported) -> tuple[tuple[Hypothesis, ...], tuple[Cell, ...]]:
    """What to keep of a person's table: the cells that say something else than before, with their hypotheses."""
    before = {(c.evidence, c.hypothesis): _said(c) for c in made.cells if c.by.startswith(PERSON)}
    cells = tuple(c for c in found.cells if before.get((c.evidence, c.hypothesis)) != _said(c))
    if not cells and not found.hypotheses:
        return (), ()
    judged = {c.hypothesis for c in cells}
    others = [h for h in made.hypotheses if h.id in judged and h.kind not in PAIR]
    return (*_pair(made), *others, *found.hypotheses), cells


def _said(cell: Cell) -> tuple[int, float | None, str]:
    return cell.value, cell.ratio, cell.reason.text


def _pair(made: Analysis) -> list[Hypothesis]:
    return [h for h in made.hypotheses if h.kind in PAIR]
