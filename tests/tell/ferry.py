"""A dossier made by hand, in invented words: a ferry runs into a pier, and ten pages tell why."""

from __future__ import annotations

from dataclasses import replace

from firsthand.records import (
    Actor,
    Basis,
    Block,
    Claim,
    Dated,
    Document,
    Dossier,
    Figure,
    Hyperlink,
    Link,
    Mark,
    Member,
    Mention,
    Origin,
    Passage,
    Problem,
    Quantity,
    Reason,
    Span,
    Statement,
    Weight,
    When,
    identity,
)

_KINDS = {"#": "headline", "@": "byline", "~": "furniture", "!": "caption"}


def page(outlet, day, lines, **more):
    """A page of lines; a line's first sign says what it is."""
    text, blocks = "", []
    for line in lines:
        kind = _KINDS.get(line[0], "paragraph")
        body = line[1:].strip() if line[0] in _KINDS else line
        blocks.append(Block(kind, len(text), len(text) + len(body)))
        text += body + "\n"
    title = next((line[1:].strip() for line in lines if line[0] == "#"), None)
    return Document(
        id=Document.name(outlet, text),
        text=text,
        blocks=tuple(blocks),
        places=(f"pages/{outlet.lower().replace(' ', '-')}.txt",),
        url=f"https://{outlet.lower().replace(' ', '')}.example/ferry",
        outlet=outlet,
        title=title,
        published=Dated(day, "visible line") if day else None,
        language=more.pop("language", "en"),
        **more,
    )


def at(document, words, after=0):
    """Where some words of a page stand."""
    start = document.text.index(words, after)
    return Span(start, start + len(words))


def near(document, words, offset):
    """Where some words stand that are nearest to an offset."""
    starts = [n for n in range(len(document.text)) if document.text.startswith(words, n)]
    start = min(starts, key=lambda n: abs(n - offset))
    return Span(start, start + len(words))


def said(document, content, speaker=None, cue=None, **more):
    """A statement of a page, found by its words."""
    spans = tuple(at(document, piece) for piece in ([content] if isinstance(content, str) else content))
    mention = None
    if speaker:
        span = near(document, speaker, spans[0].start)
        mention = Mention(more.pop("name", speaker), more.pop("named", True), span.start, span.end)
    cues = (near(document, cue, spans[0].start),) if cue else ()
    basis = more.pop("basis", None)
    if basis:
        kind, shown, words = basis
        span = at(document, words)
        basis = Basis(kind, shown, span.start, span.end)
    via = tuple(Mention(name, True, at(document, name).start, at(document, name).end) for name in more.pop("via", ()))
    made = Statement(
        id=identity(document.id, *(f"{s.start}-{s.end}" for s in (*cues, *spans))),
        document=document.id,
        form="indirect",
        speaker=mention,
        cue=cues,
        content=spans,
        stance="asserts",
        certainty=0.95,
        narrator="neutral",
        via=via,
        refers_to=None,
        basis=basis,
        quantities=(),
        times=(),
        score=0.91,
        by="hand@1",
    )
    return replace(made, **more)


def quantity(document, words, low, high, **more):
    """A figure at some words of a page."""
    span = at(document, words)
    role, of = more.get("role", "casualties"), more.get("of", "people hurt")
    return Quantity(low, high, more.get("approximate", False), "person", of, role, span.start, span.end)


def link(kind, left, right, why, directed=True, score=0.9):
    """A relation between two records."""
    if not directed:
        left, right = sorted((left, right))
    return Link(identity(kind, left, right), kind, left, right, directed, score, why, "hand@1")


def whole(document, words):
    """A passage of a page."""
    span = at(document, words)
    return Passage(document.id, span.start, span.end)


STEERING = "the steering of the Marlow Star had failed before it reached the pier"

