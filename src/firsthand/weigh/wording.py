"""Text in, what a comparison of two wordings needs: content words by their stem, figures, and whether it says no.

Weighing may not ask another stage, so this is a small reading of its own: no meaning, only words. What it cannot see
(synonyms, irony, a negation two clauses away) is left to the person who goes over the drafts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from firsthand.text import fold

# Function words, and words of telling that every statement may hold.
_STOP = frozenset(
    "a about after all also an and any are as at be because been before being both but by can could did do does during "
    "each for from had has have he her here him his how i if in into is it its just like may might more most much must "
    "my no nor not of off on once only or other our out over own said say says she should so some such than that the "
    "their them then there these they this those through to told too under until up us very was we were what when "
    "where which while who whom why will with without would yet you your order bid aim reason due claim claims "
    "claimed report reports reported story stories statement true real so-called".split()
)
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|nowhere|false|untrue|fake|baseless|groundless|"
    r"unfounded|fabricated|invented|refus\w+|fail(?:s|ed)?\s+to|den(?:y|ies|ied|ying))\b|n['’]t\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[;:—–]|,(?!\d)|\b(?:but|because|while|although|though|whereas|which|who|and\s+(?=\w+\s+\w+(?:ed|s)\b))\b"
)
_WORD = re.compile(r"[^\W\d_]+")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_ENDINGS = ("ing", "ed", "es", "s", "e")


@dataclass(frozen=True, slots=True)
class Wording:
    """A stretch of text as words: stems of its content words, its figures, and whether it says that it is not so."""

    stems: frozenset[str]
    figures: frozenset[str]
    negated: bool


def wording(text: str) -> Wording:
    """The content words, figures and polarity of a text; two negations cancel."""
    words = (w for w in _WORD.findall(fold(text)) if len(w) > 1 and w not in _STOP and not _NEGATION.fullmatch(w))
    figures = frozenset(f.replace(",", "") for f in _FIGURE.findall(text))
    return Wording(frozenset(map(stem, words)), figures, len(_NEGATION.findall(text)) % 2 == 1)


def stem(word: str) -> str:
    """A folded word without its ending: moves, moved, moving are one. Crude, and the same for every word."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


def clauses(text: str) -> list[str]:
    """The text cut where a clause may end, so that a "not" bears only on what stands beside it."""
    cuts = [0, *(m.start() for m in _CLAUSE.finditer(text)), len(text)]
    return [piece for low, high in pairwise(cuts) if (piece := text[low:high].strip(" ,;:—–"))]


def near_same(one: Wording, other: Wording, least: float) -> bool:
    """Whether two wordings say nearly the same: content words in common, the same figures, both yes or both no."""
    if one.negated != other.negated or one.figures != other.figures:
        return False
    both = one.stems | other.stems
    return bool(both) and len(one.stems & other.stems) >= least * len(both)
