import json
from dataclasses import replace

import pytest

from firsthand.errors import PlaceError
from firsthand.gather import Gathering, documents
from firsthand.records import Document, Problem

from . import server as s

STANDARD = Gathering()
LONG = " ".join(
    f"<p>The harbour office said on day {n} that the barge would be lifted before the spring tide.</p>"
    for n in range(9)
)
RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Quay Herald</title><link>https://q.example/</link>
<item><title>Barge &amp; tide</title><link>https://q.example/1</link><dc:creator>Ada Pell</dc:creator>
<pubDate>Mon, 02 Mar 2026 09:30:00 +0100</pubDate><source url="https://wire.example/rss">Coast Wire</source>
<content:encoded><![CDATA[{LONG}<p>See <a href="/log">the log</a>.</p>]]></content:encoded></item>
<item><title>Stub</title><link>LINK</link><description>Only a few words here.</description></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Quay Herald</title><id>x</id>
<updated>2026-03-03T00:00:00Z</updated>
<entry><title>Barge</title><id>1</id><link href="https://q.example/1"/><author><name>Ada Pell</name></author>
<published>2026-03-02T09:30:00Z</published><updated>2026-03-03T10:00:00Z</updated>
<content type="html">{LONG.replace("<", "&lt;")}</content></entry></feed>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Quay Herald",
        "items": [
            {"id": "1", "url": "https://q.example/1", "title": "Barge", "content_html": LONG,
             "authors": [{"name": "Ada Pell"}],
             "date_published": "2026-03-02T09:30:00Z", "date_modified": "2026-03-03T10:00:00Z"},
            {"id": "2", "content_text": "A short note that the barge is still there this morning."},
        ],
    }
)  # fmt: skip
QUICK = Gathering(allow_private=True, timeout_s=2, backoff_s=0.01, pause_s=0.0, retries=0, now="2026-03-04T00:00:00Z")


def refused(place, options=STANDARD):
    with pytest.raises(PlaceError) as caught:
        list(documents(str(place), options))
    return str(caught.value)


def test_an_rss_file_is_read_as_it_stands(tmp_path):
    (tmp_path / "a.rss").write_text(RSS)
    first, stub = documents(str(tmp_path / "a.rss"))
    assert first.places == (f"{tmp_path}/a.rss#1",)
    assert (first.title, first.outlet, first.url) == ("Barge & tide", "Quay Herald", "https://q.example/1")
    assert (first.authors, first.credit) == (("Ada Pell",), "Coast Wire")
    assert (first.published.value, first.published.known_by) == ("2026-03-02T09:30:00+01:00", "feed")
    assert [link.url for link in first.links] == ["https://q.example/log"]
    assert "few words" in stub.text


@pytest.mark.parametrize(("name", "feed"), [("a.atom", ATOM), ("b.json", JSON), ("c.xml", ATOM)])
def test_atom_and_json_keep_published_and_updated(tmp_path, name, feed):
    (tmp_path / name).write_text(feed)
    found = next(iter(documents(str(tmp_path / name))))
    assert found.published.value == "2026-03-02T09:30:00+00:00"
    assert found.updated.value == "2026-03-03T10:00:00+00:00"
    assert found.authors == ("Ada Pell",)
    assert found.text.startswith("Barge\nThe harbour office said on day 0")


def test_a_stub_in_a_feed_at_an_address_leads_to_its_page():
    broken = RSS.replace("</channel>", "<item><title>Gone</title><link>GONE</link></item></channel>")
    with s.serving({"/page": s.page}) as (base, server):
        feed = broken.replace("LINK", f"{base}/page").replace("GONE", f"{base}/gone").encode()
        server.habits["/feed"] = s.of("application/rss+xml", feed)
        first, page, gone = documents(f"{base}/feed", QUICK)
    assert isinstance(first, Document)
    assert first.first_seen.value == QUICK.now
    assert page.places == (f"{base}/feed#2", f"{base}/page")
    assert page.title == "Barge sinks"
    assert isinstance(gone, Problem)
    assert gone.place == f"{base}/feed#3"
    assert "404 Not Found" in gone.message


def test_a_private_link_in_a_feed_is_refused(tmp_path):
    with s.serving({"/page": s.page}) as (base, server):
        server.habits["/feed"] = s.of("application/rss+xml", RSS.replace("LINK", "http://169.254.1.1/page").encode())
        _, problem = documents(f"{base}/feed", replace(QUICK, timeout_s=0.3, connect_s=0.3))
    assert isinstance(problem, Problem)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.rss", "this is no feed at all", "is not a feed: not XML"),
        ("b.xml", "<rss><channel><title>cut", "feed"),
        ("c.json", '{\n"a": 1\n}', "no list of items"),
        ("d.json", '{"version": "https://jsonfeed.org/version/1", "items": [', "is not a JSON feed"),
        ("e.atom", '<feed xmlns="http://www.w3.org/2005/Atom"></feed>', "without any item"),
    ],
)
def test_what_is_no_feed_is_named(tmp_path, name, data, words):
    (tmp_path / name).write_text(data)
    assert words in refused(tmp_path / name)


def test_a_feed_cannot_read_files_or_explode(tmp_path):
    entities = '<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY b "bb"><!ENTITY c "&b;&b;&b;">'
    bomb = f'<?xml version="1.0"?><!DOCTYPE a [{entities}]>'
    (tmp_path / "a.rss").write_text(bomb + RSS.split("?>", 1)[1].replace("Barge &amp; tide", "&x; &c;"))
    for item in documents(str(tmp_path / "a.rss")):
        assert "root:" not in repr(item)
