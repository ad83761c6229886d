"""What `firsthand read` writes of one page: every format gives back exactly the spans it was given."""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from firsthand.read.words import words
from firsthand.records import Basis, Dated, Mark, Mention, Problem, Quantity, Span, Statement, identity
from firsthand.tell import PAGES, brat, conll, jsonl, spacy, terminal
from tests.making import page, said
from tests.tell import ferry

FORMS = ("direct", "indirect", "mixed", "nominal", "belief", "anaphoric", "author")
STANCES = ("asserts", "denies", "doubts", "asks", "demands", "predicts")
# Every kind of blank and break, marks, controls, an emoji of two code points, a letter with a loose accent, an address.
SIGNS = [
    *"aB7.,“”’|#:[]()\\<&", " ", " ", "\n", "\n\n", "\t", "\r\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028",
    "\xa0", "\x00", "\x1b[31m", "\x9b", "\u202e", "\u200f", "\ufeff", "👍🏽", "e\u0301", "漢字", "word ", "1,200 ",
    "[bold]x[/bold] ", " https://a.example/x(1) ", "](http://b.example/y) ",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(SIGNS), min_size=1, max_size=40).map("".join)
NAMES = st.text("abc ÉЖ-", min_size=1, max_size=8).filter(str.strip).map(lambda name: " ".join(name.split()))


def spans(text, most=3):
    """Up to `most` spans that do not meet, each with a sign in it that is no blank."""

    def made(cuts):
        cuts = sorted(cuts)
        return tuple(Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False) if text[a:b].strip())

    return st.lists(st.integers(0, len(text)), unique=True, max_size=2 * most).map(made).filter(bool)


def spans_of_words(text, most=3):
    """Up to `most` spans that begin and end with words and do not meet."""
    cut = words(text)

    def made(numbers):
        numbers = sorted(numbers)
        pairs = zip(numbers[::2], numbers[1::2], strict=False)
        return tuple(Span(cut.starts[a], cut.ends[b - 1]) for a, b in pairs)

    return st.lists(st.integers(0, len(cut)), unique=True, min_size=2, max_size=2 * most).map(made)


@st.composite
def readings(draw, spans=spans):
    """A page, with statements and marks at these spans."""
    text = draw(TEXTS.filter(lambda text: len(words(text))))
    document = replace(page("x"), text=text, blocks=(), title=draw(st.none() | TEXTS), outlet=draw(st.none() | NAMES))
    some, one = spans(text), spans(text, 1)

    def mention():
        [span] = draw(one)
        return Mention(draw(NAMES), draw(st.booleans()), span.start, span.end)

    statements = []
    for n in range(draw(st.integers(0, 4))):
        statements.append(
            Statement(
                id=identity(document.id, str(n)),
                document=document.id,
                form=draw(st.sampled_from(FORMS)),
                speaker=mention() if draw(st.booleans()) else None,
                cue=draw(st.just(()) | one),
                content=draw(some),
                stance=draw(st.sampled_from(STANCES)),
                certainty=draw(st.sampled_from([0.0, 0.25, 0.665, 0.95])),
                narrator=draw(st.sampled_from(["neutral", "endorses", "distances"])),
                via=tuple(mention() for _ in range(draw(st.integers(0, 2)))),
                refers_to=statements[-1].id if statements and draw(st.booleans()) else None,
                basis=draw(st.none() | st.builds(Basis, st.just("video"), st.booleans(), st.just(0), st.just(1))),
                quantities=(),
                times=(),
                score=0.5,
                by="test@1",
            )
        )
    marks = [Mark(document.id, "loaded", s.start, s.end, 0.9, draw(st.booleans())) for s in draw(st.just(()) | some)]
    return document, tuple(statements), tuple(marks)


def told(make, document, statements, marks, problems=()):
    return make(document, statements, marks, (), problems)


