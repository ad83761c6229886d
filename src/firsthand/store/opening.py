"""Opens a case file, makes it where there is none, and brings an older one up to date."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError

from firsthand.errors import CaseError
from firsthand.store.case import Store

# The newest schema this program knows. Alembic itself takes a second to import, so it runs only for an older file.
NEWEST = "0004"
_MAGIC = b"SQLite format 3\x00"
WAIT_S = 30  # another writer's transaction is waited for this long


@contextlib.contextmanager
def open(path: str | Path, *, make: bool = True) -> Iterator[Store]:
    """The case in this file, ready to use; closed at the end of the block.

    Raises CaseError where the file is no case, cannot be written, or comes from a newer version.
    """
    path = Path(path)
    _check(path, make)
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": WAIT_S})
    event.listen(engine, "connect", _settings)
    try:
        with _reported(path):
            _migrate(engine, path)
            yield Store(engine, path)
    finally:
        engine.dispose()


@contextlib.contextmanager
def _reported(path: Path) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise CaseError(f"{path}: {_plainly(error)}") from error


def _plainly(error: DBAPIError) -> str:
    words = str(error.orig)
    if "full" in words:
        return "the disk is full. What was read before is kept; make room and add the places again."
    if "not a database" in words or "malformed" in words:
        return "this file is not a case, or it is damaged. Name another with --case."
    if "readonly" in words or "unable to open" in words:
        return "this file cannot be written. Check its folder's rights, or name another with --case."
    return f"the case could not be used: {words}"


def _check(path: Path, make: bool) -> None:
    if path.is_dir():
        raise CaseError(f"{path} is a folder, not a case file. Name a file with --case.")
    if not path.exists():
        if not make:
            raise CaseError(f"{path}: there is no such case. `firsthand trace PLACE --case {path}` makes one.")
        if not path.parent.is_dir():
            raise CaseError(f"{path.parent}: there is no such folder to keep a case in.")
        return
    with path.open("rb") as file:
        head = file.read(len(_MAGIC))
    if head and head != _MAGIC:
        raise CaseError(f"{path} is not a case file: it does not begin as one. Name another with --case.")


def _settings(connection: sqlite3.Connection, _: object) -> None:
    # WAL: readers go on while one writes. NORMAL: safe against a crash of the program; a power cut loses the last page
    # at most, which `add` reads again.
    for setting in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=NORMAL"):
        connection.execute(f"PRAGMA {setting}")


def _migrate(engine: Engine, path: Path) -> None:
    with engine.connect() as connection:
        found = _version(connection)
    if found == NEWEST:
        return
    if found is not None and found > NEWEST:
        raise CaseError(f"{path} was made by a newer firsthand (schema {found}; this one knows {NEWEST}).")
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _version(connection: Connection) -> str | None:
    names = [row[0] for row in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))]
    if "alembic_version" in names:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return str(found) if found else None
    if names:
        raise CaseError(
            f"{connection.engine.url.database} is a database of another program, not a case. Name another with --case."
        )
    return None
