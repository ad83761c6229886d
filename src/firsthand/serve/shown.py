"""What the workbench's templates ask for beyond the report's: the words of a statement, sums, days, sources, hits."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from firsthand.records import Actor, Document, Reason, Span, Statement
from firsthand.serve.finding import Hit
from firsthand.tell import pages, words
from firsthand.tell.index import Account, Telling, Voice
from firsthand.tell.report import View
from firsthand.text import sentences

AROUND = 1  # sentences shown on either side of a statement
AROUND_HIT = 90  # characters shown before a hit on a page, and twice as many after


@dataclass(frozen=True, slots=True)
class Words:
    """A statement in its words: what stands before it, its pieces, and what stands after."""

    statement: Statement
    document: Document
    before: str
    pieces: tuple[tuple[str, str], ...]
    "Text with its part: content, speaker, cue, or nothing."
    after: str
    label: str


def in_words(view: View, statement: Statement) -> Words:
    """The statement with a sentence on either side, as the page has it."""
    document = view.index.documents[statement.document]
    text, extent = document.text, pages.extent(statement)
    cut = sentences(text, max(0, extent.start - 600), min(len(text), extent.end + 600))
    start = min((s.start for s in cut if s.end > extent.start), default=extent.start)
    end = max((s.end for s in cut if s.start < extent.end), default=extent.end)
    low = min((s.start for s in [s for s in cut if s.end <= start][-AROUND:]), default=start)
    high = max((s.end for s in [s for s in cut if s.start >= end][:AROUND]), default=end)
    _, label = pages.place(document, pages.said_at(statement), view.blocks[document.id])
    return Words(
        statement, document, text[low:start], tuple(_pieces(statement, text, start, end)), text[end:high], label
    )


def _pieces(statement: Statement, text: str, start: int, end: int) -> Iterable[tuple[str, str]]:
    """The stretch from start to end, cut where speaker, cue and content begin and end."""
    parts = [(s.start, s.end, "content") for s in statement.content]
    parts += [(s.start, s.end, "cue") for s in statement.cue]
    parts += [(s.start, s.end, "speaker") for s in ([statement.speaker] if statement.speaker else [])]
    cuts = sorted({start, end, *(e for a, b, _ in parts for e in (a, b) if start < e < end)})
    for low, high in pairwise(cuts):
        found = [name for a, b, name in parts if a <= low and high <= b]
        yield text[low:high], next((n for n in ("speaker", "cue", "content") if n in found), "")


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the sum: from where to where it moves the chance, in percent of the scale."""

    reason: Reason
    low: float
    high: float
    down: bool
    first: bool


def steps(account: Account) -> list[Step]:
    """The belief as a waterfall: each contribution in log-odds, drawn where it moves the chance."""
    found, total = list[Step](), 0.0
    for reason in account.belief.reasons if account.belief else ():
        if not reason.weight:
            continue
        before = _share(total) if found else 0.0
        total += reason.weight
        after = _share(total)
        found.append(Step(reason, min(before, after), max(before, after), after < before, not found))
    return found


def _share(log_odds: float) -> float:
    return round(100 / (1 + math.exp(-log_odds)), 1)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a claim with what was told on it."""

    day: str
    tellings: tuple[tuple[Voice, Telling], ...]
    firsts: int


def days(view: View, account: Account) -> list[Day]:
    """The days on which pages tell a claim, in order; pages without a day are not among them."""
    found: dict[str, list[tuple[Voice, Telling]]] = defaultdict(list)
    for voice, telling in view.tellings(account):
        if telling.day:
            found[telling.day[:10]].append((voice, telling))
    return [Day(day, tuple(told), sum(t.first and v.known for v, t in told)) for day, told in sorted(found.items())]


@dataclass
class Source:
    """An actor, with what it said and in which role."""

    actor: Actor
    statements: list[Statement] = field(default_factory=list)
    roles: Counter[str] = field(default_factory=Counter)
    shown: int = 0


def sources(view: View) -> list[Source]:
    """Every actor that says something, those who say most first."""
    found = []
    for actor in view.dossier.actors:
        said = [view.index.statements[s] for s in actor.statements if s in view.index.statements]
        if not said:
            continue
        made = Source(actor, said)
        for one in said:
            role = view.role(one) or "outside"
            made.roles[role] += 1
            made.shown += words.basis_sign(one.basis) == "shown"
        found.append(made)
    return sorted(found, key=lambda s: (-len(s.statements), s.actor.name.casefold(), s.actor.id))


@dataclass(frozen=True, slots=True)
class Outlet:
    """A carrier with its pages and how it told: first, or after others."""

    name: str
    documents: tuple[Document, ...]
    firsts: int
    echoes: int
    unknown: int


def outlets(view: View) -> list[Outlet]:
    """Every outlet of the case, by the number of its pages."""
    held: dict[str, list[Document]] = defaultdict(list)
    for document in view.dossier.documents:
        held[view.index.outlet(document)].append(document)
    found = []
    for name, mine in held.items():
        roles = Counter(view.role(s) for d in mine for s in view.index.by_document.get(d.id, ()))
        found.append(Outlet(name, tuple(mine), roles["first"], roles["echo"], roles["unknown"]))
    return sorted(found, key=lambda o: (-len(o.documents), o.name.casefold()))


def marked(text: str, start: int, end: int, spans: Sequence[Span]) -> tuple[str, ...]:
    """The stretch of a text in parts, every second one a place of the words looked for."""
    parts, at = list[str](), start
    for span in spans:
        if span.start >= at and span.end <= end:
            parts += [text[at : span.start], text[span.start : span.end]]
            at = span.end
    return (*parts, text[at:end])


def stretch(hit: Hit) -> tuple[str, ...]:
    """What is shown of a hit: a statement's words, or what stands around the first place in a page."""
    text = hit.document.text
    if hit.statement is not None:
        return marked(text, hit.statement.content[0].start, hit.statement.content[-1].end, hit.spans)
    first = hit.spans[0].start if hit.spans else 0
    return marked(text, max(0, first - AROUND_HIT), min(len(text), first + 2 * AROUND_HIT), hit.spans)
