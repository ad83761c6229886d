"""Scores over weighed cases of the press: counts, direction of edges, hops, circles, first tellers."""

from __future__ import annotations

import importlib.util
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from bench.press import Press
from bench.quality.press_cases import STATED, Weighed
from bench.quality.press_rivals import RIVALS
from firsthand.records import Origin
from firsthand.weigh import WEIGHERS

BETWEEN_PAGES = frozenset({"copies", "credits", "cites", "quotes"})
Shares = dict[str, tuple[int, int]]
"What was asked, how often it was right, of how many."


def counts(cases: Sequence[Weighed]) -> dict[str, list[tuple[int, int]]]:
    """For each rule, its count beside the true one, case by case."""
    found: dict[str, list[tuple[int, int]]] = {
        "firsthand": [(round(c.found.value or 0) if c.found else 0, c.press.truth.count) for c in cases],
        "firsthand, claims given": [(round(c.true_claim.value or 0), c.press.truth.count) for c in cases],
    }
    for name, rule in RIVALS.items():
        found[name] = [(rule(c.press), c.press.truth.count) for c in cases]
    return found


def error(pairs: Sequence[tuple[int, int]]) -> tuple[float, float, float]:
    """Mean absolute error, mean error (above zero: too many), share exactly right."""
    wrong = [count - true for count, true in pairs]
    return (
        sum(map(abs, wrong)) / len(wrong),
        sum(wrong) / len(wrong),
        sum(w == 0 for w in wrong) / len(wrong),
    )


def ranges(cases: Sequence[Weighed]) -> dict[str, tuple[int, int, float]]:
    """For the claims as found and as given: cases whose true count lies in the range, of how many, its mean width."""
    found = {}
    for name, weights in (
        ("as found", [(c.found, c.press.truth.count) for c in cases]),
        ("claims given", [(c.true_claim, c.press.truth.count) for c in cases]),
    ):
        spans = [((w.low or 0.0, w.high or 0.0) if w else (0.0, 0.0), true) for w, true in weights]
        inside = sum(low <= true <= high for (low, high), true in spans)
        found[name] = (inside, len(spans), sum(high - low for (low, high), _ in spans) / len(spans))
    return found


# Edges


