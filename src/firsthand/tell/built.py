"""A report put together by hand: chosen claims and a person's own words between them, every figure with its citation.

One list of blocks is written as Markdown or DOCX; the HTML has the drawings and tables of the dossier's report besides.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from firsthand.errors import UsageError
from firsthand.records import Dossier, Exhibit, Passage, Statement
from firsthand.tell import words
from firsthand.tell.index import Account, Index, Voice
from firsthand.tell.markdown import escaped
from firsthand.tell.report import View, environment, policy, sheets_of_style

# What may be shown of a claim, in this order.
VIEWS = ("origins", "lineage", "figures", "changes", "evidence", "belief")
_CITED = re.compile(r'href="#([a-z]+)-([^"]*)"')


@dataclass(frozen=True, slots=True)
class Part:
    """A person's words, or a claim of the case with the views chosen."""

    kind: Literal["words", "claim"]
    text: str = ""
    "The words; empty for a claim."
    claim: str = ""
    "Id of the claim; empty for words."
    views: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A report as it is being put together."""

    title: str = ""
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of the written forms, with the statements it rests on."""

    style: Literal["title", "heading", "text", "item", "quote", "small"]
    text: str
    cites: tuple[str, ...] = ()


def blocks(dossier: Dossier, draft: Draft) -> list[Block]:
    """The draft as blocks; a claim that is no longer in the case is named as missing, not left out."""
    index = Index(dossier)
    known = {account.claim.id: account for account in index.accounts}
    asof = f"As of {words.moment(dossier.as_of)}: {words.count(len(dossier.documents), 'page')} read."
    found = [Block("title", draft.title or dossier.question), Block("small", asof)]
    for part in draft.parts:
        if part.kind == "words":
            found += [Block("text", line) for line in part.text.split("\n") if line.strip()]
        elif part.claim in known:
            found += _claim(known[part.claim], index, part.views)
        else:
            found.append(Block("small", "A claim that was chosen here is no longer in the case: choose it anew."))
    return found


def _claim(account: Account, index: Index, views: Sequence[str]) -> Iterator[Block]:
    yield Block("heading", words.sentence(account.claim.text, 300))
    origins = account.origins
    if origins and origins.value is not None:
        cites = tuple(v.first.statement.id for v in account.voices)
        counted = words.count(int(origins.value), "origin")
        yield Block("text", f"{counted} {words.bracket(origins.value, origins.low, origins.high)}".strip() + ".", cites)
    shown: dict[str, Iterable[Block]] = {
        "origins": (block for voice in account.voices for block in _voice(voice, index)),
        "figures": (Block("item", f"{words.figure(f)} {f.of or ''}".strip(), (f.statement,)) for f in account.figures),
        "changes": (_item(index, f"{words.CHANGES[h.kind]}: {h.why}", (h.earlier, h.later)) for h in account.hops),
        "evidence": (_item(index, _offered(e), e.passages[:1]) for e in account.exhibits),
        "belief": (_item(index, r.text, r.spans) for r in (account.belief.reasons if account.belief else ())),
    }
    for name in shown:
        if name in views:
            yield from shown[name]


def _item(index: Index, text: str, spans: Sequence[Passage]) -> Block:
    return Block("item", text, tuple(_at(index, spans)))


def _offered(exhibit: Exhibit) -> str:
    shown = "shown" if exhibit.shown else "described, not shown"
    disputed = f"; disputed in {words.count(len(exhibit.disputed), 'place')}" if exhibit.disputed else ""
    return f"{words.OFFERS[exhibit.kind]}, {shown}{disputed}"


def _voice(voice: Voice, index: Index) -> Iterator[Block]:
    known = "" if voice.known else ", lineage unknown"
    echoes = words.count(len(voice.echoes), "echo", "echoes")
    said = f"{words.POSITIONS[voice.position]}{known}, {words.day(voice.first.day)}; {echoes}"
    yield Block("item", f"{voice.letter} {voice.name}: {said}.", (voice.first.statement.id,))
    yield Block("quote", words.short(index.content(voice.first.statement), 400), (voice.first.statement.id,))


def _at(index: Index, spans: Sequence[Passage]) -> Iterator[str]:
    """The statements that these words belong to."""
    for place in spans:
        for one in index.by_document.get(place.document, ()):
            if any(s.start < place.end and place.start < s.end for s in one.content):
                yield one.id
                break


