"""A case as one record, and one record as a case: what a copy of it elsewhere is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

import msgspec
from sqlalchemy import Connection, Table, delete, func, insert, select

from firsthand.errors import UsageError
from firsthand.records import Actor, Claim, Document, Judgement, Link, Mark, Problem, Statement, Whole, identity
from firsthand.store import tables

# The facts that a copy takes along: whatever else is kept there belongs to this file and its users alone.
TRAVELLING = ("question", "hypotheses")
_FULL = (tables.documents, tables.statements, tables.links, tables.claims, tables.judgements, tables.problems)
Noun = TypeVar("Noun", Document, Statement, Mark, Link, Actor, Claim)


def whole(connection: Connection) -> Whole:
    """All that the case holds at one moment."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN")  # a snapshot: what others write meanwhile is not seen
    judged, readings, facts, problems = tables.judgements, tables.readings, tables.facts, tables.problems
    marks = _all(connection, tables.marks, Mark)
    return Whole(
        _all(connection, tables.documents, Document),
        tuple((row[0], row[1]) for row in connection.execute(select(readings).order_by(readings.c.document))),
        _all(connection, tables.statements, Statement),
        tuple(sorted(marks, key=lambda m: (m.document, m.start, m.end, m.technique))),
        _all(connection, tables.links, Link),
        _all(connection, tables.actors, Actor),
        _all(connection, tables.claims, Claim),
        tuple(
            (msgspec.json.decode(row[0], type=Judgement), row[1])
            for row in connection.execute(select(judged.c.record, judged.c.undone).order_by(judged.c.number))
        ),
        tuple(
            Problem(*row)
            for row in connection.execute(
                select(problems.c.stage, problems.c.place, problems.c.message).order_by(
                    problems.c.stage, problems.c.place, problems.c.message
                )
            )
        ),
        tuple(
            (row[0], row[1])
            for row in connection.execute(select(facts).where(facts.c.key.in_(TRAVELLING)).order_by(facts.c.key))
        ),
    )


def _all(connection: Connection, table: Table, kind: type[Noun]) -> tuple[Noun, ...]:
    rows = connection.execute(select(table.c.record).order_by(table.c.id)).scalars()
    return tuple(msgspec.json.decode(row, type=kind) for row in rows)


def fill(connection: Connection, case: Whole) -> None:
    """Put a whole case into an empty one. Raises UsageError where this one holds anything yet."""
    if any(connection.execute(select(func.count()).select_from(table)).scalar_one() for table in _FULL):
        raise UsageError("This case holds something already: name a new file with --case.")
    of = {"documents": tables.documents, "actors": tables.actors, "claims": tables.claims}
    for field, table in of.items():
        _put(connection, table, [{"id": one.id, "record": _record(one)} for one in getattr(case, field)])
    _put(connection, tables.readings, [{"document": document, "by": by} for document, by in case.readings])
    _put(connection, tables.statements, [
        {"id": s.id, "document": s.document, "record": _record(s)} for s in case.statements
    ])  # fmt: skip
    _put(connection, tables.marks, [
        {"id": mark_id(m), "document": m.document, "record": _record(m)} for m in dict.fromkeys(case.marks)
    ])  # fmt: skip
    _put(connection, tables.links, [
        {"id": k.id, "kind": k.kind, "by": k.by, "record": _record(k)} for k in case.links
    ])  # fmt: skip
    _put(connection, tables.judgements, [
        {"id": j.id, "undone": undone, "record": _record(j)} for j, undone in case.judgements
    ])  # fmt: skip
    _put(connection, tables.problems, [problem(p.stage, p.place, p.message) for p in dict.fromkeys(case.problems)])
    connection.execute(delete(tables.facts).where(tables.facts.c.key.in_(TRAVELLING)))
    _put(connection, tables.facts, [{"key": key, "value": value} for key, value in case.facts if key in TRAVELLING])


def problem(stage: str, place: str, message: str) -> dict[str, str]:
    """A problem as a row: one is known by all that it says."""
    place, message = plain(place), plain(message)
    return {"id": identity(stage, place, message), "stage": stage, "place": place, "message": message}


def plain(words: str) -> str:
    """Words as every database can hold them: PostgreSQL has no zero character."""
    return words.replace("\x00", "\ufffd")


def mark_id(mark: Mark) -> str:
    """The name a mark is kept under."""
    return identity(mark.document, mark.technique, f"{mark.start}-{mark.end}")


def _record(record: object) -> str:
    return msgspec.json.encode(record).decode()


def _put(connection: Connection, table: Table, rows: Sequence[Mapping[str, str | None]]) -> None:
    if rows:
        connection.execute(insert(table), [dict(row) for row in rows])
