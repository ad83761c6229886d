"""Records for tests, made from a few words: pages, statements, links."""

from __future__ import annotations

from firsthand.records import Block, Dated, Document, Hyperlink, Mention, Span, Statement, identity


def page(text: str, outlet: str = "Harbour Courier", day: str | None = "2024-03-05", **fields) -> Document:
    """A document whose first line is the headline and whose other lines are paragraphs."""
    blocks, at = [], 0
    for n, line in enumerate(text.split("\n")):
        if line.strip():
            blocks.append(Block("headline" if n == 0 else "paragraph", at, at + len(line)))
        at += len(line) + 1
    links = tuple(
        Hyperlink(url, text.index(words), text.index(words) + len(words))
        for words, url in fields.pop("links", {}).items()
    )
    known = {"language": "en", "outlet": outlet, "title": text.split("\n")[0], "places": (f"{outlet}.html",), **fields}
    published = Dated(day, "meta") if day else None
    return Document(
        id=Document.name(outlet, text), text=text, blocks=tuple(blocks), published=published, links=links, **known
    )


def said(document: Document, speaker: str | None, content: str, **fields) -> Statement:
    """A statement whose speaker and content are words of the page."""
    start = document.text.index(content)
    span = Span(start, start + len(content))
    mention = None
    if speaker:
        at = document.text.index(speaker)
        mention = Mention(fields.pop("name", speaker), fields.pop("named", True), at, at + len(speaker))
    known = {
        "form": "indirect", "cue": (), "stance": "asserts", "certainty": 0.9, "narrator": "neutral", "via": (),
        "refers_to": None, "basis": None, "quantities": (), "times": (), "score": 0.9, "by": "test@1", **fields,
    }  # fmt: skip
    return Statement(
        identity(document.id, str(start), str(span.end)), document.id, speaker=mention, content=(span,), **known
    )
