import pytest

from firsthand.read.forms import form
from firsthand.read.stance import CERTAINTY_OF, manner

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
    ("warned", "that the rope was frayed", "asserts"),
    ("warned", "walkers to keep off the pier", "demands"),
    ("did not rule out", "a second search", "predicts"),
    ("could not rule out", "that the hatch had been left open", "asserts"),
    ("ruled out", "that the hatch had been left open", "denies"),
    ("insisted", "that no alarm had been given", "denies"),
    ("insisted", "that the harbour master be dismissed", "demands"),
    ("does not accept", "that the crew was at fault", "denies"),
    ("found no proof that", "the cargo had shifted", "doubts"),
    ("has no doubt", "that the cargo had shifted", "asserts"),
    ("could not help noticing", "that the boats were gone", "asserts"),
    ("questioned", "whether the cargo had shifted", "doubts"),
    ("questioned", "why the cargo had shifted", "asks"),
    ("asked", "the port to send a tug", "demands"),
    ("demanded to know", "who had sent the tug", "asks"),
    ("the question of whether", "the tug was called", "asks"),
    ("said", "“Who sent the tug?”", "asks"),
    ("told", "the crew to lower the boats", "demands"),
    ("told", "reporters that the crew had lowered the boats", "asserts"),
    ("wants", "to raise the wreck", "predicts"),
    ("wants", "the wreck to be raised", "demands"),
    ("said", "he hoped to raise the wreck", "predicts"),
    ("said", "she pressed the button twice", "asserts"),
    ("said", "the will of the owner had been read", "asserts"),
    ("said", "it was unclear whether anybody was below", "doubts"),
    ("said", "there were no plans to raise the wreck", "denies"),
    ("threat", "by the pilots to stay ashore", "predicts"),
    ("refused", "to rule out that the hatch had been left open", "asserts"),
    ("said", "the hold is full of water and nobody will go down", "asserts"),
    ("plea", "for the search to go on", "demands"),
]


@pytest.mark.parametrize(("cue", "content", "stance"), STANCES)
def test_stance(cue, content, stance):
    assert manner(cue, content).stance == stance


def test_a_hedge_lowers_certainty_and_a_stronger_one_more():
    plain, likely, may = (manner("said", c).certainty for c in ("it sank", "it probably sank", "it may have sunk"))
    assert plain > likely > may


@pytest.mark.parametrize(
    ("cue", "content", "step"),
    [
        ("said", "the sea was calm", "certain"),
        ("said", "he could hear the bell", "certain"),
        ("said", "the crew could not see the light", "certain"),
        ("claimed", "the sea was calm", "certain"),
        ("vowed", "to raise the wreck", "certain"),
        ("believes", "the sea was calm", "probable"),
        ("expects", "the wind to drop", "probable"),
        ("said", "the light had most likely failed", "probable"),
        ("believes", "the light may have failed", "possible"),
        ("said", "that, if the log is right, the light had failed", "possible"),
        ("said", "it was possible that the light had failed", "possible"),
        ("hopes", "to raise the wreck", "possible"),
        ("declined to say", "who had the watch", "possible"),
        ("doubts", "that the light had failed", "unlikely"),
        ("does not expect", "the wind to drop", "unlikely"),
    ],
)
def test_the_steps_of_certainty(cue, content, step):
    given = manner(cue, content).certainty
    assert min(CERTAINTY_OF, key=lambda name: abs(CERTAINTY_OF[name] - given)) == step


def test_a_long_content_is_judged_by_its_front():
    assert manner("said", "the sea was calm. " + "It may rain. " * 100_000) == manner("said", "the sea was calm.")


def test_what_is_not_confirmed_is_not_endorsed():
    assert manner("confirmed", "that it sank").narrator == "endorses"
    assert manner("could not confirm", "that it sank").narrator == "neutral"


def test_scare_quotes_and_so_called_keep_a_distance():
    assert manner("said", "its “rescue service” was at sea").narrator == "distances"
    assert manner("said", "the so-called rescue was over").narrator == "distances"
    assert manner("said", "the rescue was a “great success”").narrator == "neutral"


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
