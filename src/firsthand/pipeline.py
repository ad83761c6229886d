"""Fills the store: the order of the stages, nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from firsthand import gather, link, read
from firsthand.engine import over
from firsthand.gather import Gathering
from firsthand.read import Reader
from firsthand.records import Actor, Document, Judgement, Mark, Problem, Statement
from firsthand.store import Store

# What is happening: stage, items done, items in all, the item at hand.
Progress = Callable[[str, int, int, str], None]


def silent(stage: str, done: int, total: int, item: str) -> None:
    """Shows nothing."""


def trace(
    store: Store,
    places: Sequence[str],
    options: Gathering,
    reader: Reader = read.statements,
    progress: Progress = silent,
) -> int:
    """Gather the places, read what is new, link the whole case. Returns how many pages the places gave."""
    found = gathered(store, places, options, progress)
    unread_pages(store, reader, progress)
    linked(store, progress)
    return found


def gathered(store: Store, places: Sequence[str], options: Gathering, progress: Progress = silent) -> int:
    """Keep each page as it comes, so that an interruption loses one at most."""
    singles, problems = _singles(places)
    store.drop_problems("gather", [*places, *singles])
    store.keep_problems(problems)
    found = 0
    steps = over("gather", lambda place: gather.documents(place, options), singles)
    for n, (place, documents, failed) in enumerate(steps, 1):
        for document in documents:
            known = store.document(document.id)
            store.keep_document(gather.merge([known, document])[0] if known else document)
        store.keep_problems(failed)
        found += len(documents)
        progress("gather", n, len(singles), place)
    _same_pages_once(store)
    return found


def _singles(places: Sequence[str]) -> tuple[list[str], list[Problem]]:
    singles: list[str] = []
    problems: list[Problem] = []
    for _, found, failed in over("gather", gather.places, places):
        singles.extend(found)
        problems.extend(failed)
    return list(dict.fromkeys(singles)), problems


def _same_pages_once(store: Store) -> None:
    kept = store.documents()
    once = {d.id: d for d in gather.merge(kept)}
    for document in kept:
        if document.id in once and once[document.id] != document:
            store.keep_document(once[document.id])
    store.drop_documents(d.id for d in kept if d.id not in once)


def unread_pages(store: Store, reader: Reader = read.statements, progress: Progress = silent) -> None:
    """Read the pages that this reader has not read yet."""
    by = read.version(reader)
    waiting = store.unread(by)
    for n, (document, found, failed) in enumerate(_readings(waiting, reader), 1):
        store.drop_problems("read", [_place(document)])
        store.keep_problems(failed)
        statements, marks = _parted(found)
        store.keep_reading(document.id, by, statements, marks)
        progress("read", n, len(waiting), _place(document))


def _readings(
    documents: Iterable[Document], reader: Reader
) -> Iterator[tuple[Document, list[Statement | Mark], list[Problem]]]:
    return over("read", lambda document: reader([document]), documents, _place)


def _parted(found: Iterable[Statement | Mark]) -> tuple[list[Statement], list[Mark]]:
    """Statements and marks, each in the reader's order."""
    kept = list(found)
    return [s for s in kept if isinstance(s, Statement)], [m for m in kept if isinstance(m, Mark)]


def _place(document: Document) -> str:
    return document.places[0] if document.places else document.id


def linked(store: Store, progress: Progress = silent) -> None:
    """Link all that was read, anew: the grouping of a case depends on its pages, never on how they came in."""
    documents, statements = store.documents(), store.statements()
    progress("link", 0, 1, f"{len(statements)} statements")
    found = link.verdicts(store.judgements(), statements)
    made = link.links(documents, statements, found, store)
    store.keep_linking(made.links, made.actors, made.claims)
    store.drop_stage("link")
    store.keep_problems((*found.problems, *made.problems))
    progress("link", 1, 1, f"{len(made.claims)} claims")


def judge(store: Store, judgement: Judgement) -> None:
    """Keep a person's judgement, and link the case anew under it."""
    store.keep_judgement(judgement)
    linked(store)


def undo(store: Store, key: str, by: str, at: str) -> None:
    """Take a judgement back, and link the case anew without it."""
    store.undo_judgement(key, by, at)
    linked(store)


@dataclass(frozen=True, slots=True)
class Reading:
    """One page as read by itself, outside any case; without a page, only the problems of its place."""

    document: Document | None
    statements: tuple[Statement, ...]
    marks: tuple[Mark, ...]
    actors: tuple[Actor, ...]
    problems: tuple[Problem, ...]


def readings(places: Sequence[str], options: Gathering, reader: Reader = read.statements) -> Iterator[Reading]:
    """Each page of the places with what was read in it, in the order of the places, without a case."""
    singles, problems = _singles(places)
    if problems:
        yield Reading(None, (), (), (), tuple(problems))
    for _, documents, failed in over("gather", lambda place: gather.documents(place, options), singles):
        if failed:
            yield Reading(None, (), (), (), tuple(failed))
        for document, found, unread in _readings(documents, reader):
            statements, marks = _parted(found)
            actors = link.actors([document], statements).actors
            yield Reading(document, tuple(statements), tuple(marks), tuple(actors), tuple(unread))
