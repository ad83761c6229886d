"""Figures on our own cases: `python -m bench.quality.figures`.

`value` is right when both bounds, approximation and unit are (people have the unit `person`, whatever they are called:
then what is counted must name them); `role` when the role is. The first half of the table was
written before the grammar was mended on it, the second half was never looked at: `--half 2` scores it alone.
"""

from __future__ import annotations

import re

from bench.quality.tables import print_scores, table
from firsthand.read.quantities import quantities
from firsthand.records import Quantity


def main() -> None:
    """Print the table."""
    print_scores(__doc__, scores)


def scores(half: int | None = None, show: bool = False) -> dict[str, tuple[int, int]]:
    """How many values and roles are right, of how many."""
    cases = table("quantities")
    middle = len(cases) // 2
    cases = {None: cases, 1: cases[:middle], 2: cases[middle:]}[half]
    counts = {"value": 0, "bounds": 0, "unit": 0, "role": 0}
    for case in cases:
        text = case["text"]
        place = re.search(rf"(?<!\w){re.escape(case['words'])}(?!\w)", text)
        start, end = place.span() if place else (0, 0)
        found = next((q for q in quantities(text, 0, len(text)) if q.start < end and start < q.end), None)
        wanted = (_number(case["low"]), _number(case["high"]), case["approximate"] == "true")
        right = {
            "bounds": found is not None and (found.low, found.high, found.approximate) == wanted,
            "unit": found is not None and _unit(found, case["unit"]),
            "role": found is not None and found.role == case["role"],
        }
        right["value"] = right["bounds"] and right["unit"]
        for name in counts:
            counts[name] += right[name]
        if show and not (right["value"] and right["role"]):
            given = found and (found.low, found.high, found.approximate, found.unit, found.role)
            print(f"{text}\n   {case['words']!r} wanted {(*wanted, case['unit'], case['role'])}\n   given  {given}")
    return {name: (right, len(cases)) for name, right in counts.items()}


def _unit(found: Quantity, wanted: str) -> bool:
    if (found.unit or "") == wanted:
        return True
    counted = (found.of or "").lower()
    plurals = (wanted, wanted + "s", wanted + "es", wanted.removesuffix("y") + "ies", wanted[:-3] + "men")
    return found.unit == "person" and any(counted.endswith(plural) for plural in plurals if plural)


def _number(words: str) -> float | None:
    return float(words) if words else None


if __name__ == "__main__":
    main()
