"""Explanations found and cells drafted, on our own cases: `python -m bench.quality.hypotheses`.

`found` and `refused` count sentences that explain and that do not; `why` those cut where they should be. `cell` counts
drafted cells, `bearing` those among them that are not 0 by a person, `not turned` the drafts that do not say yes for no
or no for yes. Many cases say by other words what a list of words cannot see; they are here to be counted.
`--half 2` scores the half on which no rule was mended.
"""

from __future__ import annotations

from bench.quality.tables import Scores, print_scores, table
from firsthand.records import Block, Dated, Document, Hypothesis, Origin, Span, Statement, identity
from firsthand.weigh.connectives import parts
from firsthand.weigh.hypotheses import cells, evidence


def main() -> None:
    """Print the table."""
    print_scores(__doc__, scores)


def scores(half: int | None = None, show: bool = False) -> Scores:
    """How many are right, of how many."""
    return {**_explanations(_half("explanations", half), show), **_bearings(_half("bearings", half), show)}


def _half(name: str, half: int | None) -> list[dict[str, str]]:
    cases = table(name)
    return cases if half is None else cases[half - 1 :: 2]


def _explanations(cases: list[dict[str, str]], show: bool) -> Scores:
    found = [parts(case["text"]) for case in cases]
    explaining = [(f, c) for f, c in zip(found, cases, strict=True) if c["kind"] != "none"]
    others = [(f, c) for f, c in zip(found, cases, strict=True) if c["kind"] == "none"]
    cut = [f is not None and f.why.rstrip(".") == c["why"] for f, c in explaining]
    if show:
        for given, case in [*explaining, *others]:
            if (given is None) != (case["kind"] == "none") or (given and given.why.rstrip(".") != case["why"]):
                print(f"{case['text']}\n   wanted {case['kind']}: {case['why']!r}, given {given}")
    return {
        "found": (sum(f is not None for f, _ in explaining), len(explaining)),
        "kind": (sum(f is not None and f.kind == c["kind"] for f, c in explaining), len(explaining)),
        "why": (sum(cut), len(explaining)),
        "refused": (sum(f is None for f, _ in others), len(others)),
    }


def _bearings(cases: list[dict[str, str]], show: bool) -> Scores:
    pairs = [(_drafted(case), int(case["value"])) for case in cases]
    if show:
        for (given, wanted), case in zip(pairs, cases, strict=True):
            if given != wanted:
                print(f"{case['stance']} {case['words']} | {case['hypothesis']}\n   wanted {wanted}, given {given}")
    bearing = [(g, w) for g, w in pairs if w]
    return {
        "cell": (sum(g == w for g, w in pairs), len(pairs)),
        "bearing": (sum(g == w for g, w in bearing), len(bearing)),
        "not turned": (sum(g * w >= 0 for g, w in pairs), len(pairs)),
    }


def _drafted(case: dict[str, str]) -> int:
    text = case["words"]
    page = Document("case", text, (Block("paragraph", 0, len(text)),), published=Dated("2024-03-01", "given"))
    statement = Statement(
        identity(text), "case", "indirect", None, (), (Span(0, len(text)),), case["stance"], 0.9,  # type: ignore[arg-type]
        "neutral", (), None, None, (), (), 1.0, "bench",
    )  # fmt: skip
    origin = Origin("supports", True, (), ("case",), (statement.id,), statement.id, ())
    units = evidence([statement], [page], [origin])
    hypothesis = Hypothesis(identity(case["hypothesis"]), case["hypothesis"], None)
    return cells(units, [statement], [page], [hypothesis])[0].value


if __name__ == "__main__":
    main()
