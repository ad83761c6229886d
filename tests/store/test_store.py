import sqlite3

import pytest

from firsthand import store
from firsthand.errors import CaseError, UsageError
from firsthand.records import Cell, Hypothesis, Judgement, Link, Mark, Passage, Problem, Reason, Rivals, identity
from tests.making import page, said

PAGE = page("News\nThe Coast Guard said the ferry had sailed.")
STATEMENT = said(PAGE, "The Coast Guard", "the ferry had sailed")


def link_by(who):
    return Link(identity("same_claim", "a", "b"), "same_claim", "a", "b", False, 0.5, "why", who)


def test_what_is_kept_comes_back_as_it_was(place):
    with store.open(place) as kept:
        kept.keep_document(PAGE)
        kept.keep_reading(PAGE.id, "test@1", [STATEMENT])
    with store.open(place, make=False) as again:
        assert again.documents() == [PAGE]
        assert again.document(PAGE.id) == PAGE
        assert again.statements() == [STATEMENT]
        assert again.unread("test@1") == []
        assert again.unread("test@2") == [PAGE]


def test_a_document_takes_its_statements_with_it(place):
    with store.open(place) as kept:
        kept.keep_document(PAGE)
        kept.keep_reading(PAGE.id, "test@1", [STATEMENT])
        kept.drop_documents([PAGE.id])
        assert kept.counts()["statements"] == 0


def test_a_persons_link_is_never_overruled(place):
    with store.open(place) as kept:
        kept.keep_linking([link_by("person:ann")], [], [])
        kept.keep_linking([link_by("machine@1")], [], [])
        assert [k.by for k in kept.links()] == ["person:ann"]


def test_a_problem_is_kept_once(place):
    with store.open(place) as kept:
        kept.keep_problems([Problem("gather", "x", "gone"), Problem("gather", "x", "gone")])
        kept.keep_problems([Problem("gather", "x", "gone")])
        assert len(kept.problems()) == 1
        kept.drop_problems("gather", ["x"])
        assert kept.problems() == []


def test_what_is_set_on_explanations_comes_back_in_its_order(place):
    one, other = Hypothesis("a" * 16, "it burned", None), Hypothesis("b" * 16, "it sank", None, (("s", -1.0),))
    cell = Cell("s", one.id, -1, Reason("no ash", 0.0), "person:ann", 3.0)
    with store.open(place) as kept:
        assert kept.rivals() == []
        kept.keep_fact("question", "why?")
        kept.keep_rivals([one], [cell], "2026-01-02T00:00:00+00:00")
        kept.keep_rivals([other], [], "2026-01-01T00:00:00+00:00")
    with store.open(place, make=False) as again:
        assert again.rivals() == [
            Rivals("2026-01-02T00:00:00+00:00", (one,), (cell,)),
            Rivals("2026-01-01T00:00:00+00:00", (other,), ()),
        ]
        assert again.fact("question") == "why?"


def test_judgements_keep_their_order_and_can_be_undone(place):
    given = [judged(verb, f"2026-01-0{3 - n}") for n, verb in enumerate(("supports", "opposes", "uncertain"))]
    with store.open(place) as kept:
        for one in (*given, given[0]):
            kept.keep_judgement(one)
        kept.undo_judgement(given[1].id, "person:ann", "2026-02-01")
        with pytest.raises(UsageError, match="No judgement in force"):
            kept.undo_judgement(given[1].id, "person:ann", "2026-02-02")
        assert kept.judgements() == [given[0], given[2]]
        assert kept.judged() == [(given[0], None), (given[1], "person:ann 2026-02-01"), (given[2], None)]


def judged(verb, at):
    words = Passage(PAGE.id, 5, 20)
    return Judgement(identity(verb, at), verb, words, None, "person:ann", at)


def test_problems_are_sorted_alike_everywhere_and_may_be_of_any_length_and_words(place):
    given = [Problem("gather", "https://example.org/" + identity(str(n)) * 600, "gone") for n in range(2)] + [
        Problem("gather", name, "a zero \x00") for name in ("b", "B", "é", "a b", "a\x00")
    ]
    with store.open(place) as kept:
        kept.keep_problems(given)
        names = [p.place for p in kept.problems()]
        assert names == sorted(p.place.replace("\x00", "\ufffd") for p in given)
        kept.drop_problems("gather", [p.place for p in given])
        assert kept.problems() == []


