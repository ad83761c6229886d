"""One page as one word a line: what `firsthand read --format conll` writes.

Six columns, with a tab between them:

1. number of the word in its sentence, from 1
2. and 3. its start and end in the page's text, code points from 0, the end exclusive
4. the word; a sign that cannot be shown is U+FFFD
5. its parts in statements: `B-` where a stretch begins, `I-` where it goes on, then source, cue, content or relay, then
   `:` and the statement's number: `B-content:3`. Several are joined by `|`: `B-source:1|I-content:2`. None is `O`
6. the technique of loaded language, in the same way and without a number: `B-loaded`. None is `O`

An empty line ends a sentence; a stretch may go on in the next. Lines that begin with `# ` come before a page's words:
`# document = ID`, `# place = ...`, `# title = ...`, then `# statement N = JSON` and `# problem = JSON`, shaped as by
`--format jsonl`. Every page begins with its `# document` line.

Words are cut as for the reader: numbers, letters together, other signs alone, no addresses. A word belongs to a stretch
that it shares a sign with; the JSON of the statement has the exact places, which need not be those of whole words.
"""

from __future__ import annotations

import itertools
import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from firsthand.records import Actor, Document, Mark, Problem, Span, Statement
from firsthand.tell import words
from firsthand.tell.shapes import read_line
from firsthand.tell.spans import harmless, parts
from firsthand.text import line_words, lines, sentences


def page(
    document: Document,
    statements: Sequence[Statement],
    marks: Sequence[Mark],
    actors: Sequence[Actor],
    problems: Sequence[Problem],
) -> str:
    """The page's lines, with an empty line at the end."""
    place = document.places[0] if document.places else None
    shape = read_line(document, statements, marks, problems, place, actors)
    head = [f"# {key} = {_plain(value)}" for key, value in _names(document, place)]
    head += [f"# statement {n} = {json.dumps(one)}" for n, one in enumerate(shape["statements"], 1)]
    head += [f"# problem = {json.dumps(one)}" for one in shape["problems"]]
    cut = _cut(document.text)
    told = [
        _Label(span, f"{part.role}:{n}")
        for n, statement in enumerate(statements, 1)
        for part in parts(statement)
        for span in part.spans
    ]
    loaded = [_Label(Span(mark.start, mark.end), mark.technique) for mark in marks]
    rows = zip(cut, _tags(cut, told), _tags(cut, loaded), strict=True)
    return "\n".join([*head, *_rows(document.text, rows)]) + "\n\n"


@dataclass(frozen=True, slots=True)
class _Label:
    span: Span
    name: str


def _names(document: Document, place: str | None) -> list[tuple[str, str]]:
    named = (("document", document.id), ("place", place), ("title", document.title))
    return [(key, value) for key, value in named if value]


def _plain(text: str) -> str:
    return harmless(words.plain(text))


def _cut(text: str) -> list[Span]:
    return [Span(m.start(), m.end()) for line in lines(text) for m in line_words(text, line.start, line.end)]


def _tags(cut: Sequence[Span], labels: Sequence[_Label]) -> list[str]:
    """The column of each word: what it shares a sign with, in the order of the labels."""
    starts, ends = [word.start for word in cut], [word.end for word in cut]
    found: list[list[str]] = [[] for _ in cut]
    for label in labels:
        first = bisect_right(ends, label.span.start)
        for n in range(first, bisect_left(starts, label.span.end)):
            found[n].append(("B-" if n == first else "I-") + label.name)
    return ["|".join(names) or "O" for names in found]


def _rows(text: str, rows: Iterator[tuple[Span, str, str]]) -> Iterator[str]:
    starts = [sentence.start for sentence in sentences(text)]
    for n, (_, sentence) in enumerate(itertools.groupby(rows, lambda row: bisect_right(starts, row[0].start))):
        if n:
            yield ""
        for number, (word, told, loaded) in enumerate(sentence, 1):
            shown = harmless(text[word.start : word.end])
            yield f"{number}\t{word.start}\t{word.end}\t{shown}\t{told}\t{loaded}"
