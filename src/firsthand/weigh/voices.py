"""A case in, voices and ties out: whose word each statement is, and how likely each voice leans on an earlier one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from firsthand.graph import groups
from firsthand.moments import order, published
from firsthand.records import Actor, Case, Link, Passage, Position, Reason, Statement, passages

# How likely a voice leans on an earlier one, by what ties them. Set on the train grammar of bench/press.
TAKING = frozenset({"copies", "credits", "cites", "quotes"})
COPIED, SAME_PAGE, ONE_BRIEFING, LATER_BRIEFING, OFFICIAL_OF = 0.97, 0.98, 0.75, 0.45, 0.6
# All words of one page stand on the other: no doubt of each pair, which would add up over a thousand sites of one wire.
ALL_COPIED = 1.0


@dataclass(frozen=True, slots=True)
class Tie:
    """A voice that leans on an earlier one: how likely, and why."""

    later: int
    earlier: int
    strength: float
    reason: Reason
    briefing: bool = False
    "Unnamed sources: if one of them is a source of its own, so likely are the others."


@dataclass(frozen=True, slots=True)
class Voice:
    """Statements of one side that are one body's word, or one page's own."""

    statements: tuple[Statement, ...]
    kind: str
    "named, unnamed or unknown: nothing says whose word it is."
    opposes: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """A case with its look-ups."""

    case: Case
    order: Mapping[str, int]
    speaker: Mapping[str, Actor | None]
    position: Mapping[str, Position]
    day: Mapping[str, str]
    body: Mapping[str, str]
    took: Mapping[str, Set[str]]
    "Page -> the pages that it took from, by its own words or by copied ones with a date."
    published: Mapping[str, str | None]
    "Page -> the day or moment that it gives itself."


def scene_of(case: Case) -> Scene:
    """The look-ups of a case."""
    by_statement: dict[str, list[Actor]] = defaultdict(list)
    for actor in case.actors:
        for statement in actor.statements:
            by_statement[statement].append(actor)
    days = {d.id: d.day or "" for d in case.documents}
    when = {d.id: order(d) for d in case.documents}
    ordered = sorted(
        (*case.statements, *case.others),
        key=lambda s: (when[s.document], s.document, s.content[0].start, s.id),
    )
    took: dict[str, set[str]] = defaultdict(set)
    for link in case.links:
        if link.directed and link.kind in TAKING:
            took[link.left].add(link.right)
    return Scene(
        case,
        {s.id: n for n, s in enumerate(ordered)},
        {s.id: _speaker(s, by_statement.get(s.id, [])) for s in (*case.statements, *case.others)},
        {m.statement: m.position for m in case.claim.statements},
        days,
        _bodies(case.actors),
        took,
        {d.id: published(d) for d in case.documents},
    )


def _speaker(statement: Statement, actors: Sequence[Actor]) -> Actor | None:
    """The actor whose name the statement's speaker bears: relays are actors of the statement too."""
    if statement.speaker is None:
        return None
    return next((a for a in actors if statement.speaker.name in {a.name, *a.aliases}), None)


def _bodies(actors: Sequence[Actor]) -> dict[str, str]:
    """Actor -> the body whose word its own is: people of one body are one voice, a country's bodies are several."""
    kinds = {a.id: a.kind for a in actors}
    ties = [(a.id, body) for a in actors for body in a.affiliations if kinds.get(body) != "country"]
    ids = list(dict.fromkeys([*(a.id for a in actors), *(body for _, body in ties)]))
    return {actor: group[0] for group in groups(ids, ties) for actor in group}


def voices_in(scene: Scene) -> list[Voice]:
    """The voices in order of their first telling."""
    found: dict[tuple[bool, str, str], list[Statement]] = {}
    for statement in sorted(scene.case.statements, key=lambda s: scene.order[s.id]):
        opposes = scene.position[statement.id] == "opposes"
        found.setdefault((opposes, *_voice_of(scene, statement)), []).append(statement)
    return [Voice(tuple(said), kind, opposes) for (opposes, kind, _), said in found.items()]


