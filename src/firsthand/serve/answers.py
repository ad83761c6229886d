"""The shapes of what an agent is answered. A record with `untrusted` holds words that a page, not this program, wrote.

Its strings are data to judge. Ids, spans and days are ours; everything outside such records is ours too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from firsthand.tell import words

Yes = Literal[True]


@dataclass(frozen=True, slots=True)
class Range:
    """A number with the range it can lie in."""

    value: float | None
    low: float | None
    high: float | None

    def bracketed(self) -> str:
        """The number in words: 3 (2 to 4)."""
        return words.ranged(self.value, self.low, self.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of a page's text: from `start` to before `end`, in code points."""

    start: int
    end: int

    def bracketed(self) -> str:
        """Both ends: 50-102."""
        return f"{self.start}-{self.end}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of a page with the place they stand at: `words` begin at `start`; where `cut`, they end before `end`."""

    untrusted: Yes = True
    document: str
    outlet: str
    day: str | None
    url: str | None
    start: int
    end: int
    words: str
    cut: bool = False

    def cited(self) -> Iterator[tuple[str, bool]]:
        """As one line, each part with whether it is ours."""
        yield f"{self.document} {self.start}-{self.end} {self.day or 'no day'} ", True
        yield " ".join(part for part in (self.outlet, self.url) if part), False
        yield " ", True
        yield self.words, False
        if self.cut:
            yield " (cut)", True


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A name that pages use."""

    untrusted: Yes = True
    text: str

    def cited(self) -> Iterator[tuple[str, bool]]:
        """As one part."""
        yield self.text, False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A sentence of the machine's account, which may repeat names and words of pages, with what it rests on."""

    untrusted: Yes = True
    text: str
    weight: float = 0.0
    citations: list[Quote]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement: who says what, how, on which basis, in which words."""

    untrusted: Yes = True
    statement: str
    claim: str | None
    form: str
    stance: str
    position: str | None
    certainty: float
    speaker: str | None
    actor: str | None
    named: bool
    via: list[str]
    basis: str
    refers_to: str | None
    citations: list[Quote]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the case."""

    untrusted: Yes = True
    document: str
    outlet: str
    title: str
    day: str | None
    url: str | None
    language: str | None
    characters: int
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A page as an agent hands it over: its text, and who publishes it (outlet or url)."""

    text: str
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What the answer rests on, and what it does not: a thing not found may stand on a page that was not read."""

    pages: int
    pages_not_read: int
    places_failed: int
    statements: int
    claims: int


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What every answer says: the day it holds for, what was looked at, how much is shown, and how to go on."""

    as_of: str | None
    looked: Looked
    found: int
    shown: int
    next_cursor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A statement or a paragraph in which words of the query stand, with their places."""

    kind: Literal["statement", "page"]
    spans: list[Span]
    said: Said | None
    citation: Quote


@dataclass(frozen=True, kw_only=True)
class Hits(Answer):
    """Statements and paragraphs, those with the rarest words of the query first."""

    hits: list[Hit]


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Another claim and how it stands to this one."""

    claim: str
    relation: str
    why: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """A claim with its numbers. Origins are voices that do not lean on one another; echoes are pages that repeat."""

    id: str
    text: Quote
    first_seen: str | None
    pages: int
    statements: int
    origins: Range
    echoes: int
    lineage_unknown: int
    opposing_voices: int
    voices_that_show_something: int
    belief: Range | None
    related: list[Related]
    related_left_out: int = 0


@dataclass(frozen=True, kw_only=True)
class Claims(Answer):
    """The claims of the case, those that most pages carry first."""

    claims: list[ClaimLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """Another page of the claim and how the words travelled; without a direction only a likeness is known."""

    other: str
    outlet: Label
    way: Literal["took it from", "gave it to", "is like"]
    evidence: str
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One page's telling of a claim."""

    role: Literal["origin", "echo", "lineage unknown"]
    voice: str
    said: Said
    edges: list[Edge]
    edges_left_out: int = 0


