"""What an agent can ask of a case, one function for each question: from a state of the case to an answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypedDict

from firsthand import records
from firsthand.errors import UsageError
from firsthand.serve import answers
from firsthand.serve.clerk import SHORT, Clerk, day, ranged
from firsthand.serve.paging import Piece, piece
from firsthand.serve.quoting import NAME, clean, name
from firsthand.serve.ranking import asked
from firsthand.tell import words
from firsthand.tell.edges import Edge, edges
from firsthand.tell.index import Account, Telling, Voice
from firsthand.text import fold

if TYPE_CHECKING:
    from firsthand.ask import WhatIf

Where = Literal["all", "statements", "pages"]
Order = Literal["matters", "newest", "oldest"]
# Lists that stand beside the one that is paged: so many, and a count of the rest.
BESIDE, EDGES, ECHOES, RELATED = 12, 6, 8, 5
PAGE_TEXT, PAGE_STATEMENTS = 4000, 30
_SIGNS: dict[str, Literal["shown", "told of", "word alone"]] = {
    "shown": "shown",
    "told": "told of",
    "said": "word alone",
}


class Head(TypedDict):
    """What every answer begins with."""

    as_of: str | None
    looked: answers.Looked
    found: int
    shown: int
    next_cursor: str | None


def head(clerk: Clerk, part: Piece[Any]) -> Head:
    """The day, what was looked at, and how much of the list this is."""
    return Head(
        as_of=clerk.as_of, looked=clerk.looked, found=part.found, shown=len(part.items), next_cursor=part.cursor
    )


def search(clerk: Clerk, query: str, where: Where, limit: int, cursor: str | None) -> answers.Hits:
    """Statements and paragraphs with words of the query."""
    if not asked(query):
        raise UsageError("The query holds no word to look for.")
    numbers = clerk.finder.find(query, where != "pages", where != "statements")
    part = piece(numbers, lambda n: _hit(clerk, n, query), str, limit, cursor)
    return answers.Hits(**head(clerk, part), hits=part.items)


def _hit(clerk: Clerk, number: int, query: str) -> answers.Hit:
    found = clerk.finder.found(number, query)
    return answers.Hit(
        kind="page" if found.statement is None else "statement",
        spans=[answers.Span(start=one.start, end=one.end) for one in found.at[:BESIDE]],
        said=clerk.said(found.statement, limit=SHORT) if found.statement else None,
        citation=clerk.quote(found.passage),
    )


def claims(clerk: Clerk, contested: bool, order: Order, limit: int, cursor: str | None) -> answers.Claims:
    """The claims; what most pages carry first, or by the day of the first telling."""
    every = [one for one in clerk.index.accounts if not contested or one.of("opposes")]
    if order != "matters":
        dated = [one for one in every if one.claim.first_seen]
        dated.sort(key=lambda one: one.claim.first_seen or "", reverse=order == "newest")
        every = dated + [one for one in every if not one.claim.first_seen]
    part = piece(every, clerk.line, lambda one: one.claim.id, limit, cursor)
    return answers.Claims(**head(clerk, part), claims=part.items)


def trace(clerk: Clerk, claim: str, limit: int, cursor: str | None) -> answers.Trace:
    """The tellings of a claim in the order of their days, each with what ties it to others."""
    account = clerk.account(claim)
    by_page: dict[str, list[Edge]] = defaultdict(list)
    for edge in edges(account, clerk.index):
        for page in (edge.source, edge.target):
            by_page[page].append(edge)
    part = piece(
        clerk.view.tellings(account), lambda pair: _telling(clerk, account, pair, by_page),
        lambda pair: pair[1].statement.id, limit, cursor,
    )  # fmt: skip
    first = clerk.view.first(account)
    return answers.Trace(
        **head(clerk, part), claim=clerk.line(account, RELATED),
        first_told=clerk.said(first[1].statement, account) if first else None, tellings=part.items,
    )  # fmt: skip


def _telling(
    clerk: Clerk, account: Account, pair: tuple[Voice, Telling], by_page: dict[str, list[Edge]]
) -> answers.Telling:
    voice, telling = pair
    page = telling.document.id
    # What it took comes first, then what it gave, then what is only like it.
    order = sorted(by_page[page], key=lambda e: (not e.directed, e.target != page, e.source, e.target))
    role: Literal["origin", "echo", "lineage unknown"] = "echo"
    if telling.first:
        role = "origin" if voice.known else "lineage unknown"
    return answers.Telling(
        role=role, voice=voice.letter, said=clerk.said(telling.statement, account, SHORT),
        edges=[_edge(clerk, account, edge, page) for edge in order[:EDGES]],
        edges_left_out=max(0, len(order) - EDGES),
    )  # fmt: skip


def _edge(clerk: Clerk, account: Account, edge: Edge, page: str) -> answers.Edge:
    other = edge.source if edge.target == page else edge.target
    way: Literal["took it from", "gave it to", "is like"] = "is like"
    if edge.directed:
        way = "took it from" if edge.target == page else "gave it to"
    return answers.Edge(
        other=other, outlet=clerk.label(clerk.index.outlet(clerk.document(other)), NAME), way=way, evidence=edge.label,
        reason=clerk.why(edge.why, _shown_by(clerk, account, edge)),
    )  # fmt: skip


def _shown_by(clerk: Clerk, account: Account, edge: Edge) -> Iterator[records.Passage]:
    """The words that the links between two pages of a claim rest on."""
    members = {member.statement for member in account.claim.statements}
    statements = clerk.index.statements

    def page(end: str) -> str | None:
        return statements[end].document if end in members and end in statements else end

    for link in clerk.index.ties[edge.target]:
        if {page(link.left), page(link.right)} == {edge.source, edge.target} and link.directed == edge.directed:
            yield from link.spans


def origins(clerk: Clerk, claim: str, limit: int, cursor: str | None) -> answers.Origins:
    """The voices of a claim, for it first, those with most echoes first."""
    account = clerk.account(claim)
    order = sorted(account.voices, key=lambda v: (v.position == "opposes", not v.known, -len(v.echoes)))
    part = piece(
        order, lambda v: _voice(clerk, account, v), lambda v: v.origin.first, limit, cursor,
    )  # fmt: skip
    return answers.Origins(**head(clerk, part), claim=clerk.line(account), voices=part.items)


def _voice(clerk: Clerk, account: Account, voice: Voice) -> answers.Voice:
    reasons, echoes = voice.origin.reasons, voice.echoes
    return answers.Voice(
        letter=voice.letter,
        name=name(voice.name),
        lineage_known=voice.known,
        position=voice.position,
        first=clerk.said(voice.first.statement, account),
        echo_count=len(echoes),
        echoes=[_content(clerk, telling.statement) for telling in echoes[:ECHOES]],
        echoes_left_out=max(0, len(echoes) - ECHOES),
        reasons=[clerk.reason(one) for one in reasons[:ECHOES]],
        reasons_left_out=max(0, len(reasons) - ECHOES),
    )


def _content(clerk: Clerk, statement: records.Statement) -> answers.Quote:
    return clerk.quote(records.passages(statement.document, statement.content[:1])[0], SHORT)


@dataclass(frozen=True, slots=True)
class _Given:
    """What a voice offers in one of its statements."""

    voice: Voice
    statement: records.Statement
    sign: str


def evidence(clerk: Clerk, claim: str, limit: int, cursor: str | None) -> answers.Evidence:
    """What each voice of a claim shows, tells of, or only says; and who doubts it."""
    account = clerk.account(claim)
    given = sorted(_given(clerk, account), key=lambda one: tuple(_SIGNS).index(one.sign))
    part = piece(given, lambda one: _offer(clerk, account, one), lambda one: one.statement.id, limit, cursor)
    doubts = [(one.kind, place) for one in account.exhibits for place in one.disputed]
    return answers.Evidence(
        **head(clerk, part), claim=clerk.line(account), offers=part.items,
        disputed=[answers.Dispute(kind=kind, citation=clerk.quote(place)) for kind, place in doubts[:BESIDE]],
        disputed_left_out=max(0, len(doubts) - BESIDE),
    )  # fmt: skip


def _given(clerk: Clerk, account: Account) -> Iterator[_Given]:
    """Each thing that a voice offers once; of a voice that offers nothing, its first words."""
    for voice in account.voices:
        seen = set[tuple[str, str]]()
        for statement in (clerk.index.statements[s] for s in voice.origin.statements if s in clerk.index.statements):
            basis, sign = statement.basis, words.basis_sign(statement.basis)
            if basis is None or sign == "said":
                continue
            text = clerk.document(statement.document).text
            key = (sign, fold(text[basis.start : basis.end][:SHORT]))
            if key not in seen:
                seen.add(key)
                yield _Given(voice, statement, sign)
        if not seen:
            yield _Given(voice, voice.first.statement, "said")


def _offer(clerk: Clerk, account: Account, one: _Given) -> answers.Offer:
    statement, basis = one.statement, one.statement.basis
    offered = records.Passage(statement.document, basis.start, basis.end) if basis and one.sign != "said" else None
    return answers.Offer(
        sign=_SIGNS[one.sign], kind=basis.kind if basis else "none", missing=words.missing(basis),
        voice=one.voice.letter, offered=clerk.quote(offered) if offered else None,
        said=clerk.said(statement, account, SHORT),
    )  # fmt: skip


_BY_THE_WAY = ("other", "rank", "rate")
_Value = tuple[Account, records.Figure]


def figures(clerk: Clerk, claim: str | None, limit: int, cursor: str | None) -> answers.Figures:
    """The figures of a claim, or of all, by role and thing counted, then by day."""
    accounts = [clerk.account(claim)] if claim else list(clerk.index.accounts)
    every: dict[records.Passage, _Value] = {}
    for account in accounts:
        for found in account.figures:
            every.setdefault(found.passage, (account, found))
    part = piece(
        sorted(every.values(), key=lambda v: _row(clerk, v[1])), lambda v: _figure(clerk, *v),
        lambda v: repr(v[1].passage), limit, cursor,
    )  # fmt: skip
    notes = list({note.text: note for account in accounts for note in account.figure_notes}.values())
    return answers.Figures(
        **head(clerk, part), figures=part.items, notes=[clerk.reason(one) for one in notes[:BESIDE]],
        notes_left_out=max(0, len(notes) - BESIDE),
    )  # fmt: skip


def _row(clerk: Clerk, found: records.Figure) -> tuple[bool, str, str, str, str, int]:
    counted, page = words.plain(found.unit or found.of).casefold(), clerk.document(found.passage.document)
    return found.role in _BY_THE_WAY, found.role, counted, page.day or "9999", page.id, found.passage.start


def _figure(clerk: Clerk, account: Account, found: records.Figure) -> answers.Figure:
    voices = {s: v.letter for v in account.voices for s in v.origin.statements}
    positions = {m.statement: m.position for m in account.claim.statements}
    return answers.Figure(
        role=found.role,
        low=found.low,
        high=found.high,
        approximate=found.approximate,
        amount=words.figure(found),
        counted=clerk.label(found.of or found.unit, NAME),
        holds_for=day(found.as_of),
        claim=account.claim.id,
        voice=voices.get(found.statement, "?"),
        position=positions.get(found.statement),
        statement=found.statement,
        citation=clerk.quote(found.passage),
    )


def changes(clerk: Clerk, claim: str | None, limit: int, cursor: str | None) -> answers.Changes:
    """Where something changed on the way of a claim, or of all."""
    if claim:
        account = clerk.account(claim)
        every = [(account, hop) for hop in account.hops]
    else:
        every = list(clerk.view.changes)
    part = piece(every, lambda pair: _change(clerk, *pair), lambda pair: repr(pair[1]), limit, cursor)
    return answers.Changes(**head(clerk, part), changes=part.items)


def _change(clerk: Clerk, account: Account, hop: records.Hop) -> answers.Change:
    return answers.Change(
        kind=words.CHANGES[hop.kind], claim=account.claim.id, earlier=clerk.quote(hop.earlier),
        later=clerk.quote(hop.later), statements=list(hop.statements), why=clerk.why(hop.why), told_again_by=hop.again,
    )  # fmt: skip


def explanations(
    clerk: Clerk, made: records.Analysis | None, claim: Account | None, limit: int, cursor: str | None
) -> answers.Explanations:
    """Rival explanations of a claim against its evidence."""
    numbers = {one.id: n for n, one in enumerate(made.hypotheses, 1)} if made else {}
    rows = sorted(made.evidence, key=lambda one: -one.diagnosticity) if made else []
    part = piece(
        rows, lambda one: _piece(clerk, _of(made), numbers, one), lambda one: one.id, limit, cursor,
    )  # fmt: skip
    order = _tested_first(made) if made else []
    return answers.Explanations(
        **head(clerk, part),
        claim=clerk.line(claim) if claim else None,
        account=[clerk.reason(one) for one in made.reasons[:BESIDE]] if made else [],
        explanations=[_explanation(clerk, _of(made), one, numbers[one.id]) for one in order[:BESIDE]],
        explanations_left_out=max(0, len(order) - BESIDE),
        evidence=part.items,
    )


def _of(made: records.Analysis | None) -> records.Analysis:
    assert made is not None  # rows and columns exist only where an analysis does
    return made


def _tested_first(made: records.Analysis) -> list[records.Hypothesis]:
    """In the order of the scores: tested ones by what speaks against them."""
    by_id = {one.id: one for one in made.hypotheses}
    return [by_id[score.hypothesis] for score in made.scores]


def _explanation(clerk: Clerk, made: records.Analysis, found: records.Hypothesis, number: int) -> answers.Explanation:
    score = next(one for one in made.scores if one.hypothesis == found.id)
    return answers.Explanation(
        number=number,
        id=found.id,
        kind=found.kind,
        leads=found.id in made.leaders,
        tested=score.bearing > 0,
        against=round(score.inconsistency, 6),
        share=round(score.posterior, 6),
        text=clerk.label(found.text),
        holder=clerk.label(clerk.index.name([found.holder]), NAME) if found.holder else None,
        offered_at=clerk.quotes(found.passages[:3], SHORT),
    )


def _piece(clerk: Clerk, made: records.Analysis, numbers: dict[str, int], found: records.Evidence) -> answers.Piece:
    flips = {(one.evidence, one.hypothesis) for one in made.flips}
    cells = [one for one in made.cells if one.evidence == found.id and (one.value or one.by.startswith("person:"))]
    return answers.Piece(
        who=clerk.label(found.who, NAME),
        position=found.position,
        weight=round(found.weight, 6),
        tells_apart=round(found.diagnosticity, 6),
        leader_hangs_on_it=found.id in made.carriers,
        bearings=[
            answers.Bearing(
                explanation=numbers[one.hypothesis],
                value=one.value,
                set_by="person" if one.by.startswith("person:") else "machine",
                answer_hangs_on_it=(one.evidence, one.hypothesis) in flips,
            )
            for one in cells[:BESIDE]
        ],
        citation=clerk.quote(found.passage),
    )


def what_if(clerk: Clerk, account: Account, found: WhatIf, limit: int, cursor: str | None) -> answers.WhatIf:
    """A claim's numbers as they stand and without some of its voices."""
    part = piece(
        [clerk.index.statements[one] for one in found.left_out if one in clerk.index.statements],
        lambda one: clerk.said(one, account, SHORT), lambda one: one.id, limit, cursor,
    )  # fmt: skip
    then = {one.weigher: one for one in found.then}
    return answers.WhatIf(
        **head(clerk, part), claim=clerk.line(account), left_out=part.items,
        outlook=[
            answers.Outlook(weigher=one.weigher, now=ranged(one), without=ranged(then.get(one.weigher)))
            for one in found.now if one.weigher in {"origins", "belief"}
        ],
    )  # fmt: skip


