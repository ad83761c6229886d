"""Conflicting values from many sources in, the likeliest value of each item out: truth discovery that models copying.

After Dong, Berti-Equille and Srivastava, "Integrating conflicting data: the role of source dependence" and "Truth
discovery and copying detection in a dynamic world" (VLDB 2009): a source's vote counts by its accuracy, values that
are alike lend each other votes, and a source that shares another's mistakes counts less, since it may have copied them.
Accuracy, copying and values are estimated in turns until they stand still. Nobody vouches for himself: a source's
accuracy is what the others make of its values, without its own votes and those of sources that copy from it or it from
them; else a large family of copiers proves itself right. A source may be exact in one kind of item and not in another.
Assumes that each item has one true value and that false values are spread over many; it fails where most sources share
one mistake and nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np

# How many false values an item could have; how often a copier copies; how many pairs of sources copy, before anything
# is seen; how far likeness carries votes. The first three are the paper's, the last is in the middle of its range.
FALSE, COPIED, DEPENDENT, LIKENESS = 100, 0.8, 0.2, 0.5
BEGINNING, LEAST, MOST = 0.8, 0.05, 0.98  # a source's accuracy before anything is known, and its bounds
ROUNDS, STILL = 12, 1e-4
# As how many values what is known beforehand counts: of all sources for one source, of a source for one of its kinds.
PRIOR = 4.0
# A source with fewer values than this tells nothing of whom it copies, and copying between few items is not seen.
COMPARED, SHARED = 5, 3

Value = Hashable
Claims = Sequence[tuple[str, str, Value]]
Likeness = Callable[[Value, Value], float]
Kind = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Found:
    """What the sources make of the items."""

    chance: Mapping[str, Mapping[Value, float]]
    "For each item, the chance of each value that some source gives."
    accuracy: Mapping[str, float]
    "For each source, how often the others bear it out."
    copying: Mapping[tuple[str, str], float]
    "For two sources, the chance that one copies from the other; pairs above one half."

    def best(self, item: str) -> Value:
        """The likeliest value of an item; of equal ones the one that sorts first as text."""
        return min(self.chance[item].items(), key=lambda pair: (-pair[1], repr(pair[0])))[0]


def values(claims: Claims, likeness: Likeness | None = None, kind: Kind | None = None) -> Found:
    """The likeliest values of items from (source, item, value), each source giving one value an item.

    Only the first value that a source gives of an item counts. The result does not depend on the order of the rest.
    `kind` says of what kind an item is, where sources may be more exact in some kinds than in others.
    """
    table = _Table(claims, likeness, kind)
    accuracy = np.full(len(table.sources), BEGINNING)
    exact = accuracy[table.source]
    # Copying is looked for before accuracy is: else a crowd of copiers is believed, and what it shares looks true.
    chance = _chances(table, exact, np.ones(len(table.value)))
    copying = _copying(table, chance, accuracy)
    for _ in range(ROUNDS):
        before = exact
        accuracy, exact = _accuracy(table, exact, accuracy, copying)
        chance = _chances(table, exact, _free(table, accuracy, copying))
        copying = _copying(table, chance, accuracy)
        if np.abs(exact - before).max(initial=0.0) < STILL:
            break
    return _found(table, chance, accuracy, copying)


class _Table:
    """The claims as numbers: which source gives which value, and which item a value is of."""

    def __init__(self, claims: Claims, likeness: Likeness | None, kind: Kind | None) -> None:
        once: dict[tuple[str, str], Value] = {}
        for source, item, value in claims:
            once.setdefault((source, item), value)
        self.sources = sorted({source for source, _ in once})
        self.values = sorted({(item, value) for (_, item), value in once.items()}, key=lambda v: (v[0], repr(v[1])))
        source_at = {source: n for n, source in enumerate(self.sources)}
        value_at = {value: n for n, value in enumerate(self.values)}
        rows = sorted((source_at[s], value_at[i, v]) for (s, i), v in once.items())
        self.source = np.array([row[0] for row in rows], int)
        self.value = np.array([row[1] for row in rows], int)
        items = sorted({item for item, _ in self.values})
        item_at = {item: n for n, item in enumerate(items)}
        self.item = np.array([item_at[item] for item, _ in self.values], int)
        counts = np.bincount(self.source, minlength=len(self.sources))
        self.compared = np.flatnonzero(counts >= COMPARED)
        self.alike = self._alike(likeness) if likeness else []
        kinds = [kind(item) if kind else "" for item, _ in self.values]
        kind_at = {one: n for n, one in enumerate(sorted(set(kinds)))}
        self.kinds = len(kind_at)
        self.cell = self.source * self.kinds + np.array([kind_at[one] for one in kinds], int)[self.value]
        self.seen = _Seen(self)

    def _alike(self, likeness: Likeness) -> list[tuple[int, int, float]]:
        """Pairs of values of one item that are alike, with how much."""
        of_item: dict[int, list[int]] = defaultdict(list)
        for n, item in enumerate(self.item.tolist()):
            of_item[item].append(n)
        return [
            (a, b, share)
            for members in of_item.values()
            for a in members
            for b in members
            if a != b and (share := likeness(self.values[a][1], self.values[b][1])) > 0
        ]


class _Seen:
    """What each claim sees: the values that other sources give of its item, as (claim, value), and whose they are."""

    def __init__(self, table: _Table) -> None:
        of = table.item[table.value]
        order = np.argsort(of, kind="stable")
        parts = np.split(order, np.flatnonzero(np.diff(of[order])) + 1) if len(order) else []
        empty = np.zeros(0, int)
        claim = np.concatenate([empty, *(np.repeat(part, len(part)) for part in parts)])
        other = np.concatenate([empty, *(np.tile(part, len(part)) for part in parts)])
        apart = table.source[claim] != table.source[other]
        self.claim, self.other = claim[apart], other[apart]
        pairs, self.at = np.unique(self.claim * len(table.values) + table.value[self.other], return_inverse=True)
        self.size = len(pairs)
        self.by, self.value = np.divmod(pairs, max(1, len(table.values)))
        self.own = self.value == table.value[self.by]
        self.alike = self._alike(table, pairs)

    def _alike(self, table: _Table, pairs: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Of the values that one claim sees: which one gets votes from which, and how much of them."""
        near: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for a, b, share in table.alike:
            near[a].append((b, share))
        place = {pair: n for n, pair in enumerate(pairs.tolist())} if near else {}
        found = [
            (n, place[key], share)
            for n, (claim, value) in enumerate(zip(self.by.tolist(), self.value.tolist(), strict=True))
            for b, share in near.get(value, ())
            if (key := claim * len(table.values) + b) in place
        ]
        to, source = ([pair[k] for pair in found] for k in (0, 1))
        return np.array(to, int), np.array(source, int), np.array([share for *_, share in found], float)


