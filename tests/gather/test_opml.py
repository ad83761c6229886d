"""A list of feeds: each is read as if its address had been given; only what is named .opml is asked to."""

import pytest

from firsthand.errors import PlaceError
from firsthand.gather import Gathering, documents, places
from firsthand.records import Document, Problem

from . import server as s
from .test_feeds import ATOM, QUICK, RSS

OUTLINES = """<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="Sea"><outline text="Quay" type="rss" xmlUrl="{0}/a.rss"/><outline text="again" xmlUrl="{0}/a.rss"/>
<outline text="Atom" type="rss" xmlUrl=" {0}/b.atom "/></outline>
<outline text="page" type="rss" xmlUrl="{0}/page"/><outline text="gone" xmlUrl="{0}/gone"/>
<outline text="mine" xmlUrl="/etc/passwd"/><outline text="file" xmlUrl="file:///etc/passwd"/>
<outline text="a link" type="link" url="{0}/page"/></body></opml>"""


def feed(text):
    return lambda handler: handler.say(200, text.encode(), Content_Type="application/xml")


def test_the_feeds_of_a_list_are_read_and_the_others_are_problems(tmp_path):
    habits = {
        "/a.rss": feed(RSS.replace("LINK", "")),
        "/b.atom": feed(ATOM),
        "/page": s.page,
        "/robots.txt": s.status(404),
    }
    with s.serving(habits) as (base, server):
        (tmp_path / "mine.opml").write_text(OUTLINES.format(base))
        found = list(documents(str(tmp_path / "mine.opml"), QUICK))
        assert server.asked["/a.rss"] == 1
    pages = [one for one in found if isinstance(one, Document)]
    assert {page.places[0].partition("#")[0] for page in pages} == {f"{base}/a.rss", f"{base}/b.atom"}
    problems = {one.place.rpartition(": ")[2]: one.message for one in found if isinstance(one, Problem)}
    assert "no address" in problems["/etc/passwd"]
    assert "no address" in problems["file:///etc/passwd"]
    assert "no feed" in problems[f"{base}/page"]
    assert f"{base}/gone" in problems


def test_a_list_asks_no_private_address(tmp_path):
    with s.serving({"/a.rss": feed(RSS)}) as (base, server):
        (tmp_path / "mine.opml").write_text(OUTLINES.format(base))
        found = list(documents(str(tmp_path / "mine.opml"), Gathering()))
        assert not server.asked
    assert all(isinstance(one, Problem) for one in found)


@pytest.mark.parametrize("name", ["list.xml", "list.rss", "list.txt"])
def test_what_is_not_named_a_list_asks_nobody(tmp_path, name):
    with s.serving({"/a.rss": feed(RSS)}) as (base, server):
        (tmp_path / name).write_text(OUTLINES.format(base))
        if name == "list.txt":
            assert [type(one) for one in documents(str(tmp_path / name), QUICK)] == [Document]
        else:
            with pytest.raises(PlaceError, match=r"name it \.opml"):
                list(documents(str(tmp_path / name), QUICK))
        assert not server.asked


def test_a_list_in_a_folder_is_not_followed(tmp_path):
    (tmp_path / "mine.opml").write_text(OUTLINES.format("http://x.example"))
    (tmp_path / "a.txt").write_text("Some words.")
    assert places(str(tmp_path)) == [str(tmp_path / "a.txt")]


BOMB = "<!DOCTYPE opml [<!ENTITY a '" + "x" * 1000 + "'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)) + "]>"  # fmt: skip
READS = '<!DOCTYPE opml [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("text", [
    "x", "<opml/>", "<opml><body/></opml>", "<html><body>x</body></html>",
    "<opml><body><outline text='x'/></body></opml>",
    BOMB + "<opml><body><outline text='&j;'/></body></opml>", READS + "<opml><body>&e;</body></opml>",
    '<opml><body>' + "".join(f'<outline xmlUrl="http://x.example/{n}"/>' for n in range(501)) + "</body></opml>",
], ids=range(8))  # fmt: skip
def test_what_lists_no_feed_is_refused(tmp_path, text):
    (tmp_path / "a.opml").write_text(text)
    with pytest.raises(PlaceError):
        list(documents(str(tmp_path / "a.opml")))
