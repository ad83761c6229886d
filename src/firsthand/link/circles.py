"""Links in, circles out: pages that cite each other around, so that each seems to rest on another."""

from __future__ import annotations

from collections.abc import Iterable

from firsthand import graph
from firsthand.records import Link

TAKING = frozenset({"credits", "cites", "quotes"})


def circles(links: Iterable[Link]) -> list[tuple[str, ...]]:
    """The sets of documents that took from each other around, each as sorted ids."""
    return graph.circles((link.left, link.right) for link in links if link.directed and link.kind in TAKING)
