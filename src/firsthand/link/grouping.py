"""Likely pairs in, groups out: grown from the likeliest pair, and never over a conflict between any two members.

Each of two groups is looked at once: what forbids two groups forbids all that grows from them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field

import numpy as np

from firsthand.graph import groups
from firsthand.link.slots import Slots, veto

COHERENT = 0.45  # least cosine of any two members: no drifting from pair to pair


@dataclass(slots=True)
class _Group:
    members: list[int]
    kinds: set[int]
    refused: set[int] = field(default_factory=set)  # groups, by the first member each began with


def grouped(
    meaning: np.ndarray,
    pairs: Sequence[tuple[int, int, float]],
    cut: Sequence[Slots],
    merged: Iterable[tuple[int, int]] = (),
    split: Set[tuple[int, int]] = frozenset(),
) -> list[list[int]]:
    """Groups of wordings, [n, 384] their vectors, from pairs (left, right, likeness), then joined where a person did.

    A pair is refused where two members would conflict, are not alike at all, or were split by a person.
    """
    kinds = _Kinds(cut)
    group = {n: _Group([n], kinds.of(n)) for n in range(len(cut))}
    apart: dict[int, set[int]] = {}
    for a, b in split:
        apart.setdefault(a, set()).add(b)
        apart.setdefault(b, set()).add(a)
    for left, right, _ in sorted(pairs, key=lambda p: (-p[2], p[0], p[1])):
        one, other = group[left], group[right]
        if one is other or other.members[0] in one.refused:
            continue
        if _forbidden(one, other, meaning, kinds, apart):
            one.refused.add(other.members[0])
            other.refused.add(one.members[0])
        else:
            _join(one, other, group)
    alone = [
        (str(part.members[0]), str(n)) for part in {id(g): g for g in group.values()}.values() for n in part.members
    ]
    whole = groups([str(n) for n in range(len(cut))], [*alone, *((str(a), str(b)) for a, b in merged)])
    return sorted(sorted(map(int, part)) for part in whole)


def _forbidden(one: _Group, other: _Group, meaning: np.ndarray, kinds: _Kinds, apart: dict[int, set[int]]) -> bool:
    if apart and any(not apart[n].isdisjoint(other.members) for n in one.members if n in apart):
        return True
    if any(kinds.conflict(a, b) for a in one.kinds for b in other.kinds):
        return True
    least: float = (meaning[one.members] @ meaning[other.members].T).min()
    return least < COHERENT


def _join(one: _Group, other: _Group, group: dict[int, _Group]) -> None:
    """The smaller group goes into the larger; what refused it refuses the whole."""
    if len(one.members) < len(other.members):
        one, other = other, one
    for first in other.refused:
        group[first].refused.add(one.members[0])
    one.refused |= {group[first].members[0] for first in other.refused}
    for n in other.members:
        group[n] = one
    one.members.extend(other.members)
    one.kinds |= other.kinds


class _Kinds:
    """Wordings of one kind have all in common that a veto looks at, so each two kinds are compared once."""

    def __init__(self, cut: Sequence[Slots]) -> None:
        spoken = {word for slot in cut for place in slot.places for word in place.split()}
        self._slots: list[Slots] = []
        self._known: dict[tuple[int, int], bool] = {}
        numbers: dict[object, int] = {}
        self._of: list[int | None] = []
        for slot in cut:
            figures = tuple((q.low, q.high, q.unit, q.role, q.approximate) for q in slot.figures)
            if not (figures or slot.places or slot.days):
                self._of.append(None)  # nothing that could conflict
                continue
            key = (figures, slot.places, slot.days, frozenset(spoken & set(slot.words.values())))
            if key not in numbers:
                numbers[key] = len(numbers)
                self._slots.append(slot)
            self._of.append(numbers[key])

    def of(self, wording: int) -> set[int]:
        """The kind of a wording; none where it holds nothing that could conflict."""
        kind = self._of[wording]
        return set() if kind is None else {kind}

    def conflict(self, a: int, b: int) -> bool:
        """Whether wordings of these two kinds can never be one claim."""
        key = (min(a, b), max(a, b))
        if key not in self._known:
            self._known[key] = veto(self._slots[a], self._slots[b]) is not None
        return self._known[key]
