"""In and out of a shared server."""

from __future__ import annotations

from math import ceil
from secrets import token_urlsafe
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from firsthand.serve import access
from firsthand.serve.accounts import LONGEST, LONGEST_NAME, SESSION_S

if TYPE_CHECKING:
    from jinja2 import Environment

_FORM_S = 3600


async def show(request: Request) -> Response:
    """The form; who is in already goes on."""
    if request.state.who is not None:
        return RedirectResponse(onward(request.query_params.get("next", "/")), 303)
    return _form(request, onward(request.query_params.get("next", "/")), "", 200)


async def enter(request: Request) -> Response:
    """Check name and password, and begin a session."""
    entry: access.Access = request.app.state.access
    if entry.accounts is None:
        return RedirectResponse("/", 303)
    async with request.form(max_files=0, max_fields=10) as form:
        name, password, goal = (str(form.get(key, "")) for key in ("name", "password", "next"))
    address = request.client.host if request.client else ""
    wait = entry.throttle.attempt(address, name)
    if wait:
        said = f"Too many attempts: try again in {ceil(wait)} s."
        return _form(request, onward(goal), said, 429, {"Retry-After": str(ceil(wait))})
    person = await run_in_threadpool(entry.accounts.check, name[: LONGEST_NAME + 1], password[: LONGEST + 1])
    if person is None:
        return _form(request, onward(goal), "This name and password do not belong together.", 401)
    entry.throttle.success(address, name)
    made = RedirectResponse(onward(goal), 303)
    _set(request, made, access.SESSION, await run_in_threadpool(entry.accounts.begin, person), SESSION_S)
    made.delete_cookie(access.FORM, path="/login")
    return made


async def leave(request: Request) -> Response:
    """End the session."""
    entry: access.Access = request.app.state.access
    secret = access.cookies(request).get(access.SESSION)
    if entry.accounts is not None and secret:
        await run_in_threadpool(entry.accounts.end, secret)
    made = RedirectResponse("/login", 303)
    made.delete_cookie(access.SESSION)
    made.headers["Clear-Site-Data"] = '"cache", "storage"'
    return made


def onward(goal: str) -> str:
    """Where to go on: a path of this server, never another site."""
    if not goal.startswith("/") or goal.startswith(("//", "/\\")) or not goal.isprintable() or "\\" in goal:
        return "/"
    return goal


def _form(request: Request, goal: str, said: str, status: int, headers: dict[str, str] | None = None) -> Response:
    secret = access.cookies(request).get(access.FORM) or token_urlsafe(32)
    text = _environment().get_template("login.html").render(goal=goal, said=said, csrf=access.csrf(secret))
    made = HTMLResponse(text, status, headers)
    _set(request, made, access.FORM, secret, _FORM_S, "/login")
    return made


def _set(request: Request, made: Response, name: str, secret: str, lasts: int, path: str = "/") -> None:
    secure = request.url.scheme == "https"
    made.set_cookie(name, secret, lasts, path=path, secure=secure, httponly=True, samesite="strict")


def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(loader=PackageLoader("firsthand.serve", "templates"), autoescape=True, undefined=StrictUndefined)


routes: list[BaseRoute] = [
    Route("/login", show, methods=["GET"]),
    Route("/login", enter, methods=["POST"]),
    Route("/logout", leave, methods=["POST"]),
]
