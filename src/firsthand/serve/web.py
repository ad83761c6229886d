"""The workbench: every view is a page that the server makes, works without a script, and has an address of its own."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from firsthand.serve import forms, views
from firsthand.serve.asked import about, plain_failure

routes: list[BaseRoute] = [
    Route("/", views.home),
    Route("/{case}", about(views.case)),
    Route("/{case}/claims/{key}", about(views.claim)),
    Route("/{case}/statements/{key}", about(views.statement)),
    Route("/{case}/pages", about(views.sheets)),
    Route("/{case}/pages/{key}", about(views.sheet)),
    Route("/{case}/pages/{key}/beside/{other}", about(views.beside)),
    Route("/{case}/explanations", about(views.explanations)),
    Route("/{case}/explanations/table", about(views.table)),
    Route("/{case}/sources", about(views.sources)),
    Route("/{case}/sources/{key}", about(views.source)),
    Route("/{case}/judgements", about(views.judgements)),
    Route("/{case}/search", about(views.search)),
    Route("/{case}/problems", about(views.problems)),
    Route("/{case}/tell/{name}", about(views.told)),
    Route("/{case}/gather", about(views.gather, live=True)),
    Route("/{case}/gather", forms.gathered, methods=["POST"]),
    Route("/{case}/report", about(views.build)),
    Route("/{case}/report", forms.doing(forms.building), methods=["POST"]),
    Route("/{case}/report/{form}", about(views.written)),
    Route("/{case}/judge", forms.doing(forms.judge), methods=["POST"]),
    Route("/{case}/cell", forms.doing(forms.cell), methods=["POST"]),
    Route("/{case}/explain", forms.doing(forms.explain), methods=["POST"]),
    Route("/{case}/undo", forms.doing(forms.undo), methods=["POST"]),
]


def failure(request: Request, status: int, title: str, detail: str) -> Response:
    """A failure before any view was reached, on a page of its own."""
    return plain_failure(request, detail or title, status, title)
