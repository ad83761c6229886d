"""Opens a case, a file or a database, makes it where there is none, and brings an older one up to date."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError

from firsthand.errors import CaseError
from firsthand.store import tables
from firsthand.store.case import Store

# The newest schema this program knows. Alembic itself takes a second to import, so it runs only for an older case.
NEWEST = "0005"
_MAGIC = b"SQLite format 3\x00"
WAIT_S = 30  # another writer's transaction, or a server, is waited for this long
_POSTGRES = frozenset({"postgres", "postgresql", "postgresql+psycopg"})


@contextlib.contextmanager
def open(place: str | Path, *, make: bool = True) -> Iterator[Store]:
    """The case in this file or at this postgresql:// address, ready to use; closed at the end of the block.

    Raises CaseError where the place holds no case, cannot be written, or comes from a newer version.
    """
    url, shown = _address(str(place)) if "://" in str(place) else _file(Path(place), make)
    engine = _engine(url)
    try:
        with _reported(shown):
            _migrate(engine, shown, make)
            yield Store(engine, shown)
    finally:
        engine.dispose()


def _address(place: str) -> tuple[URL, str]:
    """The database at an address, and the address as it may be shown."""
    try:
        url = make_url(place)
    except (ArgumentError, ValueError):
        raise CaseError("This is no database address: write it as postgresql+psycopg://user@host/database.") from None
    if url.drivername not in _POSTGRES or not url.database:
        raise CaseError(
            f"{url.render_as_string()} cannot keep a case: name a file, or postgresql+psycopg://user@host/database."
        )
    return url.set(drivername="postgresql+psycopg"), url.render_as_string()


def _file(path: Path, make: bool) -> tuple[URL, str]:
    _check(path, make)
    return URL.create("sqlite", database=str(path)), str(path)


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "postgresql":
        try:
            return create_engine(url, connect_args={"connect_timeout": WAIT_S})
        except ModuleNotFoundError as error:
            raise CaseError("A case in PostgreSQL needs psycopg: install firsthand[postgres].") from error
    engine = create_engine(url, connect_args={"timeout": WAIT_S})
    event.listen(engine, "connect", _settings)
    return engine


@contextlib.contextmanager
def _reported(place: str) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise CaseError(f"{place}: {_plainly(error)}") from error


# What a database says, and what it means to the person who named the case; the first that fits.
_SAYINGS = (
    (("full", "No space left"), "the disk is full. What was read before is kept; make room and add the places again."),
    (("not a database", "malformed"), "this file is not a case, or it is damaged. Name another with --case."),
    (
        ("readonly", "unable to open"),
        "this file cannot be written. Check its folder's rights, or name another with --case.",
    ),
    (
        ("authentication failed", "no password", "role "),
        "the server does not let this user in. Check user and password.",
    ),
    (("does not exist",), "there is no such database. Make it with createdb, or name another with --case."),
    (
        ("refused", "resolve", "timeout", "No such file", "Name or service not known"),
        "the server cannot be reached. Check host and port, and that it runs.",
    ),
    (("permission denied",), "this user may not write there. Ask for the right to make tables, or name another."),
)


def _plainly(error: DBAPIError) -> str:
    words = str(error.orig)
    for signs, meaning in _SAYINGS:
        if any(sign in words for sign in signs):
            return meaning
    return f"the case could not be used: {words}"


def _check(path: Path, make: bool) -> None:
    if path.is_dir():
        raise CaseError(f"{path} is a folder, not a case file. Name a file with --case.")
    if not path.exists():
        if not make:
            raise _missing(str(path))
        if not path.parent.is_dir():
            raise CaseError(f"{path.parent}: there is no such folder to keep a case in.")
        return
    with path.open("rb") as file:
        head = file.read(len(_MAGIC))
    if head and head != _MAGIC:
        raise CaseError(f"{path} is not a case file: it does not begin as one. Name another with --case.")


def _missing(place: str) -> CaseError:
    return CaseError(f"{place}: there is no such case. `firsthand trace PLACE --case {place}` makes one.")


def _settings(connection: sqlite3.Connection, _: object) -> None:
    # WAL: readers go on while one writes. NORMAL: safe against a crash of the program; a power cut loses the last page
    # at most, which `add` reads again.
    for setting in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=NORMAL"):
        connection.execute(f"PRAGMA {setting}")


def _migrate(engine: Engine, place: str, make: bool) -> None:
    with engine.connect() as connection:
        found = _version(connection, place)
    if found == NEWEST:
        return
    if found is not None and found > NEWEST:
        raise CaseError(f"{place} was made by a newer firsthand (schema {found}; this one knows {NEWEST}).")
    if found is None and not make:
        raise _missing(place)
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _version(connection: Connection, place: str) -> str | None:
    names = inspect(connection).get_table_names()
    if "alembic_version" in names and tables.documents.name in names:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return str(found) if found else None
    if names:
        raise CaseError(f"{place} is a database of another program, not a case. Name another with --case.")
    return None
