"""What a caller may set about gathering, and the raw material that travels between the rooms of this stage."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from firsthand.records import Document, Problem

# 50 MB: the largest page of the 540 in the gold pages has 1.5 MB, a year of a busy feed as JSONL about 30 MB.
MAX_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Gathering:
    """The options of gathering; the defaults are those of the command line."""

    as_is: bool = False
    "Text is taken as it is: every line that is not empty is a paragraph, no furniture is judged."
    allow_private: bool = False
    "Addresses that are not public (this machine, the local network) may be fetched."
    cache: Path | None = None
    "Folder of the HTTP cache; None keeps nothing on disk."
    now: str | None = None
    "The moment of gathering, ISO 8601, told by the caller: what a fetched page's first_seen says."
    stdin: bytes | None = None
    "What stands on standard input, where the caller has read it already."
    max_bytes: int = MAX_BYTES
    "A place larger than this is refused."
    connect_s: float = 10.0
    "Seconds to wait for a connection."
    timeout_s: float = 20.0
    "Seconds that one answer may take from the question to its last byte."
    pause_s: float = 0.5
    "Seconds between two questions to one host."
    retries: int = 2
    "How often a question is asked again after 429, 5xx or a broken connection."
    backoff_s: float = 0.5
    "Seconds before the first repetition; they double each time."
    max_wait_s: float = 30.0
    "The longest Retry-After that is honoured; a server that asks for more is left alone."


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one place, with what is known of them before they are read."""

    place: str
    "The place as given."
    data: bytes
    "What stands there."
    name: str
    "The file name or the path of the address: its suffix says what kind it is."
    text: str = ""
    "The same, decoded."
    url: str | None = None
    "The address the bytes came from, after redirects; None for a file."
    charset: str | None = None
    "Encoding as the server declares it."
    media: str | None = None
    "Media type as the server declares it."
    fetched: str | None = None
    "When it was fetched; None for a file."


Gatherer = Callable[[Source, Gathering], Iterator[Document | Problem]]
