"""What two stages do with records that hang together: groups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def groups(nodes: Sequence[str], ties: Iterable[tuple[str, str]]) -> list[list[str]]:
    """The nodes in groups that hang together, in the order of `nodes`; ties to unknown nodes are ignored."""
    root = {node: node for node in nodes}

    def find(node: str) -> str:
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    order = {node: n for n, node in enumerate(nodes)}
    for left, right in ties:
        if left in root and right in root:
            low, high = sorted((find(left), find(right)), key=order.__getitem__)
            root[high] = low
    found: dict[str, list[str]] = {}
    for node in nodes:
        found.setdefault(find(node), []).append(node)
    return list(found.values())
