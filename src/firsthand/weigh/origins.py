"""How many independent origins a claim has: its statements in groups that hang together, each with first and echoes.

Two statements hang together when one body speaks in both, when their words were copied, when one page credits, cites or
links to the other, or when unnamed sources tell the same on the same day. Each tie has a strength; the count uses ties
that are more likely than not, the range counts once with every tie and once with the firm ones only. A group whose
words come from nowhere that the pages name is of unknown lineage and is not counted as an origin.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from firsthand.graph import groups
from firsthand.records import (
    Actor,
    Case,
    Document,
    Link,
    Origin,
    Passage,
    Position,
    Reason,
    Statement,
    Weight,
    passages,
)

BY = "origins"
# A tie counts in the middle figure when it is more likely than not; at the low end when it is at all likely; at the
# high end only when the pages leave no other reading.
LIKELY, POSSIBLE, FIRM = 0.5, 0.3, 0.85
SAME_BODY, SAME_BODY_OFFICE, COPIED, SAME_PAGE, UNNAMED_SAME_DAY = 1.0, 0.9, 0.95, 0.9, 0.6


@dataclass(frozen=True, slots=True)
class Tie:
    """Two statements that hang together, how firmly, and why."""

    left: str
    right: str
    strength: float
    reason: Reason


@dataclass(frozen=True, slots=True)
class _Scene:
    """A case with its look-ups."""

    case: Case
    documents: Mapping[str, Document]
    speaker: Mapping[str, Actor | None]
    position: Mapping[str, Position]
    day: Mapping[str, str]


def weigh(case: Case) -> Weight:
    """The independent origins that support the claim: count, range, and all groups of every position."""
    scene = _scene(case)
    ties = list(_ties(scene))
    found = _origins(scene, ties, LIKELY)
    count = _count(found)
    low = min(count, _count(_origins(scene, ties, POSSIBLE)))
    loose = _origins(scene, ties, FIRM)
    high = max(count, sum(o.position == "supports" for o in loose))
    return Weight(
        case.claim.id, BY, float(count), float(low), float(high), tuple(_reasons(found, count, low, high)), tuple(found)
    )


def _scene(case: Case) -> _Scene:
    documents = {d.id: d for d in case.documents}
    by_statement: dict[str, list[Actor]] = {}
    for actor in case.actors:
        for statement in actor.statements:
            by_statement.setdefault(statement, []).append(actor)
    return _Scene(
        case,
        documents,
        {s.id: _speaker(s, by_statement.get(s.id, [])) for s in case.statements},
        {m.statement: m.position for m in case.claim.statements},
        {d.id: d.day or "" for d in case.documents},
    )


def _speaker(statement: Statement, actors: Sequence[Actor]) -> Actor | None:
    """The actor whose name the statement's speaker bears: relays are actors of the statement too."""
    if statement.speaker is None:
        return None
    return next((a for a in actors if statement.speaker.name in {a.name, *a.aliases}), None)


def _count(found: Sequence[Origin]) -> int:
    return sum(o.known and o.position == "supports" for o in found)


def _ties(scene: _Scene) -> Iterable[Tie]:
    statements = scene.case.statements
    for n, one in enumerate(statements):
        for other in statements[n + 1 :]:
            tie = _body(scene, one, other) or _page(scene, one, other) or _unnamed(scene, one, other)
            if tie is not None:
                yield tie
    yield from _linked(scene)


def _body(scene: _Scene, one: Statement, other: Statement) -> Tie | None:
    """One actor, or two that speak for one body: one voice."""
    a, b = scene.speaker[one.id], scene.speaker[other.id]
    if a is None or b is None or _sides(scene, one) != _sides(scene, other):
        return None
    spans = _named(one) + _named(other)
    if a.id == b.id:
        return Tie(one.id, other.id, SAME_BODY, Reason(f"both are {a.name}’s word", 0.0, spans))
    shared = ({a.id, *a.affiliations} & {b.id, *b.affiliations}) - {""}
    if shared:
        return Tie(one.id, other.id, SAME_BODY_OFFICE, Reason(f"{a.name} and {b.name} speak for one body", 0.0, spans))
    return None


def _sides(scene: _Scene, statement: Statement) -> bool:
    return scene.position[statement.id] == "opposes"


def _page(scene: _Scene, one: Statement, other: Statement) -> Tie | None:
    """A page's own words, or a speaker it leaves out, go with what the same page attributes to somebody."""
    if one.document != other.document or _sides(scene, one) != _sides(scene, other):
        return None
    if _has_own_source(scene, one) and _has_own_source(scene, other):
        return None
    spans = passages(one.document, (*one.content[:1], *other.content[:1]))
    return Tie(one.id, other.id, SAME_PAGE, Reason("the page says it again without naming another source", 0.0, spans))


def _has_own_source(scene: _Scene, statement: Statement) -> bool:
    speaker = scene.speaker[statement.id]
    return speaker is not None and speaker.kind not in {"unnamed", "outlet"}


