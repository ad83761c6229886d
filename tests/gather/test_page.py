import contextlib
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.errors import PlaceError
from firsthand.gather import Gathering, documents
from firsthand.records import Document

STANDARD = Gathering()

PARAGRAPHS = (
    "The ferry Aldis ran onto the bar at the mouth of the river on Monday evening, the port office said in a note.",
    "Forty people were taken off by two pilot boats, and three of them were treated for cold at the town hospital.",
    "The owner denied that the vessel had carried more passengers than its papers allow, and promised a list.",
)


def html(body="", head=""):
    text = "".join(f"<p>{line}</p>" for line in PARAGRAPHS)
    article = f"<nav><a href='/'>Home</a></nav><main><article>{body}{text}</article></main>"
    return f"<!doctype html><html><head>{head}</head><body>{article}</body></html>"


def read(tmp_path, page, options=STANDARD):
    path = tmp_path / "page.html"
    path.write_text(page, encoding="utf-8")
    (found,) = documents(str(path), options)
    return found


def block(document, kind):
    return [document.text[b.start : b.end] for b in document.blocks if b.kind == kind]


def test_headline_then_paragraphs_one_a_line(tmp_path):
    found = read(tmp_path, html("<h1>Ferry aground</h1>", "<title>Ferry aground - Quay Herald</title>"))
    assert found.text == "\n".join(("Ferry aground", *PARAGRAPHS))
    assert block(found, "headline") == ["Ferry aground"]
    assert block(found, "paragraph") == list(PARAGRAPHS)
    assert (found.title, found.language) == ("Ferry aground", "en")


def test_links_stand_on_their_words(tmp_path):
    head = '<link rel="canonical" href="https://www.q.example/2026/03/02/ferry">'
    body = (
        '<p>As the <a href="https://wire.example/a?b=1">Coast  Wire\n reported</a> first, and <b>the '
        '<a href="../log">log</a></b>, shows, <a href="#top">this</a> <a href="javascript:alert(1)">and that</a> '
        '<a href="mailto:a@b.example">too</a>.</p>'
    )
    found = read(tmp_path, html(body, head))
    shown = {link.url: found.text[link.start : link.end] for link in found.links}
    assert shown == {"https://wire.example/a?b=1": "Coast Wire reported", "https://www.q.example/2026/03/log": "log"}


