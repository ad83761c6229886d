"""JSON, CSV and Markdown: what other programs read."""

from __future__ import annotations

import csv
import io
import json
import re

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.errors import UsageError
from firsthand.extend import find
from firsthand.tell import TELLERS, shapes, tell
from firsthand.tell.json import dumps, schema
from tests.tell import ferry


@pytest.fixture(scope="module")
def told():
    return json.loads(tell(ferry.dossier(), "json"))


def check(found):
    jsonschema.Draft202012Validator(schema()).validate(found)


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(schema())


def test_json_holds_to_the_schema(told):
    check(told)
    check(json.loads(tell(ferry.empty(), "json")))


def test_every_span_lies_in_its_text(told):
    texts = {document["id"]: document["text"] for document in told["documents"]}
    for document in told["documents"]:
        for piece in (*document["blocks"], *document["links"]):
            assert 0 <= piece["start"] < piece["end"] <= len(document["text"])
    for statement in told["statements"]:
        text = texts[statement["document"]]
        pieces = [
            *statement["cue"],
            *statement["content"],
            *statement["via"],
            *statement["quantities"],
            *statement["times"],
        ]
        pieces += [piece for piece in (statement["speaker"], statement["basis"]) if piece]
        for piece in pieces:
            assert 0 <= piece["start"] < piece["end"] <= len(text)
        for relay in statement["via"]:
            assert text[relay["start"] : relay["end"]] == relay["name"]


def test_every_id_that_is_named_is_there(told):
    documents, statements = ({one["id"] for one in told[key]} for key in ("documents", "statements"))
    actors, claims = ({one["id"] for one in told[key]} for key in ("actors", "claims"))
    assert {one["document"] for one in told["statements"]} <= documents
    for claim in told["claims"]:
        assert {member["id"] for member in claim["statements"]} <= statements
        assert {other["claim"] for other in claim["related"]} <= claims
        for group in claim["origins"]["groups"]:
            assert group["first"] in group["statements"]
            assert set(group["statements"]) <= statements
            assert set(group["documents"]) <= documents
            assert set(group["actors"]) <= actors


def test_origins_echoes_and_letters(told):
    steering, hurt, more, *_ = told["claims"]
    assert [steering["origins"][key] for key in ("count", "low", "high")] == [2, 2, 3]
    # Harbor Post, Coast Daily, The Gannet and Pier Gazette only repeat; Tidewater Times is unknown, not an echo.
    assert steering["echoes"] == 4
    assert [group["letter"] for group in steering["origins"]["groups"]] == ["A", "B", None, "C", None]
    assert hurt["belief"] is None
    assert more["related"][0] == {"claim": hurt["id"], "relation": "updates", "why": "A later figure of the same body."}
    assert "updates" not in {link["kind"] for link in told["links"]}


def test_speakers_and_relays_are_named_by_their_actors(told):
    by_id = {statement["id"]: statement for statement in told["statements"]}
    post = by_id[ferry.S_POST.id]
    assert post["speaker"]["actor"] == ferry.VOLD.id
    assert post["via"][0]["actor"] == ferry.DELTA.id
    assert by_id[ferry.S_COAST.id]["speaker"]["actor"] is None


def test_a_read_line_has_the_shape_of_the_interface():
    line = shapes.read_line(ferry.WIRE, [ferry.S_WIRE], [ferry.MARKS[0]], [ferry.PROBLEMS[0]], "pages/wire.txt")
    assert list(line) == ["document", "statements", "language_marks", "problems"]
    assert list(line["document"])[:2] == ["id", "place"]
    assert "places" not in line["document"]
    assert "document" not in line["statements"][0]
    assert line["statements"][0]["speaker"] == {
        "name": "Ines Vold",
        "actor": None,
        "named": True,
        "start": ferry.S_WIRE.speaker.start,
        "end": ferry.S_WIRE.speaker.end,
    }
    assert line["statements"][0]["basis"]["shown"] is True


@given(st.text())
def test_json_keeps_every_code_point(text):
    assert json.loads(dumps({"a": text}).encode("utf-8"))["a"] == text


def test_json_keeps_a_lone_surrogate():
    assert json.loads(dumps({"a": "x\ud800y"}).encode("utf-8"))["a"] == "x\ud800y"


# What tells only what a person rated has nothing to tell of a case that nobody rated.
ALWAYS = [name for name in TELLERS if name != "claimreview"]


@pytest.mark.parametrize("name", ALWAYS)
def test_the_same_dossier_is_told_in_the_same_bytes(name):
    assert tell(ferry.dossier(), name).encode() == tell(ferry.dossier(), name).encode()


@pytest.mark.parametrize("name", ALWAYS)
@pytest.mark.parametrize("make", [ferry.empty, lambda: ferry.hostile("\x00\ud800<b>\u202e")])
def test_every_teller_tells_odd_dossiers(name, make):
    told = make()
    text = tell(told, name)
    text.encode("utf-8")
    assert text or (name == "ftm" and not told.documents)  # lines of JSON: none where there is nothing


def test_csv_has_a_row_for_each_statement():
    rows = list(csv.DictReader(io.StringIO(tell(ferry.dossier(), "csv"))))
    assert len(rows) == len(ferry.STATEMENTS)
    first = rows[0]
    assert (first["origin"], first["telling"], first["position"]) == ("A", "first", "supports")
    for row in rows:
        document = next(d for d in ferry.DOCUMENTS if d.id == row["document"])
        assert document.text[int(row["start"]) : int(row["end"])].startswith(row["words"].split(" … ")[0])


@settings(max_examples=40, deadline=None)
@given(st.sampled_from("=+-@\t\r"), st.text(max_size=20), st.integers(0, 3))
def test_csv_never_begins_a_cell_with_a_formula(sign, rest, blanks):
    text = " " * blanks + sign + rest
    for row in csv.reader(io.StringIO(tell(ferry.hostile(text), "csv"))):
        assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in row)


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=40))
def test_markdown_shows_page_text_and_does_not_act_on_it(text):
    told = tell(ferry.hostile(f"<img src=x>[a](javascript:b)![c](d) # {text} `e`"), "markdown")
    assert not re.search(r"(?<!\\)\]\(", told)
    assert "<" not in told
    assert all(
        line.startswith(("#", "- ", "  - ", "Origins: ", "As of ")) or not line
        for line in told.splitlines()
        if line.strip()
    )


def test_a_teller_is_found_by_name_or_path():
    assert find("csv", TELLERS, "firsthand.tell") is TELLERS["csv"]
    assert find("firsthand.tell.json:tell", TELLERS, "firsthand.tell") is TELLERS["json"]
    with pytest.raises(UsageError, match=r"csv, .*json, markdown, .*report"):
        tell(ferry.dossier(), "gossip")
    with pytest.raises(UsageError, match="cannot be loaded"):
        tell(ferry.dossier(), "no.such.module:tell")
