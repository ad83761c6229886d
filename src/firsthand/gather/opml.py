"""OPML: a list of feeds, each read as if its address had been given. Only what is named .opml is asked to do so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from firsthand.errors import PlaceError
from firsthand.gather import feeds, kinds
from firsthand.gather.decode import decode
from firsthand.gather.files import is_address
from firsthand.gather.options import Gathering, Source
from firsthand.records import Document, Problem

# A reader with more feeds than this has not chosen them for one question.
MOST = 500


def documents(source: Source, options: Gathering) -> Iterator[Document | Problem]:
    """The Documents of every feed of the list, a Problem for each feed that cannot be read.

    Raises PlaceError for what is no OPML, or lists no feed.
    """
    listed = addresses(source.text)
    if len(listed) > MOST:
        raise PlaceError(f"lists {len(listed):,} feeds; {MOST} are read at once. Split it.")
    for address in listed:
        try:
            yield from _feed(address, options)
        except PlaceError as error:
            yield Problem("gather", f"{source.place}: {address[:200]}", str(error))


def addresses(text: str) -> list[str]:
    """The addresses that an OPML document gives for feeds, each once, in its order."""
    # No entity is resolved and nothing is fetched: a list of feeds needs neither.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace").strip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise PlaceError(f"is not OPML: {error}.") from error
    if root is None or root.tag != "opml":
        raise PlaceError("is not OPML.")
    found = (outline.get("xmlUrl", "").strip() for outline in root.iter("outline"))
    listed = list(dict.fromkeys(address for address in found if address))
    if not listed:
        raise PlaceError("lists no feed: no outline of it has an xmlUrl.")
    return listed


def _feed(address: str, options: Gathering) -> Iterator[Document | Problem]:
    from firsthand.gather import urls

    if not is_address(address):
        raise PlaceError("is no address on the web, and a list of feeds reads nothing else.")
    found = urls.read(address, options)
    found = replace(found, text=decode(found.data, found.charset))
    if kinds.kind(found) != "feed":
        raise PlaceError("is no feed.")
    yield from feeds.documents(found, options)