def test_as_many_places_as_a_folder_holds(place):
    with store.open(place) as kept:
        kept.keep_problems([Problem("gather", "n39999", "gone")])
        kept.drop_problems("gather", [f"n{n}" for n in range(40_000)])
        kept.drop_documents([identity(str(n)) for n in range(40_000)])
        assert kept.problems() == []


def test_a_reading_replaces_the_one_before(place):
    other = said(PAGE, "The Coast Guard", "ferry had sailed")
    with store.open(place) as kept:
        kept.keep_document(PAGE)
        kept.keep_reading(PAGE.id, "test@1", [STATEMENT], [Mark(PAGE.id, "loaded", 0, 4, 0.9, False)])
        kept.keep_reading(PAGE.id, "test@2", [other])
        assert (kept.statements(), kept.marks(), kept.unread("test@2")) == ([other], [], [])
        assert kept.counts()["statements"] == 1


def test_what_stopped_halfway_is_not_kept(place):
    with store.open(place) as kept:
        kept.keep_document(PAGE)
        with pytest.raises(CaseError), store.open(place) as again:
            again.keep_reading("no such page", "test@1", [STATEMENT])
        assert kept.statements() == []


def test_a_database_without_a_case_is_named_where_one_is_needed(database):
    with pytest.raises(CaseError, match="no such case"), store.open(database, make=False):
        pass


def test_another_programs_database_server_side_is_refused(database):
    import psycopg

    with psycopg.connect(database.replace("+psycopg", "")) as connection:
        connection.execute("CREATE TABLE birds (name TEXT)")
    with pytest.raises(CaseError, match="another program"), store.open(database):
        pass


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda url: url + "_none", "no such database"),
        (lambda url: url.replace("127.0.0.1:", "127.0.0.1:1/").split("/case_")[0], "cannot be reached"),
        (lambda url: url.replace("tests@", "stranger:secret@"), "does not let this user in"),
    ],
)
def test_a_server_that_does_not_answer_or_refuses_is_told_plainly(database, change, says):
    with pytest.raises(CaseError, match=says) as told, store.open(change(database)):
        pass
    assert "secret" not in str(told.value)


@pytest.mark.parametrize(
    "place", ["mysql://ann:secret@host/cases", "postgresql://host", "postgresql+psycopg://host:x/y"]
)
def test_an_address_that_can_be_no_case_says_what_can(place):
    with pytest.raises(CaseError, match=r"postgresql\+psycopg://user@host/database") as told, store.open(place):
        pass
    assert "secret" not in str(told.value)


def test_problems_of_an_older_case_are_taken_along(tmp_path):
    path = tmp_path / "a.sqlite"
    with store.open(path) as kept:
        kept.keep_problems([Problem("gather", "x", "gone")])
    connection = sqlite3.connect(path)
    connection.executescript(
        "ALTER TABLE problems RENAME TO old; CREATE TABLE problems (number INTEGER PRIMARY KEY, stage, place, message);"
        "INSERT INTO problems (stage, place, message) SELECT stage, place, message FROM old; DROP TABLE old;"
        "UPDATE alembic_version SET version_num = '0004'"
    )
    connection.close()
    with store.open(path) as again:
        again.keep_problems([Problem("gather", "x", "gone")])
        assert again.problems() == [Problem("gather", "x", "gone")]


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


def test_the_migrations_make_the_tables_of_this_version(place):
    from sqlalchemy import create_engine, inspect

    from firsthand.store import tables

    with store.open(place):
        pass
    engine = create_engine(place if isinstance(place, str) else f"sqlite:///{place}")
    found = inspect(engine)
    for table in tables.metadata.sorted_tables:
        assert {c["name"] for c in found.get_columns(table.name)} == {c.name for c in table.columns}
    engine.dispose()
