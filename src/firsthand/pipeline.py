"""Fills the store: the order of the stages, nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from firsthand import gather, link, read
from firsthand.engine import over
from firsthand.gather import Gathering
from firsthand.read import Reader
from firsthand.records import Actor, Document, Problem, Statement
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
    for n, (document, statements, failed) in enumerate(_readings(waiting, reader), 1):
        store.drop_problems("read", [_place(document)])
        store.keep_problems(failed)
        store.keep_reading(document.id, by, statements)
        progress("read", n, len(waiting), _place(document))


def _readings(
    documents: Iterable[Document], reader: Reader
) -> Iterator[tuple[Document, list[Statement], list[Problem]]]:
    return over("read", lambda document: reader([document]), documents, _place)


def _place(document: Document) -> str:
    return document.places[0] if document.places else document.id


def linked(store: Store, progress: Progress = silent) -> None:
    """Link all that was read, anew: the grouping of a case depends on its pages, never on how they came in."""
    documents, statements = store.documents(), store.statements()
    progress("link", 0, 1, f"{len(statements)} statements")
    made = link.links(documents, statements)
    store.keep_linking(made.links, made.actors, made.claims)
    progress("link", 1, 1, f"{len(made.claims)} claims")


def readings(
    places: Sequence[str], options: Gathering, reader: Reader = read.statements
) -> Iterator[tuple[Document | None, list[Statement], list[Actor], list[Problem]]]:
    """Each page of the places with its statements, actors and problems, in the order of the places, without a case."""
    singles, problems = _singles(places)
    if problems:
        yield None, [], [], problems
    for _, documents, failed in over("gather", lambda place: gather.documents(place, options), singles):
        if failed:
            yield None, [], [], failed
        for document, statements, unread in _readings(documents, reader):
            yield document, statements, list(link.actors([document], statements).actors), unread
