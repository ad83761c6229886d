"""What goes wrong in counting, by kind: true origins that are missing from the count, and groups too many in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bench.quality.press_cases import Weighed
from firsthand.records import Origin, Statement


def errors(cases: Sequence[Weighed]) -> Counter[str]:
    """Each kind of error with how often it happens in these cases."""
    found: Counter[str] = Counter()
    for case in cases:
        if case.found is not None:
            found.update(_of_case(case))
    return found


def _of_case(case: Weighed) -> list[str]:
    assert case.found is not None
    said = {s.id: s for s in case.statements}
    groups = [item for item in case.found.items if isinstance(item, Origin)]
    counted = [g for g in groups if g.known and g.position == "supports"]
    owner = [_owner(case, g, said) for g in counted]
    seen: set[int] = set()
    kinds = []
    for group, origin in zip(counted, owner, strict=True):
        if origin is None or origin not in case.press.truth.counted:
            kinds.append(
                "too many: " + ("no affirmation at all" if origin is None else "a denier's words, or nobody's")
            )
        elif origin in seen:
            kinds.append("too many: " + _split(case, group, origin, said))
        else:
            seen.add(origin)
    return [*kinds, *(f"missing: {_missing(case, groups, o)}" for o in sorted(case.press.truth.counted - seen))]


def _owner(case: Weighed, group: Origin, said: dict[str, Statement]) -> int | None:
    """The origin whose word most of a group's attributed statements are."""
    named = [s for s in group.statements if said[s].speaker is not None] or list(group.statements)
    held = Counter(case.origin_of[s] for s in named if s in case.origin_of)
    return held.most_common(1)[0][0] if held else None


def _split(case: Weighed, group: Origin, origin: int, said: dict[str, Statement]) -> str:
    """Why a second group holds one origin's word."""
    world = case.press.cascade.world
    body = world.bodies[world.origins[origin].body]
    given = {_given(case, said[s]) for s in group.statements if said[s].speaker is not None}
    if given and f"body:{body.number}" not in given:
        return "another speaker is named (flip, or passed on)"
    if not body.named:
        return (
            "one group of witnesses or a reporter" if body.kind != "officials" else "one briefing of unnamed officials"
        )
    names = {said[s].speaker.name for s in group.statements if said[s].speaker}  # type: ignore[union-attr]
    return "a spokesman apart from the body" if names & set(body.voices) else "one body under two names"


def _given(case: Weighed, statement: Statement) -> str | None:
    """To whom the page gives the words, in truth; for the shipped reader's statements, as far as the spans agree."""
    direct = case.press.truth.body_of.get(statement.id)
    if direct is not None or statement.speaker is None:
        return direct
    for true in case.press.statements:
        if true.document == statement.document and true.speaker is not None:
            spans = true.speaker, statement.speaker
            if min(s.end for s in spans) > max(s.start for s in spans):
                return case.press.truth.body_of[true.id]
    return None


def _missing(case: Weighed, groups: Sequence[Origin], origin: int) -> str:
    """Where the word of an origin is that no counted group stands for."""
    here = [g for g in groups if any(case.origin_of.get(s) == origin for s in g.statements)]
    if not here:
        return "all its words are in other claims"
    if any(g.known and g.position == "supports" for g in here):
        why = Counter(r.text.split(":")[0] for g in here for r in g.reasons)
        return f"folded into another's group ({_told(why)})"
    position = here[0].position
    return "of unknown lineage" if not here[0].known else f"its group is read as one that {position}"


def _told(why: Counter[str]) -> str:
    """The commonest reason for a fold, without names."""
    if not why:
        return "no reason"
    text = why.most_common(1)[0][0]
    return "one body's word" if "word" in text or "speak for one body" in text else text[:60]
