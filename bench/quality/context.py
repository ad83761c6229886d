"""Timing: how often chance is called unusual, how often a planted event is found: `python -m bench.quality.context`.

Calendars are made by a fixed seed: twelve pages at random days of a period, six more within two days of one another,
and some events. `shuffled`: the events have nothing to do with the burst. `planted`: one lies in it, named by a page
outside. Both give the share in which the timing is called unusual, by the days of the period and the events tried.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from firsthand.records import Block, Case, Claim, Dated, Document, Passage
from firsthand.weigh.context import MARGIN, RATE, weigh

LENGTHS, EVENTS, CALENDARS = (45, 90, 180), (1, 2, 5), 500
START = date(2024, 1, 1)


def main() -> None:
    """Print the table."""
    for (kind, length, events), (flagged, total) in scores().items():
        print(f"{kind:9} {length:4} days {events} events  {flagged / total:.3f}  of {total}")


def scores(calendars: int = CALENDARS) -> dict[tuple[str, int, int], tuple[int, int]]:
    """How many calendars are called unusual, of how many; the rule allows RATE of the shuffled ones."""
    found = {}
    for kind in ("shuffled", "planted"):
        for length in LENGTHS:
            for events in EVENTS:
                made = (_calendar(Random(f"{length} {events} {n}"), length, events, kind) for n in range(calendars))
                found[kind, length, events] = (sum(_flagged(case) for case in made), calendars)
    return found


def _flagged(case: Case) -> bool:
    value = weigh(case).value
    return value is not None and value <= RATE


def _calendar(random: Random, length: int, events: int, kind: str) -> Case:
    middle = random.randrange(length - 1)
    days = [0, length - 1, *(random.randrange(length) for _ in range(10))]
    burst = [middle + random.randrange(2) for _ in range(6)]
    named = [random.randrange(-MARGIN, length + MARGIN) for _ in range(events)]
    if kind == "planted":
        named[0] = random.choice(burst)
    words = " ".join(f"The summit of {START + timedelta(day)} opened." for day in named)
    pages = tuple(_page(n, day, words if n == 0 else "Snow fell.") for n, day in enumerate([*days, *burst]))
    return Case(Claim("c", "", Passage("0", 0, 1), None, ()), (), pages, (), ())


def _page(n: int, day: int, words: str) -> Document:
    return Document(
        str(n),
        words,
        (Block("paragraph", 0, len(words)),),
        published=Dated((START + timedelta(day)).isoformat(), "given"),
    )


if __name__ == "__main__":
    main()
