"""A person's judgements in, verdicts out: which statements, speakers and claims of the present reading they are about.

A judgement points at words. A new reading may cut a statement otherwise: the verdict goes to the statement of that page
that shares most of the words, and where none shares half of them it is reported, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from firsthand.records import Claim, Judgement, Outcome, Passage, Position, Problem, Statement

LEAST = 0.5  # share of the judged words that a statement must still hold
POSITIONS: frozenset[str] = frozenset({"supports", "opposes", "reports", "uncertain"})
OUTCOMES: frozenset[str] = frozenset({"true", "false", "mixed"})
_OPPOSITE = {"merge": "split", "split": "merge", "same-actor": "different-actor", "different-actor": "same-actor",
             "dependent": "independent", "independent": "dependent"}  # fmt: skip
_Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What a person decided, by the ids of the present reading; pairs of statement ids are sorted."""

    merged: tuple[_Pair, ...] = ()
    split: frozenset[_Pair] = frozenset()
    same_actor: tuple[_Pair, ...] = ()
    different_actor: frozenset[_Pair] = frozenset()
    ties: tuple[tuple[str, str, Judgement], ...] = ()
    "Statements that a person calls dependent or independent."
    shown: Mapping[str, bool] = field(default_factory=dict)
    position: Mapping[str, Position] = field(default_factory=dict)
    outcomes: tuple[tuple[str, Judgement], ...] = ()
    "Statement of a claim, and how the claim turned out; the last one given for a claim is in force."
    problems: tuple[Problem, ...] = ()


NONE = Verdicts()


def verdicts(judgements: Sequence[Judgement], statements: Iterable[Statement]) -> Verdicts:
    """Attach judgements, in the order given, to statements; a later one on the same words replaces an earlier."""
    by_page: dict[str, list[Statement]] = {}
    for statement in statements:
        by_page.setdefault(statement.document, []).append(statement)
    pairs: dict[tuple[str, _Pair], Judgement] = {}
    singles: dict[tuple[str, str], Judgement] = {}
    problems = []
    for judgement in judgements:
        ids = [_at(place, by_page) for place in (judgement.left, judgement.right) if place is not None]
        if None in ids:
            problems.append(_lost(judgement))
            continue
        found = [one for one in ids if one is not None]
        if judgement.right is None:
            singles[_subject(judgement), found[0]] = judgement
        elif found[0] != found[1]:
            pair = (min(found), max(found))
            pairs.pop((_OPPOSITE[judgement.verb], pair), None)
            pairs[judgement.verb, pair] = judgement
    return _sorted_out(pairs, singles, problems)


def _subject(judgement: Judgement) -> str:
    if judgement.verb in POSITIONS:
        return "position"
    return "outcome" if judgement.verb in OUTCOMES else "shown"


def _sorted_out(
    pairs: Mapping[tuple[str, _Pair], Judgement],
    singles: Mapping[tuple[str, str], Judgement],
    problems: Sequence[Problem],
) -> Verdicts:
    def of(verb: str) -> list[_Pair]:
        return [pair for known, pair in pairs if known == verb]

    return Verdicts(
        tuple(of("merge")),
        frozenset(of("split")),
        tuple(of("same-actor")),
        frozenset(of("different-actor")),
        tuple((*pair, judgement) for (verb, pair), judgement in pairs.items() if verb in {"dependent", "independent"}),
        {one: judgement.verb == "shown" for (subject, one), judgement in singles.items() if subject == "shown"},
        {one: j.verb for (subject, one), j in singles.items() if subject == "position"},  # type: ignore[misc]
        tuple((one, judgement) for (subject, one), judgement in singles.items() if subject == "outcome"),
        tuple(problems),
    )


def _at(place: Passage, by_page: Mapping[str, Sequence[Statement]]) -> str | None:
    """The statement that shares most with the judged words, its speaker's name counted with it."""

    def shared(statement: Statement) -> tuple[int, int]:
        said = sum(max(0, min(place.end, c.end) - max(place.start, c.start)) for c in statement.content)
        speaker = statement.speaker
        named = max(0, min(place.end, speaker.end) - max(place.start, speaker.start)) if speaker else 0
        return max(said, named), -sum(c.end - c.start for c in statement.content)

    best = max(by_page.get(place.document, ()), key=lambda s: (shared(s), s.id), default=None)
    if best is None or shared(best)[0] < LEAST * (place.end - place.start):
        return None
    return best.id


def _lost(judgement: Judgement) -> Problem:
    return Problem(
        "link", f"judgement {judgement.id}",
        f"“{judgement.verb}” by {judgement.by.removeprefix('person:')} of {judgement.at[:10]}: no statement holds its "
        "words any more. It is kept and has no effect; judge again, or undo it.",
    )  # fmt: skip


def judged(statements: Iterable[Statement], found: Verdicts) -> list[Statement]:
    """The statements with what a person said of their basis; a basis that nobody read cannot be shown."""
    return [
        replace(s, basis=replace(s.basis, shown=found.shown[s.id])) if s.basis and s.id in found.shown else s
        for s in statements
    ]


def outcomes(found: Verdicts, claims: Iterable[Claim]) -> list[Outcome]:
    """How claims turned out: the last word given on each claim, in the order of the claims' ids."""
    of = {member.statement: claim.id for claim in claims for member in claim.statements}
    last = {of[statement]: judgement for statement, judgement in found.outcomes if statement in of}
    return [
        Outcome(claim, j.verb, j.on or j.at[:10], j.reference or "", j.by)  # type: ignore[arg-type]
        for claim, j in sorted(last.items())
    ]
