import itertools
from dataclasses import replace

import pytest

from firsthand.gather import Gathering, documents, merge, site
from firsthand.records import Block, Dated, Document

TEXT = "Ferry aground\nThe ferry Aldis ran onto the bar on Monday, the port office said."


def page(place, url=None, text=TEXT, outlet=None, **more):
    known = site.name(url)
    blocks = (Block("headline", 0, 13), Block("paragraph", 14, len(text)))
    return Document(
        id=Document.name(known or outlet, text),
        text=text,
        blocks=blocks,
        places=(place,),
        url=url,
        outlet=outlet,
        **more,
    )


def test_the_same_page_twice_is_one_with_both_places(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT)
    found = [item for name in ("a.txt", "b.txt") for item in documents(str(tmp_path / name), Gathering(as_is=True))]
    (one,) = merge(found)
    assert one.places == (f"{tmp_path}/a.txt", f"{tmp_path}/b.txt")


@pytest.mark.parametrize(
    "other",
    [
        "http://q.example/a",
        "https://www.q.example/a/",
        "https://m.q.example/a?utm_source=x&fbclid=1",
        "https://amp.q.example/a/amp",
        "https://q.example/a.amp.html".replace(".amp.html", "?amp=1"),
        "https://q.example:443/a#part",
    ],
)
def test_addresses_of_one_page_are_one(other):
    spaced = TEXT.replace(" on Monday", "  on Monday")
    (one,) = merge([page("p1", "https://q.example/a"), page("p2", other, spaced)])
    assert one.places == ("p1", "p2")


def test_identical_words_on_different_sites_are_copies_not_one():
    assert len(merge([page("p1", "https://q.example/a"), page("p2", "https://r.example/a")])) == 2
    assert len(merge([page("p1", outlet="Quay Herald"), page("p2", outlet="River Post")])) == 2


def test_another_wording_at_one_address_is_another_version():
    assert (
        len(
            merge(
                [page("p1", "https://q.example/a"), page("p2", "https://q.example/a", TEXT.replace("Monday", "Sunday"))]
            )
        )
        == 2
    )


def test_the_result_does_not_hang_on_the_order():
    some = [
        page("p1", "https://q.example/a", first_seen=Dated("2026-03-03", "fetched")),
        page("p2", "https://www.q.example/a", TEXT + " ", title="Ferry aground"),
        page("p3", "https://q.example/a?utm_source=x", first_seen=Dated("2026-03-02", "fetched")),
        page("p4", "https://r.example/a"),
        page("p5", "https://q.example/b"),
    ]
    results = set()
    for order in itertools.permutations(some):
        merged = [replace(one, places=tuple(sorted(one.places))) for one in merge(order)]
        results.add(tuple(sorted(merged, key=lambda one: one.id)))
    assert len(results) == 1
    (result,) = results
    assert sorted(len(one.places) for one in result) == [1, 4]


def test_sites_are_registered_domains():
    assert site.name("https://news.bbc.co.uk/x") == "bbc.co.uk"
    assert site.name("http://127.0.0.1:80/x") == "127.0.0.1"
    assert site.name("http://localhost/x") == "localhost"
    assert site.name("http://[bad") is None
    assert site.name(None) is None
    assert site.plain("https://q.example/a?id=7&utm_medium=mail") == site.plain("http://www.q.example/a/?id=7")
    assert site.plain("https://q.example/a?id=7") != site.plain("https://q.example/a?id=8")
