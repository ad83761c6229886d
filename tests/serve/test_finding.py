"""Search: the words as people write them, where they stand, and only what is in the case on that day."""

import pytest

from firsthand.records import Span
from firsthand.serve.desk import Desk
from firsthand.serve.finding import Finder, page, parsed, places, statement
from tests.serve.making import filled

TEXT = "Die Fähre «Aurel» sank; the ferry's crew re-entered São Tomé. Ferryman_2 said: ferry, ferry!"


def found(asked, text=TEXT):
    return [text[s.start : s.end] for s in places(text, parsed(asked))]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("FAHRE", ["Fähre"]),
        ("fähre sao", ["Fähre", "São"]),
        ("ferry", ["ferry", "ferry", "ferry"]),
        ("ferr*", ["ferry", "Ferryman", "ferry", "ferry"]),
        ('"ferry ferry"', ["ferry, ferry"]),
        ('"sao to"*', []),
        ("re-entered", ["re-entered"]),
        ('"unclosed aurel', []),
        ('* " ( NEAR OR', []),
        ("", []),
    ],
)
def test_where_the_words_stand(asked, words):
    assert found(asked) == words


def test_only_within_a_stretch():
    assert list(places(TEXT, parsed("ferry"), Span(0, 40))) == [Span(28, 33)]


def test_pages_and_statements_of_a_case(tmp_path):
    desk, finder = Desk(filled(tmp_path / "ferry.sqlite")), Finder()
    index = desk.view().index
    assert len(finder.pages(index, "ferry")) == 4
    assert len(finder.pages(index, "ferry brask")) == 3
    assert len(finder.statements(index, '"ferry aurel"')) == 2
    assert finder.pages(index, "nothing of the kind") == []
    for key in finder.statements(index, "fer* brask"):
        hit = statement(index, key, "fer* brask")
        assert len(hit.spans) == 2
        assert all(hit.statement.content[0].start <= s.start < s.end <= hit.statement.content[0].end for s in hit.spans)
    early = desk.view("2024-05-02").index
    assert len(finder.pages(early, "ferry")) == 3
    assert all(page(early, key, "ferry").spans for key in finder.pages(early, "ferry"))
    assert finder.pages(index, "\x00 \ud800 ferry\x00aurel") == finder.pages(index, "ferry aurel")
    desk.close()
