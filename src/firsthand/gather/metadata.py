"""What a page's data (JSON-LD, meta elements, its address) says of it, each with how it is known."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from firsthand.gather import dates, lines, site, visible
from firsthand.gather.lines import Element
from firsthand.gather.plain import Given
from firsthand.records import Dated
from firsthand.text import fold

_ARTICLE = re.compile(r"Article|BlogPosting|Report|Review|LiveBlog|Posting", re.I)
_META = {
    "title": "og:title twitter:title dc.title dcterms.title title headline parsely-title sailthru.title",
    "outlet": "og:site_name application-name dc.publisher dcterms.publisher publisher",
    "author": "author article:author dc.creator dcterms.creator parsely-author sailthru.author byl "
    "citation_author creator",
    "published": "article:published_time og:published_time og:article:published_time article:published datepublished "
    "dc.date.issued dcterms.created dc.date dcterms.date parsely-pub-date sailthru.date publishdate publish-date "
    "publish_date pubdate publication_date citation_publication_date date article.published originalpublicationdate "
    "rnews:datepublished cxenseparse:recs:publishtime displaydate bt:pubdate",
    "updated": "article:modified_time og:updated_time og:modified_time datemodified dcterms.modified dc.date.modified "
    "article:modified lastmod last-modified article.updated",
    "credit": "syndication-source original-source news_source article:source dc.source dcterms.source contentprovider "
    "content_provider source agency",
}
_FIELDS = {name: field for field, names in _META.items() for name in names.split()}
_URL_DAY = re.compile(
    r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/-]?(0[1-9]|[12]\d|3[01])(?!\d)",
    re.I,
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
# What systems write where they know no author.
_NOBODY = re.compile(r"(?:no author|unknown|anonymous|admin|administrator|staff|editor|guest)$", re.I)
_SEPARATOR = re.compile(r"\s+(?:[|»·•]|[-–—]|::)\s+|\s*\|\s*")


@dataclass(slots=True)
class Told:
    """What one source of data says, field by field, in the order it says it."""

    fields: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, value: object) -> None:
        """Note a value, unless it is empty or noted already."""
        text = " ".join(html.unescape(value).split()) if isinstance(value, str) else ""
        if text and text not in self.fields.setdefault(name, []):
            self.fields[name].append(text)

    def first(self, name: str) -> str | None:
        """The first value of a field."""
        return next(iter(self.fields.get(name, ())), None)


def read(tree: Element, url: str | None) -> Given:
    """Everything that a page's data says about it."""
    ld, meta = _json_ld(tree), _meta(tree)
    own = _canonical(tree, url, ld)
    outlet = meta.first("outlet") or ld.first("outlet")
    published, updated = _day("published", ld, meta), _day("updated", ld, meta)
    published = published or _url_day(own)
    return Given(
        url=own,
        outlet=outlet,
        title=_title(tree, ld, meta, outlet),
        authors=_authors(ld, meta, outlet) or _bylines(tree, own, outlet),
        published=published,
        updated=updated if updated is None or published is None or updated.value != published.value else None,
        credit=_credit(ld, meta, outlet),
    )


def _meta(tree: Element) -> Told:
    told = Told()
    for element in tree.iter("meta"):
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = _FIELDS.get((element.get(key) or "").strip().lower())
            if name:
                told.add(name, element.get("content"))
    for element in tree.iter("time", "span", "div", "abbr"):
        name = _FIELDS.get((element.get("itemprop") or "").strip().lower())
        if name in {"published", "updated"} or (element.tag == "time" and element.get("pubdate") is not None):
            told.add(
                name or "published", element.get("datetime") or element.get("content") or element.text_content()[:80]
            )
    return told


def _json_ld(tree: Element) -> Told:
    told, later = Told(), Told()
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            for item in _items(_parsed(script.text or "")):
                kinds = item.get("@type")
                kind = " ".join(map(str, kinds)) if isinstance(kinds, list) else str(kinds or "")
                if _ARTICLE.search(kind):
                    _note(told, item)
                elif kind in {"WebPage", "CollectionPage", "Report"}:
                    _note(later, item)
    for name in ("published", "updated", "title"):
        told.fields.setdefault(name, later.fields.get(name, []))
    return told


