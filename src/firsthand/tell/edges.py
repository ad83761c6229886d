"""Who had it from whom, page by page: links between documents or their statements, joined into one edge a pair."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from firsthand.records import Link
from firsthand.tell import words
from firsthand.tell.index import TIES, Account, Index

_SHARE = re.compile(r"(\d{1,3}) ?(?:%|per cent|percent)")


@dataclass(frozen=True, slots=True)
class Edge:
    """Words that travelled from one page to another; undirected where only their likeness is known."""

    source: str
    target: str
    directed: bool
    label: str
    why: str


def edges(account: Account, index: Index) -> list[Edge]:
    """One edge for each pair of this claim's pages that a link joins."""
    pages = {telling.document.id for voice in account.voices for telling in voice.tellings}
    members = {member.statement for member in account.claim.statements}
    pairs: dict[tuple[str, ...], list[_Tie]] = {}
    near = {link.id: link for page in sorted(pages) for link in index.ties[page]}
    for link in near.values():
        taker, source = _page(link.left, index, members), _page(link.right, index, members)
        if taker and source and taker != source and {taker, source} <= pages:
            pairs.setdefault(tuple(sorted((taker, source))), []).append(_Tie(link, source, taker))
    return [_edge(ties) for _, ties in sorted(pairs.items())]


@dataclass(frozen=True, slots=True)
class _Tie:
    """A link with the pages it joins."""

    link: Link
    source: str
    taker: str


def _page(record: str, index: Index, members: set[str]) -> str | None:
    if record in index.documents:
        return record
    return index.statements[record].document if record in members and record in index.statements else None


def _edge(ties: list[_Tie]) -> Edge:
    """The directed links of one way where there are any, for they say more than a likeness; else all."""
    order = sorted(ties, key=lambda t: (not t.link.directed, TIES.index(t.link.kind), -t.link.score, t.link.id))
    first = order[0]
    same = [tie.link for tie in order if tie.link.directed == first.link.directed and tie.source == first.source]
    why = " ".join(dict.fromkeys(words.plain(link.why) for link in same))
    return Edge(first.source, first.taker, first.link.directed, _label(same), why)


def _label(links: Iterable[Link]) -> str:
    """The evidence in two words, with the share of copied words where the reason gives it."""
    found: dict[str, str] = {}
    for link in links:
        share = _SHARE.search(link.why) if link.kind == "copies" else None
        found.setdefault(link.kind, f"copies {share[1]} %" if share else link.kind)
        if not link.directed:
            return "alike, no credit"
    return ", ".join(list(found.values())[:2])
