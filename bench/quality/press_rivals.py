"""What others count instead of origins, on the same pages: outlets, publisher families, near-duplicate clusters.

Each is given the pages that carry the claim, from the truth, and so makes no mistake in finding them. Clusters are made
at a usual bound and at the one that does best on cases of the train grammar (`python -m bench.quality.press --choose`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations

from bench.press import Press, Written
from firsthand.graph import groups
from firsthand.text import shingles, tokens

SIZE = 3  # words in a shingle
USUAL = 0.5  # what is usually called near-duplicate
ALIKE_TEXT, ALIKE_HEADLINE = 0.02, 0.35  # so low that nearly all pages of a case are one cluster


def carrying(press: Press) -> list[Written]:
    """The pages on which an origin's affirmation stands, whoever it is given to."""
    affirming = {o.number for o in press.cascade.world.supporting}
    return [w for w in press.pages if any(t.origin in affirming for t in w.page.tellings)]


def outlets(press: Press) -> int:
    """Every outlet is a source."""
    return len({w.document.outlet for w in carrying(press)})


def families(press: Press) -> int:
    """Every owner is a source: outlets of one publisher are one voice."""
    owners = {o.name: o.owner for o in press.cascade.world.outlets}
    return len({owners[w.document.outlet or ""] for w in carrying(press)})


def texts(press: Press, alike: float = ALIKE_TEXT) -> int:
    """Every cluster of pages with like texts is a source: Jaccard of their shingles."""
    return _clusters(press, alike, lambda w: set(shingles(_words(w.document.text), SIZE)))


def headlines(press: Press, alike: float = ALIKE_HEADLINE) -> int:
    """Every cluster of pages with like headlines is a source: Jaccard of their words."""
    return _clusters(press, alike, lambda w: set(_words(w.document.title or w.document.text)))


RIVALS: dict[str, Callable[[Press], int]] = {
    "outlets": outlets,
    "publisher families": families,
    "texts alike by half": lambda press: texts(press, USUAL),
    "headlines alike by half": lambda press: headlines(press, USUAL),
    "texts, best bound": texts,
    "headlines, best bound": headlines,
    # The median of the train grammar's cases: what is known without a look at the pages.
    "always two": lambda _: 2,
}


def _words(text: str) -> list[str]:
    return [word for word, _, _ in tokens(text)]


def _clusters(press: Press, alike: float, features: Callable[[Written], set[str]]) -> int:
    pages: Sequence[tuple[str, set[str]]] = [(w.document.id, features(w)) for w in carrying(press)]
    ties = [(a, b) for (a, x), (b, y) in combinations(pages, 2) if len(x & y) >= alike * len(x | y)]
    return len(groups([name for name, _ in pages], ties))
