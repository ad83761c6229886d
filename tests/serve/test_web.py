"""Every view of the workbench answers with what the case holds; what a page brought along never acts."""

import re

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from firsthand.serve import web
from firsthand.serve.shelf import Shelf
from tests.serve.making import TOLD, filled

EVIL = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'
HOSTILE = [
    (f"Courier {EVIL}", "2024-05-01", "The port authority", f"the ferry sank {EVIL} with 40 people aboard"),
    ("Meridian Wire", "2024-05-02", "The mayor", "the ferry javascript:alert(3) sank with 40 people aboard"),
]


def client(path, told=TOLD):
    app = Starlette(routes=web.routes)
    app.state.shelf = Shelf(filled(path, told))
    return TestClient(app, base_url="http://127.0.0.1"), app.state.shelf.desk(path.stem)


@pytest.fixture
def ferry(tmp_path):
    made, desk = client(tmp_path / "ferry.sqlite")
    yield made, desk
    desk.close()


def test_every_link_of_every_view_leads_somewhere(ferry):
    made, _ = ferry
    waiting, seen = ["/ferry"], set()
    while waiting:
        path = waiting.pop()
        if path in seen or path.startswith("/static"):
            continue
        seen.add(path)
        answer = made.get(path)
        assert answer.status_code == 200, path
        if "html" in answer.headers["content-type"] and "/tell/" not in path and "/report/" not in path:
            waiting += [
                found.replace("&amp;", "&").split("#")[0] for found in re.findall(r'href="(/[^"]*)"', answer.text)
            ]
            assert 'href="#s-' not in answer.text, path
    assert {re.sub(r"/[0-9a-f]{16}", "/*", path.split("?")[0]) for path in seen} >= {
        "/ferry", "/ferry/claims/*", "/ferry/statements/*", "/ferry/pages", "/ferry/pages/*", "/ferry/explanations",
        "/ferry/sources", "/ferry/sources/*", "/ferry/judgements", "/ferry/report", "/ferry/tell/json",
    }  # fmt: skip


def test_a_judgement_shows_at_once_and_an_undone_one_is_struck(ferry):
    made, desk = ferry
    one = desk.dossier().claims[0].statements[0].statement
    given = {"verb": "opposes", "left": one, "note": "read again", "back": f"/ferry/statements/{one}"}
    answer = made.post("/ferry/judge", data=given, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/ferry/statements/{one}")
    assert "read again" in made.get(f"/ferry/statements/{one}").text
    [kept] = desk.store.judgements()
    made.post("/ferry/undo", data={"key": kept.id})
    assert "undone by" in made.get("/ferry/judgements").text
    assert not desk.store.judgements()


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "/other/x", "/ferryman"])
def test_nobody_is_sent_elsewhere(ferry, back):
    made, desk = ferry
    one = desk.dossier().claims[0].statements[0].statement
    answer = made.post("/ferry/judge", data={"verb": "shown", "left": one, "back": back}, follow_redirects=False)
    assert answer.headers["location"].startswith("/ferry/judgements")


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"verb": "burn", "left": "x"},
        {"verb": "merge", "left": "x"},
        {"verb": "true", "left": "x"},
        {"verb": "shown", "left": "no such id"},
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_changes(ferry, form):
    made, desk = ferry
    answer = made.post("/ferry/judge", data=form)
    assert answer.status_code == 422
    assert "Nothing was changed" in answer.text
    assert not desk.store.judgements()


def test_a_reader_cannot_write(ferry):
    made, desk = ferry
    made.app.add_middleware(_AsReader)
    made.app.middleware_stack = None
    one = desk.dossier().claims[0].statements[0].statement
    assert made.post("/ferry/judge", data={"verb": "shown", "left": one}).status_code == 403
    assert 'name="verb"' not in made.get(f"/ferry/statements/{one}").text
    assert not desk.store.judgements()


