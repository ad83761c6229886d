"""The dossier's records by their ids, and each claim as its voices: what every teller looks things up in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlsplit

from firsthand.records import (
    Actor,
    Claim,
    Document,
    Dossier,
    Exhibit,
    Figure,
    Hop,
    Link,
    Mention,
    Origin,
    Passage,
    Position,
    Reason,
    Statement,
    Weight,
)
from firsthand.tell import words
from firsthand.text import fold

CARRYING = ("supports", "reports")
RELATIONS = ("refines", "part_of", "contradicts", "updates")
# Links that tell who has it from whom, in the order in which they say so.
TIES = ("credits", "cites", "quotes", "copies")


@dataclass(frozen=True, slots=True)
class Telling:
    """One page's telling of a claim, inside one voice."""

    statement: Statement
    document: Document
    position: Position
    first: bool
    why: tuple[Reason, ...]

    @property
    def day(self) -> str | None:
        """The day its page gives itself."""
        return self.document.day


@dataclass(frozen=True, slots=True)
class Voice:
    """One origin of a claim with its echoes, as shown."""

    origin: Origin
    letter: str
    name: str
    tellings: tuple[Telling, ...]
    loose: tuple[Reason, ...]

    @property
    def known(self) -> bool:
        """Whether the case shows where its words come from."""
        return self.origin.known

    @property
    def position(self) -> Position:
        """The position of the whole group."""
        return self.origin.position

    @property
    def first(self) -> Telling:
        """The telling that comes first."""
        return next((telling for telling in self.tellings if telling.first), self.tellings[0])

    @property
    def echoes(self) -> tuple[Telling, ...]:
        """Every telling but the first."""
        return tuple(telling for telling in self.tellings if telling is not self.first)


@dataclass(frozen=True, slots=True)
class Account:
    """A claim with everything that is told of it."""

    claim: Claim
    voices: tuple[Voice, ...]
    origins: Weight | None
    figures: tuple[Figure, ...]
    notes: tuple[Reason, ...]
    figure_notes: tuple[Reason, ...]
    hops: tuple[Hop, ...]
    exhibits: tuple[Exhibit, ...]
    silent: tuple[Reason, ...]
    belief: Weight | None
    documents: tuple[str, ...]

    def of(self, *positions: str, known: bool | None = None) -> list[Voice]:
        """The voices that take one of these positions, and whose lineage is known or not."""
        return [v for v in self.voices if v.position in positions and known in (None, v.known)]

    @property
    def echoes(self) -> int:
        """How many pages only repeat: those that no carrying voice's first telling stands on."""
        carrying = self.of(*CARRYING)
        pages = {telling.document.id for voice in carrying for telling in voice.tellings}
        return len(pages - {voice.first.document.id for voice in carrying})


