"""The table of an analysis: out, over a person's desk, and back."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.errors import UsageError
from firsthand.records import Cell, Evidence, Hypothesis, Passage, Reason, identity
from firsthand.weigh.hypotheses import exported, imported, weighed
from tests.making import page

PAGE = page("News\nThe depot at Brask was emptied in the night.")
LINE = st.text(st.characters(codec="utf-8"), max_size=40)
VALUES = st.sampled_from([-1, 0, 1])
RATIOS = st.tuples(st.integers(1, 60), st.integers(1, 60))


def made(names, rows):
    """An analysis of hypotheses called `names`, each row a list of (value, ratio, why, by a person)."""
    columns = [Hypothesis(identity("h", str(n)), name, None) for n, name in enumerate(names)]
    where = Passage(PAGE.id, 5, len(PAGE.text))
    units, cells = [], []
    for r, row in enumerate(rows):
        key = identity("e", str(r))
        units.append(Evidence(key, f"voice, no. {r}", "supports", where, 0.5, Reason("", 0.5, (where,))))
        for column, (value, ratio, why, person) in zip(columns, row, strict=True):
            if person and ratio:
                more = ratio[0] / ratio[1]
                value = (more > 1) - (more < 1)
            by = "person:Ada" if person else "hypotheses@1"
            stated = ratio[0] / ratio[1] if person and ratio else None
            cells.append(Cell(key, column.id, value, Reason(why if person else "draft", 0.0), by, stated))
    return weighed(columns, units, cells)


def tables():
    cell = st.tuples(VALUES, st.none() | RATIOS, LINE, st.booleans())
    return st.integers(1, 4).flatmap(
        lambda wide: st.builds(
            made,
            st.lists(LINE, min_size=wide, max_size=wide),
            st.lists(st.lists(cell, min_size=wide, max_size=wide), max_size=4),
        )
    )


def plain(text):
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


@settings(max_examples=200, deadline=None)
@given(tables())
def test_there_and_back_keeps_every_cell_of_a_person_and_no_draft(analysis):
    back = imported(exported(analysis, [PAGE]), analysis, "Ada")
    assert back.problems == ()
    assert back.hypotheses == ()
    mine = [c for c in analysis.cells if c.by == "person:Ada"]
    assert [(c.evidence, c.hypothesis, c.value, c.by) for c in back.cells] == [
        (c.evidence, c.hypothesis, c.value, c.by) for c in mine
    ]
    for found, given_cell in zip(back.cells, mine, strict=True):
        assert found.reason.text == plain(given_cell.reason.text)
        assert found.ratio == (None if given_cell.ratio is None else pytest.approx(given_cell.ratio, rel=1e-9))


@settings(max_examples=100, deadline=None)
@given(tables(), st.sampled_from([";", "\t", ","]), st.randoms(use_true_random=False))
def test_another_delimiter_and_another_order_of_rows_change_nothing(analysis, delimiter, random):
    table = exported(analysis, [PAGE])
    header, *rows = csv.reader(io.StringIO(table, newline=""))
    random.shuffle(rows)
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([header, *rows])
    again = imported("\ufeff" + out.getvalue(), analysis, "Ada").cells
    assert set(again) == set(imported(table, analysis, "Ada").cells)


@settings(max_examples=100, deadline=None)
@given(tables())
def test_no_cell_can_run_in_a_spreadsheet(analysis):
    for row in csv.reader(io.StringIO(exported(analysis, [PAGE]), newline="")):
        for cell in row:
            number = cell.split(":")[0].rstrip("?")
            assert not cell.startswith(("=", "+", "-", "@", "\t")) or number == "-1"


def test_evidence_that_bears_on_nothing_is_left_out_unless_asked_for():
    analysis = made(
        ["a", "b"], [[(0, None, "", False), (0, None, "", False)], [(0, None, "", True), (0, None, "", False)]]
    )
    lines = [exported(analysis, [PAGE], every=every).count("\r\n") for every in (False, True)]
    assert lines == [2, 3]


ONE = made(["because its roof leaked", "because shells were needed"], [[(1, None, "", False), (-1, None, "", False)]])
TABLE = exported(ONE, [PAGE])


def edited(old, new):
    assert TABLE.count(old) == 1
    return TABLE.replace(old, new)


@pytest.mark.parametrize(
    ("written", "value", "ratio", "why"),
    [
        ("-1", -1, None, ""),
        ("−1: it lay in dock", -1, None, "it lay in dock"),
        ("0 nothing follows", 0, None, "nothing follows"),
        ("+1", 1, None, ""),
        ("3 to 1: he was there", 1, 3.0, "he was there"),
        ("1:4", -1, 0.25, ""),
        ("05:01:00", 1, 5.0, ""),
        ("2 to 2", 0, 1.0, ""),
        ("1: 3", 1, None, "3"),
    ],
)
def test_what_a_person_may_write(written, value, ratio, why):
    [cell] = imported(edited("1?,-1?", f"{written},"), ONE, "Ada").cells
    assert (cell.value, cell.ratio, cell.reason.text, cell.by) == (value, ratio, why, "person:Ada")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("1?,-1?", "yes,-1?", ("Row 2", "because its roof leaked", "'yes'", "write -1, 0 or 1")),
        ("1?,-1?", "1?,2", ("Row 2", "because shells were needed", "'2'")),
        ("1?,-1?", "0 to 1,-1?", ("Row 2", "settle everything")),
        ("1?,-1?", "3 to 1?,-1?", ("Row 2", "cannot be read")),
        (identity("e", "0"), "0123456789abcdef", ("Row 2", "is no evidence", "fresh export")),
        (f"[{identity('h', '1')}]", "[0123456789abcdef]", ("Column 6", "delete the column")),
        (f"because shells were needed [{identity('h', '1')}]", f"x [{identity('h', '0')}]", ("Column 6", "twice")),
        ("evidence,who", "rows,who", ("first line must begin", "evidence")),
        ("1?,-1?", '"1?,-1?', ("no readable CSV",)),
    ],
)
def test_a_bad_table_says_where_and_what_to_write(old, new, told):
    with pytest.raises(UsageError) as caught:
        imported(edited(old, new), ONE, "Ada")
    assert all(part in str(caught.value) for part in told), str(caught.value)


def test_one_row_twice_is_an_error_where_both_are_a_persons():
    twice = edited("1?,-1?", "1,-1?")
    with pytest.raises(UsageError, match="two rows"):
        imported(twice + twice.split("\r\n")[1] + "\r\n", ONE, "Ada")


def test_a_draft_edited_with_its_mark_left_on_is_no_judgement_and_is_told():
    back = imported(edited("1?,-1?", "0?,-1?"), ONE, "Ada")
    assert back.cells == ()
    [problem] = back.problems
    assert "take away the ?" in problem.message


def test_a_new_column_is_a_new_hypothesis():
    lines = TABLE.strip().split("\r\n")
    back = imported(f"{lines[0]},for want of guards\r\n{lines[1]},-1: guards stood there\r\n", ONE, "Ada")
    [added] = back.hypotheses
    [cell] = back.cells
    assert (added.text, added.kind, cell.hypothesis, cell.value) == ("for want of guards", "given", added.id, -1)


def test_an_empty_table_of_no_evidence_comes_back_empty():
    bare = weighed([], [], [])
    assert imported(exported(bare, []), bare, "Ada").cells == ()
