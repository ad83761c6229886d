"""The chance that a claim is true, given this case alone: a sum of what its origins add and take, each readable.

A logistic model with a beginning and three weights, for origins that support, oppose and only report, each counted on a
logarithmic scale since the tenth says less than the first. All were fitted on 93 claims of Emergent with a known
outcome (`models/belief-*/card.json`), where pages stand for origins and the beginning is the share that came true; no
name of an outlet enters. It abstains where nothing in the case has a source of its own.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from math import exp, log1p

import numpy as np

from firsthand import models
from firsthand.records import Case, Origin, Passage, Position, Reason, Weight
from firsthand.weigh import origins

BY = "belief"
FEATURES = ("supports", "opposes", "reports")
SPREAD = 1.645  # standard deviations on either side of a 90 % range
Counts = tuple[int, int, int]


def features(supports: float, opposes: float, reports: float) -> tuple[float, float, float]:
    """What the weights are multiplied with: the logarithm of one more than each count."""
    return log1p(supports), log1p(opposes), log1p(reports)


@functools.cache
def _weights() -> tuple[np.ndarray, np.ndarray]:
    card = models.load("belief").card
    return np.array(card["weights"]), np.array(card["covariance"])


def chance(counts: Sequence[float]) -> float:
    """The chance of truth for these numbers of supporting, opposing and only reporting origins."""
    weights, _ = _weights()
    return 1 / (1 + exp(-float(weights @ [1.0, *features(*counts)])))


def weigh(case: Case) -> Weight:
    """The chance that the claim is true as far as this case tells, its 90 % range, and what would change it."""
    counted = origins.weigh(case)
    groups = [o for o in counted.items if isinstance(o, Origin)]
    own = [o for o in groups if o.known]
    if not any(o.position in {"supports", "opposes"} for o in own):
        why = "nobody with a source of their own affirms or denies it: there is nothing to weigh"
        return Weight(case.claim.id, BY, None, None, None, (Reason(why, 0.0),))
    counts = _counts(own)
    value = chance(counts)
    low, high = _range(counts, counted)
    where = {s.id: Passage(s.document, s.content[0].start, s.content[0].end) for s in case.statements}
    names = {a.id: a.name for a in case.actors}
    reasons = (*_sum(counts, own, where), *_changes(counts, value, own, where, names))
    return Weight(case.claim.id, BY, round(value, 3), round(low, 3), round(high, 3), reasons)


def _counts(groups: Iterable[Origin]) -> Counts:
    held = [o.position for o in groups]
    return held.count("supports"), held.count("opposes"), held.count("reports") + held.count("uncertain")


def _range(counts: Counts, counted: Weight) -> tuple[float, float]:
    """From the fewest supporting origins at the lowest likely weights to the most at the highest."""
    weights, spread = _weights()
    ends = []
    for supports, sign in ((counted.low or 0.0, -1), (counted.high or 0.0, 1)):
        x = np.array([1.0, *features(supports, *counts[1:])])
        ends.append(float(weights @ x) + sign * SPREAD * float(np.sqrt(x @ spread @ x)))
    low, high = (1 / (1 + exp(-end)) for end in ends)
    value = chance(counts)
    return min(low, value), max(high, value)


_SAID = ("support it", "oppose it", "only report it or hold back")


def _sum(counts: Counts, groups: Sequence[Origin], where: dict[str, Passage]) -> Iterable[Reason]:
    """The beginning and what each kind of origin adds, in log-odds."""
    weights, _ = _weights()
    begin = 1 / (1 + exp(-float(weights[0])))
    yield Reason(f"a claim of this kind of which nothing is known begins at {begin:.0%}", round(float(weights[0]), 3))
    kinds: tuple[set[Position], ...] = ({"supports"}, {"opposes"}, {"reports", "uncertain"})
    for number, weight, feature, said, held in zip(counts, weights[1:], features(*counts), _SAID, kinds, strict=True):
        if number:
            spans = tuple(where[o.first] for o in groups if o.position in held and o.first in where)
            noun = "origin" if number == 1 else "origins"
            said = said.replace("support", "supports").replace("oppose", "opposes") if number == 1 else said
            yield Reason(f"{number} {noun} {said}", round(float(weight) * feature, 3), spans)


def _changes(
    counts: Counts, value: float, groups: Sequence[Origin], where: dict[str, Passage], names: dict[str, str]
) -> Iterable[Reason]:
    """What would change it: the origin whose loss moves it most, one more on either side."""
    left_out = without(groups)
    if left_out:
        origin, other = max(left_out, key=lambda pair: (abs(pair[1] - value), pair[0].first))
        who = names.get(origin.actors[0], "the origin") if origin.actors else "the origin"
        spans = (where[origin.first],) if origin.first in where else ()
        yield Reason(f"without {who} it would be {other:.0%}: no other origin carries more", 0.0, spans)
    supports, opposes, reports = counts
    more, less = chance((supports + 1, opposes, reports)), chance((supports, opposes + 1, reports))
    yield Reason(f"one more origin that affirms it would make it {more:.0%}, one more that denies it {less:.0%}", 0.0)


def without(groups: Sequence[Origin]) -> list[tuple[Origin, float]]:
    """For each origin, the chance if it were not there; the beginning alone where nothing else is left."""
    found = []
    for n, origin in enumerate(groups):
        rest = [*groups[:n], *groups[n + 1 :]]
        found.append((origin, chance(_counts(rest))))
    return found
