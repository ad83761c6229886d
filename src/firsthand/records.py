"""The nouns: everything that travels between the stages, immutable, each field with a line of explanation.

Found (kept, never changed): Document. Judged by a person (kept, never overruled): a Link with `by="person:..."`.
Everything else is the machine's reading and can be dropped and made again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, get_args

BlockKind = Literal["headline", "byline", "dateline", "paragraph", "caption", "furniture"]
Form = Literal["direct", "indirect", "mixed", "nominal", "belief", "anaphoric", "author"]
Stance = Literal["asserts", "denies", "doubts", "asks", "demands", "predicts"]
Narrator = Literal["neutral", "endorses", "distances"]
BasisKind = Literal[
    "imagery", "video", "document", "record", "eyewitness", "intercept", "count", "named", "unnamed", "none"
]
QuantityRole = Literal["total", "part", "planned", "casualties", "rate", "rank", "other"]
ActorKind = Literal["person", "organisation", "office", "outlet", "country", "unnamed"]
LinkKind = Literal[
    "copies", "quotes", "credits", "cites", "same_actor", "same_claim", "supports", "opposes", "revises",
    "refines", "part_of", "contradicts", "updates", "depends", "independent",
]  # fmt: skip
Position = Literal["supports", "opposes", "reports", "uncertain"]
Verb = Literal[
    "merge", "split", "same-actor", "different-actor", "dependent", "independent", "shown", "not-shown",
    "supports", "opposes", "reports", "uncertain", "true", "false", "mixed", "technique",
]  # fmt: skip
VERBS: frozenset[str] = frozenset(get_args(Verb))
PAIRS = frozenset({"merge", "split", "same-actor", "different-actor", "dependent", "independent"})
ABOUT_SPEAKERS = frozenset({"same-actor", "different-actor"})
OUTCOMES = frozenset({"true", "false", "mixed"})
Change = Literal["hedge-loss", "attribution-loss", "planned-to-done", "verb-hardening", "figure-drift", "origin-flip"]
HypothesisKind = Literal["as told", "not so", "cause", "motive", "gain", "condition", "given"]


def identity(*parts: str) -> str:
    """A short, stable name made of what the record says: the first 16 hex digits of a SHA-256."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a document's text. The text is never copied, always pointed at."""

    start: int
    "First code point, counted from 0."
    end: int
    "One past the last code point."


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A span together with the document it lies in: what a reason or a citation points at."""

    document: str
    "Id of the document."
    start: int
    "First code point."
    end: int
    "One past the last code point."


@dataclass(frozen=True, slots=True)
class Block:
    """What a stretch of a page is: headline, byline, dateline, paragraph, caption or furniture."""

    kind: BlockKind
    "What it is."
    start: int
    "First code point."
    end: int
    "One past the last code point."


@dataclass(frozen=True, slots=True)
class Hyperlink:
    """A link that leaves a page, with the words it hangs on."""

    url: str
    "Where it leads, absolute where the page's own address is known."
    start: int
    "First code point of the anchor."
    end: int
    "One past its last code point."


@dataclass(frozen=True, slots=True)
class Dated:
    """A day or moment that a page gives for itself, and how it is known."""

    value: str
    "ISO 8601, as exact as the page gives it: a day, or a moment with its offset."
    known_by: str
    "meta, json-ld, visible line, url, feed, given, file or fetched."


@dataclass(frozen=True, slots=True)
class Document:
    """One page as found. Identity: the site or outlet, and the text."""

    id: str
    "Hash of site (or outlet, where no address is known) and text."
    text: str
    "The page's text; never changed. For plain text it is the file's text itself."
    blocks: tuple[Block, ...] = ()
    "What each stretch of the text is, in order, without overlap."
    places: tuple[str, ...] = ()
    "Where it was found: files and addresses, as given, in the order of finding."
    url: str | None = None
    "Its own address: canonical link, or the address it was fetched from."
    outlet: str | None = None
    "Who publishes it, as the page says; else the site's name."
    title: str | None = None
    "Its headline."
    authors: tuple[str, ...] = ()
    "Who signs it. Right on about half of all pages, so treat it as a claim."
    published: Dated | None = None
    "When it says it was first published."
    updated: Dated | None = None
    "When it says it was last changed."
    first_seen: Dated | None = None
    "When this case first saw it: a feed's or fetch's time; never guessed from the page."
    language: str | None = None
    "ISO 639-1 code; a language other than English is kept and not read."
    links: tuple[Hyperlink, ...] = ()
    "Links that leave the page, with their anchors."
    credit: str | None = None
    "The publisher's own credit in the page's data: an agency or feed source it names."

    @property
    def day(self) -> str | None:
        """The day the page gives itself: published, else updated; never the day it was seen."""
        dated = self.published or self.updated
        return dated.value[:10] if dated else None

    @staticmethod
    def name(site: str | None, text: str) -> str:
        """The id of the page with this site (or outlet) and text."""
        return identity(site or "", text)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure, as a closed range; a bound that is not given is None ("at least 40": low 40, high None)."""

    low: float | None
    "Lower bound."
    high: float | None
    "Upper bound."
    approximate: bool
    "True for about, some, nearly, tens of."
    unit: str | None
    "Unit noun in the singular: person, percent, km, dollar."
    of: str | None
    "What is counted, in the page's words: North Korean soldiers."
    role: QuantityRole
    "Total, part, planned, casualties, rate, rank or other."
    start: int
    "First code point of the figure."
    end: int
    "One past its last code point."


