"""A person's judgements in, verdicts out: which statements, speakers and claims of the present reading they are about.

A judgement points at words. A new reading may cut a statement otherwise: the verdict goes to the statement of that page
that shares most of the words, and where none shares half of them it is reported, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from firsthand.records import OUTCOMES, Claim, Judgement, Outcome, Passage, Position, Problem, Statement, Tag

LEAST = 0.5  # share of the judged words that a statement must still hold
POSITIONS: frozenset[str] = frozenset({"supports", "opposes", "reports", "uncertain"})
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
    tags: tuple[tuple[str, Judgement], ...] = ()
    "Statement of a claim, and a technique that a person sees in it."
    problems: tuple[Problem, ...] = ()
    replaced: Mapping[str, Judgement] = field(default_factory=dict)
    "Judgement by id -> the later one that took its place."


NONE = Verdicts()


def verdicts(judgements: Sequence[Judgement], statements: Iterable[Statement]) -> Verdicts:
    """Attach judgements, in the order given, to statements; a later one on the same words replaces an earlier.

    What agents say comes first of all, whenever it was said: a person's word on the same words replaces it.
    """
    by_page: dict[str, list[Statement]] = {}
    for statement in statements:
        by_page.setdefault(statement.document, []).append(statement)
    pairs: dict[tuple[str, _Pair], Judgement] = {}
    singles: dict[tuple[str, str], Judgement] = {}
    problems: list[Problem] = []
    replaced: dict[str, Judgement] = {}
    for judgement in sorted(judgements, key=lambda judgement: not judgement.by.startswith("agent:")):
        ids = [_at(place, by_page) for place in (judgement.left, judgement.right) if place is not None]
        if None in ids:
            problems.append(_lost(judgement))
            continue
        found = [one for one in ids if one is not None]
        # Taken out before it is put in: the order is that of the words in force.
        if judgement.right is None:
            before = [singles.pop((_subject(judgement), found[0]), None)]
            singles[_subject(judgement), found[0]] = judgement
        elif found[0] != found[1]:
            pair = (min(found), max(found))
            before = [pairs.pop((verb, pair), None) for verb in (judgement.verb, _OPPOSITE[judgement.verb])]
            pairs[judgement.verb, pair] = judgement
        else:
            continue
        replaced |= {old.id: judgement for old in before if old is not None}
    return replace(_sorted_out(pairs, singles, problems), replaced=replaced)


def _subject(judgement: Judgement) -> str:
    if judgement.verb == "technique":
        return f"technique {judgement.reference} {judgement.by}"  # several may be seen in one claim, and by several
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
        tuple((one, j) for (_, one), j in singles.items() if j.verb == "technique"),
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


def unheeded(found: Verdicts, claims: Iterable[Claim], speaker: Mapping[str, str]) -> list[Problem]:
    """Words that hold two apart which other words join: merged with a third, two stay one whoever splits them.

    `speaker` is the actor of each statement that has one.
    """
    of = {member.statement: claim.id for claim in claims for member in claim.statements}
    apart = (("split", found.split, of), ("different-actor", found.different_actor, speaker))
    return [
        Problem(
            "link", f"{left} {right}",
            f"“{verb}” holds these two apart, and what was joined with each of them joins them again: they stay one. "
            "`firsthand judgements` lists what was decided; undo one of those.",
        )
        for verb, pairs, group in apart
        for left, right in sorted(pairs)
        if left in group and group[left] == group.get(right)
    ]  # fmt: skip


def judged(statements: Iterable[Statement], found: Verdicts) -> list[Statement]:
    """The statements with what a person said of their basis; a basis that nobody read cannot be shown."""
    return [
        replace(s, basis=replace(s.basis, shown=found.shown[s.id])) if s.basis and s.id in found.shown else s
        for s in statements
    ]


def outcomes(found: Verdicts, claims: Iterable[Claim]) -> list[Outcome]:
    """How claims turned out: the last word given on each claim, in the order of the claims' ids."""
    return [
        Outcome(claim, given[-1].verb, given[-1].on or given[-1].at[:10], given[-1].reference or "", given[-1].by)  # type: ignore[arg-type]
        for claim, given in sorted(_given(found, claims).items())
    ]


def _given(found: Verdicts, claims: Iterable[Claim]) -> dict[str, list[Judgement]]:
    """The outcomes set on each claim, in the order given: one may have been set on each of its statements."""
    of = {member.statement: claim.id for claim in claims for member in claim.statements}
    given: dict[str, list[Judgement]] = {}
    for statement, judgement in found.outcomes:
        if statement in of:
            given.setdefault(of[statement], []).append(judgement)
    return given


def replaced(found: Verdicts, claims: Iterable[Claim]) -> dict[str, Judgement]:
    """Judgement by id -> the one in force in its place: a later word on the same words, or on the same claim."""
    whole = dict(found.replaced)
    for given in _given(found, claims).values():
        whole |= {old.id: given[-1] for old in given[:-1]}
    return whole


def tags(found: Verdicts, claims: Iterable[Claim]) -> list[Tag]:
    """The techniques that people see in claims, by claim, technique and person."""
    of = {member.statement: claim.id for claim in claims for member in claim.statements}
    made = {
        (of[statement], j.reference or "", j.by): Tag(of[statement], j.reference or "", j.note, j.by, j.at)
        for statement, j in found.tags
        if statement in of
    }
    return [tag for _, tag in sorted(made.items())]
