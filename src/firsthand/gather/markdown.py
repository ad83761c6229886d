"""Markdown: the text stays as it is; headings, links and front matter are understood."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from firsthand.errors import PlaceError
from firsthand.gather import dates, plain
from firsthand.gather.options import Gathering, Source
from firsthand.records import Block, BlockKind, Dated, Document, Hyperlink, Span
from firsthand.text import fold, lines

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?P<body>.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S | re.M)
_PAIR = re.compile(r"^(?P<key>[A-Za-z][\w -]*?)\s*:\s*(?P<value>.*)$")
_LINK = re.compile(
    r"(?<!!)\[(?P<anchor>[^\[\]\n]{1,500})\]\(\s*<?(?P<url>[^()\s<>]+(?:\([^()\s]*\)[^()\s<>]*)?)>?(?:\s+[\"'(][^\n]*?[\"')])?\s*\)"
)
_REFERENCE = re.compile(r"(?<!!)\[(?P<anchor>[^\[\]\n]{1,500})\]\s?\[(?P<name>[^\[\]\n]{0,100})\]")
_DEFINITION = re.compile(r"^\s{0,3}\[(?P<name>[^\[\]\n]{1,100})\]:\s+<?(?P<url>\S+?)>?(?:\s+[\"'(].*)?$", re.M)
_BARE = re.compile(
    r"<(?P<url>https?://[^<>\s]+)>|(?<![(<\w\]:/])(?P<plain>https?://[^\s<>()\[\]]+[^\s<>()\[\].,;:!?'\"])"
)
_HEADING = re.compile(r"^ {0,3}#{1,6}\s+(?P<text>.+?)(?:\s+#+)?\s*$")
_IMAGE = re.compile(r"^!\[[^\]]*\]\([^)]*\)$")
_RULE = re.compile(r"^(?:[-*_=]\s*){3,}$|^\|?[\s:|-]+\|[\s:|-]*$|^```\w*$|^~~~\w*$")
# The names that blog engines give to the same thing.
_KEYS = {
    "title": "title headline",
    "author": "author authors by byline",
    "published": "date published publishdate pubdate created",
    "updated": "updated lastmod modified last_modified_at",
    "url": "url canonical canonical_url link permalink source_url",
    "outlet": "outlet site publisher publication sitename site_name",
    "credit": "credit agency source",
}
_FIELDS = {key: name for name, keys in _KEYS.items() for key in keys.split()}


@dataclass(frozen=True, slots=True)
class Front:
    """The front matter: what it says, and where the page begins behind it."""

    fields: dict[str, list[str]]
    end: int

    def first(self, name: str) -> str | None:
        """The first value of a field."""
        return next(iter(self.fields.get(name, ())), None)

    def dated(self, name: str) -> Dated | None:
        """A day that a field gives."""
        value = dates.iso(self.first(name) or "")
        return Dated(value, "given") if value else None


def documents(source: Source, options: Gathering) -> Iterator[Document]:
    """The one Document of a Markdown place. Raises PlaceError where it holds no text."""
    text = source.text
    if options.as_is:
        yield plain.document(source.place, text, options, plain.Given(url=source.url, seen=source.fetched))
        return
    front = _front(text)
    spans = [span for span in plain.filled(text) if span.start >= front.end]
    if not spans:
        raise PlaceError("holds no text.")
    title = front.first("title") or _first_heading(text, spans)
    heads = [Block("furniture", s.start, s.end) for s in plain.filled(text) if s.start < front.end]
    given = plain.Given(
        url=front.first("url") or source.url,
        outlet=front.first("outlet"),
        title=title,
        authors=tuple(front.fields.get("author", ())),
        published=front.dated("published"),
        updated=front.dated("updated"),
        links=tuple(_links(text, front.end)),
        credit=front.first("credit"),
        seen=source.fetched,
    )
    yield plain.assemble(source.place, text, (*heads, *_blocks(text, spans, title)), given)


def _front(text: str) -> Front:
    match = _FRONT.match(text)
    if match is None or not _PAIR.search(match["body"].strip().split("\n")[0].strip()):
        return Front({}, 0)
    fields: dict[str, list[str]] = {}
    name = None
    for line in lines(match["body"]):
        row = match["body"][line.start : line.end]
        pair = _PAIR.match(row)
        if pair:
            name = _FIELDS.get(pair["key"].strip().lower().replace("-", "_").replace(" ", "_"))
        value = pair["value"] if pair else row.strip().removeprefix("- ") if row.startswith((" ", "-", "\t")) else ""
        if name:
            fields.setdefault(name, []).extend(_values(value, split=name == "author"))
    return Front(fields, match.end())


def _values(value: str, split: bool) -> list[str]:
    value = value.strip()
    listed = value.startswith("[") and value.endswith("]")
    pieces = re.split(r",|;|\band\b", value.strip("[]")) if listed or split else [value]
    return [piece for raw in pieces if (piece := raw.strip().strip("\"'").strip())]


def _first_heading(text: str, spans: list[Span]) -> str | None:
    heads = (_HEADING.match(text[span.start : span.end]) for span in spans)
    return next((head["text"] for head in heads if head), None)


def _blocks(text: str, spans: list[Span], title: str | None) -> list[Block]:
    """Markdown is written by hand: every line is kept but rules, pictures and link definitions."""
    blocks: list[Block] = []
    headed = False
    for span in spans:
        line = text[span.start : span.end]
        kind = _kind(line, None if headed else title, len(blocks))
        headed = headed or kind == "headline"
        head = _HEADING.match(line)
        # The signs that make a line a heading are not words of it.
        start, end = head.span("text") if head else (0, len(line))
        blocks.append(Block(kind, span.start + start, span.start + end))
    return blocks


def _kind(line: str, title: str | None, number: int) -> BlockKind:
    from firsthand.gather import visible

    head = _HEADING.match(line)
    if title and fold(head["text"] if head else line) == fold(title):
        return "headline"
    if _RULE.match(line) or _IMAGE.match(line) or _DEFINITION.match(line):
        return "furniture"
    if number < 6 and len(line) < 160 and not head:
        words = line.strip("*_> ")
        if visible.names(words):
            return "byline"
        if visible.is_dateline(words):
            return "dateline"
    return "paragraph"


def _links(text: str, start: int) -> Iterator[Hyperlink]:
    """Links of all four forms, in order, none inside another."""
    named = {fold(match["name"]): match["url"] for match in _DEFINITION.finditer(text)}
    taken = [(match.start(), match.end()) for match in _DEFINITION.finditer(text)]
    found: list[Hyperlink] = []
    for match in (*_LINK.finditer(text, start), *_REFERENCE.finditer(text, start), *_BARE.finditer(text, start)):
        if any(low < match.end() and match.start() < high for low, high in taken):
            continue
        groups = match.groupdict()
        group = "anchor" if "anchor" in groups else ("url" if groups["url"] else "plain")
        url = (
            groups.get("url")
            or groups.get("plain")
            or named.get(fold(groups.get("name") or groups.get("anchor") or ""))
        )
        if url and not url.startswith("#") and match[group].strip():
            taken.append((match.start(), match.end()))
            found.append(Hyperlink(url, match.start(group), match.end(group)))
    yield from sorted(found, key=lambda link: link.start)