def _parsed(text: str) -> object:
    text = re.sub(
        r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*.*?\*/)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$", "", text.strip()
    )
    for attempt in (text, re.sub(r"[\x00-\x1f]+", " ", text), re.sub(r",\s*([}\]])", r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _items(value: object) -> Iterator[dict[str, Any]]:
    """Every object of JSON-LD data, those in lists and graphs too; a stack, for hostile data nests deep."""
    stack: list[object] = [value]
    while stack:
        item = stack.pop(0)
        if isinstance(item, list):
            stack[:0] = item
        elif isinstance(item, dict):
            yield item
            stack[:0] = [
                item[key] for key in ("@graph", "mainEntity", "itemReviewed") if isinstance(item.get(key), list | dict)
            ]


def _note(told: Told, item: dict[str, Any]) -> None:
    told.add("title", item.get("headline") or item.get("name"))
    told.add("published", item.get("datePublished") or item.get("dateCreated") or item.get("uploadDate"))
    told.add("updated", item.get("dateModified"))
    told.add("url", item.get("url"))
    for name in _named(item.get("author") or item.get("creator")):
        told.add("author", name)
    for key, name in (
        ("publisher", "outlet"),
        ("sourceOrganization", "credit"),
        ("provider", "credit"),
        ("isBasedOn", "credit"),
    ):
        for value in _named(item.get(key)):
            told.add(name, value)
    told.add("credit", item.get("creditText"))


def _named(value: object) -> list[str]:
    """Names in a value that may be a string, an object, or a list of either."""
    found: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        names = name if isinstance(name, list) else [name]
        found.extend(text for text in names if isinstance(text, str))
    return found


def _canonical(tree: Element, url: str | None, ld: Told) -> str | None:
    """The page's own address. One that leads to another site (a syndicated original) is not its own."""
    links = [element.get("href") for element in tree.iter("link") if (element.get("rel") or "").lower() == "canonical"]
    shared = [
        e.get("content") for e in tree.iter("meta") if (e.get("property") or e.get("name") or "").lower() == "og:url"
    ]
    for candidate in [*links, *shared, *ld.fields.get("url", [])]:
        address = _absolute(candidate, url)
        if address and (url is None or site.name(address) == site.name(url)) and not _is_root(address, url):
            return address
    return url


def _absolute(candidate: str | None, url: str | None) -> str | None:
    try:
        address = urljoin(url or "", (candidate or "").strip())
        return address if urlsplit(address).hostname and address.startswith(("http://", "https://")) else None
    except ValueError:
        return None


def _is_root(address: str, url: str | None) -> bool:
    """Many sites give every page their front page as canonical address: that names no page."""
    return (
        urlsplit(address).path in {"", "/"}
        and not urlsplit(address).query
        and bool(url)
        and urlsplit(url or "").path not in {"", "/"}
    )


def _day(name: str, ld: Told, meta: Told) -> Dated | None:
    for told, known_by in ((ld, "json-ld"), (meta, "meta")):
        for value in told.fields.get(name, []):
            day = dates.iso(value)
            if day:
                return Dated(day, known_by)
    return None


def _url_day(url: str | None) -> Dated | None:
    match = _URL_DAY.search(urlsplit(url).path + "/") if url else None
    if match is None:
        return None
    month = match[2].lower()
    number = _MONTHS.index(month) + 1 if month in _MONTHS else int(month)
    day = dates.iso(f"{match[1]}-{number:02d}-{match[3]}")
    return Dated(day, "url") if day else None


def _title(tree: Element, ld: Told, meta: Told, outlet: str | None) -> str | None:
    """The headline: a visible heading that the data repeats, else what the data says without the outlet's name."""
    element = next(tree.iter("title"), None)
    told = [
        ld.first("title"),
        meta.first("title"),
        " ".join((element.text or "").split()) if element is not None else None,
    ]
    named = [_bare(title, outlet) for title in told if title]
    heads = [
        line
        for tag in ("h1", "h2")
        for e in tree.iter(tag)
        for line in [" ".join(v.text for v in lines.visible(e))]
        if line
    ]
    for head in heads:
        if any(_alike(head, title) for title in named):
            return head
    firsts = [" ".join(line.text for line in lines.visible(e)) for e in tree.iter("h1")]
    return next(iter(named), None) or next((text for text in firsts if text), None)


def _bare(title: str, outlet: str | None) -> str:
    """A title without the outlet's name behind or before it."""
    pieces = _SEPARATOR.split(title)
    if len(pieces) < 2:
        return title
    if outlet:
        kept = [piece for piece in pieces if fold(piece) not in {fold(outlet), fold(outlet).removeprefix("the ")}]
        if len(kept) == len(pieces) - 1 and fold(pieces[-1]) != fold(kept[-1]):
            return title[: title.rindex(pieces[-1])].rstrip(" |»·•-–—:")
    return title


def _alike(head: str, title: str) -> bool:
    """Whether a heading is the title, or the title only adds the section or outlet to it."""
    one, other = fold(head), fold(title)
    if not one or one == other or (len(one.split()) > 3 and one in other):
        return bool(one)
    return one in {fold(piece) for piece in _SEPARATOR.split(title)} or (other in one and len(other.split()) > 3)


def _authors(ld: Told, meta: Told, outlet: str | None) -> tuple[str, ...]:
    for told in (ld, meta):
        names = [
            name
            for value in told.fields.get("author", [])
            for name in re.split(r"\s*[;|]\s*|,\s+(?!jr\b)|\s+and\s+", value)
        ]
        people = [re.sub(r"^by\s+", "", name, flags=re.I).strip() for name in names]
        people = [
            name
            for name in people
            if name
            and not _NOBODY.match(name)
            and "://" not in name
            and "@" not in name
            and fold(name) != fold(outlet or "")
        ]
        if people:
            return tuple(dict.fromkeys(people))
    return ()


def _bylines(tree: Element, url: str | None, outlet: str | None) -> tuple[str, ...]:
    """Names in the elements that sites give their bylines, as trafilatura knows them, where they look like names."""
    from lxml import etree
    from trafilatura.metadata import extract_metadata

    try:
        told = extract_metadata(deepcopy(tree), default_url=url, extensive=False).author or ""
    # As in page.extracted: trafilatura keeps no list of what it lets through.
    except (etree.LxmlError, ValueError, TypeError, AttributeError, LookupError, AssertionError, RecursionError):
        return ()
    found = [name for piece in told.split(";") for name in visible.names(piece, bare=True)]
    return tuple(dict.fromkeys(name for name in found if fold(name) != fold(outlet or "")))


def _credit(ld: Told, meta: Told, outlet: str | None) -> str | None:
    """An agency or source that the publisher credits in the data, other than itself."""
    for value in [*ld.fields.get("credit", []), *meta.fields.get("credit", [])]:
        name = site.name(value) if value.startswith(("http://", "https://")) else value
        if name and len(name) <= 100 and fold(name) != fold(outlet or ""):
            return name
    return None
