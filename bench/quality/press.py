"""Origin counting on the synthetic press, whose truth is known: `python -m bench.quality.press`.

Cases of the dev grammar, of mixed sizes or of one (`--pages`), as records of a perfect reader; `--full` reads the
same pages with the shipped reader. `--errors` counts what goes wrong, to be used with `--grammar train`; `--choose`
shows the rivals at every bound, on train; `--given` shows what the count would be if parts of linking made no mistake.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from bench.press import GRAMMARS
from bench.quality import press_errors, press_given, press_rivals, press_scores
from bench.quality.press_cases import Weighed, drawn, weighed

BOUNDS = (0.02, 0.04, 0.06, 0.08, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.8)


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pages", type=int, help="one size for all cases; else 10 to 60")
    options.add_argument("--cases", type=int, default=60)
    options.add_argument("--first", type=int, default=0, help="seed of the first case")
    options.add_argument("--grammar", choices=GRAMMARS, default="dev")
    options.add_argument("--full", action="store_true", help="through the reader")
    options.add_argument("--errors", action="store_true", help="what goes wrong, by kind")
    options.add_argument("--choose", action="store_true", help="the rivals at every bound, on train")
    options.add_argument("--given", action="store_true", help="the error if parts of linking made no mistake")
    given = options.parse_args()
    if given.choose:
        choose(given.cases)
        return
    if given.given:
        ceilings(given.cases, given.pages, given.grammar)
        return
    cases = [weighed(c, given.full) for c in drawn(given.cases, given.pages, given.grammar, given.first)]
    pages = sum(len(c.press.pages) for c in cases)
    print(f"{len(cases)} cases, {pages} pages, grammar {given.grammar}, {'read' if given.full else 'perfect reader'}")
    table(cases)
    if given.errors:
        print()
        for kind, count in press_errors.errors(cases).most_common():
            print(f"{count:5}  {kind}")


def scores(cases: int = 60, grammar: str = "dev", full: bool = False) -> dict[str, float]:
    """What the floors are held against."""
    found = [weighed(c, full) for c in drawn(cases, None, grammar)]
    counted = press_scores.counts(found)
    inside, total, _ = press_scores.ranges(found)["as found"]
    return {
        **{f"error, {name}": press_scores.error(pairs)[0] for name, pairs in counted.items()},
        "inside the range": inside / total,
        "direction": direction(found),
    }


def direction(cases: Sequence[Weighed]) -> float:
    """The share of directed links between pages of one descent that point the right way."""
    found = press_scores.directions(cases)
    right, back = (sum(c[verdict] for c in found.values()) for verdict in ("right", "reversed"))
    return right / max(1, right + back)


def table(cases: Sequence[Weighed]) -> None:
    """Every score of these cases."""
    _counts(cases)
    _edges(cases)
    _hops(cases)
    told = press_scores.circles(cases)
    print("circles".ljust(26), f"{told[0]} of {told[1]} found, {told[2]} others told" if told else "no function yet")
    right, total = press_scores.firsts(cases)
    print("first teller right".ljust(26), f"{right} of {total}")
    spread, held = press_scores.claims(cases)
    print("the claim as found".ljust(26), f"spread over {spread:.1f} claims; the main one holds {held:.0%} of it")


def _counts(cases: Sequence[Weighed]) -> None:
    print(f"{'independent origins':26} {'error':>6} {'bias':>6} {'exact':>6}")
    for name, pairs in press_scores.counts(cases).items():
        error, bias, exact = press_scores.error(pairs)
        print(f"{name:26} {error:6.2f} {bias:+6.2f} {exact:6.0%}")
    for name, (inside, total, width) in press_scores.ranges(cases).items():
        print(f"{'range holds it, ' + name:30} {inside} of {total} ({inside / total:.0%}), {width:.1f} wide")


def _edges(cases: Sequence[Weighed]) -> None:
    print(f"{'who took from whom':26} of links in one descent, {direction(cases):.1%} point the right way")
    for kind, verdicts in sorted(press_scores.directions(cases).items()):
        print(f"  {kind:24} {', '.join(f'{n} {verdict}' for verdict, n in sorted(verdicts.items()))}")
    for how, (right, total) in press_scores.edges(cases).items():
        print(f"  {'true ' + how:24} {right} of {total} found ({right / total:.0%})")


def _hops(cases: Sequence[Weighed]) -> None:
    for given in (False, True):
        found = press_scores.hops(cases, given=given)
        if found is None:
            print("hops".ljust(26), "no weigher yet")
            return
        print(f"hops, {'claims given' if given else 'as found'}: found, spanned, of (visible); listed, of these true,")
        print("      and changed on that page, but not since the one told")
        for kind, n in sorted(found.items()):
            true = n["found"] + n["spanned"] + n["missed"]
            right, there = n["listed right"], n["listed page"]
            listed = right + there + n["listed wrong"]
            shares = f"recall {_share(n['found'] + n['spanned'], true)}, precision {_share(right, listed)}"
            print(f"  {kind:24} {n['found']:3} {n['spanned']:3} of {true:3} ({n['visible']:3})  "
                  f"{listed:4}, {right} true, {there}; {shares}")  # fmt: skip


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "-"


def ceilings(cases: int, pages: int | None, grammar: str) -> None:
    """The error of the count where the claim is given, and more and more beside it."""
    for name, found in press_given.counts(drawn(cases, pages, grammar)).items():
        error, bias, exact = press_scores.error([(round(w.value or 0), true) for w, true in found])
        inside = sum((w.low or 0) <= true <= (w.high or 0) for w, true in found) / len(found)
        print(f"{name:30} error {error:.2f}  bias {bias:+.2f}  exact {exact:.0%}  range holds {inside:.0%}")


def choose(cases: int) -> None:
    """The error of the cluster rules on the train grammar, for each bound."""
    made = drawn(cases, None, "train")
    for name, rule in (("texts", press_rivals.texts), ("headlines", press_rivals.headlines)):
        for bound in BOUNDS:
            pairs = [(rule(c, bound), c.truth.count) for c in made]
            print(f"{name:10} {bound:.2f} {press_scores.error(pairs)[0]:6.2f}")
    print(f"median     {sorted(c.truth.count for c in made)[len(made) // 2]}")


if __name__ == "__main__":
    main()
