"""Pages and their statements in, credit links out: wire credits, "h/t", hyperlinks, "A reports, citing B".

A statement that came through an outlet of the case cites it; so do words and lines that credit it. Each is followed to
that outlet's page which tells the same and can have come before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from firsthand.link.carriers import Carriers, bare, carriers
from firsthand.link.citing import Told, meant, told
from firsthand.records import Actor, Claim, Document, Link, LinkKind, Mention, Passage, Statement, identity

BY = "credits@2"
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|amp|ref|igshid|mc_cid|mc_eid)(?:=|$)")
_NAME = r"(?P<name>[A-Z][\w.'’&-]*(?:\s+(?:of|the|and|&)?\s*[A-Z][\w.'’&-]*){0,4})"
# Each pattern is one habit of crediting; the name it catches must be a carrier in the case to make a link.
_CREDITS: tuple[tuple[LinkKind, re.Pattern[str]], ...] = (
    ("credits", re.compile(rf"[(\[](?:[Vv]ia\s+|[Ww]ith\s+|[Ff]rom\s+)?{_NAME}[)\]]\s*(?:[-–—]|$)", re.MULTILINE)),
    ("credits", re.compile(rf"^\s*(?:[-–—]|©|\([Cc]\))\s*(?:\d{{4}}\s+)?{_NAME}\s*$", re.MULTILINE)),
    ("credits", re.compile(rf"\b(?:[hH]/[tT]|[hH]at tip(?: to)?)\s*:?\s*(?:the\s+)?{_NAME}")),
    (
        "credits",
        re.compile(
            r"\b(?:[Ss]ources?|[Vv]ia|[Cc]redits?|[Ff]rom|[Tt]ext|[Rr]eport(?:ing)?|[Aa]genc(?:y|ies)|[Mm]aterial|"
            rf"[Oo]riginal(?: (?:article|text|report|story))?)\s*:\s*(?:[Tt]he\s+)?{_NAME}"
        ),
    ),
    (
        "credits",
        re.compile(
            r"\b(?:(?:first|originally|previously|earlier) (?:reported|published|appeared|printed|ran|seen) "
            r"(?:by|in|on|at)|(?:appeared|ran|published) (?:first|originally|previously|earlier) (?:in|on|at)|"
            r"(?:republished|reprinted|reproduced|taken|adapted|syndicated|provided|supplied|distributed|sourced) "
            r"(?:by|from|with (?:the )?permission (?:of|from))|courtesy of|thanks to|by permission of|"
            r"copyright(?: by| of)?|"
            r"based on (?:(?:an?|the|its) )?(?:reports?|reporting|material|article|story|text) (?:by|from|in|of)|"
            r"(?:reporting|content|with (?:material|reporting|files|text|information|input)) (?:by|from))\s+"
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
class _Case:
    """What a credit is followed in."""

    carriers: Carriers
    told: Told


def credits(
    documents: Sequence[Document],
    copied: Iterable[Link],
    statements: Sequence[Statement] = (),
    claims: Iterable[Claim] = (),
    actors: Sequence[Actor] = (),
) -> list[Link]:
    """Directed links from a page to the pages that its words credit, cite or link to, one for each pair and kind."""
    case = _Case(carriers(documents, actors), told(documents, statements, claims, actors, copied))
    by_url = {address(d.url): d for d in documents if d.url}
    found: dict[str, Link] = {}
    for document in documents:
        for link in (*_hyperlinks(document, by_url), *_cited(document, case), *_credited(document, case)):
            found.setdefault(link.id, link)
    return sorted(found.values(), key=lambda link: link.id)


def _hyperlinks(document: Document, by_url: Mapping[str, Document]) -> Iterable[Link]:
    for hyperlink in document.links:
        target = by_url.get(address(hyperlink.url))
        if target is not None and target.id != document.id:
            words = document.text[hyperlink.start : hyperlink.end]
            why = f"links to it on the words “{words}”"
            yield _link("cites", document, target, Passage(document.id, hyperlink.start, hyperlink.end), 0.9, why)


def _cited(document: Document, case: _Case) -> Iterable[Link]:
    """Outlets that the page's statements were made through, or that it gives the words to; then by its wording."""
    covered: set[str] = set()
    for statement in case.told.statements.get(document.id, ()):
        for mention, outlet in _through(document, statement, case.carriers):
            covered.add(outlet)
            target = meant(case.told, document, (statement,), case.carriers.pages[outlet])
            target = target or _page(document, outlet, case)
            if target is not None:
                words = " ".join(document.text[mention.start : mention.end].split())
                span = Passage(document.id, mention.start, mention.end)
                yield _link("cites", document, target, span, 0.8, f"tells it as from “{words}”")
                break
    for match, outlet in _matches("cites", document, case.carriers):
        if outlet not in covered:
            yield from _followed("cites", document, outlet, case, match)


def _through(document: Document, statement: Statement, known: Carriers) -> Iterable[tuple[Mention, str]]:
    """The outlets of the case that a statement came through, outermost first; never the page's own."""
    own = bare(document.outlet or "")
    for mention in (*statement.via, *((statement.speaker,) if statement.speaker else ())):
        outlet = known.of(mention.name, document.text) if mention.named else None
        if outlet is not None and outlet != own:
            yield mention, outlet


def _credited(document: Document, case: _Case) -> Iterable[Link]:
    """Credit lines and bylines, and the credit in the page's data."""
    for match, outlet in _matches("credits", document, case.carriers):
        yield from _followed("credits", document, outlet, case, match)
    for name in (document.credit or "", *document.authors):
        carrier = case.carriers.of(name, document.text) if name else None
        target = _page(document, carrier, case, credit=True) if carrier else None
        if target is not None:
            yield _link("credits", document, target, None, 0.85, f"carries its credit: “{name}”")


def _matches(kind: LinkKind, document: Document, known: Carriers) -> Iterable[tuple[re.Match[str], str]]:
    own = bare(document.outlet or "")
    for match in (m for k, pattern in _CREDITS if k == kind for m in pattern.finditer(document.text)):
        words = match["name"].split()
        found = (known.of(" ".join(words[:n]), document.text) for n in range(len(words), 0, -1))
        outlet = next((one for one in found if one is not None), None)
        if outlet is not None and outlet != own and _readable(document, match.start("name"), kind):
            yield match, outlet


def _followed(kind: LinkKind, document: Document, outlet: str, case: _Case, match: re.Match[str]) -> Iterable[Link]:
    target = _page(document, outlet, case, credit=kind == "credits")
    if target is not None:
        passage = Passage(document.id, match.start(), match.end())
        words = " ".join(match.group().split())
        yield _link(kind, document, target, passage, 0.85 if kind == "credits" else 0.7, f"names it: “{words}”")


def _page(document: Document, outlet: str, case: _Case, *, credit: bool = False) -> Document | None:
    """The outlet's page that tells what this one tells."""
    about = case.told.statements.get(document.id, ())
    return meant(case.told, document, about, case.carriers.pages[outlet], credit=credit)


def _readable(document: Document, position: int, kind: LinkKind) -> bool:
    """A citation counts in what is read; a credit line also stands in bylines, datelines and at the foot of a page."""
    block = next((b for b in document.blocks if b.start <= position < b.end), None)
    return block is not None and (kind == "credits" or block.kind != "furniture")


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
