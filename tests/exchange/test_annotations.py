"""Web Annotations out, and back onto pages that changed: never where a number or a negation changed."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand import exchange, gather, pipeline, store
from firsthand.errors import PlaceError
from firsthand.gather.anchors import Quote, find
from firsthand.records import Document, Judgement, Passage, Problem, Span, identity
from firsthand.tell import tell
from firsthand.tell.webannotation import selectors
from tests.exchange.annotation import COLLECTION
from tests.making import page, said
from tests.tell import ferry

AT = "2026-03-02T10:00:00+00:00"
STANDARD = gather.Gathering(as_is=True)


def judged(verb="shown", left=ferry.S_WIRE, right=None, **more):
    one, other = (s and Passage(s.document, s.content[0].start, s.content[0].end) for s in (left, right))
    key = identity(verb, repr(one), repr(other), "ann", AT)
    return Judgement(key, verb, one, other, "person:ann", AT, **more)


ALL = (
    judged(note="seen by me"),
    judged("merge", ferry.S_WIRE, ferry.S_POST),
    judged("true", on="2026-04-01", reference="https://inquiry.example/report"),
)


def told(dossier):
    return json.loads(tell(dossier, "annotations"))


def check(found):
    jsonschema.Draft202012Validator(COLLECTION).validate(found)


@pytest.mark.parametrize("make", [
    lambda: ferry.dossier(judgements=ALL), ferry.empty, lambda: ferry.hostile("<script>\x00\ud800\u202e"),
    lambda: ferry.hostile("https://x.example/a b\"><script>👍🏽\u200f"),
])  # fmt: skip
def test_annotations_are_as_the_recommendation_says(make):
    check(told(make()))


def test_every_selector_names_the_words_of_its_statement():
    texts = {d.id: d.text for d in ferry.DOCUMENTS}
    for item in told(ferry.dossier(judgements=ALL))["first"]["items"]:
        for target in item["target"]:
            quote, place = target["selector"]
            text = texts[target["firsthand:document"]]
            assert text[place["start"] : place["end"]] == quote["exact"]
            assert quote["prefix"] + quote["exact"] + quote["suffix"] in text


def back(annotations, documents):
    return list(gather.judgements(json.dumps(annotations), documents))


def test_judgements_come_back_as_they_were():
    assert back(told(ferry.dossier(judgements=ALL)), ferry.DOCUMENTS) == list(ALL)


def on_changed(text):
    """What becomes of a judgement on the wire's statement where the page at its address reads like this."""
    changed = replace(ferry.WIRE, id=Document.name("x", text), text=text)
    return back(told(ferry.dossier(judgements=ALL[:1])), [changed])[0], text


def test_a_judgement_finds_its_words_on_a_page_that_grew():
    found, text = on_changed("#Correction of an earlier story\n" + ferry.WIRE.text)
    assert text[found.left.start : found.left.end] == ferry.STEERING
    assert found.id != ALL[0].id
    assert (found.by, found.at, found.note) == ("person:ann", AT, "seen by me")


def test_commas_case_and_articles_may_differ():
    found, text = on_changed(ferry.WIRE.text.replace("the steering of", "The  steering, of the"))
    assert text[found.left.start : found.left.end].startswith("steering, of")


@pytest.mark.parametrize(("old", "new", "what"), [
    ("had failed", "had not failed", "a negation changed"),
    ("said on Monday that", "denied on Monday that", "a negation changed"),
    ("said on Monday that", "did not say on Monday that", "a negation changed"),
    ("said on Monday", "said on 3 March", "a number changed"),
    ("the steering", "the second steering", "a number changed"),
    ("steering", "engine", "words around and between"),
    ("Marlow Star", "Marlow Queen", "words around and between"),
    (ferry.STEERING, "the ferry ran into a pier", "no longer stand"),
])  # fmt: skip
def test_what_changed_in_meaning_is_a_problem(old, new, what):
    assert old in ferry.WIRE.text
    found, _ = on_changed(ferry.WIRE.text.replace(old, new, 1))
    assert isinstance(found, Problem)
    assert what in found.message
    assert "by ann" in found.message


def test_a_page_of_another_address_is_not_taken():
    other = replace(ferry.WIRE, id="f" * 16, url="https://else.example/")
    [found] = back(told(ferry.dossier(judgements=ALL[:1])), [other])
    assert "no page of that address" in found.message


FIGURES = page("Troops\nThe office said that 12,000 troops had left. It gave 12,000 rifles too.\nAbout 1,500 stayed.")


@pytest.mark.parametrize(("exact", "changed"), [
    ("12,000 troops had left", "112,000 troops had left"), ("12,000 troops had left", "12,000.5 troops had left"),
    ("12,000 troops had left", "12 000 troops had left"), ("1,500 stayed", "1,500,000 stayed"),
    ("About 1,500", "About 1,500%"), ("stayed", "didn't stayed"), ("troops had left", "½ troops had left"),
])  # fmt: skip
def test_a_number_that_only_ends_or_begins_alike_is_another(exact, changed):
    start = FIGURES.text.index(exact)
    quote, place = selectors(FIGURES.text, Span(start, start + len(exact)))
    with pytest.raises(PlaceError):
        find(Quote(exact, quote["prefix"], quote["suffix"], place["start"]), FIGURES.text.replace(exact, changed))


