"""Documents and copy links in, credit links out: wire credits, "h/t", hyperlinks, "A reports, citing B".

A credit names the carrier the words came from; it is followed to the page of that carrier in the case that fits best.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from firsthand.records import Document, Link, LinkKind, Passage, identity
from firsthand.text import fold

BY = "credits@1"
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|amp|ref|igshid|mc_cid|mc_eid)(?:=|$)")
_NAME = r"(?P<name>[A-Z][\w.'’&-]*(?:\s+(?:of|the|and|&)?\s*[A-Z][\w.'’&-]*){0,4})"
# Each pattern is one habit of crediting; the name it catches must be a carrier in the case to make a link.
_CREDITS: tuple[tuple[LinkKind, re.Pattern[str]], ...] = (
    ("credits", re.compile(rf"\((?:via\s+|with\s+)?{_NAME}\)\s*(?:[-–—]|$)", re.MULTILINE)),
    ("credits", re.compile(rf"^\s*(?:[-–—]|©)\s*{_NAME}\s*$", re.MULTILINE)),
    ("credits", re.compile(rf"\b(?:[hH]/[tT]|[hH]at tip(?: to)?)\s*:?\s*(?:the\s+)?{_NAME}")),
    ("credits", re.compile(rf"\b(?:[Ss]ource|[Vv]ia|[Cc]redit|[Ff]rom)\s*:\s*(?:the\s+)?{_NAME}")),
    (
        "credits",
        re.compile(
            r"\b(?:first (?:reported|published|appeared) (?:by|in|on|at)|originally published (?:by|in|on|at)|"
            r"copyright|reporting by|with (?:material|reporting|files) from|distributed by|supplied by)\s+"
            rf"(?:the\s+)?{_NAME}",
            re.IGNORECASE,
        ),
    ),
    (
        "cites",
        re.compile(
            r"\b(?:[Cc]iting|[Qq]uoting|[Aa]ccording to|[Rr]eported by|told|[Rr]eferring to)\s+"
            rf"(?:a\s+report\s+(?:by|in|from)\s+)?(?:the\s+)?{_NAME}"
        ),
    ),
    (
        "cites",
        re.compile(
            rf"\b{_NAME}\s+(?:has\s+|had\s+|also\s+|first\s+)?(?:report(?:s|ed)|wrote|writes|published|carried|"
            r"broadcast|says|said)\b"
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class _Carriers:
    """The case's pages by the folded name of their outlet."""

    pages: dict[str, list[Document]]

    def of(self, name: str) -> list[Document]:
        bare = re.sub(r"^the |'s$", "", fold(name).rstrip(".,;:"))
        return self.pages.get(bare, [])


def credits(documents: Sequence[Document], copied: Iterable[Link]) -> list[Link]:
    """Directed links from a page to the pages that its words credit, cite or link to, one for each pair and kind."""
    pages: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        if document.outlet:
            pages[re.sub(r"^the ", "", fold(document.outlet))].append(document)
    carriers = _Carriers(pages)
    shared = {frozenset((link.left, link.right)): link.score for link in copied}
    found: dict[str, Link] = {}
    for link in _all(documents, carriers, shared):
        found.setdefault(link.id, link)
    return sorted(found.values(), key=lambda link: link.id)


def _all(documents: Sequence[Document], carriers: _Carriers, shared: dict[frozenset[str], float]) -> Iterable[Link]:
    by_url = {key: d for d in documents if d.url for key in [address(d.url)]}
    for document in documents:
        for hyperlink in document.links:
            target = by_url.get(address(hyperlink.url))
            if target is not None and target.id != document.id:
                words = document.text[hyperlink.start : hyperlink.end]
                why = f"links to it on the words “{words}”"
                yield _link("cites", document, target, Passage(document.id, hyperlink.start, hyperlink.end), 0.9, why)
        yield from _named(document, carriers, shared)


def _named(document: Document, carriers: _Carriers, shared: dict[frozenset[str], float]) -> Iterable[Link]:
    for kind, pattern in _CREDITS:
        for match in pattern.finditer(document.text):
            target = _best(document, carriers.of(match["name"]), shared)
            if target is None or not _readable(document, match.start("name"), kind):
                continue
            passage = Passage(document.id, match.start(), match.end())
            words = " ".join(match.group().split())
            yield _link(kind, document, target, passage, 0.85 if kind == "credits" else 0.7, f"names it: “{words}”")
    for name in (document.credit or "", *document.authors):
        target = _best(document, carriers.of(name), shared)
        if target is not None:
            yield _link("credits", document, target, None, 0.85, f"carries its credit: “{name}”")


def _readable(document: Document, position: int, kind: LinkKind) -> bool:
    """A citation counts in what is read; a credit line also stands in bylines, datelines and at the foot of a page."""
    block = next((b for b in document.blocks if b.start <= position < b.end), None)
    return block is not None and (kind == "credits" or block.kind != "furniture")


def _best(document: Document, pages: list[Document], shared: dict[frozenset[str], float]) -> Document | None:
    """The carrier's page this one most likely means: copied words first, then the latest not after it."""
    day = document.day or "9999"
    fitting = [p for p in pages if p.id != document.id and p.outlet != document.outlet and _known_day(p) <= day]
    if not fitting:
        return None
    return max(fitting, key=lambda p: (shared.get(frozenset((p.id, document.id)), 0.0), _known_day(p), p.id))


def _known_day(document: Document) -> str:
    return document.day or ""


def address(url: str) -> str:
    """An address as it is compared: no scheme, no www, no tracking, no fragment, no closing slash."""
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("amp.")
    query = "&".join(sorted(part for part in parts.query.split("&") if part and not _TRACKING.match(part)))
    return host + parts.path.rstrip("/").removesuffix("/amp") + (f"?{query}" if query else "")


def _link(kind: LinkKind, left: Document, right: Document, passage: Passage | None, score: float, why: str) -> Link:
    return Link(
        identity(kind, left.id, right.id), kind, left.id, right.id, True, score, why, BY, (passage,) if passage else ()
    )
