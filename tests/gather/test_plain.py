"""Plain-text pages with what each line is: add a case by adding a file to tests/pages/gather."""

from pathlib import Path

import pytest

from firsthand.gather import Gathering, documents
from firsthand.gather.visible import names

PAGES = sorted((Path(__file__).parents[1] / "pages" / "gather").glob("*.txt"))


def parse(path):
    told, kinds, lines = {}, [], []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            key, value = line[2:].split(": ", 1)
            told[key] = None if value == "None" else value
        elif line:
            kind, text = line.split(" | ", 1)
            kinds.append(kind.strip())
            lines.append(text)
        else:
            lines.append("")
    return told, kinds, "\n".join(lines) + "\n"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_each_line_is_told(path):
    told, kinds, text = parse(path)
    (found,) = documents("-", Gathering(stdin=text.encode()))
    assert found.text == text
    shown = [(block.kind, text[block.start : block.end]) for block in found.blocks]
    expected = list(zip(kinds, [line for line in text.splitlines() if line], strict=True))
    assert shown == expected
    said = {
        "title": found.title,
        "authors": "; ".join(found.authors) or None,
        "published": found.published and found.published.value,
        "updated": found.updated and found.updated.value,
        "outlet": found.outlet,
    }
    assert {key: said[key] for key in told} == told
    assert all(dated.known_by == "visible line" for dated in (found.published, found.updated) if dated)


def test_nothing_is_read_from_lines_that_are_taken_as_they_are():
    (found,) = documents("-", Gathering(stdin=b"Home\nBy Ada Pell\n2 March 2026\n", as_is=True))
    assert [block.kind for block in found.blocks] == ["paragraph"] * 3
    assert found.authors == ()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By Ada Pell", ("Ada Pell",)),
        ("By ADA PELL and Tom Ruhl, Staff Writers", ("Ada Pell", "Tom Ruhl")),
        ("Written by Ada Pell | 2 March 2026", ("Ada Pell",)),
        ("ByAda Pell", ("Ada Pell",)),
        ("Author: Ada van der Pell", ("Ada van der Pell",)),
        ("Posted on 2 March 2026 by Ada Pell", ("Ada Pell",)),
        ("By the time the ferry came, it was dark", ()),
        ("By Monday", ()),
        ("By Staff Reporter", ()),
        ("Ada Pell", ()),
    ],
)
def test_names_in_bylines(line, expected):
    assert names(line) == expected
