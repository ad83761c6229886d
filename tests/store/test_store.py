import sqlite3

import pytest

from firsthand import store
from firsthand.errors import CaseError
from firsthand.records import Cell, Hypothesis, Link, Problem, Reason, Rivals, identity
from tests.making import page, said

PAGE = page("News\nThe Coast Guard said the ferry had sailed.")
STATEMENT = said(PAGE, "The Coast Guard", "the ferry had sailed")


def link_by(who):
    return Link(identity("same_claim", "a", "b"), "same_claim", "a", "b", False, 0.5, "why", who)


def test_what_is_kept_comes_back_as_it_was(tmp_path):
    with store.open(tmp_path / "a.sqlite") as kept:
        kept.keep_document(PAGE)
        kept.keep_reading(PAGE.id, "test@1", [STATEMENT])
    with store.open(tmp_path / "a.sqlite", make=False) as again:
        assert again.documents() == [PAGE]
        assert again.document(PAGE.id) == PAGE
        assert again.statements() == [STATEMENT]
        assert again.unread("test@1") == []
        assert again.unread("test@2") == [PAGE]


def test_a_document_takes_its_statements_with_it(tmp_path):
    with store.open(tmp_path / "a.sqlite") as kept:
        kept.keep_document(PAGE)
        kept.keep_reading(PAGE.id, "test@1", [STATEMENT])
        kept.drop_documents([PAGE.id])
        assert kept.counts()["statements"] == 0


def test_a_persons_link_is_never_overruled(tmp_path):
    with store.open(tmp_path / "a.sqlite") as kept:
        kept.keep_linking([link_by("person:ann")], [], [])
        kept.keep_linking([link_by("machine@1")], [], [])
        assert [k.by for k in kept.links()] == ["person:ann"]


def test_a_problem_is_kept_once(tmp_path):
    with store.open(tmp_path / "a.sqlite") as kept:
        kept.keep_problems([Problem("gather", "x", "gone"), Problem("gather", "x", "gone")])
        kept.keep_problems([Problem("gather", "x", "gone")])
        assert len(kept.problems()) == 1
        kept.drop_problems("gather", ["x"])
        assert kept.problems() == []


def test_what_is_set_on_explanations_comes_back_in_its_order(tmp_path):
    one, other = Hypothesis("a" * 16, "it burned", None), Hypothesis("b" * 16, "it sank", None, (("s", -1.0),))
    cell = Cell("s", one.id, -1, Reason("no ash", 0.0), "person:ann", 3.0)
    with store.open(tmp_path / "a.sqlite") as kept:
        assert kept.rivals() == []
        kept.keep_fact("question", "why?")
        kept.keep_rivals([one], [cell], "2026-01-02T00:00:00+00:00")
        kept.keep_rivals([other], [], "2026-01-01T00:00:00+00:00")
    with store.open(tmp_path / "a.sqlite", make=False) as again:
        assert again.rivals() == [
            Rivals("2026-01-02T00:00:00+00:00", (one,), (cell,)),
            Rivals("2026-01-01T00:00:00+00:00", (other,), ()),
        ]
        assert again.fact("question") == "why?"


def test_wal_and_foreign_keys_are_on(tmp_path):
    with store.open(tmp_path / "a.sqlite"):
        connection = sqlite3.connect(tmp_path / "a.sqlite")
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        connection.close()


@pytest.mark.parametrize("content", [b"hello, this is no case", b"SQLite format 3\x00" + b"\x07" * 4000])
def test_a_file_that_is_no_case_is_refused_and_left_alone(tmp_path, content):
    path = tmp_path / "a.sqlite"
    path.write_bytes(content)
    with pytest.raises(CaseError, match=r"not a case"), store.open(path):
        pass
    assert path.read_bytes() == content


def test_another_programs_database_is_refused(tmp_path):
    path = tmp_path / "a.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE birds (name TEXT)")
    connection.commit()
    connection.close()
    with pytest.raises(CaseError, match="another program"), store.open(path):
        pass


def test_a_missing_case_is_named_where_one_is_needed(tmp_path):
    with pytest.raises(CaseError, match="no such case"), store.open(tmp_path / "a.sqlite", make=False):
        pass


def test_a_newer_case_is_refused(tmp_path):
    path = tmp_path / "a.sqlite"
    with store.open(path):
        pass
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    with pytest.raises(CaseError, match="newer firsthand"), store.open(path):
        pass


def test_the_first_migration_makes_the_tables_of_this_version(tmp_path):
    from sqlalchemy import create_engine, inspect

    from firsthand.store import tables

    with store.open(tmp_path / "a.sqlite"):
        pass
    engine = create_engine(f"sqlite:///{tmp_path / 'a.sqlite'}")
    found = inspect(engine)
    for table in tables.metadata.sorted_tables:
        assert {c["name"] for c in found.get_columns(table.name)} == {c.name for c in table.columns}
    engine.dispose()
