"""What the API asks for and gives, beside the nouns that dossier.schema.json defines."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from firsthand.records import BasisKind, Form, Judgement, Outcome, Position, Record, Stance, Verb
from firsthand.serve.accounts import Role
from firsthand.serve.jobs import Event, State

Object = dict[str, Any]


def _noun(name: str) -> Meta:
    return Meta(extra_json_schema={"$ref": f"#/components/schemas/{name}"})


# The nouns of dossier.schema.json, by their names there.
ClaimShape = Annotated[Object, _noun("claim")]
StatementShape = Annotated[Object, _noun("statement")]
PageShape = Annotated[Object, _noun("document")]
MarkShape = Annotated[Object, _noun("mark")]
ActorShape = Annotated[Object, _noun("actor")]
LinkShape = Annotated[Object, _noun("link")]
WeightShape = Annotated[Object, _noun("weight")]
AnalysisShape = Annotated[Object, _noun("analysis")]
ProblemShape = Annotated[Object, _noun("problem")]
PassageShape = Annotated[Object, _noun("passage")]
SpanShape = Annotated[Object, _noun("span")]

# The kinds of links that dossier.schema.json knows.
Told = Literal["copies", "quotes", "credits", "cites", "same_actor", "same_claim", "supports", "opposes", "revises"]
Day = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$", extra_json_schema={"format": "date"})]
Id = Annotated[str, Meta(min_length=1, max_length=64)]
Words = Annotated[str, Meta(min_length=1, max_length=500)]
Note = Annotated[str, Meta(max_length=2_000)]
Place = Annotated[str, Meta(min_length=1, max_length=2_000)]
Pages = Annotated[str, Meta(min_length=1, max_length=5_000_000)]


class AsOf(Struct, forbid_unknown_fields=True, kw_only=True):
    """Every read can be of an earlier day."""

    asof: Day | None = None


class Paging(AsOf, kw_only=True):
    """A list is given in parts; `cursor` is what the part before said under `next`."""

    limit: Annotated[int, Meta(ge=1, le=200)] = 50
    cursor: Annotated[str, Meta(max_length=200)] | None = None


class ClaimQuery(Paging, kw_only=True):
    """Which claims, in which order."""

    actor: Id | None = None
    outlet: Words | None = None
    position: Position | None = None
    basis: BasisKind | None = None
    since: Day | None = None
    until: Day | None = None
    words: Words | None = None
    contested: bool | None = None
    resolved: bool | None = None
    sort: Literal["weight", "contested", "origins", "pages", "changes", "recent", "first"] = "weight"


class StatementQuery(Paging, kw_only=True):
    """Which statements."""

    document: Id | None = None
    actor: Id | None = None
    claim: Id | None = None
    position: Position | None = None
    form: Form | None = None
    stance: Stance | None = None
    basis: BasisKind | None = None
    since: Day | None = None
    until: Day | None = None


class PageQuery(Paging, kw_only=True):
    """Which pages."""

    outlet: Words | None = None
    actor: Id | None = None
    claim: Id | None = None
    since: Day | None = None
    until: Day | None = None


class ActorQuery(Paging, kw_only=True):
    """Which actors."""

    kind: Literal["person", "organisation", "office", "outlet", "country", "unnamed"] | None = None
    words: Words | None = None


class LinkQuery(Paging, kw_only=True):
    """Which links; `end` is the id of a record at either end."""

    kind: Told | None = None
    end: Id | None = None


class SearchQuery(Paging, kw_only=True):
    """What to search for: words, "words in a row", beginnings*."""

    q: Words
    within: Literal["pages", "statements"] = "pages"


class JudgementQuery(Paging, kw_only=True):
    """Which judgements: all of the trail, or those in force."""

    in_force: bool | None = None
    about: Id | None = None


class WhatIfQuery(AsOf, kw_only=True):
    """What is left out: ids of statements, actors or pages."""

    without: Annotated[list[Id], Meta(min_length=1, max_length=200)]


class MatrixQuery(AsOf, kw_only=True):
    """Whether all other origins stand behind the rows."""

    every: bool = False


class Me(Struct):
    """Who asks, and what that one may do."""

    name: str | None
    role: Role | None


class CaseRow(Struct):
    """One case of the shelf."""

    name: str
    question: str | None
    counts: dict[str, int]
    problem: str | None
    "Why it cannot be opened."


class Line(Struct):
    """One of the three lines of a case's state."""

    ask: str
    text: str
    small: str


class CaseState(Struct):
    """A case at a glance."""

    name: str
    question: str
    as_of: str | None
    state: list[Line]
    counts: dict[str, int]
    lead: str | None
    "Id of the leading claim."
    stamp: str


