"""Documents in, copied passages out: which pages share running words, and exactly which.

Candidates share enough of a fixed sample of their five-word shingles (FracMinHash, Irber et al. 2022: every shingle
whose hash falls below a bound, so that a short page inside a long one is found too, which plain MinHash misses).
The passages are then aligned exactly: matching runs on one diagonal, joined over small edits.
"""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from itertools import combinations

from firsthand.moments import earlier, published
from firsthand.records import Document, Link, Passage, identity
from firsthand.text import shingles, tokens

BY = "copies@2"
SIZE = 5  # words in a shingle: four or fewer meet by chance in pages on one event
SAMPLE = 2  # one shingle in two is kept: a shared passage of 12 words is missed in 1 of 256 cases
SHARED = 3  # shingles in common that make a candidate
# A shingle on more pages than this is a phrase of the time, furniture, or a text that everybody carries: each page is
# then held against the earliest few that have it, not all against all.
COMMON, EARLIEST = 60, 3
GAP = 4  # words that an edit may put between two matching runs of one passage
LEAST_RUN = 8  # words; shorter runs are names, titles and set phrases
LEAST_COPIED = 18  # unquoted words in common, all runs together, that make two pages copy rather than meet
_QUOTES = {"“": 1, "„": 1, "«": 1, "”": -1, "»": -1}


@dataclass(frozen=True, slots=True)
class Words:
    """A page's kept words: folded, with their places, and which stand inside quotation marks."""

    document: Document
    words: list[str]
    starts: list[int]
    ends: list[int]
    quoted: list[bool]


@dataclass(frozen=True, slots=True)
class Run:
    """A matching stretch: first and past-last word on both sides, and how many words match unquoted."""

    left: tuple[int, int]
    right: tuple[int, int]
    matched: int
    unquoted: int


def cut(document: Document) -> Words:
    """The words of the page's headline and paragraphs."""
    found = Words(document, [], [], [], [])
    for block in document.blocks:
        if block.kind not in {"headline", "paragraph", "caption"}:
            continue
        depth, at = 0, block.start
        for word, start, end in tokens(document.text, block.start, block.end):
            depth = _depth(document.text[at:start], depth)
            at = end
            found.words.append(word)
            found.starts.append(start)
            found.ends.append(end)
            found.quoted.append(depth > 0)
    return found


def _depth(between: str, depth: int) -> int:
    for sign in between:
        depth = 1 - depth if sign == '"' else max(0, min(1, depth + _QUOTES.get(sign, 0)))
    return depth


def candidates(pages: Sequence[Words]) -> list[tuple[int, int]]:
    """Pairs of pages, by their places in `pages`, that share enough sampled shingles."""
    holders: dict[int, list[int]] = defaultdict(list)
    for n, page in enumerate(pages):
        sample = {h for s in shingles(page.words, SIZE) if (h := zlib.crc32(s.encode())) % SAMPLE == 0}
        for shingle in sample:
            holders[shingle].append(n)
    shared: Counter[tuple[int, int]] = Counter()
    for pages_with in holders.values():
        if len(pages_with) <= COMMON:
            shared.update(combinations(pages_with, 2))
        else:
            first = pages_with[:EARLIEST]
            shared.update((a, b) for a in first for b in pages_with if a < b)
    return sorted(pair for pair, count in shared.items() if count >= SHARED)


def copies(documents: Sequence[Document]) -> list[Link]:
    """A link for each pair of pages with copied passages; `left` took from `right` where the dates tell."""
    pages = [cut(document) for document in documents]
    found = (_link(pages[a], pages[b]) for a, b in candidates(pages))
    return sorted((link for link in found if link is not None), key=lambda link: link.id)


def runs(left: Words, right: Words) -> list[Run]:
    """Aligned stretches, each word used once, longest first, joined over edits of a few words."""
    places: dict[str, list[int]] = defaultdict(list)
    for n, shingle in enumerate(_shingles(right.words)):
        places[shingle].append(n)
    diagonals: dict[int, list[int]] = defaultdict(list)
    for n, shingle in enumerate(_shingles(left.words)):
        for m in places[shingle][:8]:
            diagonals[n - m].append(n)
    pieces = [(n, n - shift, size) for shift, starts in diagonals.items() for n, size in _stretches(starts)]
    return _joined(_disjoint(pieces), left)


def _shingles(words: list[str]) -> list[str]:
    return shingles(words, SIZE) if len(words) >= SIZE else []


