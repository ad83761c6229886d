"""A case as one record, and one record as a case: what a copy of it elsewhere is made of."""

from __future__ import annotations

from typing import TypeVar

import msgspec
from sqlalchemy import Connection, Table, delete, func, insert, select

from firsthand.errors import UsageError
from firsthand.records import Actor, Claim, Document, Judgement, Link, Mark, Problem, Statement, Whole
from firsthand.store import tables
from firsthand.store.rows import mark_id, problem, put, record

# The facts that a copy takes along: whatever else is kept there belongs to this file and its users alone.
TRAVELLING = ("question", "hypotheses")
_FULL = (tables.documents, tables.statements, tables.links, tables.claims, tables.judgements, tables.problems)
Noun = TypeVar("Noun", Document, Statement, Mark, Link, Actor, Claim)


def whole(connection: Connection) -> Whole:
    """All that the case holds at one moment."""
    judged, readings, facts, problems = tables.judgements, tables.readings, tables.facts, tables.problems
    told = select(problems.c.stage, problems.c.place, problems.c.message)
    given = select(judged.c.record, judged.c.undone).order_by(judged.c.number)
    wanted = select(facts.c.key, facts.c.value).where(facts.c.key.in_(TRAVELLING))
    marks = _all(connection, tables.marks, Mark)
    # Sorted here: a database sorts words by the rules of its country.
    return Whole(
        _all(connection, tables.documents, Document),
        tuple(sorted((row[0], row[1]) for row in connection.execute(select(readings.c.document, readings.c.by)))),
        _all(connection, tables.statements, Statement),
        tuple(sorted(marks, key=lambda m: (m.document, m.start, m.end, m.technique))),
        _all(connection, tables.links, Link),
        _all(connection, tables.actors, Actor),
        _all(connection, tables.claims, Claim),
        tuple((msgspec.json.decode(row[0], type=Judgement), row[1]) for row in connection.execute(given)),
        tuple(Problem(*row) for row in sorted(map(tuple, connection.execute(told)))),
        tuple(sorted((row[0], row[1]) for row in connection.execute(wanted))),
    )


def begin(connection: Connection) -> Connection:
    """The connection with a snapshot begun: what others write meanwhile is not seen."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN")
        return connection
    return connection.execution_options(isolation_level="REPEATABLE READ")


def _all(connection: Connection, table: Table, kind: type[Noun]) -> tuple[Noun, ...]:
    rows = connection.execute(select(table.c.record).order_by(table.c.id)).scalars()
    return tuple(msgspec.json.decode(row, type=kind) for row in rows)


def fill(connection: Connection, case: Whole) -> None:
    """Put a whole case into an empty one. Raises UsageError where this one holds anything yet."""
    if any(connection.execute(select(func.count()).select_from(table)).scalar_one() for table in _FULL):
        raise UsageError("This case holds something already: name a new file with --case.")
    for table, records in (
        (tables.documents, case.documents), (tables.actors, case.actors), (tables.claims, case.claims)
    ):  # fmt: skip
        put(connection, table, [{"id": one.id, "record": record(one)} for one in records])
    put(connection, tables.readings, [{"document": document, "by": by} for document, by in case.readings])
    said = [{"id": s.id, "document": s.document, "record": record(s)} for s in case.statements]
    put(connection, tables.statements, said)
    marked = [{"id": mark_id(m), "document": m.document, "record": record(m)} for m in case.marks]
    put(connection, tables.marks, marked)
    put(connection, tables.links, [{"id": k.id, "kind": k.kind, "by": k.by, "record": record(k)} for k in case.links])
    put(connection, tables.problems, [problem(p.stage, p.place, p.message) for p in case.problems])
    connection.execute(delete(tables.facts).where(tables.facts.c.key.in_(TRAVELLING)))
    put(connection, tables.facts, [{"key": key, "value": value} for key, value in case.facts if key in TRAVELLING])
    # By number, not by id: their order is that in which they were given.
    judged = {j.id: {"id": j.id, "undone": undone, "record": record(j)} for j, undone in case.judgements}
    if judged:
        connection.execute(insert(tables.judgements), list(judged.values()))
