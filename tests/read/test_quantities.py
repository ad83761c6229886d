from itertools import pairwise
from time import process_time

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
    ("Several thousand men came.", (3000, 7000, True, "person", "total")),
    ("Two dozen officers were seen.", (24, 24, False, "person", "total")),
    ("Some ten thousand soldiers came.", (10000, 10000, True, "person", "total")),
    ("The bridge cost $2.3bn.", (2.3e9, 2.3e9, False, "dollar", "total")),
    ("24 percent of them agreed.", (24, 24, False, "percent", "rate")),
    ("A shell of 155 mm fell.", (155, 155, False, "mm", "other")),
    ("Half a million shells were lent.", (5e5, 5e5, False, "shell", "total")),
    ("600 people were killed.", (600, 600, False, "person", "casualties")),
    ("Nearly 300 soldiers died.", (300, 300, True, "person", "casualties")),
    ("They lose 1,200 men a day.", (1200, 1200, False, "person", "rate")),
    ("It was the 12th package of sanctions.", (12, 12, False, "package", "rank")),
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


# Sentence, the words of one figure in it, and what it is: low, high, approximate, unit, role.
TOLD = [
    # bounds
    ("The hut sleeps no more than 30 walkers.", "no more than 30", (None, 30, False, "walker", "total")),
    ("Not fewer than six boats took part.", "Not fewer than six", (6, None, False, "boat", "total")),
    ("A swarm exceeding 900 bees passed.", "exceeding 900", (900, None, False, "bee", "total")),
    ("It weighed just under 70 kilos.", "just under 70", (None, 70, False, "kg", "other")),
    ("Close to 80 sheep grazed there.", "Close to 80", (80, 80, True, "sheep", "total")),
    ("Thirty-odd shelves fell.", "Thirty-odd", (30, 30, True, "shelf", "total")),
    ("They own 50 or more canvases.", "50 or more", (50, None, False, "canvas", "total")),
    ("More than a dozen women spoke.", "More than a dozen", (12, None, False, "person", "total")),
    ("He keeps half a dozen mice.", "half a dozen", (6, 6, False, "mouse", "total")),
    ("Two and a half million stamps were sold.", "Two and a half million", (2.5e6, 2.5e6, False, "stamp", "total")),
    (
        "Between four and five thousand geese came.",
        "Between four and five thousand",
        (4000, 5000, False, "goose", "total"),
    ),
    ("Scores of children sang.", "Scores", (40, 160, True, "child", "total")),
    ("Several dozen buses stood there.", "Several dozen", (36, 84, True, "bus", "total")),
    ("The price rose from $3 to $5.", "$3", (3, 3, False, "dollar", "other")),
    ("The price rose from $3 to $5.", "$5", (5, 5, False, "dollar", "other")),
    ("The council voted 31 to 12 for it.", "31", (31, 31, False, "vote", "total")),
    # shares and rates
    ("A quarter of the wells are dry.", "A quarter", (25, 25, False, "percent", "rate")),
    ("Nearly two-fifths of it burned.", "Nearly two-fifths", (40, 40, True, "percent", "rate")),
    ("One in ten looms stood still.", "One in ten", (10, 10, False, "percent", "rate")),
    ("Nine out of ten cooks agreed.", "Nine out of ten", (90, 90, False, "percent", "rate")),
    ("Every fifth loaf is wasted.", "Every fifth", (20, 20, False, "percent", "rate")),
    ("There are 7 nurses per 1,000 inhabitants.", "7", (7, 7, False, "nurse", "rate")),
    ("The mill makes 400 sacks a day.", "400", (400, 400, False, "sack", "rate")),
    # ranks
    ("It failed for the fourth time.", "fourth", (4, 4, False, "time", "rank")),
    ("It is the third-largest port.", "third-largest", (3, 3, False, "port", "rank")),
    # units
    ("The tank holds 3 million litres.", "3 million", (3e6, 3e6, False, "litre", "other")),
    ("The hall covers 900 square metres.", "900", (900, 900, False, "square metre", "other")),
    ("It cost 40 million Danish kroner.", "40 million", (4e7, 4e7, False, "krone", "other")),
    ("It was 31°C at noon.", "31°C", (31, 31, False, "degree", "other")),
    # nouns left out
    ("The flood killed 12 monks and injured 30.", "30", (30, 30, False, "monk", "casualties")),
    ("Twelve monks were killed and 30 injured.", "30", (30, 30, False, "monk", "casualties")),
    ("Six barges sank and another two ran aground.", "two", (2, 2, False, "barge", "part")),
    ("They sent 20 cooks, of whom five stayed.", "five", (5, 5, False, "cook", "part")),
    ("Of the 90 guests, 14 were children.", "14", (14, 14, False, "child", "part")),
    ("Only three of the 11 mills still turn.", "three", (3, 3, False, "mill", "part")),
    ("Only three of the 11 mills still turn.", "11", (11, 11, False, "mill", "total")),
    ("The rockets killed 17.", "17", (17, 17, False, "person", "casualties")),
    ("A crowd of 600 waited.", "600", (600, 600, False, "person", "total")),
    ("The number of otters rose to 60.", "60", (60, 60, False, "otter", "total")),
    # parts, plans and deeds
    ("She has 900 coins, including 40 ducats.", "40", (40, 40, False, "ducat", "part")),
    ("They hired 30 guards, 12 of them women.", "12", (12, 12, False, "person", "part")),
    ("The town will build 40 flats and three schools.", "three", (3, 3, False, "school", "planned")),
    ("The firm wants to hire 80 cooks.", "80", (80, 80, False, "cook", "planned")),
    ("At most 20 pupils will be admitted.", "At most 20", (None, 20, False, "pupil", "planned")),
    ("Up to 30 barns may have been damaged.", "Up to 30", (None, 30, False, "barn", "total")),
    ("It ordered 60 trams, but only 15 have arrived.", "15", (15, 15, False, "tram", "part")),
    ("Rebels killed 12 guards and burned four trucks.", "four", (4, 4, False, "truck", "total")),
    ("Twelve gunmen killed a guard.", "Twelve", (12, 12, False, "gunman", "total")),
    ("Her lead fell to 400 votes.", "400", (400, 400, False, "vote", "other")),
]