def _accuracy(
    table: _Table, exact: np.ndarray, accuracy: np.ndarray, copying: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The accuracy of each source, and of each claim's source in its kind, as the others bear them out."""
    borne, weight = _borne_out(table, exact, accuracy, copying)
    size = len(table.sources)
    right, told = np.bincount(table.source, borne * weight, size), np.bincount(table.source, weight, size)
    mean = right.sum() / told.sum() if told.sum() > 0 else BEGINNING
    whole = np.clip((right + PRIOR * mean) / (told + PRIOR), LEAST, MOST)
    cells = size * table.kinds
    right, told = np.bincount(table.cell, borne * weight, cells), np.bincount(table.cell, weight, cells)
    part = (right + PRIOR * np.repeat(whole, table.kinds)) / (told + PRIOR)
    return whole, np.clip(part if table.kinds > 1 else whole, LEAST, MOST)[table.cell]


def _borne_out(
    table: _Table, exact: np.ndarray, accuracy: np.ndarray, copying: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """For each claim, its chance by the votes of the others if one of their values is true, and how sure that is.

    Where no other source says anything of the item nothing is known: the weight is near 0.
    """
    seen, size = table.seen, len(table.value)
    votes = (_votes(exact) * _free(table, accuracy, copying))[seen.other]
    votes = votes * (1 - copying[table.source[seen.claim], table.source[seen.other]])
    counts = np.bincount(seen.at, votes, seen.size)
    to, source, share = seen.alike
    counts = counts + LIKENESS * np.bincount(to, share * counts[source], seen.size)
    best = np.zeros(size)
    np.maximum.at(best, seen.by, counts)
    odds = np.exp(counts - best[seen.by])
    told, values = np.bincount(seen.by, odds, size), np.bincount(seen.by, minlength=size)
    unseen = np.maximum(0, FALSE + 1 - values) * np.exp(-best)
    borne = np.bincount(seen.by[seen.own], odds[seen.own], size) / np.where(told > 0, told, 1.0)
    return borne, told / (told + unseen)


def _votes(accuracy: np.ndarray) -> np.ndarray:
    return np.asarray(np.log(FALSE * accuracy / (1 - accuracy)))


def _chances(table: _Table, exact: np.ndarray, free: np.ndarray) -> np.ndarray:
    """The chance of each value: votes of its sources by accuracy, copiers discounted, alike values lending theirs."""
    counts = np.bincount(table.value, _votes(exact) * free, len(table.values))
    lent = counts.copy()
    for a, b, share in table.alike:
        lent[a] += LIKENESS * share * counts[b]
    best = np.full(int(table.item.max()) + 1 if len(table.item) else 0, 0.0)
    np.maximum.at(best, table.item, lent)
    odds = np.exp(lent - best[table.item])
    # The values that nobody gave: each has no vote at all.
    total = np.bincount(table.item, odds) + np.maximum(0, FALSE + 1 - np.bincount(table.item)) * np.exp(-best)
    return np.asarray(odds / total[table.item])


def _free(table: _Table, accuracy: np.ndarray, copying: np.ndarray) -> np.ndarray:
    """For each claim, the chance that it was made independently of the more accurate sources of the same value."""
    free = np.ones(len(table.value))
    order = np.lexsort((table.source, -accuracy[table.source], table.value))
    start = 0
    values_in_order = table.value[order]
    while start < len(order):
        end = start + int(np.searchsorted(values_in_order[start:], values_in_order[start], "right"))
        group = order[start:end]
        for n in range(1, len(group)):
            before = table.source[group[:n]]
            free[group[n]] = float(np.prod(1 - COPIED * copying[table.source[group[n]], before]))
        start = end
    return free


def _copying(table: _Table, chance: np.ndarray, accuracy: np.ndarray) -> np.ndarray:
    """The chance that two sources are dependent, from the true and false values they share and those they do not."""
    size = len(table.sources)
    found = np.zeros((size, size))
    if len(table.compared) < 2:
        return found
    place = np.full(size, -1)
    place[table.compared] = np.arange(len(table.compared))
    kept = place[table.source] >= 0
    rows, columns = place[table.source[kept]], table.value[kept]
    true, false, both = _shared(table, rows, columns, chance)
    error = 1 - accuracy[table.compared]
    wrong = (error[:, None] + error[None]) / 2
    same_true, same_false = (1 - wrong) ** 2, wrong**2 / FALSE
    # What the two do not share is as likely to differ with copying as without, but for the share that is not copied.
    for_copy = (
        true * np.log(COPIED * (1 - wrong) / same_true + 1 - COPIED)
        + false * np.log(COPIED * wrong / same_false + 1 - COPIED)
        + (both - true - false) * log(1 - COPIED)
    )
    odds = np.clip(for_copy + log(DEPENDENT / (1 - DEPENDENT)), -50, 50)
    pairs = np.where(both >= SHARED, 1 / (1 + np.exp(-odds)), 0.0)
    np.fill_diagonal(pairs, 0.0)
    found[np.ix_(table.compared, table.compared)] = pairs
    return found


def _shared(
    table: _Table, rows: np.ndarray, columns: np.ndarray, chance: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each two compared sources: how many true and false values they share, and how many items."""
    size = len(table.compared)
    true, false, both = (np.zeros((size, size)) for _ in range(3))
    by_value: dict[int, list[int]] = defaultdict(list)
    by_item: dict[int, list[int]] = defaultdict(list)
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        by_value[column].append(row)
        by_item[int(table.item[column])].append(row)
    for column, holders in by_value.items():
        grid = np.ix_(holders, holders)
        true[grid] += chance[column]
        false[grid] += 1 - chance[column]
    for holders in by_item.values():
        both[np.ix_(holders, holders)] += 1
    return true, false, both


def _found(table: _Table, chance: np.ndarray, accuracy: np.ndarray, copying: np.ndarray) -> Found:
    by_item: dict[str, dict[Value, float]] = defaultdict(dict)
    for (item, value), share in zip(table.values, chance.tolist(), strict=True):
        by_item[item][value] = share
    pairs = {
        (table.sources[a], table.sources[b]): round(float(copying[a, b]), 4)
        for a, b in np.argwhere(copying > 0.5).tolist()
        if a < b
    }
    return Found(dict(by_item), dict(zip(table.sources, accuracy.tolist(), strict=True)), pairs)
