"""Competing hypotheses: echoes change nothing, a named flip does, and little evidence says that it is little."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from firsthand.records import (
    Basis,
    Cell,
    Evidence,
    Hypothesis,
    Origin,
    Passage,
    Reason,
)
from firsthand.weigh.hypotheses import analysis, cells, evidence, pair, posterior, weighed
from firsthand.weigh.wording import wording
from tests.making import page, said
from tests.weigh.rivalry import CLAIM, asked, linked, told

ARMY, UNION, FOE = "The Norland Army", "The Dockers Union", "The Sudmark Ministry"


def scored(made):
    return {s.hypothesis: (s.inconsistency, s.bearing, s.posterior) for s in made.scores}


def values(made):
    return {(c.evidence, c.hypothesis): c.value for c in made.cells}


def kind(made, name):
    return next(h for h in made.hypotheses if h.kind == name)


def test_a_denial_speaks_against_the_claim_and_for_its_opposite():
    made = asked([told(0, ARMY), told(1, UNION), told(2, FOE, stance="denies")])
    yes, no = kind(made, "as told"), kind(made, "not so")
    assert sorted(v for (_, h), v in values(made).items() if h == yes.id) == [-1, 1, 1]
    assert sorted(v for (_, h), v in values(made).items() if h == no.id) == [-1, -1, 1]
    assert made.leaders == (yes.id,)
    against = {s.hypothesis: s.inconsistency for s in made.scores}
    assert against[yes.id] == pytest.approx(0.45)
    assert against[no.id] == pytest.approx(0.9)


def test_every_reason_points_at_words():
    made = asked([told(0, ARMY), told(1, FOE, stance="denies")])
    assert all(c.reason.text and c.reason.spans and c.by == "hypotheses@1" for c in made.cells)
    assert all(r.text and r.spans for s in made.scores for r in s.reasons)
    assert all(u.reason.spans for u in made.evidence)


def test_five_echoes_change_no_score_from_page_to_answer():
    made = [told(0, ARMY), told(1, UNION), told(2, FOE, stance="denies")]
    made[1] = told(1, UNION, "the story of the depot was spread in order to win arms")
    made.append(told(3, "The Brask Mayor"))
    echoes = [told(n, ARMY) for n in range(10, 15)]
    one, more = asked(made), asked([*made, *echoes])
    assert scored(one) == scored(more)
    assert one.leaders == more.leaders
    assert len(more.evidence) == len(one.evidence)


POSITIONS = st.sampled_from(["supports", "opposes", "reports", "uncertain"])
STANCES = st.sampled_from(["asserts", "denies", "doubts", "asks", "demands", "predicts"])
BASES = st.sampled_from(
    [None, Basis("imagery", True, 0, 4), Basis("unnamed", False, 0, 4), Basis("count", False, 0, 4)]
)
WORDS = st.sampled_from(
    ["the depot was emptied in haste", "the roof of the depot never leaked", "shells were needed", "snow fell in Ille"]
)
TELLINGS = st.tuples(WORDS, STANCES, POSITIONS, BASES, st.floats(0.1, 1.0), st.booleans())
EXPLAINED = (
    Hypothesis("h1", "the depot was emptied because its roof leaked", None),
    Hypothesis("h2", "the depot was emptied because shells were needed", None),
    Hypothesis("h3", "the depot was not emptied", None),
)


def origin(statement, position, known=True, echoes=()):
    ids = (statement.id, *(e.id for e in echoes))
    pages = (statement.document, *(e.document for e in echoes))
    return Origin(position, known, (), pages, ids, statement.id, ())


def scene(tellings):
    pages, statements, origins = [], [], []
    for n, (words, stance, position, basis, certainty, known) in enumerate(tellings):
        document = page(f"News {n}\nVoice {n} said that {words}.", f"Outlet {n}", f"2024-03-{n + 1:02}")
        statement = said(document, f"Voice {n}", words, stance=stance, basis=basis, certainty=certainty)
        pages.append(document)
        statements.append(statement)
        origins.append(origin(statement, position, known))
    return pages, statements, origins


@settings(max_examples=60, deadline=None)
@given(st.lists(TELLINGS, min_size=1, max_size=6), st.lists(TELLINGS, min_size=5, max_size=5), st.integers(0, 5))
def test_echoes_of_any_kind_change_no_score(tellings, echoes, which):
    pages, statements, origins = scene(tellings)
    echo_pages, echoing, _ = scene([("snow fell in Ille" if n else w, *rest) for n, (w, *rest) in enumerate(echoes)])
    echo_pages = [replace(d, id=f"e{d.id}") for d in echo_pages]
    echoing = [replace(s, id=f"e{s.id}", document=f"e{s.document}") for s in echoing]
    n = which % len(origins)
    folded = list(origins)
    folded[n] = origin(statements[n], origins[n].position, origins[n].known, echoing)
    one = analysis(statements, pages, origins, EXPLAINED)
    more = analysis([*echoing, *statements], [*echo_pages, *pages], folded, EXPLAINED)
    assert scored(one) == scored(more)
    assert values(one) == values(more)
    assert (one.leaders, one.carriers, one.reasons) == (more.leaders, more.carriers, more.reasons)


@settings(max_examples=40, deadline=None)
@given(st.lists(TELLINGS, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_records_changes_nothing(tellings, random):
    pages, statements, origins = scene(tellings)
    one = analysis(statements, pages, origins, EXPLAINED)
    for part in (pages, statements, origins):
        random.shuffle(part)
    assert analysis(statements, pages, origins, EXPLAINED) == one


def test_swapping_the_sides_changes_no_number():
    def sides(a, b):
        made = asked([told(0, f"The {a} Army"), told(1, f"The {b} Army", stance="denies"), told(2, f"The {a} Navy")])
        return [(u.weight, u.diagnosticity) for u in made.evidence], [
            (s.inconsistency, s.posterior) for s in made.scores
        ]

    assert sides("Norland", "Sudmark") == sides("Sudmark", "Norland")


@pytest.mark.parametrize(
    ("words", "fields", "text", "value"),
    [
        ("the roof of the depot leaked", {}, "the depot was emptied because its roof leaked", 1),
        ("the roof of the depot never leaked", {}, "the depot was emptied because its roof leaked", -1),
        ("the roof leaked", {"stance": "denies"}, "the depot was emptied because its roof leaked", -1),
        ("the roof never leaked", {"stance": "denies"}, "the depot was emptied because its roof leaked", 1),
        ("the roof leaked", {"stance": "doubts"}, "the depot was emptied because its roof leaked", 0),
        ("the depot was emptied", {"stance": "denies"}, "the depot was emptied because its roof leaked", -1),
        ("the depot was emptied", {}, "the depot was not emptied", -1),
        ("the depot holds 300 shells in crates", {}, "It is so that the depot holds 500 shells in crates", 0),
        ("snow fell in Ille", {}, "the depot was emptied because its roof leaked", 0),
    ],
)
def test_a_cell_is_drafted_from_the_words_and_who_denies(words, fields, text, value):
    document, statement = told(0, UNION, words, **fields)
    origins = [origin(statement, "supports")]
    [cell] = cells(evidence([statement], [document], origins), [statement], [document], [Hypothesis("h", text, None)])
    assert cell.value == value


def test_what_denies_the_claim_denies_every_explanation_of_it():
    made = asked([told(0, ARMY), told(1, FOE, stance="denies"), told(2, UNION, f"{CLAIM} because its roof leaked")])
    foe = next(u for u in made.evidence if u.who == FOE)
    assert values(made)[foe.id, kind(made, "cause").id] == -1


def test_words_of_the_topic_are_nothing_in_common():
    voices = [told(n, f"Voice {n}", f"the northern army in Lisk bought item {n}") for n in range(8)]
    pages, statements = (list(part) for part in zip(*voices, strict=True))
    origins = [origin(s, "supports") for s in statements]
    text = Hypothesis("h", "the army left because the northern army in Lisk is hungry", None)
    made = analysis(statements, pages, origins, [text])
    assert {c.value for c in made.cells} == {0}


def test_offering_an_explanation_is_no_evidence_for_it():
    words = "the depot was emptied because its roof leaked"
    document, statement = told(0, UNION, words)
    start = document.text.index(words)
    mine = Hypothesis("h", words, None, passages=(Passage(document.id, start, start + len(words)),))
    same = Hypothesis("g", words, None)
    units = evidence([statement], [document], [origin(statement, "supports")])
    assert [c.value for c in cells(units, [statement], [document], [mine, same])] == [0, 1]


def test_a_statement_that_only_points_is_read_with_what_it_points_at():
    document, statement = told(0, UNION, "the roof of the depot leaked")
    other = page("News\nThe Ministry denied this.", "Other", "2024-03-09")
    denial = said(other, "The Ministry", "this", stance="denies", refers_to=statement.id, form="anaphoric")
    units = evidence([statement, denial], [document, other], [origin(denial, "opposes")])
    leak = Hypothesis("h", "the depot was emptied because its roof leaked", None)
    [cell] = cells(units, [statement, denial], [document, other], [leak])
    assert cell.value == -1


def test_what_is_shown_counts_more_than_a_word_and_unknown_lineage_nothing():
    def weight(known=True, **fields):
        document, statement = told(0, UNION, **fields)
        [unit] = evidence([statement], [document], [origin(statement, "supports", known)])
        return unit.weight

    shown, told_of = Basis("imagery", True, 0, 4), Basis("imagery", False, 0, 4)
    bases = [shown, told_of, Basis("named", False, 0, 4), None, Basis("unnamed", False, 0, 4)]
    weights = [weight(basis=b) for b in bases]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == 5
    assert weight(certainty=0.45) < weight(certainty=0.95)
    assert weight(known=False) == 0


# What follows is over cells set by hand.


def unit(key, weight=1.0):
    where = Passage("d", 0, 4)
    return Evidence(key, f"voice {key}", "supports", where, weight, Reason("", weight, (where,)))


def grid(rows, by="hypotheses@1"):
    """An analysis from rows of cells: {"A": (weight, -1, 0, 1)}."""
    wide = len(next(iter(rows.values()))) - 1
    columns = [Hypothesis(f"h{n}", f"hypothesis {n}", None) for n in range(wide)]
    found = [
        Cell(key, f"h{n}", value, Reason("", 0.0), by) for key, (_, *row) in rows.items() for n, value in enumerate(row)
    ]
    return weighed(columns, [unit(key, weight) for key, (weight, *_) in rows.items()], found)


def test_least_against_it_leads_not_most_for_it():
    made = grid({"A": (1, 1, 0), "B": (1, 1, 0), "C": (1, 1, 1), "D": (1, -1, 1)})
    assert made.leaders == ("h1",)


def test_what_nobody_looked_at_cannot_lead():
    made = grid({"A": (1, -1, 0), "B": (1, 1, 0)})
    assert made.leaders == ("h0",)
    assert any("untested" in r.text for r in made.reasons)
    assert made.scores[-1].hypothesis == "h1"


def test_evidence_that_fits_all_alike_tells_nothing():
    document, statement = told(0, UNION, "the depot was emptied")
    other, against = told(1, FOE, "the roof of the depot never leaked")
    made = analysis(
        [statement, against], [document, other],
        [origin(statement, "supports"), origin(against, "supports")], EXPLAINED[:2],
    )  # fmt: skip
    assert [u.diagnosticity for u in made.evidence] == [0.0, 0.5]


ROWS = st.dictionaries(
    st.sampled_from("ABCDEF"),
    st.tuples(st.sampled_from([0.2, 0.4, 0.5, 1.0]), *[st.sampled_from([-1, 0, 1])] * 3),
    min_size=1,
)


@settings(max_examples=200, deadline=None)
@given(ROWS)
def test_each_named_flip_changes_the_leader_and_no_other_does(rows):
    made = grid(rows)
    named = {(c.evidence, c.hypothesis) for c in made.flips}
    for cell in made.flips:
        turned = {k: list(row) for k, row in rows.items()}
        turned[cell.evidence][1 + int(cell.hypothesis[1])] = cell.value
        assert grid(turned).leaders != made.leaders
    tested = {s.hypothesis for s in made.scores if s.bearing}
    bearing = {c.evidence for c in made.cells if c.value}
    for cell in made.cells:
        if cell.evidence not in bearing or (cell.evidence, cell.hypothesis) in named or cell.hypothesis not in tested:
            continue
        for value in {-1: (0, 1), 0: (-1,), 1: (0, -1)}[cell.value]:
            turned = {k: list(row) for k, row in rows.items()}
            turned[cell.evidence][1 + int(cell.hypothesis[1])] = value
            assert grid(turned).leaders == made.leaders


@settings(max_examples=100, deadline=None)
@given(ROWS)
def test_the_carriers_are_those_without_which_the_answer_is_another(rows):
    made = grid(rows)
    for key in rows:
        rest = {k: row for k, row in rows.items() if k != key}
        changed = (grid(rest).leaders if rest else ()) != made.leaders
        assert (key in made.carriers) == changed


@settings(max_examples=100, deadline=None)
@given(ROWS)
def test_the_shares_sum_to_one(rows):
    made = grid(rows)
    assert sum(s.posterior for s in made.scores) == pytest.approx(1.0)
    assert all(0 <= s.posterior <= 1 for s in made.scores)


def test_the_posterior_by_hand():
    where = Reason("", 0.0)
    found = [Cell("A", "h0", 1, where, "m"), Cell("A", "h1", -1, where, "m")]
    assert posterior(["h0", "h1"], [unit("A")], found) == pytest.approx({"h0": 0.75, "h1": 0.25})
    assert posterior(["h0", "h1"], [unit("A", 0.0)], found) == pytest.approx({"h0": 0.5, "h1": 0.5})
    stated = [replace(found[0], ratio=3.0, by="person:Ada"), replace(found[1], value=0)]
    assert posterior(["h0", "h1"], [unit("A", 0.1)], stated) == pytest.approx({"h0": 0.75, "h1": 0.25})


@settings(max_examples=60, deadline=None)
@given(ROWS, st.sampled_from("ABCDEF"))
def test_one_body_that_says_it_of_two_claims_counts_once(rows, key):
    assume(key in rows)
    once, units, cells_once = grid(rows), [unit(k, w) for k, (w, *_) in rows.items()], list(grid(rows).cells)
    again = replace(unit("Z", rows[key][0]), voice=key)
    twice = [replace(c, evidence="Z") for c in cells_once if c.evidence == key]
    assert scored(weighed(once.hypotheses, [*units, again], [*cells_once, *twice])) == scored(once)


def test_the_word_of_one_body_on_two_claims_is_one_voice():
    made = [told(0, ARMY), told(1, ARMY, "bread would cost a tenth more from Monday")]
    pages, statements, _, origins = linked(made)
    units = evidence(statements, pages, origins)
    assert len(units) == 2
    assert len({u.voice for u in units}) == 1


def test_when_the_two_readings_differ_it_is_said():
    rows = dict.fromkeys("ABCD", (1, 1, 0)) | {"E": (1, -1, 1)}
    made = grid(rows)
    assert made.leaders == ("h1",)
    assert any("Bayesian reading puts another first" in r.text for r in made.reasons)


def test_when_our_weights_decide_it_is_said():
    made = grid({"A": (1.0, -1, 1), "B": (0.3, 1, -1), "C": (0.3, 1, -1)})
    assert made.leaders == ("h1",)
    assert any("counted alike" in r.text for r in made.reasons)


def test_nothing_at_all_says_so():
    assert [r.text for r in analysis([], [], [], []).reasons] == [
        "No explanation is offered and none was put in: there is nothing to compare"
    ]
    bare = analysis([], [], [], EXPLAINED)
    assert bare.leaders == ()
    assert "no origin was found" in bare.reasons[0].text
    assert [s.posterior for s in bare.scores] == pytest.approx([1 / 3] * 3)


def test_one_unit_is_too_few_to_lean_on():
    made = asked([told(0, ARMY)])
    assert made.leaders == (kind(made, "as told").id,)
    assert made.carriers == (made.evidence[0].id,)
    assert any("Only 1 voice with a bearing on any of them: too few" in r.text for r in made.reasons)


def test_evidence_that_bears_on_nothing_leaves_it_open():
    document, statement = told(0, UNION, "snow fell in Ille")
    made = analysis([statement], [document], [origin(statement, "supports")], EXPLAINED)
    assert made.leaders == ()
    assert "none of 1 origin bears" in made.reasons[0].text


def test_unknown_lineage_is_shown_and_decides_nothing():
    document, statement = told(0, UNION, "the roof of the depot leaked")
    made = analysis([statement], [document], [origin(statement, "supports", known=False)], EXPLAINED)
    assert (made.leaders, made.flips, made.carriers) == ((), (), ())
    assert any(c.value for c in made.cells)


def test_a_persons_cell_overrides_the_draft_and_stays_when_another_telling_comes_first():
    made = [told(5, ARMY), told(6, FOE, stance="denies")]
    before = asked(made)
    army = next(u for u in before.evidence if u.who == ARMY)
    yes = kind(before, "as told")
    judged = [Cell(army.id, yes.id, -1, Reason("it was at sea", 0.0), "person:Ada")]
    assert values(asked(made, judged=judged))[army.id, yes.id] == -1
    later = asked([told(0, ARMY), *made], before.hypotheses, judged)
    moved = next(u for u in later.evidence if u.who == ARMY)
    assert moved.id != army.id
    assert values(later)[moved.id, kind(later, "as told").id] == -1


def test_a_machines_cell_overrides_nothing():
    made = [told(0, ARMY), told(1, FOE, stance="denies")]
    first = asked(made)
    assert values(asked(made, judged=[replace(c, value=0) for c in first.cells])) == values(first)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=60))
def test_any_text_has_a_wording(text):
    assert wording(text) == wording(f" {text} ")


def test_the_pair_covers_the_members_of_its_claim():
    _, statements, found, _ = linked([told(0, ARMY), told(1, FOE, stance="denies")])
    [claim] = found.claims
    assert {s for h in pair(claim) for s, _ in h.bearings} == {s.id for s in statements}
