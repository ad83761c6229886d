"""A place in, Documents out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from firsthand.errors import PlaceError
from firsthand.gather import archives, feeds, files, jsonl, kinds, markdown, page, plain
from firsthand.gather.decode import decode
from firsthand.gather.files import places
from firsthand.gather.merge import merge
from firsthand.gather.options import Gatherer, Gathering, Source
from firsthand.gather.webannotation import judgements
from firsthand.gather.zipped import case, is_case
from firsthand.records import Document, Problem

__all__ = [
    "GATHERERS",
    "Gatherer",
    "Gathering",
    "Source",
    "case",
    "documents",
    "is_case",
    "judgements",
    "merge",
    "places",
    "text",
]

# What a place is -> the function that reads it. One more kind = one file, one line here, one line in kinds.py.
GATHERERS: dict[str, Gatherer] = {
    "html": page.documents,
    "text": plain.documents,
    "markdown": markdown.documents,
    "jsonl": jsonl.documents,
    "feed": feeds.documents,
}
_STANDARD = Gathering()


def documents(place: str, options: Gathering = _STANDARD) -> Iterator[Document | Problem]:
    """The Documents of one single place, with a Problem for each part of it that cannot be read.

    Raises PlaceError where the place as a whole gives nothing.
    """
    source = archives.unpack(_source(place, options))
    source = replace(source, text=decode(source.data, source.charset))
    gatherer = GATHERERS[kinds.kind(source)]
    found = False
    for item in gatherer(source, options):
        found = True
        yield item if isinstance(item, Problem) or item.text.strip() else _empty(item)
    if not found:
        raise PlaceError("holds no text.")


def text(place: str, options: Gathering = _STANDARD) -> str:
    """What stands at a place, decoded and not read. Raises PlaceError where it cannot be had."""
    source = _source(place, options)
    return decode(source.data, source.charset)


def _empty(document: Document) -> Problem:
    return Problem("gather", document.places[0], "holds no text.")


def _source(place: str, options: Gathering) -> Source:
    if files.is_address(place):
        from firsthand.gather import urls

        return urls.read(place, options)
    return files.read(place, options)
