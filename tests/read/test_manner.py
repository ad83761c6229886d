import pytest

from firsthand.read.forms import form
from firsthand.read.stance import manner

STANCES = [
    ("said", "the ferry had sailed", "asserts"),
    ("denied", "that the ferry was overloaded", "denies"),
    ("dismissed", "the account as one more invention", "denies"),
    ("called", "the report a baseless rumour", "denies"),
    ("did not deny", "that the ferry was overloaded", "doubts"),
    ("could not confirm", "the number of passengers", "doubts"),
    ("cast doubt on", "the captain's account", "doubts"),
    ("asked", "why the hatch stood open", "asks"),
    ("demanded", "that the port be closed", "demands"),
    ("predicted", "more storms", "predicts"),
    ("said", "the pilots could not confirm the sighting", "doubts"),
    ("said", "the port must be closed", "demands"),
    ("said", "the storm will pass by noon", "predicts"),
    ("said", "the storm had passed", "asserts"),
    ("warned", "that others would follow", "predicts"),
]


@pytest.mark.parametrize(("cue", "content", "stance"), STANCES)
def test_stance(cue, content, stance):
    assert manner(cue, content).stance == stance


def test_a_hedge_lowers_certainty_and_a_stronger_one_more():
    plain, likely, may = (manner("said", c).certainty for c in ("it sank", "it probably sank", "it may have sunk"))
    assert plain > likely > may


def test_the_narrator_keeps_apart_from_the_speaker():
    assert manner("claimed", "it sank").narrator == "distances"
    assert manner("admitted", "it sank").narrator == "endorses"
    assert manner("said", "it sank").narrator == "neutral"


@pytest.mark.parametrize(
    ("cue", "pieces", "before", "expected"),
    [
        ("said", ["“We sail at dawn.”"], "", "direct"),
        ("said", ["that they would “sail at dawn” whatever came"], "", "mixed"),
        ("said", ["that they would sail"], "", "indirect"),
        ("the claim", ["that they had sailed"], "", "nominal"),
        ("believes", ["they will sail"], "", "belief"),
    ],
)
def test_form(cue, pieces, before, expected):
    assert form(cue, pieces, before) == expected


def test_the_two_sides_are_treated_alike():
    """Swapping the names of the sides changes no stance, certainty or distance."""
    sentences = [
        ("denied", "that {a} had attacked {b}"),
        ("said", "{a} may have lied to {b}"),
        ("claimed", "{a} sank {b}'s ship"),
    ]
    for cue, content in sentences:
        one = manner(cue, content.format(a="Northland", b="Southland"))
        assert one == manner(cue, content.format(a="Southland", b="Northland"))
