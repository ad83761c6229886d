"""Who gets in: one person at home from this machine's own pages only, anybody else by account, token and form."""

import stat
import threading
import time

import pytest
from argon2 import PasswordHasher
from starlette.testclient import TestClient

from firsthand.errors import CaseError, UsageError
from firsthand.serve import access as entering
from firsthand.serve import accounts as kept
from firsthand.serve.access import Access
from firsthand.serve.accounts import Accounts
from firsthand.serve.app import app
from firsthand.serve.login import onward
from firsthand.serve.shelf import Shelf
from firsthand.serve.throttle import FREE, Throttle, network
from tests.serve.making import filled
from tests.serve.running import WORDS, alone, enter, field, pair, shared

CASE = "/api/v1/cases/ferry"
PEOPLE = (("ada", "owner"), ("ben", "analyst"), ("cleo", "reader"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("cases")
    filled(made / "ferry.sqlite")
    return made


@pytest.fixture
def home(folder):
    with alone(folder) as made:
        yield made


@pytest.fixture
def office(folder, monkeypatch):
    cheap = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)  # what a hash costs is tested by itself
    monkeypatch.setattr(kept, "_hasher", lambda: cheap)
    kept._nobody.cache_clear()
    for file in folder.glob("firsthand.accounts*"):
        file.unlink()
    with shared(folder, *PEOPLE) as made:
        yield made


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "192.168.0.9", "", "[::1", "localhost@evil"]
)
def test_a_name_that_was_led_to_this_machine_is_refused(home, host):
    answer = home.get(CASE, headers={"Host": host})
    assert answer.status_code == 421
    assert home.get("/static/login.css", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost", "localhost:9", "127.0.0.1:80", "[::1]:9000"])
def test_this_machine_is_known_by_its_names(home, host):
    assert home.get("/api/v1/me", headers={"Host": host}).json()["role"] == "owner"


SITES = [
    {"Origin": "http://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1:9999"},
    {"Origin": "https://127.0.0.1"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"},
]


@pytest.mark.parametrize("said", SITES)
def test_a_page_of_another_site_changes_nothing(home, said):
    assert home.put(f"{CASE}/question", json={"question": "Mine?"}, headers=said).status_code == 403
    assert home.post("/ferry/judge", data={"verb": "merge"}, headers=said).status_code == 403


def test_a_page_of_another_site_reads_nothing_but_may_lead_here(home):
    assert home.get(CASE, headers={"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}).status_code == 403
    assert home.get("/ferry", headers={"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}).status_code == 200
    assert "access-control-allow-origin" not in home.get(CASE, headers={"Origin": "http://evil.example"}).headers


def test_a_form_at_home_must_come_from_a_page_of_ours(home):
    a, b = pair(home)
    given = {"verb": "merge", "left": a, "right": b}
    assert home.post("/ferry/judge", data=given).status_code == 403
    assert home.post("/ferry/judge", content="verb=merge", headers={"content-type": "text/plain"}).status_code == 403
    assert home.post("/ferry/judge").status_code == 403
    token = field(home.get(f"/ferry/statements/{a}"))
    assert home.post("/ferry/judge", data={**given, "csrf": "0" * 64}).status_code == 403
    answer = home.post("/ferry/judge", data={**given, "csrf": token}, follow_redirects=False)
    assert answer.status_code == 303
    made = home.get(f"{CASE}/judgements").json()["items"][0]["judgement"]
    assert home.delete(f"{CASE}/judgements/{made['id']}").status_code == 204


def test_a_form_with_files_is_known_by_its_field_too(home):
    token = field(home.get("/ferry/gather"))
    files = {"files": ("a.txt", b"")}
    assert home.post("/ferry/gather", files=files).status_code == 403
    assert home.post("/ferry/gather", files=files, data={"csrf": token}).status_code == 422, "through, and empty"
    assert home.post(f"{CASE}/files", files=files).status_code == 403
    broken = {"content-type": "multipart/form-data; boundary=x"}
    assert home.post("/ferry/gather", content=b"no parts at all", headers=broken).status_code in {400, 403}


def test_every_answer_says_that_nothing_of_it_may_run(home):
    for path in ("/ferry", "/static/bench.js", CASE, "/nothing/here", "/api/v1/nothing", f"{CASE}/tell/report"):
        answer = home.get(path)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy, path
        assert "frame-ancestors 'none'" in policy, path
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
    assert "<script>" not in home.get("/ferry").text


def test_too_much_is_refused_before_it_is_taken(home, monkeypatch):
    monkeypatch.setattr(entering, "MOST_BYTES", 1000)
    assert home.post(f"{CASE}/texts", json={"text": "x" * 2000}).status_code == 413

    unmeasured = (b"x" * 500 for _ in range(9))
    answer = home.post(f"{CASE}/texts", content=unmeasured, headers={"content-type": "application/json"})
    assert answer.status_code == 413
    assert home.post(f"{CASE}/texts", content=b"", headers={"content-length": "-5"}).status_code == 413


def test_nobody_gets_in_without_an_account(office):
    for path in ("/api/v1/me", CASE, "/api/v1/openapi.json", f"{CASE}/tell/json"):
        answer = office.get(path)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
    answer = office.get("/ferry/claims/x?asof=2024-05-01")
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        "/login?next=%2Fferry%2Fclaims%2Fx%3Fasof%3D2024-05-01",
    )
    assert office.post("/ferry/judge", data={"verb": "merge"}).status_code == 401
    assert office.get("/static/login.css").status_code == 200
    for near in ("/loginx", "/login/", "/staticx", "/static", "/favicon.icox", "/Login"):
        assert office.get(near).headers["location"].startswith("/login?next="), near
    for host in ("cases.example/login?", "cases.example/static/#", "a b", "cases.example@x", "x:y", ""):
        for path in (CASE, "/ferry"):
            assert office.get(path, headers={"Host": host}).status_code == 421, "a Host that moves the path"


def test_in_and_out(office):
    answer = enter(office, "ada", goal="/ferry?asof=2024-05-01")
    assert (answer.status_code, answer.headers["location"]) == (303, "/ferry?asof=2024-05-01")
    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith(entering.SESSION))
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.casefold()
    assert "Max-Age" in cookie
    secret = office.cookies[entering.SESSION]
    assert secret.encode() not in office.accounts.path.read_bytes()
    assert office.get("/api/v1/me").json() == {"name": "ada", "role": "owner"}
    page = office.get("/ferry")
    assert page.status_code == 200
    assert office.post("/logout").status_code == 403
    assert office.post("/logout", data={"csrf": entering.csrf(secret)}).status_code == 303
    office.cookies.set(entering.SESSION, secret)
    assert office.get("/api/v1/me").status_code == 401, "the session ended, not only the cookie"


def test_a_session_ends_by_itself_and_with_its_account(office, monkeypatch):
    enter(office, "ben")
    secret, later = office.cookies[entering.SESSION], time.time() + 13 * 3600
    with monkeypatch.context() as patched:
        patched.setattr("firsthand.serve.accounts.time.time", lambda: later)
        assert office.accounts.session(secret) is None
    assert office.get("/api/v1/me").status_code == 200
    office.accounts.remove("ben")
    assert office.get("/api/v1/me").status_code == 401


def test_a_session_cannot_be_forged_across_sites(office):
    enter(office, "ada")
    secret, before = office.cookies[entering.SESSION], office.get(CASE).json()["question"]
    path, body = f"{CASE}/question", {"question": "Mine?"}
    own = {"X-CSRF-Token": entering.csrf(secret)}
    assert office.put(path, json=body).status_code == 403
    assert office.put(path, json=body, headers={"X-CSRF-Token": entering.csrf("x" * 43)}).status_code == 403
    for said in SITES:
        assert office.put(path, json=body, headers={**own, **said}).status_code == 403
    assert office.get(CASE).json()["question"] == before
    assert office.put(path, json=body, headers={**own, "Origin": "http://cases.example"}).status_code == 204
    office.put(path, json={"question": before}, headers=own)


def test_logging_in_cannot_be_forged_either(office):
    given = {"name": "ada", "password": WORDS, "next": "/"}
    assert office.post("/login", data=given).status_code == 403
    office.get("/login")
    assert office.post("/login", data={**given, "csrf": entering.csrf("guess")}).status_code == 403
    assert entering.SESSION not in office.cookies


def test_a_reader_reads_and_changes_nothing(office):
    enter(office, "cleo")
    own = {"X-CSRF-Token": entering.csrf(office.cookies[entering.SESSION])}
    assert office.get(CASE).status_code == 200
    a, b = pair(office)
    for method, path, body in (
        ("POST", f"{CASE}/judgements", {"verb": "merge", "left": a, "right": b}),
        ("DELETE", f"{CASE}/judgements/x", None),
        ("PUT", f"{CASE}/question", {"question": "Mine?"}),
        ("POST", f"{CASE}/jobs", {"places": ["https://example.org/"]}),
        ("POST", f"{CASE}/texts", {"text": "Words."}),
        ("POST", "/ferry/judge", {"verb": "merge", "left": a, "right": b}),
        ("POST", "/anything/at/all", {}),
    ):
        answer = office.request(method, path, json=body, headers=own)
        assert answer.status_code == 403, path
        assert "reader" in answer.text
    form = {"verb": "merge", "left": a, "right": b, "csrf": own["X-CSRF-Token"]}
    assert office.post("/ferry/judge", data=form).status_code == 403
    assert office.get("/ferry").status_code == 200


def test_an_analyst_takes_back_the_own_judgements_and_an_owner_anybodys(office):
    keys = {name: office.accounts.new_token(f"of {name}", role) for name, role in PEOPLE}
    bearer = {name: {"Authorization": f"Bearer {key}"} for name, key in keys.items()}
    key = office.get(f"{CASE}/claims", headers=bearer["ada"]).json()["items"][0]["id"]
    made = office.post(f"{CASE}/judgements", json={"verb": "opposes", "left": key}, headers=bearer["ada"])
    assert made.status_code == 201
    assert made.json()["by"] == "person:token:of ada"
    assert office.delete(made.headers["location"], headers=bearer["ben"]).status_code == 403
    assert office.delete(made.headers["location"], headers=bearer["cleo"]).status_code == 403
    assert office.delete(made.headers["location"], headers=bearer["ada"]).status_code == 204
    mine = office.post(f"{CASE}/judgements", json={"verb": "opposes", "left": key}, headers=bearer["ben"])
    assert office.delete(mine.headers["location"], headers=bearer["ada"]).status_code == 204


def test_a_token_is_shown_once_and_can_be_taken_back(office):
    key = office.accounts.new_token("nightly", "reader")
    assert key.encode() not in office.accounts.path.read_bytes()
    bearer = {"Authorization": f"bearer {key}"}
    assert office.get("/api/v1/me", headers=bearer).json() == {"name": "token:nightly", "role": "reader"}
    assert office.put(f"{CASE}/question", json={"question": "x"}, headers=bearer).status_code == 403
    with pytest.raises(UsageError):
        office.accounts.new_token("nightly", "owner")
    office.accounts.remove_token("nightly")
    assert office.get("/api/v1/me", headers=bearer).status_code == 401
    for odd in ("Basic YTpi", "Bearer", "Bearer \x00", "x"):
        assert office.get("/api/v1/me", headers={"Authorization": odd}).status_code == 401


def test_passwords_cannot_be_guessed_at_speed(office, monkeypatch):
    seconds = [0.0]
    monkeypatch.setattr(office.access.throttle, "_clock", lambda: seconds[0])
    statuses = [enter(office, "ada", f"wrong guess number {n}").status_code for n in range(10)]
    assert statuses == [401] * FREE + [429] * (10 - FREE)
    refused = enter(office, "ada")
    assert refused.status_code == 429, "the right password waits as well"
    assert int(refused.headers["retry-after"]) >= 1
    tried = 0
    for _ in range(3600):
        seconds[0] += 1
        tried += enter(office, "ada", "wrong").status_code == 401 if seconds[0] % 20 == 0 else 0
    assert tried <= 12, "an hour from one address"
    seconds[0] += 900
    assert enter(office, "ada").status_code == 303


def test_many_guesses_at_once_are_many():
    throttle, let = Throttle(lambda: 0.0), []
    threads = [threading.Thread(target=lambda: let.append(throttle.attempt("10.0.0.9", "ada") == 0)) for _ in range(50)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sum(let) == FREE


def test_an_account_of_ones_own_washes_nothing_away():
    throttle = Throttle(lambda: 0.0)
    for n in range(20):
        if throttle.attempt("10.0.0.9", "mine") == 0:
            throttle.success("10.0.0.9", "mine")
        tried = throttle.attempt("10.0.0.9", f"victim {n}") == 0
        assert tried == (n < FREE)


def test_many_addresses_guess_one_name_once_a_minute_and_lock_nobody_out():
    seconds = [0.0]
    throttle, tried = Throttle(lambda: seconds[0]), 0
    for n in range(3600):
        seconds[0] += 1
        tried += throttle.attempt(f"10.0.{n // 250}.{n % 250}", "ada") == 0
    assert tried <= 70
    seconds[0] += 61
    assert throttle.attempt("192.0.2.1", "ada") == 0
    assert network("2001:db8::1") == network("2001:db8::ffff") != network("2001:db8:0:1::1")


def test_it_takes_as_long_where_there_is_no_such_name_and_long_enough(tmp_path):
    kept._nobody.cache_clear()
    accounts = Accounts(tmp_path / "accounts", make=True)
    accounts.add("ada", WORDS, "owner")

    def taken(name):
        begun = time.process_time()
        assert accounts.check(name, "a wrong password") is None
        return time.process_time() - begun

    taken("nobody")
    known, unknown = (sorted(taken(name) for _ in range(5))[2] for name in ("ada", "nobody"))
    assert unknown > known / 3
    assert known > 0.01


@pytest.mark.parametrize(
    "goal", ["//evil.example", "https://evil.example", "/\\evil.example", "evil", "/a\r\nb", "/\t/x", ""]
)
def test_after_the_login_it_goes_to_no_other_site(goal):
    assert onward(goal) == "/"


def test_the_accounts_are_their_owners_alone(tmp_path):
    path = tmp_path / "firsthand.accounts"
    with pytest.raises(CaseError):
        Accounts(path)
    made = Accounts(path, make=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    made.add("ada", WORDS, "owner")
    assert WORDS.encode() not in path.read_bytes()
    assert b"$argon2id$" in path.read_bytes()
    for name, password in (("ada", "short"), ("", WORDS), (" ada", WORDS), ("a:b", WORDS), ("ada", "ada ada ada ada")):
        with pytest.raises(UsageError):
            made.add(name, password, "owner")
    with pytest.raises(UsageError):
        made.remove("ben")
    path.chmod(0o644)
    with pytest.raises(CaseError, match="chmod 600"):
        Accounts(path)


def test_a_server_with_names_answers_under_no_other(folder, tmp_path):
    accounts = Accounts(tmp_path / "accounts", make=True)
    made = app(Shelf(folder), Access.shared(accounts, frozenset({"cases.example"})))
    with TestClient(made, base_url="https://cases.example") as client:
        assert client.get("/login").status_code == 200
        assert "Secure" in client.get("/login").headers["set-cookie"]
        assert client.get("/login").headers["strict-transport-security"]
        assert client.get("/login", headers={"Host": "evil.example"}).status_code == 421
