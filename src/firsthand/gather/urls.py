"""Addresses on the web, asked politely: robots.txt, pauses, a deadline, a size cap, bounded hops and retries."""

from __future__ import annotations

import functools
import http
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from firsthand.errors import PlaceError
from firsthand.gather import cache
from firsthand.gather.options import Gathering, Source

if TYPE_CHECKING:
    import ssl

    import httpx
    from protego import Protego

AGENT = "firsthand/0.1 (+https://pypi.org/project/firsthand; reads pages for provenance)"
_ROBOT = "firsthand"
# Browsers give up after 20; honest sites need four (http, www, language, consent).
MAX_HOPS = 8
# robots.txt beyond 500 KiB need not be read (RFC 9309, 2.5).
_ROBOTS_BYTES = 512_000
_ASK_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504, 522, 524})
_PAGES = ("text/", "application/xhtml", "application/xml", "application/rss", "application/atom", "application/rdf",
          "application/json", "application/feed+json", "application/ld+json", "application/x-ndjson",
          "application/jsonl", "application/octet-stream", "application/opml",
          "multipart/related", "application/x-mimearchive")  # fmt: skip
_ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,text/plain;q=0.9,*/*;q=0.5"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said to one question."""

    status: int
    data: bytes
    headers: httpx.Headers


def read(place: str, options: Gathering) -> Source:
    """The bytes at an address, after redirects. Raises PlaceError with the reason where they cannot be had."""
    return replace(client(options, os.getpid()).read(place), fetched=options.now)


@functools.lru_cache(maxsize=8)
def client(options: Gathering, process: int) -> Client:  # noqa: ARG001 - a forked process must not share connections
    """The client for these options: it remembers what robots.txt said and whom it asked when."""
    return Client(options)


class Client:
    """Asks one question at a time."""

    def __init__(self, options: Gathering) -> None:
        self._options = options
        self._robots: dict[str, Protego | None] = {}
        self._asked: dict[str, float] = {}

    def read(self, place: str) -> Source:
        """The bytes at an address, after redirects."""
        url, seen = place, list[str]()
        while True:
            _check(url, self._options)
            if url in seen:
                raise PlaceError(f"redirect loop: it leads back to {url}.")
            if len(seen) > MAX_HOPS:
                raise PlaceError(f"redirected more than {MAX_HOPS} times; give the last address itself.")
            seen.append(url)
            self._obey(url)
            found = self._page(place, url)
            if isinstance(found, Source):
                return found
            url = found

    def _page(self, place: str, url: str) -> Source | str:
        """The page at an address, or where it has moved to."""
        kept = cache.load(self._options.cache, url) if self._options.cache else None
        answer = self._ask(url, self._options.max_bytes, _conditions(kept[0]) if kept else {})
        name = urlsplit(url).path
        if answer.status == http.HTTPStatus.NOT_MODIFIED and kept:
            return Source(place, kept[1], name, url=url, charset=kept[0].charset, media=kept[0].media)
        if answer.status in {301, 302, 303, 307, 308}:
            return _moved(url, answer)
        if answer.status >= 400 or answer.status in {204, 304}:
            raise PlaceError(f"{phrase(answer.status)}.")
        media = (answer.headers.get("content-type") or "").split(";")[0].strip().lower() or None
        if media and not media.startswith(_PAGES):
            raise PlaceError(f"is {media}, not a page that can be read.")
        if not answer.data:
            raise PlaceError("is empty.")
        charset = _charset(answer.headers.get("content-type") or "")
        self._keep(url, answer, media, charset)
        return Source(place, answer.data, name, url=url, charset=charset, media=media)

    def _keep(self, url: str, answer: Answer, media: str | None, charset: str | None) -> None:
        etag, modified = answer.headers.get("etag"), answer.headers.get("last-modified")
        if self._options.cache and (etag or modified) and "no-store" not in answer.headers.get("cache-control", ""):
            cache.save(
                self._options.cache, cache.Kept(url, etag, modified, media, charset, len(answer.data)), answer.data
            )

    def _obey(self, url: str) -> None:
        """Raises PlaceError where the site does not want this address to be read by programs."""
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(url))
        if origin not in self._robots:
            self._robots[origin] = self._rules(origin)
        rules = self._robots[origin]
        if rules is not None and not rules.can_fetch(url, _ROBOT):
            raise PlaceError("robots.txt forbids reading this address; save the page by hand and give the file.")

    def _rules(self, origin: str) -> Protego | None:
        from protego import Protego

        url = f"{origin}/robots.txt"
        for _ in range(MAX_HOPS):
            answer = self._ask(url, _ROBOTS_BYTES, {}, cut=True)
            if answer.status not in {301, 302, 303, 307, 308}:
                break
            url = _moved(url, answer)
            _check(url, self._options)
        # RFC 9309: rules that are not there allow everything, rules that cannot be had forbid everything.
        if answer.status >= 500 or answer.status == http.HTTPStatus.TOO_MANY_REQUESTS:
            raise PlaceError(
                f"robots.txt cannot be had ({phrase(answer.status)}), so the site is left alone; try later."
            )
        return Protego.parse(answer.data.decode("utf-8", "replace")) if answer.status < 300 else None

    def _ask(self, url: str, cap: int, headers: dict[str, str], cut: bool = False) -> Answer:
        """One question, asked again after an answer or a failure that may pass."""
        for attempt in range(self._options.retries + 1):
            last = attempt == self._options.retries
            wait = self._options.backoff_s * 2**attempt
            try:
                answer = self._once(url, cap, headers, cut)
            except _PassingError as error:
                if last:
                    raise PlaceError(str(error)) from error
            else:
                told = _retry_after(answer)
                if answer.status not in _ASK_AGAIN or last or (told or 0) > self._options.max_wait_s:
                    return answer
                wait = max(wait, told or 0)
            time.sleep(wait)
        raise AssertionError("the last attempt returns or raises")

    def _once(self, url: str, cap: int, headers: dict[str, str], cut: bool) -> Answer:
        import httpcore
        import httpx

        self._pause(urlsplit(url).hostname or "")
        asked = {"User-Agent": AGENT, "Accept": _ACCEPT, "Accept-Language": "en;q=1,*;q=0.5", **headers}
        try:
            with (
                _deadline(self._options.timeout_s),
                _http(self._options) as session,
                session.stream("GET", url, headers=asked) as response,
            ):
                return Answer(response.status_code, _body(response, cap, cut), response.headers)
        except (httpx.TimeoutException, httpcore.TimeoutException) as error:
            raise _PassingError(f"never answered within {self._options.timeout_s:g} s.") from error
        except httpx.DecodingError as error:
            raise PlaceError("sent what it calls compressed and is not.") from error
        except httpx.TransportError as error:
            raise _PassingError(f"cannot be reached: {_reason(error)}.") from error
        except (httpx.InvalidURL, httpx.CookieConflict, ValueError) as error:
            raise PlaceError(f"is not an address that can be asked: {error}.") from error

    def _pause(self, host: str) -> None:
        """Leave a host a moment between two questions."""
        now = time.monotonic()
        wait = self._asked.get(host, 0.0) + self._options.pause_s - now
        if wait > 0 and host in self._asked:
            time.sleep(wait)
        self._asked[host] = time.monotonic()


class _PassingError(Exception):
    """A failure that may be over at the next attempt."""


@contextmanager
def _deadline(seconds: float) -> Iterator[None]:
    from firsthand.gather import network

    token = network.DEADLINE.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        network.DEADLINE.reset(token)


def _http(options: Gathering) -> httpx.Client:
    """A client whose every connection goes through the checked backend."""
    import httpcore
    import httpx

    from firsthand.gather import network

    limits = httpx.Timeout(options.timeout_s, connect=options.connect_s)
    transport = httpx.HTTPTransport(trust_env=False)
    # httpx has no argument for the backend of its pool; the pool is replaced before its first use. A test sees to it
    # that a private address is still refused, should a later httpx be built otherwise.
    transport._pool = httpcore.ConnectionPool(
        ssl_context=_tls(), max_keepalive_connections=0, network_backend=network.Backend(options.allow_private)
    )
    return httpx.Client(transport=transport, timeout=limits, follow_redirects=False, trust_env=False)


@functools.cache
def _tls() -> ssl.SSLContext:
    import httpx

    return httpx.create_ssl_context()


def _body(response: httpx.Response, cap: int, cut: bool) -> bytes:
    declared = response.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > cap and not cut:
        raise PlaceError(_too_large(int(declared), cap))
    if response.status_code >= 300:
        return b""
    from firsthand.gather import network

    data = bytearray()
    for chunk in response.iter_bytes():
        data += chunk
        network.left(None)
        if len(data) > cap:
            if cut:
                break
            raise PlaceError(_too_large(len(data), cap))
    return bytes(data[:cap])


def _too_large(size: int, cap: int) -> str:
    return f"has {size / 1e6:,.0f} MB or more, above the {cap / 1e6:,.0f} MB read at once."


def _check(url: str, options: Gathering) -> None:
    """Raises PlaceError for what is no address of a page; names are checked when they are resolved."""
    from firsthand.gather import network

    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise PlaceError(f"is not an address: {error}.") from error
    if parts.scheme not in {"http", "https"} or not host:
        raise PlaceError(f"{url} is not an http or https address.")
    number = network.numeric(host)
    if number and not options.allow_private and not network.public(number):
        raise PlaceError(f"address is not public ({number}); use --allow-private to read it.")
    if parts.username or parts.password:
        raise PlaceError("holds a user name or password; pages behind one are not read, save them by hand.")


def _moved(url: str, answer: Answer) -> str:
    target = answer.headers.get("location")
    if not target:
        raise PlaceError(f"{phrase(answer.status)}, but does not say where to.")
    try:
        return str(urlsplit(urljoin(url, target))._replace(fragment="").geturl())
    except ValueError as error:
        raise PlaceError(f"is redirected to what is no address: {target[:100]}.") from error


def _conditions(kept: cache.Kept) -> dict[str, str]:
    pairs = (("If-None-Match", kept.etag), ("If-Modified-Since", kept.modified))
    return {name: value for name, value in pairs if value}


def phrase(status: int) -> str:
    """A status as servers word it: 404 Not Found."""
    try:
        return f"{status} {http.HTTPStatus(status).phrase}"
    except ValueError:
        return f"status {status}"


def _retry_after(answer: Answer) -> float | None:
    """Seconds a server asks to be left alone: given as such, or as a moment compared with its own clock."""
    value = answer.headers.get("retry-after", "")
    if value.strip().isdigit():
        return float(value)
    try:
        until, now = parsedate_to_datetime(value), parsedate_to_datetime(answer.headers.get("date", ""))
        return max(0.0, (until - now).total_seconds())
    except (ValueError, TypeError, IndexError):
        return None


def _charset(content_type: str) -> str | None:
    from email.message import Message

    message = Message()
    message["content-type"] = content_type
    value = message.get_param("charset")
    return value if isinstance(value, str) and value else None


def _reason(error: Exception) -> str:
    return str(error).strip(". ") or type(error).__name__
