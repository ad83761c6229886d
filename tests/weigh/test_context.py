"""Timing: a planted burst beside a planted event is found, and shuffled calendars are called unusual as said."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.extend import find
from firsthand.records import Case, Claim, Dated, Member, Passage, When
from firsthand.weigh import WEIGHERS, weights
from firsthand.weigh.context import MARGIN, RATE, weigh
from firsthand.weigh.days import told_days
from tests.making import page, said

CLAIM = "the depot at Brask was emptied"
START = date(2024, 3, 1)


def on(day):
    return (START + timedelta(day)).isoformat()


def case(pages, sentences=None, **fields):
    """A case of one page a day number; `sentences` are put on the page of that place in the list."""
    documents, statements = [], []
    for n, day in enumerate(pages):
        more = (sentences or {}).get(n, "Snow fell.")
        text = f"News {n}\nThe Army said that {CLAIM}. {more}"
        documents.append(page(text, f"Outlet {n}", None if day is None else on(day)))
        statements.append(said(documents[-1], "The Army", CLAIM, **fields))
    members = tuple(Member(s.id, "supports") for s in statements)
    claim = Claim("c", CLAIM, Passage(documents[0].id, 0, 4) if documents else Passage("", 0, 0), None, members)
    return Case(claim, tuple(statements), tuple(documents), (), ())


def unusual(weight):
    return [r.text for r in weight.reasons if r.text.startswith("Unusual timing")]


def summit(day):
    return f"The summit opened on {on(day)}."


SPREAD = [0, 10, 21, 33, 47, 58, 69, 80, 95]
BURST = [40, 40, 40, 41, 41]


def test_a_planted_burst_beside_a_planted_event_is_found():
    weight = weigh(case([*SPREAD, *BURST], {8: summit(40)}))
    [told] = unusual(weight)
    assert on(40) in told
    assert weight.value <= RATE
    assert any("in a burst from" in r.text and len(r.spans) == 5 for r in weight.reasons)
    assert any("The summit" not in r.text and r.spans for r in weight.reasons if on(40) in r.text)


def test_the_same_event_far_from_the_burst_is_not():
    weight = weigh(case([*SPREAD, *BURST], {8: summit(75)}))
    assert not unusual(weight)
    assert any(r.text.startswith("No unusual timing") for r in weight.reasons)


def test_one_close_event_among_many_tried_is_what_chance_gives():
    events = " ".join(summit(day) for day in range(4, 90, 6))
    assert not unusual(weigh(case([*SPREAD, *BURST], {8: events})))


def test_pages_that_tell_of_the_days_news_are_no_coincidence():
    weight = weigh(case([*SPREAD, *BURST], {n: summit(40) for n in range(len(SPREAD), len(SPREAD) + 5)}))
    assert not unusual(weight)
    assert any("how news is written" in r.text for r in weight.reasons)


def test_what_the_claim_itself_tells_of_is_not_tried():
    own = When(on(40), on(40), "day", None, 5, 9)
    weight = weigh(case([*SPREAD, *BURST], times=(own,)))
    assert weight.value is None
    assert any(f"The claim itself tells of {on(40)}" in r.text for r in weight.reasons)


def calendar(seed):
    """A claim with a burst on a random day and random events, none of which has to do with it."""
    random = Random(seed)
    middle = random.randrange(5, 90)
    pages = sorted(
        [0, 95, *(random.randrange(96) for _ in range(10)), *(middle + random.randrange(2) for _ in range(5))]
    )
    events = [random.randrange(-MARGIN, 96 + MARGIN) for _ in range(random.randrange(1, 6))]
    return case(pages, {random.randrange(len(pages)): " ".join(map(summit, events))})


def test_shuffled_calendars_are_called_unusual_no_more_often_than_said():
    flagged = sum(bool(unusual(weigh(calendar(seed)))) for seed in range(200))
    assert flagged <= RATE * 200
    assert flagged > 0  # a test that can never call anything unusual would pass the line above


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.integers(0, 90), min_size=6, max_size=14),
    st.integers(0, 88),
    st.lists(st.integers(0, 200), min_size=1, max_size=4, unique=True),
)
def test_over_all_shifts_of_a_calendar_the_rate_holds_exactly(pages, middle, events):
    days = sorted([0, 90, *pages, *[middle] * 4])
    length = 91 + 2 * MARGIN
    flagged = 0
    for shift in range(length):
        moved = [(e + shift) % length - MARGIN for e in events]
        flagged += bool(unusual(weigh(case([*days, 45], {len(days): " ".join(map(summit, moved))}))))
    assert flagged <= RATE * length


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_pages_changes_nothing(random):
    one = case([*SPREAD, *BURST], {8: summit(40), 2: summit(12)})
    documents, statements = list(one.documents), list(one.statements)
    random.shuffle(documents)
    random.shuffle(statements)
    assert weigh(Case(one.claim, tuple(statements), tuple(documents), (), ())) == weigh(one)


@pytest.mark.parametrize(
    ("pages", "told"),
    [
        ([], "none of 0 pages"),
        ([None] * 6, "none of 6 pages"),
        ([3, 4, None], "2 of 3 pages give a day"),
        ([5, 5], "2 of 2 pages give a day"),
    ],
)
def test_without_days_it_says_so(pages, told):
    weight = weigh(case(pages))
    assert weight.value is None
    assert told in weight.reasons[0].text


def test_no_named_days_leaves_nothing_to_set_beside():
    weight = weigh(case([*SPREAD, *BURST]))
    assert weight.value is None
    assert any("name no other day" in r.text for r in weight.reasons)


def test_even_pages_have_no_burst():
    weight = weigh(case(SPREAD, {3: summit(33)}))
    assert weight.value is None
    assert any("no burst" in r.text for r in weight.reasons)


def test_days_to_come_are_set_aside():
    weight = weigh(case([*SPREAD, *BURST], {8: summit(300)}))
    assert weight.value is None
    assert any("announced or mistaken" in r.text and r.spans for r in weight.reasons)


def test_one_page_with_a_wrong_year_does_not_make_everything_look_close():
    near = weigh(case([*SPREAD, *BURST], {8: summit(44)}))
    stretched = weigh(case([*SPREAD, *BURST, 9000], {8: summit(44)}))
    assert stretched.value == near.value
    assert any("set aside" in r.text for r in stretched.reasons)


def test_a_page_dated_after_it_was_seen_is_not_counted():
    made = case([*SPREAD, *BURST], {8: summit(40)})
    late = page("News\nThe Army spoke.", "Late", on(60), first_seen=Dated(on(50), "feed"))
    weight = weigh(Case(made.claim, made.statements, (*made.documents, late), (), ()))
    assert any("1 page without a day" in r.text for r in weight.reasons)


def test_few_days_cannot_tell():
    weight = weigh(case([1, 2, 2, 2, 3], {0: summit(2)}))
    assert not unusual(weight)
    assert any("could not be told from chance" in r.text for r in weight.reasons)


def test_it_is_found_like_any_other_weigher():
    made = case([*SPREAD, *BURST], {8: summit(40)})
    assert find("firsthand.weigh.context:weigh", WEIGHERS, "firsthand.weigh") is weigh
    assert weights(made, ("firsthand.weigh.context:weigh",))[0].weigher == "context"


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("on 5 March 2024", ["2024-03-05"]),
        ("on March 5th, 2023 and 2024-04-01", ["2023-03-05", "2024-04-01"]),
        ("on 28 Dec. he left", ["2023-12-28"]),
        ("by Sept 3 at the latest", ["2024-09-03"]),
        ("on 31 February 2024", []),
        ("29 February 2023 or 1 March", ["2024-03-01"]),
        ("order 2024-13-01 of 12 marching men", []),
        ("May 70 men march", []),
    ],
)
def test_written_days(words, days):
    document = page(f"News\nThe fleet sailed {words}.")
    assert [t.day.isoformat() for t in told_days(document, date(2024, 3, 5))] == days


def test_a_yearless_day_needs_the_pages_own():
    document = page("News\nThe fleet sailed on 5 March.")
    assert list(told_days(document, None)) == []
