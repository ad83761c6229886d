"""A case file: what was found and judged is kept; the machine's reading can be dropped and made again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TypeVar

import msgspec
from sqlalchemy import Connection, Engine, Table, delete, func, select

from firsthand.errors import UsageError
from firsthand.records import (
    Actor,
    Cell,
    Claim,
    Document,
    Hypothesis,
    Judgement,
    Link,
    Mark,
    Problem,
    Rivals,
    Statement,
    Whole,
)
from firsthand.store import copying, tables
from firsthand.store.rows import insert, mark_id, plain, problem, put, record

_RIVALS = "hypotheses"
_STAMP = "stamp"
MANY = 10_000  # keys in one command: SQLite takes 32,766, PostgreSQL 65,535
Key = TypeVar("Key", str, bytes)
Noun = TypeVar("Noun", Document, Statement, Mark, Link, Actor, Claim)


class Store:
    """One open case. Each method is one transaction: after an interruption the case holds whole pages only."""

    def __init__(self, engine: Engine, path: str) -> None:
        self._engine = engine
        self.path = path
        "Where it is kept, as it may be shown: without a password."

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction that leaves another stamp behind."""
        with self._engine.begin() as connection:
            yield connection
            facts = tables.facts
            # Locked where a database has several writers at once: else two changes could leave one stamp.
            held = connection.execute(select(facts.c.value).where(facts.c.key == _STAMP).with_for_update()).scalar()
            put(connection, facts, [{"key": _STAMP, "value": str(int(held or 0) + 1)}])

    def documents(self) -> list[Document]:
        """Every page, by id."""
        return self._all(tables.documents, Document)

    def statements(self) -> list[Statement]:
        """Every statement, by id."""
        return self._all(tables.statements, Statement)

    def marks(self) -> list[Mark]:
        """Every mark of loaded language, by document and place."""
        return sorted(self._all(tables.marks, Mark), key=lambda m: (m.document, m.start, m.end, m.technique))

    def links(self) -> list[Link]:
        """Every link, by id."""
        return self._all(tables.links, Link)

    def actors(self) -> list[Actor]:
        """Every actor, by id."""
        return self._all(tables.actors, Actor)

    def claims(self) -> list[Claim]:
        """Every claim, by id."""
        return self._all(tables.claims, Claim)

    def judgements(self) -> list[Judgement]:
        """A person's judgements in force, in the order they were given."""
        return [found for found, undone in self.judged() if undone is None]

    def judged(self) -> list[tuple[Judgement, str | None]]:
        """Every judgement ever given, in order, with who undid it and when."""
        table = tables.judgements
        with self._engine.connect() as connection:
            rows = connection.execute(select(table.c.record, table.c.undone).order_by(table.c.number)).all()
        return [(msgspec.json.decode(record, type=Judgement), undone) for record, undone in rows]

    def keep_judgement(self, judgement: Judgement) -> None:
        """Keep a judgement; the same one given twice is one."""
        row = {"id": judgement.id, "record": record(judgement)}
        with self._writing() as connection:
            connection.execute(insert(connection, tables.judgements).on_conflict_do_nothing(), row)

    def undo_judgement(self, key: str, by: str, at: str) -> None:
        """Take a judgement out of force; it stays in the trail with who undid it, and when.

        Raises UsageError where none in force has this id.
        """
        table = tables.judgements
        with self._writing() as connection:
            found = connection.execute(
                table.update().where(table.c.id == key, table.c.undone.is_(None)).values(undone=f"{by} {at}")
            )
        if not found.rowcount:
            raise UsageError(f"No judgement in force has the id {key!r}: `firsthand judgements` lists them.")

    def problems(self) -> list[Problem]:
        """Everything that could not be done, by stage and place."""
        table = tables.problems
        with self._engine.connect() as connection:
            rows = connection.execute(select(table.c.stage, table.c.place, table.c.message)).all()
        return [Problem(*row) for row in sorted(map(tuple, rows))]  # a database sorts words by the rules of its country

    def document(self, key: str) -> Document | None:
        """The page with this id, or None."""
        with self._engine.connect() as connection:
            found = connection.execute(select(tables.documents.c.record).where(tables.documents.c.id == key)).scalar()
        return msgspec.json.decode(found, type=Document) if found else None

    def unread(self, by: str) -> list[Document]:
        """Pages that this reader has not read, by id."""
        read = select(tables.readings.c.document).where(tables.readings.c.by == by)
        query = (
            select(tables.documents.c.record).where(tables.documents.c.id.not_in(read)).order_by(tables.documents.c.id)
        )
        with self._engine.connect() as connection:
            return [msgspec.json.decode(row[0], type=Document) for row in connection.execute(query)]

    def keep_document(self, document: Document) -> None:
        """Keep a page, in place of what was kept under its id."""
        with self._writing() as connection:
            put(connection, tables.documents, [{"id": document.id, "record": record(document)}])

    def drop_documents(self, keys: Iterable[str]) -> None:
        """Forget pages, with all that was read in them."""
        with self._writing() as connection:
            for some in _parts(keys):
                connection.execute(delete(tables.documents).where(tables.documents.c.id.in_(some)))

    def keep_reading(self, document: str, by: str, statements: Sequence[Statement], marks: Sequence[Mark] = ()) -> None:
        """Keep what a reader made of a page, in place of any earlier reading."""
        said = [{"id": s.id, "document": document, "record": record(s)} for s in statements]
        marked = [{"id": mark_id(m), "document": document, "record": record(m)} for m in marks]
        with self._writing() as connection:
            for table, rows in ((tables.statements, said), (tables.marks, marked)):
                connection.execute(delete(table).where(table.c.document == document))
                put(connection, table, rows)
            put(connection, tables.readings, [{"document": document, "by": by}])

    def keep_linking(self, links: Sequence[Link], actors: Sequence[Actor], claims: Sequence[Claim]) -> None:
        """Keep the machine's links, actors and claims in place of its earlier ones; a person's links stay."""
        with self._writing() as connection:
            person = tables.links.c.by.startswith("person:")
            kept = set(connection.execute(select(tables.links.c.id).where(person)).scalars())
            connection.execute(delete(tables.links).where(~person))
            rows = [{"id": k.id, "kind": k.kind, "by": k.by, "record": record(k)} for k in links if k.id not in kept]
            put(connection, tables.links, rows)
            for table, records in ((tables.actors, actors), (tables.claims, claims)):
                connection.execute(delete(table))
                put(connection, table, [{"id": r.id, "record": record(r)} for r in records])

    def keep_problems(self, problems: Iterable[Problem]) -> None:
        """Keep problems; one that is known already is not kept twice."""
        rows = [problem(p.stage, p.place, p.message) for p in problems]
        if rows:
            with self._writing() as connection:
                put(connection, tables.problems, rows)

    def drop_problems(self, stage: str, places: Iterable[str]) -> None:
        """Forget a stage's problems with these places: they are about to be tried again."""
        table = tables.problems
        with self._writing() as connection:
            for some in _parts(map(plain, places)):
                connection.execute(delete(table).where(table.c.stage == stage, table.c.place.in_(some)))

    def drop_stage(self, stage: str) -> None:
        """Forget all problems of a stage that is about to be done anew."""
        with self._writing() as connection:
            connection.execute(delete(tables.problems).where(tables.problems.c.stage == stage))

    def fact(self, key: str) -> str | None:
        """A single fact of the case, such as its question."""
        with self._engine.connect() as connection:
            return connection.execute(select(tables.facts.c.value).where(tables.facts.c.key == key)).scalar()

    def keep_fact(self, key: str, value: str) -> None:
        """Keep a single fact."""
        with self._writing() as connection:
            put(connection, tables.facts, [{"key": key, "value": value}])

    def rivals(self) -> list[Rivals]:
        """What people set on explanations, in the order they did."""
        return msgspec.json.decode(self.fact(_RIVALS) or "[]", type=list[Rivals])

    def keep_rivals(self, hypotheses: Sequence[Hypothesis], cells: Sequence[Cell], at: str) -> None:
        """Keep what a person set on the explanations of a claim, behind what was set before."""
        facts = tables.facts
        with self._writing() as connection:
            held = connection.execute(select(facts.c.value).where(facts.c.key == _RIVALS).with_for_update()).scalar()
            before = msgspec.json.decode(held or "[]", type=list[Rivals])
            value = record([*before, Rivals(at, tuple(hypotheses), tuple(cells))])
            put(connection, facts, [{"key": _RIVALS, "value": value}])

    def recall(self, keys: Sequence[bytes], /) -> dict[bytes, bytes]:
        """The rows that the memo has of these keys."""
        table, found = tables.memo, dict[bytes, bytes]()
        with self._engine.connect() as connection:
            for some in _parts(keys):
                found.update((key, row) for key, row in connection.execute(select(table).where(table.c.key.in_(some))))
        return found

    def remember(self, rows: Mapping[bytes, bytes], /) -> None:
        """Keep rows in the memo."""
        with self._engine.begin() as connection:
            statement = insert(connection, tables.memo).on_conflict_do_nothing()
            connection.execute(statement, [{"key": k, "row": r} for k, r in rows.items()])

    def stamp(self) -> str:
        """Another one after every change of what the case holds, by whatever process."""
        return self.fact(_STAMP) or "0"

    def whole(self) -> Whole:
        """All that the case holds, as it stands at one moment."""
        with self._engine.connect() as connection:
            return copying.whole(copying.begin(connection))

    def fill(self, case: Whole) -> None:
        """Put a whole case into this empty one, all or nothing. Raises UsageError where it holds anything yet."""
        with self._writing() as connection:
            copying.fill(connection, case)

    def counts(self) -> dict[str, int]:
        """How many records of each noun are kept."""
        kept = (tables.documents, tables.statements, tables.links, tables.actors, tables.claims, tables.problems)
        with self._engine.connect() as connection:
            return {t.name: connection.execute(select(func.count()).select_from(t)).scalar_one() for t in kept}

    def _all(self, table: Table, kind: type[Noun]) -> list[Noun]:
        with self._engine.connect() as connection:
            rows = connection.execute(select(table.c.record).order_by(table.c.id)).scalars().all()
        return [msgspec.json.decode(row, type=kind) for row in rows]


def _parts(keys: Iterable[Key]) -> Iterator[list[Key]]:
    left = list(keys)
    return (left[n : n + MANY] for n in range(0, len(left), MANY))
