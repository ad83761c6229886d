"""One sentence of a page: who is called what, which wording, which frame, and where each part of it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

from bench.press.grammar import Clause, Grammar, Mood, Naming, Topic, clause, naming, pick, sentence, varied
from bench.press.lines import About, Line, Named, Said
from bench.press.pages import Cascade, Page, Telling
from bench.press.world import PERSONS, Outlet, World, moment

CERTAIN, PROBABLE, POSSIBLE = 0.95, 0.7, 0.45  # the steps of the guidelines in bench/quality/gold
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SPOKESMAN = 0.35  # how often a body answers by a spokesman, at its own press conference
_KEEPS_NAME = 0.6  # how often a page that retells calls the speaker what its source called it
_QUOTED, _OWN_WORDS, _WEAK, _EXTRA = 0.25, 0.7, 0.35, 0.4


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes the pages of one cascade."""

    dice: Random
    cascade: Cascade
    slots: dict[str, str]
    quotes: dict[int, str]
    "Each origin's own wording, which pages quote word for word."
    sides: dict[int, list[str]]
    "What each origin's body says beside the claim."
    called: dict[tuple[int, int], Naming] = field(default_factory=dict)
    "What each telling calls its speaker, by page and place."

    @property
    def world(self) -> World:
        """The cascade's world."""
        return self.cascade.world

    @property
    def grammar(self) -> Grammar:
        """The world's grammar."""
        return self.cascade.world.grammar

    def frame(self, *kinds: str) -> str:
        """A frame of one of the kinds."""
        return str(pick(self.dice, [frame for kind in kinds for frame in self.grammar.frames(kind)]))


@dataclass(frozen=True, slots=True)
class Scene:
    """A page that is being written, its outlet, and the day it speaks of."""

    page: Page
    outlet: Outlet
    when: str


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a frame is filled with, and what a reader is to note of it."""

    clause: Clause
    speaker: Naming | None
    via: tuple[tuple[str, Naming], ...]
    "Marks of the frame (V, W) with whom they name, outermost first."
    stance: str
    certainty: float
    about: About = "claim"
    telling: int = 0


@dataclass(frozen=True, slots=True)
class _Ask:
    """What kind of words are wanted: a headline of this kind, the origin's own wording, something beside the claim."""

    head: str = ""
    own: str | None = None
    side: bool = False
    weak: bool = False


def scene(writer: Writer, page: Page) -> Scene:
    """The page with its outlet and day."""
    weekday = WEEKDAYS[moment(writer.world.event, page.at).weekday()]
    when = pick(writer.dice, writer.grammar.list("when")).replace("{weekday}", weekday)
    return Scene(page, writer.world.outlets[page.outlet], when)


def told(writer: Writer, scene: Scene, n: int) -> Line:
    """The nth telling of the page as a sentence; no statement where the page gives it to nobody."""
    telling = scene.page.tellings[n]
    version, affirms = telling.version, writer.world.origins[telling.origin].stance == "affirms"
    # A hedge stands in the verb of saying, or else in the claim's own verb.
    spoken = version.named and affirms and telling.passed_by is None
    weak = version.hedged and spoken and writer.dice.random() < _WEAK
    frame, marks = _frame(writer, telling, weak)
    own = writer.quotes[telling.origin] if "“" in frame and writer.dice.random() < _OWN_WORDS else None
    line = _said(writer, scene, frame, _parts(writer, scene, n, marks, _Ask(own=own, weak=weak)))
    # What a page tells in its own voice is read from its headline alone, as the shipped reader has it.
    return Line(line.kind, line.text) if line.said[0].speaker is None else line


def again(writer: Writer, scene: Scene, quote: bool) -> Line:
    """The first telling's speaker once more: the claim in other words, or something beside it."""
    frame = writer.frame("quote" if quote else "side")
    parts = _parts(writer, scene, 0, (), _Ask(side=not quote))
    return _said(writer, scene, frame, parts)


def headline(writer: Writer, scene: Scene) -> Line:
    """The first telling as a headline: in the page's own voice, or somebody's."""
    telling = scene.page.tellings[0]
    stance = writer.world.origins[telling.origin].stance
    drawn = writer.dice.random()
    marks: tuple[tuple[str, Naming], ...] = ()
    if stance != "affirms":
        kind = "headdeny" if stance == "denies" else "headdoubt"
    elif telling.version.named and drawn < 0.35:
        kind = "headsaid"
    elif telling.via and drawn < 0.5:
        kind, marks = "headcarried", (("V", outlet(writer, telling.via[0])),)
    else:
        kind = "headplain"
    line = _said(writer, scene, writer.frame(kind), _parts(writer, scene, 0, marks, _Ask(head=kind)))
    return Line("headline", line.text, line.said)


