"""Stance, certainty and the narrator's distance on our own cases: `python -m bench.quality.stances`.

The cue is given and the rest of the sentence taken as content, so that only the manner is judged. `--half 2` scores the
half that the rules were not mended on.
"""

from __future__ import annotations

from bench.quality.blind import STEPS
from bench.quality.tables import print_scores, table
from firsthand import read
from firsthand.read.stance import Manner, manner
from firsthand.records import Document, Statement


def main() -> None:
    """Print the table."""
    print_scores(__doc__, scores)


def scores(half: int | None = None, show: bool = False) -> dict[str, tuple[int, int]]:
    """How many are right, of how many; `read` counts the sentences in which the program finds this cue itself."""
    cases = table("stances")
    cases = {None: cases, 1: cases[0::2], 2: cases[1::2]}[half]
    counts = {"stance": 0, "certainty": 0, "narrator": 0, "read": 0}
    for case in cases:
        found = _read(case)
        counts["read"] += isinstance(found, Statement)
        step = min(STEPS, key=lambda name: abs(STEPS[name] - found.certainty))
        right = {
            "stance": found.stance == case["stance"],
            "certainty": step == case["certainty"],
            "narrator": found.narrator == case["narrator"],
        }
        for name, good in right.items():
            counts[name] += good
        if show and not all(right.values()):
            wanted = (case["stance"], case["certainty"], case["narrator"])
            print(f"{case['text']}\n   {case['cue']!r} wanted {wanted} given {(found.stance, step, found.narrator)}")
    return {name: (right, len(cases)) for name, right in counts.items()}


def _read(case: dict[str, str]) -> Statement | Manner:
    """The program's own statement with this cue; without one, the manner of the cue with the rest of the sentence."""
    text = case["text"]
    low = text.index(case["cue"])
    high = low + len(case["cue"])
    found = [s for s in read.statements([Document("case", text, language="en")]) if isinstance(s, Statement)]
    near = [s for s in found if any(c.start < high and low < c.end for c in s.cue)]
    return near[0] if near else manner(case["cue"], text[high:])


if __name__ == "__main__":
    main()
