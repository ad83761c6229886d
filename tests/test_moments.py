"""Which of two pages came first, where their days and clocks can tell."""

from dataclasses import replace

import pytest

from firsthand.moments import can_take, earlier, order, precedes
from firsthand.records import Dated
from tests.making import page


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        ("2024-03-05", "2024-03-06", True),
        ("2024-03-05", "2024-03-05", None),
        ("2024-03-05T23:30:00-05:00", "2024-03-06T03:00:00+00:00", False),
        ("2024-03-05T10:00:00Z", "2024-03-05T10:00:01Z", True),
        ("2024-03-05T10:00:00", "2024-03-05T23:00:00Z", None),
        ("2024-03-05T10:00:00", "2024-03-06", True),
        (None, "2024-03-06", None),
    ],
)
def test_moments_are_compared_where_both_have_a_zone_else_days(one, other, before):
    assert precedes(one, other) is before
    assert precedes(other, one) is (None if before is None else not before)


def test_a_page_can_take_from_one_that_came_out_before_its_last_change():
    giver, taker = page("A\nText", "A", "2024-03-06"), page("B\nText", "B", "2024-03-05")
    assert earlier(taker, giver) is True
    assert not can_take(taker, giver)
    assert can_take(replace(taker, updated=Dated("2024-03-07", "meta")), giver)
    assert can_take(replace(taker, published=None), giver)
    assert can_take(taker, replace(giver, published=None))


def test_pages_are_ordered_by_moment_and_those_without_one_come_last():
    days = ["2024-03-05T08:00:00+00:00", "2024-03-05", "2024-03-05T23:00:00+00:00", None, "no day at all"]
    pages = [page(f"{n}\nText", f"Outlet {n}", day) for n, day in enumerate(days)]
    assert [p.outlet for p in sorted(pages, key=order)] == [p.outlet for p in pages]
