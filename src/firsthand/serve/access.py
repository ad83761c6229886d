"""Who may ask what: one person on this machine without a login, anybody else with an account.

`Guard` stands before every route, so that a route forgotten is a route guarded: it knows the host it is asked under,
who asks, from which site, and whether that one may change anything. Routes find `request.state.who`, the same as
`person` (a name) and `role`, and for their forms `csrf`.
"""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass, field
from hashlib import sha256
from http.cookies import CookieError, SimpleCookie
from ipaddress import ip_address
from secrets import token_urlsafe
from urllib.parse import quote, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from firsthand.serve import headers
from firsthand.serve.accounts import Accounts, Person
from firsthand.serve.problem import API, Refusal, answer
from firsthand.serve.throttle import Throttle

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
SESSION, FORM = "firsthand_session", "firsthand_form"
CSRF_HEADER, CSRF_FIELD = "x-csrf-token", "csrf"
# What a form of HTML can send without asking first.
FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data", "text/plain"})
OPEN, OPEN_BELOW = frozenset({"/login", "/favicon.ico"}), "/static/"
_HOST = re.compile(r"[A-Za-z0-9._-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")
# A reader changes nothing but the own session.
OWN = frozenset({"/login", "/logout"})
MOST_BYTES = 64_000_000


@dataclass(frozen=True, slots=True)
class Access:
    """How a server is entered: `person` without accounts, or accounts and nobody else."""

    accounts: Accounts | None = None
    person: Person | None = None
    hosts: frozenset[str] = frozenset()
    "Names that the server may be asked under; none given: any. Without accounts always those of this machine."
    throttle: Throttle = field(default_factory=Throttle)
    secret: str = field(default_factory=lambda: token_urlsafe(32), repr=False)
    "Forms of the one person are known by it."

    @classmethod
    def alone(cls, name: str) -> Access:
        """One person on this machine, who may do everything."""
        return cls(person=Person(name, "owner"))

    @classmethod
    def shared(cls, accounts: Accounts, hosts: frozenset[str] = frozenset()) -> Access:
        """People with accounts."""
        return cls(accounts=accounts, hosts=hosts)


def is_loopback(host: str) -> bool:
    """Whether only this machine is meant by a host."""
    if host.casefold().rstrip(".") == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def csrf(secret: str) -> str:
    """What a form of the holder of this secret says."""
    return sha256(f"firsthand form {secret}".encode("utf-8", "replace")).hexdigest()


def cookies(request: Request) -> dict[str, str]:
    """The cookies, as a dictionary that no malformed header breaks."""
    try:
        return {name: one.value for name, one in SimpleCookie(request.headers.get("cookie", "")).items()}
    except CookieError:
        return {}


@dataclass(frozen=True, slots=True)
class _Asker:
    """Who asks, and by what; `secret` where a browser sends it by itself."""

    person: Person | None
    secret: str | None


