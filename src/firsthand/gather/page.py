"""An HTML page: its main text with headline and links, and what its data says of it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urljoin

from firsthand.errors import PlaceError
from firsthand.gather import furniture, metadata, plain, visible
from firsthand.gather.lines import Element, Line
from firsthand.gather.lines import visible as visible_lines
from firsthand.gather.options import Gathering, Source
from firsthand.records import Block, BlockKind, Document, Hyperlink
from firsthand.text import fold

# Eight words and a full stop: the shortest note worth reading.
_SENTENCE = re.compile(r"(?:\S+\s+){7,}\S+[.!?][\"”’')]*$")
# What is left of a page is a text only if it has some sentences; below this the line judge is asked as well.
_SHORT = 250


def documents(source: Source, options: Gathering) -> Iterator[Document]:
    """The one Document of an HTML page. Raises PlaceError where nothing is left to read."""
    tree = parse(source.text)
    given = replace(metadata.read(tree, source.url), seen=source.fetched)
    if not options.as_is and (given.published is None or not given.authors):
        given = _looked_at(tree, given)
    body = visible_lines(tree) if options.as_is else main(tree, source.url)
    yield document(source.place, body, given, _captions(tree))


def _looked_at(tree: Element, given: plain.Given) -> plain.Given:
    """What the page's data leaves open, read from its visible lines as a person would."""
    shown = [line.text for line in visible_lines(tree)]
    said = visible.read(list(zip(furniture.kinds(shown), shown, strict=True)))
    return replace(
        given,
        authors=given.authors or said.authors,
        published=given.published or said.published,
        updated=given.updated or said.updated,
    )


def document(place: str, body: list[Line], given: plain.Given, captions: frozenset[str] = frozenset()) -> Document:
    """The Document of a page's kept lines. Raises PlaceError where there are none."""
    text, blocks, links = _text(body, given.title, captions)
    if not blocks:
        raise PlaceError("nothing left to read: the page holds no text besides its furniture.")
    return plain.assemble(place, text, blocks, replace(given, links=_absolute(links, given.url)))


def fragment(markup: str) -> list[Line]:
    """The lines of a piece of HTML, as feeds carry it."""
    return visible_lines(parse(f"<div>{markup}</div>")) if markup.strip() else []


def parse(text: str) -> Element:
    """The element tree of a page, as a browser would repair it. Raises PlaceError where there is none."""
    from lxml import etree, html

    # lxml refuses text that declares another encoding than the one it has; the bytes are UTF-8 by now.
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(text.replace("\x00", "").encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise PlaceError(f"is not HTML that can be read: {error}.") from error
    return tree


def main(tree: Element, url: str | None) -> list[Line]:
    """The lines of the main text: by trafilatura, or by the line judge where that finds next to nothing."""
    lines = extracted(tree, url)
    if sum(len(line.text) for line in lines) >= _SHORT:
        return lines
    seen = visible_lines(tree)
    judged = furniture.kinds([line.text for line in seen])
    kept = [line for line, kind in zip(seen, judged, strict=True) if kind in {"paragraph", "caption"}]
    # Where the judge finds nothing, trafilatura scraped a menu together; a true short note ends a sentence.
    return kept or [line for line in lines if _SENTENCE.search(line.text)]


def extracted(tree: Element, url: str | None) -> list[Line]:
    """The lines that trafilatura holds for the main text; none where it finds none."""
    from copy import deepcopy

    from lxml import etree
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = bare_extraction(
            deepcopy(tree), url=url, include_links=True, include_comments=False, favor_precision=True
        )
    # trafilatura keeps no list of the exceptions it lets through: these were seen, or can be read in it.
    except (etree.LxmlError, ValueError, TypeError, AttributeError, LookupError, AssertionError, RecursionError):
        return []
    body = getattr(found, "body", None)
    return visible_lines(body, frozenset({"graphic"})) if body is not None else []


def _captions(tree: Element) -> frozenset[str]:
    return frozenset(fold(line.text) for figure in tree.iter("figcaption") for line in visible_lines(figure))


def _text(
    body: list[Line], title: str | None, captions: frozenset[str]
) -> tuple[str, tuple[Block, ...], list[Hyperlink]]:
    """The kept lines under the headline as one text, with exact blocks and links."""
    rest = [line for n, line in enumerate(body) if not (n < 4 and title and fold(line.text) == fold(title))]
    whole = [Line(title, "h1"), *rest] if title and rest else rest
    blocks: list[Block] = []
    links: list[Hyperlink] = []
    at = 0
    for n, line in enumerate(whole):
        kind = "headline" if n == 0 and whole is not rest else _kind(line, n, captions)
        blocks.append(Block(kind, at, at + len(line.text)))
        links.extend(Hyperlink(link.url, at + link.start, at + link.end) for link in line.links)
        at += len(line.text) + 1
    return "\n".join(line.text for line in whole), tuple(blocks), links


def _kind(line: Line, number: int, captions: frozenset[str]) -> BlockKind:
    if fold(line.text) in captions:
        return "caption"
    # Bylines and datelines stand before the fifth line of what is left; a later "By ..." begins a sentence.
    if number < 5 and len(line.text) < 120:
        if visible.names(line.text):
            return "byline"
        if visible.is_dateline(line.text):
            return "dateline"
    return "paragraph"


def _absolute(links: list[Hyperlink], url: str | None) -> tuple[Hyperlink, ...]:
    """Links that lead to a page, absolute where the page's address is known."""
    found = []
    for link in links:
        try:
            address = urljoin(url or "", link.url)
        except ValueError:
            continue
        if "#" in address and address.split("#")[0] in {"", url}:
            continue
        if address.startswith(("http://", "https://")) or (
            not url and ":" not in address and address[:1] not in {"#", ""}
        ):
            found.append(replace(link, url=address))
    return tuple(found)
