"""How a claim changes on its way: the first hop where a hedge, source, plan, verb or figure was lost or changed.

Each telling is compared with the one it comes from (firsthand.weigh.lineage), and its page with that page: what another
sentence of the page keeps is not lost. A change is one hop, its first; later pages that tell it so are counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from firsthand.records import Case, Change, Hop, Passage, Quantity, Reason, Statement, Weight
from firsthand.text import amount, fold, mode
from firsthand.weigh.lineage import Step, Way, steps, way
from firsthand.weigh.voices import scene_of

BY = "mutation"
# Certainty has four steps (.95, .7, .45, .25): a hedge is any below the first.
HEDGED, PLAIN = 0.75, 0.9
# What the telling verb makes of the words: doubtful, neutral, or as good as true.
_SOFT = re.compile(
    r"\b(?:claim|alleg|suggest|believ|suspect|speculat|think|assum|estimat|hint|rumou?r|appear|seem|fear)\w*",
    re.IGNORECASE,
)
_HARD = re.compile(
    r"\b(?:confirm|reveal|prov(?!id)|admit|acknowledg|demonstrat|establish|disclos|expos|insist|show|verif|ascertain|"
    r"determin|conclud|corroborat|attest|certif|affirm|assur|stress|emphasi[sz]|ma(?:k|d)e\s+(?:it\s+)?clear)\w*",
    re.IGNORECASE,
)
_NOT_HARD = re.compile(r"\b(?:not|never|yet|cannot|unable|declin\w+|refus\w+)\b|n['’]t\b", re.IGNORECASE)
_STRENGTH = ("doubtful", "neutral", "affirming")
_PAST = re.compile(r"\b[a-z]{2,}ed\b")


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
    order = {page: n for n, page in enumerate(dict.fromkeys(s.document for s in _in_order(on_way)))}
    found = sorted(hops.values(), key=lambda h: (order[h.later.document], h.later, h.kind))
    return Weight(case.claim.id, BY, float(len(found)), None, None, tuple(map(_reason, found)), tuple(found))


def _in_order(on_way: Way) -> list[Statement]:
    return sorted((s for page in on_way.on_page.values() for s in page), key=lambda s: on_way.scene.order[s.id])


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
    said, became = _content(before), _content(after)
    if _hedge_lost(before, [*now, after]):
        yield _Changed("hedge-loss", said, became, "told with a hedge, then without")
    if on_way.body(before) is not None and _unsourced(after, on_way):
        yield _Changed("attribution-loss", said, became, "told as somebody's word, then as the page's own")
    if _came_true(before, was, after, now, texts):
        yield _Changed("planned-to-done", said, became, "told as a plan, then as done")
    yield from _hardened(step, was, now, texts, on_way)
    yield from _drifted(step, now)
    yield from _flipped(step, on_way)


def _hedge_lost(before: Statement, now: Sequence[Statement]) -> bool:
    """Whether no sentence of the later page keeps the hedge."""
    return before.certainty <= HEDGED and all(s.certainty >= PLAIN for s in now)


def _unsourced(after: Statement, on_way: Way) -> bool:
    """Whether the later page gives the words to nobody, there or elsewhere."""
    there = (s for s in on_way.on_page[after.document] if s.id in on_way.members or on_way.same(s, after))
    return on_way.body(after) is None and not after.via and all(on_way.body(s) is None for s in there)


def _came_true(
    before: Statement, was: Sequence[Statement], after: Statement, now: Sequence[Statement], texts: Mapping[str, str]
) -> bool:
    """Whether a plan is told as done, and nothing on either page says otherwise."""
    if not _planned(before, texts) or any(_done(s, texts) for s in was if s.id != before.id):
        return False
    return _done(after, texts) and not any(_planned(s, texts) for s in now) and not _news(before, after)


def _planned(statement: Statement, texts: Mapping[str, str]) -> bool:
    planned = any(q.role == "planned" for q in statement.quantities)
    return planned or mode(_words(texts, _content(statement))) == "planned"


def _done(statement: Statement, texts: Mapping[str, str]) -> bool:
    """Whether it is told as done: by its verbs, or by a figure of what is there."""
    if _planned(statement, texts):
        return False
    words = _words(texts, _content(statement))
    return mode(words) == "done" or _PAST.search(words) is not None or bool(_figures(statement))


def _hardened(
    step: Step, was: Sequence[Statement], now: Sequence[Statement], texts: Mapping[str, str], on_way: Way
) -> Iterable[_Changed]:
    """A verb as good as true where none on the earlier page, for this word of this body, was."""
    body = on_way.body(step.before)
    if body is None or body != on_way.body(step.after):
        return
    weak = max(((strength(_cue(s, texts)), s.id, s) for s in was if s.cue and on_way.body(s) == body), default=None)
    strong = max(((strength(_cue(s, texts)), s.id, s) for s in now if s.cue and on_way.body(s) == body), default=None)
    if weak is None or strong is None or not strong[0] == 2 > weak[0]:
        return
    one, other = (Passage(s.document, *_ends(s)) for s in (weak[2], strong[2]))
    before, after = (f"{_STRENGTH[n]}, “{_cue(s, texts)}”" for n, _, s in (weak, strong))
    yield _Changed("verb-hardening", one, other, f"its verb was {before}, then {after}")


def _cue(statement: Statement, texts: Mapping[str, str]) -> str:
    return _words(texts, Passage(statement.document, *_ends(statement)))


def strength(cue: str) -> int:
    """What a telling verb makes of the words: 0 doubtful, 1 neutral, 2 as good as true."""
    if _SOFT.search(cue):
        return 0
    return 2 if _HARD.search(cue) and not _NOT_HARD.search(cue) else 1


def _drifted(step: Step, now: Sequence[Statement]) -> Iterable[_Changed]:
    """A figure of the earlier telling that the later page gives in no way that can be the same."""
    before, after = step.before, step.after
    kept = [q for s in now for q in _figures(s)]
    for one in _figures(before):
        rivals = [q for q in _figures(after) if _comparable(one, q)]
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
    mine, theirs = _figures(before), _figures(after)
    return bool(theirs) and not any(_meet(one, other) for one in mine for other in theirs if _comparable(one, other))


def _figures(statement: Statement) -> list[Quantity]:
    return [q for q in statement.quantities if q.role not in {"rank", "rate"} and q.unit not in _TIMES]


_TIMES = frozenset({"day", "week", "month", "year", "hour", "minute"})


def _comparable(one: Quantity, other: Quantity) -> bool:
    return one.unit == other.unit or None in {one.unit, other.unit}


def _meet(one: Quantity, other: Quantity) -> bool:
    """Whether the later figure can be the earlier one: a page that says "about" may round."""
    slack = 0.1 if other.approximate else 0.0
    low = max(float("-inf") if q.low is None else q.low for q in (one, other))
    high = min(float("inf") if q.high is None else q.high for q in (one, other))
    return low * (1 - slack) <= high


def _flipped(step: Step, on_way: Way) -> Iterable[_Changed]:
    """Words that a page passes on from another, and gives to a speaker of whom that page knows nothing."""
    speaker = on_way.scene.speaker
    a, b = speaker.get(step.before.id), speaker.get(step.after.id)
    if a is None or b is None or {a.kind, b.kind} & {"unnamed", "outlet"} or not step.close:
        return
    bodies = on_way.scene.body
    there = {on_way.body(s) for s in on_way.on_page[step.before.document]}
    here = {on_way.body(s) for s in on_way.on_page[step.after.document]}
    alike = set(fold(a.name).split()) & set(fold(b.name).split())
    if bodies[b.id] not in there and bodies[a.id] not in here and not alike:
        yield _Changed(
            "origin-flip", _content(step.before), _content(step.after), f"told as {a.name}’s word, then as {b.name}’s"
        )


def _content(statement: Statement) -> Passage:
    return Passage(statement.document, statement.content[0].start, statement.content[0].end)


def _ends(statement: Statement) -> tuple[int, int]:
    return statement.cue[0].start, statement.cue[0].end


def _words(texts: Mapping[str, str], passage: Passage) -> str:
    return texts[passage.document][passage.start : passage.end]
