"""How many independent origins a claim has: its voices in order of telling, each new or leaning on an earlier one.

Statements of one body are one voice. Each voice leans on each earlier one with some probability: a credit, a copy, one
briefing, an office of the same body, or nothing but having come later. A voice is an origin when it leans on none; the
number of origins is then a sum of independent yes-or-no draws, whose distribution is exact (Poisson binomial; Hong,
Computational Statistics & Data Analysis 2013). A voice that leans on two earlier ones does not make these two one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from firsthand.graph import groups
from firsthand.moments import precedes
from firsthand.records import Case, Origin, Position, Reason, Statement, Weight
from firsthand.weigh.voices import ONE_BRIEFING, Scene, Tie, Voice, named, scene_of, ties_between, voices_in

BY = "origins"
# A voice whose words come from nowhere that the pages name: after an earlier telling, and as the first of all.
LATER_UNKNOWN, FIRST_UNKNOWN = 0.93, 0.5
# A body that nothing ties to an earlier one may still be that one under another name, or pass its word on: the share of
# named groups too many on the train grammar of bench/press.
OTHER_NAME = 0.1
LIKELY = 0.5  # a tie more likely than not folds a voice into the one it leans on
TAIL = 0.05  # on either side of the range: a 90 % range


def weigh(case: Case) -> Weight:
    """The independent origins that support the claim: count, 90 % range, and all groups of every position."""
    scene = scene_of(case)
    voices = voices_in(scene)
    ties = ties_between(scene, voices)
    leans = _leans(voices, ties)
    led = _led(voices, ties, leans)
    found = _origins(scene, voices, ties, led)
    count = sum(o.known and o.position == "supports" for o in found)
    low, high = _range(scene, voices, ties, leans)
    low, high = min(low, count), max(high, count)
    return Weight(
        case.claim.id, BY, float(count), float(low), float(high),
        (*_reasons(found, count, low, high), *_undated(case)), tuple(found),
    )  # fmt: skip


def _leans(voices: Sequence[Voice], ties: Sequence[Tie]) -> list[float]:
    """For each voice, the probability that it leans on another: that not all of its ties fail."""
    alone = [1.0] * len(voices)
    for tie in ties:
        alone[tie.later] *= 1 - tie.strength
    first: dict[bool, int] = {}
    for n, voice in enumerate(voices):
        began = first.setdefault(voice.opposes, n)
        if voice.kind == "unknown":
            alone[n] *= 1 - (FIRST_UNKNOWN if began == n else LATER_UNKNOWN)
    return [1 - free for free in alone]


def _led(voices: Sequence[Voice], ties: Sequence[Tie], leans: Sequence[float]) -> list[int | None]:
    """The earlier voice that each one is folded into: its strongest tie, where it leans more likely than not."""
    best: dict[int, Tie] = {}
    for tie in ties:
        if tie.later not in best or best[tie.later].strength < tie.strength:
            best[tie.later] = tie
    return [best[n].earlier if n in best and leans[n] > LIKELY else None for n in range(len(voices))]


def _range(scene: Scene, voices: Sequence[Voice], ties: Sequence[Tie], leans: Sequence[float]) -> tuple[int, int]:
    """The 90 % range of the number of supporting voices that lean on none.

    Whether unnamed sources are one briefing is one doubt for all of them, not one for each.
    """
    alone, briefed = _briefed(voices, ties)
    draws: list[tuple[float, int]] = []
    together: dict[int, int] = defaultdict(int)
    for n, voice in enumerate(voices):
        if voice.opposes or _position([scene.position[s.id] for s in voice.statements]) != "supports":
            continue
        if n in briefed and n in alone:
            together[briefed[n]] += 1
        else:
            doubt = OTHER_NAME if voice.kind == "named" and draws else 0.0
            draws.append(((1 - leans[n]) * (1 - doubt), 1))
    draws += [(1 - ONE_BRIEFING, size) for _, size in sorted(together.items())]
    below = np.cumsum(distribution(draws))
    return int(np.searchsorted(below, TAIL)), int(np.searchsorted(below, 1 - TAIL))


def _briefed(voices: Sequence[Voice], ties: Sequence[Tie]) -> tuple[set[int], dict[int, int]]:
    """The voices that nothing but a presumed briefing ties, and for each briefed one the first of its briefing."""
    root: dict[int, int] = {}
    other = {tie.later for tie in ties if not tie.briefing}
    for tie in ties:
        if tie.briefing and tie.strength > LIKELY:
            root.setdefault(tie.later, root.get(tie.earlier, tie.earlier))
    return set(range(len(voices))) - other, root


def distribution(draws: Iterable[tuple[float, int]]) -> np.ndarray:
    """How likely each total is, for independent draws that each add a number with a chance, else nothing; exact."""
    found = np.ones(1)
    for chance, size in draws:
        step = np.zeros(size + 1)
        step[0], step[size] = 1 - chance, step[size] + chance
        found = np.convolve(found, step)
        # What lies past the last likely number is dropped: thousands of voices cost what hundreds do.
        found = found[: max(1, int(np.flatnonzero(found > 1e-12)[-1]) + 1)]
    return np.asarray(found / found.sum())


def _origins(scene: Scene, voices: Sequence[Voice], ties: Sequence[Tie], led: Sequence[int | None]) -> list[Origin]:
    numbers = [str(n) for n in range(len(voices))]
    joined = groups(numbers, [(str(n), str(to)) for n, to in enumerate(led) if to is not None])
    group_of = {int(n): at for at, group in enumerate(joined) for n in group}
    inside: list[list[Tie]] = [[] for _ in joined]
    for tie in ties:
        if led[tie.later] == tie.earlier:
            inside[group_of[tie.later]].append(tie)
    return [_origin(scene, [voices[int(n)] for n in group], inside[at]) for at, group in enumerate(joined)]


def _origin(scene: Scene, voices: Sequence[Voice], ties: Sequence[Tie]) -> Origin:
    ordered = sorted((s for v in voices for s in v.statements), key=lambda s: scene.order[s.id])
    sources = [s for v in voices if v.kind == "named" for s in v.statements] or [
        s for v in voices if v.kind == "unnamed" for s in v.statements
    ]
    sources.sort(key=lambda s: scene.order[s.id])
    positions = [scene.position[s.id] for s in (sources or ordered)]
    actors = dict.fromkeys(a.id for s in sources if (a := scene.speaker[s.id]) is not None)
    return Origin(
        position=_position(positions),
        known=bool(sources),
        actors=tuple(actors),
        documents=tuple(dict.fromkeys(s.document for s in ordered)),
        statements=tuple(s.id for s in ordered),
        first=_first(scene, ordered, sources),
        reasons=(*_one_body(scene, voices), *_told_once(ties)),
    )


def _one_body(scene: Scene, voices: Sequence[Voice]) -> Iterable[Reason]:
    """Why statements of several pages are one voice: once for each page after the first, and each other name."""
    for voice in voices:
        first = voice.statements[0]
        told: set[tuple[str, str]] = set()
        for statement in voice.statements[1:]:
            a, b = scene.speaker[first.id], scene.speaker[statement.id]
            if a is None or b is None or statement.document == first.document:
                continue
            why = f"both are {a.name}’s word" if a.id == b.id else f"{a.name} and {b.name} speak for one body"
            if (why, statement.document) not in told:
                told.add((why, statement.document))
                yield Reason(why, 0.0, named(first) + named(statement))


def _told_once(ties: Sequence[Tie]) -> Iterable[Reason]:
    """Each reason as often as it says something of another page: not once for every pair of pages."""
    covered: dict[str, set[str]] = {}
    for tie in ties:
        pages = {p.document for p in tie.reason.spans}
        known = covered.setdefault(tie.reason.text, set())
        if not pages or pages - known:
            known |= pages
            yield tie.reason


def _first(scene: Scene, ordered: Sequence[Statement], sources: Sequence[Statement]) -> str:
    """The earliest telling that shows no page it was taken from: not relayed, naming its source, of no taker's page.

    Where the dates of several do not tell which was earlier, the one that most pages took from.
    """
    pages = {s.document for s in ordered}
    named = {s.id for s in sources}
    given = Counter(page for taker in pages for page in scene.took.get(taker, frozenset()) - {taker})

    def second_hand(statement: Statement) -> tuple[bool, bool, bool]:
        speaker = scene.speaker[statement.id]
        relayed = bool(statement.via) or (speaker is not None and speaker.kind == "outlet")
        took = scene.took.get(statement.document, frozenset()) - {statement.document}
        return relayed, not took.isdisjoint(pages), statement.id not in named

    best = min(ordered, key=lambda s: (second_hand(s), scene.order[s.id]))
    level = second_hand(best)
    when = scene.published[best.document]
    rivals = [s for s in ordered if precedes(when, scene.published[s.document]) is not True and second_hand(s) == level]
    return max(rivals, key=lambda s: (given[s.document], -scene.order[s.id])).id


def _position(positions: Sequence[Position]) -> Position:
    """What the group's own sources say; a body that both affirmed and withheld is read by what it affirmed."""
    for position in ("opposes", "supports", "uncertain"):
        if position in positions:
            return position
    return "reports"


def _reasons(found: Sequence[Origin], count: int, low: int, high: int) -> Iterable[Reason]:
    supporting = [o for o in found if o.position == "supports"]
    unknown = [o for o in supporting if not o.known]
    echoes = sum(len(o.documents) - 1 for o in supporting)
    yield Reason(
        f"{count} group{'s'[: count != 1]} of statements with a source of their own; {echoes} pages only repeat",
        float(count),
    )
    if unknown:
        yield Reason(
            f"{len(unknown)} of unknown lineage, not counted: nothing on the page says where the words come from", 0.0
        )
    if low < count:
        yield Reason(f"{low} at the low end of nine cases in ten: ties that are only likely may all hold", 0.0)
    if high > count:
        yield Reason(
            f"{high} at the high end of nine cases in ten: likely ties may fail, unknown lineages may be origins", 0.0
        )


def _undated(case: Case) -> Iterable[Reason]:
    """Without days nobody was seen to tell it first: which page echoes which is then open."""
    pages = len(case.documents)
    undated = sum(d.day is None for d in case.documents)
    if undated and pages > 1:
        yield Reason(
            f"{undated} of {pages} pages give no day: who told it first, and which page repeats which, is not known "
            "among them",
            0.0,
        )
