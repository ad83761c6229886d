"""A page as read: its text cut into stretches that each know which statements and marks they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from firsthand.records import Block, Document, Mark, Span, Statement
from firsthand.tell import words
from firsthand.tell.index import Index
from firsthand.text import lines, trim

# A page longer than this is shown around its statements only; its whole text is in dossier.json.
LONG = 40_000
# Words between a speaker, a cue and a content belong to the telling when there are no more of them than this.
BRIDGE = 28


@dataclass(frozen=True, slots=True)
class Anchor:
    """The small number at a statement's head."""

    statement: Statement
    number: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some characters of a page with everything that is marked on them."""

    text: str
    heads: tuple[Anchor, ...]
    inner: str
    outer: str
    ids: str
    part: str
    loaded: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block as shown."""

    kind: str
    label: str
    anchor: str
    stretches: tuple[Stretch, ...]
    notes: tuple[Anchor, ...]
    lines: int


@dataclass
class Sheet:
    """A page as shown."""

    document: Document
    number: int
    statements: list[Statement]
    paragraphs: list[Paragraph] = field(default_factory=list)
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a statement: said, cue, speaker or what stands between them."""

    start: int
    end: int
    part: str
    owner: int


def blocks(document: Document) -> list[Block]:
    """The blocks of a page, in order, with what no block covers as paragraphs of its lines."""
    text, at = document.text, 0
    found: list[Block] = []
    for block in sorted(document.blocks, key=lambda block: block.start):
        start, end = max(block.start, at), min(block.end, len(text))
        if start < end:
            found += [*_loose(text, at, start), Block(block.kind, start, end)]
            at = end
    return found + _loose(text, at, len(text))


def _loose(text: str, start: int, end: int) -> list[Block]:
    spans = (trim(text, start + line.start, start + line.end) for line in lines(text[start:end]))
    return [Block("paragraph", span.start, span.end) for span in spans if span]


def place(document: Document, offset: int, cut: Sequence[Block] | None = None) -> tuple[str, str]:
    """The anchor and the name of the paragraph an offset lies in: ("p-d7f3-4", "¶2")."""
    label, anchor, paragraph = "", f"d-{document.id}", 0
    for n, block in enumerate(blocks(document) if cut is None else cut):
        if block.start > offset and label:
            break
        paragraph += block.kind == "paragraph"
        label, anchor = _label(block.kind, paragraph), f"p-{document.id}-{n}"
    return anchor, label


def _label(kind: str, paragraph: int) -> str:
    return f"¶{paragraph}" if kind == "paragraph" else {"headline": "title", "furniture": ""}.get(kind, kind)


def sheet(index: Index, document: Document, number: int, marks: Sequence[Mark]) -> Sheet:
    """The page with its statements numbered in the order of their first words."""
    statements = sorted(
        index.by_document.get(document.id, ()),
        key=lambda one: (said_at(one), extent(one), one.id),
    )
    made = Sheet(document, number, statements)
    pieces = [piece for n, one in enumerate(statements) for piece in _pieces(one, n, document.text)]
    heads = {
        n: _head(one, [piece for piece in pieces if piece.owner == n], document.text)
        for n, one in enumerate(statements)
    }
    paragraph = 0
    for n, block in enumerate(blocks(document)):
        paragraph += block.kind == "paragraph"
        cut = _Cut(
            document.text,
            block,
            statements,
            [p for p in pieces if p.start < block.end and block.start < p.end],
            heads,
            marks,
        )
        stretches = tuple(cut.stretches(index))
        notes = tuple(head for stretch in stretches for head in stretch.heads)
        kind = "paragraph" if block.kind == "furniture" and cut.pieces else block.kind
        count = document.text.count("\n", block.start, block.end) + 1
        label = _label(block.kind, paragraph)
        made.paragraphs.append(Paragraph(kind, label, f"p-{document.id}-{n}", stretches, notes, count))
    _shorten(made)
    _gather_furniture(made)
    return made


def extent(statement: Statement) -> Span:
    """From a statement's first character on the page to its last."""
    spans = [*statement.content, *statement.cue]
    if statement.speaker:
        spans.append(Span(statement.speaker.start, statement.speaker.end))
    return Span(min(s.start for s in spans), max(s.end for s in spans)) if spans else Span(0, 0)


def said_at(statement: Statement) -> int:
    """Where what is said begins."""
    return min((span.start for span in statement.content), default=extent(statement).start)


