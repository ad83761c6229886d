"""Which sentences explain, what, by what, and who offers it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand import link
from firsthand.records import Hypothesis
from firsthand.weigh.connectives import parts
from firsthand.weigh.hypotheses import drafted, pair
from tests.making import page, said
from tests.weigh.rivalry import CLAIM, linked, told


@pytest.mark.parametrize(
    ("text", "kind", "why"),
    [
        ("The depot was emptied because Norland needs the shells", "cause", "Norland needs the shells"),
        ("Because Norland needs the shells, the depot was emptied", "cause", "Norland needs the shells"),
        ("The story was spread in order to win arms", "motive", "win arms"),
        ("In order to win arms, the ministry spread the story", "motive", "win arms"),
        ("The leak is clearly meant to embarrass the minister", "motive", "embarrass the minister"),
        ("The raid was used as a pretext for the blockade", "motive", "the blockade"),
        ("Sudmark invented the raid in a bid to save the talks", "motive", "save the talks"),
        ("They closed the road so that nobody might see the trucks", "motive", "nobody might see the trucks"),
        ("The ministry was motivated by fear of an election", "motive", "fear of an election"),
        ("The aim of the story is to win arms", "motive", "to win arms"),
        ("The reason for the fire was a worn cable", "cause", "a worn cable"),
        ("A tale that serves everyone who tells it is suspect", "gain", "everyone who tells it is suspect"),
        ("The blockade benefits only the smugglers of Ille", "gain", "only the smugglers of Ille"),
        ("If the depot is empty, the army cannot hold the pass", "condition", "the depot is empty"),
        ("The army is lost if the depot is empty, then", "condition", None),
        ("It was not because of rain but because of ice that it fell", "cause", "ice that it fell"),
    ],
)
def test_what_explains_is_found(text, kind, why):
    found = parts(text)
    if why is None:
        assert found is None
    else:
        assert found is not None
        assert (found.kind, found.why) == (kind, why)


@pytest.mark.parametrize(
    "text",
    [
        "The ferry ran aground on the reef",
        "He serves as chairman of the board",
        "She served in the navy for ten years",
        "He looked as if he knew, then left the hall",
        "The reason for the delay is unclear",
        "Nobody knows if the talks go on",
        "It was not because of rain",
    ],
)
def test_what_explains_nothing_is_left(text):
    assert parts(text) is None


def drafts(document, *statements, claims=()):
    statements = list(statements)
    return drafted([document], statements, link.actors([document], statements).actors, claims)


def test_the_holder_is_who_says_it_and_the_passage_its_words():
    words = "the story was spread in order to win arms"
    document = page(f"News\nThe Sudmark embassy said that {words}. Snow fell.")
    statement = said(document, "The Sudmark embassy", words)
    [hypothesis] = drafts(document, statement)
    [where] = hypothesis.passages
    assert (hypothesis.text, hypothesis.kind) == (words, "motive")
    assert hypothesis.holder == link.actors([document], [statement]).actors[0].id
    assert document.text[where.start : where.end] == words


def test_what_a_speaker_denies_he_does_not_offer():
    words = "the story was spread in order to win arms"
    document = page(f"News\nThe ministry denied that {words}.")
    assert drafts(document, said(document, "The ministry", words, stance="denies")) == []


def test_the_pages_own_explanation_has_no_speaker():
    document = page("News\nThe story was spread in order to win arms.", "Nobody's Mail")
    [hypothesis] = drafts(document)
    assert hypothesis.holder is None


def test_each_answer_to_who_gains_is_one():
    document = page("News\nWho gains? A ministry that wants shells. A minister before an election. I leave it there.")
    found = drafts(document)
    assert [h.text.split("? ")[1] for h in found] == ["A ministry that wants shells.", "A minister before an election."]
    assert {h.kind for h in found} == {"gain"}


def test_furniture_explains_nothing():
    document = page("News\nWe use cookies in order to make this page better.")
    blocks = (document.blocks[0], type(document.blocks[1])("furniture", 5, len(document.text)))
    assert drafts(type(document)(**{f: getattr(document, f) for f in document.__slots__} | {"blocks": blocks})) == []


def test_near_same_ones_are_one_with_every_place():
    one = page("A\nThe depot was emptied because Norland needs the shells.", "A", "2024-03-02")
    other = page("B\nBecause Norland needs shells, the depot was emptied in haste.", "B", "2024-03-01")
    against = page("C\nThe depot was emptied because Norland needs no shells.", "C", "2024-03-03")
    found = drafted([one, other, against], [], [])
    assert [len(h.passages) for h in found] == [2, 1]
    assert found[0].passages[0].document == other.id


def test_with_claims_only_what_concerns_them_stays():
    _, _, found, _ = linked([told(0, "The Norland Army")])
    document = page(
        "News\nThe match was put off because rain had flooded the field. "
        "The depot at Brask was emptied because its roof leaked. The report was made in order to win arms."
    )
    texts = [h.text for h in drafted([document], [], [], found.claims)]
    assert len(texts) == 4
    assert not any("match" in text for text in texts)


def test_the_pair_of_a_claim_bears_opposite_ways():
    _, _, found, _ = linked([told(0, "The Norland Army"), told(1, "The Sudmark Army", stance="denies")])
    [claim] = found.claims
    yes, no = pair(claim)
    assert yes.text.lower().endswith(CLAIM.lower())
    assert (yes.kind, no.kind) == ("as told", "not so")
    assert sorted(v for _, v in yes.bearings) == [-1.0, 1.0]
    assert dict(no.bearings) == {s: -v for s, v in yes.bearings}


def test_what_a_person_put_in_stays_under_its_id_and_takes_in_the_same():
    mine = Hypothesis("mine", "the depot was emptied since its roof leaked", None)
    other = Hypothesis("other", "for want of guards", None)
    document = page("News\nThe depot was emptied because its roof leaked.")
    first, second = drafted([document], [], [], known=[mine, other])
    assert (first.id, first.text, len(first.passages)) == ("mine", mine.text, 1)
    assert second == other


def test_a_claim_told_in_better_words_keeps_its_pair():
    _, _, found, _ = linked([told(0, "The Norland Army")])
    [claim] = found.claims
    assert [h.id for h in pair(claim)] == [h.id for h in pair(replace(claim, text="other words"))]


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(4)))
def test_the_order_of_pages_changes_nothing(order):
    made = [
        told(0, "The Norland Army", "the depot was emptied because its roof leaked"),
        told(1, "The Sudmark Army", "Because its roof leaked, the depot was emptied"),
        told(2, "The Ille Union", "the story was spread in order to win arms"),
        told(3, "The Brask Mayor", "If the depot is empty, the army is lost"),
    ]
    pages, statements = (list(part) for part in zip(*made, strict=True))
    actors = link.actors(link.by_publication(pages), statements).actors
    shuffled = drafted([pages[n] for n in order], [statements[n] for n in order], actors)
    assert shuffled == drafted(pages, statements, actors)
    assert len(shuffled) == 3
