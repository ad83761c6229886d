"""Every failure as problem+json (RFC 9457); on the pages for people as a page, where the workbench has one."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from firsthand.errors import CaseError, FirsthandError
from firsthand.serve.headers import SAFE
from firsthand.tell.json import dumps

MEDIA = "application/problem+json"
API = "/api/"
_log = logging.getLogger("firsthand.serve")
# How the workbench shows a failure: request, status, title, detail.
Page = Callable[[Request, int, str, str], Response]


class Refusal(HTTPException):
    """A request that cannot be answered: status, and in words why and what to do."""

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status, detail, headers)


def answer(request: Request, status: int, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    """The failure in the form that the asker reads."""
    title = HTTPStatus(status).phrase
    page: Page | None = getattr(request.app.state, "failure", None)
    if str(request.scope["path"]).startswith(API):
        made: Response = problem(status, detail)
    elif page is not None:
        made = page(request, status, title, detail)
    else:
        made = PlainTextResponse(f"{status} {title}: {detail}\n", status)
    made.headers.update(headers or {})
    return made


def problem(status: int, detail: str) -> Response:
    """The failure as problem+json."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return Response(dumps(body), status, media_type=MEDIA)


async def refused(request: Request, error: Exception) -> Response:
    """What Starlette or a handler refused."""
    assert isinstance(error, HTTPException)
    return answer(request, error.status_code, _detail(request, error), error.headers)


async def foreseen(request: Request, error: Exception) -> Response:
    """What the program foresees: a case that cannot be opened is a conflict, anything else cannot be processed."""
    assert isinstance(error, FirsthandError)
    return answer(request, 409 if isinstance(error, CaseError) else 422, without_paths(request, error))


def without_paths(request: Request, error: Exception) -> str:
    """The message of an error without the folder that the cases lie in: where that is, is nobody's business."""
    return str(error).replace(f"{request.app.state.shelf.folder}/", "")


async def unforeseen(request: Request, error: Exception) -> Response:
    """What nobody foresaw: told to the log, never to the asker."""
    _log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return answer(request, 500, "Something went wrong in the server; its log tells what.", SAFE)


def _detail(request: Request, error: HTTPException) -> str:
    if isinstance(error, Refusal):
        return error.detail
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        return f"{request.method} is not possible here."
    return "There is nothing at this address." if error.status_code == HTTPStatus.NOT_FOUND else error.detail
