"""What a cascade is made of before a word of it is written: pages, what each tells, and from whom it took."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bench.press.versions import Version
from bench.press.world import World

PageKind = Literal[
    "first", "syndicated", "partial", "citing", "credited", "linked", "uncredited", "bare", "roundup", "passed-on",
    "post", "circular",
]  # fmt: skip
How = Literal["copies", "credits", "cites", "links", "echoes"]
Dating = Literal["moment", "day", "undated", "misdated"]


@dataclass(frozen=True, slots=True)
class Telling:
    """One origin's word on one page: its version there, and the telling it was taken from."""

    origin: int
    version: Version
    source: tuple[int, int] | None
    "Page and place among that page's tellings; None for who tells first."
    via: tuple[int, ...] = ()
    "Outlets the page names as tellers, outermost first."
    passed_by: int | None = None
    "A body that repeats the word and names whose it is."


@dataclass(frozen=True, slots=True)
class Edge:
    """A page took from another, and how it shows."""

    page: int
    "Whom it took from or points at."
    how: How
    back: bool = False
    "True where it points at a page that came later: what closes a circle."


@dataclass(frozen=True, slots=True)
class Page:
    """A page before it is written."""

    number: int
    kind: PageKind
    outlet: int
    at: int
    "Minutes after the event, in truth."
    tellings: tuple[Telling, ...]
    edges: tuple[Edge, ...] = ()
    dating: Dating = "moment"
    shift: int = 0
    "Days by which the shown date is wrong."
    updated: int | None = None
    "When it was changed, in truth and as shown."


@dataclass(frozen=True, slots=True)
class Cascade:
    """A world with its pages; `seen` are those that were collected."""

    world: World
    pages: tuple[Page, ...]
    seen: tuple[int, ...]
    circles: tuple[tuple[int, ...], ...]
    "Pages each of which cites the next, the last the first."
    posts: tuple[tuple[int, ...], ...]
    "Groups of posts with one text."
