"""What two stages do with records that hang together: groups and circles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import rustworkx


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


def circles(ties: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    """Sets of nodes that lead around to each other along directed ties, each sorted (Tarjan, 1972)."""
    edges = sorted(set(ties))
    numbers = {node: n for n, node in enumerate(sorted({node for edge in edges for node in edge}))}
    names = list(numbers)
    graph = rustworkx.PyDiGraph()
    graph.add_nodes_from(names)
    graph.add_edges_from_no_data([(numbers[a], numbers[b]) for a, b in edges if a != b])
    found = rustworkx.strongly_connected_components(graph)
    return sorted(tuple(sorted(names[n] for n in part)) for part in found if len(part) > 1)