def directions(cases: Sequence[Weighed]) -> dict[str, Counter[str]]:
    """For each kind of directed link, how often it is right, reversed, between siblings, or unrelated."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for case in cases:
        above = _above(case.press)
        for link in case.linked.links:
            if link.kind in BETWEEN_PAGES and link.directed and link.left in above and link.right in above:
                found[link.kind][_verdict(case.press, above, link.left, link.right)] += 1
    return found


def _verdict(press: Press, above: Mapping[str, frozenset[str]], left: str, right: str) -> str:
    if right in above[left] or any((left, right, how) in press.truth.edges for how in STATED):
        return "right"
    if left in above[right]:
        return "reversed"
    return "siblings" if above[left] & above[right] else "unrelated"


def _above(press: Press) -> dict[str, frozenset[str]]:
    """Every page that a page descends from, through any of its sources."""
    parents = press.truth.parents
    at = {w.document.id: w.page.at for w in press.pages}
    found: dict[str, frozenset[str]] = {}
    for page in sorted(parents, key=at.__getitem__):  # sources come earlier, so theirs are known
        found[page] = frozenset().union(*({p} | found.get(p, frozenset()) for p in parents[page]))
    return found


def edges(cases: Sequence[Weighed]) -> Shares:
    """Of the true edges between seen pages, how many are found, with their direction and without."""
    right, total = Counter[str](), Counter[str]()
    for case in cases:
        links = [k for k in case.linked.links if k.kind in BETWEEN_PAGES]
        directed = {(k.left, k.right) for k in links if k.directed}
        pairs = {frozenset((k.left, k.right)) for k in links}
        for left, taken, how in case.press.truth.edges:
            total[how] += 1
            right[how] += (left, taken) in directed
            total[f"{how}, either way"] += 1
            right[f"{how}, either way"] += frozenset((left, taken)) in pairs
    return {how: (right[how], total[how]) for how in sorted(total)}


# Hops


def hops(cases: Sequence[Weighed], *, given: bool = False) -> dict[str, Counter[str]] | None:
    """For each kind of hop, what was found in the claims as grouped, or as given; None where no weigher finds hops.

    A true hop is a pair of pages; only the first of its kind on the way from one origin has to be found, since what
    comes later may be told as its echo. found: that pair. spanned: a pair of ancestor and descendant around it.
    missed: neither. visible: those true hops whose later page says where it took from, or names the same body; an echo
    without a credit and a name shows nothing. listed right: hops told that are true ones, or span one. listed page:
    the change did happen on the later page, but it was taken from another than the one told. listed wrong: the others.
    """
    weigh = WEIGHERS.get("mutation")
    if weigh is None:
        return None
    total: dict[str, Counter[str]] = defaultdict(Counter)
    for case in cases:
        items = [item for c in ([case.true_case] if given else case.cases) for item in weigh(c).items]
        told = {(h.kind, h.earlier.document, h.later.document) for h in items}  # type: ignore[union-attr]
        _score_hops(case.press, told, total)
    return total


def _score_hops(press: Press, told: set[tuple[str, str, str]], total: dict[str, Counter[str]]) -> None:
    above = _above(press)
    at = {w.document.id: w.page.at for w in press.pages}
    affirming = {o.number for o in press.cascade.world.supporting}
    true = sorted((h for h in press.truth.hops if h.origin in affirming), key=lambda h: at[h.later])
    first = {(h.kind, h.origin): h for h in reversed(true)}
    for hop in first.values():
        exact = (hop.kind, hop.earlier, hop.later) in told
        around = any(k == hop.kind and _spans(above, a, z, hop.earlier, hop.later) for k, a, z in told)
        total[hop.kind]["found" if exact else "spanned" if around else "missed"] += 1
        stated = any((hop.later, hop.earlier, how) in press.truth.edges for how in ("copies", *STATED))
        total[hop.kind]["visible"] += stated or hop.named
    for kind, earlier, later in told:
        on_way = any(h.kind == kind and _spans(above, earlier, later, h.earlier, h.later) for h in true)
        there = any(h.kind == kind and h.later == later for h in true)
        total[kind]["listed right" if on_way else "listed page" if there else "listed wrong"] += 1


def _spans(above: Mapping[str, frozenset[str]], a: str, z: str, earlier: str, later: str) -> bool:
    """Whether the way from page a to page z goes over the hop."""
    return (a == earlier or a in above[earlier]) and (z == later or later in above[z])


# Circles, first tellers, claims


def circles(cases: Sequence[Weighed]) -> tuple[int, int, int] | None:
    """Circles found, of how many, and how many others were told; None where no function finds them."""
    if importlib.util.find_spec("firsthand.link.circles") is None:
        return None
    find = _finder()
    right = total = others = 0
    for case in cases:
        told = {frozenset(c) for c in find(case.linked.links)}
        true = {frozenset(c) for c in case.press.truth.circles}
        right, total, others = right + len(told & true), total + len(true), others + len(told - true)
    return right, total, others


@cache
def _finder():  # type: ignore[no-untyped-def]  # noqa: ANN202 - absent from older versions
    return importlib.import_module("firsthand.link.circles").circles


def firsts(cases: Sequence[Weighed]) -> tuple[int, int]:
    """Of the true origins that the main claim holds, for how many one of its own first tellers is named as first."""
    right = total = 0
    for case in cases:
        groups = [item for item in case.found.items if isinstance(item, Origin)] if case.found else []
        page = {s.id: s.document for s in case.statements}
        for origin in sorted(case.press.truth.counted):
            held = [(sum(case.origin_of.get(s) == origin for s in g.statements), -n) for n, g in enumerate(groups)]
            best = max(held, default=(0, 0))
            if best[0]:
                total += 1
                right += page[groups[-best[1]].first] in case.press.truth.firsts[origin]
    return right, total


def claims(cases: Sequence[Weighed]) -> tuple[float, float]:
    """Over how many claims the true one is spread, and which share of its statements the main one holds, on average."""
    spread, held = [], []
    for case in cases:
        of = {m.statement: c.id for c in case.linked.claims for m in c.statements}
        among = Counter(of[s] for s in case.origin_of)
        spread.append(len(among))
        held.append(among[case.main.claim.id] / max(1, among.total()) if case.main else 0.0)
    return sum(spread) / len(spread), sum(held) / len(held)


def shares(found: Iterable[int], total: int) -> str:
    """Counts with their share of a total."""
    return "  ".join(f"{n}/{total} ({n / total:.0%})" for n in found)
