"""One figure in several dresses comes out in one; what is no figure of its kind is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.plain import in_digits

ALIKE = [
    ("fifteen hundred lorries", "1,500 lorries"),
    ("half of the voters", "fifty percent of the voters"),
    ("one in five of the jobs", "20 per cent of the jobs"),
    ("two and a half million crowns", "2.5 million crowns"),
    ("a dozen sailors", "12 sailors"),
    ("six weeks", "42 days"),
    ("a decade ago", "ten years ago"),
    ("180 centimetres", "1.8 metres"),
    ("a third of the force", "one third of the force"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_one_figure_in_two_dresses(one, other):
    assert in_digits(one) == in_digits(other)


@pytest.mark.parametrize(
    "text",
    ["the third of May", "the second half of the year", "one of the men", "on 10 October 2024", "an F-16 at 10:30"],
)
def test_what_is_no_amount_is_left_alone(text):
    assert in_digits(text) == text


@given(st.text(max_size=200))
def test_twice_is_once(text):
    assert in_digits(in_digits(text)) == in_digits(text)
