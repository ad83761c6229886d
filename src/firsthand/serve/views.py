"""The workbench's views: what each shows of the case; nothing here changes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from firsthand import ask
from firsthand.records import Document, Passage, Statement
from firsthand.serve import drafts, finding, shown
from firsthand.serve.addresses import Addresses
from firsthand.serve.asked import Asked, missing, outcomes, templates
from firsthand.tell import TELLERS, report, tell, words
from firsthand.tell.index import Account, Telling
from firsthand.tell.report import View
from firsthand.tell.strip import strip
from firsthand.weigh.hypotheses import exported

if TYPE_CHECKING:
    from firsthand.serve.jobs import Jobs

MOST_HITS = 200  # shown of a search
PAGE = 100  # rows of a table before it is cut into leaves


KINDS = {"report": "text/html", "json": "application/json", "markdown": "text/markdown", "csv": "text/csv"}


def home(request: Request) -> Response:
    """The cases of the shelf; the case itself where there is one only."""
    names = request.app.state.shelf.names()
    if len(names) == 1:
        return RedirectResponse(Addresses(names[0]).to(), 307)
    return HTMLResponse(
        templates().get_template("bench/alone.html").render(title="Cases", said="", cases=names, failed=False)
    )


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
        return missing(asked, "claim")
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
        return missing(asked, "statement")
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
        return missing(asked, "page")
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
        return missing(asked, "page")
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
        return missing(asked, "explanation")
    text = exported(made, asked.view.dossier.documents, every=True)
    headers = {"Content-Disposition": 'attachment; filename="explanations.csv"', "X-Content-Type-Options": "nosniff"}
    return Response(text, media_type="text/csv", headers=headers)


def sources(asked: Asked) -> Response:
    """Who says something, in which role, and what their word was worth."""
    known = {r.name: r for r in ask.records(asked.desk.store)} if outcomes(asked.desk) else {}
    return asked.page(
        "sources", "Sources", sources=shown.sources(asked.view), outlets=shown.outlets(asked.view), records=known
    )


def source(asked: Asked) -> Response:
    """One actor's statements through time."""
    key = asked.request.path_params["key"]
    found = next((s for s in shown.sources(asked.view) if s.actor.id == key), None)
    if found is None:
        return missing(asked, "source")
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
    finder, index = asked.request.app.state.shelf.case(asked.desk.name).finder, asked.view.index
    said, held = finder.statements(index, wanted), finder.pages(index, wanted)
    hits = [finding.statement(index, key, wanted) for key in said[:MOST_HITS]]
    hits += [finding.page(index, key, wanted) for key in held[: MOST_HITS - len(hits)]]
    parts = [(hit, shown.stretch(hit)) for hit in hits]
    title = f"Search: {wanted}" if wanted else "Search"
    return asked.page("search", title, wanted=wanted, hits=parts, total=len(said) + len(held))


def problems(asked: Asked) -> Response:
    """What could not be read, looked for and not found, or not asked."""
    return asked.page("problems", "Not read, not found, not asked")


def gather(asked: Asked) -> Response:
    """What can be added, what is under way, and what could not be read."""
    jobs = jobs_of(asked).all()
    return asked.page("gather", "Add pages", jobs=jobs, busy=any(j.state in {"waiting", "running"} for j in jobs))


def jobs_of(asked: Asked) -> Jobs:
    """The jobs of this case."""
    found: Jobs = asked.request.app.state.shelf.case(asked.desk.name).jobs
    return found


def told(asked: Asked) -> Response:
    """The dossier as a file."""
    name = asked.request.path_params["name"]
    if name not in TELLERS:
        return missing(asked, "kind of report")
    text = tell(asked.view.dossier, name)
    kind = KINDS.get(name, "text/plain")
    policy = {"Content-Security-Policy": report.policy()} if name == "report" else {}
    return Response(text, media_type=kind, headers={"X-Content-Type-Options": "nosniff", **policy})


def build(asked: Asked) -> Response:
    """The report that is being put together."""
    return asked.page("build", "Report", draft=drafts.draft(asked.desk.store))


def written(asked: Asked) -> Response:
    """The report that was put together, as a file."""
    form = asked.request.path_params["form"]
    if form not in drafts.FORMS:
        return missing(asked, "form of report")
    body = drafts.written(asked.view.dossier, drafts.draft(asked.desk.store), form)
    name = {"markdown": "md"}.get(form, form)
    headers = {"Content-Disposition": f'attachment; filename="report.{name}"', "X-Content-Type-Options": "nosniff"}
    return Response(body, media_type=drafts.FORMS[form], headers=headers)
