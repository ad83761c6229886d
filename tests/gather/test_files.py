import json
import plistlib
import sys
from dataclasses import replace
from io import BytesIO
from types import SimpleNamespace

import pytest

from firsthand.errors import PlaceError
from firsthand.gather import Gathering, documents, places
from firsthand.records import Document, Problem

from .server import PAGE

STANDARD = Gathering()

STORY = (
    "The ferry Aldis ran onto the bar at the mouth of the river on Monday evening, the port office said in a note.\n"
    "Forty people were taken off by two pilot boats, and three of them were treated for cold at the town hospital.\n"
    "The owner denied that the vessel had carried more passengers than its papers allow.\n"
)


def one(place, options=STANDARD):
    (found,) = documents(str(place), options)
    return found


def refused(place, options=STANDARD):
    with pytest.raises(PlaceError) as caught:
        list(documents(str(place), options))
    return str(caught.value)


def write(path, data):
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return str(path)


def test_a_folder_gives_its_pages_in_order_and_nothing_else(tmp_path):
    (tmp_path / "sub" / ".git").mkdir(parents=True)
    for (
        name
    ) in "b.html a.txt sub/c.md README.md readme.txt truth.json picture.png .hidden.txt sub/.git/x.txt d.jsonl".split():
        write(tmp_path / name, "text")
    write(tmp_path / "feed.json", json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": []}))
    found = [place.removeprefix(f"{tmp_path}/") for place in places(str(tmp_path))]
    assert found == ["a.txt", "b.html", "d.jsonl", "feed.json", "sub/c.md"]
    assert places(str(tmp_path / "*.txt")) == [str(tmp_path / "a.txt")]
    assert places("-") == ["-"]
    assert places("https://a.example/*") == ["https://a.example/*"]


@pytest.mark.parametrize("name", ["nowhere.txt", "nowhere/*.txt"])
def test_what_is_not_there_is_named(tmp_path, name):
    with pytest.raises(PlaceError, match=r"no such file|holds no page"):
        places(str(tmp_path / name))
    assert refused(tmp_path / "nowhere.txt")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "holds no text"),
        (b"%PDF-1.7\n...", "is a PDF"),
        (b"\x89PNG\r\n\x1a\n....", "is a PNG image"),
        (bytes(range(256)) * 20, "binary"),
        (b"\x00" * 5000, "binary"),
        (b"a\xff\xfe\x81\x8d" * 400, "not readable text"),
    ],
)
@pytest.mark.parametrize("suffix", ["txt", "html", "md", "jsonl", "xml"])
def test_bad_files_say_what_is_wrong(tmp_path, data, words, suffix):
    said = refused(write(tmp_path / f"bad.{suffix}", data))
    if data.strip():
        assert words in said or "not JSON" in said or "not a feed" in said
    else:
        assert said


def test_a_file_over_the_cap_is_refused_unread(tmp_path):
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    assert refused(path) == "has 200 MB, more than the 50 MB read at once; split it, or give single pages."


def test_a_folder_is_no_single_place(tmp_path):
    assert "folder" in refused(tmp_path)


def test_plain_text_is_unchanged(tmp_path):
    text = "\r\nHeading of it all\r\n\r\n" + STORY.replace("\n", "\r\n") + "\tend\u2028of — “text”\x0b\r\n"
    found = one(write(tmp_path / "a.txt", text))
    assert found.text == text
    assert one(write(tmp_path / "b.txt", b"\xef\xbb\xbf" + text.encode())).text == text
    taken = one(tmp_path / "a.txt", Gathering(as_is=True))
    assert taken.text == text
    assert {block.kind for block in taken.blocks} == {"paragraph"}
    assert len(taken.blocks) == 6


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings_of_plain_text(tmp_path, encoding):
    text = STORY + "“It was dark – café lights were all we saw,” said Zoë Müller.\n"
    assert one(write(tmp_path / "a.txt", text.encode(encoding))).text == text