@pytest.mark.parametrize(("sentence", "words", "expected"), TOLD)
def test_a_figure_is_read_in_its_clause(sentence, words, expected):
    start = sentence.index(words)
    [found] = [q for q in quantities(sentence, 0, len(sentence)) if q.start < start + len(words) and start < q.end]
    unit = found.unit
    assert (found.low, found.high, found.approximate, unit, found.role) == expected


def test_the_span_covers_hedges_and_number_words():
    text = "No fewer than two hundred and five people came."
    [found] = quantities(text, 0, len(text))
    assert text[found.start : found.end] == "No fewer than two hundred and five"
    assert found.of == "people"


@pytest.mark.parametrize(
    ("noun", "one"),
    [
        ("lorries", "lorry"), ("houses", "house"), ("boxes", "box"), ("watches", "watch"), ("avalanches", "avalanche"),
        ("viruses", "virus"), ("potatoes", "potato"), ("shoes", "shoe"), ("crises", "crisis"), ("knives", "knife"),
        ("olives", "olive"), ("policewomen", "policewoman"), ("sheep", "sheep"), ("grandchildren", "grandchild"),
    ],
)  # fmt: skip
def test_the_unit_is_the_singular(noun, one):
    text = f"They saw 12 {noun} there."
    [found] = quantities(text, 0, len(text))
    assert found.unit == one


def test_number_words():
    assert value("twelve thousand") == 12000
    assert value("a hundred") == 100
    assert value("1.5 million") == 1500000
    assert value("hardly") is None


WORDS = st.sampled_from(
    "0 7 12 1,500 2019 3.5 half two hundred thousand million a and or of the them in to from between about than more "
    "at least up not every third will be killed were men children percent % $ – , . per including another".split()
)


@given(st.one_of(
    st.text(alphabet=st.sampled_from("0123456789 ,.-–%$abcthousandmillion to and some dozens"), max_size=80),
    st.lists(WORDS, max_size=25).map(" ".join),
))  # fmt: skip
def test_any_text_gives_valid_spans_and_bounds(text):
    found = quantities(text, 0, len(text))
    assert found == quantities(text, 0, len(text))
    for q in found:
        assert 0 <= q.start < q.end <= len(text)
        assert q.low is not None or q.high is not None
        assert q.low is None or q.high is None or q.low <= q.high
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.lists(WORDS, max_size=12).map(" ".join), st.integers(0, 9))
def test_what_stands_around_the_stretch_changes_nothing(text, shift):
    around = "9 " * shift + text + " 9 men"
    shifted = [
        (q.low, q.high, q.role, q.start - 2 * shift) for q in quantities(around, 2 * shift, 2 * shift + len(text))
    ]
    assert shifted == [(q.low, q.high, q.role, q.start) for q in quantities(text, 0, len(text))]


@pytest.mark.parametrize(
    "piece",
    [
        "about ",
        "two ",
        "12 men and ",
        "3 of them, ",
        "between 3 and ",
        "1,111,",
        "9",
        "will send 3 ",
        " ",
        "killed 3, ",
    ],
)
def test_a_long_line_takes_time_in_proportion(piece):
    line = "12 " + piece * (50_000 // len(piece))
    began = process_time()
    quantities(line, 0, len(line))
    assert process_time() - began < 10