def _unnamed(scene: _Scene, one: Statement, other: Statement) -> Tie | None:
    """Unnamed sources that tell several pages the same within a day are presumed one briefing until shown otherwise."""
    a, b = scene.speaker[one.id], scene.speaker[other.id]
    if a is None or b is None or a.kind != "unnamed" or b.kind != "unnamed" or one.document == other.document:
        return None
    days = scene.day[one.document], scene.day[other.document]
    if not all(days) or abs((date.fromisoformat(days[0]) - date.fromisoformat(days[1])).days) > 1:
        return None
    why = "unnamed sources tell both pages the same within a day: presumed one briefing until shown otherwise"
    return Tie(one.id, other.id, UNNAMED_SAME_DAY, Reason(why, 0.0, _named(one) + _named(other)))


def _linked(scene: _Scene) -> Iterable[Tie]:
    """Copies, credits and citations between the pages of two statements that do not each name a source of their own."""
    of_page: dict[str, list[Statement]] = {}
    for statement in scene.case.statements:
        of_page.setdefault(statement.document, []).append(statement)
    for link in scene.case.links:
        if link.kind not in {"copies", "credits", "cites", "quotes"}:
            continue
        for one in of_page.get(link.left, []):
            for other in of_page.get(link.right, []):
                if (tie := _along(scene, link, one, other)) is not None:
                    yield tie


def _along(scene: _Scene, link: Link, one: Statement, other: Statement) -> Tie | None:
    if _sides(scene, one) != _sides(scene, other):
        return None
    if link.kind == "copies":
        touched = _touches(link, one) and _touches(link, other)
        strength = COPIED if touched else 0.0
    else:
        # A page that names its own source and links to another page in passing keeps its own origin.
        a, b = scene.speaker[one.id], scene.speaker[other.id]
        own = _has_own_source(scene, one) and _has_own_source(scene, other) and a is not b
        strength = 0.0 if own else link.score
    if strength == 0.0:
        return None
    return Tie(one.id, other.id, strength, Reason(f"{link.kind}: {link.why}", 0.0, link.spans[:2]))


def _touches(link: Link, statement: Statement) -> bool:
    return any(
        p.document == statement.document and p.start < c.end and c.start < p.end
        for p in link.spans
        for c in statement.content
    )


def _named(statement: Statement) -> tuple[Passage, ...]:
    speaker = statement.speaker
    return (
        (Passage(statement.document, speaker.start, speaker.end),)
        if speaker
        else passages(statement.document, statement.content[:1])
    )


def _origins(scene: _Scene, ties: Sequence[Tie], least: float) -> list[Origin]:
    used = [tie for tie in ties if tie.strength >= least]
    ids = [s.id for s in scene.case.statements]
    by_id = {s.id: s for s in scene.case.statements}
    found = []
    for group in groups(ids, [(t.left, t.right) for t in used]):
        members = [by_id[i] for i in group]
        found.append(_origin(scene, members, [t for t in used if t.left in group and t.right in group]))
    return found


def _origin(scene: _Scene, members: Sequence[Statement], ties: Sequence[Tie]) -> Origin:
    ordered = sorted(
        members, key=lambda s: (scene.day[s.document] == "", scene.day[s.document], s.document, s.content[0].start)
    )
    sources = [s for s in ordered if _has_own_source(scene, s)] or [
        s for s in ordered if scene.speaker[s.id] is not None
    ]
    positions = [scene.position[s.id] for s in (sources or ordered)]
    actors = dict.fromkeys(a.id for s in sources if (a := scene.speaker[s.id]) is not None)
    return Origin(
        position=_position(positions),
        known=bool(sources)
        and any(a is not None and a.kind != "outlet" for a in (scene.speaker[s.id] for s in sources)),
        actors=tuple(actors),
        documents=tuple(dict.fromkeys(s.document for s in ordered)),
        statements=tuple(s.id for s in ordered),
        first=_first(scene, ordered, sources),
        reasons=tuple(_told_once(ties)),
    )


def _told_once(ties: Sequence[Tie]) -> Iterable[Reason]:
    """Each reason as often as it says something of another page: not once for every pair of pages."""
    covered: dict[str, set[str]] = {}
    for tie in ties:
        pages = {p.document for p in tie.reason.spans}
        known = covered.setdefault(tie.reason.text, set())
        if not pages or pages - known:
            known |= pages
            yield tie.reason


def _first(scene: _Scene, ordered: Sequence[Statement], sources: Sequence[Statement]) -> str:
    """The earliest telling; on its day, one that names its source goes before one that does not."""
    day = scene.day[ordered[0].document]
    named = [s for s in sources if scene.day[s.document] == day]
    return (named or list(ordered))[0].id


def _position(positions: Sequence[Position]) -> Position:
    """What the group's own sources say; a body that both affirmed and withheld is read by what it affirmed."""
    for position in ("opposes", "supports", "uncertain"):
        if position in positions:
            return position
    return "reports"


def _reasons(found: Sequence[Origin], count: int, low: int, high: int) -> Iterable[Reason]:
    supporting = [o for o in found if o.position == "supports"]
    unknown = [o for o in supporting if not o.known]
    echoes = sum(len(o.documents) - 1 for o in supporting)
    yield Reason(
        f"{count} group{'s'[: count != 1]} of statements with a source of their own; {echoes} pages only repeat",
        float(count),
    )
    if unknown:
        yield Reason(
            f"{len(unknown)} of unknown lineage, not counted: nothing on the page says where the words come from", 0.0
        )
    if low < count:
        yield Reason(f"{low} if every likely tie holds, unsure ones too", 0.0)
    if high > count:
        yield Reason(f"{high} if only firm ties hold and unknown lineages are counted as origins", 0.0)
