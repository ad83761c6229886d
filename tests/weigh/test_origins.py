"""Count the voices, not the echoes."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand import link
from firsthand.ask import cases
from firsthand.records import Mention, Origin
from firsthand.weigh import weights
from tests.making import page, said

CLAIM = "the ferry had run aground on the northern reef"


def weighed(pages, statements):
    made = link.links(pages, statements)
    [claim] = made.claims
    ordered = link.by_publication(pages)
    [case] = cases([claim], ordered, statements, made.links, made.actors)
    return weights(case)[0]


def told(n, speaker, outlet=None, day=None, **fields):
    document = page(
        f"News {n}\n{speaker or 'It'} said that {CLAIM} {n} times over.",
        outlet or f"Outlet {n}",
        day or f"2024-03-{n + 1:02}",
    )
    return document, said(document, speaker, CLAIM, **fields)


def test_one_body_on_five_pages_is_one_origin_with_four_echoes():
    pages, statements = zip(*(told(n, "The Coast Guard") for n in range(5)), strict=True)
    weight = weighed(pages, statements)
    [origin] = weight.items
    assert (weight.value, weight.low, weight.high) == (1, 1, 1)
    assert len(origin.documents) == 5
    assert origin.first == statements[0].id


def test_two_bodies_that_nothing_ties_are_two_origins():
    pages, statements = zip(told(0, "The Coast Guard"), told(1, "The Pilots Union"), strict=True)
    assert weighed(pages, statements).value == 2


def test_a_denial_is_never_support():
    pages, statements = zip(told(0, "The Coast Guard"), told(1, "The Operator", stance="denies"), strict=True)
    weight = weighed(pages, statements)
    assert weight.value == 1
    assert {o.position for o in weight.items if isinstance(o, Origin)} == {"supports", "opposes"}


def test_two_spokesmen_of_one_body_are_one_voice():
    one = page(f"News\nCoast Guard spokesman Olaf Berg said that {CLAIM}.", "A", "2024-03-01")
    other = page(f"News\nThe Coast Guard said that {CLAIM} again.", "B", "2024-03-02")
    statements = (
        said(one, "Coast Guard spokesman Olaf Berg", CLAIM, name="Olaf Berg"),
        said(other, "The Coast Guard", CLAIM),
    )
    assert weighed((one, other), statements).value == 1


def test_unnamed_sources_of_one_day_are_presumed_one_and_the_range_says_so():
    pages, statements = zip(*(told(n, "A source", day="2024-03-05", named=False) for n in range(5)), strict=True)
    weight = weighed(pages, statements)
    assert (weight.value, weight.high) == (1, 5)


def test_unknown_lineage_is_not_independence():
    pages, statements = zip(told(0, "The Coast Guard"), told(1, None), strict=True)
    weight = weighed(pages, statements)
    assert weight.value == 1
    assert weight.high == 2
    assert any("unknown lineage" in reason.text for reason in weight.reasons)


def test_a_page_that_credits_a_wire_echoes_it():
    wire, first = told(0, "A rescuer", "Meridian Wire", named=False)
    taker = page(f"Later\nAccording to Meridian Wire, sources said that {CLAIM} too.", "Harbour Courier", "2024-03-09")
    second = said(taker, "sources", CLAIM, named=False)
    weight = weighed((wire, taker), (first, second))
    [origin] = weight.items
    assert origin.first == first.id
    assert any("Meridian Wire" in reason.text for reason in origin.reasons)


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(5)))
def test_the_order_of_pages_changes_no_number(order):
    made = [
        told(0, "The Coast Guard"),
        told(1, "A source", named=False),
        told(2, None),
        told(3, "The Coast Guard"),
        told(4, "The Union"),
    ]
    pages, statements = zip(*made, strict=True)
    again = weighed([pages[n] for n in order], [statements[n] for n in order])
    first = weighed(pages, statements)
    assert (again.value, again.low, again.high) == (first.value, first.low, first.high)


def test_swapping_the_sides_changes_no_number():
    def sides(a, b):
        pages, statements = zip(
            told(0, f"The {a} Army"), told(1, f"The {b} Army", stance="denies"), told(2, f"The {a} Army"), strict=True
        )
        weight = weighed(pages, statements)
        return weight.value, weight.low, weight.high, [(o.position, o.known, len(o.documents)) for o in weight.items]

    assert sides("Northland", "Southland") == sides("Southland", "Northland")


def first_of(pages, statements):
    [origin] = weighed(pages, statements).items
    return next(s.document for s in statements if s.id == origin.first)


def test_who_relays_another_page_did_not_tell_first_whatever_its_date():
    early, relayed = told(0, "The Coast Guard", day="2024-03-01")
    start = early.text.index("times over")
    relayed = replace(relayed, via=(Mention("Meridian Wire", True, start, start + 5),))
    late, own = told(1, "The Coast Guard", day="2024-03-02")
    assert first_of((early, late), (relayed, own)) == late.id


def test_the_clock_tells_who_was_first_on_one_day():
    one, said_one = told(0, "The Coast Guard", day="2024-03-01T18:00:00+09:00")
    other, said_other = told(1, "The Coast Guard", day="2024-03-01T10:00:00+00:00")
    assert first_of((one, other), (said_one, said_other)) == one.id


def test_where_days_do_not_tell_the_page_that_others_took_from_was_first():
    pages, statements = zip(*(told(n, "The Coast Guard", day="2024-03-01") for n in range(2)), strict=True)
    source = max(pages, key=lambda p: p.id)  # not the one that comes first by name
    taker = page(f"Later\nThe Coast Guard told {source.outlet}: {CLAIM}.", "Echo Post", "2024-03-02")
    start = taker.text.index(source.outlet)
    via = (Mention(source.outlet, True, start, start + len(source.outlet)),)
    relayed = said(taker, "The Coast Guard", CLAIM, via=via)
    assert first_of((*pages, taker), (*statements, relayed)) == source.id
