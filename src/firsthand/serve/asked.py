"""A request of the workbench with the case it is about: how every view is answered, and who asks."""

from __future__ import annotations

import functools
import getpass
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from firsthand import ask
from firsthand.errors import UsageError
from firsthand.records import Outcome
from firsthand.serve.addresses import Addresses
from firsthand.serve.desk import Desk
from firsthand.tell import words
from firsthand.tell.report import View, environment

if TYPE_CHECKING:
    from jinja2 import Environment

# Between the verbs of judging and the words on buttons.
SAID = {
    "merge": "one claim", "split": "two claims", "same-actor": "one actor", "different-actor": "two actors",
    "dependent": "leans on", "independent": "does not lean on", "shown": "shown", "not-shown": "not shown",
    "supports": "supports", "opposes": "opposes", "reports": "only reports", "uncertain": "unsure",
    "true": "turned out true", "false": "turned out false", "mixed": "turned out mixed",
}  # fmt: skip


@functools.cache
def templates() -> Environment:
    """The workbench's templates over the report's; everything that a page brought along is escaped."""
    from jinja2 import ChoiceLoader, PackageLoader

    made = environment()
    made.loader = ChoiceLoader([PackageLoader("firsthand.serve", "templates"), made.loader or ChoiceLoader([])])
    made.filters["shown_place"] = _shown_place
    return made


def _shown_place(place: str) -> str:
    """A place as a browser may see it: an address, or the bare name of a file of the server's."""
    return words.plain(place if "://" in place else place.rsplit("/", 1)[-1])


@dataclass(frozen=True, slots=True)
class Asked:
    """A request with the case it is about, as it stood on the day that is looked at."""

    request: Request
    desk: Desk
    view: View
    addresses: Addresses

    @property
    def query(self) -> Mapping[str, str]:
        """What was asked after the question mark."""
        return self.request.query_params

    def page(self, template: str, title: str, status: int = 200, **given: Any) -> Response:  # noqa: ANN401  any template
        """A view as HTML; only its fragment where the script asks for one."""
        known = {
            "view": self.view, "words": words, "asked": self, "addresses": self.addresses, "title": title,
            "case": self.desk.name, "csrf": getattr(self.request.state, "csrf", ""),
            "may_write": may_write(self.request),
            "outcomes": outcomes(self.desk), "SAID": SAID, "path": self.request.url.path,
            "fragment": self.request.headers.get("x-fragment") == "1",
        }  # fmt: skip
        html = templates().get_template(f"bench/{template}.html").render(**known, **given)
        headers = {"Cache-Control": "no-cache", "Vary": "X-Fragment, Cookie"}
        return HTMLResponse(self.addresses.settled(html), status, headers)


def may_write(request: Request) -> bool:
    """Whether this person may judge and gather: everybody at home, analysts and owners elsewhere."""
    return getattr(request.state, "role", "owner") in {"analyst", "owner"}


def person(request: Request) -> str:
    """Under whose name a judgement is kept."""
    return getattr(request.state, "person", None) or getpass.getuser()


def now() -> str:
    """The moment a person acted."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def outcomes(desk: Desk) -> dict[str, Outcome]:
    """How claims turned out, by their ids."""
    return {found.claim: found for found in ask.outcomes(desk.store)}


Handler = Callable[[Asked], Response]


def about(handler: Handler, live: bool = False) -> Callable[[Request], Response]:
    """A handler with its case opened; what the person asked wrongly is said on a page of its own.

    A `live` view changes by itself and is never kept by a browser.
    """

    def answer(request: Request) -> Response:
        desk = request.app.state.shelf.desk(request.path_params["case"])
        if desk is None:
            return plain_failure(request, "There is no case of this name here.", 404)
        as_of = request.query_params.get("asof") or None
        try:
            view = desk.view(as_of)
        except UsageError as error:
            return _failed(request, desk, str(error), 422)
        asked = Asked(request, desk, view, Addresses(desk.name, as_of))
        if request.method in {"GET", "HEAD"} and not live:
            tag = f'"{desk.stamp()}-{person(request)}-{request.headers.get("x-fragment", "")}"'
            if request.headers.get("if-none-match") == tag:
                return Response(status_code=304, headers={"ETag": tag})
            response = _tried(handler, asked)
            if response.status_code == 200:
                response.headers.setdefault("ETag", tag)
            return response
        return _tried(handler, asked)

    return answer


def _tried(handler: Handler, asked: Asked) -> Response:
    try:
        return handler(asked)
    except UsageError as error:
        return asked.page("failed", "Not done", 422, said=str(error))


def _failed(request: Request, desk: Desk, said: str, status: int) -> Response:
    asked = Asked(request, desk, desk.view(), Addresses(desk.name))
    return asked.page("failed", "Not done", status, said=said)


def plain_failure(request: Request, said: str, status: int, title: str = "Not here") -> Response:
    """What went wrong, on a page that needs no case; it names the cases only to somebody who may read them."""
    known = getattr(request.state, "role", None) is not None
    names = request.app.state.shelf.names() if known else []
    html = templates().get_template("bench/alone.html").render(title=title, said=said, cases=names, failed=True)
    return HTMLResponse(html, status)


def missing(asked: Asked, what: str) -> Response:
    """That the case has no such thing (any more)."""
    return asked.page(
        "failed",
        "Not here",
        404,
        said=f"This case has no {what} of this address. It may have been merged, or read anew.",
    )
