from dataclasses import replace

import pytest

from firsthand.errors import PlaceError
from firsthand.gather import Gathering, documents
from firsthand.gather.network import public
from firsthand.records import Document

from . import server as s

QUICK = Gathering(
    allow_private=True, timeout_s=0.6, connect_s=0.6, backoff_s=0.01, pause_s=0.0, now="2026-03-02T10:00:00+00:00"
)


def one(place, options=QUICK):
    (found,) = documents(place, options)
    return found


def refused(place, options=QUICK):
    with pytest.raises(PlaceError) as caught:
        list(documents(place, options))
    return str(caught.value)


def test_a_page_is_read_with_its_address_and_the_moment_of_fetching():
    with s.serving({"/a": s.page}) as (base, server):
        found = one(f"{base}/a")
    assert isinstance(found, Document)
    assert found.title == "Barge sinks"
    assert found.url == f"{base}/a"
    assert found.places == (f"{base}/a",)
    assert found.first_seen.value == QUICK.now
    assert found.first_seen.known_by == "fetched"
    assert [link.url for link in found.links] == [f"{base}/log"]
    assert all(agent.startswith("firsthand/") for agent in server.agents)


@pytest.mark.parametrize(("code", "words"), [(404, "404 Not Found"), (410, "410 Gone"), (403, "403 Forbidden")])
def test_refusals_are_named_and_not_repeated(code, words):
    with s.serving({"/a": s.status(code)}) as (base, server):
        assert words in refused(f"{base}/a")
        assert server.asked["/a"] == 1


def test_a_server_error_is_asked_again_and_then_named():
    with s.serving({"/a": s.status(500)}) as (base, server):
        assert "500 Internal Server Error" in refused(f"{base}/a")
        assert server.asked["/a"] == 1 + QUICK.retries


def test_a_passing_failure_passes():
    with s.serving({"/a": s.after_failures(2), "/b": s.after_failures(1, 429, Retry_After="0")}) as (base, _):
        assert one(f"{base}/a").title == "Barge sinks"
        assert one(f"{base}/b").title == "Barge sinks"


def test_a_long_retry_after_is_honoured_by_leaving():
    with s.serving({"/a": s.status(429, Retry_After="9999")}) as (base, server):
        assert "429 Too Many Requests" in refused(f"{base}/a")
        assert server.asked["/a"] == 1


@pytest.mark.parametrize("habit", [s.sleepy, s.dripping])
def test_a_server_that_never_finishes_is_left(habit):
    options = replace(QUICK, retries=0, timeout_s=0.4)
    with s.serving({"/a": habit}) as (base, _):
        assert refused(f"{base}/a", options) == "never answered within 0.4 s."


def test_redirects_are_followed_and_loops_are_seen():
    habits = {"/a": s.moved("/b", 301), "/b": s.moved("/c"), "/c": s.page, "/x": s.moved("/y"), "/y": s.moved("/x")}
    habits |= {f"/long{n}": s.moved(f"/long{n + 1}") for n in range(12)}
    with s.serving(habits) as (base, _):
        assert one(f"{base}/a").url == f"{base}/c"
        assert "redirect loop" in refused(f"{base}/x")
        assert "redirected more than 8 times" in refused(f"{base}/long0")


def test_a_redirect_to_another_scheme_is_refused():
    with s.serving({"/a": s.moved("file:///etc/passwd"), "/b": s.moved("ftp://127.0.0.1/x")}) as (base, _):
        assert "not an http or https address" in refused(f"{base}/a")
        assert "not an http or https address" in refused(f"{base}/b")


def test_robots_txt_is_obeyed_and_asked_for_once():
    rules = b"User-agent: *\nDisallow: /private\n"
    habits = {"/robots.txt": s.of("text/plain", rules), "/private/a": s.page, "/b": s.page, "/c": s.page}
    with s.serving(habits) as (base, server):
        assert "robots.txt forbids" in refused(f"{base}/private/a")
        assert one(f"{base}/b").title == one(f"{base}/c").title
        assert server.asked["/robots.txt"] == 1
        assert server.asked["/private/a"] == 0


def test_robots_txt_that_fails_closes_the_site():
    with s.serving({"/robots.txt": s.status(500), "/a": s.page}) as (base, server):
        assert "robots.txt cannot be had" in refused(f"{base}/a")
        assert server.asked["/a"] == 0


def test_an_unchanged_page_is_not_sent_again(tmp_path):
    options = replace(QUICK, cache=tmp_path / "cache")
    with s.serving({"/a": s.tagged}) as (base, server):
        first, second = one(f"{base}/a", options), one(f"{base}/a", options)
        assert first == second
        assert server.asked["/a"] == 2
        for file in (tmp_path / "cache").rglob("*.body"):
            file.write_bytes(b"damaged")
        assert one(f"{base}/a", options) == first


def test_what_is_too_large_is_refused_before_and_while_reading():
    options = replace(QUICK, max_bytes=1_000_000)
    with s.serving({"/large": s.large, "/bomb": s.bomb}) as (base, _):
        assert "above the 1 MB" in refused(f"{base}/large", options)
        assert "above the 1 MB" in refused(f"{base}/bomb", options)


def test_what_is_no_page_is_refused():
    with s.serving({"/a": s.of("application/pdf", b"%PDF-1.4"), "/b": s.of("text/html", b"")}) as (base, _):
        assert "application/pdf" in refused(f"{base}/a")
        assert "is empty" in refused(f"{base}/b")


def test_private_addresses_are_refused_unless_allowed():
    with s.serving({"/a": s.page}) as (base, server):
        port = base.rsplit(":", 1)[1]
        for host in ("127.0.0.1", "localhost", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "[::ffff:127.0.0.1]"):
            said = refused(f"http://{host}:{port}/a", replace(QUICK, allow_private=False))
            assert "address is not public" in said, host
            assert "--allow-private" in said
        assert not server.asked


def test_a_name_that_resolves_to_a_private_address_is_refused(monkeypatch):
    answer = [(2, 1, 6, "", ("10.0.0.7", 80))]
    monkeypatch.setattr("firsthand.gather.network.socket.getaddrinfo", lambda *a, **k: answer)
    said = refused("http://rebound.example/a", replace(QUICK, allow_private=False))
    assert "address is not public (10.0.0.7)" in said


@pytest.mark.parametrize(
    "address",
    "127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 255.255.255.255 224.0.0.1 240.0.0.1 "
    "192.0.2.1 198.18.0.1 ::1 :: fe80::1 fc00::1 ff02::1 ::ffff:10.0.0.1 64:ff9b::a00:1 64:ff9b:1::a00:1 2002:a00:1:: "
    "2001:db8::1 ::127.0.0.1 fe80::1%eth0 fec0::1".split(),
)
def test_addresses_that_are_not_public(address):
    assert not public(address)


@pytest.mark.parametrize("address", "8.8.8.8 1.1.1.1 2606:4700::1111 64:ff9b::808:808 ::ffff:8.8.8.8".split())
def test_addresses_that_are_public(address):
    assert public(address)


@pytest.mark.parametrize("place", ["http://", "http://[::1", "http://a.example:99999/", "https://user:word@a.example/"])
def test_what_is_no_address(place):
    assert refused(place)


def test_a_closed_door_is_named():
    assert "cannot be reached" in refused("http://127.0.0.1:9/a", replace(QUICK, retries=0))