WIRE = page("Delta Wire", "2026-03-02T09:40:00+00:00", [
    "~Delta Wire | Subscribers | Terms",
    "#Ferry strikes pier in Port Ansel",
    "@By a staff reporter",
    f"Port Ansel: The harbour master, Ines Vold, said on Monday that {STEERING}, "
    "and showed a log of the bridge alarms.",
    "At least 40 people were hurt, the harbour office said.",
    "!The pier on Monday morning. Photo: harbour office",
    "~Home", "~World", "~Weather", "~Share", "~Print", "~Most read", "~Leave a comment",
])  # fmt: skip
POST = page("Harbor Post", "2026-03-02", [
    "#Steering failed, says harbour master",
    f"{STEERING[0].upper()}{STEERING[1:]}, the harbour master said, according to Delta Wire.",
    "About 40 people were hurt. The ferry may carry 300 people.",
])  # fmt: skip
COAST = page("Coast Daily", "2026-03-03", [
    "#What broke on the Marlow Star",
    f"Officials say {STEERING}. A log of the bridge alarms is said to exist.",
    "The number of the hurt has risen to 52, the harbour office said on Tuesday.",
])  # fmt: skip
GANNET = page("The Gannet", "2026-03-04", [
    "#A rust bucket and its friends",
    "@Rolf Amery, columnist",
    "So the so-called operator sails a floating scrapheap, "
    "and Coast Daily reports that officials say the steering had failed.",
    "Rolf Amery thinks that the shameless operator knew the steering had failed and sailed regardless.",
])  # fmt: skip
RADIO = page("Ansel Radio", "2026-03-03", [
    "#Engineer tells of dead wheel",
    "A ship's engineer, Bo Lind, told Ansel Radio that the wheel was dead for two minutes and the steering had failed.",
    "He saw it himself from the engine room. Between 50 and 60 people were hurt, the union said.",
])  # fmt: skip
GAZETTE = page("Pier Gazette", "2026-03-05", [
    "#Union repeats its charge",
    "The steering had failed, the crew union said, pointing to the engineer heard by Ansel Radio.",
])  # fmt: skip
TIDE = page("Tidewater Times", "2026-03-03", [
    "#Questions after the crash",
    "It is understood that the steering had failed. Some 70 people may be hurt.",
])  # fmt: skip
FIVE = page("Channel Five", "2026-03-03", [
    "#Operator rejects blame",
    "The operator, Strand Lines, denied that the steering had failed. Its spokeswoman called the log incomplete.",
])  # fmt: skip
STRAND = page("Strand Mirror", "2026-03-06", [
    "#Strand Lines stands by its ship",
    "Strand Lines again denied that the steering had failed, Channel Five reported.",
])  # fmt: skip
BUOY = page("Fact Buoy", "2026-04-20", [
    "#What is known about the Marlow Star",
    "Two accounts say that the steering had failed; the inquiry has not published its report.",
])  # fmt: skip
KURIER = page("Nordkurier", "2026-03-04", [
    "#Fähre rammt Pier",
    "Die Steuerung sei ausgefallen, sagte die Hafenmeisterin.",
], language="de")  # fmt: skip
MUTE = page("Ansel Council", None, ["#Opening hours of the town hall", "The town hall is open on weekdays."])

DOCUMENTS = (WIRE, POST, COAST, TIDE, FIVE, RADIO, GANNET, KURIER, GAZETTE, STRAND, BUOY, MUTE)

S_WIRE = said(WIRE, STEERING, "The harbour master, Ines Vold", "said", name="Ines Vold",
              basis=("record", True, "a log of the bridge alarms"),
              times=(When("2026-03-02", "2026-03-02", "day", "2026-03-02",
                          *(lambda s: (s.start, s.end))(at(WIRE, "on Monday"))),))  # fmt: skip
S_POST = said(
    POST, f"{STEERING[0].upper()}{STEERING[1:]}", "the harbour master", "said", name="Ines Vold", via=("Delta Wire",)
)
S_COAST = said(COAST, STEERING, "Officials", "say", named=False, basis=("record", False, "A log of the bridge alarms"))
S_GANNET = said(
    GANNET, "the steering had failed", "officials", "say", named=False, via=("Coast Daily",), narrator="endorses"
)
S_AMERY = said(
    GANNET,
    "the shameless operator knew the steering had failed and sailed regardless",
    "Rolf Amery",
    "thinks",
    form="author",
)
S_INNER = said(GANNET, "sailed regardless", form="belief", score=0.41, stance="predicts")
S_RADIO = said(RADIO, ["the wheel was dead for two minutes", "the steering had failed"], "A ship's engineer, Bo Lind",
               "told", name="Bo Lind",
               basis=("eyewitness", True, "He saw it himself from the engine room"))  # fmt: skip
