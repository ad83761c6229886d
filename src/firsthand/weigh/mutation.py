"""How a claim changes on its way: the first hop where a hedge, source, plan, verb or figure was lost or changed.

Each telling is compared with the one it most likely comes from: a page that its page credits, cites or copies, else
the earliest telling of the same body's word. A change is one hop, its first; later pages that tell it so are counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from firsthand.records import Case, Change, Hop, Link, Passage, Quantity, Reason, Statement, Weight
from firsthand.text import amount, fold, mode
from firsthand.weigh.voices import Scene, scene_of

BY = "mutation"
# Certainty has four steps (.95, .7, .45, .25): a hedge is any below the first.
HEDGED, PLAIN = 0.75, 0.9
CARRYING = frozenset({"copies", "credits", "cites", "quotes"})
# What the telling verb makes of the words: doubtful, neutral, or as good as true.
_SOFT = re.compile(
    r"\b(?:claim|alleg|suggest|believ|suspect|speculat|think|assum|estimat|hint|rumou?r|appear|seem|fear)\w*",
    re.IGNORECASE,
)
_HARD = re.compile(
    r"\b(?:confirm|reveal|prov|admit|acknowledg|demonstrat|establish|disclos|expos|insist|show)\w*", re.IGNORECASE
)
_NOT_HARD = re.compile(r"\b(?:not|never|yet|cannot|unable|declin\w+|refus\w+)\b|n['’]t\b", re.IGNORECASE)
_STRENGTH = ("doubtful", "neutral", "affirming")


@dataclass(frozen=True, slots=True)
class _Step:
    """A telling and the one it comes from."""

    before: Statement
    after: Statement
    why: str
    passed_on: bool
    "True where its page copies or credits the other's; a link or a citation may stand beside words of its own."


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
    texts = {d.id: d.text for d in case.documents}
    sourced = {s.document for s in case.statements if _sourced(scene, s)}
    hops: dict[tuple[Change, str], Hop] = {}
    for step in _steps(scene):
        for changed in _changes(step, texts, scene, sourced):
            key = (changed.kind, _what(changed, step))
            known = hops.get(key)
            hops[key] = replace(known, again=known.again + 1) if known else _hop(changed, step)
    found = sorted(hops.values(), key=lambda h: (scene.day[h.later.document], h.later, h.kind))
    return Weight(case.claim.id, BY, float(len(found)), None, None, tuple(map(_reason, found)), tuple(found))


def _hop(changed: _Changed, step: _Step) -> Hop:
    why = f"{changed.why}; {step.why}"
    return Hop(changed.kind, changed.earlier, changed.later, (step.before.id, step.after.id), why, 0)


def _what(changed: _Changed, step: _Step) -> str:
    """A drift counts once for each figure that it leads to; other changes once for each telling they start from."""
    return f"{step.before.id}:{changed.why}" if changed.kind == "figure-drift" else step.before.id


def _reason(hop: Hop) -> Reason:
    more = (
        f"; {hop.again} later pages tell it so" if hop.again > 1 else "; 1 later page tells it so" if hop.again else ""
    )
    return Reason(f"{hop.why}{more}", 0.0, (hop.earlier, hop.later))


def _steps(scene: Scene) -> Iterable[_Step]:
    """Each telling with the one it most likely comes from, in order of publication."""
    case = scene.case
    every = sorted((*case.statements, *case.others), key=lambda s: (scene.day[s.document] == "", scene.order[s.id]))
    on_page: dict[str, list[Statement]] = {}
    for statement in every:
        on_page.setdefault(statement.document, []).append(statement)
    took: dict[str, list[Link]] = {}
    for link in case.links:
        if link.kind in CARRYING and link.directed:
            took.setdefault(link.left, []).append(link)
    first: dict[str, Statement] = {}
    mine = {s.id for s in case.statements}
    for statement in every:
        step = _from_page(scene, statement, took, on_page) or _from_body(scene, statement, first)
        if step is not None and _one_telling(scene, step, mine):
            yield step
        body = _body(scene, statement)
        if body and statement.id in mine:
            first.setdefault(body, statement)


def _one_telling(scene: Scene, step: _Step, mine: set[str]) -> bool:
    """Whether the two tell one thing: two members of the claim, or one body's word passed on in a related claim."""
    ends = {step.before.id, step.after.id}
    body = _body(scene, step.before)
    same = body is not None and body == _body(scene, step.after)
    return ends <= mine or (bool(ends & mine) and same and step.passed_on)


def _from_page(
    scene: Scene, statement: Statement, took: Mapping[str, list[Link]], on_page: Mapping[str, Sequence[Statement]]
) -> _Step | None:
    """The telling on a page that this one's page took from: the same speaker's where there is one."""
    found: list[tuple[bool, float, Statement, Link]] = []
    for link in took.get(statement.document, ()):
        for other in on_page.get(link.right, ()):
            if scene.day[other.document] <= scene.day[statement.document] or not scene.day[other.document]:
                same = _body(scene, other) == _body(scene, statement)
                found.append((same, link.score, other, link))
    if not found:
        return None
    *_, before, link = max(found, key=lambda f: (f[0], f[1], -scene.order[f[2].id]))
    return _Step(before, statement, f"the later page {link.kind} the earlier one: {link.why}", link.kind in _PASSING)