def test_json_ld_and_meta_say_how_they_are_known(tmp_path):
    head = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
    {"@type": "WebSite", "name": "x"},
    {"@type": ["NewsArticle"], "headline": "Ferry aground", "datePublished": "2026-03-02T20:15:00+01:00",
     "author": [{"@type": "Person", "name": "Ada Pell"}, {"name": "Tom Ruhl"}], "publisher": {"name": "Quay Herald"},
     "sourceOrganization": {"name": "Coast Wire"}}]}</script>
    <meta property="article:modified_time" content="2026-03-03"><meta property="og:site_name" content="The Quay Herald">
    <meta property="og:title" content="Ferry aground | The Quay Herald">"""
    found = read(tmp_path, html("", head))
    assert found.title == "Ferry aground"
    assert (found.published.value, found.published.known_by) == ("2026-03-02T20:15:00+01:00", "json-ld")
    assert (found.updated.value, found.updated.known_by) == ("2026-03-03", "meta")
    assert found.authors == ("Ada Pell", "Tom Ruhl")
    assert (found.outlet, found.credit) == ("The Quay Herald", "Coast Wire")


def test_a_date_in_the_address_and_one_on_the_page(tmp_path):
    found = read(tmp_path, html("", '<link rel="canonical" href="https://q.example/2026/mar/02/ferry">'))
    assert (found.published.value, found.published.known_by) == ("2026-03-02", "url")
    found = read(tmp_path, html("<h1>Ferry aground</h1><p>By Ada Pell</p><p>Published 2 March 2026, 8.15pm GMT</p>"))
    assert (found.published.value[:10], found.published.known_by) == ("2026-03-02", "visible line")
    assert found.authors == ("Ada Pell",)


def test_a_canonical_address_of_another_site_is_not_the_pages_own(tmp_path):
    found = read(
        tmp_path,
        html("", '<link rel="canonical" href="/relative"><meta property="og:url" content="https://q.example/a">'),
    )
    assert found.url == "https://q.example/a"


def test_captions_are_told_apart(tmp_path):
    caption = "The Aldis on the bar, seen from the lighthouse on Monday evening."
    found = read(tmp_path, html(f"<figure><img src='a.jpg'><figcaption>{caption}</figcaption></figure>"))
    assert block(found, "caption") in ([caption], [])
    assert caption not in block(found, "paragraph")


def test_as_is_keeps_the_furniture(tmp_path):
    assert "Home" in block(read(tmp_path, html(), Gathering(as_is=True)), "paragraph")


HOSTILE = [
    "<div>" * 20_000 + PARAGRAPHS[0],
    "<a href='" + "x" * 100_000 + "'>" + PARAGRAPHS[0] + "</a>",
    "<script type='application/ld+json'>" + "[" * 50_000 + "</script>" + html(),
    '<script type=\'application/ld+json\'>{"@type": {"a": 1}, "headline": [[1]], "author": 7}</script>' + html(),
    html("<a href='http://[::1'>broken</a> <a href='http://a b/'>x</a>", "<base href='http://['>"),
    html("", "<meta charset='x-user-defined'><meta property='og:url' content='http://[bad'>"),
    html("<table>" + "<tr><td>1</td></tr>" * 3000 + "</table>"),
    html("\x00\x01\x02\x0c\ud7ff\ufffe"),
    "<!DOCTYPE html [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]>" + html("&b;"),
    "<?xml version='1.0' encoding='utf-16'?>" + html(),
]


@pytest.mark.parametrize("page", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_pages_are_read_or_refused_and_never_crash(tmp_path, page):
    path = tmp_path / "page.html"
    path.write_text(page, encoding="utf-8")
    with contextlib.suppress(PlaceError):
        valid(list(documents(str(path))))


def valid(found):
    for document in found:
        assert isinstance(document, Document)
        ends = [0]
        for b in document.blocks:
            assert ends[-1] <= b.start < b.end <= len(document.text)
            assert document.text[b.start : b.end].strip() == document.text[b.start : b.end]
            ends.append(b.end)
        for link in document.links:
            assert 0 <= link.start < link.end <= len(document.text)
            assert "\n" not in document.text[link.start : link.end]
            assert link.url


TAGS = "p a div h1 h2 ul li table tr td br b em span figure figcaption blockquote article nav script style time".split()
WORDS = st.sampled_from(
    [*PARAGRAPHS, "Home", "By Ada Pell", "2 March 2026", "©", "", " \u00a0", "a\u2028b", "&amp;", "<", "\x0b"]
)
TREES = st.recursive(
    WORDS,
    lambda inner: st.builds(
        lambda tag, parts, close: f"<{tag} href='/x' content=y>{' '.join(parts)}" + (f"</{tag}>" if close else ""),
        st.sampled_from(TAGS), st.lists(inner, max_size=5), st.booleans(),
    ),
    max_leaves=25,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(TREES, min_size=1, max_size=6), st.booleans())
def test_spans_of_any_html_are_valid(parts, as_is):
    page = f"<html><body>{''.join(parts)}</body></html>".encode()
    with contextlib.suppress(PlaceError):
        valid(list(documents("-", Gathering(stdin=page, as_is=as_is))))


LINES = st.one_of(WORDS, st.text(max_size=60))


@settings(max_examples=120, deadline=None)
@given(
    st.lists(LINES, min_size=1, max_size=30),
    st.sampled_from(["\n", "\r\n", "\n\n", "\r"]),
    st.booleans(),
    st.sampled_from(["", "# ", "---\ntitle: a\n---\n"]),
)
def test_blocks_of_any_text_are_ordered_disjoint_and_whole(lines, end, as_is, head):
    text = head + end.join(lines)
    options = Gathering(stdin=text.encode("utf-8", "surrogatepass"), as_is=as_is)
    try:
        found = list(documents("-", options))
    except PlaceError:
        return
    found = [item for item in found if isinstance(item, Document)]
    valid(found)
    for document in found:
        covered = set().union(*(range(b.start, b.end) for b in document.blocks))
        assert all(c.isspace() or c == "#" or n in covered for n, c in enumerate(document.text))


BOMBS = {
    "many pieces in one line": "<html><body><p>" + "<b>word</b> <i>and</i> " * 60_000 + "</p></body></html>",
    "many comments": "<?xml version='1.0'?>" + "<!-- a -->" * 2000 + "<x>",
    "front matter that never ends": "---\n" + "  \n" * 8000,
    "one long line": "By " + "Ada Pell and " * 200_000,
    "many brackets": "# a\n" + "[" * 200_000 + "](" * 2000,
    "many dates": "2024 " * 200_000,
    "many rights": "Home\n" * 3 + "© " * 100_000,
}


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS)
def test_hostile_text_takes_no_longer_than_plain_text(text):
    started = time.monotonic()
    with contextlib.suppress(PlaceError):
        valid([d for d in documents("-", Gathering(stdin=text.encode())) if isinstance(d, Document)])
    # Two megabytes of plain text take under ten seconds on a laptop under load; what backtracks takes hours.
    assert time.monotonic() - started < 30
