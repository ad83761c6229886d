"""A case that means harm comes back as data: typed as what it is, told to be nothing else, and running nothing."""

import json
from urllib.parse import quote

import pytest

from firsthand.serve import api
from tests.serve.making import filled
from tests.serve.running import alone, claims

EVIL = '<script>alert(1)</script>"><img src=x onerror=alert(2)>\u202e\u2028${7*7}{{7*7}}'
TOLD = [
    (f"Courier {EVIL}", "2024-05-01", "The port authority", f"the ferry sank {EVIL} with 40 people aboard"),
    (f"Wire {EVIL}", "2024-05-02", "The mayor", "the ferry javascript:alert(3) sank with 40 people aboard"),
]
NAME = "<img src=x onerror=alert(4)>'\"&#% ferry"
CASE = f"/api/v1/cases/{quote(NAME, safe='')}"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    filled(folder / f"{NAME}.sqlite", TOLD)
    with alone(folder) as made:
        yield made


def paths(client):
    first = claims(client, quote(NAME, safe=""))[0]["id"]
    parts = {
        "claim": first, "name": "json",
        "statement": client.get(f"{CASE}/statements").json()["items"][0]["statement"]["id"],
        "page": client.get(f"{CASE}/pages").json()["items"][0]["id"],
        "actor": client.get(f"{CASE}/actors").json()["items"][0]["actor"]["id"],
        "outlet": quote(client.get(f"{CASE}/outlets").json()["items"][0]["name"], safe=""),
        "judgement": client.get(f"{CASE}/judgements").json()["items"][0]["judgement"]["id"],
    }  # fmt: skip
    for one in api.ENDPOINTS:
        if one.method == "GET" and one.of_case and not one.streams and "{job}" not in one.path:
            path = one.path.replace("/cases/{case}", "").replace(":path", "").format(**parts)
            yield f"{CASE}{path}{'?q=alert' if 'search' in path else '?without=' + first if 'what-if' in path else ''}"


def test_everything_comes_back_as_data(client):
    key = claims(client, quote(NAME, safe=""))[0]["id"]
    body = {"verb": "true", "left": key, "note": EVIL, "on": "2024-06-01", "reference": f"javascript:alert(5) {EVIL}"}
    assert client.post(f"{CASE}/judgements", json=body).json()["note"] == EVIL
    assert client.post(f"{CASE}/claims/{key}/hypotheses", json={"text": EVIL}).status_code == 201
    seen = 0
    for path in paths(client):
        answer = client.get(path)
        assert answer.status_code in {200, 422}, path
        assert answer.headers["content-type"] in {"application/json", "application/problem+json"}, path
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        seen += EVIL in json.dumps(answer.json(), ensure_ascii=False) or "alert(1)" in answer.text
    assert seen > 5, "the words are kept as they are"


def test_reports_run_nothing(client):
    for name, kind in (("report", "text/html"), ("markdown", "text/markdown"), ("csv", "text/csv")):
        answer = client.get(f"{CASE}/tell/{name}")
        assert answer.headers["content-type"] == f"{kind}; charset=utf-8"
        assert answer.headers["x-content-type-options"] == "nosniff"
    report = client.get(f"{CASE}/tell/report")
    assert "<script>alert" not in report.text
    assert "<img src=x" not in report.text
    assert "unsafe-inline" not in report.headers["content-security-policy"]
    assert "script-src 'sha256-" in report.headers["content-security-policy"]


def test_what_an_address_says_is_not_said_back_as_a_page(client):
    for path in (
        f"/{quote(EVIL)}",
        f"/api/v1/{quote(EVIL)}",
        f"{CASE}/claims/{quote(EVIL, safe='')}",
        f"{CASE}?{quote(EVIL)}",
    ):
        answer = client.get(path)
        assert answer.status_code in {404, 422}
        assert "<script>" not in answer.text or answer.headers["content-type"] == "application/problem+json"
        assert "text/html" not in answer.headers["content-type"] or "<script>alert" not in answer.text


def test_links_of_lists_stay_one_header(client):
    answer = client.get(f"{CASE}/claims?limit=1&words={quote('ferry')}")
    assert all(link["url"].startswith("/api/v1/cases/%3Cimg") for link in answer.links.values())
    assert "\n" not in answer.headers["link"]
