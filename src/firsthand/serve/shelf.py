"""The cases a server shows: one file or a folder of them, each opened once, by name."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

from firsthand.errors import CaseError
from firsthand.serve.desk import Desk
from firsthand.serve.finding import Finder
from firsthand.serve.jobs import Jobs

SUFFIX = ".sqlite"
# First parts of addresses that are no case's name.
TAKEN = frozenset({"api", "static", "login", "logout", "cases", "favicon.ico", "robots.txt"})


@dataclass(frozen=True, slots=True)
class Opened:
    """One case with all that a face asks of it."""

    name: str
    desk: Desk
    finder: Finder
    jobs: Jobs


class Shelf:
    """All cases of one place. A file put into the folder later is found; one is opened when it is first asked for."""

    def __init__(self, place: Path, allow_private: bool = False) -> None:
        if not place.exists():
            raise CaseError(
                f"{place}: there is no such case or folder. `firsthand trace PLACE --case {place}` makes one."
            )
        self.place = place
        self.allow_private = allow_private
        self._opened: dict[str, Opened] = {}
        self._opening = threading.Lock()

    @property
    def folder(self) -> Path:
        """Where the cases lie: the accounts lie beside them."""
        return self.place if self.place.is_dir() else self.place.parent

    def names(self) -> list[str]:
        """The names of all cases, sorted."""
        return sorted(self._files())

    def case(self, name: str) -> Opened | None:
        """The case of this name, opened; None where there is none.

        Raises CaseError where the file is no case.
        """
        with self._opening:
            if name not in self._opened and (path := self._files().get(name)):
                desk = Desk(path)
                desk.name = name
                jobs = Jobs(desk, path.with_suffix(".files"), self.allow_private)
                self._opened[name] = Opened(name, desk, Finder(), jobs)
            return self._opened.get(name)

    def desk(self, name: str) -> Desk | None:
        """The desk of this case; None where there is none."""
        found = self.case(name)
        return found.desk if found else None

    def close(self) -> None:
        """Let go of every case; what is still gathered stops after the page at hand."""
        for one in self._opened.values():
            one.jobs.close()
            one.desk.close()
        self._opened.clear()

    def _files(self) -> dict[str, Path]:
        found = sorted(self.place.glob(f"*{SUFFIX}")) if self.place.is_dir() else [self.place]
        return {f"{p.stem}-case" if p.stem.casefold() in TAKEN else p.stem: p for p in found if p.is_file()}
