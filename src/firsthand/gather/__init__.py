"""A place in, Documents out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from firsthand.errors import PlaceError
from firsthand.gather import archives, feeds, files, jsonl, kinds, markdown, opml, page, plain
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
    "opml": opml.documents,
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
        if isinstance(item, Problem):
            yield item
        elif not item.text.strip():
            yield _empty(item)
        else:
            yield item
            yield from _to_come(item, options)
    if not found:
        raise PlaceError("holds no text.")


def text(place: str, options: Gathering = _STANDARD) -> str:
    """What stands at a place, decoded and not read. Raises PlaceError where it cannot be had."""
    source = _source(place, options)
    return decode(source.data, source.charset)


def _empty(document: Document) -> Problem:
    return Problem("gather", document.places[0], "holds no text.")


def _to_come(document: Document, options: Gathering) -> Iterator[Problem]:
    """A page dated after it was gathered: its day is kept as found, and is wrong, or the clock here is."""
    day = document.day
    # Somewhere on earth it is tomorrow already.
    if options.now and day and date.fromisoformat(day) > date.fromisoformat(options.now[:10]) + timedelta(1):
        yield Problem(
            "gather", document.places[0],
            f"is dated {day}, which is still to come on {options.now[:10]}. It is kept; who told first and the timing "
            "may be wrong with it: check the page's date.",
        )  # fmt: skip


def _source(place: str, options: Gathering) -> Source:
    if files.is_address(place):
        from firsthand.gather import urls

        return urls.read(place, options)
    return files.read(place, options)
