"""A scene in, steps out: each telling with the one it comes from, along copies, credits, citations and hyperlinks.

A link that shows in the telling's own words (a citation, a copied passage) goes before one that stands elsewhere on its
page. Where no link leads on, it is the first telling of the same body's word.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from firsthand.moments import order, precedes
from firsthand.outlets import is_outlet
from firsthand.records import Link, Mention, Span, Statement
from firsthand.text import fold
from firsthand.weigh.tellings import State, state
from firsthand.weigh.voices import TAKING, Scene
from firsthand.weigh.wording import Wording, wording

ALIKE, SOME = 0.3, 0.1  # share of content words from which two tellings may be one; with one figure, fewer are enough
FEW = 4  # of tellings of one body's word that are alike in all that can change, the first are enough
COPIED = 0.5  # a page that shares less than this with another has its tellings from elsewhere
_RANK = {"cites": 3, "credits": 2, "quotes": 2, "copies": 1}


@dataclass(frozen=True, slots=True)
class Step:
    """A telling and the one it comes from."""

    before: Statement
    after: Statement
    why: str
    link: Link | None
    "What leads from one to the other; None where only the speaker is the same."
    close: bool
    "True where the link shows in the later telling's own words."


@dataclass(frozen=True, slots=True)
class Way:
    """A case as what is told on each page, by whom, and how alike two tellings are."""

    scene: Scene
    on_page: Mapping[str, Sequence[Statement]]
    order: Mapping[str, int]
    body_of: Mapping[str, str | None]
    words: Mapping[str, Wording]
    members: frozenset[str]
    texts: Mapping[str, str]
    states: dict[str, State]
    "Kept as they are asked for."

    def state(self, statement: Statement) -> State:
        """What its page makes of the telling: what another sentence of the page has, it has."""
        if statement.id not in self.states:
            self.states[statement.id] = state([*self.kin(statement), statement], self.texts)
        return self.states[statement.id]

    def body(self, statement: Statement) -> str | None:
        """Whose word it is; None for a page's own, or where only a carrier is named."""
        return self.body_of[statement.id]

    def one_body(self, one: Statement, other: Statement) -> bool:
        """Whether two tellings, of which one comes from the other, give the words to one body: unnamed it stays one."""
        a, b = self.body_of[one.id], self.body_of[other.id]
        return a is not None and b is not None and (a == b or (a.startswith(_UNNAMED) and b.startswith(_UNNAMED)))

    def alike(self, one: Statement, other: Statement) -> float:
        """The share of content words that two tellings have in common."""
        a, b = self.words[one.id].stems, self.words[other.id].stems
        return len(a & b) / max(1, len(a | b))

    def same(self, one: Statement, other: Statement) -> bool:
        """Whether the two tell one thing: members of the claim, alike in words, or with one figure and some words."""
        if {one.id, other.id} <= self.members:
            return True
        alike = self.alike(one, other)
        return alike >= ALIKE or (alike >= SOME and _one_figure(one, other))

    def kin(self, statement: Statement) -> list[Statement]:
        """What its page tells of the same thing as the same body's word, or as its own."""
        body = self.body(statement)
        return [
            s
            for s in self.on_page[statement.document]
            if s.stance not in {"denies", "doubts"} and self.body(s) in {body, None} and self.same(statement, s)
        ]


def _one_figure(one: Statement, other: Statement) -> bool:
    return any(a.low == b.low and a.unit == b.unit for a in one.quantities for b in other.quantities)


_UNNAMED = "unnamed on "


def way(scene: Scene) -> Way:
    """The look-ups of a scene."""
    case = scene.case
    pages = {d.id: d for d in case.documents}
    every = sorted(
        (*case.statements, *case.others, *case.beside),
        key=lambda s: (order(pages[s.document]), s.document, s.content[0].start, s.id),
    )
    on_page: dict[str, list[Statement]] = defaultdict(list)
    for statement in every:
        on_page[statement.document].append(statement)
    texts = {page: d.text for page, d in pages.items()}
    return Way(
        scene,
        on_page,
        {s.id: n for n, s in enumerate(every)},
        _bodies(scene, every),
        {s.id: wording(" ".join(texts[s.document][c.start : c.end] for c in s.content)) for s in every},
        frozenset(s.id for s in case.statements),
        texts,
        {},
    )


