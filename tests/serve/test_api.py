"""The API over a small case: every read and write, lists in parts, answers that are kept, failures in words."""

import pytest

from firsthand.serve import api
from firsthand.serve.access import Access
from firsthand.serve.app import app
from firsthand.serve.shelf import Shelf
from firsthand.tell.json import shape
from tests.serve.making import filled
from tests.serve.running import alone, claims, pair

CASE = "/api/v1/cases/ferry"


@pytest.fixture
def client(tmp_path):
    filled(tmp_path / "ferry.sqlite")
    with alone(tmp_path) as made:
        yield made


def items(client, path, **asked):
    answer = client.get(f"{CASE}{path}", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


def test_a_case_at_a_glance(client):
    assert client.get("/api/v1/cases").json()["items"][0]["name"] == "ferry"
    found = client.get(CASE).json()
    assert [line["ask"] for line in found["state"]] == ["Who says it", "What is shown", "What would change it"]
    assert found["counts"]["documents"] == 5
    assert found["lead"] == claims(client)[0]["id"]
    assert client.get("/api/v1/me").json() == {"name": "ada", "role": "owner"}


def test_nouns_are_those_of_the_dossier(client):
    told = shape(client.app.state.shelf.desk("ferry").dossier())
    for claim in told["claims"]:
        assert client.get(f"{CASE}/claims/{claim['id']}").json()["claim"] == claim
    for statement in told["statements"]:
        assert client.get(f"{CASE}/statements/{statement['id']}").json()["statement"] == statement
    for document in told["documents"]:
        found = client.get(f"{CASE}/pages/{document['id']}").json()
        assert found["document"] == document
        assert found["statements"] == [s for s in told["statements"] if s["document"] == document["id"]]
    assert [row["actor"] for row in items(client, "/actors")] == sorted(
        told["actors"], key=lambda a: [row["actor"]["id"] for row in items(client, "/actors")].index(a["id"])
    )
    assert items(client, "/links", limit=200) == told["links"]


def test_claims_are_found_by_who_where_how_and_when(client):
    everything = claims(client)
    actor = next(row["actor"]["id"] for row in items(client, "/actors") if row["actor"]["name"] == "The coast guard")
    assert [row["text"] for row in claims(client, actor=actor)] == ["It had saved 31 passengers from the sea"]
    assert {row["id"] for row in claims(client, outlet="Coast Post")} < {row["id"] for row in everything}
    assert all("opposes" in row["positions"] for row in claims(client, position="opposes"))
    assert claims(client, since="2024-05-04", until="2024-05-04")[0]["last_seen"] == "2024-05-04"
    assert claims(client, words="SMOKE ferry")[0]["text"].startswith("Smoke")
    assert claims(client, basis="imagery") == []
    assert claims(client, resolved="true") == []
    for sort in ("weight", "contested", "origins", "pages", "changes", "recent", "first"):
        assert {row["id"] for row in claims(client, sort=sort)} == {row["id"] for row in everything}
    days = [row["last_seen"] for row in claims(client, sort="recent")]
    assert days == sorted(days, reverse=True)


def test_lists_come_in_parts_and_say_where_to_go_on(client):
    whole, seen, path, parts = items(client, "/statements"), [], f"{CASE}/statements?limit=2&stance=asserts", 0
    while path:
        answer = client.get(path)
        seen += [row["statement"]["id"] for row in answer.json()["items"]]
        path, parts = answer.links.get("next", {}).get("url"), parts + 1
        assert "first" in answer.links
    assert seen == [row["statement"]["id"] for row in whole if row["statement"]["stance"] == "asserts"]
    assert parts == 2
    assert client.get(f"{CASE}/statements?cursor=nonsense").status_code == 422


def test_search_says_where_the_words_stand(client):
    for hit in items(client, "/search", q='"ferry aurel" SANK'):
        text = client.get(f"{CASE}/pages/{hit['document']}").json()["document"]["text"]
        assert [text[s["start"] : s["end"]] for s in hit["spans"]] == ["ferry Aurel", "sank"]
        assert text[hit["start"] :].startswith(hit["context"])
    assert len(items(client, "/search", q="passen*", within="statements")) == 1
    assert items(client, "/search", q="ferry zeppelin") == []
    assert items(client, "/search", q='"* OR') == []


def test_an_answer_is_named_by_the_state_of_the_case(client):
    first = client.get(f"{CASE}/claims")
    again = client.get(f"{CASE}/claims", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert not again.content
    a, b = pair(client)
    client.post(f"{CASE}/judgements", json={"verb": "merge", "left": a, "right": b})
    changed = client.get(f"{CASE}/claims", headers={"If-None-Match": f'W/"x", {first.headers["etag"]}'})
    assert changed.status_code == 200
    assert changed.json() != first.json()


def test_a_judgement_is_kept_once_counts_at_once_and_can_be_taken_back(client):
    before, (a, b) = claims(client), pair(client)
    body = {"verb": "merge", "left": a, "right": b, "note": "one event"}
    made = client.post(f"{CASE}/judgements", json=body)
    assert made.status_code == 201
    assert client.get(made.headers["location"]).json()["judgement"] == made.json()
    assert made.json()["by"] == "person:ada"
    assert client.post(f"{CASE}/judgements", json=body).status_code == 200
    assert len(claims(client)) == len(before) - 1
    assert [row["judgement"]["id"] for row in items(client, "/judgements", about=a)] == [made.json()["id"]]
    assert client.delete(made.headers["location"]).status_code == 204
    assert client.delete(made.headers["location"]).status_code == 404
    assert claims(client) == before
    trail = items(client, "/judgements")
    assert trail[0]["undone"].startswith("person:ada ")
    assert items(client, "/judgements", in_force="true") == []
    assert client.post(f"{CASE}/judgements", json=body).status_code == 201, "judged anew after the undoing"


def test_an_outcome_shows_with_its_claim_and_in_the_records(client):
    key = claims(client)[0]["id"]
    body = {"verb": "true", "left": key, "on": "2025-01-01", "reference": "https://example.org/inquiry"}
    assert client.post(f"{CASE}/judgements", json={**body, "on": None}).status_code == 422
    assert client.post(f"{CASE}/judgements", json=body).status_code == 201
    assert items(client, "/outcomes")[0]["claim"] == key
    assert claims(client, resolved="true")[0]["outcome"]["value"] == "true"
    assert items(client, "/records")[0]["brier"] is not None
    assert any(row["records"] for row in items(client, "/actors"))
    assert items(client, "/outcomes", asof="2024-05-03") == [], "nobody had said so on that day"


def test_every_read_can_be_of_an_earlier_day(client):
    then = client.get(CASE, params={"asof": "2024-05-02"}).json()
    assert then["counts"]["documents"] == 3
    late = items(client, "/pages")[-1]["id"]
    assert client.get(f"{CASE}/pages/{late}", params={"asof": "2024-05-02"}).status_code == 404
    assert client.get(f"{CASE}/tell/csv", params={"asof": "2024-05-02"}).text.count("\n") < 5
    assert client.get(CASE, params={"asof": "2024-02-31"}).status_code == 422
    for one in api.ENDPOINTS:
        if one.method == "GET" and one.of_case and one.kept:
            assert "asof" in one.query.__struct_fields__, one.path


def test_what_would_remain_without_an_origin(client):
    key = claims(client)[0]["id"]
    group = client.get(f"{CASE}/claims/{key}").json()["claim"]["origins"]["groups"][0]
    found = client.get(f"{CASE}/claims/{key}/what-if", params={"without": group["actors"]}).json()
    assert set(found["left_out"]) >= set(group["statements"])
    now, then = ({w["weigher"]: w["value"] for w in found[side]} for side in ("now", "then"))
    assert then["origins"] == now["origins"] - 1
    assert client.get(f"{CASE}/claims/{key}/what-if").status_code == 422
    assert client.get(f"{CASE}/claims/{key}/what-if", params={"without": "nobody"}).status_code == 422


def test_explanations_are_put_in_and_their_cells_set(client):
    path = f"{CASE}/claims/{claims(client)[0]['id']}"
    made = client.post(f"{path}/hypotheses", json={"text": "The ferry was scuttled for its insurance"})
    assert made.status_code == 201
    mine = next(h for h in made.json()["hypotheses"] if h["kind"] == "given")
    row = made.json()["evidence"][0]["id"]
    cell = {"evidence": row, "hypothesis": mine["id"], "value": -1, "note": "it was not insured"}
    found = client.put(f"{path}/cells", json=cell).json()
    assert [
        (c["value"], c["by"]) for c in found["cells"] if c["hypothesis"] == mine["id"] and c["evidence"] == row
    ] == [(-1, "person:ada")]
    assert client.get(f"{path}/hypotheses").json() == found
    assert client.put(f"{path}/cells", json={**cell, "evidence": "nothing"}).status_code == 422
    assert client.put(f"{path}/cells", json={**cell, "value": 2}).status_code == 422


def test_the_question_can_be_set(client):
    assert client.put(f"{CASE}/question", json={"question": "Did it sink?"}).status_code == 204
    assert client.get(CASE).json()["question"] == "Did it sink?"


FAILURES = [
    ("GET", "/api/v1/nothing", {}, 404),
    ("GET", "/api/v1/cases/none", {}, 404),
    ("GET", f"{CASE}/claims/0", {}, 404),
    ("GET", f"{CASE}/tell/song", {}, 404),
    ("DELETE", CASE, {}, 405),
    ("PATCH", f"{CASE}/judgements", {"json": {}}, 405),
    ("POST", f"{CASE}/judgements", {"content": "<a/>", "headers": {"content-type": "application/xml"}}, 415),
    ("POST", f"{CASE}/judgements", {"content": "{", "headers": {"content-type": "application/json"}}, 400),
    ("POST", f"{CASE}/judgements", {"content": b"\xff", "headers": {"content-type": "application/json"}}, 400),
    ("POST", f"{CASE}/judgements", {"json": {"verb": "burn", "left": "x"}}, 422),
    ("POST", f"{CASE}/judgements", {"json": {"verb": "shown", "left": "x"}}, 422),
    ("POST", f"{CASE}/judgements", {"json": {"verb": "shown", "left": "x", "more": 1}}, 422),
    ("POST", f"{CASE}/texts", {"json": {"text": "x" * 5_500_000}}, 422),
    ("POST", f"{CASE}/texts", {"json": {"text": "x" * 6_500_000}}, 413),
    ("POST", f"{CASE}/jobs", {"json": {"places": ["/etc/passwd"]}}, 422),
    ("POST", f"{CASE}/problems/retry", {"json": {"places": ["/etc/passwd"]}}, 422),
    ("GET", f"{CASE}/claims?colour=red", {}, 422),
    ("GET", f"{CASE}/claims?limit=0", {}, 422),
    ("GET", f"{CASE}/claims?limit=3&limit=4", {}, 422),
]


@pytest.mark.parametrize(("method", "path", "more", "status"), FAILURES)
def test_every_failure_is_a_problem_in_words(client, method, path, more, status):
    answer = client.request(method, path, **more)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    if status == 405:
        assert answer.headers["allow"]


def test_what_nobody_foresaw_tells_nothing(tmp_path, monkeypatch):
    from starlette.testclient import TestClient

    filled(tmp_path / "ferry.sqlite")
    made = app(Shelf(tmp_path), Access.alone("ada"))
    with TestClient(made, base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
        desk = made.state.shelf.desk("ferry")
        monkeypatch.setattr(desk, "view", lambda _: 1 / 0)
        answer = client.get(CASE)
    assert answer.status_code == 500
    assert "division" not in answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_file_that_is_no_case_is_said_so(client, tmp_path):
    (tmp_path / "song.sqlite").write_text("la la la")
    assert {row["name"] for row in client.get("/api/v1/cases").json()["items"]} == {"ferry", "song"}
    answer = client.get("/api/v1/cases/song")
    assert answer.status_code == 409
    assert str(tmp_path) not in answer.text


def test_a_case_named_as_a_part_of_the_server_is_reached_all_the_same(tmp_path):
    filled(tmp_path / "login.sqlite")
    with alone(tmp_path) as client:
        assert client.get("/api/v1/cases/login-case").json()["name"] == "login-case"
        assert client.get("/login-case").status_code == 200