@dataclass(frozen=True, slots=True)
class When:
    """A stretch of days that an expression means, resolved against a page's date."""

    earliest: str | None
    "First day it can mean, ISO 8601."
    latest: str | None
    "Last day it can mean."
    precision: Literal["day", "week", "month", "season", "year"]
    "How exact the expression is."
    against: str | None
    "The day it was resolved against; None when it needed none."
    start: int
    "First code point of the expression."
    end: int
    "One past its last code point."


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name or describe somebody who speaks or relays."""

    name: str
    "The resolved name: the person for 'he', the words themselves where nothing is known."
    named: bool
    "False for 'a senior official', 'sources': somebody nobody can ask."
    start: int
    "First code point of the words on the page."
    end: int
    "One past their last code point."


@dataclass(frozen=True, slots=True)
class Basis:
    """What is offered for a statement, and whether the page shows it or only says it."""

    kind: BasisKind
    "What is offered."
    shown: bool
    "True where the page links, embeds, dates or locates it."
    start: int
    "First code point of the words that offer it."
    end: int
    "One past their last code point."


@dataclass(frozen=True, slots=True)
class Statement:
    """Somebody said something. Identity: the document and the spans."""

    id: str
    "Hash of document, cue and content spans."
    document: str
    "Id of the document it stands in."
    form: Form
    "Direct, indirect, mixed, nominal, belief, anaphoric, or the author's own."
    speaker: Mention | None
    "Who says it: the innermost of a relay chain. None where the page names nobody."
    cue: tuple[Span, ...]
    "The words that tell of the saying."
    content: tuple[Span, ...]
    "What is said, in one or several pieces."
    stance: Stance
    "What the speaker does with the content."
    certainty: float
    "How sure the speaker sounds, 0 to 1: hedges lower it."
    narrator: Narrator
    "Whether the page endorses, keeps its distance, or neither."
    via: tuple[Mention, ...]
    "Who relays it, outermost first, without the page's own outlet."
    refers_to: str | None
    "Id of the statement whose content it takes up ('the report')."
    basis: Basis | None
    "What is offered for it."
    quantities: tuple[Quantity, ...]
    "Figures in the content."
    times: tuple[When, ...]
    "Times in the content."
    score: float
    "How sure the reader is that this is a statement with these spans, 0 to 1."
    by: str
    "Which reader, in which version."


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of loaded language, whoever's it is."""

    document: str
    "Id of the document."
    technique: str
    "Which kind of loading: loaded, scare-quotes, name-calling ..."
    start: int
    "First code point."
    end: int
    "One past its last code point."
    score: float
    "How sure, 0 to 1."
    quoted: bool
    "True inside somebody's quoted words: then it is theirs, not the page's."


@dataclass(frozen=True, slots=True)
class Link:
    """Two records stand in a relation. Identity: kind, left, right."""

    id: str
    "Hash of kind, left and right."
    kind: LinkKind
    "What the relation is. For copies, quotes, credits and cites that are directed: left took it from right."
    left: str
    "Id of one record; where the link has no direction, the smaller id."
    right: str
    "Id of the other."
    directed: bool
    "True only on evidence: a credit line, a citation, times."
    score: float
    "How sure, 0 to 1."
    why: str
    "The reason, as a sentence a person can check."
    by: str
    "Which linker and version, or person:<name>. A person wins."
    spans: tuple[Passage, ...] = ()
    "The words that show it."


