import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.gather import dates


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Update Time : Friday, October 25, 2024", "2024-10-25"),
        ("Oct. 25, 2024", "2024-10-25"),
        ("Sept 3rd, 2024", "2024-09-03"),
        ("25 October 2024", "2024-10-25"),
        ("the 25th of October, 2024", "2024-10-25"),
        ("25-Oct-2024", "2024-10-25"),
        ("2024-10-25", "2024-10-25"),
        ("2024/10/25", "2024-10-25"),
        ("25.10.2024", "2024-10-25"),
        ("3.4.2024", "2024-04-03"),
        ("10/25/2024", "2024-10-25"),
        ("25/10/2024", "2024-10-25"),
        ("5/5/2024", "2024-05-05"),
        ("2024 Oct 25", "2024-10-25"),
        ("2024-10-25T09:33:00Z", "2024-10-25T09:33:00+00:00"),
        ("2024-10-25T09:33+0530", "2024-10-25T09:33:00+05:30"),
        ("2024-10-25T09:33:11.123-04:00", "2024-10-25T09:33:11-04:00"),
        ("October 25, 2024 at 9:33 p.m. EDT", "2024-10-25T21:33:00-04:00"),
        ("25 Oct 2024, 12:05 AM GMT", "2024-10-25T00:05:00+00:00"),
        ("Mon, 02 Mar 2026 09:30:00 +0100", "2026-03-02T09:30:00+01:00"),
        ("October 25, 2024 9:33 pm", "2024-10-25"),
        # What can mean two days, or none, gives none.
        ("03/04/2024", None),
        ("October 2024", None),
        ("31 February 2024", None),
        ("2024-13-01", None),
        ("room 25.10.20244", None),
        ("version 1.2.2024.7", None),
        ("yesterday", None),
        ("25 October", None),
    ],
)
def test_days_and_moments(line, value):
    assert dates.iso(line) == value


def test_several_dates_in_one_line_keep_their_places():
    line = "Published 2 March 2026 | Updated March 3, 2026"
    assert [(found.value, line[found.start : found.end]) for found in dates.dates(line)] == [
        ("2026-03-02", "2 March 2026"),
        ("2026-03-03", "March 3, 2026"),
    ]


@given(st.dates(min_value=__import__("datetime").date(1950, 1, 1), max_value=__import__("datetime").date(2049, 12, 31)))
def test_a_date_written_out_is_read_back(day):
    for form in ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%A, %b %d, %Y", "%d.%m.%Y"):
        assert dates.iso(day.strftime(form)) == day.isoformat()


@given(st.text(alphabet="0123456789 /.-:TZoctmay,", max_size=60))
def test_no_text_crashes(line):
    for found in dates.dates(line):
        assert 0 <= found.start < found.end <= len(line)