def post(writer: Writer, scene: Scene) -> Line:
    """The first telling as a post."""
    return _said(writer, scene, writer.frame("post"), _parts(writer, scene, 0, (), _Ask()))


def _frame(writer: Writer, telling: Telling, weak: bool) -> tuple[str, tuple[tuple[str, Naming], ...]]:
    """The frame that fits a telling, and the relays that its marks stand for."""
    stance, version = writer.world.origins[telling.origin].stance, telling.version
    via = tuple(outlet(writer, number) for number in telling.via)
    marks = tuple(zip("V" if len(via) == 1 else "WV", via, strict=True)) if via else ()
    if not version.named:
        return (writer.frame("carried"), marks[:1]) if marks else (writer.frame("bare"), ())
    if telling.passed_by is not None:
        body = writer.world.bodies[telling.passed_by]
        return writer.frame("second"), (("V", new_naming(writer, body.number, None)),)
    if stance != "affirms":
        kind = "deny" if stance == "denies" else "doubt"
        return (writer.frame(f"relay{kind}"), _only(via)) if via else (writer.frame(*_KINDS[kind]), ())
    if via:
        if version.verb == "hard" or weak:
            return writer.frame("relayweak" if weak else "relayhard"), _only(via)
        return writer.frame("chain" if len(via) > 1 else "relay"), marks
    if weak:
        return writer.frame("weak"), ()
    quoted = version.verb == "plain" and writer.dice.random() < _QUOTED
    return writer.frame("quote" if quoted else version.verb), ()


_KINDS = {"deny": ("deny", "deny", "counter"), "doubt": ("doubt",)}


def _only(via: tuple[Naming, ...]) -> tuple[tuple[str, Naming], ...]:
    return (("V", via[0]),)


def _parts(writer: Writer, scene: Scene, n: int, marks: tuple[tuple[str, Naming], ...], ask: _Ask) -> _Parts:
    telling = scene.page.tellings[n]
    version = telling.version
    stance = writer.world.origins[telling.origin].stance
    words = (
        _side(writer, telling.origin)
        if ask.side
        else _clause(writer, telling, ask, head=bool(ask.head) and stance == "affirms")
    )
    speaker = (
        speaker_of(writer, scene.page, n) if version.named and ask.head not in {"headplain", "headcarried"} else None
    )
    if ask.head and speaker is not None:
        speaker = _short(writer, speaker, version.body)
    if speaker is None and marks:
        # Where nobody else is named, the outlet that is cited is who speaks.
        return _Parts(words, marks[0][1], (), "asserts", POSSIBLE if version.hedged else CERTAIN, telling=n)
    certainty = POSSIBLE if version.hedged or stance == "doubts" else CERTAIN
    certainty = PROBABLE if ask.weak else certainty
    says = {"affirms": "asserts", "denies": "denies", "doubts": "doubts"}[stance]
    if ask.side:
        return _Parts(words, speaker, (), "asserts", CERTAIN, "side", n)
    return _Parts(words, speaker, marks, says, certainty, telling=n)


def _clause(writer: Writer, telling: Telling, ask: _Ask, *, head: bool) -> Clause:
    version, topic = telling.version, writer.world.event.topic
    mood: Mood = "planned" if version.planned else "hedged" if version.hedged and not ask.weak else "done"
    kind = "head" if head else ""
    verbs: Mapping[Mood, str] = {
        "hedged": pick(writer.dice, writer.grammar.list(f"{kind}hedges")),
        "planned": pick(writer.dice, writer.grammar.list(f"{kind}plans")),
    }
    # What is to come is to come two days later.
    weekday = WEEKDAYS[(moment(writer.world.event, 0).weekday() + 2 * version.planned) % 7]
    day = pick(writer.dice, writer.grammar.list("day")).replace("{weekday}", weekday)
    template = ask.own or wording(writer.dice, writer.grammar, topic, head=head)
    return clause(template, {**writer.slots, "n": version.figure.text, "day": day}, mood, verbs)


def _side(writer: Writer, origin: int) -> Clause:
    return clause(pick(writer.dice, writer.sides[origin]), writer.slots, "done", {})


def wording(dice: Random, grammar: Grammar, topic: Topic, *, head: bool = False) -> str:
    """One way to put the claim: a wording with some of its words exchanged, and maybe a few words at its end."""
    template = varied(dice, pick(dice, topic.heads if head else topic.claims), topic.same)
    extra = dice.random() < _EXTRA and not head and not template.endswith("{day}")
    return f"{template} {pick(dice, grammar.list('extras'))}" if extra else template


# Who is called what


def outlet(writer: Writer, number: int) -> Naming:
    """An outlet as a page names it: an article stays where it is part of the name."""
    found = writer.world.outlets[number]
    name = found.name.removeprefix("The ")
    return Naming(f"the {name}" if name != found.name else name, name, True, f"outlet:{number}")


