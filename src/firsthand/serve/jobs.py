"""Gathering in the background: places go in, what happens comes out event by event."""

from __future__ import annotations

import logging
import re
import threading
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import Literal

from firsthand.errors import FirsthandError, UsageError
from firsthand.gather import Gathering
from firsthand.serve.desk import Desk

State = Literal["waiting", "running", "done", "failed", "stopped"]
OVER: frozenset[State] = frozenset({"done", "failed", "stopped"})
# Jobs remembered, and jobs that may wait: more is a slip or an attack.
KEPT, MOST_WAITING = 200, 50
_log = logging.getLogger("firsthand.serve")
_ODD = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Event:
    """One step of a job."""

    number: int
    "Counted from 1."
    at: str
    "The moment, ISO 8601."
    stage: str
    "gather, read, link; at the end done, failed or stopped."
    done: int
    "Items done."
    total: int
    "Items in all."
    item: str
    "The item at hand, or why it failed."


@dataclass(slots=True)
class Job:
    """Places that are gathered, read and linked."""

    id: str
    by: str
    places: tuple[str, ...]
    at: str
    state: State = "waiting"
    pages: int | None = None
    "How many pages the places gave; None until it is done."
    events: list[Event] = field(default_factory=list)
    stopping: bool = False

    def step(self, stage: str, done: int, total: int, item: str) -> None:
        """Write down what happens; ends the job where somebody stopped it."""
        self.events.append(Event(len(self.events) + 1, now(), stage, done, total, item))
        if self.stopping:
            raise _StoppedError


class _StoppedError(Exception):
    """Somebody stopped the job."""


class Jobs:
    """The jobs of one case, one at a time, in the order given."""

    def __init__(self, desk: Desk, folder: Path, allow_private: bool = False) -> None:
        self._desk = desk
        self._folder = folder
        self._private = allow_private
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._adding = threading.Lock()
        self.closed = False
        self._worker = ThreadPoolExecutor(1, "gathering")

    def close(self) -> None:
        """Stop after the page at hand."""
        self.closed = True
        for job in self.all():
            job.stopping = True
        self._worker.shutdown(wait=True, cancel_futures=True)

    def all(self) -> list[Job]:
        """Every job, the newest first."""
        with self._adding:
            return list(reversed(self._jobs.values()))

    def get(self, key: str) -> Job | None:
        """The job with this id."""
        return self._jobs.get(key)

    def add(self, places: Sequence[str], by: str) -> Job:
        """Gather places, when those before are done. Raises UsageError where too many wait."""
        job = Job(token_hex(8), by, tuple(places), now())
        with self._adding:
            if sum(one.state not in OVER for one in self._jobs.values()) >= MOST_WAITING:
                raise UsageError("Too many jobs wait already: try again when some are done.")
            self._jobs[job.id] = job
            for old in [key for key, one in self._jobs.items() if one.state in OVER][: max(0, len(self._jobs) - KEPT)]:
                del self._jobs[old]
        self._worker.submit(self._run, job).add_done_callback(lambda done: self._looked_after(job, done))
        return job

    def keep(self, name: str, data: bytes) -> str:
        """Keep what somebody dropped beside the case; the place it can be gathered from, now and again."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        path = self._folder / f"{sha256(data).hexdigest()[:8]}-{safe_name(name)}"
        path.write_bytes(data)
        return str(path)

    def stop(self, job: Job) -> None:
        """End a job after the page at hand; what was read is kept."""
        job.stopping = True

    def _run(self, job: Job) -> None:
        try:
            if job.stopping:
                raise _StoppedError
            job.state = "running"
            options = Gathering(allow_private=self._private, cache=self._folder.parent / "cache", now=now())
            job.pages = self._desk.add(job.places, options, job.step)
            self._end(job, "done", f"{job.pages} pages")
        except _StoppedError:
            self._end(job, "stopped", "stopped; what was read is kept")
        except FirsthandError as error:
            self._end(job, "failed", str(error))

    def _looked_after(self, job: Job, done: Future[None]) -> None:
        """A fault that nobody foresaw ends the job and stands in the log."""
        if not done.cancelled() and (fault := done.exception()) is not None:
            _log.error("job %s of %s failed", job.id, job.by, exc_info=fault)
            self._end(job, "failed", "something went wrong in the server; its log tells what")

    @staticmethod
    def _end(job: Job, state: State, item: str) -> None:
        job.events.append(Event(len(job.events) + 1, now(), state, 1, 1, item))
        job.state = state


def now() -> str:
    """The moment, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def safe_name(name: str) -> str:
    """A file name that means nothing to any shell or file system, with the suffix it had."""
    plain = _ODD.sub("-", name.rpartition("/")[2].rpartition("\\")[2]).strip(".-")
    stem, dot, suffix = plain.rpartition(".")
    return f"{stem[:60]}.{suffix[:10]}" if dot and stem else plain[:60] or "page.txt"