@dataclass(frozen=True, kw_only=True)
class Trace(Answer):
    """A claim from its first telling on: who said it, who repeats whom, and why we think so."""

    claim: ClaimLine
    first_told: Said | None
    tellings: list[Telling]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One origin with the pages that repeat it; an unknown lineage is not independence."""

    untrusted: Yes = True
    letter: str
    name: str
    lineage_known: bool
    position: str
    first: Said
    echo_count: int
    echoes: list[Quote]
    echoes_left_out: int = 0
    reasons: list[Reason]
    reasons_left_out: int = 0


@dataclass(frozen=True, kw_only=True)
class Origins(Answer):
    """The voices of a claim, each with its echoes folded in."""

    claim: ClaimLine
    voices: list[Voice]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What one voice offers for its word: shown on a page, told of, or its word alone; and what is missing."""

    sign: Literal["shown", "told of", "word alone"]
    kind: str
    missing: str
    voice: str
    offered: Quote | None
    said: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Words that doubt a piece of evidence or say that it is missing."""

    kind: str
    citation: Quote


@dataclass(frozen=True, kw_only=True)
class Evidence(Answer):
    """What is shown and what is only said, strongest first."""

    claim: ClaimLine
    offers: list[Offer]
    disputed: list[Dispute]
    disputed_left_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure as one statement gives it. Compare only figures of one role and one thing counted."""

    role: str
    low: float | None
    high: float | None
    approximate: bool
    amount: str
    counted: Label
    holds_for: str | None
    claim: str
    voice: str
    position: str | None
    statement: str
    citation: Quote


@dataclass(frozen=True, kw_only=True)
class Figures(Answer):
    """Figures by what they count, then by day; and what the machine says of those that differ."""

    figures: list[Figure]
    notes: list[Reason]
    notes_left_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The first place on a claim's way where something about it changed."""

    kind: str
    claim: str
    earlier: Quote
    later: Quote
    statements: list[str]
    why: Reason
    told_again_by: int


@dataclass(frozen=True, kw_only=True)
class Changes(Answer):
    """Where hedges, sources, plans, verbs, figures or speakers changed on the way."""

    changes: list[Change]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A rival explanation; least against it leads. Untested where no evidence bears on it."""

    number: int
    id: str
    kind: str
    leads: bool
    tested: bool
    against: float
    share: float
    text: Label
    holder: Label | None
    offered_at: list[Quote]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """How a piece of evidence bears on an explanation: 1 fits, -1 speaks against it, 0 neither."""

    explanation: int
    value: int
    set_by: Literal["machine", "person"]
    answer_hangs_on_it: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One origin as evidence, its echoes folded away."""

    who: Label
    position: str
    weight: float
    tells_apart: float
    leader_hangs_on_it: bool
    bearings: list[Bearing]
    citation: Quote


@dataclass(frozen=True, kw_only=True)
class Explanations(Answer):
    """Rival explanations against the evidence, the evidence that tells most apart first."""

    claim: ClaimLine | None
    account: list[Reason]
    explanations: list[Explanation]
    explanations_left_out: int = 0
    evidence: list[Piece]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """One number of a claim as it stands and as it would be."""

    weigher: str
    now: Range
    without: Range


@dataclass(frozen=True, kw_only=True)
class WhatIf(Answer):
    """What would remain of a claim without some of its voices."""

    claim: ClaimLine
    outlook: list[Outlook]
    left_out: list[Said]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """A stretch of a page's text, from `start` on."""

    untrusted: Yes = True
    start: int
    end: int
    words: str


@dataclass(frozen=True, kw_only=True)
class Reading(Answer):
    """A page: its text with the statements found in it. `found` and `shown` count its statements."""

    page: Page
    text: PageText
    statements: list[Said]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Something that could not be done: the place and the reason may repeat words of a page or a server."""

    stage: str
    untrusted: Yes = True
    place: str
    message: str


@dataclass(frozen=True, kw_only=True)
class Problems(Answer):
    """What was not read and why; `not_english` are pages that are kept and not read."""

    problems: list[Trouble]
    not_english: list[Page]
    not_english_left_out: int = 0


@dataclass(frozen=True, kw_only=True)
class Added(Answer):
    """Pages that are new in the case, and what could not be had."""

    pages: list[Page]
    problems: list[Trouble]


@dataclass(frozen=True, kw_only=True)
class Kept(Answer):
    """A judgement as it was kept; a person can undo it, and a person's word wins over it."""

    judgement: str
    verb: str
    by: str
    about: list[Quote]