S_GAZETTE = said(GAZETTE, "The steering had failed", "the crew union", "said", via=("Ansel Radio",))
S_TIDE = said(TIDE, "the steering had failed", None, "It is understood", certainty=0.6)
S_FIVE = said(
    FIVE, "the steering had failed", "The operator, Strand Lines", "denied", name="Strand Lines", stance="denies"
)
S_STRAND = said(STRAND, "the steering had failed", "Strand Lines", "denied", stance="denies", via=("Channel Five",))
S_BUOY = said(BUOY, "the steering had failed", "Two accounts", "say", named=False)

H_WIRE = said(
    WIRE,
    "At least 40 people were hurt",
    "the harbour office",
    "said",
    quantities=(quantity(WIRE, "At least 40", 40, None),),
)
H_POST = said(
    POST, "About 40 people were hurt", quantities=(quantity(POST, "About 40", 40, 40, approximate=True),), form="author"
)
H_CAP = said(
    POST,
    "The ferry may carry 300 people",
    quantities=(quantity(POST, "300 people", 300, 300, role="planned", of="people aboard"),),
)
H_COAST = said(
    COAST,
    "The number of the hurt has risen to 52",
    "the harbour office",
    "said",
    quantities=(quantity(COAST, "52", 52, 52),),
)
H_RADIO = said(
    RADIO,
    "Between 50 and 60 people were hurt",
    "the union",
    "said",
    quantities=(quantity(RADIO, "Between 50 and 60", 50, 60),),
)
H_TIDE = said(
    TIDE, "Some 70 people may be hurt", quantities=(quantity(TIDE, "Some 70", 70, 70, approximate=True),), certainty=0.4
)

STATEMENTS = (
    S_WIRE, H_WIRE, S_POST, H_POST, H_CAP, S_COAST, H_COAST, S_TIDE, H_TIDE, S_FIVE, S_RADIO, H_RADIO, S_GANNET,
    S_AMERY, S_INNER, S_GAZETTE, S_STRAND, S_BUOY,
)  # fmt: skip


def actor(name, kind, statements, *aliases):
    """A person or body."""
    return Actor(identity("actor", name), name, kind, tuple(sorted(aliases)), (), tuple(s.id for s in statements))


VOLD = actor("Ines Vold", "person", [S_WIRE, S_POST], "the harbour master")
OFFICE = actor("Harbour office of Port Ansel", "organisation", [H_WIRE, H_COAST], "the harbour office")
LIND = actor("Bo Lind", "person", [S_RADIO])
UNION = actor("Crew union", "organisation", [S_GAZETTE, H_RADIO], "the union", "the crew union")
LINES = actor("Strand Lines", "organisation", [S_FIVE, S_STRAND], "the operator")
DELTA = actor("Delta Wire", "outlet", [S_POST])
ACTORS = (LIND, UNION, DELTA, OFFICE, VOLD, LINES)

CREDIT = Reason("Harbor Post credits Delta Wire.", 0.0, (whole(POST, "according to Delta Wire"), whole(WIRE, STEERING)))
COPIED = Reason("Coast Daily copies 84 % of the sentence.", 0.0, (whole(WIRE, STEERING), whole(COAST, STEERING)))
CITED = Reason("The Gannet cites Coast Daily.", 0.0, (whole(GANNET, "Coast Daily reports"),))


def origin(position, actors, statements, known=True, reasons=()):
    """A group of statements, the first of them its first telling."""
    pages = tuple(dict.fromkeys(s.document for s in statements))
    return Origin(
        position,
        known,
        tuple(a.id for a in actors),
        pages,
        tuple(s.id for s in statements),
        statements[0].id,
        tuple(reasons),
    )


def claim(text, passage, members, first_seen):
    """Statements that affirm or deny one thing."""
    return Claim(members[0][0].id, text, passage, first_seen, tuple(Member(s.id, position) for s, position in members))


