"""Who may use a shared server: accounts, sessions and API tokens, in one file beside the cases.

Passwords are kept as argon2 hashes; of sessions and tokens only the SHA-256 is kept, so the file opens no door;
nobody but its owner can read it all the same.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Literal, get_args

from firsthand.errors import CaseError, UsageError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

Role = Literal["reader", "analyst", "owner"]
ROLES: tuple[Role, ...] = get_args(Role)
FILE = "firsthand.accounts"
SESSION_S = 12 * 3600
# NIST SP 800-63B (2025) asks for fifteen where a password is the only proof; longer than the maximum only costs time.
SHORTEST, LONGEST, LONGEST_NAME = 15, 256, 64
PREFIX = "fh_"
_TABLES = """
CREATE TABLE IF NOT EXISTS accounts (name TEXT PRIMARY KEY, role TEXT NOT NULL, hash TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS sessions (hash TEXT PRIMARY KEY, name TEXT NOT NULL, until REAL NOT NULL);
CREATE TABLE IF NOT EXISTS tokens (hash TEXT PRIMARY KEY, name TEXT UNIQUE, role TEXT NOT NULL, made REAL NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks, and what that one may do."""

    name: str
    role: Role

    def may(self, role: Role) -> bool:
        """Whether this role covers that one."""
        return ROLES.index(self.role) >= ROLES.index(role)


@dataclass(frozen=True, slots=True)
class Token:
    """A token as listed: the secret itself was shown once."""

    name: str
    role: Role
    made: float


class Accounts:
    """The file of accounts. Every question opens it anew, so that a removed account is gone at once."""

    def __init__(self, path: Path, make: bool = False) -> None:
        self.path = path
        # Two at a time: each check of a password takes 64 MB.
        self._checking = threading.Semaphore(2)
        if make and not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        if not path.exists():
            raise CaseError(
                f"{path}: there are no accounts. Make one: firsthand account add NAME --cases {path.parent}"
            )
        if path.stat().st_mode & 0o077:
            raise CaseError(f"{path} can be read by others: chmod 600 {path}")
        try:
            with self._open() as base:
                base.executescript(_TABLES)
        except sqlite3.DatabaseError as error:
            raise CaseError(f"{path} is no file of accounts: {error}") from error

    def add(self, name: str, password: str, role: Role) -> None:
        """Make an account, or give one another password and role. Its sessions end."""
        _check(name, password)
        with self._open() as base:
            base.execute("INSERT OR REPLACE INTO accounts VALUES (?, ?, ?)", (name, role, _hasher().hash(password)))
            base.execute("DELETE FROM sessions WHERE name = ?", (name,))

    def remove(self, name: str) -> None:
        """Take an account away, with its sessions. Raises UsageError where there is none."""
        with self._open() as base:
            base.execute("DELETE FROM sessions WHERE name = ?", (name,))
            if not base.execute("DELETE FROM accounts WHERE name = ?", (name,)).rowcount:
                raise UsageError(f"There is no account {name!r}.")

    def people(self) -> list[Person]:
        """Every account, by name."""
        with self._open() as base:
            return [Person(*row) for row in base.execute("SELECT name, role FROM accounts ORDER BY name")]

    def check(self, name: str, password: str) -> Person | None:
        """The person with this name and password. It takes as long where there is no such name."""
        from argon2.exceptions import InvalidHashError, VerificationError

        with self._open() as base:
            row = base.execute("SELECT role, hash FROM accounts WHERE name = ?", (name,)).fetchone()
        role, known = row or (None, _nobody())
        with self._checking:
            try:
                _hasher().verify(known, password[:LONGEST])
            except (VerificationError, InvalidHashError):
                return None
        return Person(name, role) if role else None

    def begin(self, person: Person) -> str:
        """A new session; the secret for its cookie."""
        secret = token_urlsafe(32)
        with self._open() as base:
            base.execute("DELETE FROM sessions WHERE until < ?", (time.time(),))
            base.execute("INSERT INTO sessions VALUES (?, ?, ?)", (_kept(secret), person.name, time.time() + SESSION_S))
        return secret

    def session(self, secret: str) -> Person | None:
        """Whose session this is, while it lasts and the account is there."""
        query = "SELECT a.name, a.role FROM sessions s JOIN accounts a USING (name) WHERE s.hash = ? AND s.until > ?"
        with self._open() as base:
            row = base.execute(query, (_kept(secret), time.time())).fetchone()
        return Person(*row) if row else None

    def end(self, secret: str) -> None:
        """End a session."""
        with self._open() as base:
            base.execute("DELETE FROM sessions WHERE hash = ?", (_kept(secret),))

    def new_token(self, name: str, role: Role) -> str:
        """A token for a program; this is the one time it is seen. Raises UsageError where the name is taken."""
        _check_name(name)
        secret = PREFIX + token_urlsafe(32)
        try:
            with self._open() as base:
                base.execute("INSERT INTO tokens VALUES (?, ?, ?, ?)", (_kept(secret), name, role, time.time()))
        except sqlite3.IntegrityError as error:
            raise UsageError(f"There is a token {name!r} already: remove it first, or take another name.") from error
        return secret

    def tokens(self) -> list[Token]:
        """Every token, by name."""
        with self._open() as base:
            return [Token(*row) for row in base.execute("SELECT name, role, made FROM tokens ORDER BY name")]

    def remove_token(self, name: str) -> None:
        """Take a token back. Raises UsageError where there is none."""
        with self._open() as base:
            if not base.execute("DELETE FROM tokens WHERE name = ?", (name,)).rowcount:
                raise UsageError(f"There is no token {name!r}.")

    def token(self, secret: str) -> Person | None:
        """Whom a token stands for: named so that it is no account's name."""
        with self._open() as base:
            row = base.execute("SELECT name, role FROM tokens WHERE hash = ?", (_kept(secret),)).fetchone()
        return Person(f"token:{row[0]}", row[1]) if row else None

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path, timeout=10)) as base, base:
            yield base


def _check(name: str, password: str) -> None:
    _check_name(name)
    if not SHORTEST <= len(password) <= LONGEST:
        raise UsageError(f"A password has {SHORTEST} to {LONGEST} characters: a few words do well.")
    if name.casefold() in password.casefold() and len(password) < 2 * SHORTEST:
        raise UsageError("A password must not hold the name.")


def _check_name(name: str) -> None:
    if not name.strip() or name != name.strip() or len(name) > LONGEST_NAME or not name.isprintable() or ":" in name:
        raise UsageError(f"A name has 1 to {LONGEST_NAME} printable characters, no colon, and no blank at either end.")


def _kept(secret: str) -> str:
    # The secrets are random and long: a plain hash cannot be guessed back.
    return sha256(secret.encode("utf-8", "replace")).hexdigest()


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _nobody() -> str:
    """A hash that no password has: checked where there is no account, so that nobody learns so from the clock."""
    return _hasher().hash(token_urlsafe(32))
