"""What the parts of the reader share of one page: the stretches to read, its sentences, and where a word stands."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from firsthand.records import Block, Document, Span
from firsthand.text import sentences

READ = frozenset({"headline", "paragraph", "caption", "dateline"})


@dataclass(frozen=True, slots=True)
class Page:
    """A document cut for reading."""

    document: Document
    blocks: tuple[Block, ...]
    sentences: tuple[Span, ...]

    @property
    def text(self) -> str:
        """The document's text."""
        return self.document.text

    def words(self, span: Span) -> str:
        """The words of a span."""
        return self.text[span.start : span.end]

    def number(self, position: int) -> int:
        """How many sentences begin before or at a position, less one."""
        return bisect_right(self.sentences, position, key=lambda s: s.start) - 1

    def sentence(self, position: int) -> Span:
        """The sentence at a position; an empty span where no sentence is read there."""
        n = self.number(position)
        if n < 0 or position > self.sentences[n].end:
            return Span(position, position)
        return self.sentences[n]

    def block(self, position: int) -> Block | None:
        """The block that is read at a position."""
        return next((b for b in self.blocks if b.start <= position < b.end), None)

    def headline(self) -> Span | None:
        """The first headline."""
        return next((Span(b.start, b.end) for b in self.blocks if b.kind == "headline"), None)


def page(document: Document) -> Page:
    """The document with its furniture and bylines left out."""
    blocks = tuple(b for b in document.blocks if b.kind in READ) if document.blocks else _whole(document)
    found = tuple(s for b in blocks for s in sentences(document.text, b.start, b.end))
    return Page(document, blocks, found)


def _whole(document: Document) -> tuple[Block, ...]:
    return (Block("paragraph", 0, len(document.text)),) if document.text.strip() else ()
