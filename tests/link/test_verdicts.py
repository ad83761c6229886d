"""A person's word wins, can be undone, and finds its words again after a new reading."""

from dataclasses import replace

import pytest

from firsthand import ask, link, pipeline, store
from firsthand.errors import UsageError
from firsthand.records import Basis, Judgement, Passage, Span
from tests.making import page, said

ONE = "the ferry had run aground on the northern reef"
OTHER = "the harbour would stay closed until the wreck was moved"


def place(statement):
    return Passage(statement.document, statement.content[0].start, statement.content[0].end)


def judged(verb, left, right=None, at="2024-04-01T10:00:00+00:00", **fields):
    return Judgement(f"{verb}{at}{left.id[:4]}", verb, place(left), place(right) if right else None, "person:ada", at,
                     **fields)  # fmt: skip


@pytest.fixture
def told():
    pages = [
        page(f"News\nThe Coast Guard said that {ONE}.", "A", "2024-03-01"),
        page(f"More\nThe Pilots Union said that {ONE}.", "B", "2024-03-02"),
        page(f"Later\nThe Port Office said that {OTHER}.", "C", "2024-03-03"),
    ]
    statements = [
        said(pages[0], "The Coast Guard", ONE),
        said(pages[1], "The Pilots Union", ONE),
        said(pages[2], "The Port Office", OTHER),
    ]
    return pages, statements


def claims(told, *judgements):
    pages, statements = told
    made = link.links(pages, statements, link.verdicts(judgements, statements))
    return {frozenset(m.statement for m in claim.statements) for claim in made.claims}


def test_merge_and_split(told):
    _, (a, b, c) = told
    assert claims(told) == {frozenset({a.id, b.id}), frozenset({c.id})}
    assert claims(told, judged("merge", a, c)) == {frozenset({a.id, b.id, c.id})}
    assert claims(told, judged("split", a, b)) == {frozenset({a.id}), frozenset({b.id}), frozenset({c.id})}


def test_the_later_of_two_contradictory_judgements_is_in_force(told):
    _, (a, b, _) = told
    merge, split = (
        judged("merge", a, b, "2024-04-01T10:00:00+00:00"),
        judged("split", a, b, "2024-04-02T10:00:00+00:00"),
    )
    assert frozenset({a.id, b.id}) not in claims(told, merge, split)
    assert frozenset({a.id, b.id}) in claims(told, split, merge)


def test_a_position_and_a_dependence_change_the_count(told):
    pages, statements = told
    a, b, _ = statements

    def count(*judgements):
        made = link.links(pages, statements, link.verdicts(judgements, statements))
        [case] = [c for c in ask.cases(made.claims, pages, statements, made.links, made.actors) if a in c.statements]
        from firsthand.weigh import weights

        return weights(case, ("origins",))[0].value

    assert count() == 2
    assert count(judged("dependent", a, b)) == 1
    assert count(judged("opposes", b)) == 1


def test_words_that_moved_a_little_are_found_and_words_that_are_gone_are_reported(told):
    _, (a, b, c) = told
    shorter = replace(a, id="a2", content=(Span(a.content[0].start + 4, a.content[0].end),))
    found = link.verdicts([judged("merge", a, c)], [shorter, b, c])
    assert found.merged == (tuple(sorted(("a2", c.id))),)
    lost = link.verdicts([judged("merge", a, c)], [b, c])
    assert lost.merged == ()
    assert "no statement holds its words" in lost.problems[0].message


def test_shown_changes_the_basis_only(told):
    _, (a, _, _) = told
    offered = replace(a, basis=Basis("video", False, 0, 4))
    [after] = link.judged([offered], link.verdicts([judged("shown", a)], [offered]))
    assert after.basis.shown
    assert link.judged([a], link.verdicts([judged("shown", a)], [a])) == [a]


def fill(kept, told):
    pages, statements = told
    for one in pages:
        kept.keep_document(one)
        kept.keep_reading(one.id, "test@1", [s for s in statements if s.document == one.id])
    pipeline.linked(kept)


def test_kept_undone_and_still_in_the_trail(told, tmp_path):
    _, (a, _, c) = told
    with store.open(tmp_path / "case.sqlite") as kept:
        fill(kept, told)
        before = kept.claims()
        merge = judged("merge", a, c)
        pipeline.judge(kept, merge)
        assert len(kept.claims()) == len(before) - 1
        pipeline.undo(kept, merge.id, "person:bo", "2024-04-03")
        assert kept.claims() == before
        assert [undone for _, undone in kept.judged()] == ["person:bo 2024-04-03"]
        with pytest.raises(UsageError):
            pipeline.undo(kept, merge.id, "person:bo", "2024-04-03")


def test_outcomes_and_records_by_role(told, tmp_path):
    pages, statements = told
    echo = page(f"Echo\nLate on Monday {ONE}. Via: A", "D", "2024-03-04")
    told = ([*pages, echo], [*statements, said(echo, None, ONE, form="author")])
    a = statements[0]
    with store.open(tmp_path / "case.sqlite") as kept:
        fill(kept, told)
        assert ask.records(kept) == []
        pipeline.judge(kept, judged("false", a, on="2024-05-01", reference="https://example.org/x"))
        pipeline.judge(kept, judged("true", a, at="2024-05-03T00:00:00+00:00", on="2024-05-02", reference="b"))
        [outcome] = ask.outcomes(kept)
        assert (outcome.value, outcome.on) == ("true", "2024-05-02")
        found = {(r.role, r.name): r for r in ask.records(kept)}
    assert {("originator", "The Coast Guard"), ("originator", "The Pilots Union"), ("echoer", "D")} <= set(found)
    right = found["originator", "The Coast Guard"]
    assert right.brier == pytest.approx(0.05**2)
    assert right.brier < right.shrunk < 0.25
    assert found["echoer", "D"].brier is None


def test_as_of_a_day_nothing_later_leaks(told, tmp_path):
    from firsthand import tell

    with store.open(tmp_path / "case.sqlite") as kept:
        fill(kept, told)
        then = tell.tell(ask.dossier(kept, "2024-03-02"), "json")
        late = page(f"Much later\nThe Coast Guard denied that {ONE}.", "E", "2024-06-01")
        changed = page(f"Changed\nThe Coast Guard said that {ONE} twice.", "F", "2024-03-01",
                       updated=replace(late.published, value="2024-06-02"))  # fmt: skip
        for one in (late, changed):
            kept.keep_document(one)
            kept.keep_reading(one.id, "test@1", [said(one, "The Coast Guard", ONE)])
        pipeline.judge(kept, judged("split", *told[1][:2], at="2024-06-03T00:00:00+00:00"))
        assert tell.tell(ask.dossier(kept, "2024-03-02"), "json") == then
        assert tell.tell(ask.dossier(kept), "json") != then
        with pytest.raises(UsageError):
            ask.dossier(kept, "last Tuesday")
