"""A page and an outlet it names in, the outlet's page it most likely means out: one that tells the same, before it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from firsthand.moments import can_take, earlier, order
from firsthand.records import Actor, Claim, Document, Link, Statement
from firsthand.text import tokens

ALIKE = 0.35  # share of words in common from which two contents may tell the same
AT_MOST = 200  # pages of one outlet that are compared: those told last before the page


@dataclass(frozen=True, slots=True)
class Told:
    """What the pages of a case tell: statements by page, and what they are compared by."""

    statements: Mapping[str, tuple[Statement, ...]]
    claim: Mapping[str, str]
    speaker: Mapping[str, str]
    words: Mapping[str, frozenset[str]]
    copied: Mapping[frozenset[str], float]


def told(
    documents: Sequence[Document],
    statements: Iterable[Statement],
    claims: Iterable[Claim],
    actors: Iterable[Actor],
    copied: Iterable[Link],
) -> Told:
    """The look-ups of a case."""
    texts = {d.id: d.text for d in documents}
    on_page: dict[str, list[Statement]] = defaultdict(list)
    words = {}
    for statement in statements:
        on_page[statement.document].append(statement)
        words[statement.id] = _words(texts[statement.document], statement)
    names = {name: a.id for a in actors if a.kind not in {"unnamed", "outlet"} for name in (a.name, *a.aliases)}
    speaking = {
        s.id: names[s.speaker.name] for said in on_page.values() for s in said if s.speaker and s.speaker.name in names
    }
    return Told(
        {page: tuple(said) for page, said in on_page.items()},
        {m.statement: claim.id for claim in claims for m in claim.statements},
        speaking,
        words,
        {frozenset((link.left, link.right)): link.score for link in copied},
    )


def _words(text: str, statement: Statement) -> frozenset[str]:
    return frozenset(w for c in statement.content for w, _, _ in tokens(text, c.start, c.end) if len(w) > 2)


def meant(told: Told, page: Document, about: Sequence[Statement], pages: Sequence[Document]) -> Document | None:
    """The one of an outlet's pages that this one means where it tells `about`; None where none tells the same."""
    before = [p for p in pages if p.id != page.id and can_take(page, p)]
    if not about or not any(told.statements.get(p.id) for p in before):
        return max(before, key=lambda p: (told.copied.get(frozenset((p.id, page.id)), 0.0), order(p), p.id), default=None)
    before = sorted(before, key=lambda p: (order(p), p.id))[-AT_MOST:]
    best = max(
        ((likeness(told, about, p, page), earlier(p, page) is True, order(p), p.id, p) for p in before), default=None
    )
    return best[-1] if best is not None and best[0] >= ALIKE else None


def likeness(told: Told, about: Sequence[Statement], page: Document, taker: Document) -> float:
    """How much a page tells what another's statements tell: words, claim and speaker in common, and copied words."""
    copied = told.copied.get(frozenset((page.id, taker.id)), 0.0)
    theirs = told.statements.get(page.id, ())
    return max((_alike(told, one, other) for one in about for other in theirs), default=0.0) + copied


def _alike(told: Told, one: Statement, other: Statement) -> float:
    a, b = told.words[one.id], told.words[other.id]
    share = len(a & b) / max(1, len(a | b))
    speaker = told.speaker.get(one.id)
    same_claim = one.id in told.claim and told.claim[one.id] == told.claim.get(other.id)
    return share + 0.5 * same_claim + 0.5 * (speaker is not None and speaker == told.speaker.get(other.id))
