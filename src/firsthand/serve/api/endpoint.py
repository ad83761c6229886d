"""What a route of the API is: a function whose annotations are its contract, for the server and for OpenAPI alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, cast, get_args, get_origin, get_type_hints
from urllib.parse import quote, urlencode

import msgspec
from msgspec import Struct
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from firsthand import __version__
from firsthand.records import Dossier
from firsthand.serve.accounts import Person, Role
from firsthand.serve.api.parts import Answer
from firsthand.serve.api.shapes import AsOf, Paging
from firsthand.serve.problem import Refusal
from firsthand.serve.shelf import Opened, Shelf
from firsthand.tell.index import Index
from firsthand.tell.json import dumps
from firsthand.tell.report import View

BASE = "/api/v1"
JSON = "application/json"
MOST_BYTES = 6_000_000  # of a body in JSON: the longest text with its escapes


@dataclass
class Ask:
    """One request about one case."""

    request: Request
    shelf: Shelf
    opened: Opened | None
    as_of: str | None = None
    raw: bytes = b""

    @property
    def case(self) -> Opened:
        """The case it is about."""
        assert self.opened is not None
        return self.opened

    @cached_property
    def view(self) -> View:
        """The case as it stood on the day asked for."""
        return self.case.desk.view(self.as_of)

    @property
    def index(self) -> Index:
        """Its records by their ids."""
        return self.view.index

    @property
    def dossier(self) -> Dossier:
        """All of it."""
        return self.view.dossier

    @property
    def person(self) -> Person:
        """Who asks."""
        found: Person = self.request.state.who
        return found

    def part(self, name: str) -> str:
        """A part of the path."""
        return str(self.request.path_params[name])


@dataclass(frozen=True)
class Endpoint:
    """One operation. `act` takes an Ask, and by name a `query` and a `body` where it has them."""

    method: str
    path: str
    act: Callable[..., Any]
    gives: Any = None
    "The type of what is given; None: nothing."
    status: int = 200
    role: Role = "reader"
    kept: bool = True
    "Whether the case's stamp names the answer."
    media: str = JSON
    takes: str = JSON
    streams: bool = False
    "Whether `act` is given the request and the case themselves, and answers by itself."

    @cached_property
    def hints(self) -> dict[str, Any]:
        """The types of what it takes."""
        return get_type_hints(self.act, include_extras=True)

    @property
    def query(self) -> type[Struct] | None:
        """What may be asked after the question mark: of any read of a case, at least the day."""
        whole = AsOf if self.method == "GET" and self.of_case and self.kept else None
        return self.hints.get("query", whole)

    @property
    def body(self) -> type[Struct] | None:
        """What is sent."""
        return self.hints.get("body")

    @property
    def of_case(self) -> bool:
        """Whether it is about one case."""
        return self.path.startswith("/cases/{case}")

    @property
    def paged(self) -> bool:
        """Whether it gives a list in parts."""
        return self.query is not None and issubclass(self.query, Paging)


def route(endpoints: Sequence[Endpoint]) -> Route:
    """One path with all that can be done there."""
    by_method = {one.method: one for one in endpoints}

    async def answer(request: Request) -> Response:
        method = "GET" if request.method == "HEAD" else request.method
        return await answered(by_method[method], request)

    return Route(endpoints[0].path, answer, methods=sorted(by_method))


async def answered(one: Endpoint, request: Request) -> Response:
    """The operation on one request, from its words to its answer."""
    person: Person | None = request.state.who
    if one.role != "reader" and (person is None or not person.may(one.role)):
        raise Refusal(403, f"This takes the role {one.role}.")
    if one.streams:
        return cast(Response, await one.act(request, await run_in_threadpool(_opened, request)))
    raw = await _raw(one, request) if one.body else b""
    return await run_in_threadpool(_done, one, request, raw)


def _done(one: Endpoint, request: Request, raw: bytes) -> Response:
    given: dict[str, object] = {}
    query = asked(request, one.query) if one.query else None
    if "query" in one.hints:
        given["query"] = query
    if one.body:
        given["body"] = _given(raw, one.body)
    ask = Ask(request, request.app.state.shelf, None, query.asof if isinstance(query, AsOf) else None, raw)
    if one.of_case:
        ask.opened = _opened(request)
    tag = _tag(one, ask)
    if tag and _matches(request, tag):
        return Response(status_code=304, headers={"ETag": tag})
    found = one.act(ask, **given)
    if isinstance(found, Response):
        return found
    made = _response(one, request, found if isinstance(found, Answer) else Answer(found, one.status))
    if tag and made.status_code == 200:
        made.headers["ETag"] = tag
    return made


def _opened(request: Request) -> Opened:
    shelf: Shelf = request.app.state.shelf
    found = shelf.case(request.path_params["case"])
    if found is None:
        raise Refusal(404, "There is no case of this name.")
    return found


def _response(one: Endpoint, request: Request, found: Answer) -> Response:
    if found.status == 204:
        return Response(status_code=204)
    made = Response(dumps(msgspec.to_builtins(found.value)), found.status, media_type=JSON)
    if found.location:
        made.headers["Location"] = found.location
    if one.paged:
        made.headers["Link"] = ", ".join(_links(request, found.next))
    return made


def _links(request: Request, after: str | None) -> list[str]:
    rest = [(k, v) for k, v in request.query_params.multi_items() if k != "cursor"]
    path = str(request.scope["path"])

    def link(more: list[tuple[str, str]], rel: str) -> str:
        query = urlencode([*rest, *more])
        return f'<{_ascii(path)}{f"?{query}" if query else ""}>; rel="{rel}"'

    return [link([], "first"), *([link([("cursor", after)], "next")] if after else [])]


def _ascii(path: str) -> str:
    return quote(path, safe="/:@!$&'()*+,;=-._~%")


def _tag(one: Endpoint, ask: Ask) -> str | None:
    """Names the state of the case that an answer shows; the question itself is in the address."""
    if one.method != "GET" or not one.kept or not one.of_case:
        return None
    path = Path(ask.case.desk.store.path)  # a database server's case has no file
    file = path.stat().st_ino if path.exists() else 0
    return f'"{__version__}-{file:x}-{ask.case.desk.stamp()}"'


def _matches(request: Request, tag: str) -> bool:
    said = request.headers.get("if-none-match", "")
    return said.strip() == "*" or tag in {part.strip().removeprefix("W/") for part in said.split(",")}


async def _raw(one: Endpoint, request: Request) -> bytes:
    media = request.headers.get("content-type", "").partition(";")[0].strip().casefold()
    if media != one.takes:
        raise Refusal(415, f"Send {one.takes}.", {"Accept": one.takes})
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > MOST_BYTES:
            raise Refusal(413, f"At most {MOST_BYTES // 1_000_000} MB of JSON are taken at once.")
        parts.append(part)
    return b"".join(parts)


def _given(raw: bytes, kind: type[Struct]) -> Struct:
    try:
        return msgspec.json.decode(raw, type=kind)
    except msgspec.ValidationError as error:
        raise Refusal(422, f"The body is not as it should be: {error}.") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refusal(400, f"The body is not JSON: {error}.") from error


def asked(request: Request, kind: type[Struct]) -> Struct:
    """What stands after the question mark, as what it should be."""
    many = {f.encode_name for f in msgspec.structs.fields(kind) if _is_list(f.type)}
    said: dict[str, object] = {}
    for name, value in request.query_params.multi_items():
        if name in many:
            held = said.setdefault(name, [])
            assert isinstance(held, list)
            held.append(value)
        elif name in said:
            raise Refusal(422, f"{name} can be said once only.")
        else:
            said[name] = value
    try:
        return msgspec.convert(said, kind, strict=False)
    except msgspec.ValidationError as error:
        raise Refusal(422, f"The question is not as it should be: {error}.") from error


def _is_list(kind: object) -> bool:
    origin = get_origin(kind)
    return origin is list or any(get_origin(part) is list for part in get_args(kind))
