"""A page and an outlet it names in, the outlet's page it most likely means out: one that tells the same, before it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from firsthand.moments import can_take, earlier, order
from firsthand.records import Actor, Claim, Document, Link, Statement
from firsthand.text import tokens

# What one claim, figure and speaker add to the share of words in common; set on the train grammar of bench/press.
CLAIM, FIGURE, SPEAKER = 0.5, 0.4, 0.8
UNNAMED, NOBODY = "unnamed", "nobody"
ALIKE = 0.2  # below it two contents do not tell the same
AT_MOST = 50  # pages of one outlet that are compared: those told last before the page


@dataclass(frozen=True, slots=True)
class Told:
    """What the pages of a case tell: statements by page, and what they are compared by."""

    statements: Mapping[str, tuple[Statement, ...]]
    claim: Mapping[str, str]
    speaker: Mapping[str, str]
    words: Mapping[str, frozenset[str]]
    copied: Mapping[frozenset[str], float]

    def shared(self, one: Document, other: Document) -> float:
        """The share of copied words of two pages."""
        return self.copied.get(frozenset((one.id, other.id)), 0.0)


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
    speaking = {}
    for statement in (s for said in on_page.values() for s in said):
        if statement.speaker is not None and not statement.speaker.named:
            speaking[statement.id] = UNNAMED
        elif statement.speaker is not None and statement.speaker.name in names:
            speaking[statement.id] = names[statement.speaker.name]
    return Told(
        {page: tuple(said) for page, said in on_page.items()},
        {m.statement: claim.id for claim in claims for m in claim.statements},
        speaking,
        words,
        {frozenset((link.left, link.right)): link.score for link in copied},
    )


def _words(text: str, statement: Statement) -> frozenset[str]:
    words = (w for c in statement.content for w, _, _ in tokens(text, c.start, c.end))
    return frozenset(w for w in words if len(w) > 2 or w.isdigit())


def meant(
    told: Told, page: Document, about: Sequence[Statement], outlet: Sequence[Document], *, credit: bool = False
) -> Document | None:
    """The one of an outlet's pages, in order, that this one means where it tells `about`; None where none does.

    None that came later, save where the page credits the outlet and shares its words: then a date is wrong or renewed.
    """
    fitting = (
        p for p in reversed(outlet) if p.id != page.id and (can_take(page, p) or (credit and told.shared(page, p) > 0))
    )
    before = list(islice(fitting, AT_MOST))
    if not about or not any(told.statements.get(p.id) for p in before):
        # Where nothing was read there is nothing to compare: copied words, else the latest.
        return max(before, key=lambda p: (told.shared(page, p), order(p), p.id), default=None)
    found = [(match(told, about, p, page), p) for p in before]
    ranked = [
        (m.content + m.speaker, earlier(p, page) is True, order(p), p.id, p) for m, p in found if m.content >= ALIKE
    ]
    return max(ranked)[-1] if ranked else None


@dataclass(frozen=True, slots=True)
class Match:
    """How much of one page another tells."""

    content: float
    "Words, figures and claim in common, and copied words."
    speaker: float
    "Above zero where it is the same body's word, or nobody's; says nothing alone, since bodies say many things."


def match(told: Told, about: Sequence[Statement], page: Document, taker: Document) -> Match:
    """How much a page tells what another's statements tell: the best for each."""
    theirs = told.statements.get(page.id, ())
    content = max((_content(told, one, other) for one in about for other in theirs), default=0.0)
    speaker = not _sources(told, about).isdisjoint(_sources(told, theirs))
    return Match(content + told.shared(page, taker), SPEAKER * speaker)


def _sources(told: Told, statements: Iterable[Statement]) -> set[str]:
    """Whose word the statements are; nobody's is told on by who names nobody but the outlet."""
    return {told.speaker[s.id] for s in statements if s.id in told.speaker} or {NOBODY}


def _content(told: Told, one: Statement, other: Statement) -> float:
    a, b = told.words[one.id], told.words[other.id]
    figure = any(x.low == y.low and x.unit == y.unit for x in one.quantities for y in other.quantities)
    claim = one.id in told.claim and told.claim[one.id] == told.claim.get(other.id)
    return len(a & b) / max(1, len(a | b)) + CLAIM * claim + FIGURE * figure
