"""Full-text search over the pages and statements of a case, with the places of the words.

Texts never change under their ids, so the index only grows: a change of the case costs what is new in it.
"""

from __future__ import annotations

import re
import sqlite3
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from firsthand.records import Document, Span, Statement
from firsthand.tell.index import Index

_WORD = re.compile(r"[^\W_]+")
_ASKED = re.compile(r'"([^"]*)"?|([^\s"]+)')
MOST_WORDS = 16
MOST_RANKED = 5_000  # what stands in more texts than this tells none of them apart, and ranking takes its time
_TABLES = ("pages", "statements")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word or several that must follow one another; `open` at the end stands for any ending."""

    words: tuple[str, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A page or statement that holds all that was asked for, and where."""

    document: Document
    statement: Statement | None
    spans: tuple[Span, ...]
    "Where the words stand in the page's text."


class Finder:
    """The words of one case. Kept in memory; made when somebody first searches."""

    def __init__(self) -> None:
        self._base = sqlite3.connect(":memory:", check_same_thread=False)
        for table in _TABLES:
            self._base.execute(
                f"CREATE VIRTUAL TABLE {table} USING fts5(words, content='', tokenize='unicode61 remove_diacritics 2')"
            )
        self._keys: dict[str, list[str]] = {table: [] for table in _TABLES}
        self._known: dict[str, set[str]] = {table: set() for table in _TABLES}
        self._last: Index | None = None
        self._using = threading.Lock()

    def pages(self, index: Index, asked: str) -> list[str]:
        """Ids of the pages that hold all of it, the best first."""
        return [key for key in self._found(index, "pages", asked) if key in index.documents]

    def statements(self, index: Index, asked: str) -> list[str]:
        """Ids of the statements whose content holds all of it, the best first."""
        return [key for key in self._found(index, "statements", asked) if key in index.statements]

    def _found(self, index: Index, table: str, asked: str) -> list[str]:
        query = " ".join(_expression(one) for one in parsed(asked))
        if not query:
            return []
        with self._using:
            self._grow(index)
            asking = f"SELECT rowid FROM {table} WHERE {table} MATCH ?"
            rows = self._base.execute(asking, (query,)).fetchall()
            if len(rows) <= MOST_RANKED:
                rows = self._base.execute(f"{asking} ORDER BY rank, rowid", (query,)).fetchall()
            keys = self._keys[table]
            return [keys[row - 1] for (row,) in rows]

    def _grow(self, index: Index) -> None:
        if index is self._last:
            return
        texts = ((d.id, f"{d.title or ''}\n{d.text}") for d in index.documents.values())
        said = ((s.id, index.content(s)) for s in index.statements.values() if s.id not in self._known["statements"])
        with self._base:
            self._put("pages", texts)
            self._put("statements", said)
        self._last = index

    def _put(self, table: str, texts: Iterable[tuple[str, str]]) -> None:
        keys, known = self._keys[table], self._known[table]
        for key, text in texts:
            if key not in known:
                known.add(key)
                keys.append(key)
                clean = text.encode("utf-8", "replace").decode()
                self._base.execute(f"INSERT INTO {table} (rowid, words) VALUES (?, ?)", (len(keys), clean))


def page(index: Index, key: str, asked: str) -> Hit:
    """A page with every place of the words in its text."""
    document = index.documents[key]
    return Hit(document, None, tuple(places(document.text, parsed(asked))))


def statement(index: Index, key: str, asked: str) -> Hit:
    """A statement with every place of the words in its content."""
    found = index.statements[key]
    document, wanted = index.documents[found.document], parsed(asked)
    spans = [s for part in found.content for s in places(document.text, wanted, part)]
    return Hit(document, found, tuple(spans))


@lru_cache(maxsize=256)
def parsed(asked: str) -> tuple[Wanted, ...]:
    """What is looked for: words, "words in a row", and beginnings*."""
    found = []
    for row, word in _ASKED.findall(unicodedata.normalize("NFC", asked)):
        words = tuple(_folded(w) for w in _WORD.findall(row or word))
        if words:
            found.append(Wanted(words, word.endswith("*")))
    return tuple(found[:MOST_WORDS])


def places(text: str, wanted: tuple[Wanted, ...], within: Span | None = None) -> Iterator[Span]:
    """Where in a text the words stand, in order, without overlap."""
    if not wanted:
        return
    low, high = (within.start, within.end) if within else (0, len(text))
    for found in _pattern(wanted).finditer(text.translate(_FOLDS), low, high):
        yield Span(found.start(), found.end())


@lru_cache(maxsize=256)
def _pattern(wanted: tuple[Wanted, ...]) -> re.Pattern[str]:
    """All that is looked for, the longest first, over a folded text."""
    rows = sorted(wanted, key=lambda one: -len(one.words))
    parts = (r"[\W_]+".join(re.escape(w) for w in one.words) + (r"[^\W_]*" if one.open else "") for one in rows)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(parts)})(?![^\W_])")


def _expression(one: Wanted) -> str:
    return '"' + " ".join(one.words) + '"' + ("*" if one.open else "")


class _Folds(dict[int, str]):
    """Each character as the index folds it: small, without accent, and never of another length."""

    def __missing__(self, code: int) -> str:
        small = chr(code).lower()
        bare = "".join(c for c in unicodedata.normalize("NFD", small) if not unicodedata.combining(c))
        self[code] = bare if len(bare) == 1 else small if len(small) == 1 else chr(code)
        return self[code]


_FOLDS = _Folds()


def _folded(word: str) -> str:
    return unicodedata.normalize("NFC", word).translate(_FOLDS)