def numbers(found: Sequence[Block]) -> dict[str, int]:
    """Every cited statement with its number, in the order of first citing."""
    return {key: n for n, key in enumerate(dict.fromkeys(key for block in found for key in block.cites), 1)}


def reference(index: Index, one: Statement) -> str:
    """A statement as a note: outlet, day, title, address, offsets and the words."""
    document = index.documents[one.document]
    where = f"{index.outlet(document)}, {words.day(document.day)}: {words.short(document.title or 'no title', 160)}"
    address = f" {document.url}" if document.url else ""
    span = one.content[0]
    return f"{where}.{address} [{span.start} to {span.end}] “{words.short(index.content(one), 400)}”"


def markdown(dossier: Dossier, draft: Draft) -> str:
    """The draft as Markdown with numbered notes."""
    index, found = Index(dossier), blocks(dossier, draft)
    known = numbers(found)
    forms = {"title": "# {}", "heading": "## {}", "text": "{}", "item": "- {}", "quote": "> {}", "small": "*{}*"}
    lines = []
    for block in found:
        marks = "".join(f"[^{known[key]}]" for key in dict.fromkeys(block.cites))
        lines.append(forms[block.style].format(escaped(block.text)) + marks)
    notes = [
        f"[^{n}]: {escaped(reference(index, index.statements[key]))}"
        for key, n in known.items()
        if key in index.statements
    ]
    return "\n\n".join([*lines, *notes]) + "\n"


def docx(dossier: Dossier, draft: Draft) -> bytes:
    """The draft as a Word document with numbered notes at its end.

    Raises UsageError where python-docx is not installed.
    """
    try:
        import docx as office
    except ImportError as error:
        raise UsageError("Word files need python-docx: pip install 'firsthand[office]'.") from error
    index, found = Index(dossier), blocks(dossier, draft)
    known = numbers(found)
    made = office.Document()
    styles = {"title": "Title", "heading": "Heading 1", "text": "Normal", "item": "List Bullet", "quote": "Quote",
              "small": "Normal"}  # fmt: skip
    for block in found:
        paragraph = made.add_paragraph(_fit(block.text), style=styles[block.style])
        for key in dict.fromkeys(block.cites):
            paragraph.add_run(f" [{known[key]}]").font.superscript = True
    made.add_paragraph("The words", style="Heading 1")
    for key, n in known.items():
        if key in index.statements:
            made.add_paragraph(_fit(f"[{n}] {reference(index, index.statements[key])}"))
    # The library puts in the hour and its own name: the same draft is to give the same bytes.
    made.core_properties.created = made.core_properties.modified = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
    made.core_properties.author = "firsthand"
    file = io.BytesIO()
    made.save(file)
    return _undated(file)


def _undated(file: io.BytesIO) -> bytes:
    """The same archive without the hour at which each of its members was written."""
    out = io.BytesIO()
    with zipfile.ZipFile(file) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as plain:
        for name in sorted(made.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            plain.writestr(zipfile.ZipInfo(name), made.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _fit(text: str) -> str:
    """Text that XML can hold."""
    return words.printable(text)


def html(dossier: Dossier, draft: Draft) -> str:
    """The draft as one HTML file that holds everything it cites and fetches nothing."""
    view = View(Index(dossier))
    style = sheets_of_style()
    known = {account.claim.id: account for account in view.index.accounts}
    made = environment()
    body = made.get_template("built_body.html").render(view=view, draft=draft, known=known, words=words)
    cited = list(dict.fromkeys(key for kind, key in _CITED.findall(body) if kind == "s"))
    kept = {f"s-{key}" for key in cited if key in view.index.statements}
    anchors = set(re.findall(r'id="([^"]+)"', body)) | kept
    body = re.sub(
        r'href="#([^"]*)"', lambda m: m[0] if m[1] in anchors or m[1].startswith("y-") else 'href="#words"', body
    )
    notes = [(key, reference(view.index, view.index.statements[key])) for key in cited if key in view.index.statements]
    template = made.get_template("built.html")
    return template.render(view=view, draft=draft, words=words, style=style, policy=policy(), body=body, notes=notes)