def _stretches(starts: list[int]) -> list[tuple[int, int]]:
    """Consecutive shingle starts as (first word, number of words)."""
    found, first = [], starts[0]
    for before, after in zip(starts, [*starts[1:], -1], strict=True):
        if after != before + 1:
            found.append((first, before - first + SIZE))
            first = after
    return found


def _disjoint(pieces: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Longest pieces first; a piece that meets a chosen one keeps what is left of it on both sides."""
    used_left: set[int] = set()
    used_right: set[int] = set()
    chosen = []
    for n, m, size in sorted(pieces, key=lambda p: (-p[2], p[0], p[1])):
        free = [k for k in range(size) if n + k not in used_left and m + k not in used_right]
        if len(free) < SIZE or free[-1] - free[0] != len(free) - 1:
            continue
        n, m, size = n + free[0], m + free[0], len(free)
        used_left.update(range(n, n + size))
        used_right.update(range(m, m + size))
        chosen.append((n, m, size))
    return sorted(chosen)


def _joined(pieces: list[tuple[int, int, int]], left: Words) -> list[Run]:
    found: list[Run] = []
    for n, m, size in pieces:
        unquoted = sum(not q for q in left.quoted[n : n + size])
        last = found[-1] if found else None
        if last and 0 <= n - last.left[1] <= GAP and 0 <= m - last.right[1] <= GAP:
            found[-1] = Run(
                (last.left[0], n + size), (last.right[0], m + size), last.matched + size, last.unquoted + unquoted
            )
        else:
            found.append(Run((n, n + size), (m, m + size), size, unquoted))
    return [run for run in found if run.matched >= LEAST_RUN]


def _link(left: Words, right: Words) -> Link | None:
    found = runs(left, right)
    if sum(run.unquoted for run in found) < LEAST_COPIED:
        return None
    matched = sum(run.matched for run in found)
    first = earlier(left.document, right.document)
    early, late = (left, right) if first else (right, left)
    taker, giver = (late, early) if first is not None else sorted((left, right), key=lambda w: w.document.id)
    if taker is right:
        found = [Run(run.right, run.left, run.matched, run.unquoted) for run in found]
    share = matched / max(1, len(taker.words))
    return Link(
        id=identity("copies", taker.document.id, giver.document.id),
        kind="copies",
        left=taker.document.id,
        right=giver.document.id,
        directed=first is not None,
        score=round(min(1.0, max(share, matched / max(1, len(giver.words)))), 3),
        why=_why(taker, matched, share, len(found)) + shown(taker.document, giver.document, first is not None),
        by=BY,
        spans=tuple(p for run in found for p in (_passage(taker, run.left), _passage(giver, run.right))),
    )


def _passage(page: Words, stretch: tuple[int, int]) -> Passage:
    return Passage(page.document.id, page.starts[stretch[0]], page.ends[stretch[1] - 1])


def _why(taker: Words, matched: int, share: float, passages: int) -> str:
    return (
        f"{matched} of its {len(taker.words)} words ({share:.0%}) run as in the other, "
        f"in {passages} passage{'s'[: passages > 1]}"
    )


def shown(taker: Document, giver: Document, known: bool) -> str:
    """What shows which was first: days, or clocks where the day is the same."""
    if not known:
        return "; nothing shows which was first"
    times = [published(document) or "" for document in (taker, giver)]
    late, early = times if times[0][:10] == times[1][:10] else [time[:10] for time in times]
    return f", and it is dated later ({late} after {early})"


def turned(copied: Iterable[Link], credited: Iterable[Link]) -> list[Link]:
    """Copies with the direction that a credit between the two pages gives: who names the other took from it."""
    named = {(link.left, link.right) for link in credited if link.kind == "credits"}
    return sorted((_turned(link, named) for link in copied), key=lambda link: link.id)


def _turned(link: Link, named: Set[tuple[str, str]]) -> Link:
    forth, back = (link.left, link.right) in named, (link.right, link.left) in named
    if forth == back or (forth and link.directed):
        return link
    pairs = zip(link.spans[1::2], link.spans[::2], strict=True)
    spans = link.spans if forth else tuple(p for pair in pairs for p in pair)
    left, right = (link.left, link.right) if forth else (link.right, link.left)
    why = link.why.split("; nothing shows")[0].split(", and it is dated")[0] + ", and one names the other as its source"
    return replace(
        link, id=identity("copies", left, right), left=left, right=right, directed=True, why=why, spans=spans
    )
