"""Documents in, Statements out: who says what, through whom, how surely, on what."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from firsthand.read import statements as _statements
from firsthand.records import Document, Statement

Reader = Callable[[Sequence[Document]], list[Statement]]

READERS: dict[str, Reader] = {"attribution": _statements.read}

statements: Reader = _statements.read


def version(reader: Reader) -> str:
    """Name and version of a reader, as it is noted which pages it has read."""
    from firsthand.read.encoder import attribution

    return attribution()[0].version if reader is statements else f"{reader.__module__}:{reader.__qualname__}"
