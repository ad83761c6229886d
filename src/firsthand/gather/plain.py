"""Plain text as scraped from a page: the text stays as it is, each line is told what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from firsthand.errors import PlaceError
from firsthand.gather import furniture, site, visible
from firsthand.gather.language import language
from firsthand.gather.options import Gathering, Source
from firsthand.records import Block, BlockKind, Dated, Document, Hyperlink, Span
from firsthand.text import lines, trim

# Five words with a full stop, in whatever script: the shortest sentence worth reading.
_SAYS = re.compile(r"(?:\S+\s+){4,}\S*[.!?…][\"”’')]*$|[。！？।۔]")


@dataclass(frozen=True, slots=True)
class Given:
    """What is told about a text from outside it: it wins over what its lines say."""

    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: Dated | None = None
    updated: Dated | None = None
    links: tuple[Hyperlink, ...] = ()
    credit: str | None = None
    seen: str | None = None


def documents(source: Source, options: Gathering) -> Iterator[Document]:
    """The one Document of a plain-text place."""
    yield document(source.place, source.text, options, Given(url=source.url, seen=source.fetched))


def document(place: str, text: str, options: Gathering, given: Given = Given()) -> Document:
    """The Document of a text, unchanged, with its lines judged. Raises PlaceError where nothing is left to read."""
    spans = filled(text)
    if not spans:
        raise PlaceError("holds no text.")
    shown = [text[span.start : span.end] for span in spans]
    kinds: list[BlockKind] = ["paragraph" for _ in shown] if options.as_is else furniture.kinds(shown)
    blocks = tuple(Block(kind, span.start, span.end) for kind, span in zip(kinds, spans, strict=True))
    if not options.as_is and not _readable(shown, kinds):
        raise PlaceError("nothing left to read: every line looks like page furniture; --as-is reads it all.")
    return assemble(place, text, blocks, given)


def _readable(shown: Sequence[str], kinds: Sequence[BlockKind]) -> bool:
    """Whether a kept line says something: of a page of menus a stray line or two may be kept by mistake."""
    kept_lines = [line for line, kind in zip(shown, kinds, strict=True) if kind == "paragraph"]
    return any(len(line.split()) > 7 or _SAYS.search(line) for line in kept_lines) or len(shown) <= len(kept_lines)


def filled(text: str) -> list[Span]:
    """Every line with something in it, without the blanks around it."""
    return [span for line in lines(text) if (span := trim(text, line.start, line.end)) is not None]


def assemble(place: str, text: str, blocks: tuple[Block, ...], given: Given) -> Document:
    """The Document of a text whose lines are judged: what is not given is read from the lines."""
    said = visible.read([(block.kind, text[block.start : block.end]) for block in blocks])
    outlet = given.outlet or said.outlet
    known = site.name(given.url)
    return Document(
        id=Document.name(known or outlet, text),
        text=text,
        blocks=blocks,
        places=(place,),
        url=given.url,
        outlet=outlet or known,
        title=given.title or said.title,
        authors=given.authors or said.authors,
        published=given.published or said.published,
        updated=given.updated or said.updated,
        first_seen=Dated(given.seen, "fetched") if given.seen else None,
        language=language(kept(text, blocks)),
        links=given.links,
        credit=given.credit,
    )


def kept(text: str, blocks: Sequence[Block]) -> str:
    """What is left without the furniture, a line for each block."""
    return "\n".join(text[block.start : block.end] for block in blocks if block.kind != "furniture")
