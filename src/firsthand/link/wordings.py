"""Statements in, wordings out: the distinct things said, each once, however many pages repeat it word for word.

A claim that five thousand pages carry in one sentence is compared, encoded and grouped as one wording.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from firsthand.link.slots import Slots, slots
from firsthand.records import Document, Statement


@dataclass(frozen=True, slots=True)
class Wording:
    """One thing said: the words as a sentence, their slots, and the places of the statements that say just this."""

    said: str
    slots: Slots
    members: tuple[int, ...]


def wordings(
    members: Sequence[Statement], texts: Mapping[str, Document], alone: Set[str] = frozenset()
) -> list[Wording]:
    """The wordings of these statements, in the order in which each is first said; those in `alone` have their own.

    The same words on another day may mean another day ("on Monday"), so the slots count as well as the words.
    """
    found: dict[tuple[object, ...], list[int]] = {}
    kept: dict[tuple[object, ...], tuple[str, Slots]] = {}
    for n, member in enumerate(members):
        document = texts[member.document]
        said = sentence(" ".join(document.text[c.start : c.end] for c in member.content))
        cut = slots(document, member)
        figures = tuple((q.low, q.high, q.unit, q.role, q.approximate) for q in cut.figures)
        key = (said, figures, cut.days, member.id if member.id in alone else "")
        found.setdefault(key, []).append(n)
        kept.setdefault(key, (said, cut))
    return [Wording(*kept[key], tuple(places)) for key, places in found.items()]


def sentence(words: str) -> str:
    """The words as they can stand alone: no leading "that", no quotation marks or stops around, a capital first."""
    plain = re.sub(r"^that\s+", "", " ".join(words.split()).strip(' .,;“”"'))
    return plain[:1].upper() + plain[1:]
