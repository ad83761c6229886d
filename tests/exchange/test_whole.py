"""A whole case out and in again: the same dossier byte for byte; what is not sound is refused and leaves nothing."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import stat
import zipfile
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand import ask, exchange, gather, pipeline, store, tell
from firsthand.errors import FirsthandError, PlaceError, UsageError
from firsthand.gather.whole import whole as taken
from firsthand.records import Cell, Dossier, Hypothesis, Judgement, Passage, Problem, Reason, Whole, identity
from firsthand.tell import case as telling
from tests import reader
from tests.tell import ferry

TEXT = "Ferry aground\n\nThe Coast Guard said on Monday that the reckless crew had run aground 🚢 \u202e.\n"
AT = "2026-03-02T00:00:00+00:00"


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """A case with every noun in it."""
    folder = tmp_path_factory.mktemp("full")
    for n in range(3):
        (folder / f"{n}.txt").write_text(TEXT + f"\nThe Harbour Office denied that it was day {n}.\n", "utf-8")
    path = folder / "a.sqlite"
    with store.open(path) as kept:
        pipeline.trace(
            kept, [str(folder / "*.txt"), str(folder / "none.txt")], gather.Gathering(as_is=True), reader.read
        )
        one, other = (Passage(s.document, s.content[0].start, s.content[0].end) for s in kept.statements()[:2])
        for verb, more in (
            ("merge", {}),
            ("shown", {}),
            ("true", {"on": "2026-04-01", "reference": "https://x.example"}),
            ("technique", {"reference": "T0049.001"}),
        ):
            right = other if verb == "merge" else None
            made = Judgement(identity(verb), verb, one, right, "person:ann", AT, "<script>\u202e", **more)
            pipeline.judge(kept, made)
        pipeline.undo(kept, identity("shown"), "person:bo", AT)
        kept.keep_fact("question", "Did it run aground?")
        kept.keep_fact("sessions", "secret")
        cell = Cell(kept.statements()[0].id, "a" * 16, -1, Reason("no", 0.0), "person:ann", None)
        kept.keep_rivals([Hypothesis("a" * 16, "it burned", None)], [cell], AT)
    return path


def whole_of(path):
    with store.open(path, make=False) as kept:
        return kept.whole()


def dossier_of(path, name="json"):
    with store.open(path, make=False) as kept:
        return exchange.told(kept, name)


@pytest.mark.parametrize("name", ["case", "archive"])
def test_a_case_comes_back_as_it_was(full, tmp_path, name):
    (tmp_path / "out").write_bytes(dossier_of(full, name))
    exchange.taken(tmp_path / "out", tmp_path / "b.sqlite")
    before, after = whole_of(full), whole_of(tmp_path / "b.sqlite")
    assert all(getattr(before, field) for field in Whole.__slots__)
    assert after == before
    for form in (*tell.TELLERS, *tell.CASES):
        assert dossier_of(tmp_path / "b.sqlite", form) == dossier_of(full, form), form
    with store.open(tmp_path / "b.sqlite") as kept:
        assert kept.fact("sessions") is None
        assert [j.verb for j in kept.judgements()] == ["merge", "true", "technique"]
        assert ask.dossier(kept).outcomes[0].value == "true"
        assert kept.unread("nobody@1")


def test_a_case_goes_into_a_database_and_out_again(full, tmp_path, place):
    (tmp_path / "out").write_bytes(dossier_of(full, "archive"))
    with store.open(place) as kept:
        kept.keep_fact("question", "One asked before there was anything?")
    exchange.taken(tmp_path / "out", place)
    assert whole_of(place) == whole_of(full)
    assert dossier_of(place, "archive") == dossier_of(full, "archive")


def test_a_case_that_holds_something_is_not_written_over(full, tmp_path):
    (tmp_path / "out").write_bytes(dossier_of(full, "case"))
    exchange.taken(tmp_path / "out", tmp_path / "b.sqlite")
    with pytest.raises(UsageError, match="holds something"):
        exchange.taken(tmp_path / "out", tmp_path / "b.sqlite")


def test_a_whole_case_is_told_of_no_earlier_day(full):
    with store.open(full, make=False) as kept, pytest.raises(UsageError, match="as-of"):
        exchange.told(kept, "case", "2026-01-01")


def ferry_case() -> Whole:
    made = ferry.dossier()
    return Whole(
        made.documents, tuple((d.id, "hand@1") for d in made.documents), made.statements, made.marks, made.links,
        made.actors, made.claims, (), made.problems, (("question", made.question),),
    )  # fmt: skip


def lines_of(case: Whole) -> list[bytes]:
    return telling.tell(case).splitlines(keepends=True)


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@settings(max_examples=30, deadline=None)
@given(WORDS, WORDS, st.none() | WORDS)
def test_every_text_survives(title, note, undone):
    document = replace(ferry.WIRE, title=title, outlet=note, authors=(title, note))
    judgement = Judgement("a" * 16, "shown", Passage(document.id, 0, 1), None, f"person:{title}", AT, note)
    case = Whole((document,), judgements=((judgement, undone),), problems=(Problem("gather", title, note),))
    assert taken(lines_of(case)) == case


def test_the_hostile_case_survives():
    made = ferry.hostile("<script>alert(1)</script>\x00\x1b[31m\u202e👍🏽](javascript:x)")
    case = replace(ferry_case(), documents=made.documents, statements=made.statements, marks=(), claims=(), links=())
    assert taken(lines_of(case)) == case


@pytest.mark.parametrize("cut", [0, 1, 5, -1])
def test_a_file_that_was_cut_is_not_whole(cut):
    with pytest.raises(PlaceError, match="not whole"):
        taken(lines_of(ferry_case())[:cut])


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_damage_is_refused_or_harmless(data):
    """One byte changed anywhere: refused as foreseen, or what comes in can be told."""
    raw = bytearray(telling.tell(ferry_case()))
    raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    try:
        case = taken(bytes(raw).splitlines(keepends=True))
    except FirsthandError:
        return
    fields = {name: getattr(case, name) for name in ("documents", "statements", "actors", "claims", "links", "marks")}
    made = Dossier(question="?", as_of=None, weights=(), problems=case.problems, **fields)
    for name in tell.TELLERS:
        with contextlib.suppress(UsageError):  # nobody rated a claim
            tell.tell(made, name)


BAD = {
    "a span outside its page": ("statements", lambda s: replace(s, content=(replace(s.content[0], end=10**9),))),
    "a span that begins before it": ("statements", lambda s: replace(s, content=(replace(s.content[0], start=-1),))),
    "no words": ("statements", lambda s: replace(s, content=())),
    "a page that is missing": ("statements", lambda s: replace(s, document="f" * 16)),
    "an id that is a path": ("documents", lambda d: replace(d, id="../../etc/passwd")),
    "a claim of nothing": ("claims", lambda c: replace(c, statements=())),
    "a claim without its statement": (
        "claims",
        lambda c: replace(c, statements=(replace(c.statements[0], statement="f" * 16),)),
    ),
    "a mark outside": ("marks", lambda m: replace(m, end=10**9)),
}


@pytest.mark.parametrize("what", BAD)
def test_what_points_nowhere_is_refused(what):
    field, change = BAD[what]
    case = ferry_case()
    first, *rest = getattr(case, field)
    with pytest.raises(PlaceError):
        taken(lines_of(replace(case, **{field: (change(first), *rest)})))


@pytest.mark.parametrize("line", [
    b"[" * 100_000, b'{"document": {}}', b'{"gossip": {}}', b'{"document": {}, "link": {}}', b"\xff\xfe", b"null",
    b'{"statement": {"stance": "shouts"}}', b'{"firsthand": "firsthand/case/1"}', b'{"end": 0}', b"",
])  # fmt: skip
def test_a_line_that_is_no_record_is_refused(line):
    first, *rest = lines_of(ferry_case())
    with pytest.raises(PlaceError):
        taken([first, line + b"\n", *rest])


def test_one_id_twice_is_refused():
    case = ferry_case()
    with pytest.raises(PlaceError, match="twice"):
        taken(lines_of(replace(case, links=(*case.links, case.links[0]))))


def test_a_newer_form_is_named():
    first, *rest = lines_of(ferry_case())
    with pytest.raises(PlaceError, match="newer"):
        taken([first.replace(b"/1", b"/9"), *rest])


def archive(change=lambda files: None, sums=True):
    """An archive whose files are changed by hand."""
    made = tell.CASES["archive"](ferry_case(), ferry.dossier())
    with zipfile.ZipFile(io.BytesIO(made)) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    change(files)
    if sums:
        named = {n: {"sha256": hashlib.sha256(d).hexdigest()} for n, d in files.items() if n != "manifest.json"}
        files["manifest.json"] = json.dumps({"form": "firsthand/archive/1", "files": named}).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name, data in files.items():
            written.writestr(name, data)
    return out.getvalue()


def opened(tmp_path, data):
    (tmp_path / "a.zip").write_bytes(data)
    return gather.case(tmp_path / "a.zip")


def refused(tmp_path, data, match=None):
    with pytest.raises(PlaceError, match=match):
        opened(tmp_path, data)


def test_an_archive_holds_the_reports_and_their_sums():
    made = tell.CASES["archive"](ferry_case(), ferry.dossier())
    with zipfile.ZipFile(io.BytesIO(made)) as inside:
        manifest = json.loads(inside.read("manifest.json"))["files"]
        assert {*manifest, "manifest.json"} == set(inside.namelist())
        assert all(hashlib.sha256(inside.read(n)).hexdigest() == one["sha256"] for n, one in manifest.items())
        assert inside.read("report.html").decode() == tell.tell(ferry.dossier(), "report")
        assert not inside.testzip()


def test_an_archive_opens(tmp_path):
    assert opened(tmp_path, archive()) == ferry_case()


@pytest.mark.parametrize("name", ["../x", "/etc/x", "a/../../x", "C:\\x", "a\\..\\x", "..", "x:y"])
def test_a_name_that_leads_out_is_refused(tmp_path, name):
    refused(tmp_path, archive(lambda files: files.update({name: b"x"})), "leads out")
    assert {p.name for p in tmp_path.iterdir()} == {"a.zip"}


def test_a_changed_file_is_refused(tmp_path):
    refused(tmp_path, archive(lambda f: f.update({"report.html": b"other"}), sums=False), "not what the manifest says")


def test_a_file_beside_the_manifest_is_refused(tmp_path):
    refused(tmp_path, archive(lambda f: f.update({"more.txt": b"x"}), sums=False), "exactly the files")


def test_a_bomb_is_refused_unopened(tmp_path):
    refused(tmp_path, archive(lambda f: f.update({"case.jsonl": bytes(60_000_000)})), "times its size")


def test_a_bomb_that_lies_about_its_size_is_stopped(tmp_path):
    size = 60_000_000
    data = archive(lambda f: f.update({"case.jsonl": bytes(size)}))
    refused(tmp_path, data.replace(size.to_bytes(4, "little"), (1_000).to_bytes(4, "little")))


def test_too_many_members_are_refused(tmp_path):
    refused(tmp_path, archive(lambda f: f.update({f"{n}": b"" for n in range(1_100)})), "members")


def test_a_link_is_refused(tmp_path):
    out = io.BytesIO(archive())
    with zipfile.ZipFile(out, "a") as written:
        info = zipfile.ZipInfo("link")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        written.writestr(info, "/etc/passwd")
    refused(tmp_path, out.getvalue(), "link")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(18), b"hello", bytes(100)])
def test_what_is_no_case_is_refused(tmp_path, data):
    refused(tmp_path, data)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_an_archive_damaged_anywhere_is_refused_or_the_same(tmp_path_factory, data):
    raw = bytearray(archive())
    raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("a") / "a.zip"
    path.write_bytes(bytes(raw))
    with contextlib.suppress(FirsthandError):
        assert gather.case(path) == ferry_case()


def test_nothing_is_left_where_the_file_is_not_sound(tmp_path):
    (tmp_path / "bad.jsonl").write_bytes(b"".join(lines_of(ferry_case())[:-1]))
    with pytest.raises(PlaceError):
        exchange.taken(tmp_path / "bad.jsonl", tmp_path / "b.sqlite")
    assert not (tmp_path / "b.sqlite").exists()


def test_the_lines_are_json_each():
    for line in lines_of(ferry_case()):
        assert len(json.loads(line)) == 1
        assert msgspec.json.decode(line)
