"""What the workbench's templates ask for beyond the report's: the words of a statement, sums, days, sources, hits."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from firsthand.records import Actor, Document, Reason, Statement
from firsthand.tell import pages, words
from firsthand.tell.index import Account, Telling, Voice
from firsthand.tell.report import View
from firsthand.text import fold, sentences

AROUND = 1  # sentences shown on either side of a statement
MOST_HITS = 200


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


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement or a page that holds the words looked for: the text in parts, every second one a hit."""

    statement: Statement | None
    document: Document
    parts: tuple[str, ...]


@dataclass
class Searching:
    """A case made ready to be searched: folded texts, made once for each state of the case."""

    view: View
    statements: list[tuple[Statement, str]] = field(default_factory=list)
    documents: list[tuple[Document, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for one in self.view.dossier.statements:
            who = one.speaker.name if one.speaker else ""
            self.statements.append((one, fold(f"{who} {self.view.index.content(one)}")))
        for document in self.view.dossier.documents:
            self.documents.append((document, fold(document.text)))

    def hits(self, asked: str) -> tuple[list[Hit], int]:
        """Statements, then pages, that hold every word asked for, and how many there are in all."""
        wanted = fold(asked).split()
        if not wanted:
            return [], 0
        said = [one for one, text in self.statements if all(w in text for w in wanted)]
        held = [d for d, text in self.documents if all(w in text for w in wanted)]
        hits = [
            Hit(s, self.view.index.documents[s.document], marked(self.view.index.content(s), wanted))
            for s in said[:MOST_HITS]
        ]
        room = MOST_HITS - len(hits)
        hits += [Hit(None, d, marked(_near(d.text, wanted), wanted)) for d in held[:room]]
        return hits, len(said) + len(held)


def marked(text: str, wanted: Sequence[str]) -> tuple[str, ...]:
    """The text in parts, every second one a word that was looked for."""
    parts, last = list[str](), 0
    low = text.casefold()
    if len(low) != len(text):  # folding changed lengths: show the words unmarked rather than the wrong ones
        return (text,)
    places = sorted((at, at + len(w)) for w in wanted for at in _places(low, w))
    for start, end in places:
        if start >= last:
            parts += [text[last:start], text[start:end]]
            last = end
    return (*parts, text[last:])


def _places(text: str, word: str) -> Iterable[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


def _near(text: str, wanted: Sequence[str]) -> str:
    """The stretch of a page around the first word looked for."""
    at = max(0, text.casefold().find(wanted[0]))
    start = max(0, at - 90)
    return f"{'… ' if start else ''}{text[start : at + 160]}"