def test_words_that_stand_twice_are_told_apart_by_what_is_around_or_not_at_all():
    text = "He left at noon. She left at noon.\nShe said so."
    quote, place = selectors(text, Span(21, 33))
    made = Quote("left at noon", quote["prefix"], quote["suffix"], place["start"])
    assert find(made, "Yes.\n" + text) == Span(26, 38)
    with pytest.raises(PlaceError, match="2 times"):
        find(Quote("left at noon"), text)


WORD = st.sampled_from(
    "the crew office ship 12,000 40 men, said left “stayed” in Łódź 漢字 port. Then\n and 3.5% was".split(" ")
)
TEXT = st.lists(WORD, min_size=4, max_size=60).map(" ".join)


@st.composite
def quoted(draw):
    """A text, and some whole words of it."""
    text = draw(TEXT)
    words = [m.span() for m in re.finditer(r"\S+", text)]
    first = draw(st.integers(0, len(words) - 1))
    last = draw(st.integers(first, min(len(words) - 1, first + 8)))
    return text, Span(words[first][0], words[last][1])


def quote_of(text, span):
    quote, place = selectors(text, span)
    return Quote(quote["exact"], quote["prefix"], quote["suffix"], place["start"])


@settings(max_examples=60, deadline=None)
@given(quoted(), TEXT)
def test_found_words_are_the_words(made, more):
    """Whatever stands before: the same words are found, or it is said that they are not certain."""
    text, span = made
    try:
        found = find(quote_of(text, span), more + "\n" + text)
    except PlaceError:
        return
    there = (more + "\n" + text)[found.start : found.end]
    assert there == text[span.start : span.end]


@settings(max_examples=60, deadline=None)
@given(quoted(), st.data())
def test_no_changed_number_and_no_new_negation_is_passed_over(made, data):
    text, span = made
    held = text[span.start : span.end]
    places = [m.start() for m in re.finditer(r"\d", held)]
    if places and data.draw(st.booleans()):
        at = span.start + data.draw(st.sampled_from(places))
        changed = text[:at] + str((int(text[at]) + data.draw(st.integers(1, 9))) % 10) + text[at + 1 :]
    else:
        gaps = [0, *(m.end() for m in re.finditer(r" ", held))]
        at = span.start + data.draw(st.sampled_from(gaps))
        changed = text[:at] + "not " + text[at:]
    try:
        found = find(quote_of(text, span), changed)
    except PlaceError:
        return
    # Only another place where the very words stand, untouched, may be found.
    assert changed[found.start : found.end] == held
    assert found.start != span.start or "not" not in changed[found.start : found.end]
    assert text.count(held) > 1


@pytest.mark.parametrize(
    "text", ["", "x", "[]", "{}", "null", "[" * 100_000, '{"type": "AnnotationCollection"}', '["x"]']
)
def test_what_is_no_annotation_is_refused(text):
    with pytest.raises(PlaceError, match="no Web Annotations"):
        list(gather.judgements(text, []))


KEYS = st.sampled_from(["type", "selector", "exact", "verb", "name", "source", "start"])
JUNK = st.recursive(
    st.none() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_an_annotation_with_any_junk_in_it_is_a_problem(data):
    [item] = [i for i in told(ferry.dossier(judgements=ALL[1:2]))["first"]["items"] if "firsthand:judgement" in i]
    spot = data.draw(st.sampled_from(["creator", "created", "target", "firsthand:judgement", "selector", "quote"]))
    junk = data.draw(JUNK)
    if spot == "selector":
        item["target"][0]["selector"] = junk
    elif spot == "quote":
        item["target"][0]["selector"][0]["exact"] = junk
    else:
        item[spot] = junk
    for found in back([item], ferry.DOCUMENTS):
        assert isinstance(found, Problem | Judgement)


def test_judgements_are_taken_into_a_case(tmp_path):
    first = page(
        "News\nThe Harbour Office said on Monday that 40 boats had sunk.\nIt was late.", url="https://n.example/1"
    )
    second = "News, corrected\nThe Harbour Office said on Monday that 40 boats had sunk.\nIt was very late."
    other = replace(first, id=Document.name("n", second), text=second, title="News, corrected")
    statement = said(other, "The Harbour Office", "40 boats had sunk")
    made = ferry.dossier(documents=(first,), statements=(), claims=(), weights=(), links=(), judgements=tuple(
        judged(verb, said(first, None, words), on="2026-04-01", reference="the log")
        for verb, words in (("true", "40 boats had sunk"), ("false", "It was late"))))  # fmt: skip
    (tmp_path / "a.json").write_text(tell(made, "annotations"), "utf-8")
    with store.open(tmp_path / "a.sqlite") as kept:
        kept.keep_document(other)
        kept.keep_reading(other.id, "test@1", [statement])
        pipeline.linked(kept)
    for _ in range(2):  # twice is once
        assert exchange.taken(tmp_path / "a.json", tmp_path / "a.sqlite").startswith("1 judgements; 1 are not kept")
    with store.open(tmp_path / "a.sqlite") as kept:
        [found] = kept.judgements()
        assert (found.verb, found.by, found.left.document) == ("true", "person:ann", other.id)
        assert any("no longer" in p.message or "changed" in p.message for p in kept.problems())