def parts(statement):
    """The spans of a statement by their role."""
    speaker = [(statement.speaker.start, statement.speaker.end)] if statement.speaker else []
    return {
        "source": speaker,
        "cue": [(s.start, s.end) for s in statement.cue],
        "content": [(s.start, s.end) for s in statement.content],
        "relay": [(m.start, m.end) for m in statement.via],
    }


# jsonl


@settings(max_examples=60, deadline=None)
@given(readings())
def test_jsonl_gives_back_statements_and_marks(reading):
    document, statements, marks = reading
    text = told(jsonl.page, *reading)
    assert text.count("\n") == 1
    line = json.loads(text)
    assert line["document"]["text"] == document.text
    for statement, found in zip(statements, line["statements"], strict=True):
        assert [(s["start"], s["end"]) for s in found["content"]] == parts(statement)["content"]
    assert [(m["start"], m["end"], m["technique"], m["quoted"]) for m in line["language_marks"]] == [
        (m.start, m.end, m.technique, m.quoted) for m in marks
    ]


# conll


def conll_read(text):
    """Each page: its names, its statements, its problems, and its words as rows."""
    pages = []
    for line in text.split("\n"):
        if line.startswith("# document = "):
            pages.append({"names": {}, "statements": [], "problems": [], "sentences": [[]]})
        if line.startswith("# "):
            key, _, value = line[2:].partition(" = ")
            if key.startswith("statement "):
                assert key == f"statement {len(pages[-1]['statements']) + 1}"
                pages[-1]["statements"].append(json.loads(value))
            elif key == "problem":
                pages[-1]["problems"].append(json.loads(value))
            else:
                pages[-1]["names"][key] = value
        elif not line:
            pages[-1]["sentences"].append([])
        else:
            number, start, end, word, labels, loaded = line.split("\t")
            pages[-1]["sentences"][-1].append((int(number), int(start), int(end), word, labels, loaded))
    return pages


def stretches(rows, column):
    """The spans that a column of B, I and O tells of, by their labels."""
    found = {}
    for row in rows:
        for label in row[column].split("|") if row[column] != "O" else ():
            begins, name = label[:2], label[2:]
            if begins == "B-":
                found.setdefault(name, []).append((row[1], row[2]))
            else:
                assert begins == "I-"
                found[name][-1] = (found[name][-1][0], row[2])
    return found


@settings(max_examples=150, deadline=None)
@given(readings(spans_of_words))
def test_conll_columns_give_back_spans_of_words(reading):
    _document, statements, marks = reading
    [found] = conll_read(told(conll.page, *reading))
    rows = [row for sentence in found["sentences"] for row in sentence]
    names = stretches(rows, 4)
    for n, statement in enumerate(statements, 1):
        for role, places in parts(statement).items():
            assert sorted(names.pop(f"{role}:{n}", [])) == sorted(places) or overlap(places)
    assert not names
    assert stretches(rows, 5).get("loaded", []) == [(m.start, m.end) for m in marks]


def overlap(places):
    """Two relays may be the same words: a column cannot hold both apart, the comment can."""
    places = sorted(places)
    return any(b[0] < a[1] for a, b in itertools.pairwise(places))


@settings(max_examples=100, deadline=None)
@given(readings())
def test_conll_comments_give_back_any_spans(reading):
    document, statements, _ = reading
    problem = Problem("read", "a\nb", "c\u2028d")
    [found] = conll_read(told(conll.page, *reading, problems=[problem]))
    assert found["names"]["document"] == document.id
    assert found["problems"] == [{"stage": "read", "place": "a\nb", "message": "c\u2028d"}]
    for statement, shape in zip(statements, found["statements"], strict=True):
        assert [(s["start"], s["end"]) for s in shape["content"]] == parts(statement)["content"]
        assert [(s["start"], s["end"]) for s in shape["cue"]] == parts(statement)["cue"]
        assert [(s["start"], s["end"]) for s in shape["via"]] == parts(statement)["relay"]
        assert (shape["stance"], shape["certainty"], shape["id"]) == (
            statement.stance,
            statement.certainty,
            statement.id,
        )


