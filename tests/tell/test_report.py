"""The report as a file: whole, linked, escaped, and quiet about what it cannot know."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from firsthand.records import Block, Document, Span
from firsthand.tell import pages, tell, words
from firsthand.tell.index import Index
from tests.tell import ferry

JUDGING = ("true", "false", "fake", "debunked", "verified", "confirmed", "misleading", "credible")


@pytest.fixture(scope="module")
def report():
    return tell(ferry.dossier(), "report")


@pytest.fixture(scope="module")
def tree(report):
    return html.fromstring(report)


def whole(text):
    """Ids are unique, every link in the file leads somewhere in the file."""
    tree = html.fromstring(text)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    for href in tree.xpath("//@href"):
        assert href.startswith(("#", "http://", "https://"))
        if href.startswith("#"):
            assert href[1:] in ids, href
    for name in tree.xpath("//@aria-labelledby"):
        assert set(name.split()) <= set(ids)
    return tree


def test_the_file_is_whole(report):
    whole(report)
    whole(tell(ferry.empty(), "report"))


def test_every_statement_can_be_opened_on_its_page(tree):
    for statement in ferry.STATEMENTS:
        (head,) = tree.xpath(f"//*[@id='s-{statement.id}']")
        assert head.xpath(f"ancestor::details[@id='d-{statement.document}']")
        marked = tree.xpath(f"//span[contains(concat(' ', @data-s, ' '), ' {statement.id} ')]")
        shown = "".join(piece.text_content() for piece in marked)
        text = next(d for d in ferry.DOCUMENTS if d.id == statement.document).text
        for span in statement.content:
            assert text[span.start : span.end] in shown


def test_counts_open_on_words(tree):
    counted = tree.xpath("//td[@data-l='Origins']//span[@class='big']")
    assert counted
    assert all(number.xpath("ancestor::a[starts-with(@href, '#')]") for number in counted)
    numerals = tree.xpath("//*[local-name()='text'][contains(@class, 'v halo')]")
    assert numerals
    assert all(one.xpath("ancestor::*[local-name()='a'][starts-with(@href, '#s-')]") for one in numerals)


def test_landmarks_headings_and_tables(tree):
    assert len(tree.xpath("//h1")) == 1
    assert len(tree.xpath("//main")) == 1
    assert tree.xpath("//nav/@aria-label")
    assert tree.xpath("//a[@class='skip']/@href") == ["#state"]
    for table in tree.xpath("//table"):
        assert table.xpath(".//th/@scope")
    for drawing in tree.xpath("//*[local-name()='svg'][contains(@class, 'fig')]"):
        assert drawing.xpath("./*[local-name()='title']")
        assert drawing.xpath("./*[local-name()='desc']")


def test_nothing_is_styled_or_run_outside_the_two_hashed_blocks(report, tree):
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    for tag in ("style", "script"):
        (block,) = re.findall(rf"<{tag}>(.*?)</{tag}>", report, re.S)
        digest = base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert not tree.xpath(
        "//@style | //@src | //@srcset | //@onclick | //@onerror | //link | //iframe | //img | //base"
    )


def test_the_state_is_made_of_the_dossier(tree):
    state = [" ".join(line.text_content().split()) for line in tree.xpath("//dl[@class='state']/dd")]
    assert state[0].startswith("7 pages carry it. Folded, 2 origins (2 to 3) remain. C (Strand Lines) opposes it.")
    assert "A (Ines Vold) shows a record." in state[1]
    assert "Without A (Ines Vold), which most pages repeat, 1 origin would remain." in state[2]


def test_three_kinds_of_nothing_stay_apart(tree):
    rows = {
        row[0].text_content(): " ".join(row[1].text_content().split())
        for row in tree.xpath("//section[@id='unread']//tbody/tr")
    }
    assert "answered 403" in rows["Could not be read"]
    assert "Nordkurier" in rows["Not in English"]
    assert "Ansel Council" in rows["Read, nothing found"]
    assert "against 1 claim, in 12 pages" in rows["Looked for, not found"]
    assert "nobody named in them was asked" in rows["Not asked"]


def test_the_machine_never_judges(tree):
    for quoted in tree.xpath("//*[contains(@class, 'txt')] | //q | //bdi | //style | //script | //head"):
        quoted.drop_tree()
    said = set(re.findall(r"[a-z]+", tree.text_content().lower()))
    assert not said & set(JUDGING)


def test_missing_is_never_empty(tree):
    cells = tree.xpath("//td[@data-l='Missing']")
    assert cells
    assert all(cell.text_content().strip() for cell in cells)


def test_both_sides_are_drawn_alike():
    swap = {"supports": "opposes", "opposes": "supports"}
    claims = [
        replace(c, statements=tuple(replace(m, position=swap.get(m.position, m.position)) for m in c.statements))
        for c in ferry.CLAIMS
    ]
    weights = [
        replace(
            w,
            items=tuple(
                replace(o, position=swap.get(o.position, o.position)) if hasattr(o, "position") else o for o in w.items
            ),
        )
        for w in ferry.WEIGHTS
    ]
    count = re.compile(r'<(?:rect|path) class="(s|o)"')
    plain = sorted(count.findall(tell(ferry.dossier(), "report")))
    other = sorted(count.findall(tell(ferry.dossier(claims=tuple(claims), weights=tuple(weights)), "report")))
    assert plain == sorted({"s": "o", "o": "s"}[side] for side in other)


HOSTILE = st.one_of(
    st.sampled_from([
        "<script>alert(1)</script>",
        "\"'><img src=x onerror=alert(1)>",
        "javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "</style></script></title><svg onload=alert(1)>",
        "{{ 7 * 7 }}{% raw %}",
        "<!--",
        "]]>",
        "\u202eevil\u2066",
        "http://[",
        "https://a.example/\"onmouseover=alert(1) x",
    ]),
    st.text(alphabet=st.characters(), min_size=1, max_size=30),
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(HOSTILE)
def test_no_page_can_add_an_element_or_a_link(text):
    found = tell(ferry.hostile(text), "report")
    found.encode("utf-8")
    tree = whole(found)
    kinds = {(node.tag, *sorted(node.keys())) for node in tree.iter() if isinstance(node.tag, str)}
    assert not {tag for tag, *_ in kinds} & {
        "img",
        "iframe",
        "object",
        "embed",
        "form",
        "base",
        "link",
        "video",
        "audio",
    }
    assert not any(
        name.startswith("on") or name in ("src", "style", "action", "formaction")
        for _, *names in kinds
        for name in names
    )
    assert len(tree.xpath("//script")) == len(tree.xpath("//style")) == 1
    for href in tree.xpath("//a/@href"):
        assert href.startswith(("#", "http://", "https://"))
    for control in "\u202e\u2066":
        title = tree.xpath("//title")[0].text_content()
        assert control not in title


def test_text_is_shown_as_it_was_found():
    text = "<b>5 & 6</b> said\nthe <i>ferry</i> sank"
    found = Document(id="d", text=text, outlet="x", blocks=(Block("paragraph", 0, len(text)),))
    tree = html.fromstring(tell(ferry.dossier(documents=(*ferry.DOCUMENTS, found)), "report"))
    assert tree.xpath("//div[@id='p-d-0']")[0].text_content() == text


def test_overlapping_statements_keep_every_character():
    index = Index(ferry.dossier())
    for document in ferry.DOCUMENTS:
        made = pages.sheet(index, document, 1, [m for m in ferry.MARKS if m.document == document.id])
        shown = "".join(stretch.text for paragraph in made.paragraphs for stretch in paragraph.stretches)
        assert "".join(shown.split()) == "".join(document.text.split())
    gannet = pages.sheet(index, ferry.GANNET, 1, ())
    inner = [s for p in gannet.paragraphs for s in p.stretches if ferry.S_INNER.id in s.ids.split()]
    assert {(stretch.inner, stretch.outer) for stretch in inner} == {("unsure", "sup")}


@given(
    st.lists(
        st.tuples(st.integers(0, 30), st.integers(0, 12), st.sampled_from(["paragraph", "furniture", "headline"])),
        max_size=6,
    )
)
def test_blocks_cover_a_page_whatever_they_say(spans):
    text = "One line here.\nAnother line.\n\nA third."
    found = Document(id="d", text=text, blocks=tuple(Block(kind, start, start + size) for start, size, kind in spans))
    covered = [n for block in pages.blocks(found) for n in range(block.start, block.end)]
    assert len(covered) == len(set(covered))
    assert {n for n, sign in enumerate(text) if not sign.isspace()} <= set(covered)


def test_a_statement_without_a_place_is_said_to_have_none():
    lost = replace(ferry.S_BUOY, content=(Span(9000, 9010),), cue=(), speaker=None)
    found = tell(ferry.dossier(statements=(*(s for s in ferry.STATEMENTS if s is not ferry.S_BUOY), lost)), "report")
    assert "do not lie in the page’s text" in found
    whole(found)


def test_a_very_long_page_is_shown_around_its_statements():
    more = "\nNothing is said in this line of the log of the harbour.\n" * 1200
    text = ferry.BUOY.text + more
    long = replace(ferry.BUOY, text=text, blocks=())
    found = tell(ferry.dossier(documents=tuple(long if d is ferry.BUOY else d for d in ferry.DOCUMENTS)), "report")
    assert "left out of this long page" in found
    assert len(found) < 200_000
    whole(found)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2024-10-24", "24 October 2024"),
        ("2024-10-24T23:30:00-05:00", "25 October 2024"),
        ("2024-10-24T10:00:00", "24 October 2024"),
        ("2024-10", "October 2024"),
        ("2024", "2024"),
        ("soon", "soon"),
        (None, "day not given"),
    ],
)
def test_days_are_as_exact_as_they_are_given(value, said):
    assert words.day(value) == said


def test_numbers_are_worded_as_the_source_had_them():
    q = ferry.quantity(ferry.POST, "300 people", 3000, None)
    assert words.figure(q) == "at least 3,000"
    assert words.figure(replace(q, high=12000, low=11000)) == "11,000 to 12,000"
    assert words.figure(replace(q, high=3000, approximate=True), signs=True) == "≈ 3,000"
    assert words.ranged(3, 2, 4) == "3 (2 to 4)"
    assert words.ranged(3, 3, 3) == "3"
    assert (words.two(0.01), words.two(0.76), words.two(0.99)) == ("under .05", ".76", "over .95")