@dataclass(frozen=True, slots=True)
class Actor:
    """Mentions that are one person or body. Identity: its earliest member."""

    id: str
    "Hash of the normal form of its earliest mention's name."
    name: str
    "The fullest name it is given."
    kind: ActorKind
    "Person, organisation, office, outlet, country or unnamed."
    aliases: tuple[str, ...]
    "Every other name it is given, sorted."
    affiliations: tuple[str, ...]
    "Ids of the bodies it speaks for."
    statements: tuple[str, ...]
    "Ids of the statements it speaks or relays, in order of publication."


@dataclass(frozen=True, slots=True)
class Member:
    """A statement's place in a claim."""

    statement: str
    "Id of the statement."
    position: Position
    "Whether it supports the claim, opposes it, only reports it, or that is uncertain."


@dataclass(frozen=True, slots=True)
class Claim:
    """Statements that affirm or deny one thing. Identity: its earliest member."""

    id: str
    "Named by the earliest member, so that it stays while the group grows."
    text: str
    "The words of the member that says it most plainly."
    passage: Passage
    "Where those words stand."
    first_seen: str | None
    "The earliest known day of a member."
    statements: tuple[Member, ...]
    "Members in order of publication."


@dataclass(frozen=True, slots=True)
class Case:
    """All that is known of one claim: what a weigher is given."""

    claim: Claim
    "The claim."
    statements: tuple[Statement, ...]
    "Its statements, in the claim's order."
    documents: tuple[Document, ...]
    "The documents they stand in."
    links: tuple[Link, ...]
    "Links between those statements, documents and their actors."
    actors: tuple[Actor, ...]
    "The actors that speak or relay them."
    others: tuple[Statement, ...] = ()
    "Statements of the claims that this one is related to, in the same order."
    looked: int = 0
    "How many pages of the whole case were read."
    unread: int = 0
    "How many could not be read: what they say is not known to be nothing."
    beside: tuple[Statement, ...] = ()
    "Whatever else its documents say, in the same order: what one sentence drops another may keep."


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence of a weight's account, with the words it rests on."""

    text: str
    "The reason, disputable, in words."
    weight: float
    "What it adds to or takes from the value; 0 where it only explains."
    spans: tuple[Passage, ...] = ()
    "The words that show it."


@dataclass(frozen=True, slots=True)
class Origin:
    """A group of statements of one claim that hang together: one voice with its echoes."""

    position: Position
    "The group's position."
    known: bool
    "False where nothing says where the words come from: lineage unknown is not independence."
    actors: tuple[str, ...]
    "Actor ids of those whose word it is."
    documents: tuple[str, ...]
    "Documents that carry it, in order of publication."
    statements: tuple[str, ...]
    "Its statements, in order of publication."
    first: str
    "The statement that tells it first, as far as the case shows."
    reasons: tuple[Reason, ...]
    "Why these are one: one sentence for each tie."


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a claim as one statement gives it."""

    statement: str
    "Id of the statement."
    low: float | None
    "Lower bound."
    high: float | None
    "Upper bound."
    approximate: bool
    "True for about, some, nearly."
    unit: str | None
    "Unit noun."
    of: str | None
    "What is counted."
    role: QuantityRole
    "Total, part, planned, casualties, rate, rank or other."
    as_of: str | None
    "The day it holds for: the page's day where it gives none."
    passage: Passage
    "The words of the figure."


@dataclass(frozen=True, slots=True)
class Hop:
    """The first place on a claim's way where something about it changed."""

    kind: Change
    "What changed: hedge or source dropped, plan told as done, verb or figure changed, another origin named."
    earlier: Passage
    "The words as they were."
    later: Passage
    "The words as they became."
    statements: tuple[str, str]
    "Ids of the two statements."
    why: str
    "What changed, in words, and what shows that the one comes from the other."
    again: int
    "How many later pages tell it in the changed way."


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One piece of evidence offered for a claim, however many pages speak of it."""

    kind: BasisKind
    "What it is."
    holder: str | None
    "Id of the actor who offers it; None where no page says."
    shown: bool
    "True where any page links, embeds, dates or locates it."
    passages: tuple[Passage, ...]
    "Every place that speaks of it, by publication; the one that shows it first, if any does."
    disputed: tuple[Passage, ...]
    "The words of those who doubt it or say that it is missing."


@dataclass(frozen=True, slots=True)
class Weight:
    """What one weigher makes of a case. Identity: claim and weigher."""

    claim: str
    "Id of the claim."
    weigher: str
    "Which weigher."
    value: float | None
    "Its number; None where there is nothing to weigh."
    low: float | None
    "Lower end of the range."
    high: float | None
    "Upper end of the range."
    reasons: tuple[Reason, ...]
    "Why, in words with spans."
    items: tuple[Origin | Figure | Hop | Exhibit, ...] = ()
    "What the number counts or spans."


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A rival explanation, and how each piece of evidence bears on it. Identity: its text, or its claim and kind."""

    id: str
    "Hash of its text; of the kind and the claim where it says that one to be as told or not so."
    text: str
    "The explanation, as its holder puts it."
    holder: str | None
    "Id of the actor who offers it."
    bearings: tuple[tuple[str, float], ...] = ()
    "Statement id and how far it fits (1), tells nothing (0) or speaks against it (-1)."
    kind: HypothesisKind = "given"
    "The claim as told, its opposite, a cause, a motive, who gains, a condition; given: put in by a person."
    passages: tuple[Passage, ...] = ()
    "Where the pages offer it, first telling first."
    claim: str | None = None
    "Id of the claim that it says to be as told or not so."