@settings(max_examples=100, deadline=None)
@given(readings())
def test_conll_words_are_those_of_the_reader(reading):
    document, *_ = reading
    [found] = conll_read(told(conll.page, *reading))
    cut = words(document.text)
    rows = [row for sentence in found["sentences"] for row in sentence]
    assert [(row[1], row[2]) for row in rows] == list(zip(cut.starts, cut.ends, strict=True))
    assert all(len(row[3]) == row[2] - row[1] for row in rows)
    for sentence in found["sentences"]:
        assert [row[0] for row in sentence] == list(range(1, len(sentence) + 1))


def test_conll_as_it_is_documented():
    document = page("Grain prices rise\nThe mill said rain was late. Nobody asked.\n")
    statement = replace(said(document, "The mill", "rain was late"), cue=(Span(27, 31),))
    mark = Mark(document.id, "loaded", 32, 36, 0.9, False)
    made = told(conll.page, document, [statement], [mark])
    assert made.splitlines()[:2] == [f"# document = {document.id}", "# place = Harbour Courier.html"]
    assert "1\t18\t21\tThe\tB-source:1\tO\n2\t22\t26\tmill\tI-source:1\tO\n3\t27\t31\tsaid\tB-cue:1\tO\n" in made
    assert "4\t32\t36\train\tB-content:1\tB-loaded\n5\t37\t40\twas\tI-content:1\tO\n" in made
    assert made.endswith(
        "\n7\t45\t46\t.\tO\tO\n\n1\t47\t53\tNobody\tO\tO\n2\t54\t59\tasked\tO\tO\n3\t59\t60\t.\tO\tO\n\n"
    )
    assert len(conll_read(made + made)) == 2


# brat


def brat_read(text):
    """Each body: its header, and its annotations by their ids."""
    bodies = []
    assert text.endswith("\n")
    for line in text[:-1].splitlines():  # as brat itself does: at every kind of break
        if line.startswith("# document "):
            bodies.append((line, {}))
            continue
        key, rest = line.split("\t", 1)
        assert re.fullmatch(r"[TRA#]\d+", key)
        assert key not in bodies[-1][1]
        bodies[-1][1][key] = rest
    return bodies


def places(text):
    return [tuple(map(int, piece.split(" "))) for piece in text.split(";")]


def textbound(found, document):
    """T lines as name and spans, checked as brat's server checks them, whole again where a break had cut them."""
    known = {}
    for key, rest in found.items():
        if key[0] == "T":
            head, shown = rest.split("\t", 1)
            name, cut = head.split(" ", 1)
            assert shown == " ".join(
                re.sub("[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f]", "\ufffd", document.text[a:b]) for a, b in places(cut)
            )
            assert all(a[1] <= b[0] for a, b in zip(places(cut), places(cut)[1:], strict=False))
            known[key] = (name, places(cut))
    for key, rest in found.items():
        if key[0] == "#" and rest.startswith("Pieces "):
            of, whole = rest.removeprefix("Pieces ").split("\t")
            known[of] = (known[of][0], places(whole))
    return known


def brat_statements(found, known):
    """Each statement as its parts, attributes, names and what it refers to."""
    ids = {
        rest.split("\t")[1]: rest.split("\t")[0].split(" ")[1]
        for k, rest in found.items()
        if rest.startswith("Statement ")
    }
    named = dict(
        rest.removeprefix("AnnotatorNotes ").split("\t")
        for rest in found.values()
        if rest.startswith("AnnotatorNotes ")
    )
    relations = [rest.replace("Arg1:", "").replace("Arg2:", "").split(" ") for k, rest in found.items() if k[0] == "R"]
    made = {}
    for statement, anchor in ids.items():
        parts = {"source": [], "cue": [], "content": [], "relay": []}
        names = []
        mine = [anchor, *(right for name, left, right in relations if left == anchor and name != "Refers")]
        for part in mine:
            parts[known[part][0].lower()] += known[part][1]
            names += [named[part]] if part in named else []
        attributes = [rest.split(" ") for k, rest in found.items() if k[0] == "A" and rest.split(" ")[1] == anchor]
        refers = next((right for name, left, right in relations if (name, left) == ("Refers", anchor)), None)
        made[statement] = (parts, {a[0]: a[2] if len(a) > 2 else True for a in attributes}, names, refers)
    return ids, made


