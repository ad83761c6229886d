"""The workbench: every view is a page that the server makes, works without a script, and has an address of its own."""

from __future__ import annotations

import functools
import getpass
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from firsthand import ask
from firsthand.errors import UsageError
from firsthand.records import Cell, Document, Outcome, Passage, Reason, Statement, passages
from firsthand.serve import drafts, shown
from firsthand.serve.addresses import Addresses
from firsthand.serve.desk import OUTCOMES, PAIRS, VERBS, Decision, Desk
from firsthand.tell import TELLERS, report, tell, words
from firsthand.tell.index import Account, Telling
from firsthand.tell.report import View
from firsthand.tell.strip import strip
from firsthand.weigh.hypotheses import exported

if TYPE_CHECKING:
    from jinja2 import Environment

PAGE = 100  # rows of a table before it is cut into leaves
KINDS = {"report": "text/html", "json": "application/json", "markdown": "text/markdown", "csv": "text/csv"}
# Between the verbs of judging and the words on buttons.
SAID = {
    "merge": "one claim", "split": "two claims", "same-actor": "one actor", "different-actor": "two actors",
    "dependent": "leans on", "independent": "does not lean on", "shown": "shown", "not-shown": "not shown",
    "supports": "supports", "opposes": "opposes", "reports": "only reports", "uncertain": "unsure",
    "true": "turned out true", "false": "turned out false", "mixed": "turned out mixed",
}  # fmt: skip


@functools.cache
def _templates() -> Environment:
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

    loader = ChoiceLoader([PackageLoader("firsthand.serve", "templates"), PackageLoader("firsthand.tell", "templates")])
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters.update(line=words.plain, day=words.day, short=words.short, sentence=words.sentence)
    return made


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
            "outcomes": _outcomes(self.desk), "SAID": SAID, "path": self.request.url.path,
            "fragment": self.request.headers.get("x-fragment") == "1",
        }  # fmt: skip
        html = _templates().get_template(f"bench/{template}.html").render(**known, **given)
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


def _outcomes(desk: Desk) -> dict[str, Outcome]:
    return {found.claim: found for found in ask.outcomes(desk.store)}


Handler = Callable[[Asked], Response]


def about(handler: Handler) -> Callable[[Request], Response]:
    """A handler with its case opened; what the person asked wrongly is said on a page of its own."""

    def answer(request: Request) -> Response:
        desk = request.app.state.shelf.desk(request.path_params["case"])
        if desk is None:
            return _plain_failure(request, "There is no case of this name here.", 404)
        as_of = request.query_params.get("asof") or None
        try:
            view = desk.view(as_of)
        except UsageError as error:
            return _failed(request, desk, str(error), 422)
        asked = Asked(request, desk, view, Addresses(desk.name, as_of))
        if request.method in {"GET", "HEAD"} and handler is not job:
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


def _plain_failure(request: Request, said: str, status: int) -> Response:
    html = (
        _templates()
        .get_template("bench/alone.html")
        .render(title="Not here", said=said, cases=request.app.state.shelf.names())
    )
    return HTMLResponse(html, status)


def _missing(asked: Asked, what: str) -> Response:
    return asked.page(
        "failed",
        "Not here",
        404,
        said=f"This case has no {what} of this address. It may have been merged, or read anew.",
    )


def home(request: Request) -> Response:
    """The cases of the shelf; the case itself where there is one only."""
    names = request.app.state.shelf.names()
    if len(names) == 1:
        return RedirectResponse(Addresses(names[0]).to(), 307)
    return HTMLResponse(_templates().get_template("bench/alone.html").render(title="Cases", said="", cases=names))


