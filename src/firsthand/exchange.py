"""What leaves a case and what comes into it in the forms of other programs, or as a whole case."""

from __future__ import annotations

from pathlib import Path

from firsthand import ask, gather, store, tell
from firsthand.errors import UsageError
from firsthand.store import Store


def told(kept: Store, name: str, as_of: str | None = None) -> bytes:
    """The case as the teller called `name` writes it.

    Raises UsageError where nothing is called so, or where `as_of` is asked of a form that tells the whole case.
    """
    if name not in tell.CASES:
        return tell.encoded(ask.dossier(kept, as_of), name)
    if as_of:
        raise UsageError(f"{name} tells the case as it is kept: leave out --as-of.")
    return tell.CASES[name](kept.whole(), ask.dossier(kept))


def taken(path: Path, into: Path) -> str:
    """Take a whole case, an archive or lines of JSON, into a new case file; what was taken, in words.

    Raises PlaceError where what stands in `path` is not sound, UsageError where `into` holds anything yet.
    """
    case = gather.case(path)  # before the new file is made: what is not sound leaves nothing behind
    with store.open(into) as kept:
        kept.fill(case)
    judgements = len(case.judgements)
    return f"{len(case.documents)} pages, {len(case.statements)} statements, {judgements} judgements."
