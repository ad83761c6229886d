"""The world of a case: what happened, who can know it and what they say of it, and the outlets that tell it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Literal

from bench.press.grammar import Grammar, Topic, pick

Stance = Literal["affirms", "denies", "doubts"]
Verb = Literal["plain", "hard"]
OutletKind = Literal["wire", "paper", "account"]

# Speakers nobody can ask by name: groups of witnesses and officials who stay unnamed.
UNNAMED = frozenset(
    "officials residents passengers workers staff customers nurses lawyers clerks volunteers drivers reporter".split()
)
PERSONS = frozenset({"mayor"})
WITNESSES = UNNAMED - {"officials", "reporter"}
MINUTES = 24 * 60
# How often a body affirms what it is asked about, by what it stands to gain: who has something to hide denies.
AFFIRMS = {"tell": 0.97, "none": 0.9, "hide": 0.2}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as somebody gives it: the number, and the words before it."""

    number: int
    words: str

    @property
    def text(self) -> str:
        """As it stands in a sentence: at least 1,240."""
        return f"{self.words} {self.number:,}".strip()


@dataclass(frozen=True, slots=True)
class Body:
    """Somebody who can know: a body, a person, a group."""

    number: int
    kind: str
    interest: str
    "tell, hide or none: what it gains where the claim is believed."
    land: tuple[str, str]
    town: str
    firm: str
    head: str
    "The person who holds the office, where the kind is a person's."
    voices: tuple[str, ...]
    "Its spokesmen: two voices of one body."

    @property
    def named(self) -> bool:
        """Whether anybody could ask it by name."""
        return self.kind not in UNNAMED


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes: an agency, a paper or an account on a platform, and who owns it."""

    number: int
    name: str
    site: str
    owner: str
    kind: OutletKind


@dataclass(frozen=True, slots=True)
class Event:
    """What the claim is about, and how it is in truth."""

    topic: Topic
    true: bool
    planned: bool
    land: tuple[str, str]
    other: tuple[str, str]
    town: str
    port: str
    firm: str
    thing: str
    figure: int
    whole: int
    begins: datetime


@dataclass(frozen=True, slots=True)
class Origin:
    """One independent word on the claim: whose, and how it is given."""

    number: int
    body: int
    stance: Stance
    hedged: bool
    verb: Verb
    words: str
    "The words before its figure: none, at least, about."
    at: int
    "Minutes after the event."
    late: bool
    "A confirmation that comes days later."


@dataclass(frozen=True, slots=True)
class World:
    """All of it."""

    grammar: Grammar
    event: Event
    bodies: tuple[Body, ...]
    origins: tuple[Origin, ...]
    silent: tuple[int, ...]
    "Bodies that should know and never speak."
    outlets: tuple[Outlet, ...]

    @property
    def supporting(self) -> list[Origin]:
        """The origins that affirm."""
        return [o for o in self.origins if o.stance == "affirms"]


def world(dice: Random, grammar: Grammar, pages: int) -> World:
    """A world for a cascade of this many pages."""
    event = _event(dice, grammar)
    bodies = [_body(dice, grammar, event, n, teller) for n, teller in enumerate(event.topic.tellers)]
    bodies.append(_body(dice, grammar, event, len(bodies), ("reporter", "town", "none")))
    origins = _origins(dice, grammar, event, bodies, pages)
    told = {o.body for o in origins}
    quiet = [b.number for b in bodies if b.number not in told and b.named]
    silent = tuple(sorted(dice.sample(quiet, min(len(quiet), dice.choice((0, 1, 2))))))
    return World(grammar, event, tuple(bodies), tuple(origins), silent, tuple(_outlets(dice, grammar, pages)))


def _event(dice: Random, grammar: Grammar) -> Event:
    topic = grammar.topics[pick(dice, sorted(grammar.topics))]
    land, other = dice.sample([tuple(pair) for pair in grammar.names("lands")], 2)
    towns = _towns(grammar)
    town, port = dice.sample(towns, 2)
    begins = datetime(
        dice.randint(2023, 2027), dice.randint(1, 12), dice.randint(1, 28), dice.randint(4, 12), tzinfo=UTC
    )
    return Event(
        topic=topic,
        true=dice.random() < 0.6,
        planned=topic.planned and dice.random() < 0.3,
        land=(land[0], land[1]),
        other=(other[0], other[1]),
        town=town,
        port=port,
        firm=pick(dice, grammar.names("firms")),
        thing=pick(dice, topic.things),
        figure=_odd(dice, *topic.figure),
        whole=dice.randint(*topic.whole) // 10 * 10,
        begins=begins,
    )


def _odd(dice: Random, least: int, most: int) -> int:
    """A figure, low ones as likely as high ones; one in three is round."""
    number = round(least * (most / least) ** dice.random())
    return rounded(number) if dice.random() < 0.33 else number


def rounded(number: int) -> int:
    """The figure with one digit that counts, or two behind a one: 11,640 is 12,000, 47 is 50."""
    step: int = 10 ** (len(str(number)) - (2 if str(number)[0] == "1" and number > 99 else 1))
    return max(1, round(number / step)) * step


def _towns(grammar: Grammar) -> list[str]:
    return [start + end for start in grammar.names("starts") for end in grammar.names("ends")]


def person(dice: Random, grammar: Grammar) -> str:
    """A name of a person."""
    return f"{pick(dice, grammar.names('given'))} {pick(dice, grammar.names('family'))}"


def _body(dice: Random, grammar: Grammar, event: Event, number: int, teller: tuple[str, str, str]) -> Body:
    kind, whose, interest = teller
    land = event.other if whose == "other" else event.land
    # A second body of a kind sits in another town: it is not the first by another name.
    twin = any(k == kind for k, _, _ in event.topic.tellers[:number])
    town = event.port if twin else event.town
    voices = tuple(person(dice, grammar) for _ in range(2))
    return Body(number, kind, interest, land, town, event.firm, person(dice, grammar), voices)


def _origins(dice: Random, grammar: Grammar, event: Event, bodies: Sequence[Body], pages: int) -> list[Origin]:
    count = min(_count(dice, event, pages), max(1, pages // 4))
    order = sorted(bodies, key=lambda b: dice.random() / (0.3 if b.kind == "reporter" else 1.0))
    affirming = [b for b in order if dice.random() < AFFIRMS[b.interest]][:count] or [order[0]]
    others = [b for b in order if b not in affirming and b.kind != "reporter"]
    against = [b for b in others if dice.random() < (0.35 if b.interest == "hide" else 0.06 if event.true else 0.12)]
    found = [_origin(dice, grammar, event, body, "affirms", n == 0) for n, body in enumerate(affirming)]
    for body in against[: max(1, pages // 12)]:
        stance: Stance = "denies" if body.interest == "hide" or dice.random() < 0.5 else "doubts"
        # Who has no name to answer with does not answer.
        if body.named:
            found.append(_origin(dice, grammar, event, body, stance, False))
    return [replace(o, number=n) for n, o in enumerate(found)]


def _count(dice: Random, event: Event, pages: int) -> int:
    """How many affirm independently: any number up to a bound is as likely, lest a guess do well."""
    most = 3 if pages < 20 else 6 if pages < 200 else 12
    return dice.randint(1, most if event.true else max(2, most // 2))


def _origin(dice: Random, grammar: Grammar, event: Event, body: Body, stance: Stance, first: bool) -> Origin:
    late = stance == "affirms" and not first and dice.random() < (0.35 if event.true else 0.1)
    if first:
        at = dice.randint(10, 240)
    elif late:
        at = dice.randint(3 * MINUTES, 15 * MINUTES)
    else:
        at = dice.randint(120, 2 * MINUTES)
    verb: Verb = pick(dice, ("plain", "plain", "plain", "hard"))
    hedged = stance == "affirms" and verb != "hard" and not event.planned and dice.random() < 0.3
    words = pick(dice, grammar.list("figures"))
    return Origin(0, body.number, stance, hedged, verb, words, at, late)


def _outlets(dice: Random, grammar: Grammar, pages: int) -> list[Outlet]:
    """Agencies, then papers: about one for each page of a small case, many pages for each in a large one."""
    owners = grammar.names("owners")
    wires = [(name, "wire") for name in grammar.names("wires")]
    wanted = min(4 * pages, round(6 * pages**0.66) + 8)
    towns = _towns(grammar)
    names = dict.fromkeys(
        pick(dice, grammar.names("papers")).replace("{town}", pick(dice, towns)) for _ in range(wanted + wanted // 3)
    )
    papers = [(name, "paper") for name in names]
    return [
        # One paper in four belongs to nobody else.
        Outlet(n, name, f"{slug(name)}.example", _owner(dice, name, kind, owners), kind)  # type: ignore[arg-type]
        for n, (name, kind) in enumerate([*wires, *papers])
    ]


def _owner(dice: Random, name: str, kind: str, owners: Sequence[str]) -> str:
    return name if kind == "wire" or dice.random() < 0.25 else str(pick(dice, owners))


def slug(name: str) -> str:
    """A name as it stands in an address."""
    return "-".join(name.lower().replace("’", "").replace("'", "").split()).replace("_", "-")


def moment(event: Event, at: int) -> datetime:
    """Minutes after the event as a moment."""
    return event.begins + timedelta(minutes=at)
