"""An element tree in, the lines of text out that a person sees, with the links that hang on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias

from firsthand.records import Hyperlink
from firsthand.text import trim

# lxml comes without types; an element of its trees is called this.
Element: TypeAlias = Any
# Elements that end a line before and after them, in HTML and in the tree that trafilatura gives.
BLOCK = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup "
    "option p pre section summary table tbody tfoot thead title tr ul video audio list item quote row lb br "
    "graphic".split()
)
# What a browser does not show as words of the page.
HIDDEN = frozenset(
    "head script style noscript template svg math iframe object embed canvas map datalist select textarea title".split()
)
_CELL = frozenset(["td", "th", "cell"])
_ANCHOR = {"a": "href", "ref": "target"}


@dataclass(slots=True)
class Line:
    """One visible line, blanks single, with its links as spans in it."""

    text: str
    tag: str
    "The block element it begins in."
    links: list[Hyperlink] = field(default_factory=list)


@dataclass(slots=True)
class _Pen:
    """Writes text into lines, single blanks between words.

    The words of the open line are kept apart until it ends: a page may hold one line of a hundred thousand pieces.
    """

    lines: list[Line] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    links: list[tuple[str, int, int]] = field(default_factory=list)
    length: int = 0
    space: bool = False
    tag: str = ""

    def write(self, text: str | None) -> None:
        """Add text to the open line; runs of blanks become one."""
        if not text:
            return
        written = " ".join(text.split())
        if not written:
            self.space = True
            return
        if self.length and (self.space or text[0].isspace()):
            written = f" {written}"
        self.words.append(written)
        self.length += len(written)
        self.space = text[-1].isspace()

    def end(self, tag: str) -> None:
        """End the open line; the next one stands in this element."""
        if self.words:
            line = Line("".join(self.words), self.tag)
            spans = [(url, trim(line.text, start, end)) for url, start, end in self.links]
            line.links = [Hyperlink(url, span.start, span.end) for url, span in spans if span is not None]
            self.lines.append(line)
        self.words, self.links, self.length, self.space, self.tag = [], [], 0, False, tag

    def here(self) -> tuple[int, int]:
        """Where the next word will stand: which line, at which place."""
        return len(self.lines), self.length

    def link(self, url: str, begun: tuple[int, int]) -> None:
        """Hang a link on what was written since `begun`, as far as it stands in one line."""
        number, start = begun
        if number == len(self.lines):
            self.links.append((url, start, self.length))
        elif (span := trim(self.lines[number].text, start, len(self.lines[number].text))) is not None:
            self.lines[number].links.append(Hyperlink(url, span.start, span.end))


def visible(root: Element, hidden: frozenset[str] = HIDDEN) -> list[Line]:
    """The lines of a tree in reading order."""
    from lxml import etree

    pen = _Pen()
    anchors: list[tuple[int, int]] = []
    # The walk is lxml's own, which does not recurse: a hostile page nests deeper than Python's stack.
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            if element.tag in hidden or _unseen(element):
                walk.skip_subtree()
                continue
            _enter(pen, element, anchors)
        elif event == "end":
            if element.tag not in hidden and not _unseen(element):
                _leave(pen, element, anchors)
            pen.write(None if element is root else element.tail)
        else:
            pen.write(element.tail)
    pen.end("")
    return pen.lines


def _enter(pen: _Pen, element: Element, anchors: list[tuple[int, int]]) -> None:
    if element.tag in BLOCK:
        pen.end(element.tag)
    elif element.tag in _CELL:
        pen.space = True
    elif element.tag in _ANCHOR:
        anchors.append(pen.here())
    pen.write(element.text)


def _leave(pen: _Pen, element: Element, anchors: list[tuple[int, int]]) -> None:
    if element.tag in BLOCK:
        parent = element.getparent()
        pen.end(parent.tag if parent is not None and isinstance(parent.tag, str) else "")
    elif element.tag in _CELL:
        pen.space = True
    elif element.tag in _ANCHOR and anchors:
        begun, url = anchors.pop(), element.get(_ANCHOR[element.tag])
        if url:
            pen.link(url.strip(), begun)


def _unseen(element: Element) -> bool:
    if element.get("hidden") is not None:
        return True
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style


def plain_text(markup: str) -> str:
    """A title or name in which a feed may have put markup or entities, as plain words."""
    from html import unescape
    from re import sub

    return " ".join(unescape(sub(r"<[^<>]{1,200}>", " ", markup)).split())
