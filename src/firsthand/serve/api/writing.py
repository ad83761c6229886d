"""What can be changed of a case: judgements, explanations, cells, its question. Each under a person's name."""

from __future__ import annotations

from datetime import UTC, datetime

from firsthand.errors import UsageError
from firsthand.judging import Decision
from firsthand.records import Cell, Judgement, Reason, passages
from firsthand.serve.api import reading
from firsthand.serve.api.endpoint import Ask
from firsthand.serve.api.parts import Answer, paged
from firsthand.serve.api.shapes import (
    CellGiven,
    ExplanationGiven,
    JudgementGiven,
    JudgementQuery,
    JudgementRow,
    MatrixQuery,
    Object,
    QuestionGiven,
)
from firsthand.serve.problem import Refusal


def now() -> str:
    """The moment a person acted; so exact that two of one person's are never one."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def judgements(ask: Ask, query: JudgementQuery) -> Answer:
    """The trail: what was judged, by whom and when, and what was undone; the newest first."""
    found = [
        JudgementRow(one, undone)
        for one, undone in ask.case.desk.store.judged()
        if query.in_force in {None, undone is None}
        and (query.about is None or _about(ask, one, query.about))
        and (query.asof is None or one.at[:10] <= query.asof)
    ]
    return paged(found[::-1], query, lambda row: row.judgement.id, lambda row: row)


def _about(ask: Ask, one: Judgement, key: str) -> bool:
    """Whether a judgement is about words of this page, statement or claim."""
    places = [p for p in (one.left, one.right) if p]
    said = ask.index.statements.get(key)
    claim = next((c for c in ask.dossier.claims if c.id == key), None)
    members = [said] if said else [ask.index.statements[m.statement] for m in claim.statements] if claim else []
    return any(
        p.document == key or any(p.document == s.document and p.start < c.end and c.start < p.end
                                 for s in members for c in s.content)
        for p in places
    )  # fmt: skip


def one_judgement(ask: Ask) -> JudgementRow:
    """One judgement of the trail."""
    key = ask.part("judgement")
    found = next((JudgementRow(j, undone) for j, undone in ask.case.desk.store.judged() if j.id == key), None)
    if found is None:
        raise reading.missing("judgement")
    return found


def judge(ask: Ask, body: JudgementGiven) -> Answer:
    """Keep a judgement, and link the case anew under it. The same one, still in force, is kept once."""
    _check_ids(ask, body)
    given = Decision(body.verb, body.left, body.right, body.note, body.on, body.reference)
    desk, name = ask.case.desk, ask.person.name
    standing = desk.standing(given, name, now())
    made = standing or desk.judge(given, name, now())
    return Answer(made, 200 if standing else 201, location=reading.place_of(ask.case.name, "judgements", made.id))


def _check_ids(ask: Ask, body: JudgementGiven) -> None:
    known = {c.id for c in ask.dossier.claims} | ask.index.statements.keys()
    for key in (body.left, body.right):
        if key is not None and key not in known:
            raise Refusal(422, f"{key!r} is no statement or claim of this case.")


def undo(ask: Ask) -> Answer:
    """Take a judgement back; it stays in the trail. An analyst takes back the own ones, an owner anybody's."""
    key, who = ask.part("judgement"), ask.person
    found = next((j for j in ask.case.desk.store.judgements() if j.id == key), None)
    if found is None:
        raise Refusal(404, "No judgement in force has this id.")
    if found.by != f"person:{who.name}" and not who.may("owner"):
        raise Refusal(403, "An owner can take back what somebody else judged.")
    try:
        ask.case.desk.undo(key, who.name, now())
    except UsageError as error:
        raise Refusal(404, "No judgement in force has this id.") from error
    return Answer(None, 204)


def explain(ask: Ask, body: ExplanationGiven) -> Answer:
    """Put in an explanation of a person's own; the matrix as it is then."""
    key = reading.known_claim(ask)
    ask.case.desk.explain(body.text, key, now())
    return Answer(_matrix(ask), 201, location=reading.place_of(ask.case.name, "claims", key, "hypotheses"))


def set_cell(ask: Ask, body: CellGiven) -> Object:
    """Set one cell of the matrix; the matrix as it is then."""
    key = reading.known_claim(ask)
    one = ask.index.statements.get(body.evidence)
    spans = passages(one.document, one.content[:1]) if one else ()
    by = f"person:{ask.person.name}"
    cell = Cell(body.evidence, body.hypothesis, body.value, Reason(body.note, 0.0, spans), by, body.ratio)
    ask.case.desk.set_cell(cell, key, now())
    return _matrix(ask)


def _matrix(ask: Ask) -> Object:
    vars(ask).pop("view", None)  # it has changed
    return reading.hypotheses(ask, MatrixQuery())


def set_question(ask: Ask, body: QuestionGiven) -> Answer:
    """Set the question of a case."""
    ask.case.desk.write(lambda kept: kept.keep_fact("question", body.question))
    return Answer(None, 204)