C_STEERING = claim(STEERING, whole(WIRE, STEERING), [
    (S_WIRE, "supports"), (S_POST, "supports"), (S_COAST, "supports"), (S_TIDE, "supports"), (S_RADIO, "supports"),
    (S_FIVE, "opposes"), (S_GANNET, "reports"), (S_AMERY, "supports"), (S_GAZETTE, "supports"), (S_STRAND, "opposes"),
    (S_BUOY, "uncertain"),
], "2026-03-02")  # fmt: skip
C_HURT = claim("At least 40 people were hurt", whole(WIRE, "At least 40 people were hurt"), [
    (H_WIRE, "supports"), (H_POST, "reports"), (H_TIDE, "supports"), (H_RADIO, "supports"),
], "2026-03-02")  # fmt: skip
C_MORE = claim(
    "The number of the hurt has risen to 52",
    whole(COAST, "The number of the hurt has risen to 52"),
    [(H_COAST, "supports")],
    "2026-03-03",
)
C_CAP = claim(
    "The ferry may carry 300 people", whole(POST, "The ferry may carry 300 people"), [(H_CAP, "supports")], "2026-03-02"
)
C_INNER = claim("sailed regardless", whole(GANNET, "sailed regardless"), [(S_INNER, "uncertain")], "2026-03-04")
CLAIMS = (C_STEERING, C_HURT, C_MORE, C_CAP, C_INNER)

O_VOLD = origin("supports", [VOLD], [S_WIRE, S_POST, S_COAST, S_GANNET, S_AMERY], reasons=[CREDIT, COPIED, CITED])
O_LIND = origin(
    "supports",
    [LIND, UNION],
    [S_RADIO, S_GAZETTE],
    reasons=[Reason("Pier Gazette points to Ansel Radio.", 0.0, (whole(GAZETTE, "heard by Ansel Radio"),))],
)
O_TIDE = origin("supports", [], [S_TIDE], known=False)
O_LINES = origin("opposes", [LINES], [S_FIVE, S_STRAND], reasons=[Reason("One body speaks twice: Strand Lines.", 0.0)])
O_BUOY = origin("uncertain", [], [S_BUOY], known=False)
O_OFFICE = origin("supports", [OFFICE], [H_WIRE, H_POST])
O_UNION = origin("supports", [UNION], [H_RADIO])
O_HTIDE = origin("supports", [], [H_TIDE], known=False)
O_MORE = origin("supports", [OFFICE], [H_COAST])

LETTERS = {
    O_VOLD.first: "A",
    O_LIND.first: "B",
    O_LINES.first: "C",
    O_OFFICE.first: "D",
    O_UNION.first: "E",
    O_MORE.first: "D",
}


def figure(statement, document):
    """The figure of a statement as a weigher lists it."""
    q = statement.quantities[0]
    day = document.published.value[:10]
    return Figure(
        statement.id, q.low, q.high, q.approximate, q.unit, q.of, q.role, day, Passage(document.id, q.start, q.end)
    )


WEIGHTS = (
    Weight(C_STEERING.id, "origins", 2, 2, 3, (
        Reason("Two voices with known lineage; one page does not say where it has it from.", 1.0,
               (whole(TIDE, "It is understood"),)),
    ), (O_VOLD, O_LIND, O_TIDE, O_LINES, O_BUOY)),
    Weight(C_STEERING.id, "figures", None, None, None, ()),
    Weight(C_STEERING.id, "positions", None, None, None, (
        Reason("Strand Lines denies it and is a party.", 0.0, (whole(FIVE, "denied"),)),
    )),
    Weight(C_HURT.id, "origins", 2, 1, 3, (), (O_OFFICE, O_UNION, O_HTIDE)),
    Weight(C_HURT.id, "figures", 4, None, None, (
        Reason("At least 40 and 50 to 60 are compatible: the second lies within the first.", 0.0,
               (whole(WIRE, "At least 40"), whole(RADIO, "Between 50 and 60"))),
        Reason("About 70 conflicts with 50 to 60: the same thing is counted.", 0.0, (whole(TIDE, "Some 70"),)),
    ), (figure(H_WIRE, WIRE), figure(H_POST, POST), figure(H_RADIO, RADIO), figure(H_TIDE, TIDE))),
    Weight(C_MORE.id, "origins", 1, 1, 1, (), (O_MORE,)),
    Weight(C_MORE.id, "figures", 1, None, None, (), (figure(H_COAST, COAST),)),
    Weight(C_CAP.id, "figures", 1, None, None, (), (figure(H_CAP, POST),)),
)  # fmt: skip

