from firsthand.gather import Gathering, documents

NOTE = """---
title: "The second boat"
author: [Ada Pell, Tom Ruhl]
date: 2026-03-04
site: River Letters
canonical_url: https://river.example/second-boat
agency: Coast Wire
---

# The second boat

*By Ada Pell and Tom Ruhl*

The keeper [told the Herald](https://quay.example/a_(b)?c=d "title") that he saw a light, as [the log][1] shows.

![a boat](boat.jpg)

## What we know

One light, <https://port.example/note>, and https://river.example/map. The rest is [here](#top).

[1]: https://port.example/log
"""


def one(text, **options):
    (found,) = documents("-", Gathering(stdin=text.encode(), **options))
    return found


def test_front_matter_headings_and_links():
    found = one(NOTE)
    assert found.text == NOTE
    assert (found.title, found.authors) == ("The second boat", ("Ada Pell", "Tom Ruhl"))
    assert (found.published.value, found.published.known_by) == ("2026-03-04", "given")
    assert (found.outlet, found.url, found.credit) == (
        "River Letters",
        "https://river.example/second-boat",
        "Coast Wire",
    )
    assert {link.url: NOTE[link.start : link.end] for link in found.links} == {
        "https://quay.example/a_(b)?c=d": "told the Herald",
        "https://port.example/log": "the log",
        "https://port.example/note": "https://port.example/note",
        "https://river.example/map": "https://river.example/map",
    }
    shown = [(block.kind, NOTE[block.start : block.end]) for block in found.blocks if block.start > NOTE.index("# The")]
    assert [kind for kind, _ in shown] == "headline byline paragraph furniture paragraph paragraph furniture".split()
    assert shown[0] == ("headline", "The second boat")
    assert shown[4] == ("paragraph", "What we know")


def test_markdown_taken_as_it_is():
    found = one(NOTE, as_is=True)
    assert {block.kind for block in found.blocks} == {"paragraph"}
    assert found.blocks[0].end == 3


def test_a_heading_is_the_title_where_no_front_matter_is():
    found = one("# The second boat\n\nOne man saw one light, the keeper said on Tuesday.\n")
    assert found.title == "The second boat"
    assert [block.kind for block in found.blocks] == ["headline", "paragraph"]
