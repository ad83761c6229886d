"""Rows: how a record is written into a table, in the words of either database."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import msgspec
from sqlalchemy import Connection, Table

from firsthand.records import Mark, identity


def record(kept: object) -> str:
    """A record as it is kept: JSON."""
    return msgspec.json.encode(kept).decode()


def problem(stage: str, place: str, message: str) -> dict[str, str]:
    """The row of a problem, named by what it says."""
    place, message = plain(place), plain(message)
    return {"id": identity(stage, place, message), "stage": stage, "place": place, "message": message}


def plain(words: str) -> str:
    """Words as every database can hold them: PostgreSQL has no zero character."""
    return words.replace("\x00", "\ufffd")


def insert(connection: Connection, table: Table) -> Any:  # noqa: ANN401  each dialect has a class of its own
    """The database's own insert: both know what to do with a key that is there already, in the same words."""
    return import_module(f"sqlalchemy.dialects.{connection.dialect.name}").insert(table)


def put(connection: Connection, table: Table, rows: Sequence[dict[str, str]]) -> None:
    """Keep rows, each in place of the one that has its key."""
    if not rows:
        return
    key = next(iter(table.primary_key.columns))
    statement = insert(connection, table)
    others = {c.name: statement.excluded[c.name] for c in table.columns if c.name != key.name}
    connection.execute(statement.on_conflict_do_update(index_elements=[key], set_=others), list(rows))


def mark_id(mark: Mark) -> str:
    """The name a mark is kept under."""
    return identity(mark.document, mark.technique, f"{mark.start}-{mark.end}")