@settings(max_examples=150, deadline=None)
@given(readings())
def test_brat_gives_back_everything(reading):
    document, statements, marks = reading
    [(header, found)] = brat_read(told(brat.page, *reading))
    assert header == f"# document {document.id}\tHarbour Courier.html"
    known = textbound(found, document)
    ids, made = brat_statements(found, known)
    assert list(made) == [s.id for s in statements]
    for statement in statements:
        spans, attributes, names, refers = made[statement.id]
        assert {k: sorted(v) for k, v in spans.items()} == {k: sorted(v) for k, v in parts(statement).items()}
        assert attributes["Stance"] == statement.stance
        assert float(attributes["Certainty"]) == statement.certainty
        assert (attributes["Narrator"], attributes["Form"]) == (statement.narrator, statement.form)
        assert attributes.get("Basis") == (statement.basis.kind if statement.basis else None)
        assert attributes.get("Shown", False) == bool(statement.basis and statement.basis.shown)
        people = [statement.speaker, *statement.via]
        assert sorted(names) == sorted(p.name for p in people if p)
        assert refers == (ids[statement.refers_to] if statement.refers_to else None)
    assert [v for name, v in known.values() if name == "Loaded"] == [[(m.start, m.end)] for m in marks]


def test_brat_as_it_is_documented():
    text = "News\n“We sail,” said the mate, “at\ndawn,” the Herald wrote.\n"
    document = page(text)
    statement = replace(
        said(document, "the mate", "We sail", name="Jon Reed", stance="predicts", certainty=0.5, form="direct"),
        content=(Span(6, 13), Span(32, 39)),
        cue=(Span(16, 20),),
        basis=Basis("named", True, 0, 1),
    )
    assert text[32:39] == "at\ndawn"
    assert told(
        brat.page, document, [statement], [Mark(document.id, "name-calling", 21, 24, 0.5, True)]
    ).splitlines() == [
        f"# document {document.id}\tHarbour Courier.html",
        "T1\tSource 21 29\tthe mate",
        "#1\tAnnotatorNotes T1\tJon Reed",
        "T2\tCue 16 20\tsaid",
        "T3\tContent 6 13;32 34;35 39\tWe sail at dawn",
        "#2\tPieces T3\t6 13;32 39",
        "R1\tCue-Source Arg1:T2 Arg2:T1",
        "R2\tCue-Content Arg1:T2 Arg2:T3",
        "A1\tStance T2 predicts",
        "A2\tCertainty T2 0.5",
        "A3\tNarrator T2 neutral",
        "A4\tForm T2 direct",
        "A5\tBasis T2 named",
        "A6\tShown T2",
        f"#3\tStatement T2\t{statement.id}",
        "T4\tLoaded 21 24\tthe",
        "A7\tTechnique T4 name-calling",
        "A8\tQuoted T4",
    ]


# spaCy


@settings(max_examples=100, deadline=None)
@given(readings())
def test_spacy_gives_back_everything(reading):
    document, statements, marks = reading
    text = told(spacy.page, *reading)
    assert text.count("\n") == 1
    row = json.loads(text)
    assert set(row) == {"text", "spans", "meta"}
    assert row["text"] == document.text
    for statement in statements:
        mine = [s for s in row["spans"]["attribution"] if s["span_id"] == statement.id]
        for role, wanted in parts(statement).items():
            assert [(s["start"], s["end"]) for s in mine if s["label"] == role.upper()] == wanted
        assert row["meta"]["statements"][statement.id]["stance"] == statement.stance
    assert [(s["start"], s["end"], s["label"]) for s in row["spans"]["language"]] == [
        (m.start, m.end, m.technique) for m in marks
    ]
    assert row["meta"]["id"] == document.id
    assert "text" not in row["meta"]


