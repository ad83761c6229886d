"""Where a case's pages came from, as OPML 2.0: each feed they were found in, and the pages read without one.

A feed reader takes the file as it is; so does `firsthand add`, which reads its feeds.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from firsthand.records import Document, Dossier
from firsthand.tell.index import outlet
from firsthand.tell.words import address, plain

# A page found in a feed has its place there: the feed's address and the number of the item.
_ITEM = re.compile(r"(?P<feed>https?://.+)#\d+\Z")
_LINES = re.compile(r"\.(?:jsonl|ndjson)\Z", re.IGNORECASE)


def tell(dossier: Dossier) -> str:
    """The outlines: feeds first, then pages without one, each once."""
    feeds: dict[str, str] = {}
    pages: dict[str, str] = {}
    for document in dossier.documents:
        found = [feed for place in document.places if (feed := _feed(place))]
        for feed in found:
            feeds.setdefault(feed, outlet(document))
        if not found and document.url and address(document.url):
            pages.setdefault(document.url, _title(document))
    lines = [_outline(name, type="rss", xmlUrl=feed) for feed, name in feeds.items()]
    lines += [_outline(name, type="link", url=url) for url, name in pages.items()]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n'
        f"<head><title>{escape(plain(dossier.question))}</title></head>\n<body>\n{''.join(lines)}</body>\n</opml>\n"
    )


def _feed(place: str) -> str | None:
    found = _ITEM.match(place)
    return found["feed"] if found and address(found["feed"]) and not _LINES.search(found["feed"]) else None


def _title(document: Document) -> str:
    return f"{outlet(document)}: {plain(document.title)}" if document.title else outlet(document)


def _outline(text: str, **more: str) -> str:
    fields = "".join(f" {name}={quoteattr(value)}" for name, value in more.items())
    return f"<outline text={quoteattr(plain(text))}{fields}/>\n"
