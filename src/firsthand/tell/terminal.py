"""One page for the eye: what `firsthand read` shows on a terminal.

The text as it stands, who speaks in bold, the words that tell underlined, what is told in italics, loaded words dimmed;
each statement has a number at its words of telling, and a line below its paragraph. Colours only add to that, and
NO_COLOR takes them away. No sign of a page acts on the terminal: controls, and signs that turn the direction, are shown
as U+FFFD.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from firsthand.records import Actor, Document, Mark, Problem, Quantity, Statement
from firsthand.tell import words
from firsthand.tell.spans import harmless, parts

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

_STYLES = {
    "source": "bold cyan",
    "cue": "underline yellow",
    "content": "italic green",
    "relay": "bold italic magenta",
    "loaded": "dim",
    "number": "bold not italic not underline not dim blue",
    "headline": "bold",
    "furniture": "dim",
}
_NARRATORS = {"endorses": "the page agrees", "distances": "the page keeps its distance"}


@dataclass(frozen=True, slots=True)
class _Note:
    """A statement with its number and the place in the text that the number stands at."""

    number: int
    at: int
    statement: Statement


def page(
    document: Document,
    statements: Sequence[Statement],
    marks: Sequence[Mark],
    actors: Sequence[Actor],  # noqa: ARG001  a reader of one page needs no ids
    problems: Sequence[Problem],  # noqa: ARG001  they go to standard error
) -> str:
    """The page wrapped to the terminal's width, with the terminal's colours; plain where output is no terminal."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    notes = _notes(statements)
    numbers = {note.statement.id: note.number for note in notes}
    text = _shown(document.text)
    breaks = [n for n, sign in enumerate(text) if sign == "\n"]
    below = itertools.groupby(notes, lambda note: bisect_left(breaks, note.at))
    waiting = {line: list(found) for line, found in below}
    with console.capture() as captured:
        console.print(_head(document))
        for n, line in enumerate(_marked(document, text, notes, marks).split("\n", allow_blank=True)):
            console.print(line)
            if n in waiting:
                console.print(_table(waiting[n], numbers))
        console.print(Text())
    return captured.get()


def _notes(statements: Sequence[Statement]) -> list[_Note]:
    """The statements in the order in which their numbers stand in the text."""
    places = sorted(((s.cue or s.content)[-1 if s.cue else 0].end, n, s) for n, s in enumerate(statements))
    return [_Note(number, at, statement) for number, (at, _, statement) in enumerate(places, 1)]


def _shown(text: str) -> str:
    """The text sign for sign, with every kind of line break as a line feed and nothing in it that acts."""
    lines = text.replace("\r\n", " \n").translate(_LINES)
    return harmless(lines)


_LINES = {ord(sign): "\n" for sign in "\r\x0b\x0c\x85\u2028\u2029"} | {ord("\t"): " "}


def _line(text: str | None) -> str:
    return harmless(words.plain(text))


def _head(document: Document) -> Text:
    """Title, where it comes from, and what the styles mean."""
    from rich.text import Text

    day = words.day(document.day) if document.day else None
    known = (_line(document.outlet), day, ", ".join(map(_line, document.authors)), _line(document.url))
    head = Text()
    title = _line(document.title)
    if title and not _line(document.text).startswith(title):
        head.append(f"{title}\n", "bold")
    head.append(" · ".join(part for part in known if part) or _line(next(iter(document.places), "")))
    head.append("\n")
    for n, name in enumerate(("source", "cue", "content", "relay", "loaded")):
        head.append(" " if n else "")
        head.append(name, _STYLES[name])
    return head.append("\n")


def _marked(document: Document, text: str, notes: Sequence[_Note], marks: Sequence[Mark]) -> Text:
    """The text with numbers put in and every part in its style; styles that meet are both seen."""
    from rich.text import Text

    out, places = Text(), [note.at for note in notes]
    lengths = [0, *itertools.accumulate(len(f"[{note.number}]") for note in notes)]
    done = 0
    for note in notes:
        out.append(text[done : note.at])
        out.append(f"[{note.number}]")
        done = note.at
    out.append(text[done:])

    def stylize(name: str, start: int, end: int) -> None:
        low, high = lengths[bisect_right(places, start)], lengths[bisect_left(places, end)]
        out.stylize(_STYLES[name], start + low, end + high)

    for block in document.blocks:
        if block.kind in _STYLES:
            stylize(block.kind, block.start, block.end)
    for part in (part for note in reversed(notes) for part in reversed(parts(note.statement))):
        for span in part.spans:
            stylize(part.role, span.start, span.end)
    for mark in marks:
        stylize("loaded", mark.start, mark.end)
    for note, low, high in zip(notes, lengths, lengths[1:], strict=False):
        out.stylize(_STYLES["number"], note.at + low, note.at + high)
    return out


def _table(notes: Sequence[_Note], numbers: dict[str, int]) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(justify="right", min_width=6, no_wrap=True)
    table.add_column(overflow="fold")
    for note in notes:
        table.add_row(Text(f"[{note.number}]", _STYLES["number"]), _told(note.statement, numbers))
    return table


def _told(statement: Statement, numbers: dict[str, int]) -> Text:
    """One statement in a line: who, what they do, how surely, through whom, on what, with which figures."""
    from rich.text import Text

    facts = [
        statement.stance,
        words.certainty(statement),
        _NARRATORS.get(statement.narrator),
        "via " + " > ".join(_line(teller.name) for teller in statement.via) if statement.via else None,
        f"takes up [{numbers[statement.refers_to]}]" if statement.refers_to in numbers else None,
        words.basis(statement.basis),
        ", ".join(_figure(quantity) for quantity in statement.quantities),
        "perhaps misread" if statement.score < words.UNSURE else None,
    ]
    return Text().append(_speaker(statement), "bold").append("".join(f" · {fact}" for fact in facts if fact))


def _speaker(statement: Statement) -> str:
    if statement.form == "author":
        return "the page itself"
    if statement.speaker is None:
        return "nobody named"
    return _line(statement.speaker.name) + ("" if statement.speaker.named else " (unnamed)")


def _figure(quantity: Quantity) -> str:
    what = _line(quantity.of)
    if quantity.unit not in (None, "person") and not what.casefold().startswith(quantity.unit):
        what = _line(quantity.unit) + (f" of {what}" if what else "")
    return f"{words.figure(quantity)} {what or quantity.unit or ''}".rstrip()
