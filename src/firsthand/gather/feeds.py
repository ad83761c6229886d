"""RSS, Atom and JSON feeds: what an item says in full is a Document; a stub at an address leads to its page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from firsthand.errors import PlaceError
from firsthand.gather import dates, kinds, page, plain
from firsthand.gather.decode import decode
from firsthand.gather.lines import Line
from firsthand.gather.options import Gathering, Source
from firsthand.records import Dated, Document, Problem
from firsthand.text import fold

# feedparser comes without types; a feed and its entries are called this.
Parsed: TypeAlias = Any
# An item with fewer words is a teaser for its page: leads of wire stories in feeds have 30 to 60 words.
STUB_WORDS = 100


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a feed."""

    url: str | None
    title: str | None
    html: str
    authors: tuple[str, ...]
    published: Dated | None
    updated: Dated | None
    credit: str | None


def documents(source: Source, options: Gathering) -> Iterator[Document | Problem]:
    """A Document for each item, a Problem for each that cannot be had. Raises PlaceError for what is no feed."""
    outlet, items = _json_feed(source) if source.text.lstrip().startswith("{") else _xml_feed(source)
    if not items:
        raise PlaceError("is a feed without any item.")
    for number, item in enumerate(items, 1):
        place = f"{source.place}#{number}"
        try:
            yield _document(place, item, outlet, source, options)
        except PlaceError as error:
            yield Problem("gather", place, str(error) if item.url is None else f"{item.url}: {error}")


def _document(place: str, item: Item, outlet: str | None, source: Source, options: Gathering) -> Document:
    body = page.fragment(item.html)
    words = sum(len(line.text.split()) for line in body)
    # A feed in a file is read as it stands: nothing in a file makes the program ask the network.
    if source.url and item.url and words < STUB_WORDS:
        return _linked(place, item, outlet, options)
    given = plain.Given(
        url=item.url,
        outlet=outlet,
        title=item.title,
        authors=item.authors,
        published=item.published,
        updated=item.updated,
        credit=_credit(item, outlet),
        seen=source.fetched,
    )
    return page.document(place, body or [Line(item.title or "", "p")], given)


def _credit(item: Item, outlet: str | None) -> str | None:
    return item.credit if item.credit and fold(item.credit) != fold(outlet or "") else None


def _linked(place: str, item: Item, outlet: str | None, options: Gathering) -> Document:
    """The page that an item leads to, with what only the feed says of it."""
    from firsthand.gather import urls

    assert item.url is not None
    found = urls.read(item.url, options)
    found = replace(found, text=decode(found.data, found.charset))
    if kinds.kind(found) != "html":
        raise PlaceError("the feed leads to something that is not a page.")
    document = next(page.documents(found, options))
    return replace(
        document,
        places=(place, item.url),
        authors=document.authors or item.authors,
        published=document.published or item.published,
        updated=document.updated or item.updated,
        credit=document.credit or _credit(item, outlet),
    )


def _xml_feed(source: Source) -> tuple[str | None, list[Item]]:
    import feedparser

    # The text is Unicode by now whatever its declaration says; feedparser takes bytes for a body, text for a file name.
    feed = feedparser.parse(
        source.text.encode("utf-8", "replace"), response_headers={"content-type": "text/xml; charset=utf-8"}
    )
    if "<opml" in source.text[:2000]:
        raise PlaceError("is a list of feeds (OPML): name it .opml, and they are read.")
    if not feed.get("version") and not feed.entries:
        raise PlaceError(f"is not a feed: {_why(feed)}.")
    return _text(feed.feed.get("title")), [_xml_item(entry) for entry in feed.entries]


def _why(feed: Parsed) -> str:
    error = feed.get("bozo_exception")
    return f"not XML ({error})" if error else "neither RSS nor Atom"


def _xml_item(entry: Parsed) -> Item:
    contents = [content.get("value", "") for content in entry.get("content", [])]
    return Item(
        url=_address(entry.get("link")),
        title=_text(entry.get("title")),
        html=max([*contents, entry.get("summary", "")], key=len),
        authors=tuple(dict.fromkeys(name for a in entry.get("authors", []) if (name := _text(a.get("name"))))),
        published=_dated(entry.get("published") or entry.get("created"), entry.get("published_parsed")),
        updated=_dated(entry.get("updated"), entry.get("updated_parsed")) if "updated" in entry.keys() else None,  # noqa: SIM118
        credit=_text((entry.get("source") or {}).get("title")),
    )


def _json_feed(source: Source) -> tuple[str | None, list[Item]]:
    try:
        feed = json.loads(source.text)
    except (ValueError, RecursionError) as error:
        raise PlaceError(f"is not a JSON feed: {error}.") from error
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise PlaceError("is JSON, but not a feed: it has no list of items; for lines of JSON name it .jsonl.")
    return _text(feed.get("title")), [_json_item(item) for item in feed["items"] if isinstance(item, dict)]


def _json_item(item: dict[str, Any]) -> Item:
    told = item.get("authors") or [item.get("author")]
    names = [_text(author.get("name")) for author in told if isinstance(author, dict)] if isinstance(told, list) else []
    text = item.get("content_html") or _paragraphs(item.get("content_text")) or _paragraphs(item.get("summary"))
    return Item(
        url=_address(item.get("url") or item.get("external_url")),
        title=_text(item.get("title")),
        html=text if isinstance(text, str) else "",
        authors=tuple(dict.fromkeys(name for name in names if name)),
        published=_dated(item.get("date_published"), None),
        updated=_dated(item.get("date_modified"), None),
        credit=None,
    )


def _paragraphs(text: object) -> str:
    from html import escape

    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines()) if isinstance(text, str) else ""


def _dated(value: object, parsed: Parsed) -> Dated | None:
    text = _text(value)
    day = dates.iso(text) if text else None
    if day is None and parsed is not None:
        day = f"{parsed[0]:04d}-{parsed[1]:02d}-{parsed[2]:02d}T{parsed[3]:02d}:{parsed[4]:02d}:{parsed[5]:02d}+00:00"
    return Dated(day, "feed") if day else None


def _address(value: object) -> str | None:
    text = _text(value)
    return text if text and text.startswith(("http://", "https://")) else None


def _text(value: object) -> str | None:
    from firsthand.gather.lines import plain_text

    return plain_text(value) or None if isinstance(value, str) else None