def _voice_of(scene: Scene, statement: Statement) -> tuple[str, str]:
    speaker = scene.speaker[statement.id]
    if speaker is None or speaker.kind == "outlet":
        return "unknown", statement.document
    return ("unnamed", speaker.id) if speaker.kind == "unnamed" else ("named", scene.body[speaker.id])


def ties_between(scene: Scene, voices: Sequence[Voice]) -> list[Tie]:
    """Every tie between two voices of one side, the stronger one where there are several."""
    strongest: dict[tuple[int, int], Tie] = {}
    judged, apart = _judged(scene, voices)
    for tie in (*_same_page(voices), *_briefings(scene, voices), *_linked(scene, voices), *judged):
        key = (tie.later, tie.earlier)
        if {key, key[::-1]} & apart:
            continue
        if key not in strongest or strongest[key].strength < tie.strength:
            strongest[key] = tie
    return _without_circles([strongest[key] for key in sorted(strongest)])


def _judged(scene: Scene, voices: Sequence[Voice]) -> tuple[list[Tie], set[tuple[int, int]]]:
    """The ties that a person set, and the pairs of voices that a person holds apart."""
    of = {s.id: n for n, voice in enumerate(voices) for s in voice.statements}
    ties, apart = [], set()
    for link in scene.case.links:
        if link.kind in {"depends", "independent"} and link.left in of and link.right in of:
            low, high = sorted((of[link.left], of[link.right]))
            if link.kind == "independent":
                apart.add((high, low))
            elif low != high:
                who = link.by.removeprefix("person:")
                ties.append(Tie(high, low, link.score, Reason(f"{who}: {link.why}", 0.0, link.spans[:2])))
    return ties, apart


def _without_circles(ties: Sequence[Tie]) -> list[Tie]:
    """The ties without those that close a circle: where A took from B and B from A, the first telling stays first."""
    leans: dict[int, set[int]] = defaultdict(set)
    kept = []
    for tie in sorted(ties, key=lambda t: (t.earlier > t.later, t.later, t.earlier)):
        if tie.earlier > tie.later and _reaches(leans, tie.earlier, tie.later):
            continue
        leans[tie.later].add(tie.earlier)
        kept.append(tie)
    return sorted(kept, key=lambda t: (t.later, t.earlier))


def _reaches(leans: Mapping[int, set[int]], start: int, goal: int) -> bool:
    seen, open_ = {start}, [start]
    while open_:
        for following in leans.get(open_.pop(), ()):
            if following == goal:
                return True
            if following not in seen:
                seen.add(following)
                open_.append(following)
    return False


def _same_page(voices: Sequence[Voice]) -> Iterable[Tie]:
    """A page's own words, or a speaker it leaves out, go with what the same page attributes to somebody."""
    on_page: dict[tuple[str, bool], list[int]] = defaultdict(list)
    for n, voice in enumerate(voices):
        if voice.kind != "unknown":
            for page in dict.fromkeys(s.document for s in voice.statements):
                on_page[page, voice.opposes].append(n)
    why = "the page says it again without naming another source"
    for n, voice in enumerate(voices):
        own = voice.statements[0]
        for other in on_page[own.document, voice.opposes][:1] if voice.kind == "unknown" else ():
            there = next(s for s in voices[other].statements if s.document == own.document)
            spans = passages(own.document, (*own.content[:1], *there.content[:1]))
            # The page's own words lean on its source, also where its headline stands before it.
            yield Tie(n, other, SAME_PAGE, Reason(why, 0.0, spans))


