"""A scene in, steps out: each telling with the one it comes from, along copies, credits, citations and hyperlinks.

A link that shows in the telling's own words (a citation, a copied passage) goes before one that stands elsewhere on its
page. Where no link leads on, it is the earliest telling of the same body's word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from firsthand.moments import precedes
from firsthand.records import Link, Statement
from firsthand.weigh.voices import TAKING, Scene
from firsthand.weigh.wording import Wording, wording

ALIKE = 0.3  # share of content words from which two tellings may be one thing told again
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
    """A case as what is told on each page, and how alike two tellings are."""

    scene: Scene
    on_page: Mapping[str, Sequence[Statement]]
    words: Mapping[str, Wording]
    members: frozenset[str]

    def body(self, statement: Statement) -> str | None:
        """Whose word it is; None for a page's own, or where only a carrier is named."""
        speaker = self.scene.speaker.get(statement.id)
        return self.scene.body[speaker.id] if speaker is not None and speaker.kind != "outlet" else None

    def alike(self, one: Statement, other: Statement) -> float:
        """The share of content words that two tellings have in common."""
        a, b = self.words[one.id].stems, self.words[other.id].stems
        return len(a & b) / max(1, len(a | b))

    def same(self, one: Statement, other: Statement) -> bool:
        """Whether the two tell one thing: members of the claim, or alike in words."""
        return {one.id, other.id} <= self.members or self.alike(one, other) >= ALIKE

    def kin(self, statement: Statement) -> list[Statement]:
        """What its page tells of the same thing as the same body's word, or as its own."""
        body = self.body(statement)
        return [
            s
            for s in self.on_page[statement.document]
            if s.stance not in {"denies", "doubts"} and self.body(s) in {body, None} and self.same(statement, s)
        ]


def way(scene: Scene) -> Way:
    """The look-ups of a scene."""
    case = scene.case
    texts = {d.id: d.text for d in case.documents}
    every = sorted((*case.statements, *case.others), key=lambda s: scene.order[s.id])
    on_page: dict[str, list[Statement]] = defaultdict(list)
    for statement in every:
        on_page[statement.document].append(statement)
    words = {s.id: wording(" ".join(texts[s.document][c.start : c.end] for c in s.content)) for s in every}
    return Way(scene, on_page, words, frozenset(s.id for s in case.statements))


def steps(way: Way) -> Iterable[Step]:
    """Each telling of the claim, or of what is close to it, with the one it comes from; in order of publication."""
    took: dict[str, list[Link]] = defaultdict(list)
    for link in way.scene.case.links:
        if link.kind in TAKING and link.directed:
            took[link.left].append(link)
    first: dict[str, Statement] = {}
    for statement in sorted((s for page in way.on_page.values() for s in page), key=lambda s: way.scene.order[s.id]):
        step = _along(way, statement, took.get(statement.document, ())) or _from_body(way, statement, first)
        if step is not None and {step.before.id, step.after.id} & way.members:
            yield step
        body = way.body(statement)
        if body and statement.id in way.members:
            first.setdefault(body, statement)


def _along(way: Way, statement: Statement, links: Sequence[Link]) -> Step | None:
    """The telling on a page that this one's page took from."""
    near = [link for link in links if _shows_in(link, statement)]
    elsewhere = {p for s in way.on_page[statement.document] for link in links if _shows_in(link, s) for p in [link.id]}
    found = []
    for link in near or [k for k in links if k.id not in elsewhere and k.kind != "copies"]:
        before = _told_there(way, statement, link.right)
        if before is not None:
            same = way.body(before) == way.body(statement)
            found.append((_RANK[link.kind], same, link.score, -way.scene.order[before.id], before, link))
    if not found:
        return None
    *_, before, link = max(found, key=lambda f: f[:4])
    return Step(before, statement, f"the later page {link.kind} the earlier one: {link.why}", link, bool(near))


def _shows_in(link: Link, statement: Statement) -> bool:
    """Whether the words that show the link are the telling's: whom it came through, or what was copied."""
    through = (*statement.via, *((statement.speaker,) if statement.speaker else ()))
    places = (
        [(m.start, m.end) for m in through] if link.kind != "copies" else [(c.start, c.end) for c in statement.content]
    )
    return any(
        p.document == statement.document and p.start < end and start < p.end
        for p in link.spans
        for start, end in places
    )


def _told_there(way: Way, statement: Statement, page: str) -> Statement | None:
    """What the page tells of the same thing: the same body's word before another's, then the likest words."""
    body = way.body(statement)
    told = [s for s in way.on_page.get(page, ()) if s.stance == statement.stance and way.same(s, statement)]
    return max(
        told,
        key=lambda s: (body is not None and way.body(s) == body, s.id in way.members, way.alike(s, statement), s.id),
        default=None,
    )


def _from_body(way: Way, statement: Statement, first: Mapping[str, Statement]) -> Step | None:
    """The earliest telling of the same body's word, on a page that is known to be earlier."""
    body = way.body(statement)
    before = first.get(body) if body else None
    when = way.scene.published
    if before is None or precedes(when[before.document], when[statement.document]) is not True:
        return None
    if before.stance != statement.stance or not way.same(before, statement):
        return None
    return Step(before, statement, "both tell the same speaker's word", None, False)
