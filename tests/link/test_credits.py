from dataclasses import replace

import pytest

from firsthand import link
from firsthand.link.circles import circles
from firsthand.link.credits import address
from firsthand.records import Dated, Mention
from tests.making import page, said

WIRE = page(
    "Ferry aground\nThe ferry ran aground at night.",
    "Meridian Wire",
    "2024-03-04",
    url="https://meridian.example/ferry",
)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("BRASK (Meridian Wire) - The boat lies on the reef.", "credits"),
        ("The boat lies on the reef. h/t Meridian Wire", "credits"),
        ("Source: Meridian Wire", "credits"),
        ("Reprinted with permission of the Meridian Wire.", "credits"),
        ("This story appeared first on Meridian Wire All rights reserved", "credits"),
        ("© 2024 Meridian Wire", "credits"),
        ("Based on a report by Meridian Wire.", "credits"),
        ("The boat lies on the reef, according to Meridian Wire.", "cites"),
        ("Meridian Wire reported that the boat lies on the reef.", "cites"),
    ],
)
def test_a_credit_is_followed_to_the_carriers_page(words, kind):
    taker = page(f"Boat lost\n{words}", "Harbour Courier", "2024-03-05")
    [found] = [k for k in link.links([taker, WIRE], []).links if k.kind == kind]
    assert (found.left, found.right, found.directed) == (taker.id, WIRE.id, True)
    assert "Meridian Wire" in taker.text[found.spans[0].start : found.spans[0].end]


def test_a_hyperlink_cites_the_page_it_leads_to():
    taker = page(
        "Boat lost\nAs was told earlier.",
        "Blog",
        links={"told earlier": "http://www.meridian.example/ferry/?utm_source=x"},
    )
    [found] = link.links([taker, WIRE], []).links
    assert found.kind == "cites"
    assert taker.text[found.spans[0].start : found.spans[0].end] == "told earlier"


def test_a_page_is_never_credited_before_it_was_published():
    early = page("Boat lost\nMeridian Wire reported it.", "Harbour Courier", "2024-03-01")
    assert link.links([early, WIRE], []).links == ()


def test_an_address_keeps_what_names_the_page():
    assert address("https://www.a.example/?p=12&utm_medium=x") == "a.example?p=12"
    assert address("http://m.a.example/b/") == address("https://a.example/b")


def through(document, speaker, content, *carriers):
    """A statement that came through carriers, each named by words of the page."""
    via = tuple(Mention(c, True, document.text.index(c), document.text.index(c) + len(c)) for c in carriers)
    return said(document, speaker, content, via=via)


def cited(pages, statements):
    """Who cites whom, by outlet and first line."""
    by_id = {p.id: p for p in pages}
    return {
        (by_id[k.left].outlet, by_id[k.right].outlet, by_id[k.right].title)
        for k in link.links(pages, statements).links
        if k.kind == "cites"
    }


LOST = "the ferry lies on the northern reef"
FOUND = page(f"Ferry aground\nThe coast guard said {LOST}.", "The Brask Times", "2024-03-04")


@pytest.mark.parametrize("name", ["Brask Times", "the Brask Times newspaper", "brasktimes.example"])
def test_a_statement_that_came_through_an_outlet_cites_it(name):
    wire = replace(FOUND, url="https://www.brasktimes.example/ferry")
    taker = page(f"Boat lost\nIn words to {name}, the coast guard had it that {LOST}.", "Harbour Courier", "2024-03-05")
    made = [through(taker, "the coast guard", LOST, name), said(wire, "The coast guard", LOST)]
    assert cited([taker, wire], made) == {("Harbour Courier", "The Brask Times", "Ferry aground")}


def test_a_short_name_is_followed_only_where_the_page_has_the_whole_one():
    short = page(f"Boat lost\nThe coast guard let the Times know {LOST}.", "Harbour Courier", "2024-03-05")
    whole = page(f"Boat lost\nThe Brask Times has it: the coast guard let the Times know {LOST}.", "Echo", "2024-03-05")
    for taker, found in ((short, set()), (whole, {("Echo", "The Brask Times", "Ferry aground")})):
        made = [through(taker, "coast guard", LOST, "the Times"), said(FOUND, "The coast guard", LOST)]
        assert cited([taker, FOUND], made) == found


def test_the_outlets_page_that_tells_the_same_is_meant_not_its_latest():
    other = page("Fish prices\nThe port office said herring had become dear.", "The Brask Times", "2024-03-05")
    taker = page(f"Boat lost\nThe coast guard informed the Brask Times: {LOST}.", "Harbour Courier", "2024-03-06")
    made = [
        through(taker, "The coast guard", LOST, "the Brask Times"),
        said(FOUND, "The coast guard", LOST),
        said(other, "The port office", "herring had become dear"),
    ]
    assert cited([taker, other, FOUND], made) == {("Harbour Courier", "The Brask Times", "Ferry aground")}


def test_clocks_tell_who_can_have_cited_whom_and_a_changed_page_can_cite_a_later_one():
    def at(outlet, other, clock, updated=None):
        document = page(f"Boat lost\n{other} has it from the coast guard that {LOST}.", outlet, None)
        dates = {"published": Dated(f"2024-03-05T{clock}", "meta"), "updated": updated and Dated(updated, "meta")}
        document = replace(document, **dates)
        return document, through(document, "the coast guard", LOST, other)

    late = at("Reef Post", "Harbour Courier", "11:00:00+02:00")  # nine in the morning, UTC
    early = at("Harbour Courier", "Reef Post", "08:00:00+00:00")
    assert {(a, b) for a, b, _ in cited(*zip(late, early, strict=True))} == {("Reef Post", "Harbour Courier")}
    changed = at("Harbour Courier", "Reef Post", "08:00:00+00:00", "2024-03-05T12:00:00+00:00")
    pages, statements = zip(late, changed, strict=True)
    assert [set(c) for c in circles(link.links(pages, statements).links)] == [{p.id for p in pages}]
