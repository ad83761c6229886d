"""The server as a process: events as they happen, cookies over the wire, and a kill that loses nothing acknowledged."""

import random
import subprocess
import sys

import httpx
import pytest

from bench.quality.killing import killed
from bench.quality.killing import made as small
from firsthand.serve import access as entering
from firsthand.serve.jobs import safe_name
from tests.serve.making import filled
from tests.serve.running import WORDS, enter, process

ROUNDS = 5
PAGE = "Tide Table\nThe harbour office said that 12 boats had left the bay on Monday.\n"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    filled(folder / "ferry.sqlite")
    with process(folder) as (_, address), httpx.Client(base_url=address, timeout=60) as client:
        yield client


CASE = "/api/v1/cases/ferry"


def events(client, path, **headers):
    """Server-sent events until the server ends them: number, kind."""
    found, fields = [], {}
    with client.stream("GET", path, headers=headers) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        for line in answer.iter_lines():
            if line and not line.startswith(":"):
                name, _, value = line.partition(": ")
                fields[name] = value
            elif fields:
                found.append(fields)
                fields = {}
    return found


def test_a_text_is_gathered_and_every_step_told(served):
    given = {"text": PAGE, "outlet": "Bay Gazette", "published": "2024-05-09", "title": "Tide Table"}
    made = served.post(f"{CASE}/texts", json=given)
    assert made.status_code == 202
    job = made.headers["location"]
    told = events(served, f"{job}/events")
    assert [e["id"] for e in told] == [str(n) for n in range(1, len(told) + 1)]
    kinds = [e["event"] for e in told]
    assert kinds[0] == "gather"
    assert "read" in kinds
    assert kinds[-2:] == ["link", "done"]
    assert [e["id"] for e in events(served, f"{job}/events", **{"Last-Event-ID": told[-2]["id"]})] == [told[-1]["id"]]
    state = served.get(job).json()
    assert (state["state"], state["pages"]) == ("done", 1)
    page = served.get(f"{CASE}/pages", params={"outlet": "Bay Gazette"}).json()["items"][0]
    assert page["day"] == "2024-05-09"
    assert served.get(f"{CASE}/search", params={"q": '"tide table"'}).json()["total"] == 1


def test_files_are_gathered_whatever_they_are_called(served):
    files = [
        ("files", ("../../etc/<script>alert(1)</script>.txt", PAGE.replace("Monday", "Tuesday").encode(), "text/html")),
        ("files", ("b.md", b"# News\n\nThe mayor said that the quay was closed.\n", "text/plain")),
    ]
    csrf = served.get("/ferry/gather").text.partition('name="csrf" value="')[2].partition('"')[0]
    made = served.post(f"{CASE}/files", files=files, headers={"X-CSRF-Token": csrf})
    assert made.status_code == 202, made.text
    assert events(served, f"{made.headers['location']}/events")[-1]["event"] == "done"
    assert served.get(made.headers["location"]).json()["pages"] == 2
    for row in served.get(made.headers["location"]).json()["places"]:
        assert "<" not in row
        assert ".." not in row


def test_an_address_that_is_not_public_becomes_a_problem_and_can_be_tried_again(served):
    made = served.post(f"{CASE}/jobs", json={"places": ["http://127.0.0.1:1/private"]})
    assert events(served, f"{made.headers['location']}/events")[-1]["event"] == "done"
    problems = served.get(f"{CASE}/problems").json()["items"]
    assert [row["place"] for row in problems] == ["http://127.0.0.1:1/private"]
    again = served.post(f"{CASE}/problems/retry", json={"places": [problems[0]["place"]]})
    assert again.status_code == 202
    assert served.get(f"{CASE}/jobs").json()["items"][0]["id"] == again.json()["id"]
    assert events(served, f"{again.headers['location']}/events")[-1]["event"] == "done"


def test_a_job_can_be_stopped(served):
    made = served.post(f"{CASE}/jobs", json={"places": [f"http://127.0.0.1:1/{n}" for n in range(100)]})
    assert served.delete(made.headers["location"]).status_code == 204
    assert events(served, f"{made.headers['location']}/events")[-1]["event"] == "stopped"
    assert served.get(f"{CASE}/jobs/none").status_code == 404


def test_who_looks_on_is_told_of_changes(served):
    with served.stream("GET", f"{CASE}/events") as answer:
        lines = answer.iter_lines()
        assert next(lines) == "event: changed"
        first = next(lines)
        httpx.put(f"{served.base_url}{CASE}/question", json={"question": "What sank?"}, timeout=60)
        assert next(line for line in lines if line.startswith("data")) != first


def test_accounts_and_tokens_from_the_command_line_to_the_cookie(tmp_path):
    filled(tmp_path / "ferry.sqlite")
    firsthand = [sys.executable, "-m", "firsthand"]

    def run(*words, **more):
        made = subprocess.run([*firsthand, *words], capture_output=True, text=True, timeout=120, check=False, **more)
        return made.returncode, made.stdout.strip() + made.stderr.strip()

    cases = ("--cases", str(tmp_path))
    code, said = run("serve", str(tmp_path), "--host", "0.0.0.0", "--port", "0")
    assert code
    assert "firsthand account add" in said
    assert run("account", "add", "ada", "--role", "owner", *cases, input="short\n")[0] == 2
    assert run("account", "add", "ada", "--role", "owner", *cases, input=f"{WORDS}\n")[0] == 0
    assert run("account", "list", *cases)[1] == "ada\towner"
    key = run("token", "add", "nightly", *cases)[1]
    with process(tmp_path, "--host", "0.0.0.0") as (_, address):
        address = address.replace("0.0.0.0", "127.0.0.1")
        bearer = {"Authorization": f"Bearer {key}"}
        assert httpx.get(f"{address}/api/v1/me", headers=bearer, timeout=60).json()["role"] == "reader"
        with httpx.Client(base_url=address, timeout=60) as client:
            assert client.get(CASE).status_code == 401
            assert enter(client, "ada").status_code == 303
            assert client.get(CASE).status_code == 200
            own = {"X-CSRF-Token": entering.csrf(client.cookies[entering.SESSION])}
            assert client.put(f"{CASE}/question", json={"question": "So?"}, headers=own).status_code == 204
            assert run("account", "remove", "ada", *cases)[0] == 0
            assert client.get(CASE).status_code == 401, "gone at once"
    assert run("token", "list", *cases)[1].startswith("nightly\treader\t")
    assert run("token", "remove", "nightly", *cases)[0] == 0
    assert run("token", "remove", "nightly", *cases)[0] == 2


def test_a_kill_in_the_middle_loses_nothing_that_was_acknowledged(tmp_path):
    case, chance, kept = small(tmp_path / "case.sqlite"), random.Random(5), 0
    for n in range(1, ROUNDS + 1):
        said, lost = killed(case, chance.uniform(0.3, 1.5), n)
        kept += len(said.judgements)
        assert not lost, f"round {n}"
    assert kept, "nothing was judged before the kills"


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("page.html", "page.html"), ("../../x.txt", "x.txt"), ("C:\\y\\z.md", "z.md"), ("", "page.txt"),
        ("<b>.html", "b-.html"), (".hidden", "hidden"), ("a" * 300 + ".html", "a" * 60 + ".html"),
        ("[x]*.txt", "x-.txt"),
    ],
)  # fmt: skip
def test_a_name_given_to_a_file_means_nothing_to_a_disk(given, safe):
    assert safe_name(given) == safe