@dataclass(frozen=True, slots=True)
class Evidence:
    """One origin as a piece of evidence: its first telling, its echoes folded away. Identity: that statement."""

    id: str
    "Id of the statement that tells it first."
    who: str
    "Whose word it is, as the page names them."
    position: Position
    "The origin's position on its own claim."
    passage: Passage
    "The words of the first telling."
    weight: float
    "How much it counts, 0 to 1."
    reason: Reason
    "Why it counts that much."
    statements: tuple[str, ...] = ()
    "Ids of all statements folded into it: a person's cell on any of them is a cell on this."
    voice: str = ""
    "Id of the earliest evidence from the same body: one body counts once on a hypothesis. Empty: its own voice."
    diagnosticity: float = 0.0
    "How far its cells differ between the hypotheses: 0 they all read alike, 1 they are opposites."


@dataclass(frozen=True, slots=True)
class Cell:
    """How one piece of evidence bears on one hypothesis. Identity: evidence and hypothesis."""

    evidence: str
    "Id of the evidence."
    hypothesis: str
    "Id of the hypothesis."
    value: Literal[-1, 0, 1]
    "It speaks against the hypothesis, has no bearing on it, or fits it."
    reason: Reason
    "Why, with the words of both."
    by: str
    "Which drafter and version, or person:<name>. A person wins."
    ratio: float | None = None
    "How many times as likely the evidence is where the hypothesis holds, if a person states it."


@dataclass(frozen=True, slots=True)
class Score:
    """What the evidence makes of one hypothesis."""

    hypothesis: str
    "Id of the hypothesis."
    inconsistency: float
    "Summed weight of the evidence that speaks against it: less is better."
    bearing: int
    "How many pieces of evidence with a weight bear on it; at 0 it is untested."
    posterior: float
    "Its share in the Bayesian reading; all shares sum to 1."
    reasons: tuple[Reason, ...]
    "What speaks against it, then what fits, each with its weight."


@dataclass(frozen=True, slots=True)
class Analysis:
    """Competing hypotheses over the evidence of a question."""

    hypotheses: tuple[Hypothesis, ...]
    "The columns."
    evidence: tuple[Evidence, ...]
    "The rows."
    cells: tuple[Cell, ...]
    "Every cell, by row, then column."
    scores: tuple[Score, ...]
    "Tested hypotheses by inconsistency, then the untested."
    leaders: tuple[str, ...]
    "Ids of the tested hypotheses with least evidence against them: several where they tie, none where none is tested."
    flips: tuple[Cell, ...]
    "Cells that by themselves would change the leaders, as they would have to read."
    carriers: tuple[str, ...]
    "Ids of the evidence without which the leaders would be others."
    reasons: tuple[Reason, ...]
    "The account in words, and how unsure it is."


@dataclass(frozen=True, slots=True)
class Rivals:
    """What a person set on the explanations of one claim, at one time. Kept, and never overruled."""

    at: str
    "The moment, ISO 8601."
    hypotheses: tuple[Hypothesis, ...]
    "Those put in or judged, and the claim as told and its opposite: by their statements the claim is found again."
    cells: tuple[Cell, ...] = ()
    "The cells set, each by person:<name>; a later word on the same cell replaces an earlier one."


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided where the machine had inferred, or how a claim turned out. Kept, and never overruled.

    It points at words, not at ids: a new reading of the page is found again by what it overlaps.
    """

    id: str
    "Hash of verb, places, person and moment."
    verb: Verb
    "What was decided: one claim or two, one actor or two, leaning or not, shown or not, a position, an outcome, a tag."
    left: Passage
    "The words it is about: the content of a statement, or the name of a speaker."
    right: Passage | None
    "The other words, where it is about two."
    by: str
    "person:<name>; agent:<name> for a program that was allowed to judge: a person's word wins over its word."
    at: str
    "The moment, ISO 8601."
    note: str = ""
    "The person's reason."
    on: str | None = None
    "For an outcome: the day it was known."
    reference: str | None = None
    "For an outcome: the address or document that shows it. For a tag: the technique's id in the DISARM framework."


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a claim turned out: set by a person, with a reference."""

    claim: str
    "Id of the claim."
    value: Literal["true", "false", "mixed"]
    "What the person set."
    on: str
    "The day it was known."
    reference: str
    "The address or document that shows it."
    by: str
    "person:<name>."


