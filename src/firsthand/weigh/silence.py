"""Who could be expected to speak and was not heard: apart from those who denied, and from pages that could not be read.

Expected is who speaks on a related claim of the case, and who is named in the claim's own words. "No position seen" is
never "did not deny": it says how many pages were looked through.
"""

from __future__ import annotations

from collections.abc import Iterable

from firsthand.records import Actor, Case, Passage, Reason, Weight
from firsthand.text import fold
from firsthand.weigh.voices import scene_of

BY = "silence"


def weigh(case: Case) -> Weight:
    """One reason for each expected speaker without a position; the value is their number."""
    scene = scene_of(case)
    heard = {scene.body[a.id] for s in case.statements if (a := scene.speaker[s.id]) is not None}
    silent = {
        scene.body[actor.id]: (actor, where)
        for actor, where in sorted(_expected(case), key=lambda pair: (fold(pair[0].name), pair[1]), reverse=True)
        if scene.body[actor.id] not in heard
    }
    last = max((day for day in scene.day.values() if day), default=None)
    upto = f" up to {last}" if last else ""
    unread = f"; {case.unread} more could not be read" if case.unread else ""
    pages = f"{case.looked} page{'s'[: case.looked != 1]}"
    reasons = tuple(
        Reason(f"{actor.name}: no position seen in {pages}{upto}{unread}", 0.0, (where,))
        for actor, where in sorted(silent.values(), key=lambda pair: fold(pair[0].name))
    )
    return Weight(case.claim.id, BY, float(len(reasons)), None, None, reasons)


def _expected(case: Case) -> Iterable[tuple[Actor, Passage]]:
    """Actors with a voice in related claims, or named in the claim's words, and where that stands."""
    texts = {d.id: d.text for d in case.documents}
    said = {s.id: s for s in case.others}
    contents = [(s.document, c, texts[s.document][c.start : c.end]) for s in case.statements for c in s.content]
    for actor in case.actors:
        if actor.kind in {"unnamed", "outlet"}:
            continue
        for statement in actor.statements:
            if statement in said:
                one = said[statement]
                yield actor, Passage(one.document, one.content[0].start, one.content[0].end)
        for document, span, words in contents:
            at = next((words.find(name) for name in (actor.name, *actor.aliases) if name and name in words), -1)
            if at >= 0:
                yield actor, Passage(document, span.start, span.end)
