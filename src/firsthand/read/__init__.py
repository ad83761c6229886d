"""Documents in, Statements out: who says what, through whom, how surely, on what; and the page's loaded language."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence

from firsthand.read import statements as _statements
from firsthand.records import Document, Mark, Problem, Statement

# A reader gives what it found in the order of the words; a Problem for a part of a page that it could not read.
Reader = Callable[[Sequence[Document]], Iterable[Statement | Mark | Problem]]

statements: Reader = _statements.read

# Others are entry points of the group "firsthand.read"; `endpoint` is one.
READERS: dict[str, Reader] = {"firsthand": statements}


def version(reader: Reader) -> str:
    """Name and version of a reader, as it is noted which pages it has read: its module's `version()`, else its path."""
    told = getattr(sys.modules.get(reader.__module__), "version", None)
    if callable(told):
        return str(told())
    return f"{reader.__module__}:{getattr(reader, '__qualname__', type(reader).__qualname__)}"
