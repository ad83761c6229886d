"""Gathering through the API: addresses, texts and files go in, a job comes out; its steps as server-sent events."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from firsthand.gather.files import is_address
from firsthand.serve.api.endpoint import Ask
from firsthand.serve.api.parts import Answer, paged
from firsthand.serve.api.reading import place_of
from firsthand.serve.api.shapes import JobRow, Paging, PlacesGiven, RetryGiven, TextGiven
from firsthand.serve.jobs import OVER, Job
from firsthand.serve.problem import Refusal
from firsthand.serve.shelf import Opened
from firsthand.tell.json import dumps

_POLL_S, _HEARTBEAT_S = 0.1, 15.0
MOST_FILES, MOST_FILE_BYTES = 100, 50_000_000


def jobs(ask: Ask, query: Paging) -> Answer:
    """Jobs of gathering, the newest first."""
    return paged(ask.case.jobs.all(), query, lambda one: one.id, row)


def one_job(ask: Ask) -> JobRow:
    """A job and how far it is."""
    return row(_job(ask.case, ask.part("job")))


def stop(ask: Ask) -> Answer:
    """Stop a job after the page at hand; what was read is kept."""
    ask.case.jobs.stop(_job(ask.case, ask.part("job")))
    return Answer(None, 204)


def gather(ask: Ask, body: PlacesGiven) -> Answer:
    """Gather pages or feeds from their addresses."""
    for place in body.places:
        if not is_address(place):
            raise Refusal(422, f"{place[:100]!r} is no address: it begins with http:// or https://.")
    return _begun(ask, body.places)


def add_text(ask: Ask, body: TextGiven) -> Answer:
    """Add a page whose text is given."""
    line = {k: v for k, v in msgspec.to_builtins(body).items() if v is not None}
    place = ask.case.jobs.keep("text.jsonl", dumps(line).encode())
    return _begun(ask, [place])


def retry(ask: Ask, body: RetryGiven) -> Answer:
    """Try again what could not be gathered or read."""
    known = {one.place.partition("#")[0] for one in ask.case.desk.store.problems() if one.stage in {"gather", "read"}}
    wanted = known if body.places is None else {place.partition("#")[0] for place in body.places}
    if not wanted or not wanted <= known:
        raise Refusal(
            422, "None of these places is among the problems of this case." if wanted else "Nothing to retry."
        )
    return _begun(ask, sorted(wanted))


def _begun(ask: Ask, places: list[str]) -> Answer:
    job = ask.case.jobs.add(places, ask.person.name)
    return Answer(row(job), 202, location=place_of(ask.case.name, "jobs", job.id))


def row(job: Job) -> JobRow:
    """A job as it is told."""
    last = job.events[-1] if job.events else None
    return JobRow(job.id, job.by, job.at, job.state, list(job.places), job.pages, last)


def _job(case: Opened, key: str) -> Job:
    found = case.jobs.get(key)
    if found is None:
        raise Refusal(404, "No job of this case has this id; after a restart of the server they are forgotten.")
    return found


async def add_files(request: Request, case: Opened) -> Response:
    """Add pages from files: HTML, text, Markdown, JSON lines, feeds."""
    if request.headers.get("content-type", "").partition(";")[0].strip().casefold() != "multipart/form-data":
        raise Refusal(415, "Send multipart/form-data.", {"Accept": "multipart/form-data"})
    async with request.form(max_files=MOST_FILES, max_fields=10) as form:
        files = [one for one in form.getlist("files") if isinstance(one, UploadFile)]
        places = [await _kept(case, one) for one in files]
    if not places:
        raise Refusal(422, "Send at least one file under the name files.")
    job = case.jobs.add(places, request.state.who.name)
    headers = {"Location": place_of(case.name, "jobs", job.id)}
    return Response(dumps(msgspec.to_builtins(row(job))), 202, headers, media_type="application/json")


async def _kept(case: Opened, file: UploadFile) -> str:
    if (file.size or 0) > MOST_FILE_BYTES:
        raise Refusal(413, f"A file of at most {MOST_FILE_BYTES // 1_000_000} MB is taken.")
    return await run_in_threadpool(case.jobs.keep, file.filename or "page.txt", await file.read())


async def events(request: Request, case: Opened) -> Response:
    """The steps of a job as server-sent events, from its first or from Last-Event-ID; ends with the job."""
    job = _job(case, request.path_params["job"])
    last = request.headers.get("last-event-id", "0")
    start = int(last) if last.isascii() and last.isdigit() and len(last) < 10 else 0
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_told(job, start), media_type="text/event-stream", headers=headers)


async def _told(job: Job, told: int) -> AsyncIterator[str]:
    quiet = 0.0
    while True:
        over = job.state in OVER  # before its events are read: the last one is among them
        for event in job.events[told:]:
            yield f"id: {event.number}\nevent: {event.stage}\ndata: {dumps(msgspec.to_builtins(event))}\n\n"
            told, quiet = event.number, 0.0
        if over:
            return
        await asyncio.sleep(_POLL_S)
        quiet += _POLL_S
        if quiet >= _HEARTBEAT_S:
            yield ": still here\n\n"
            quiet = 0.0


async def changes(_: Request, case: Opened) -> Response:
    """An event for every change of the case, with its new stamp: what shows the case can then ask anew."""
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_changes(case), media_type="text/event-stream", headers=headers)


async def _changes(case: Opened) -> AsyncIterator[str]:
    last, quiet = "", 0.0
    while not case.jobs.closed:
        stamp = await run_in_threadpool(case.desk.stamp)
        if stamp != last:
            yield f"event: changed\ndata: {dumps({'stamp': stamp})}\n\n"
            last, quiet = stamp, 0.0
        await asyncio.sleep(1.0)
        quiet += 1.0
        if quiet >= _HEARTBEAT_S:
            yield ": still here\n\n"
            quiet = 0.0
