"""What the count would be if parts of linking made no mistake: the claim, then actors, links and groups from truth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bench.press import Press
from bench.quality.press_cases import STATED, in_order, origin_of, true_claim
from firsthand import ask, link
from firsthand.records import Document, Link, LinkKind, Passage, Statement, Weight, identity
from firsthand.weigh import origins

BETWEEN_PAGES = frozenset({"copies", "credits", "cites", "quotes"})
GIVEN: tuple[tuple[str, ...], ...] = ((), ("links",), ("actors",), ("actors", "links"), ("actors", "groups", "links"))


def counts(made: Sequence[Press]) -> dict[str, list[tuple[Weight, int]]]:
    """For each set of parts that are given, the weight and the true count of every case; the claim is always given."""
    return {
        ", ".join(("claim", *given)): [(_weighed(case, frozenset(given)), case.truth.count) for case in made]
        for given in GIVEN
    }


def _weighed(made: Press, given: frozenset[str]) -> Weight:
    documents, statements = in_order(made.documents, made.statements)
    if "actors" in given:
        statements = [_as_one_body(made, s, groups="groups" in given) for s in statements]
    linked = link.links(documents, statements)
    links = list(linked.links)
    if "links" in given:
        links = [k for k in links if k.kind not in BETWEEN_PAGES] + _true_links(made, documents)
    claim = true_claim(documents, statements, linked, origin_of(made, statements))
    [case] = ask.cases([claim], documents, statements, links, linked.actors)
    return origins.weigh(case)


def _as_one_body(made: Press, statement: Statement, *, groups: bool) -> Statement:
    """The statement with its speaker under one name wherever that body speaks; groups of witnesses too, if wanted."""
    who = made.truth.body_of[statement.id]
    if statement.speaker is None or not (who or "").startswith("body:"):
        return statement
    if not statement.speaker.named and not groups:
        return statement
    name = f"Ministry of Case Number {(who or '').removeprefix('body:')}"
    return replace(statement, speaker=replace(statement.speaker, name=name, named=True))


def _true_links(made: Press, documents: Sequence[Document]) -> list[Link]:
    """A link for every true edge that shows on the page."""
    ends = {d.id: len(d.text) for d in documents}
    links = []
    for left, right, how in sorted(made.truth.edges):
        if how != "echoes":
            kind: LinkKind = "copies" if how == "copies" else STATED[how]
            spans = (Passage(left, 0, ends[left]), Passage(right, 0, ends[right]))
            links.append(Link(identity(kind, left, right), kind, left, right, True, 0.9, "true", "truth", spans))
    return links