class Guard:
    """Before every route: host, site, person, token, role, size; behind it the headers that every answer has."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, let through or refused."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        secure = scope.get("scheme") == "https"

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = headers.added(message.get("headers", ()), secure)
            await send(message)

        request = Request(scope)
        try:
            passed = await self._passed(request, receive)
        except HTTPException as refusal:
            made = answer(request, refusal.status_code, refusal.detail, refusal.headers)
            await made(scope, receive, told)
            return
        if isinstance(passed, Response):
            await passed(scope, receive, told)
        else:
            await self._app(scope, passed, told)

    async def _passed(self, request: Request, receive: Receive) -> Receive | Response:
        """What the routes read from, or the answer that is given in their place."""
        self._check_host(request)
        _check_site(request)
        receive = _measured(request, receive)
        asker = self._asker(request)
        _tell_routes(request, asker)
        if asker.person is None and not _is_open(request):
            return _not_known(request)
        if request.method in SAFE_METHODS:
            return receive
        receive = await self._check_form(request, asker, receive)
        person = asker.person
        if person and not person.may("analyst") and _path(request) not in OWN:
            raise Refusal(403, f"{person.name} is a reader: an analyst or owner can change a case.")
        return receive

    def _check_host(self, request: Request) -> None:
        """A page elsewhere can have its name lead to this machine, and would then be of one site with it."""
        said = request.headers.get("host", "")
        if not _HOST.fullmatch(said):
            raise Refusal(421, "This server does not answer under this name.")
        host = urlsplit(f"//{said}").hostname or ""
        allowed = is_loopback(host) if self._access.accounts is None else not self._access.hosts
        if not (allowed or host in self._access.hosts):
            raise Refusal(421, "This server does not answer under this name.")

    def _asker(self, request: Request) -> _Asker:
        accounts = self._access.accounts
        if accounts is None:
            return _Asker(self._access.person, self._access.secret)
        kind, _, secret = request.headers.get("authorization", "").partition(" ")
        if kind:
            person = accounts.token(secret.strip()) if kind.casefold() == "bearer" else None
            if person is None:
                raise Refusal(401, "This token is not known.", {"WWW-Authenticate": 'Bearer error="invalid_token"'})
            return _Asker(person, None)
        sent = cookies(request)
        found = accounts.session(sent[SESSION]) if SESSION in sent else None
        return _Asker(found, sent[SESSION] if found else sent.get(FORM))

    async def _check_form(self, request: Request, asker: _Asker, receive: Receive) -> Receive:
        """Whatever a browser would send by itself must say what only our own pages know."""
        media = request.headers.get("content-type", "").partition(";")[0].strip().casefold()
        asked_first = media not in FORMS and bool(media or request.method != "POST")  # no other site's page can do it
        if (self._access.accounts is None and asked_first) or (asker.secret is None and asker.person is not None):
            return receive
        said = request.headers.get(CSRF_HEADER)
        if said is None and media in FORMS:
            body = await _body(receive)
            said = await _field(request, body)
            receive = _again(body)
        if not asker.secret or not hmac.compare_digest((said or "").encode(), csrf(asker.secret).encode()):
            raise Refusal(403, "This did not come from a page of this server that is still open: load the page anew.")
        return receive


def _check_site(request: Request) -> None:
    """Refuse what a page of another site has a browser do. A program that is no browser says nothing of sites."""
    site = request.headers.get("sec-fetch-site", "none")
    leads_here = request.method in SAFE_METHODS and request.headers.get("sec-fetch-mode") == "navigate"
    if site not in {"same-origin", "none"} and not leads_here:
        raise Refusal(403, "A page of another site asked for this.")
    origin = request.headers.get("origin")
    if origin is not None and request.method not in SAFE_METHODS:
        here = f"{request.scope.get('scheme', 'http')}://{request.headers.get('host', '')}"
        if origin.casefold() != here.casefold():
            raise Refusal(403, "A page of another site asked for this.")


def _path(request: Request) -> str:
    """The path that the routes go by; `request.url` is put together with the Host header, which anybody can write."""
    return str(request.scope["path"])


def _is_open(request: Request) -> bool:
    return _path(request) in OPEN or _path(request).startswith(OPEN_BELOW)


def _tell_routes(request: Request, asker: _Asker) -> None:
    request.state.who = asker.person
    request.state.person = asker.person.name if asker.person else None
    request.state.role = asker.person.role if asker.person else None
    request.state.csrf = csrf(asker.secret) if asker.secret else ""


def _not_known(request: Request) -> Response:
    if _path(request).startswith(API):
        return answer(
            request, 401, "Log in, or send a token: Authorization: Bearer ...", {"WWW-Authenticate": "Bearer"}
        )
    if request.method not in SAFE_METHODS:
        return answer(request, 401, "Log in first.", {"WWW-Authenticate": "Bearer"})
    path = _path(request) + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/login?next={quote(path, safe='')}", 303)


def _measured(request: Request, receive: Receive) -> Receive:
    """What is received, as long as it is not too much."""
    said = request.headers.get("content-length", "0")
    if not said.isascii() or not said.isdigit() or int(said) > MOST_BYTES:
        raise Refusal(413, f"At most {MOST_BYTES // 1_000_000} MB are taken at once.")
    got = 0

    async def measured() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > MOST_BYTES:
            raise Refusal(413, f"At most {MOST_BYTES // 1_000_000} MB are taken at once.")
        return message

    return measured


async def _body(receive: Receive) -> bytes:
    parts = []
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise Refusal(400, "The request broke off.")
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(parts)


def _again(body: bytes) -> Receive:
    """Gives a body that was read once more, then says that nothing comes."""
    waiting = [body]

    async def receive() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return {"type": "http.disconnect"}

    return receive


async def _field(request: Request, body: bytes) -> str | None:
    read = Request(request.scope, _again(body))
    async with read.form(max_files=1000, max_fields=1000, max_part_size=MOST_BYTES) as form:
        found = form.get(CSRF_FIELD)
    return found if isinstance(found, str) else None