def reading(clerk: Clerk, key: str, start: int) -> answers.Reading:
    """A stretch of a page's text with the statements that begin in it; the cursor is where the next one starts."""
    page = clerk.document(key)
    if not 0 <= start <= len(page.text):
        raise UsageError(f"The page has {len(page.text)} characters: start is between 0 and that.")
    end = min(len(page.text), start + PAGE_TEXT)
    every = sorted(clerk.index.by_document.get(key, ()), key=lambda one: (one.content[0].start, one.id))
    held = [one for one in every if start <= one.content[0].start < end]
    if len(held) > PAGE_STATEMENTS:
        end = max(start + 1, held[PAGE_STATEMENTS].content[0].start)
        held = [one for one in held if one.content[0].start < end][: 2 * PAGE_STATEMENTS]
    part = Piece([clerk.said(one, limit=SHORT) for one in held], len(every), str(end) if end < len(page.text) else None)
    text = answers.PageText(start=start, end=end, words=clean(page.text[start:end]))
    return answers.Reading(**head(clerk, part), page=clerk.page(page), text=text, statements=part.items)


def problems(clerk: Clerk, every: Sequence[records.Problem], limit: int, cursor: str | None) -> answers.Problems:
    """What could not be read or linked, and the pages in other languages."""
    part = piece(every, trouble, repr, limit, cursor)
    return answers.Problems(
        **head(clerk, part), problems=part.items, not_english=[clerk.page(one) for one in clerk.not_english[:BESIDE]],
        not_english_left_out=max(0, len(clerk.not_english) - BESIDE),
    )  # fmt: skip


def trouble(found: records.Problem) -> answers.Trouble:
    """A problem in one record."""
    return answers.Trouble(stage=found.stage, place=name(found.place, 500), message=name(found.message, 500))


def added(clerk: Clerk, new: Sequence[str], failed: Sequence[records.Problem]) -> answers.Added:
    """Pages that are new, and what could not be had of those asked for."""
    pages = [clerk.page(clerk.document(one)) for one in new if one in clerk.index.documents]
    part = Piece(pages[: 4 * BESIDE], len(pages), None)
    return answers.Added(**head(clerk, part), pages=part.items, problems=[trouble(one) for one in failed[: 2 * BESIDE]])


def kept(clerk: Clerk, made: records.Judgement) -> answers.Kept:
    """A judgement with the words it is about."""
    about = [made.left, made.right] if made.right else [made.left]
    return answers.Kept(
        **head(clerk, Piece([], len(about), None)), judgement=made.id, verb=made.verb, by=made.by,
        about=clerk.quotes(about, SHORT),
    )  # fmt: skip
