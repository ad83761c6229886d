import pytest

from firsthand import link
from firsthand.link.credits import address
from tests.making import page

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
