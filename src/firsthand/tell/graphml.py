"""The dossier as GraphML, for Gephi, yEd, Cytoscape and networkx: pages, statements, actors and claims as one graph.

Every edge has a direction in the file, for most programs read no mixed graphs; `directed` says whether it means one.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from firsthand.records import Dossier
from firsthand.tell.index import Index, actor_of, roster
from firsthand.tell.words import plain

Value = str | float | bool | None
_FIELDS = {
    "node": {"kind": "string", "label": "string", "day": "string", "url": "string", "outlet": "string",
             "stance": "string", "certainty": "double", "actor_kind": "string", "origins": "double"},
    "edge": {"kind": "string", "score": "double", "directed": "boolean", "why": "string", "by": "string"},
}  # fmt: skip
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""


def tell(dossier: Dossier) -> str:
    """The graph."""
    index = Index(dossier)
    nodes = dict(_nodes(index))
    lines = [_HEAD]
    for scope, fields in _FIELDS.items():
        lines += [
            f'<key id="{scope}_{name}" for="{scope}" attr.name="{name}" attr.type="{type_}"/>\n'
            for name, type_ in fields.items()
        ]
    lines.append('<graph id="case" edgedefault="directed">\n')
    lines += [f"<node id={quoteattr(key)}>{_data('node', values)}</node>\n" for key, values in nodes.items()]
    edges = [(left, right, values) for left, right, values in _edges(index) if left in nodes and right in nodes]
    lines += [
        f'<edge id="e{n}" source={quoteattr(left)} target={quoteattr(right)}>{_data("edge", values)}</edge>\n'
        for n, (left, right, values) in enumerate(edges)
    ]
    return "".join((*lines, "</graph>\n</graphml>\n"))


def _data(scope: str, values: dict[str, Value]) -> str:
    return "".join(
        f'<data key="{scope}_{name}">{escape(_written(value))}</data>'
        for name, value in values.items()
        if value is not None and value != ""
    )


def _written(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else plain(str(value))


def _nodes(index: Index) -> Iterator[tuple[str, dict[str, Value]]]:
    for document in index.dossier.documents:
        yield document.id, {
            "kind": "page", "label": plain(document.title) or index.outlet(document), "day": document.day,
            "url": document.url, "outlet": document.outlet,
        }  # fmt: skip
    for statement in index.statements.values():
        yield statement.id, {
            "kind": "statement", "label": index.content(statement), "day": index.documents[statement.document].day,
            "stance": statement.stance, "certainty": float(statement.certainty),
        }  # fmt: skip
    for actor in index.dossier.actors:
        yield actor.id, {"kind": "actor", "label": actor.name, "actor_kind": actor.kind}
    for account in index.accounts:
        # A claim bears the id of its earliest statement.
        yield _claim(account.claim.id), {
            "kind": "claim", "label": account.claim.text, "day": account.claim.first_seen,
            "origins": account.origins.value if account.origins else None,
        }  # fmt: skip


def _claim(key: str) -> str:
    return f"claim-{key}"


def _edges(index: Index) -> Iterator[tuple[str, str, dict[str, Value]]]:
    known = roster(index.dossier.actors)
    for statement in index.statements.values():
        yield statement.id, statement.document, {"kind": "stands in", "directed": True, "by": statement.by}
        speakers = (("said by", statement.speaker), *(("relayed by", teller) for teller in statement.via))
        for kind, mention in speakers:
            actor = actor_of(mention, statement.id, known) if mention else None
            if actor:
                yield statement.id, actor, {"kind": kind, "directed": True}
    for claim in index.dossier.claims:
        for member in claim.statements:
            yield member.statement, _claim(claim.id), {"kind": member.position, "directed": True}
    for actor_ in index.dossier.actors:
        for body in actor_.affiliations:
            yield actor_.id, body, {"kind": "speaks for", "directed": True}
    claims = {claim.id for claim in index.dossier.claims}
    for link in index.dossier.links:
        both = link.kind in {"refines", "part_of", "contradicts", "updates"} and {link.left, link.right} <= claims
        left, right = (_claim(link.left), _claim(link.right)) if both else (link.left, link.right)
        yield left, right, {
            "kind": link.kind, "score": float(link.score), "directed": link.directed, "why": link.why, "by": link.by,
        }  # fmt: skip
