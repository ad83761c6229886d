"""The server: the API, the workbench and their files, behind one guard."""

from __future__ import annotations

import contextlib
import importlib
from collections.abc import AsyncIterator
from types import ModuleType

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from firsthand.errors import FirsthandError
from firsthand.serve import api, login, problem
from firsthand.serve.access import Access, Guard
from firsthand.serve.shelf import Shelf


def app(shelf: Shelf, access: Access) -> Starlette:
    """The server of these cases, entered in this way. It closes the shelf when it stops."""
    web = importlib.import_module("firsthand.serve.web")
    made = Starlette(
        routes=routes(web),
        middleware=[Middleware(Guard, access=access)],
        exception_handlers={
            HTTPException: problem.refused, FirsthandError: problem.foreseen, Exception: problem.unforeseen
        },
        lifespan=_lifespan,
    )  # fmt: skip
    made.state.shelf, made.state.access = shelf, access
    made.state.failure = getattr(web, "failure", None)
    return made


def routes(web: ModuleType) -> list[BaseRoute]:
    """Every route, those of fixed names before those of cases."""
    return [
        Mount("/static", StaticFiles(packages=[("firsthand.serve", "static"), ("firsthand.tell", "static")])),
        Mount(api.BASE, routes=api.routes),
        *login.routes,
        *web.routes,
    ]


@contextlib.asynccontextmanager
async def _lifespan(made: Starlette) -> AsyncIterator[None]:
    yield
    made.state.shelf.close()
