"""Text in, words out: the cutting into words, and the marks on each, that training and reading share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from firsthand.text import WORD, line_words

__all__ = ["MARKS", "WORD", "Words", "words"]

_BREAK = re.compile(r"[\r\n\v\f\x85\u2028\u2029]")
_OPENING, _CLOSING, _STRAIGHT = "“„«", "”»", '"'
_ENDING = frozenset(".!?:")

# The order and size of each mark is part of a trained model: its card repeats this table and loading checks it.
MARKS: tuple[tuple[str, int], ...] = (
    ("case", 6),  # lower, Title, UPPER, miXed, digit, punctuation
    ("quote", 4),  # outside, inside, opening mark, closing mark
    ("sentence", 5),  # words since the sentence began: 0, 1, 2-3, 4-7, 8 and more
    ("paragraph", 4),  # words since the paragraph began: 0, 1-3, 4-15, 16 and more
    ("order", 5),  # which paragraph: 0, 1, 2, 3-5, 6 and more
    ("rest", 4),  # words to the paragraph's end: 0, 1, 2-5, 6 and more
    ("space", 2),  # follows the word before without / with a space
)


@dataclass(frozen=True, slots=True)
class Words:
    """A text cut into words: where each lies, its marks (one number for each row of MARKS), its paragraph."""

    starts: list[int]
    ends: list[int]
    marks: list[tuple[int, ...]]
    paragraphs: list[int]

    def __len__(self) -> int:
        return len(self.starts)


def words(text: str, stretches: Iterable[tuple[int, int]] | None = None, order: int = 0) -> Words:
    """Cut `text`, or these stretches of it, into words, numbers and single signs; offsets are code points of `text`.

    `order` is the number of the first paragraph, where the stretches go on a text begun before.
    """
    starts: list[int] = []
    ends: list[int] = []
    marks: list[tuple[int, ...]] = []
    paragraphs: list[int] = []
    lines = [line for low, high in stretches or [(0, len(text))] for line in _lines(text, low, high)]
    for line_start, line_end in lines:
        found = line_words(text, line_start, line_end)
        if not found:
            continue
        marks.extend(_paragraph_marks(found, min(order, 6)))
        starts.extend(m.start() for m in found)
        ends.extend(m.end() for m in found)
        paragraphs.extend([order] * len(found))
        order += 1
    return Words(starts, ends, marks, paragraphs)


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    breaks = [m.start() for m in _BREAK.finditer(text, start, end)]
    return list(zip([start, *(b + 1 for b in breaks)], [*breaks, end], strict=True))


def _paragraph_marks(found: list[re.Match[str]], order: int) -> list[tuple[int, ...]]:
    # A paragraph starts outside quotation: newspapers repeat the opening mark when a quotation runs on,
    # so nothing is lost, and a mark that was never closed harms one paragraph only.
    inside, since = False, 0
    rows: list[tuple[int, ...]] = []
    last = len(found) - 1
    for n, match in enumerate(found):
        word = match.group()
        spaced = n > 0 and found[n - 1].end() < match.start()
        quote, inside = _quote(word, inside)
        if n and _ends_sentence(found[n - 1].group(), word, spaced):
            since = 0
        rows.append(
            (
                _case(word),
                quote,
                _bucket(since, (0, 1, 3, 7)),
                _bucket(n, (0, 3, 15)),
                _bucket(order, (0, 1, 2, 5)),
                _bucket(last - n, (0, 1, 5)),
                int(spaced),
            )
        )
        since += 1
    return rows


def _quote(word: str, inside: bool) -> tuple[int, bool]:
    if word in _OPENING or (word == _STRAIGHT and not inside):
        return 2, True
    if word in _CLOSING or word == _STRAIGHT:
        return 3, False
    return int(inside), inside


def _ends_sentence(before: str, word: str, spaced: bool) -> bool:
    return spaced and (before in _ENDING or before in _CLOSING or before == _STRAIGHT) and not word[:1].islower()


def _case(word: str) -> int:
    if word[0].isdigit():
        return 4
    if not word[0].isalpha():
        return 5
    if word.islower():
        return 0
    if word.isupper():
        return 2 if len(word) > 1 else 1
    return 1 if word.istitle() else 3


def _bucket(value: int, limits: tuple[int, ...]) -> int:
    return next((n for n, limit in enumerate(limits) if value <= limit), len(limits))