_PASSING = frozenset({"copies", "credits"})


def _from_body(scene: Scene, statement: Statement, first: Mapping[str, Statement]) -> _Step | None:
    """The earliest telling of the same body's word, on another page."""
    body = _body(scene, statement)
    before = first.get(body) if body else None
    if before is None or before.document == statement.document:
        return None
    return _Step(before, statement, "both tell the same speaker's word", False)


def _body(scene: Scene, statement: Statement) -> str | None:
    speaker = scene.speaker.get(statement.id)
    return scene.body[speaker.id] if speaker is not None and speaker.kind != "outlet" else None


def _sourced(scene: Scene, statement: Statement) -> bool:
    return _body(scene, statement) is not None


def _changes(step: _Step, texts: Mapping[str, str], scene: Scene, sourced: set[str]) -> Iterable[_Changed]:
    before, after = step.before, step.after
    if "denies" in {before.stance, after.stance}:
        return  # a denial tells nothing on; it answers
    said, became = _content(before), _content(after)
    if before.certainty <= HEDGED and after.certainty >= PLAIN:
        yield _Changed("hedge-loss", said, became, "told with a hedge, then without")
    if _sourced(scene, before) and not _sourced(scene, after) and not after.via and after.document not in sourced:
        yield _Changed("attribution-loss", said, became, "told as somebody's word, then as the page's own")
    if mode(_words(texts, said)) == "planned" and mode(_words(texts, became)) == "done" and not _news(before, after):
        yield _Changed("planned-to-done", said, became, "told as a plan, then as done")
    yield from _hardened(step, texts, scene)
    yield from _drifted(before, after)
    yield from _flipped(step, scene)


def _hardened(step: _Step, texts: Mapping[str, str], scene: Scene) -> Iterable[_Changed]:
    before, after = step.before, step.after
    if not before.cue or not after.cue or _body(scene, before) != _body(scene, after):
        return
    one, other = Passage(before.document, *_ends(before)), Passage(after.document, *_ends(after))
    weak, strong = strength(_words(texts, one)), strength(_words(texts, other))
    if strong == 2 > weak:
        was, became = f"{_STRENGTH[weak]}, “{_words(texts, one)}”", f"{_STRENGTH[strong]}, “{_words(texts, other)}”"
        why = f"its verb was {was}, then {became}"
        yield _Changed("verb-hardening", one, other, why)


def strength(cue: str) -> int:
    """What a telling verb makes of the words: 0 doubtful, 1 neutral, 2 as good as true."""
    if _SOFT.search(cue):
        return 0
    return 2 if _HARD.search(cue) and not _NOT_HARD.search(cue) else 1


def _drifted(before: Statement, after: Statement) -> Iterable[_Changed]:
    """A figure of the earlier telling that the later one gives in no way that can be the same."""
    for one in _figures(before):
        rivals = [q for q in _figures(after) if _comparable(one, q)]
        if any(_meet(one, q) and one.role == q.role for q in rivals):
            continue
        # A part beside a total, or a plan beside a fact, is another figure; one figure in another role has drifted.
        drifted = [q for q in rivals if _meet(one, q) or one.role == q.role]
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
    slack = 0.1 if one.approximate or other.approximate else 0.0
    low = max(float("-inf") if q.low is None else q.low for q in (one, other))
    high = min(float("inf") if q.high is None else q.high for q in (one, other))
    return low * (1 - slack) <= high


def _flipped(step: _Step, scene: Scene) -> Iterable[_Changed]:
    """Words of the claim that a page passes on from another, and gives to another speaker than there."""
    a, b = scene.speaker.get(step.before.id), scene.speaker.get(step.after.id)
    if a is None or b is None or {a.kind, b.kind} & {"unnamed", "outlet"} or not step.passed_on:
        return
    there = {
        _body(scene, s) for s in (*scene.case.statements, *scene.case.others) if s.document == step.before.document
    }
    alike = set(fold(a.name).split()) & set(fold(b.name).split())
    if scene.body[a.id] != scene.body[b.id] and scene.body[b.id] not in there and not alike:
        yield _Changed(
            "origin-flip", _content(step.before), _content(step.after), f"told as {a.name}’s word, then as {b.name}’s"
        )


def _content(statement: Statement) -> Passage:
    return Passage(statement.document, statement.content[0].start, statement.content[0].end)


def _ends(statement: Statement) -> tuple[int, int]:
    return statement.cue[0].start, statement.cue[0].end


def _words(texts: Mapping[str, str], passage: Passage) -> str:
    return texts[passage.document][passage.start : passage.end]
