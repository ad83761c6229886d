"""What leaves a case and what comes into it in the forms of other programs, or as a whole case."""

from __future__ import annotations

from pathlib import Path

from firsthand import ask, gather, pipeline, store, tell
from firsthand.errors import UsageError
from firsthand.records import Judgement, Problem
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


def taken(path: Path, into: str | Path) -> str:
    """Take in what `path` holds, and say in words what: a whole case into a new file, Web Annotations into a case.

    Raises PlaceError where what stands there is not sound, UsageError where a whole case meets one that holds anything.
    """
    if not gather.is_case(path):
        return _annotated(path, into)
    case = gather.case(path)  # before the new file is made: what is not sound leaves nothing behind
    with store.open(into) as kept:
        kept.fill(case)
    judgements = len(case.judgements)
    return f"{len(case.documents)} pages, {len(case.statements)} statements, {judgements} judgements."


def _annotated(path: Path, into: str | Path) -> str:
    """Keep the judgements of Web Annotations that still find their words; the others are problems of the case."""
    text = gather.text(str(path))
    with store.open(into, make=False) as kept:
        found = list(gather.judgements(text, kept.documents()))
        problems = [one for one in found if isinstance(one, Problem)]
        for one in found:
            if isinstance(one, Judgement):
                kept.keep_judgement(one)
        kept.keep_problems(problems)
        pipeline.linked(kept)
    return f"{len(found) - len(problems)} judgements; {len(problems)} are not kept, see `firsthand problems`."