def test_spacy_spans_name_their_actors():
    statements = [s for s in ferry.STATEMENTS if s.document == ferry.WIRE.id]
    row = json.loads(spacy.page(ferry.WIRE, statements, (), ferry.dossier().actors, [Problem("read", "a", "b")]))
    known = {s["label"]: s["kb_id"] for s in row["spans"]["attribution"] if s["span_id"] == ferry.S_WIRE.id}
    assert known == {"SOURCE": ferry.VOLD.id, "CUE": "", "CONTENT": ""}
    assert row["meta"]["problems"] == [{"stage": "read", "place": "a", "message": "b"}]


def test_spacy_itself_takes_the_spans():
    """The recipe of the module's docstring, where spaCy is there."""
    nlp = pytest.importorskip("spacy").blank("en")
    statements = [s for s in ferry.STATEMENTS if s.document == ferry.WIRE.id]
    row = json.loads(told(spacy.page, ferry.WIRE, statements, ()))
    doc = nlp.make_doc(row["text"])
    for span in row["spans"]["attribution"]:
        start, end = span.pop("start"), span.pop("end")
        found = doc.char_span(start, end, **span, alignment_mode="expand")
        assert found.text == row["text"][start:end]
        assert found.label_ == span["label"]


# The terminal

SGR = re.compile(r"\x1b\[([\d;]*)m")
NUMBER = re.compile(r"\x1b\[[\d;]*34m\[\d+\]\x1b\[0m")


def on_terminal(monkeypatch, reading, colour=True, width=60):
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    if not colour:
        monkeypatch.setenv("NO_COLOR", "1")
    return told(terminal.page, *reading)


def styled(shown):
    """The visible signs, each with the codes it is shown in."""
    signs, codes, at = [], frozenset(), 0
    for match in [*SGR.finditer(shown), None]:
        end = match.start() if match else len(shown)
        signs += [(sign, codes) for sign in shown[at:end]]
        if match:
            codes = frozenset() if match[1] in ("", "0") else codes | set(match[1].split(";"))
            at = match.end()
    return signs


def in_style(shown, code):
    return "".join(sign if code in codes else "·" for sign, codes in styled(shown))


@pytest.fixture
def chorus():
    """Two statements, one in the other, with a relay, a figure, a basis and a loaded word."""
    text = "Mine shut\nThe Lantern reported that Ada Holt said the reckless owner had shut 3 of the pits.\n"
    document = page(text, authors=("Ann Oak",))
    inner = replace(
        said(document, "Ada Holt", "the reckless owner had shut 3 of the pits", via=()),
        cue=(Span(text.index("said"), text.index("said") + 4),),
        via=(Mention("The Lantern", True, 10, 21),),
        basis=Basis("record", False, 0, 1),
        quantities=(Quantity(3, 3, False, None, "pits", "part", 0, 1),),
    )
    outer = replace(
        said(document, "The Lantern", "Ada Holt said the reckless owner had shut 3 of the pits", named=False),
        cue=(Span(22, 30),),
        stance="denies",
        narrator="distances",
        refers_to=inner.id,
        score=0.1,
    )
    at = text.index("reckless")
    return document, (inner, outer), (Mark(document.id, "loaded", at, at + 8, 0.9, False),)


@pytest.mark.parametrize("colour", [True, False])
def test_the_terminal_tells_parts_apart_with_and_without_colours(monkeypatch, chorus, colour):
    shown = on_terminal(monkeypatch, chorus, colour, width=200)
    bold, under, italic, dim = (in_style(shown, code) for code in "1432")
    assert "The Lantern" in bold
    assert "Ada Holt" in bold
    assert "reported" in under
    assert "said" in under
    assert "the reckless owner had shut 3 of the pits" in italic
    assert "Ada Holt" in italic  # the outer statement's content holds the inner one's source: both are seen
    assert "reckless" in dim
    assert bool(re.search(r"\x1b\[[\d;]*3[0-7]", shown)) is colour