def case(asked: Asked) -> Response:
    """The state of the question, and the claims that match the filters, leaf by leaf."""
    found = [a for a in asked.view.index.accounts if matches(asked.view, a, asked.query)]
    told = [a for a in found if a.claim.id in asked.view.told_ids]
    singles = [a for a in found if a.claim.id not in asked.view.told_ids]
    leaf = max(1, int(asked.query.get("leaf", "1")) if asked.query.get("leaf", "1").isdecimal() else 1)
    rows = (told + singles)[(leaf - 1) * PAGE : leaf * PAGE]
    kept = {a.claim.id for a in rows}
    return asked.page(
        "case", asked.view.question, told=[a for a in told if a.claim.id in kept],
        singles=[a for a in singles if a.claim.id in kept], found=len(found), leaf=leaf, leaves=-(-len(found) // PAGE),
        filtered=any(asked.query.get(k) for k in FILTERS), names=_names(asked.view),
    )  # fmt: skip


FILTERS = ("who", "outlet", "position", "basis", "since", "until", "words")


def _names(view: View) -> Sequence[str]:
    return [s.actor.name for s in shown.sources(view)[:200]]


def matches(view: View, account: Account, query: Mapping[str, str]) -> bool:
    """Whether a claim has a telling that fits every filter that is set."""
    wanted = {name: query.get(name, "").strip() for name in FILTERS}
    if not any(wanted.values()):
        return True
    if wanted["words"] and wanted["words"].casefold() not in account.claim.text.casefold():
        return False
    return any(
        _fits(view, voice.name, telling.statement, telling, wanted)
        for voice in account.voices
        for telling in voice.tellings
    )


def _fits(view: View, name: str, one: Statement, telling: Telling, wanted: Mapping[str, str]) -> bool:
    speaker = one.speaker.name if one.speaker else ""
    day = telling.day or ""
    return (
        (not wanted["who"] or wanted["who"].casefold() in f"{name} {speaker}".casefold())
        and (not wanted["outlet"] or wanted["outlet"].casefold() in view.index.outlet(telling.document).casefold())
        and (not wanted["position"] or wanted["position"] == telling.position)
        and (not wanted["basis"] or wanted["basis"] == words.basis_sign(one.basis))
        and (not wanted["since"] or (bool(day) and day >= wanted["since"]))
        and (not wanted["until"] or (bool(day) and day[:10] <= wanted["until"]))
    )


def claim(asked: Asked) -> Response:
    """One claim: when, what carries it, who had it from whom, what changed on the way, and what it would be without."""
    account = asked.view.by_claim.get(asked.request.path_params["key"])
    if account is None:
        return _missing(asked, "claim")
    without = [key for key in asked.request.query_params.getlist("without") if key]
    place = asked.view.numbers[account.claim.id]
    accounts = asked.view.index.accounts
    rows = asked.view.figures_of(account)
    return asked.page(
        "claim", account.claim.text, account=account, days=shown.days(asked.view, account), steps=shown.steps(account),
        rest=asked.desk.what_if(account.claim.id, without) if without else None, without=set(without),
        alone=_without_each(asked, account), figure_rows=rows, figure_strip=strip(rows),
        changes=asked.view.changes_of(account),
        offers=asked.view.offers_of(account),
        before=accounts[place - 2] if place > 1 else None, after=accounts[place] if place < len(accounts) else None,
    )  # fmt: skip


def _without_each(asked: Asked, account: Account) -> list[tuple[Any, Any, Any]]:
    """For each of the first voices: the counts and the belief without it."""
    found = []
    for voice in account.voices[:12] if len(account.voices) > 1 else ():
        then = {w.weigher: w for w in asked.desk.what_if(account.claim.id, [voice.first.statement.id]).then}
        found.append((voice, then.get("origins"), then.get("belief")))
    return found


def statement(asked: Asked) -> Response:
    """The words of a statement, how they were read, and what a person may say of that."""
    one = asked.view.index.statements.get(asked.request.path_params["key"])
    if one is None:
        return _missing(asked, "statement")
    account = asked.view.index.account_of.get(one.id)
    return asked.page(
        "statement", "The words", one=one, told=shown.in_words(asked.view, one), account=account,
        voice=asked.view.index.voice_of.get(one.id), judged=_judged_of(asked, one),
        others=[a for a in asked.view.index.accounts if a is not account][:60], turn=_turn(asked.view, account, one),
    )  # fmt: skip


def _turn(view: View, account: Account | None, one: Statement) -> tuple[int, int, str | None, str | None]:
    """Which telling of its claim this is, of how many, and the ones before and after."""
    if account is None:
        return 1, 1, None, None
    told = [t.statement.id for _, t in view.tellings(account)]
    at = told.index(one.id) if one.id in told else 0
    return at + 1, len(told), told[at - 1] if at else None, told[at + 1] if at + 1 < len(told) else None


def _judged_of(asked: Asked, one: Statement) -> list[Any]:
    """Judgements in force about words of this statement."""
    spans = [(s.start, s.end) for s in one.content]
    if one.speaker:
        spans.append((one.speaker.start, one.speaker.end))
    return [
        j
        for j in asked.desk.store.judgements()
        for place in (j.left, j.right)
        if place and place.document == one.document and any(a < place.end and place.start < b for a, b in spans)
    ]


def sheets(asked: Asked) -> Response:
    """Every page of the case, by day."""
    return asked.page("sheets", "Pages")


def sheet(asked: Asked) -> Response:
    """One page as published, with its statements marked and the reading beside it."""
    key = asked.request.path_params["key"]
    made = next((s for s in asked.view.sheets if s.document.id == key), None)
    if made is None:
        return _missing(asked, "page")
    ties = [
        k
        for k in asked.view.dossier.links
        if k.kind in {"copies", "credits", "cites", "quotes", "revises"} and key in {k.left, k.right}
    ]
    return asked.page("sheet", made.document.title or asked.view.index.outlet(made.document), sheet=made, ties=ties)


def beside(asked: Asked) -> Response:
    """Two pages next to each other, with the passages that they share."""
    keys = (asked.request.path_params["key"], asked.request.path_params["other"])
    documents = [asked.view.index.documents.get(key) for key in keys]
    link = next(
        (k for k in asked.view.dossier.links if k.kind in {"copies", "revises"} and {k.left, k.right} == set(keys)),
        None,
    )
    if None in documents:
        return _missing(asked, "page")
    sides = [
        _side(document, [p for p in link.spans if p.document == document.id] if link else [])
        for document in documents
        if document
    ]
    return asked.page("beside", "Side by side", documents=documents, sides=sides, link=link)


def _side(document: Document, spans: Sequence[Passage]) -> list[tuple[str, bool]]:
    parts, at = list[tuple[str, bool]](), 0
    for span in sorted(spans, key=lambda s: s.start):
        if span.start < at:
            continue
        parts += [(document.text[at : span.start], False), (document.text[span.start : span.end], True)]
        at = span.end
    return [*parts, (document.text[at:], False)]


def explanations(asked: Asked) -> Response:
    """The rival explanations against the evidence."""
    return asked.page("explanations", "Explanations")


def table(asked: Asked) -> Response:
    """The matrix as CSV, to be worked on elsewhere and taken back."""
    made = ask.analysis(asked.desk.store, None, asked.addresses.as_of, every=True)
    if made is None:
        return _missing(asked, "explanation")
    text = exported(made, asked.view.dossier.documents, every=True)
    headers = {"Content-Disposition": 'attachment; filename="explanations.csv"', "X-Content-Type-Options": "nosniff"}
    return Response(text, media_type="text/csv", headers=headers)


def sources(asked: Asked) -> Response:
    """Who says something, in which role, and what their word was worth."""
    known = {r.name: r for r in ask.records(asked.desk.store)} if _outcomes(asked.desk) else {}
    return asked.page(
        "sources", "Sources", sources=shown.sources(asked.view), outlets=shown.outlets(asked.view), records=known
    )


def source(asked: Asked) -> Response:
    """One actor's statements through time."""
    key = asked.request.path_params["key"]
    found = next((s for s in shown.sources(asked.view) if s.actor.id == key), None)
    if found is None:
        return _missing(asked, "source")
    said = sorted(
        found.statements,
        key=lambda s: (asked.view.index.documents[s.document].day or "9999", s.document, s.content[0].start),
    )
    return asked.page(
        "source",
        found.actor.name,
        source=found,
        said=said,
        others=[s.actor for s in shown.sources(asked.view) if s is not found][:80],
    )


def judgements(asked: Asked) -> Response:
    """Everything that was ever judged, by whom and when, and what was undone."""
    return asked.page("judgements", "Judgements", judged=list(reversed(asked.desk.store.judged())))


def search(asked: Asked) -> Response:
    """Statements and pages that hold every word asked for."""
    wanted = asked.query.get("q", "").strip()[:200]
    hits, total = asked.desk.searching(asked.addresses.as_of).hits(wanted)
    return asked.page("search", f"Search: {wanted}" if wanted else "Search", wanted=wanted, hits=hits, total=total)


def problems(asked: Asked) -> Response:
    """What could not be read, looked for and not found, or not asked."""
    return asked.page("problems", "Not read, not found, not asked")


def job(asked: Asked) -> Response:
    """Set apart from the rest: what is under way is never kept."""
    return asked.page("gather", "Add pages")


def told(asked: Asked) -> Response:
    """The dossier as a file."""
    name = asked.request.path_params["name"]
    if name not in TELLERS:
        return _missing(asked, "kind of report")
    text = tell(asked.view.dossier, name)
    kind = KINDS.get(name, "text/plain")
    policy = {"Content-Security-Policy": report.policy()} if name == "report" else {}
    return Response(text, media_type=kind, headers={"X-Content-Type-Options": "nosniff", **policy})


def build(asked: Asked) -> Response:
    """The report that is being put together."""
    return asked.page("build", "Report", draft=drafts.draft(asked.desk.store))


def building(asked: Asked, form: Mapping[str, str]) -> Response:
    """One step of putting it together."""
    made = drafts.changed(drafts.draft(asked.desk.store), form)
    asked.desk.write(lambda kept: drafts.keep(kept, made))
    return RedirectResponse(asked.addresses.to("report"), 303)


def written(asked: Asked) -> Response:
    """The report that was put together, as a file."""
    form = asked.request.path_params["form"]
    if form not in drafts.FORMS:
        return _missing(asked, "form of report")
    body = drafts.written(asked.view.dossier, drafts.draft(asked.desk.store), form)
    name = {"markdown": "md"}.get(form, form)
    headers = {"Content-Disposition": f'attachment; filename="report.{name}"', "X-Content-Type-Options": "nosniff"}
    return Response(body, media_type=drafts.FORMS[form], headers=headers)


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
            return _plain_failure(request, "You may read this case, not change it.", 403)
        return await run_in_threadpool(about(lambda asked: act(asked, form)), request)

    return answer


routes: list[BaseRoute] = [
    Route("/", home),
    Route("/{case}", about(case)),
    Route("/{case}/claims/{key}", about(claim)),
    Route("/{case}/statements/{key}", about(statement)),
    Route("/{case}/pages", about(sheets)),
    Route("/{case}/pages/{key}", about(sheet)),
    Route("/{case}/pages/{key}/beside/{other}", about(beside)),
    Route("/{case}/explanations", about(explanations)),
    Route("/{case}/explanations/table", about(table)),
    Route("/{case}/sources", about(sources)),
    Route("/{case}/sources/{key}", about(source)),
    Route("/{case}/judgements", about(judgements)),
    Route("/{case}/search", about(search)),
    Route("/{case}/problems", about(problems)),
    Route("/{case}/tell/{name}", about(told)),
    Route("/{case}/report", about(build)),
    Route("/{case}/report", doing(building), methods=["POST"]),
    Route("/{case}/report/{form}", about(written)),
    Route("/{case}/judge", doing(judge), methods=["POST"]),
    Route("/{case}/cell", doing(cell), methods=["POST"]),
    Route("/{case}/explain", doing(explain), methods=["POST"]),
    Route("/{case}/undo", doing(undo), methods=["POST"]),
]
