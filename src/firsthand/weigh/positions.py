"""Who supports a claim, who denies it, who only reports it, who holds back."""

from __future__ import annotations

from firsthand.records import Case, Passage, Position, Reason, Statement, Weight, passages

BY = "positions"
_VERBS: tuple[tuple[Position, str], ...] = (
    ("supports", "affirm it"),
    ("opposes", "deny it"),
    ("uncertain", "hold back or doubt it"),
    ("reports", "only report it"),
)


def weigh(case: Case) -> Weight:
    """One reason for each position, naming its speakers; the value is the number of speakers who deny."""
    position = {m.statement: m.position for m in case.claim.statements}
    documents = {d.id: d for d in case.documents}
    reasons, denying = [], 0
    for wanted, verb in _VERBS:
        held = [s for s in case.statements if position[s.id] == wanted]
        if not held:
            continue
        names = list(
            dict.fromkeys(s.speaker.name if s.speaker else documents[s.document].outlet or "the page" for s in held)
        )
        denying += len(names) * (wanted == "opposes")
        reasons.append(Reason(f"{len(names)} {verb}: {', '.join(names)}", 0.0, _spans(held)))
    return Weight(case.claim.id, BY, float(denying), None, None, tuple(reasons))


def _spans(held: list[Statement]) -> tuple[Passage, ...]:
    return tuple(p for s in held for p in passages(s.document, s.content[:1]))