class Range(Struct):
    """A number with its range."""

    value: float | None
    low: float | None
    high: float | None


class ClaimRow(Struct):
    """A claim in a list."""

    id: str
    text: str
    passage: PassageShape
    first_seen: str | None
    last_seen: str | None
    origins: Range
    belief: Range | None
    pages: int
    echoes: int
    statements: int
    positions: dict[str, int]
    "Voices by position."
    figures: int
    changes: int
    exhibits: int
    outcome: Outcome | None


class ClaimFull(Struct):
    """A claim with all that is told of it."""

    claim: ClaimShape
    weights: list[WeightShape]
    outcome: Outcome | None


class StatementRow(Struct):
    """A statement with its words and its place."""

    statement: StatementShape
    words: str
    outlet: str
    day: str | None
    claim: str | None
    position: Position | None


class StatementFull(StatementRow):
    """A statement with the links that touch it."""

    links: list[LinkShape]


class PageRow(Struct):
    """A page in a list, without its text."""

    id: str
    title: str | None
    outlet: str
    url: str | None
    day: str | None
    language: str | None
    statements: int
    claims: list[str]


class PageFull(Struct):
    """A page as published, with all that was read in it."""

    document: PageShape
    statements: list[StatementShape]
    language_marks: list[MarkShape]
    links: list[LinkShape]


class ActorRow(Struct):
    """An actor with what it did in the case."""

    actor: ActorShape
    statements: int
    claims: int
    first: int
    "Claims that it tells first, as far as the case shows."
    records: list[Record]


class ActorFull(ActorRow):
    """An actor with its statements through time."""

    said: list[StatementRow]


class OutletRow(Struct):
    """An outlet with what it did in the case."""

    name: str
    pages: int
    statements: int
    first: int
    "Voices whose first telling stands on one of its pages."
    echoes: int
    records: list[Record]


class HitRow(Struct):
    """A page or statement that holds the words, and where: offsets in the page's text."""

    document: str
    statement: str | None
    title: str | None
    outlet: str
    day: str | None
    claim: str | None
    spans: list[SpanShape]
    context: str
    "The text around the first hit."
    start: int
    "Where that text begins on the page."


class JudgementRow(Struct):
    """A judgement of the trail."""

    judgement: Judgement
    undone: str | None
    "Who undid it and when; null while in force."


class JudgementGiven(Struct, forbid_unknown_fields=True):
    """A decision: a verb, the ids it is about, and why."""

    verb: Verb
    left: Id
    right: Id | None = None
    note: Note = ""
    on: Day | None = None
    reference: Annotated[str, Meta(min_length=1, max_length=2_000)] | None = None


class WhatIfGiven(Struct):
    """The weights of a claim as it stands, and as it would be."""

    claim: str
    left_out: list[str]
    now: list[WeightShape]
    then: list[WeightShape]


class ExplanationGiven(Struct, forbid_unknown_fields=True):
    """An explanation of a person's own."""

    text: Annotated[str, Meta(min_length=1, max_length=600)]


class CellGiven(Struct, forbid_unknown_fields=True):
    """How a piece of evidence bears on a hypothesis, as a person reads it."""

    evidence: Id
    hypothesis: Id
    value: Literal[-1, 0, 1]
    note: Note = ""
    ratio: Annotated[float, Meta(ge=1e-6, le=1e6)] | None = None


class QuestionGiven(Struct, forbid_unknown_fields=True):
    """The question of a case."""

    question: Words


class PlacesGiven(Struct, forbid_unknown_fields=True):
    """Addresses of pages or feeds."""

    places: Annotated[list[Place], Meta(min_length=1, max_length=200)]


class TextGiven(Struct, forbid_unknown_fields=True):
    """A page as text, with what is known of it."""

    text: Pages
    title: Words | UnsetType | None = UNSET
    outlet: Words | UnsetType | None = UNSET
    url: Place | UnsetType | None = UNSET
    author: Words | UnsetType | None = UNSET
    published: Day | UnsetType | None = UNSET


class RetryGiven(Struct, forbid_unknown_fields=True):
    """Places of problems to try again; none given: all of them."""

    places: Annotated[list[Place], Meta(max_length=1000)] | None = None


class JobRow(Struct):
    """A job of gathering."""

    id: str
    by: str
    at: str
    state: State
    places: list[str]
    pages: int | None
    last: Event | None


def given(raw: bytes, kind: type[Struct]) -> Struct:
    """A body as what it should be. Raises msgspec's errors."""
    return msgspec.json.decode(raw, type=kind)
