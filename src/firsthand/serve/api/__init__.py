"""The API: every route in one table, which the server and the OpenAPI document are both made of."""

from __future__ import annotations

from itertools import groupby

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from firsthand.records import Judgement, Outcome, Record
from firsthand.serve.api import gathering, looking, openapi, reading, shapes, writing
from firsthand.serve.api.endpoint import BASE, JSON, Endpoint, route
from firsthand.tell.json import dumps

__all__ = ["BASE", "ENDPOINTS", "routes"]

_C = "/cases/{case}"
_EVENTS = "text/event-stream"
ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint("GET", "/me", reading.me, shapes.Me),
    Endpoint("GET", "/cases", reading.cases, shapes.CaseRow),
    Endpoint("GET", _C, reading.case, shapes.CaseState),
    Endpoint("GET", f"{_C}/claims", reading.claims, shapes.ClaimRow),
    Endpoint("GET", f"{_C}/claims/{{claim}}", reading.one_claim, shapes.ClaimFull),
    Endpoint("GET", f"{_C}/claims/{{claim}}/what-if", reading.what_if, shapes.WhatIfGiven),
    Endpoint("GET", f"{_C}/claims/{{claim}}/hypotheses", reading.hypotheses, shapes.AnalysisShape),
    Endpoint(
        "POST", f"{_C}/claims/{{claim}}/hypotheses", writing.explain, shapes.AnalysisShape, status=201, role="analyst"
    ),
    Endpoint("PUT", f"{_C}/claims/{{claim}}/cells", writing.set_cell, shapes.AnalysisShape, role="analyst"),
    Endpoint("GET", f"{_C}/statements", reading.statements, shapes.StatementRow),
    Endpoint("GET", f"{_C}/statements/{{statement}}", reading.one_statement, shapes.StatementFull),
    Endpoint("GET", f"{_C}/pages", reading.pages, shapes.PageRow),
    Endpoint("GET", f"{_C}/pages/{{page}}", reading.one_page, shapes.PageFull),
    Endpoint("GET", f"{_C}/actors", looking.actors, shapes.ActorRow),
    Endpoint("GET", f"{_C}/actors/{{actor}}", looking.one_actor, shapes.ActorFull),
    Endpoint("GET", f"{_C}/outlets", looking.outlets, shapes.OutletRow),
    Endpoint("GET", f"{_C}/outlets/{{outlet:path}}", looking.one_outlet, shapes.OutletRow),
    Endpoint("GET", f"{_C}/links", looking.links, shapes.LinkShape),
    Endpoint("GET", f"{_C}/search", looking.search, shapes.HitRow),
    Endpoint("GET", f"{_C}/records", looking.records, Record),
    Endpoint("GET", f"{_C}/outcomes", looking.outcomes, Outcome),
    Endpoint("GET", f"{_C}/problems", looking.problems, shapes.ProblemShape),
    Endpoint("POST", f"{_C}/problems/retry", gathering.retry, shapes.JobRow, status=202, role="analyst"),
    Endpoint("GET", f"{_C}/judgements", writing.judgements, shapes.JudgementRow),
    Endpoint("POST", f"{_C}/judgements", writing.judge, Judgement, status=201, role="analyst"),
    Endpoint("GET", f"{_C}/judgements/{{judgement}}", writing.one_judgement, shapes.JudgementRow),
    Endpoint("DELETE", f"{_C}/judgements/{{judgement}}", writing.undo, status=204, role="analyst"),
    Endpoint("PUT", f"{_C}/question", writing.set_question, status=204, role="analyst"),
    Endpoint("GET", f"{_C}/tell/{{name}}", looking.told, media="*/*"),
    Endpoint("GET", f"{_C}/events", gathering.changes, media=_EVENTS, kept=False, streams=True),
    Endpoint("GET", f"{_C}/jobs", gathering.jobs, shapes.JobRow, kept=False),
    Endpoint("POST", f"{_C}/jobs", gathering.gather, shapes.JobRow, status=202, role="analyst"),
    Endpoint("GET", f"{_C}/jobs/{{job}}", gathering.one_job, shapes.JobRow, kept=False),
    Endpoint("DELETE", f"{_C}/jobs/{{job}}", gathering.stop, status=204, role="analyst"),
    Endpoint("GET", f"{_C}/jobs/{{job}}/events", gathering.events, media=_EVENTS, kept=False, streams=True),
    Endpoint("POST", f"{_C}/texts", gathering.add_text, shapes.JobRow, status=202, role="analyst"),
    Endpoint(
        "POST", f"{_C}/files", gathering.add_files, shapes.JobRow, status=202, role="analyst",
        takes="multipart/form-data", streams=True,
    ),
)  # fmt: skip


def described(_: Request) -> Response:
    """The OpenAPI document."""
    return Response(dumps(openapi.document(ENDPOINTS)), media_type=JSON)


def _path(one: Endpoint) -> str:
    return one.path


routes: list[BaseRoute] = [
    Route("/openapi.json", described),
    *(route(list(group)) for _, group in groupby(sorted(ENDPOINTS, key=_path), key=_path)),
]
# `sorted` may not put a path that takes everything before one that is spelled out.
routes.sort(key=lambda one: isinstance(one, Route) and ":path" in one.path)
