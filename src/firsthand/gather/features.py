"""The lines of a page in, a row of numbers for each out: what the line judge goes by, in training and in use."""

from __future__ import annotations

import math
import re
import zlib
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from firsthand.gather import dates
from firsthand.text import fold

if TYPE_CHECKING:
    import numpy as np

    Matrix = np.ndarray[tuple[int, int], np.dtype[np.float32]]
    Vector = np.ndarray[tuple[int], np.dtype[np.float32]]

# Function words of English: running text is full of them, menus and lists of titles are not.
_STOP = frozenset(
    "a about after all also an and any are as at be because been before but by can could did do for from had has "
    "have he her his how i if in into is it its just more most no not of on one or other our out over said she so "
    "some than that the their them then there these they this to two up was we were what when which who will with "
    "would you your".split()
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_END = re.compile(r"[.!?…][\"”’')\]]*$")
_SENTENCE = re.compile(r"[.!?…][\"”’')\]]*(?:\s|$)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\b|\b\d{1,2}\s?[ap]\.?m\b", re.I)
_AGO = re.compile(
    r"\b\d+\s*(?:s|sec|m|min|h|hrs?|d|w|mo|y|seconds?|minutes?|hours?|days?|weeks?|months?|years?)\s+ago\b", re.I
)
_ADDRESS = re.compile(r"https?://|www\.|\S@\S|(?:^|\s)[@#]\w")
_BULLET = re.compile(r"^(?:[•·*▪►»›>\-–—+]|\d{1,2}[.)]|[a-z][.)])\s")
_BREAKS = re.compile(r"\s[|•·»›/]\s|\s>\s")
_RIGHTS = re.compile(r"©|\(c\)|\bcopyright\b|\brights reserved\b", re.I)
_BY = re.compile(r"^\W*(?:(?:written|posted|story|words|text)\s+)?by\b|^authors?\b", re.I)

# What each line tells by itself.
OWN = tuple(
    "chars words word_length stop_share initial_share capitals_share digit_share mark_share sentence_end "
    "colon_end open_end commas sentences quote address date year clock ago starts_lower starts_mark bullet breaks "
    "rights by question repeats unique_share".split()
)
# What its place on the page tells.
PLACE = tuple(
    "lines from_start from_end relative run_inside run_before run_after run_share topic title_share prose_before "
    "prose_after gap_before gap_after prose_rank".split()
)
FEATURES = (*OWN, *PLACE)
# Hashed words and pairs of words: 8192 places hold the words of some hundred sites with few that share one.
BUCKETS = 8192
# At most so many words and pairs of one line: twice 24 words and their pairs and ends are 52 at most.
WORDS = 80


def wording(lines: Sequence[str]) -> list[list[int]]:
    """For each line the buckets of its first and last words and pairs of words, with no number told from another."""
    return [sorted({zlib.crc32(gram.encode()) % BUCKETS for gram in _grams(line)}) for line in lines]


def table(lines: Sequence[str]) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """The buckets of each line's words as a row, 1 added, filled up with 0: what the network takes."""
    import numpy as np

    rows = [buckets[:WORDS] for buckets in wording(lines)]
    filled = np.zeros((len(rows), max([1, *map(len, rows)])), np.int64)
    for n, row in enumerate(rows):
        filled[n, : len(row)] = np.array(row) + 1
    return filled


def _grams(line: str) -> list[str]:
    words = [re.sub(r"\d", "0", word) for word in _WORD.findall(fold(line))]
    # Furniture shows itself at the ends of a line; the middle of a long one is topic, which must not be learned.
    words = words if len(words) <= 24 else [*words[:12], *words[-12:]]
    pairs = [f"{left} {right}" for left, right in pairwise(words)]
    ends = [f"^ {words[0]}", f"{words[-1]} $", f"^ {' '.join(words)} $"] if words else ["^ $"]
    return [*words, *pairs, *ends]


def features(lines: Sequence[str]) -> Matrix:
    """One row of FEATURES for each line."""
    import numpy as np

    own = np.array(_own(lines), np.float32).reshape(len(lines), len(OWN))
    words, stops, ends = (own[:, OWN.index(name)] for name in ("words", "stop_share", "sentence_end"))
    # Running text: long, full of function words, and more surely so where the line ends as a sentence does.
    prose = words * stops * (0.3 + 0.7 * ends)
    return np.column_stack([own, _place(lines, prose)]).astype(np.float32)


def _own(lines: Sequence[str]) -> list[list[float]]:
    counts = Counter(lines)
    vocabulary = Counter(word for line in lines for word in set(_WORD.findall(line.lower())))
    return [_one(line, counts[line], vocabulary) for line in lines]


def _one(line: str, repeats: int, vocabulary: Counter[str]) -> list[float]:
    words = _WORD.findall(line)
    many = max(1, len(words))
    lower = [word.lower() for word in words]
    dated = next(dates.dates(line), None) is not None if len(line) < 400 else False
    return [
        math.log1p(len(line)),
        math.log1p(len(words)),
        sum(map(len, words)) / many,
        sum(word in _STOP for word in lower) / many,
        sum(word[0].isupper() for word in words) / many,
        sum(word.isupper() and len(word) > 1 for word in words) / many,
        sum(c.isdigit() for c in line) / len(line),
        sum(not c.isalnum() and not c.isspace() for c in line) / len(line),
        float(_END.search(line) is not None),
        float(line[-1] in ":,;-–—"),
        float(line[-1] not in ".!?…:;\"”’')]"),
        line.count(",") / many,
        float(len(_SENTENCE.findall(line))),
        float(any(c in line for c in '"“”„«»')),
        float(_ADDRESS.search(line) is not None),
        float(dated),
        float(_YEAR.search(line) is not None),
        float(_CLOCK.search(line) is not None),
        float(_AGO.search(line) is not None),
        float(line[0].islower()),
        float(not line[0].isalnum() and line[0] not in "\"“‘'("),
        float(_BULLET.match(line) is not None),
        float(len(_BREAKS.findall(line))),
        float(_RIGHTS.search(line) is not None),
        float(_BY.match(line) is not None),
        float("?" in line),
        math.log1p(repeats),
        sum(vocabulary[word] == 1 for word in set(lower)) / max(1, len(set(lower))),
    ]


def _place(lines: Sequence[str], prose: Vector) -> Matrix:
    import numpy as np

    many = len(lines)
    index = np.arange(many, dtype=np.float32)
    low, high = _run(prose)
    words = [{word for word in _WORD.findall(fold(line)) if word not in _STOP and len(word) > 3} for line in lines]
    inside = Counter(word for n in range(low, high) for word in words[n])
    topic = [_known(words[n], inside, 1 if low <= n < high else 0) for n in range(many)]
    titled = Counter(word for line in words[: min(2, many)] for word in line)
    strong = np.flatnonzero(prose > 1.0)
    before = np.searchsorted(strong, index, side="left")
    after = np.searchsorted(strong, index, side="right")
    gap_before = np.array([index[n] - strong[b - 1] if b else 40 for n, b in enumerate(before)], np.float32)
    gap_after = np.array([strong[a] - index[n] if a < len(strong) else 40 for n, a in enumerate(after)], np.float32)
    top = np.sort(prose)[::-1][: max(1, many // 10)].mean() if many else 0.0
    return np.column_stack(
        [
            np.full(many, math.log1p(many)),
            np.log1p(index),
            np.log1p(many - 1 - index),
            index / max(1, many - 1),
            (index >= low) & (index < high),
            np.clip(low - index, -20, 60),
            np.clip(index - high + 1, -20, 60),
            np.full(many, prose[low:high].sum() / max(1e-6, prose.sum())),
            topic,
            [len(line & titled.keys()) / max(1, len(line)) if n > 1 else 0.0 for n, line in enumerate(words)],
            np.log1p(np.concatenate([[0.0], np.cumsum(prose)[:-1]])),
            np.log1p(np.concatenate([np.cumsum(prose[::-1])[::-1][1:], [0.0]])),
            np.minimum(gap_before, 40),
            np.minimum(gap_after, 40),
            prose / max(1e-6, float(top)),
        ]
    ).astype(np.float32)


def _run(prose: Vector) -> tuple[int, int]:
    """The stretch of lines densest in running text: the highest sum where each line costs a little."""
    best, start, total, run = 0.0, 0, 0.0, (0, len(prose))
    for n, value in enumerate(prose.tolist()):
        # 0.35 lies between the means of menus and of paragraphs on the pages this was fitted on.
        total += value - 0.35
        if total > best:
            best, run = total, (start, n + 1)
        if total <= 0:
            total, start = 0.0, n + 1
    return run


def _known(words: set[str], inside: Counter[str], own: int) -> float:
    return sum(inside[word] > own for word in words) / max(1, len(words))