def speaker_of(writer: Writer, page: Page, n: int) -> Naming:
    """What the page calls the speaker of its nth telling: often what its source calls it."""
    key = (page.number, n)
    if key not in writer.called:
        telling = page.tellings[n]
        above = writer.called.get(telling.source) if telling.source else None
        same = above is not None and above.who == f"body:{telling.version.body}"
        if above is not None and same and writer.dice.random() < _KEEPS_NAME:
            writer.called[key] = above
        else:
            writer.called[key] = new_naming(writer, telling.version.body, page if telling.source is None else None)
    return writer.called[key]


def new_naming(writer: Writer, number: int, first: Page | None) -> Naming:
    """A body as some page calls it; at its own press conference, `first`, now and then by a spokesman."""
    body = writer.world.bodies[number]
    forms = writer.grammar.words["forms"]
    paper = writer.world.outlets[_reporting(writer, number)].name
    slots = {
        **writer.slots, "land": body.land[0], "folk": body.land[1], "town": body.town, "firm": body.firm,
        "person": body.head, "paper": paper,
    }  # fmt: skip
    who = f"body:{number}"
    if body.kind == "reporter":
        return naming(forms["reporter"][first is None], slots, who, False)
    found = naming(pick(writer.dice, forms[body.kind]), slots, who, body.named)
    spoken = first is not None and body.named and body.kind not in PERSONS
    if not spoken or writer.dice.random() > _SPOKESMAN:
        return found
    voice = pick(writer.dice, body.voices)
    return _voiced(_spokesman(writer, found, voice), found)


def _spokesman(writer: Writer, body: Naming, voice: str) -> Naming:
    """A spokesman of a body, by name or without."""
    form = pick(writer.dice, writer.grammar.words["forms"]["spokes"])
    return naming(form, {"person": voice, "body": body.text.rstrip(","), "bare": body.name}, body.who, True)


def _voiced(voice: Naming, body: Naming) -> Naming:
    """A spokesman without a name is the body he speaks for."""
    return voice if voice.name != voice.text else Naming(voice.text, body.name, True, voice.who)


def _reporting(writer: Writer, number: int) -> int:
    """The outlet whose reporter an origin is; any outlet for other bodies, which do not name it."""
    if writer.world.bodies[number].kind != "reporter":
        return 0
    origin = next((o.number for o in writer.world.origins if o.body == number), None)
    pages = writer.cascade.pages
    return next((p.outlet for p in pages if p.tellings[0].source is None and p.tellings[0].origin == origin), 0)


def _short(writer: Writer, speaker: Naming, number: int) -> Naming:
    """How a headline names somebody: the body for its spokesman, no article."""
    body = writer.world.bodies[number]
    if not body.named:
        bare = speaker.text.removeprefix("a ").removeprefix("an ")
        return Naming(bare, bare, False, speaker.who)
    if speaker.name in body.voices:
        speaker = new_naming(writer, number, None)
    return Naming(speaker.name, speaker.name, True, speaker.who)


# Places


def _said(writer: Writer, scene: Scene, frame: str, parts: _Parts) -> Line:
    fillers = {"C": parts.clause.text, **{mark: naming.text for mark, naming in parts.via}}
    if parts.speaker is not None:
        # The outlet that a carried report stands on is marked V, and speaks.
        fillers["S" if "[S]" in frame else "V"] = parts.speaker.text
    found = sentence(frame, fillers, {**writer.slots, "when": scene.when})
    telling = scene.page.tellings[parts.telling]
    places = found.places
    start = places["c"][0]
    figure, day = parts.clause.figure, parts.clause.day
    said = Said(
        about=parts.about,
        stance=parts.stance,
        form="author" if parts.speaker is None else "direct" if "[“" in frame else "indirect",
        certainty=parts.certainty,
        speaker=_named(parts.speaker, places["S" if "S" in places else "V"]) if parts.speaker else None,
        via=tuple(_named(naming, places[mark]) for mark, naming in parts.via),
        cue=places.get("cue"),
        content=places["C"],
        figure=(telling.version.figure, (figure[0] + start, figure[1] + start)) if figure else None,
        day=(day[0] + start, day[1] + start) if day else None,
        telling=parts.telling,
        version=telling.version if parts.about == "claim" else None,
    )
    return _tidied(Line("paragraph", found.text, (said,)))


def _named(naming: Naming, at: tuple[int, int]) -> Named:
    """A naming where it stands; a comma that closes an apposition is no part of it."""
    return Named(naming.name, naming.named, naming.who, (at[0], at[1] - naming.text.endswith(",")))


def _tidied(line: Line) -> Line:
    """The line without a comma right before another sign: "a spokeswoman for the army,."."""
    at = next((n for n in range(len(line.text) - 1) if line.text[n] == "," and line.text[n + 1] in ",.:;"), None)
    return line if at is None else _tidied(line.changed(at, at + 1, ""))
