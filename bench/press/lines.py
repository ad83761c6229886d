"""A written page in pieces: lines, and in each what is said, by whom, with the places of every word of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from bench.press.grammar import Span
from bench.press.versions import Version
from bench.press.world import Figure

LineKind = Literal["headline", "byline", "paragraph", "foot"]
About = Literal["claim", "side"]


@dataclass(frozen=True, slots=True)
class Named:
    """A speaker or relay on the page: the name as a reader resolves it, and who is meant in truth."""

    name: str
    named: bool
    who: str
    at: Span


@dataclass(frozen=True, slots=True)
class Said:
    """One statement with its truth; places count from the start of its line."""

    about: About
    stance: str
    "asserts, denies or doubts."
    form: str
    "direct, indirect or author."
    certainty: float
    speaker: Named | None
    via: tuple[Named, ...]
    cue: Span | None
    content: Span
    figure: tuple[Figure, Span] | None
    day: Span | None
    "Where a weekday stands in the content."
    telling: int | None
    "Place among the page's tellings."
    version: Version | None

    def moved(self, place: Callable[[int], int]) -> Said:
        """The same with every place moved."""

        def span(old: Span) -> Span:
            return place(old[0]), place(old[1])

        def name(old: Named) -> Named:
            return replace(old, at=span(old.at))

        return replace(
            self,
            speaker=name(self.speaker) if self.speaker else None,
            via=tuple(name(v) for v in self.via),
            cue=span(self.cue) if self.cue else None,
            content=span(self.content),
            figure=(self.figure[0], span(self.figure[1])) if self.figure else None,
            day=span(self.day) if self.day else None,
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page: a headline, a byline, a paragraph, or a credit at its foot."""

    kind: LineKind
    text: str
    said: tuple[Said, ...] = ()
    links: tuple[tuple[Span, int], ...] = ()
    "Anchors, and the page each leads to."
    prefix: int = 0
    "Length of the dateline with the agency's name before the text."

    def changed(self, start: int, end: int, words: str) -> Line:
        """The line with a stretch put in other words, every place behind it moved."""
        shift = len(words) - (end - start)

        def place(at: int) -> int:
            return at if at <= start else max(start, at + shift)

        return replace(
            self,
            text=self.text[:start] + words + self.text[end:],
            said=tuple(said.moved(place) for said in self.said),
            links=tuple(((place(a), place(z)), page) for (a, z), page in self.links),
            prefix=place(self.prefix),
        )

    def cut(self) -> Line:
        """The line without its prefix."""
        return self.changed(0, self.prefix, "") if self.prefix else self


def joined(kind: LineKind, parts: list[Line], prefix: str = "") -> Line:
    """Sentences as one line, a blank between them, behind a prefix."""
    text = prefix
    said: list[Said] = []
    links: list[tuple[Span, int]] = []
    for n, part in enumerate(parts):
        text += " " if n else ""
        start = len(text)
        said.extend(s.moved(lambda at, start=start: at + start) for s in part.said)  # type: ignore[misc]
        links.extend(((a + start, z + start), page) for (a, z), page in part.links)
        text += part.text
    return Line(kind, text, tuple(said), tuple(links), len(prefix))
