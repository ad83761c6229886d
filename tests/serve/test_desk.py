"""One state of one case for every face: what is judged shows at once, and an outside change is seen too."""

import pytest

from firsthand import pipeline, store
from firsthand.errors import UsageError
from firsthand.judging import Decision
from firsthand.serve.desk import Desk
from tests.serve.making import filled

NOW = "2024-06-01T12:00:00+00:00"


@pytest.fixture
def desk(tmp_path):
    made = Desk(filled(tmp_path / "ferry.sqlite"))
    yield made
    made.close()


def test_a_view_is_made_once_until_something_changes(desk):
    first = desk.view()
    assert desk.view() is first
    a, b = (c.statements[0].statement for c in desk.dossier().claims[:2])
    desk.judge(Decision("merge", a, b, "one event"), "ada", NOW)
    assert desk.view() is not first
    assert any({m.statement for m in c.statements} >= {a, b} for c in desk.dossier().claims)


def test_an_undone_judgement_leaves_the_case_as_it_was(desk):
    before = desk.dossier().claims
    a, b = (c.statements[0].statement for c in before[:2])
    made = desk.judge(Decision("merge", a, b), "ada", NOW)
    desk.undo(made.id, "ada", NOW)
    assert desk.dossier().claims == before


def test_a_change_by_another_process_is_seen(desk):
    before = desk.stamp()
    with store.open(desk.store.path) as other:
        other.keep_fact("question", "Did it sink?")
    assert desk.stamp() != before
    assert desk.dossier().question == "Did it sink?"


@pytest.mark.parametrize(
    "decision",
    [
        Decision("burn", "x"),
        Decision("merge", "x"),
        Decision("shown", "x", "y"),
        Decision("true", "x"),
        Decision("true", "x", on="soon", reference="a book"),
        Decision("supports", "nothing has this id"),
    ],
)
def test_what_cannot_be_kept_says_why(desk, decision):
    with pytest.raises(UsageError):
        desk.judge(decision, "ada", NOW)
    assert not desk.store.judgements()


def test_linking_is_not_stale_after_an_interrupted_judgement(desk, monkeypatch):
    a, b = (c.statements[0].statement for c in desk.dossier().claims[:2])
    monkeypatch.setattr(pipeline, "linked", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        desk.judge(Decision("merge", a, b), "ada", NOW)
    assert [j.verb for j in desk.store.judgements()] == ["merge"]
