"""Pages that cite each other around are found, and nothing else is."""

from firsthand.link.circles import circles
from firsthand.records import Link


def cites(left, right, kind="cites", directed=True):
    return Link(f"{left}{right}", kind, left, right, directed, 0.9, "names it", "test")


def test_a_circle_of_three_and_none_in_a_chain():
    found = circles([cites("a", "b"), cites("b", "c"), cites("c", "a"), cites("d", "a"), cites("e", "d")])
    assert found == [("a", "b", "c")]


def test_copies_and_undirected_links_make_no_circle():
    assert circles([cites("a", "b", "copies"), cites("b", "a", "copies"), cites("c", "d", directed=False)]) == []
