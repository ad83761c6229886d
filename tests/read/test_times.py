import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.read.times import times

# Expression, first and last day it can mean, read on Wednesday 23 October 2024.
CASES = [
    ("on Friday", "2024-10-18", "2024-10-18"),
    ("next Monday", "2024-10-28", "2024-10-28"),
    ("yesterday", "2024-10-22", "2024-10-22"),
    ("18 October 2023", "2023-10-18", "2023-10-18"),
    ("Oct. 18", "2024-10-18", "2024-10-18"),
    ("between 8 and 13 October", "2024-10-08", "2024-10-13"),
    ("October 8-13", "2024-10-08", "2024-10-13"),
    ("by December", "2024-12-01", "2024-12-31"),
    ("in early January", "2024-01-01", "2024-01-10"),
    ("last week", "2024-10-14", "2024-10-20"),
    ("last month", "2024-09-01", "2024-09-30"),
    ("earlier this month", "2024-10-01", "2024-10-23"),
    ("three days ago", "2024-10-20", "2024-10-20"),
    ("two months earlier", "2024-08-01", "2024-08-31"),
    ("in the summer of 2014", "2014-06-01", "2014-08-31"),
    ("since 2022", "2022-01-01", "2022-12-31"),
    ("in March", "2024-03-01", "2024-03-31"),
    ("2025-02-27", "2025-02-27", "2025-02-27"),
]


@pytest.mark.parametrize(("words", "earliest", "latest"), CASES)
def test_an_expression_means_its_days(words, earliest, latest):
    text = f"It happened {words}, they said."
    [when] = times(text, 0, len(text), "2024-10-23")
    assert (when.earliest, when.latest) == (earliest, latest)
    assert text[when.start : when.end] in f" {words} "


@pytest.mark.parametrize(
    "words", ["They may come.", "The men march on.", "Article 4 and 12,000 men.", "On 31 February they left."]
)
def test_what_is_no_time_is_none(words):
    assert [w for w in times(words, 0, len(words), "2024-10-23") if w.earliest] == []


def test_without_a_page_day_only_full_dates_resolve():
    text = "On Friday and on 18 October 2024."
    relative, full = times(text, 0, len(text), None)
    assert relative.earliest is None
    assert full.earliest == "2024-10-18"


@given(st.text(max_size=200), st.dates().map(str))
def test_spans_lie_inside_and_in_order(text, day):
    found = times(text, 0, len(text), day)
    ends = [0, *(w.end for w in found)]
    assert all(before <= w.start < w.end <= len(text) for before, w in zip(ends, found, strict=False))
    assert all(w.earliest is None or w.earliest <= w.latest for w in found)