def _pieces(statement: Statement, owner: int, text: str) -> Iterable[_Piece]:
    parts = [(s.start, s.end, "said") for s in statement.content] + [(s.start, s.end, "cue") for s in statement.cue]
    if statement.speaker and statement.speaker.end > statement.speaker.start:
        parts.append((statement.speaker.start, statement.speaker.end, "speaker"))
    parts = sorted((max(0, start), min(end, len(text)), part) for start, end, part in parts)
    reached = None
    for start, end, part in parts:
        if reached is not None and 0 < start - reached <= BRIDGE and "\n" not in text[reached:start]:
            yield _Piece(reached, start, "between", owner)
        if start < end:
            yield _Piece(start, end, part, owner)
        reached = end if reached is None else max(reached, end)


@dataclass(frozen=True)
class _Cut:
    """One block with all that lies on it."""

    text: str
    block: Block
    statements: Sequence[Statement]
    pieces: Sequence[_Piece]
    heads: dict[int, int]
    marks: Sequence[Mark]

    def stretches(self, index: Index) -> Iterable[Stretch]:
        """The block's characters, cut wherever something begins or ends."""
        low, high = self.block.start, self.block.end
        edges = {low, high}
        lying = [(p.start, p.end) for p in self.pieces] + [(m.start, m.end) for m in self.marks]
        for start, end in lying:
            edges |= {min(max(start, low), high), min(max(end, low), high)}
        return [self._stretch(a, b, index) for a, b in pairwise(sorted(edges))]

    def _stretch(self, start: int, end: int, index: Index) -> Stretch:
        over = [piece for piece in self.pieces if piece.start < end and start < piece.end]
        # The shortest statement is the inner one: it keeps its underline, the next one only its wash.
        owners = sorted({piece.owner for piece in over}, key=lambda n: (_length(self.statements[n]), n))
        heads = sorted(n for n in owners if self.heads[n] == start)
        parts = {piece.part for piece in over if piece.owner == owners[0]}
        looks = [look(self.statements[n], index) for n in owners[:2]]
        return Stretch(
            words.printable(self.text[start:end]),
            tuple(Anchor(self.statements[n], n + 1) for n in heads),
            looks[0] if looks else "",
            looks[1].split()[0] if len(looks) > 1 else "",
            " ".join(self.statements[n].id for n in owners),
            next((part for part in ("speaker", "cue", "said", "between") if part in parts), ""),
            next((mark.technique for mark in self.marks if mark.start < end and start < mark.end), ""),
        )


def _head(statement: Statement, own: Sequence[_Piece], text: str) -> int:
    """Where a statement's number stands: its first words in the line in which what is said begins."""
    said = min((span.start for span in statement.content), default=-1)
    line = text.rfind("\n", 0, max(said, 0)) + 1
    return min(
        (piece.start for piece in own if line <= piece.start <= said), default=min((p.start for p in own), default=-1)
    )


def _length(statement: Statement) -> int:
    span = extent(statement)
    return span.end - span.start


def look(statement: Statement, index: Index) -> str:
    """How a statement's words are marked: by position, broken where the reading is unsure."""
    position = index.position_of.get(statement.id, "reports")
    if position == "uncertain":
        return "unsure"
    side = {"supports": "sup", "opposes": "opp"}.get(position, "rep")
    return f"{side} unsure" if statement.score < words.UNSURE else side


def _shorten(made: Sheet) -> None:
    """Of a very long page, keep the paragraphs that hold statements and those beside them."""
    if len(made.document.text) <= LONG:
        return
    holding = {n for n, paragraph in enumerate(made.paragraphs) if paragraph.notes or paragraph.kind == "headline"}
    near = {n + step for n in holding for step in (-1, 0, 1)}
    kept = [paragraph for n, paragraph in enumerate(made.paragraphs) if n in near]
    made.left_out = len(made.paragraphs) - len(kept)
    made.paragraphs = kept


def _gather_furniture(made: Sheet) -> None:
    """Join furniture that stands together, so that forty lines of menu are one fold."""
    joined: list[Paragraph] = []
    for paragraph in made.paragraphs:
        last = joined[-1] if joined else None
        if last and last.kind == paragraph.kind == "furniture":
            gap = Stretch("\n", (), "", "", "", "", "")
            stretches = (*last.stretches, gap, *paragraph.stretches)
            joined[-1] = Paragraph("furniture", "", last.anchor, stretches, (), last.lines + paragraph.lines)
        else:
            joined.append(paragraph)
    made.paragraphs = joined