class _AsReader:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        scope.setdefault("state", {})["role"] = "reader"
        await self.app(scope, receive, send)


def test_a_cell_of_the_matrix_is_kept_with_its_person(ferry):
    made, desk = ferry
    found = desk.view().explanations
    assert found is not None
    row, column = found.rows[0], found.all[0]
    given = {"evidence": row.evidence.id, "hypothesis": column.hypothesis.id, "value": "against", "note": "it was dark"}
    assert made.post("/ferry/cell", data=given).status_code == 200
    after = desk.view().explanations
    cell = next(s for s in after.rows[0].squares if s.column.hypothesis.id == column.hypothesis.id)
    assert (cell.cell.value, bool(cell.by)) == (-1, True)


def test_filters_keep_what_fits(ferry):
    made, _ = ferry
    assert "31 passengers" in made.get("/ferry?who=coast").text
    assert (
        "31 passengers" not in made.get("/ferry?position=opposes").text.split('id="claims"')[1].split("</section>")[0]
    )
    assert "No claim fits" in made.get("/ferry?outlet=nobody").text


def test_a_search_finds_words_and_says_when_there_are_none(ferry):
    made, _ = ferry
    assert '<mark class="hit">smoke</mark>' in made.get("/ferry/search?q=smoke").text
    assert "No statement about this in 5 pages" in made.get("/ferry/search?q=submarine").text


def test_as_of_a_day_nothing_later_is_shown(ferry):
    made, _ = ferry
    assert "31 passengers" not in made.get("/ferry?asof=2024-05-02").text
    assert made.get("/ferry?asof=soon").status_code == 422


def test_what_has_not_changed_is_not_sent_again(ferry):
    made, desk = ferry
    tag = made.get("/ferry").headers["etag"]
    assert made.get("/ferry", headers={"If-None-Match": tag}).status_code == 304
    desk.store.keep_fact("question", "Did it sink?")
    assert made.get("/ferry", headers={"If-None-Match": tag}).status_code == 200


def test_a_report_is_built_with_every_citation_in_it(ferry):
    made, desk = ferry
    claim = desk.dossier().claims[0].id
    made.post("/ferry/report", data={"act": "words"})
    made.post("/ferry/report", data={"act": "claim", "claim": claim, "text-0": "What we found."})
    made.post(
        "/ferry/report",
        data={"act": "keep", "has-1": "1", "view-1-origins": "on", "view-1-belief": "on", "text-0": "What we found."},
    )
    html = made.get("/ferry/report/html").text
    assert "What we found." in html
    for key in re.findall(r'href="#([^"]+)"', html):
        assert f'id="{key}"' in html, key
    assert "[^1]:" in made.get("/ferry/report/markdown").text
    assert made.get("/ferry/report/docx").content[:2] == b"PK"
    assert made.get("/ferry/report/docx").content == made.get("/ferry/report/docx").content


def test_a_hostile_page_runs_nothing(tmp_path):
    made, desk = client(tmp_path / "evil.sqlite", HOSTILE)
    one = desk.dossier().claims[0].statements[0].statement
    made.post("/evil/judge", data={"verb": "shown", "left": one, "note": EVIL})
    made.post("/evil/explain", data={"text": EVIL})
    made.post("/evil/report", data={"act": "words"})
    made.post("/evil/report", data={"act": "keep", "text-0": EVIL, "title": EVIL})
    ids = [s.id for s in desk.dossier().statements]
    paths = [
        "",
        "/pages",
        "/sources",
        "/judgements",
        "/explanations",
        "/report",
        "/report/html",
        "/problems",
        f"/search?q={EVIL}",
        "/tell/report",
    ]
    paths += [f"/statements/{key}" for key in ids] + [f"/pages/{d.id}" for d in desk.dossier().documents]
    for path in paths:
        text = made.get(f"/evil{path}").text
        assert "<script>alert" not in text, path
        assert "<img" not in text, path
        assert 'href="javascript' not in text, path
    desk.close()
