"""One page as brat standoff: what `firsthand read --format brat` writes, one `.ann` body a page.

Each body comes after a line `# document ID<tab>PLACE`, which is no part of it: cut the output there. The `.txt` beside
it is the page's text, unchanged, as `--format jsonl` gives it; offsets are its code points.

    firsthand read pages/ --format brat | awk '/^# document /{file = $3 ".ann"; printf "" > file; next} {print > file}'

* `T`: Source, Cue, Content, Relay and Loaded. Content in several pieces is one annotation of several fragments. A span
  never holds a tab or line break: brat takes none, so it is cut there, and a note `Pieces` keeps the uncut places.
* `R`: Cue-Source, Cue-Content, Cue-Relay (outermost teller first); where the page has no cue, Content-Source and
  Content-Relay. Refers leads from a statement to the one whose content it takes up.
* `A`, on the cue, or on the content where there is none: Stance, Certainty, Narrator, Form, Basis, and Shown where the
  page shows its basis. On Loaded: Technique, and Quoted where somebody is quoted.
* `#`: AnnotatorNotes with the resolved name of a source or relay; Statement with the statement's id, on the annotation
  that has its attributes.

Figures and times are not told here. A control sign is written as U+FFFD, and brat refuses a `T` line that holds one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from firsthand.records import Actor, Document, Mark, Problem, Span, Statement
from firsthand.tell import words
from firsthand.tell.spans import Part, harmless, parts

_BREAKS = re.compile("[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")


def page(
    document: Document,
    statements: Sequence[Statement],
    marks: Sequence[Mark],
    actors: Sequence[Actor],  # noqa: ARG001  brat links a name to a knowledge base; an actor of one page is none
    problems: Sequence[Problem],  # noqa: ARG001  brat has no place for them
) -> str:
    """The header line and the page's annotations."""
    sheet = _Sheet(document.text)
    anchors = {statement.id: _told(sheet, statement) for statement in statements}
    for statement in statements:
        if statement.refers_to in anchors:
            sheet.relation("Refers", anchors[statement.id], anchors[statement.refers_to])
    for mark in marks:
        loaded = sheet.words("Loaded", [Span(mark.start, mark.end)])
        sheet.attribute("Technique", loaded, mark.technique)
        if mark.quoted:
            sheet.attribute("Quoted", loaded)
    place = harmless(words.plain(next(iter(document.places), "")))
    return "\n".join([f"# document {document.id}\t{place}", *sheet.lines]) + "\n"


class _Sheet:
    """The lines of one body, numbered by their kind."""

    def __init__(self, text: str) -> None:
        self.lines: list[str] = []
        self._text = text
        self._counts: Counter[str] = Counter()

    def words(self, name: str, spans: Iterable[Span]) -> str:
        whole = sorted(spans)
        cut = [fragment for span in whole for fragment in self._fragments(span)] or whole
        shown = words.printable(" ".join(self._text[span.start : span.end] for span in cut))
        made = self._add("T", f"{name} {_places(cut)}\t{_BREAKS.sub(' ', shown)}")
        if cut != whole:
            self.note("Pieces", made, _places(whole))
        return made

    def relation(self, name: str, left: str, right: str) -> None:
        self._add("R", f"{name} Arg1:{left} Arg2:{right}")

    def attribute(self, name: str, of: str, value: str = "") -> None:
        self._add("A", f"{name} {of} {value}".rstrip())

    def note(self, name: str, of: str, text: str) -> None:
        self._add("#", f"{name} {of}\t{text}")

    def _add(self, kind: str, body: str) -> str:
        self._counts[kind] += 1
        made = f"{kind}{self._counts[kind]}"
        self.lines.append(f"{made}\t{body}")
        return made

    def _fragments(self, span: Span) -> list[Span]:
        """The span without the tabs and line breaks in it."""
        breaks = [m.span() for m in _BREAKS.finditer(self._text, span.start, span.end)]
        starts, ends = [span.start, *(end for _, end in breaks)], [*(start for start, _ in breaks), span.end]
        return [Span(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def _places(spans: Iterable[Span]) -> str:
    return ";".join(f"{span.start} {span.end}" for span in spans)


def _told(sheet: _Sheet, statement: Statement) -> str:
    """The id of the statement's cue, or else of its content."""
    found = parts(statement)
    roles = [part.role for part in found]
    made = [_part(sheet, part) for part in found]
    at = roles.index("cue" if "cue" in roles else "content")
    for role, other in zip(roles, made, strict=True):
        if other != made[at]:
            sheet.relation(f"{roles[at].title()}-{role.title()}", made[at], other)
    for name, value in _attributes(statement):
        sheet.attribute(name, made[at], value)
    if statement.basis and statement.basis.shown:
        sheet.attribute("Shown", made[at])
    sheet.note("Statement", made[at], statement.id)
    return made[at]


def _part(sheet: _Sheet, part: Part) -> str:
    made = sheet.words(part.role.title(), part.spans)
    if part.mention:
        sheet.note("AnnotatorNotes", made, harmless(words.plain(part.mention.name)))
    return made


def _attributes(statement: Statement) -> list[tuple[str, str]]:
    known = [
        ("Stance", statement.stance),
        ("Certainty", str(statement.certainty)),
        ("Narrator", statement.narrator),
        ("Form", statement.form),
    ]
    return [*known, ("Basis", statement.basis.kind)] if statement.basis else known