def _briefings(scene: Scene, voices: Sequence[Voice]) -> Iterable[Tie]:
    """Unnamed sources who tell several pages the same, and the body that one of them is said to belong to."""
    unnamed = [n for n, voice in enumerate(voices) if voice.kind == "unnamed"]
    for position, n in enumerate(unnamed):
        # The few before it are enough: each tie alone is more likely than not.
        for other in unnamed[max(0, position - 8) : position]:
            if voices[n].opposes == voices[other].opposes and (tie := _briefing(scene, voices, n, other)):
                yield tie
    bodies = [n for n, voice in enumerate(voices) if voice.kind == "named"]
    for n in unnamed:
        for other in bodies:
            if voices[n].opposes == voices[other].opposes and _belongs(voices[n], voices[other]):
                spans = named(voices[n].statements[0]) + named(voices[other].statements[0])
                why = "the unnamed source belongs to the body that says the same"
                yield Tie(max(n, other), min(n, other), OFFICIAL_OF, Reason(why, 0.0, spans))


def _briefing(scene: Scene, voices: Sequence[Voice], n: int, other: int) -> Tie | None:
    one, before = voices[n].statements[0], voices[other].statements[0]
    days = scene.day[one.document], scene.day[before.document]
    if one.document == before.document or not all(days):
        return None
    apart = (date.fromisoformat(days[0]) - date.fromisoformat(days[1])).days
    near = apart <= 1
    why = (
        "unnamed sources tell both pages the same within a day: presumed one briefing until shown otherwise"
        if near
        else "unnamed sources tell both pages the same"
    )
    return Tie(n, other, ONE_BRIEFING if near else LATER_BRIEFING, Reason(why, 0.0, named(one) + named(before)), True)


def _belongs(unnamed: Voice, named: Voice) -> bool:
    """Whether the description of an unnamed source names the body, or a body of that country's: all its capitals."""
    said = {w for s in unnamed.statements if s.speaker for w in s.speaker.name.split() if w[:1].isupper()}
    theirs = {w for s in named.statements if s.speaker for w in s.speaker.name.split()}
    return bool(said - _ARTICLES) and (said - _ARTICLES) <= theirs


_ARTICLES = frozenset({"A", "An", "The", "One", "Some", "Two", "Three", "Several", "Senior", "Another"})


def _linked(scene: Scene, voices: Sequence[Voice]) -> Iterable[Tie]:
    """Copies, credits and citations between the pages of two voices that do not each name a source of their own."""
    of_page: dict[str, list[tuple[int, Statement]]] = defaultdict(list)
    for n, voice in enumerate(voices):
        for statement in voice.statements:
            of_page[statement.document].append((n, statement))
    for link in scene.case.links:
        if link.kind not in TAKING:
            continue
        for n, one in of_page.get(link.left, ()):
            for m, other in of_page.get(link.right, ()):
                taker, giver = (n, m) if link.directed else (max(n, m), min(n, m))
                if (strength := _along(link, voices, (taker, giver), (one, other))) > 0:
                    yield Tie(taker, giver, strength, Reason(f"{link.kind}: {link.why}", 0.0, link.spans[:2]))


def _along(link: Link, voices: Sequence[Voice], ends: tuple[int, int], said: tuple[Statement, Statement]) -> float:
    """How likely the first voice took its words from the second, seeing that its page took from the other's."""
    taker, giver = ends
    if taker == giver or voices[taker].opposes != voices[giver].opposes or voices[taker].kind == "named":
        return 0.0  # a page that names its own source and leans on another page in passing keeps its own origin
    if link.kind == "copies":
        strength = ALL_COPIED if link.score >= 1 else COPIED
        return strength if all(_touches(link, statement) for statement in said) else 0.0
    return link.score


def _touches(link: Link, statement: Statement) -> bool:
    return any(
        p.document == statement.document and p.start < c.end and c.start < p.end
        for p in link.spans
        for c in statement.content
    )


def named(statement: Statement) -> tuple[Passage, ...]:
    """The words that name the speaker; the content where nobody is named."""
    speaker = statement.speaker
    return (
        (Passage(statement.document, speaker.start, speaker.end),)
        if speaker
        else passages(statement.document, statement.content[:1])
    )