@dataclass
class Index:
    """Look-ups over one dossier."""

    dossier: Dossier
    documents: dict[str, Document] = field(init=False)
    statements: dict[str, Statement] = field(init=False)
    actors: dict[str, Actor] = field(init=False)
    weights: dict[tuple[str, str], Weight] = field(init=False)

    def __post_init__(self) -> None:
        self.documents = {document.id: document for document in self.dossier.documents}
        self.statements = {s.id: s for s in self.dossier.statements if s.document in self.documents}
        self.actors = {actor.id: actor for actor in self.dossier.actors}
        self.weights = {(weight.claim, weight.weigher): weight for weight in self.dossier.weights}

    @cached_property
    def accounts(self) -> tuple[Account, ...]:
        """Every claim as its voices, in the dossier's order."""
        return tuple(self._account(claim) for claim in self.dossier.claims)

    @cached_property
    def lead(self) -> Account | None:
        """The claim the report opens with: the one asked for, else the one that most pages carry."""
        return max(self.accounts, key=lambda account: (self.asked(account), len(account.documents)), default=None)

    def asked(self, account: Account) -> bool:
        """Whether the question is this claim with a question mark."""
        return fold(account.claim.text).rstrip("?. ") == fold(self.dossier.question).rstrip("?. ")

    @cached_property
    def by_document(self) -> dict[str, list[Statement]]:
        """The statements of each document, in their order."""
        found: dict[str, list[Statement]] = defaultdict(list)
        for statement in self.statements.values():
            found[statement.document].append(statement)
        return found

    @cached_property
    def account_of(self) -> dict[str, Account]:
        """The claim of each statement: the first in the dossier's order."""
        found: dict[str, Account] = {}
        for account in self.accounts:
            for member in account.claim.statements:
                found.setdefault(member.statement, account)
        return found

    @cached_property
    def voice_of(self) -> dict[str, Voice]:
        """The voice of each statement: of the first claim that has it."""
        found: dict[str, Voice] = {}
        for account in self.accounts:
            for voice in account.voices:
                for statement in voice.origin.statements:
                    found.setdefault(statement, voice)
        return found

    @cached_property
    def position_of(self) -> dict[str, Position]:
        """The position of each statement in its first claim."""
        found: dict[str, Position] = {}
        for claim in self.dossier.claims:
            for member in claim.statements:
                found.setdefault(member.statement, member.position)
        return found

    @cached_property
    def related(self) -> dict[str, list[tuple[str, Link]]]:
        """For each claim, the other claims it refines, is part of, updates or contradicts."""
        claims = {claim.id for claim in self.dossier.claims}
        found: dict[str, list[tuple[str, Link]]] = defaultdict(list)
        for link in self.dossier.links:
            if link.kind in RELATIONS and link.left in claims and link.right in claims:
                found[link.left].append((link.right, link))
                if not link.directed:
                    found[link.right].append((link.left, link))
        return found

    @cached_property
    def ties(self) -> dict[str, list[Link]]:
        """For each page, the links that say it took words from another page or gave words to one."""
        found: dict[str, list[Link]] = defaultdict(list)
        for link in self.dossier.links:
            for end in (link.left, link.right) if link.kind in TIES else ():
                page = self.statements[end].document if end in self.statements else end
                found[page].append(link)
        return found

    def name(self, actors: Iterable[str]) -> str:
        """The actors' names in one line; the first two, and how many more."""
        found = (words.plain(self.actors[actor].name) for actor in actors if actor in self.actors)
        names = list({fold(name): name for name in found}.values())  # two unnamed sources may be called alike
        more = f" and {len(names) - 2} more" if len(names) > 2 else ""
        return ", ".join(names[:2]) + more

    def outlet(self, document: Document) -> str:
        """Who publishes a page, or else what it is called."""
        return outlet(document)

    def content(self, statement: Statement) -> str:
        """The words that are said, pieces joined with a sign that something stands between."""
        text = self.documents[statement.document].text
        return words.plain(" … ".join(text[span.start : span.end] for span in statement.content))

    def words_at(self, passage: Passage) -> str:
        """The words of a passage; empty where its page is not in the dossier."""
        document = self.documents.get(passage.document)
        return words.plain(document.text[passage.start : passage.end]) if document else ""

    def _account(self, claim: Claim) -> Account:
        origins, figures = self.weights.get((claim.id, "origins")), self.weights.get((claim.id, "figures"))
        notes = self.weights.get((claim.id, "positions"))
        groups = [item for item in (origins.items if origins else ()) if isinstance(item, Origin)]
        members = {member.statement: member.position for member in claim.statements}
        voices = [
            self._voice(group, members) for group in groups if any(s in self.statements for s in group.statements)
        ]
        pages = dict.fromkeys(self.statements[s].document for s in members if s in self.statements)
        return Account(
            claim,
            tuple(voices),
            origins,
            tuple(
                f
                for f in (figures.items if figures else ())
                if isinstance(f, Figure) and f.statement in self.statements
            ),
            notes.reasons if notes else (),
            figures.reasons if figures else (),
            tuple(h for h in self._items(claim, "mutation") if isinstance(h, Hop)),
            tuple(e for e in self._items(claim, "evidence") if isinstance(e, Exhibit)),
            silent.reasons if (silent := self.weights.get((claim.id, "silence"))) else (),
            self.weights.get((claim.id, "belief")),
            tuple(pages),
        )

    def _items(self, claim: Claim, weigher: str) -> tuple[object, ...]:
        weight = self.weights.get((claim.id, weigher))
        return weight.items if weight else ()

    def _voice(self, group: Origin, members: dict[str, Position]) -> Voice:
        earliest: dict[str, Statement] = {}
        order = sorted((s for s in group.statements if s in self.statements), key=lambda s: s != group.first)
        for statement in order:
            earliest.setdefault(self.statements[statement].document, self.statements[statement])
        place = {document: n for n, document in enumerate(group.documents)}
        pages = sorted(
            earliest, key=lambda document: (document != _page(earliest, group.first), place.get(document, 0))
        )
        why, loose = _shared_out(group.reasons, pages)
        tellings = [
            Telling(
                s := earliest[page], self.documents[page], members.get(s.id, group.position), n == 0, tuple(why[page])
            )
            for n, page in enumerate(pages)
        ]
        return Voice(group, self._letter(group), self._voice_name(group, tellings), tuple(tellings), tuple(loose))

    def _letter(self, group: Origin) -> str:
        return words.plain(self.dossier.letters.get(group.first)) or "?" if group.known else "?"

    def _voice_name(self, group: Origin, tellings: list[Telling]) -> str:
        speaker = tellings[0].statement.speaker
        said_by = words.plain(speaker.name) if speaker else ""
        return self.name(group.actors) or said_by or self.outlet(tellings[0].document)


def outlet(document: Document) -> str:
    """Who publishes a page, or else what it can be called by."""
    return words.plain(document.outlet) or _site(document) or words.plain(document.title) or "an unnamed page"


def _site(document: Document) -> str:
    """The site of a page's address, else the name of the file it was found in."""
    try:
        host = urlsplit(document.url or "").hostname or ""
    except ValueError:
        host = ""
    found = next(iter(document.places), "").rstrip("/").rpartition("/")[2]
    return words.plain(host.removeprefix("www.") or found)


def _page(earliest: dict[str, Statement], first: str) -> str | None:
    return next((page for page, statement in earliest.items() if statement.id == first), None)


def _shared_out(reasons: Iterable[Reason], pages: list[str]) -> tuple[dict[str, list[Reason]], list[Reason]]:
    """Each reason with the latest page it points at: that page is the echo it explains."""
    place = {page: n for n, page in enumerate(pages)}
    why: dict[str, list[Reason]] = {page: [] for page in pages}
    loose = []
    for reason in reasons:
        touched = [passage.document for passage in reason.spans if place.get(passage.document, 0) > 0]
        if touched:
            why[max(touched, key=place.__getitem__)].append(reason)
        else:
            loose.append(reason)
    return why, loose


Roster = dict[tuple[str, str], str]


def roster(actors: Iterable[Actor]) -> Roster:
    """The actor behind each name in each statement."""
    found: Roster = {}
    for actor in actors:
        for name in {fold(name) for name in (actor.name, *actor.aliases)}:
            for statement in actor.statements:
                found.setdefault((statement, name), actor.id)
    return found


def actor_of(mention: Mention, statement: str, known: Roster) -> str | None:
    """The actor a mention names; None where nothing says so."""
    return known.get((statement, fold(mention.name)))
