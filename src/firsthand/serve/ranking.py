"""Search over one state of a case: statements and paragraphs by the words that stand in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import log

from firsthand.records import Passage, Statement
from firsthand.tell.index import Index
from firsthand.tell.pages import blocks
from firsthand.text import WORD, fold

# A page without line breaks is one block: it is looked at in stretches, so that a hit can be shown.
STRETCH = 1000
_STOP = frozenset(
    "a an and are as at be been but by did do does for from had has have he her his how i if in into is it its of on "
    "or she so that the their them they this to was we were what when where which who why will with would you".split()
)


@dataclass(frozen=True, slots=True)
class Found:
    """A statement, or a stretch of a page, with the places of the words asked for."""

    passage: Passage
    statement: Statement | None
    at: tuple[Passage, ...]


@lru_cache(maxsize=200_000)
def form(word: str) -> str:
    """The form in which words are compared: folded, and without the plural's s."""
    folded = fold(word)
    return folded[:-1] if len(folded) > 3 and folded.endswith("s") and not folded.endswith("ss") else folded


def asked(query: str) -> list[str]:
    """The words of a query that can tell one passage from another; all of them where none can."""
    every = list(dict.fromkeys(form(match.group()) for match in WORD.finditer(query) if match.group()[0].isalnum()))
    return [word for word in every if word not in _STOP] or every


class Finder:
    """Where each word stands. Made once for each state of the case."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._units: list[tuple[Passage, Statement | None]] = list(self._all())
        self._rows: dict[str, list[int]] = defaultdict(list)
        for number, (passage, _) in enumerate(self._units):
            for word in dict.fromkeys(form(m) for m, _, _ in self._words(passage)):
                self._rows[word].append(number)

    def find(self, query: str, statements: bool = True, paragraphs: bool = True) -> list[int]:
        """The numbers of what holds words of the query: by how many and how rare, statements first, then in order."""
        score: dict[int, float] = defaultdict(float)
        for word in asked(query):
            rows = self._rows.get(word, [])
            for number in rows:
                score[number] += 1 + log(len(self._units) / len(rows))
        kept = (n for n in score if (paragraphs if self._units[n][1] is None else statements))
        return sorted(kept, key=lambda n: (-round(score[n], 9), self._units[n][1] is None, n))

    def found(self, number: int, query: str) -> Found:
        """One of these, with the places of the words."""
        passage, statement = self._units[number]
        return Found(passage, statement, self._at(passage, frozenset(asked(query))))

    def _at(self, passage: Passage, wanted: frozenset[str]) -> tuple[Passage, ...]:
        return tuple(
            Passage(passage.document, start, end) for word, start, end in self._words(passage) if form(word) in wanted
        )

    def _words(self, passage: Passage) -> Iterator[tuple[str, int, int]]:
        text = self._index.documents[passage.document].text
        for match in WORD.finditer(text, passage.start, passage.end):
            yield match.group(), match.start(), match.end()

    def _all(self) -> Iterator[tuple[Passage, Statement | None]]:
        for statement in self._index.statements.values():
            for span in statement.content:
                yield Passage(statement.document, span.start, span.end), statement
        for document in self._index.dossier.documents:
            for block in blocks(document):
                for start in range(block.start, block.end, STRETCH):
                    yield Passage(document.id, start, min(start + STRETCH, block.end)), None
