"""Shown or only said: one exhibit is one, however many pages speak of it."""

from firsthand import link
from firsthand.ask import cases
from firsthand.records import Basis
from firsthand.weigh import weights
from tests.making import page, said

CLAIM = "the ferry had run aground on the northern reef"


def evidence(pages, statements):
    made = link.links(pages, statements)
    [claim] = made.claims
    [case] = cases([claim], link.by_publication(pages), statements, made.links, made.actors)
    return weights(case, ("evidence",))[0]


def offered(n, extra="", shown=False):
    text = f"News {n}\nThe Coast Guard said satellite images show that {CLAIM}. {extra}"
    document = page(text, f"Outlet {n}", f"2024-03-{n + 1:02}")
    start = text.index("satellite images")
    return document, said(
        document, "The Coast Guard", CLAIM, basis=Basis("imagery", shown, start, start + len("satellite images"))
    )


def test_the_same_imagery_on_five_pages_is_one_exhibit_and_not_shown():
    weight = evidence(*zip(*(offered(n) for n in range(5)), strict=True))
    [exhibit] = weight.items
    assert weight.value == 0
    assert (exhibit.kind, exhibit.shown, len(exhibit.passages)) == ("imagery", False, 5)
    assert any("asserted, not shown" in reason.text for reason in weight.reasons)


def test_one_page_that_shows_it_is_enough_and_stands_first():
    pages, statements = zip(offered(0), offered(1, shown=True), strict=True)
    weight = evidence(pages, statements)
    [exhibit] = weight.items
    assert weight.value == 1
    assert exhibit.passages[0].document == pages[1].id


def test_a_doubt_about_the_exhibit_is_kept_with_it():
    pages, statements = zip(offered(0), offered(1, "The images could not be verified."), strict=True)
    [exhibit] = evidence(pages, statements).items
    [doubt] = exhibit.disputed
    assert pages[1].text[doubt.start : doubt.end] == " The images could not be verified."


def test_word_alone_is_said_so():
    document = page(f"News\nThe Coast Guard said that {CLAIM}. It has shown no evidence.", "A", "2024-03-01")
    weight = evidence([document], [said(document, "The Coast Guard", CLAIM)])
    assert weight.items == ()
    assert any("said only" in reason.text for reason in weight.reasons)
    assert any("what is missing" in reason.text for reason in weight.reasons)