def _bodies(scene: Scene, statements: Sequence[Statement]) -> dict[str, str | None]:
    """Statement -> the body whose word it is; speakers who stay unnamed are one on a page."""
    actors = {name: a for a in scene.case.actors if a.kind != "unnamed" for name in (a.name, *a.aliases)}
    outlets = {fold(d.outlet).removeprefix("the ") for d in scene.case.documents if d.outlet}
    found: dict[str, str | None] = {}
    for statement in statements:
        if statement.speaker is None:
            found[statement.id] = None
            continue
        name, actor = fold(statement.speaker.name), actors.get(statement.speaker.name)
        if not statement.speaker.named:
            found[statement.id] = _UNNAMED + statement.document
        elif actor is not None:
            found[statement.id] = scene.body[actor.id] if actor.kind != "outlet" else None
        else:
            carrier = name.removeprefix("the ") in outlets or is_outlet(statement.speaker.name)
            found[statement.id] = None if carrier else name
    return found


def steps(way: Way) -> Iterable[Step]:
    """Each telling of the claim, or of what is close to it, with the one it comes from; in order of publication."""
    took: dict[str, list[Link]] = defaultdict(list)
    for link in way.scene.case.links:
        if link.kind in TAKING and link.directed and (link.kind != "copies" or link.score >= COPIED):
            took[link.left].append(link)
    given = {link.right for links in took.values() for link in links}
    earlier: dict[str, dict[tuple[State, str], list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for statement in sorted((s for page in way.on_page.values() for s in page), key=lambda s: way.order[s.id]):
        voice = _voice(way, statement)
        before = [s for told in earlier[voice].values() for s in told[:FEW]] if voice else []
        step = _along(way, statement, took.get(statement.document, ())) or _from_voice(way, statement, before, given)
        if step is not None and {step.before.id, step.after.id} & way.members:
            yield step
        if voice and statement.id in way.members:
            earlier[voice][way.state(statement), _described(statement)].append(statement)


def _voice(way: Way, statement: Statement) -> str | None:
    """The body, or how a page describes whom it does not name: the same words elsewhere may mean the same people."""
    body = way.body(statement)
    return _described(statement) if body is not None and body.startswith(_UNNAMED) else body


def _described(statement: Statement) -> str:
    return re.sub(r"^(?:the|a|an) ", "", fold(statement.speaker.name)) if statement.speaker else ""


def _along(way: Way, statement: Statement, links: Sequence[Link]) -> Step | None:
    """The telling on a page that this one's page took from."""
    near = [link for link in links if _shows_in(link, statement)]
    others = {k.id for s in way.on_page[statement.document] for k in links if _shows_in(k, s)}
    found = []
    for link in near or [k for k in links if k.id not in others and k.kind != "copies"]:
        before = _told_there(way, statement, link)
        if before is not None:
            one = way.one_body(before, statement)
            found.append((_RANK[link.kind], one, link.score, -way.order[before.id], before, link))
    if not found:
        return None
    *_, before, link = max(found, key=lambda f: f[:4])
    return Step(before, statement, f"the later page {link.kind} the earlier one: {link.why}", link, bool(near))


def _shows_in(link: Link, statement: Statement) -> bool:
    """Whether the words that show the link are the telling's: whom it came through, or what was copied."""
    through = (*statement.via, *((statement.speaker,) if statement.speaker else ()))
    places: Sequence[Mention | Span] = statement.content if link.kind == "copies" else through
    here = [p for p in link.spans if p.document == statement.document]
    return any(p.start < place.end and place.start < p.end for p in here for place in places)


def _told_there(way: Way, statement: Statement, link: Link) -> Statement | None:
    """What the page tells of the same thing: the same body's word before another's, then the likest words."""
    told = [
        s
        for s in way.on_page.get(link.right, ())
        if s.stance == statement.stance and way.same(s, statement) and (link.kind != "copies" or _shows_in(link, s))
    ]
    return max(
        told,
        key=lambda s: (way.one_body(s, statement), s.id in way.members, way.alike(s, statement), s.id),
        default=None,
    )


def _from_voice(way: Way, statement: Statement, earlier: Sequence[Statement], given: Set[str]) -> Step | None:
    """The earlier telling of the same body's word that is most like this one: what it tells it need not have changed.

    Of equals one that calls the body the same, then the first.
    """
    told = [s for s in earlier if s.stance == statement.stance and way.same(s, statement)]
    told = [s for s in told if _before(way, s.document, statement.document, given)]
    if not told:
        return None
    called, mine = _described(statement), way.state(statement)
    changed = {s.id: sum(a != b for a, b in zip(way.state(s), mine, strict=True)) for s in told}
    before = min(told, key=lambda s: (changed[s.id], _described(s) != called, way.order[s.id]))
    return Step(before, statement, "both tell the same speaker's word", None, False)


def _before(way: Way, one: str, other: str, given: Set[str]) -> bool:
    """Whether a page is the earlier one: by its date, or, on one day, as others took from it and not from the other."""
    if one == other:
        return False
    known = precedes(way.scene.published[one], way.scene.published[other])
    return known is True or (known is None and one in given and other not in given)