@dataclass(frozen=True, slots=True)
class Tag:
    """A technique of influence that a person sees in a claim. The program sets none."""

    claim: str
    "Id of the claim."
    technique: str
    "Its id in the DISARM framework: T0049, or T0049.001."
    note: str
    "The person's reason."
    by: str
    "person:<name>."
    at: str
    "The moment, ISO 8601."


@dataclass(frozen=True, slots=True)
class Record:
    """What a source's word was worth where the outcome is known. Identity: source and role."""

    source: str
    "Id of the actor, or the name of the outlet."
    name: str
    "Its name."
    role: Literal["originator", "echoer"]
    "Originators are scored on what they said; who only repeats is counted, never credited with a forecast."
    claims: tuple[str, ...]
    "Ids of the resolved claims."
    brier: float | None
    "Mean squared distance between the certainty used and the outcome, 0 to 1; None for echoers."
    log: float | None
    "Mean negative log-likelihood, nats; None for echoers."
    shrunk: float | None
    "The Brier score drawn toward that of a coin, .25, as if four forecasts of it had been made; None for echoers."
    pages: int
    "Pages that carried the claims: for an echoer, how much it amplified."
    hedges_lost: int
    "How often a page of its own was the first to drop a hedge or a source, or to tell a plan as done."


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be done. Kept and shown."""

    stage: str
    "gather, read, link, weigh, tell or store."
    place: str
    "The place or item it happened at."
    message: str
    "What was wrong and what to do, in words."


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything a teller shows: the records of a case file with the weights of each claim."""

    question: str
    "The question, as given or taken from the claim most pages carry."
    as_of: str | None
    "The latest day any page was published or seen."
    documents: tuple[Document, ...]
    "Pages, by publication."
    statements: tuple[Statement, ...]
    "Statements, by document and place in it."
    actors: tuple[Actor, ...]
    "Actors, by name."
    claims: tuple[Claim, ...]
    "Claims, by number of origins, then first telling."
    links: tuple[Link, ...]
    "All links."
    marks: tuple[Mark, ...]
    "Loaded language."
    weights: tuple[Weight, ...]
    "One for each claim and weigher."
    problems: tuple[Problem, ...]
    "What could not be done."
    letters: dict[str, str] = field(default_factory=dict)
    "The letter of each known origin, by the id of its first statement: A, B, C in the order of first telling."
    analysis: Analysis | None = None
    "Rival explanations of the leading claim; None where there is no claim."
    outcomes: tuple[Outcome, ...] = ()
    "How claims turned out, as people set it."
    tags: tuple[Tag, ...] = ()
    "Techniques of influence that people see in claims."
    judgements: tuple[Judgement, ...] = ()
    "What people decided and did not take back, in the order they did."


@dataclass(frozen=True, slots=True)
class Whole:
    """All that a case file holds, for a copy of it elsewhere."""

    documents: tuple[Document, ...] = ()
    "Pages, by id."
    readings: tuple[tuple[str, str], ...] = ()
    "For each page that was read: its id, and which reader in which version."
    statements: tuple[Statement, ...] = ()
    "Statements, by id."
    marks: tuple[Mark, ...] = ()
    "Loaded language, by document and place."
    links: tuple[Link, ...] = ()
    "Links, by id."
    actors: tuple[Actor, ...] = ()
    "Actors, by id."
    claims: tuple[Claim, ...] = ()
    "Claims, by id."
    judgements: tuple[tuple[Judgement, str | None], ...] = ()
    "Every judgement ever given, in order, with who undid it and when."
    problems: tuple[Problem, ...] = ()
    "What could not be done."
    facts: tuple[tuple[str, str], ...] = ()
    "The question, and what people set on explanations: key and value."


def passages(document: str, spans: Iterable[Span]) -> tuple[Passage, ...]:
    """The spans as passages of one document."""
    return tuple(Passage(document, span.start, span.end) for span in spans)
