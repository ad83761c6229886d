"""Relay chains on our own cases: `python -m bench.quality.relays`.

Each case is news prose with one statement: through whom it comes, outermost first, and whose word it is. `chain` is
right when every relay is named in order and none besides; `speaker` when the innermost source is. `--misses` prints
what is not.
"""

from __future__ import annotations

import argparse

from bench.quality.blind import same_actor
from bench.quality.tables import table
from firsthand import read
from firsthand.records import Document, Statement


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--misses", action="store_true")
    given = options.parse_args()
    for name, (right, total) in scores(show=given.misses).items():
        print(f"{name:22} {right / total:.3f}  of {total}")


def scores(*, show: bool = False) -> dict[str, tuple[int, int]]:
    """How many chains and speakers are right, of how many."""
    cases = table("relays")
    counts = {"chain": [0, 0], "chain where relayed": [0, 0], "chain where not": [0, 0], "speaker": [0, 0]}
    for case in cases:
        found = _statement(case)
        wanted = [name for name in case["via"].split(" > ") if name]
        given = [mention.name for mention in found.via] if found else None
        chain = given is not None and len(given) == len(wanted) and all(map(same_actor, wanted, given))
        words = case["text"][found.speaker.start : found.speaker.end] if found and found.speaker else None
        speaker = same_actor(case["speaker"], words) or words == case["speaker"]
        for name, right in (
            ("chain", chain),
            ("chain where relayed" if wanted else "chain where not", chain),
            ("speaker", speaker),
        ):
            counts[name][0] += right
            counts[name][1] += 1
        if show and not (chain and speaker):
            print(f"{case['text']}\n   wanted {wanted} {case['speaker']!r}\n   given  {given} {words!r}")
    return {name: (right, total) for name, (right, total) in counts.items()}


def _statement(case: dict[str, str]) -> Statement | None:
    """The statement that holds the case's content; of several the one with the shortest content, the innermost."""
    text = case["text"]
    low = text.index(case["content"])
    high = low + len(case["content"])
    found = [s for s in read.statements([Document("case", text, language="en")]) if isinstance(s, Statement)]
    holding = [s for s in found if any(c.start < high and low < c.end for c in s.content)]
    return min(holding, key=lambda s: sum(c.end - c.start for c in s.content), default=None)


if __name__ == "__main__":
    main()