LINKS = (
    link("credits", POST.id, WIRE.id, "Harbor Post credits Delta Wire in its first sentence."),
    link("copies", S_COAST.id, S_WIRE.id, "84 % of the words are the same, in the same order."),
    link("cites", GANNET.id, COAST.id, "The Gannet names Coast Daily."),
    link("credits", GAZETTE.id, RADIO.id, "Pier Gazette points to Ansel Radio."),
    link("credits", S_STRAND.id, S_FIVE.id, "Strand Mirror credits Channel Five."),
    link("copies", GAZETTE.id, TIDE.id, "4 words are alike; nothing says who was first.", directed=False, score=0.3),
    link("updates", C_MORE.id, C_HURT.id, "A later figure of the same body."),
    link("same_actor", S_WIRE.id, S_POST.id, "The same name.", directed=False),
)
MARKS = (
    *(Mark(GANNET.id, "loaded", at(GANNET, w).start, at(GANNET, w).end, 0.8, False)
      for w in ("rust bucket", "so-called", "floating scrapheap")),
    Mark(GANNET.id, "name-calling", at(GANNET, "shameless").start, at(GANNET, "shameless").end, 0.7, True),
)  # fmt: skip
PROBLEMS = (
    Problem("gather", "https://closed.example/ferry", "answered 403: the page is not given out"),
    Problem("gather", "pages/empty.txt", "the file is empty"),
)


def dossier(**more):
    """The whole case; any field can be put in another's place."""
    fields = {
        "question": "Why did the Marlow Star strike the pier?",
        "as_of": "2026-04-20",
        "documents": DOCUMENTS,
        "statements": STATEMENTS,
        "actors": ACTORS,
        "claims": CLAIMS,
        "links": LINKS,
        "marks": MARKS,
        "weights": WEIGHTS,
        "problems": PROBLEMS,
        "letters": LETTERS,
    }
    return Dossier(**{**fields, **more})


def empty():
    """A dossier of nothing."""
    return dossier(
        documents=(), statements=(), actors=(), claims=(), links=(), marks=(), weights=(), letters={}, as_of=None
    )


def hostile(text):
    """The case with one text in every place that a page fills."""
    page = replace(WIRE, text=WIRE.text.replace("Subscribers", text), blocks=(), title=text, outlet=text,
                   authors=(text,), url=text, places=(text,), language=text, credit=text, published=Dated(text, text),
                   links=(Hyperlink(text, 0, 1),))  # fmt: skip
    shift = len(text) - len("Subscribers")
    moved = tuple(_moved(s, shift, text) if s.document == WIRE.id else s for s in STATEMENTS)
    actors = tuple(replace(a, name=text, aliases=(text,)) for a in ACTORS)
    claims = tuple(replace(c, text=text) for c in CLAIMS)
    weights = tuple(replace(w, reasons=(*w.reasons, Reason(text, 0.0))) for w in WEIGHTS)
    problems = (Problem("gather", text, text),)
    links = tuple(replace(one, why=text) for one in LINKS)
    documents = tuple(page if d.id == WIRE.id else d for d in DOCUMENTS)
    letters = dict.fromkeys(LETTERS, text[:3])
    return dossier(documents=documents, statements=moved, actors=actors, claims=claims, weights=weights,
                   problems=problems, links=links, question=text, letters=letters, marks=())  # fmt: skip


def _moved(statement, shift, name):
    move = lambda span: replace(span, start=span.start + shift, end=span.end + shift)  # noqa: E731
    return replace(
        statement,
        content=tuple(move(s) for s in statement.content),
        cue=tuple(move(s) for s in statement.cue),
        speaker=replace(move(statement.speaker), name=name) if statement.speaker else None,
        basis=move(statement.basis) if statement.basis else None,
        quantities=tuple(replace(move(q), of=name, unit=name) for q in statement.quantities),
        times=(),
    )
