"""What is true of a case, as JSON beside it: origins, lineage, edges, hops, circles, dates, and who says what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bench.press.pages import Cascade, Telling
from bench.press.records import Written, shown
from bench.press.versions import Hop, changes
from bench.press.world import World, moment

Record = dict[str, Any]
STATED = frozenset({"credits", "cites", "links"})


@dataclass(frozen=True, slots=True)
class FoundHop:
    """Words changed between two seen pages."""

    kind: Hop
    earlier: str
    "Id of the page that still has them."
    later: str
    "Id of the page that has them changed."
    origin: int
    named: bool
    "Whether both pages give the words to one body: a reader of both can see the change without knowing who took."


@dataclass(frozen=True, slots=True)
class Truth:
    """The look-ups that a bench needs; `record` has all of it as JSON."""

    count: int
    "Independent origins that affirm and that some seen page names."
    counted: frozenset[int]
    parents: dict[str, frozenset[str]]
    "Page -> the seen pages it took from, a missing one's own sources in its place."
    edges: frozenset[tuple[str, str, str]]
    "Left took from right (or points at it), and how it shows, of seen pages."
    hops: tuple[FoundHop, ...]
    circles: tuple[tuple[str, ...], ...]
    firsts: dict[int, frozenset[str]]
    "Origin -> the seen pages that tell it first: the earliest, and others of its own briefing."
    origin_of: dict[str, int | None]
    "Statement -> the origin whose word on the claim it is; None for what stands beside the claim."
    body_of: dict[str, str | None]
    "Statement -> who speaks, as body:3 or outlet:12."


def truth(cascade: Cascade, written: Sequence[Written]) -> Truth:
    """The truth of the seen pages."""
    ids = {w.page.number: w.document.id for w in written}
    told = _told(written)
    counted = frozenset(o.number for o in cascade.world.supporting if o.number in told)
    return Truth(
        count=len(counted),
        counted=counted,
        parents={w.document.id: _parents(cascade, ids, w) for w in written},
        edges=frozenset((w.document.id, ids[e.page], e.how) for w in written for e in w.page.edges if e.page in ids),
        hops=tuple(_hops(cascade, ids, written)),
        circles=tuple(tuple(ids[n] for n in circle) for circle in cascade.circles),
        firsts=_firsts(written),
        origin_of={
            s.id: w.page.tellings[said.telling].origin if said.about == "claim" and said.telling is not None else None
            for w in written
            for s, said in zip(w.statements, w.said, strict=True)
        },
        body_of={
            s.id: said.speaker.who if said.speaker else None
            for w in written
            for s, said in zip(w.statements, w.said, strict=True)
        },
    )


def _told(written: Sequence[Written]) -> set[int]:
    """Origins that some page gives the words to, rightly."""
    return {
        w.page.tellings[said.telling].origin
        for w in written
        for said in w.said
        if said.about == "claim" and said.telling is not None and said.version is not None
        and said.speaker is not None and said.speaker.who == f"body:{said.version.body}"
        and w.page.tellings[said.telling].version.named
    }  # fmt: skip


def _seen_source(cascade: Cascade, ids: dict[int, str], telling: Telling) -> Telling | tuple[int, int] | None:
    """The nearest seen telling that this one comes from, by page and place."""
    source = telling.source
    while source is not None and source[0] not in ids:
        source = cascade.pages[source[0]].tellings[source[1]].source
    return source


def _parents(cascade: Cascade, ids: dict[int, str], written: Written) -> frozenset[str]:
    found = (_seen_source(cascade, ids, telling) for telling in written.page.tellings)
    return frozenset(ids[source[0]] for source in found if isinstance(source, tuple))


def _hops(cascade: Cascade, ids: dict[int, str], written: Sequence[Written]) -> Sequence[FoundHop]:
    """Where the words changed; behind a missing page the hop lies between the seen ones on both sides of it."""
    found = []
    for w in written:
        for telling in w.page.tellings:
            source = _seen_source(cascade, ids, telling)
            if isinstance(source, tuple):
                above = cascade.pages[source[0]].tellings[source[1]]
                named = above.version.named and telling.version.named and above.version.body == telling.version.body
                for kind in changes(above.version, telling.version):
                    found.append(FoundHop(kind, ids[source[0]], w.document.id, telling.origin, named))
    return found


def _firsts(written: Sequence[Written]) -> dict[int, frozenset[str]]:
    earliest: dict[int, int] = {}
    for w in written:
        for telling in w.page.tellings:
            earliest[telling.origin] = min(w.page.at, earliest.get(telling.origin, w.page.at))
    firsts: dict[int, set[str]] = {}
    for w in written:
        for telling in w.page.tellings:
            if telling.source is None or w.page.at == earliest[telling.origin]:
                firsts.setdefault(telling.origin, set()).add(w.document.id)
    return {origin: frozenset(pages) for origin, pages in firsts.items()}


# As JSON


def record(seed: int, cascade: Cascade, written: Sequence[Written], found: Truth) -> Record:
    """All of it, with names instead of numbers."""
    world, event = cascade.world, cascade.world.event
    ids = {w.page.number: w.document.id for w in written}
    return {
        "seed": seed,
        "grammar": world.grammar.name,
        "topic": event.topic.name,
        "claim": {"true": event.true, "planned": event.planned, "figure": event.figure, "whole": event.whole},
        "count": found.count,
        "origins": [_origin(world, found, n) for n in range(len(world.origins))],
        "denies": [world.origins[n].body for n in range(len(world.origins)) if world.origins[n].stance == "denies"],
        "silent": [_body(world, n) for n in world.silent],
        "pages": [_page(cascade, w, found) for w in written],
        "edges": [
            {"left": w.document.id, "right": ids[e.page], "how": e.how, "stated": e.how in STATED}
            for w in written
            for e in w.page.edges
            if e.page in ids
        ],
        "hops": [{"kind": h.kind, "earlier": h.earlier, "later": h.later, "origin": h.origin} for h in found.hops],
        "circles": [list(circle) for circle in found.circles],
        "posts": [[ids[n] for n in group] for group in cascade.posts],
        "statements": [
            {"id": s.id, "about": said.about, "origin": found.origin_of[s.id], "speaker": found.body_of[s.id],
             "stance": s.stance}
            for w in written
            for s, said in zip(w.statements, w.said, strict=True)
        ],
    }  # fmt: skip


def _body(world: World, number: int) -> Record:
    body = world.bodies[number]
    return {"number": number, "kind": body.kind, "interest": body.interest, "land": body.land[0], "town": body.town}


def _origin(world: World, found: Truth, number: int) -> Record:
    origin = world.origins[number]
    return {
        "number": number, "body": _body(world, origin.body), "stance": origin.stance, "hedged": origin.hedged,
        "at": moment(world.event, origin.at).isoformat(), "late": origin.late, "counted": number in found.counted,
        "first": sorted(found.firsts.get(number, ())),
    }  # fmt: skip


def _page(cascade: Cascade, written: Written, found: Truth) -> Record:
    page, outlet = written.page, cascade.world.outlets[written.page.outlet]
    return {
        "id": written.document.id, "url": written.document.url, "outlet": outlet.name, "owner": outlet.owner,
        "kind": page.kind, "at": moment(cascade.world.event, page.at).isoformat(),
        "shown": shown(cascade.world.event, page)[0], "dating": page.dating,
        "origins": [telling.origin for telling in page.tellings], "parents": sorted(found.parents[written.document.id]),
    }  # fmt: skip
