import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.read.quantities import quantities, value

# Sentence, and the figures in it: low, high, approximate, unit, role.
CASES = [
    ("The dispatch of some 12,000 troops has been decided.", (12000, 12000, True, "person", "planned")),
    ("A first group of 1,500 recruits was shipped.", (1500, 1500, False, "person", "part")),
    ("Between 1,000 and 3,000 soldiers went.", (1000, 3000, False, "person", "total")),
    ("About 6-7 million people watched.", (6e6, 7e6, True, "person", "total")),
    ("At least 3,000 men are in the camp.", (3000, None, False, "person", "total")),
    ("Up to 500 villagers left.", (None, 500, False, "villager", "total")),
    ("Tens of thousands of people marched.", (20000, 100000, True, "person", "total")),
    ("Several thousand men came.", (3000, 9000, True, "person", "total")),
    ("Two dozen officers were seen.", (24, 24, False, "person", "total")),
    ("Some ten thousand soldiers came.", (10000, 10000, True, "person", "total")),
    ("The bridge cost $2.3bn.", (2.3e9, 2.3e9, False, "dollar", "total")),
    ("24 percent of them agreed.", (24, 24, False, "percent", "rate")),
    ("A shell of 155 mm fell.", (155, 155, False, "mm", "other")),
    ("Half a million shells were lent.", (5e5, 5e5, True, "shell", "total")),
    ("600 people were killed.", (600, 600, False, "person", "casualties")),
    ("Nearly 300 soldiers died.", (300, 300, True, "person", "casualties")),
    ("They lose 1,200 men a day.", (1200, 1200, False, "person", "rate")),
    ("It was the 12th package of sanctions.", (12, 12, False, None, "rank")),
]


@pytest.mark.parametrize(("sentence", "expected"), CASES)
def test_a_figure_has_bounds_unit_and_role(sentence, expected):
    found = [(q.low, q.high, q.approximate, q.unit) for q in quantities(sentence, 0, len(sentence))]
    assert expected[:4] in found
    if expected[3] not in {"dollar"}:
        [role] = [q.role for q in quantities(sentence, 0, len(sentence)) if (q.low, q.high) == expected[:2]]
        assert role == expected[4]


@pytest.mark.parametrize(
    "sentence",
    [
        "On October 25, 2024 at 12:30 it began.",
        "In 2022 it was worse.",
        "A boy aged 14 came.",
        "Under Article 4 it is lawful.",
        "The 40-year-old ship sank.",
        "It was one more lie.",
    ],
)
def test_dates_ages_and_articles_are_no_figures(sentence):
    assert quantities(sentence, 0, len(sentence)) == ()


def test_number_words():
    assert value("twelve thousand") == 12000
    assert value("a hundred") == 100
    assert value("1.5 million") == 1500000
    assert value("hardly") is None


@given(st.text(alphabet=st.sampled_from("0123456789 ,.-–%$abcthousandmillion to and some dozens"), max_size=80))
def test_any_text_gives_valid_spans_and_bounds(text):
    for q in quantities(text, 0, len(text)):
        assert 0 <= q.start < q.end <= len(text)
        assert q.low is None or q.high is None or q.low <= q.high