@pytest.mark.parametrize("declared", ["", "utf-8", "iso-8859-1", "koi8-r", "no-such-encoding"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_encodings_of_html_declared_wrongly_or_not_at_all(tmp_path, declared, encoding):
    if (declared, encoding) == ("koi8-r", "cp1252"):
        pytest.skip("bytes that both encodings allow: what the page declares is believed")
    meta = f'<meta charset="{declared}">' if declared else ""
    body = "".join(f"<p>{line} Café owner Zoë Müller said “no” – twice.</p>" for line in STORY.splitlines())
    page = f"<html><head>{meta}<title>T</title></head><body><article>{body}</article></body></html>"
    assert "Café owner Zoë Müller said “no” – twice." in one(write(tmp_path / "a.html", page.encode(encoding))).text


def test_html_cut_in_the_middle_is_read_as_far_as_it_goes(tmp_path):
    cut = PAGE[: PAGE.index(b"still looking")]
    found = one(write(tmp_path / "a.html", cut))
    assert "nobody\nhad been aboard".replace("\n", " ") in found.text
    assert found.title == "Barge sinks"


def test_a_page_of_only_furniture_leaves_nothing(tmp_path):
    menu = "".join(f'<li><a href="/{n}">{n}</a></li>' for n in "Home News Sport Weather Login Subscribe".split())
    page = f"<html><body><nav><ul>{menu}</ul></nav><footer>© 2026</footer></body></html>"
    assert "nothing left to read" in refused(write(tmp_path / "a.html", page))
    menu = "Home\nNews\nSport\nWeather\nLog in\nSubscribe\nShare\nTweet\n© 2026 Quay Herald. All rights reserved\n"
    assert "nothing left to read" in refused(write(tmp_path / "a.txt", menu))


def test_jsonl_keeps_what_is_given_and_reports_what_is_broken(tmp_path):
    rows = [
        {
            "text": STORY,
            "title": "T",
            "author": ["A B"],
            "published": "2026-03-02",
            "outlet": "Quay Herald",
            "url": "https://q.example/1",
        },
        {"text": STORY + "x"},
        {"headline": "no text"},
        ["a"],
        {"text": "  "},
    ]
    lines = [json.dumps(row) for row in rows]
    path = write(tmp_path / "a.jsonl", "\n".join([lines[0], '{"text": "cut', "", *lines[1:], "[" * 100_000]) + "\n")
    found = list(documents(path))
    good = [item for item in found if isinstance(item, Document)]
    bad = [item for item in found if isinstance(item, Problem)]
    assert [item.text for item in good] == [STORY, STORY + "x"]
    assert [item.places for item in good] == [(f"{path}#1",), (f"{path}#4",)]
    assert [item.place for item in bad] == [f"{path}#{n}" for n in (2, 5, 6, 7, 8)]
    assert good[0].published.value == "2026-03-02"
    assert good[0].published.known_by == "given"
    assert (good[0].title, good[0].authors, good[0].outlet, good[0].url) == (
        "T",
        ("A B",),
        "Quay Herald",
        "https://q.example/1",
    )


def test_standard_input_is_sniffed(monkeypatch):
    kinds = {PAGE: "Barge sinks", json.dumps({"text": STORY, "title": "J"}).encode(): "J"}
    for data, title in kinds.items():
        assert one("-", Gathering(stdin=data)).title == title
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=BytesIO(data)))
        assert one("-").title == title
    assert one("-", Gathering(stdin=STORY.encode())).text == STORY
    assert "more than" in refused("-", Gathering(stdin=b"a" * 200, max_bytes=100))


def test_archives_that_browsers_save(tmp_path):
    mhtml = (
        b"From: <Saved>\r\nSnapshot-Content-Location: https://q.example/barge\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="----x"\r\n\r\n------x\r\n'
        b"Content-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\nContent-Location: https://q.example/barge\r\n\r\n"
        + PAGE
        + b"\r\n------x\r\nContent-Type: text/css\r\n\r\np {}\r\n------x--\r\n"
    )
    resource = {
        "WebResourceData": PAGE,
        "WebResourceURL": "https://q.example/barge",
        "WebResourceTextEncodingName": "UTF-8",
    }
    archive = plistlib.dumps({"WebMainResource": resource}, fmt=plistlib.FMT_BINARY)
    for name, data in (("a.mhtml", mhtml), ("b.webarchive", archive)):
        found = one(write(tmp_path / name, data))
        assert found.title == "Barge sinks"
        assert found.url == "https://q.example/barge"
    broken = plistlib.dumps({"a": 1}, fmt=plistlib.FMT_BINARY)
    assert "holds no page" in refused(write(tmp_path / "c.webarchive", broken))


def test_another_language_is_kept_and_told(tmp_path):
    text = (
        "Die Fähre lief am Montag auf eine Sandbank, sagte die Hafenbehörde. Niemand wurde dabei schwer verletzt.\n" * 3
    )
    assert one(write(tmp_path / "a.txt", text), Gathering(as_is=True)).language == "de"
    assert one(write(tmp_path / "b.txt", STORY)).language == "en"


def test_options_are_left_alone(tmp_path):
    path = write(tmp_path / "a.txt", STORY)
    assert one(path).first_seen is None
    assert one(path, replace(Gathering(), now="2026-01-01")).first_seen is None
