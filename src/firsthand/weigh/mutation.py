"""How a claim changes on its way: the first hop where a hedge, source, plan, verb or figure was lost or changed.

Each telling is compared with the one it comes from (firsthand.weigh.lineage), and its page with that page: what another
sentence of the page keeps is not lost. A change is one hop, its first; later pages that tell it so are counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from firsthand.records import Actor, Case, Change, Hop, Passage, Quantity, Reason, Statement, Weight
from firsthand.text import amount, fold
from firsthand.weigh.lineage import Step, Way, steps, way
from firsthand.weigh.tellings import HEDGED, PLAIN, content, cue, done, figures, planned, strength, words
from firsthand.weigh.voices import scene_of

BY = "mutation"
_STRENGTH = ("doubtful", "neutral", "affirming")


@dataclass(frozen=True, slots=True)
class _Changed:
    """One change between two tellings."""

    kind: Change
    earlier: Passage
    later: Passage
    why: str


def weigh(case: Case) -> Weight:
    """The changes of a claim on its way, one hop each; the value is their number."""
    scene = scene_of(case)
    on_way, texts = way(scene), {d.id: d.text for d in case.documents}
    hops: dict[tuple[str, ...], Hop] = {}
    told: set[tuple[str, ...]] = set()
    for step in steps(on_way):
        for changed in _changes(step, texts, on_way):
            key = (changed.kind, *_what(changed, step, on_way))
            if (*key, step.after.document) not in told:
                known = hops.get(key)
                hops[key] = replace(known, again=known.again + 1) if known else _hop(changed, step)
            told.add((*key, step.after.document))
    found = sorted(hops.values(), key=lambda h: (on_way.order[h.statements[1]], h.later, h.kind))
    return Weight(case.claim.id, BY, float(len(found)), None, None, tuple(map(_reason, found)), tuple(found))


def _hop(changed: _Changed, step: Step) -> Hop:
    why = f"{changed.why}; {step.why}"
    return Hop(changed.kind, changed.earlier, changed.later, (step.before.id, step.after.id), why, 0)


def _what(changed: _Changed, step: Step, on_way: Way) -> tuple[str, ...]:
    """A drift counts once for each figure that it leads to; other changes once for each telling they start from."""
    start = (step.before.document, on_way.body(step.before) or "")
    return (*start, changed.why) if changed.kind == "figure-drift" else start


def _reason(hop: Hop) -> Reason:
    more = (
        f"; {hop.again} later pages tell it so" if hop.again > 1 else "; 1 later page tells it so" if hop.again else ""
    )
    return Reason(f"{hop.why}{more}", 0.0, (hop.earlier, hop.later))


def _changes(step: Step, texts: Mapping[str, str], on_way: Way) -> Iterable[_Changed]:
    before, after = step.before, step.after
    if "denies" in {before.stance, after.stance}:
        return  # a denial tells nothing on; it answers
    was, now = on_way.kin(before), on_way.kin(after)
    said, became = content(before), content(after)
    if _hedge_lost(before, [*now, after]):
        yield _Changed("hedge-loss", said, became, "told with a hedge, then without")
    if on_way.body(before) is not None and _unsourced(before, after, on_way):
        yield _Changed("attribution-loss", said, became, "told as somebody's word, then as the page's own")
    if _came_true(before, was, after, now, texts):
        yield _Changed("planned-to-done", said, became, "told as a plan, then as done")
    yield from _hardened(step, was, now, texts, on_way)
    yield from _drifted(step, now)
    yield from _flipped(step, on_way)


def _hedge_lost(before: Statement, now: Sequence[Statement]) -> bool:
    """Whether no sentence of the later page keeps the hedge."""
    return before.certainty <= HEDGED and all(s.certainty >= PLAIN for s in now)


def _unsourced(before: Statement, after: Statement, on_way: Way) -> bool:
    """Whether the later page gives the words to nobody: no other sentence of it to a body, none else to that body."""
    if on_way.body(after) is not None or after.via:
        return False
    here = [s for s in on_way.on_page[after.document] if on_way.body(s) is not None]
    return not any(on_way.one_body(before, s) or _retold(s, after, on_way) for s in here)


def _retold(one: Statement, other: Statement, on_way: Way) -> bool:
    """Whether two sentences of one page tell the same: one claim, words in common, or one figure."""
    return on_way.same(one, other) or any(
        _comparable(a, b) and _meet(a, b) for a in figures(one) for b in figures(other)
    )


def _came_true(
    before: Statement, was: Sequence[Statement], after: Statement, now: Sequence[Statement], texts: Mapping[str, str]
) -> bool:
    """Whether a plan is told as done, and nothing on either page says otherwise."""
    if not planned(before, texts) or any(done(s, texts) for s in was if s.id != before.id):
        return False
    return done(after, texts) and not any(planned(s, texts) for s in now) and not _news(before, after)


def _hardened(
    step: Step, was: Sequence[Statement], now: Sequence[Statement], texts: Mapping[str, str], on_way: Way
) -> Iterable[_Changed]:
    """A verb as good as true where none on the earlier page, for this word of this body, was.

    Without a link it is no change: who is heard by two pages may have said it to one and confirmed it to the other.
    """
    if step.link is None or not on_way.one_body(step.before, step.after):
        return
    weak, strong = _hardest(was, texts, on_way), _hardest(now, texts, on_way)
    if weak is None or strong is None or not strong[0] == 2 > weak[0]:
        return
    one, other = cue(weak[2]), cue(strong[2])
    before, after = (f"{_STRENGTH[n]}, “{words(texts, cue(s))}”" for n, _, s in (weak, strong))
    yield _Changed("verb-hardening", one, other, f"its verb was {before}, then {after}")


def _hardest(told: Sequence[Statement], texts: Mapping[str, str], on_way: Way) -> tuple[int, str, Statement] | None:
    """The strongest verb of telling among those that have a speaker."""
    said = (s for s in told if s.cue and on_way.body(s) is not None)
    return max(((strength(words(texts, cue(s))), s.id, s) for s in said), default=None)


def _drifted(step: Step, now: Sequence[Statement]) -> Iterable[_Changed]:
    """A figure of the earlier telling that the later page gives in no way that can be the same."""
    before, after = step.before, step.after
    kept = [q for s in now for q in figures(s)]
    for one in figures(before):
        rivals = [q for q in figures(after) if _comparable(one, q)]
        if any(_meet(one, q) and _one_role(one, q) for q in (*rivals, *(q for q in kept if _comparable(one, q)))):
            continue
        # A part beside a total, or a plan beside a fact, is another figure; one figure in another role has drifted. Who
        # speaks again may have counted anew: without a link, only a rounded figure has drifted.
        drifted = [q for q in rivals if _meet(one, q) or one.role == q.role]
        drifted = [q for q in drifted if step.link is not None or _rounded(one, q)]
        if not drifted:
            continue
        other = min(drifted, key=lambda q: (not _meet(one, q), q.start))
        roles = f", {one.role} then {other.role}" if one.role != other.role else ""
        yield _Changed(
            "figure-drift",
            Passage(before.document, one.start, one.end),
            Passage(after.document, other.start, other.end),
            f"its figure was {amount(one)}, then {amount(other)}{roles}",
        )


def _one_role(one: Quantity, other: Quantity) -> bool:
    """A plan that is told as done keeps its figure."""
    return one.role == other.role or "planned" in {one.role, other.role}


def _rounded(one: Quantity, other: Quantity) -> bool:
    """Whether the other figure is the first one with fewer digits that count."""
    if one.low is None or other.low is None or not 0.8 < other.low / (one.low or 1) < 1.25:
        return False
    return len(f"{other.low:.0f}".rstrip("0")) < len(f"{one.low:.0f}".rstrip("0"))


def _news(before: Statement, after: Statement) -> bool:
    """Whether the later telling has figures of its own: then it tells something new, not the old thing changed."""
    mine, theirs = figures(before), figures(after)
    return bool(theirs) and not any(_meet(one, other) for one in mine for other in theirs if _comparable(one, other))


def _comparable(one: Quantity, other: Quantity) -> bool:
    return one.unit == other.unit or None in {one.unit, other.unit}


def _meet(one: Quantity, other: Quantity) -> bool:
    """Whether the later figure can be the earlier one: a page that says "about" may round."""
    slack = 0.1 if other.approximate else 0.0
    low = max(float("-inf") if q.low is None else q.low for q in (one, other))
    high = min(float("inf") if q.high is None else q.high for q in (one, other))
    return low * (1 - slack) <= high


def _flipped(step: Step, on_way: Way) -> Iterable[_Changed]:
    """Words that a page has through another, and gives to a speaker of whom that page knows nothing."""
    before, after, speaker = step.before, step.after, on_way.scene.speaker
    one, other = speaker.get(before.id), speaker.get(after.id)
    if step.link is None or step.link.kind != "cites" or not step.close or after.stance != "asserts":
        return
    if one is None or other is None or one.kind == "outlet" or other.kind in {"outlet", "unnamed"}:
        return
    there = {on_way.body(s) for s in on_way.on_page[before.document]}
    here = {on_way.body(s) for s in on_way.on_page[after.document]}
    if on_way.body(after) not in there and on_way.body(before) not in here and not _variants(one, other):
        why = f"told as {one.name}’s word, then as {other.name}’s"
        yield _Changed("origin-flip", content(before), content(after), why)


def _variants(one: Actor, other: Actor) -> bool:
    """Whether the two may be one: half the words of a name in common, or a person who may speak for the body."""
    a, b = ({word[:4] for word in set(fold(actor.name).split()) - _FILLERS} for actor in (one, other))
    return "person" in {one.kind, other.kind} or 2 * len(a & b) >= min(len(a), len(b))


_FILLERS = frozenset({"the", "of", "for", "and", "in", "at"})