def test_the_terminal_numbers_statements_and_tells_them_below(monkeypatch, chorus):
    shown = SGR.sub("", on_terminal(monkeypatch, chorus, width=200))
    lines = [line.rstrip() for line in shown.splitlines()]
    assert lines[0] == "Harbour Courier · 5 March 2024 · Ann Oak"
    at = lines.index("The Lantern reported[1] that Ada Holt said[2] the reckless owner had shut 3 of the pits.")
    assert lines[at + 1] == (
        "   [1] The Lantern (unnamed) · denies · stated flatly, .90 · the page keeps its distance · takes up [2] · "
        "said only · perhaps misread"
    )
    assert lines[at + 2] == (
        "   [2] Ada Holt · asserts · stated flatly, .90 · via The Lantern · a record, not shown · 3 pits"
    )


@pytest.mark.parametrize("width", [20, 60, 200])
def test_the_terminal_wraps(monkeypatch, chorus, width):
    shown = SGR.sub("", on_terminal(monkeypatch, chorus, width=width))
    assert all(cell_len(line) <= width for line in shown.splitlines())


def test_a_pipe_gets_no_codes(monkeypatch, chorus):
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    assert "\x1b" not in told(terminal.page, *chorus)


@settings(max_examples=150, deadline=None)
@given(readings(), st.booleans())
def test_the_terminal_shows_every_text_and_obeys_none(reading, tall):
    document, statements, marks = reading
    if tall:
        document = replace(
            document, published=Dated("\x1b[2J", "meta"), url="http://x.example/\x07", authors=("\u202ea",)
        )
    with pytest.MonkeyPatch.context() as patch:
        shown = on_terminal(patch, (document, statements, marks), width=80)
    plain = SGR.sub("", shown)
    assert not re.search(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]", plain
    )
    plain.encode("utf-8")
    assert all(f"[{n}]" in plain for n in range(1, len(statements) + 1))
    letters = [c for c in document.text if c.isalnum()]
    rest = iter(plain)
    assert all(letter in rest for letter in letters)  # in this order


@settings(max_examples=60, deadline=None)
@given(readings())
def test_every_part_is_shown_in_its_style(reading):
    document, statements, marks = reading
    text = "".join(c if c.isalnum() or c in ".," else "x" for c in document.text)
    document = replace(document, text=text, title=None)
    with pytest.MonkeyPatch.context() as patch:
        shown = on_terminal(patch, (document, statements, marks), width=10_000)
    lines = [NUMBER.sub("", line) for line in shown.split("\n")]
    signs = styled(next(line for line in lines if SGR.sub("", line) == text))
    assert "".join(sign for sign, _ in signs) == text
    code = {"source": "1", "cue": "4", "content": "3", "relay": "3"}
    for statement in statements:
        for role, wanted in parts(statement).items():
            for start, end in wanted:
                assert all(code[role] in codes for _, codes in signs[start:end]), role
    for mark in marks:
        assert all("2" in codes for _, codes in signs[mark.start : mark.end])


# All of them


@pytest.mark.parametrize("name", list(PAGES))
@settings(max_examples=40, deadline=None)
@given(readings())
def test_every_format_is_utf8_and_the_same_each_time(name, reading):
    assert told(PAGES[name], *reading).encode("utf-8") == told(PAGES[name], *reading).encode("utf-8")


@pytest.mark.parametrize("name", list(PAGES))
def test_every_format_takes_an_empty_page_and_a_lone_surrogate(name):
    empty = replace(page("x"), text="", blocks=(), places=(), title=None, outlet=None, published=None)
    assert told(PAGES[name], empty, (), ()).encode("utf-8")
    broken = page("News \ud800\nAnn Oak \udfff said so.\n")
    statement = said(broken, "Ann Oak \udfff", "so")
    assert told(PAGES[name], broken, [statement], ()).encode("utf-8")
