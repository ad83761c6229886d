"""The workbench's forms: what a person decides, adds or writes; each leads back to where it was done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from firsthand.errors import UsageError
from firsthand.judging import Decision
from firsthand.records import OUTCOMES, PAIRS, VERBS, Cell, Reason, passages
from firsthand.serve import drafts
from firsthand.serve.asked import SAID, Asked, about, may_write, now, person, plain_failure
from firsthand.serve.views import jobs_of
from firsthand.tell import words

MOST_FILES, LARGEST = 500, 20 << 20  # files dropped at once, and bytes of one


def gathering(asked: Asked, form: Mapping[str, str], files: Sequence[tuple[str, bytes]]) -> Response:
    """Put addresses, files or a text in line; no path of the server's own disk is taken from a browser."""
    jobs = jobs_of(asked)
    if stop := form.get("stop"):
        if (found := jobs.get(stop)) is not None:
            jobs.stop(found)
        return RedirectResponse(asked.addresses.to("gather"), 303)
    places = [line.strip() for line in form.get("places", "").splitlines() if line.strip()]
    odd = next((place for place in places if not place.startswith(("http://", "https://"))), None)
    if odd is not None:
        raise UsageError(f"{words.short(odd, 80)} is no address: begin it with https://, or add it as a file.")
    places += [jobs.keep(name, data) for name, data in files if data]
    if text := form.get("text", "").strip():
        places.append(jobs.keep("pasted.txt", text.encode()))
    if not places:
        raise UsageError("Name an address, choose a file, or paste a text.")
    jobs.add(places, person(asked.request))
    return RedirectResponse(asked.addresses.to("gather"), 303)


async def gathered(request: Request) -> Response:
    """The form of gathering, with what was dropped on it."""
    async with request.form(max_files=MOST_FILES, max_fields=50, max_part_size=LARGEST) as given:
        form = {key: str(value) for key, value in given.items() if isinstance(value, str)}
        uploads = [value for value in given.getlist("files") if isinstance(value, UploadFile)]
        files = [(upload.filename or "page", await upload.read(LARGEST + 1)) for upload in uploads]
    if not may_write(request):
        return plain_failure(request, "You may read this case, not change it.", 403)
    if too_large := next((name for name, data in files if len(data) > LARGEST), None):
        return plain_failure(request, f"{words.short(too_large, 60)} is larger than {LARGEST >> 20} MB.", 413)
    return await run_in_threadpool(about(lambda asked: gathering(asked, form, files)), request)


def building(asked: Asked, form: Mapping[str, str]) -> Response:
    """One step of putting it together."""
    made = drafts.changed(drafts.draft(asked.desk.store), form)
    asked.desk.write(lambda kept: drafts.keep(kept, made))
    return RedirectResponse(asked.addresses.to("report"), 303)


def judge(asked: Asked, form: Mapping[str, str]) -> Response:
    """Keep what a person decided, and go back to where it was decided; the numbers follow at once."""
    verb = form.get("verb", "")
    left, right = form.get("left", ""), form.get("right", "") or None
    if verb in OUTCOMES:
        right = None
    elif verb in PAIRS and not right:
        raise UsageError(f"Choose the other one: “{SAID[verb]}” is about two.")
    elif verb not in VERBS:
        raise UsageError("Choose what you decide.")
    given = Decision(
        verb, left, right, form.get("note", "")[:2000], form.get("on") or None, form.get("reference", "")[:2000] or None
    )
    made = asked.desk.judge(given, person(asked.request), now())
    return _back(asked, form, f"j-{made.id}")


def cell(asked: Asked, form: Mapping[str, str]) -> Response:
    """Keep a person's reading of one cell of the matrix."""
    value = {"fits": 1, "none": 0, "against": -1}.get(form.get("value", ""))
    if value is None:
        raise UsageError("A cell fits, has no bearing, or speaks against.")
    one = asked.view.index.statements.get(form.get("evidence", ""))
    spans = passages(one.document, one.content[:1]) if one else ()
    reason = Reason(form.get("note", "")[:2000], 0.0, spans)
    made = Cell(form.get("evidence", ""), form.get("hypothesis", ""), value, reason, f"person:{person(asked.request)}")  # type: ignore[arg-type]
    asked.desk.set_cell(made, form.get("claim") or None, now())
    return _back(asked, form, "")


def explain(asked: Asked, form: Mapping[str, str]) -> Response:
    """Put in an explanation of a person's own."""
    asked.desk.explain(form.get("text", ""), form.get("claim") or None, now())
    return _back(asked, form, "")


def undo(asked: Asked, form: Mapping[str, str]) -> Response:
    """Take a judgement back; it stays in the trail."""
    asked.desk.undo(form.get("key", ""), person(asked.request), now())
    return _back(asked, form, "")


def _back(asked: Asked, form: Mapping[str, str], at: str) -> Response:
    """To a path of this case only: an address from outside is not followed."""
    to = form.get("back", "")
    base = asked.addresses.base
    safe = to if to == base or to.startswith((f"{base}/", f"{base}?")) else asked.addresses.to("judgements", at=at)
    return RedirectResponse(safe, 303)


async def _form(request: Request) -> dict[str, str]:
    async with request.form(max_files=0, max_fields=50) as form:
        return {key: str(value) for key, value in form.items()}


def doing(act: Callable[[Asked, Mapping[str, str]], Response]) -> Callable[[Request], Any]:
    """A handler of a form: only for those who may write."""

    async def answer(request: Request) -> Response:
        form = await _form(request)
        if not may_write(request):
            return plain_failure(request, "You may read this case, not change it.", 403)
        return await run_in_threadpool(about(lambda asked: act(asked, form)), request)

    return answer
