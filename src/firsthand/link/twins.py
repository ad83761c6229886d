"""Pages in, twins out: pages with the very same words, of which one is linked and the others are told of beside it.

One wire on five thousand sites makes twelve million pairs of pages and tells one thing. What a twin says is what the
first page with its words says, so only the first is compared with the rest of the case.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from firsthand.link.copies import LEAST_COPIED, cut
from firsthand.link.verdicts import Verdicts
from firsthand.moments import earlier, published
from firsthand.records import Claim, Document, Link, Member, Passage, Statement, identity, passages
from firsthand.text import fold

BY = "twins@1"


@dataclass(frozen=True, slots=True)
class Twins:
    """Which pages and statements stand for which others."""

    documents: tuple[Document, ...]
    "One page for each wording, the earliest, in the order given."
    statements: tuple[Statement, ...]
    "What is said on them, and what a reader found on a twin only."
    folded: Mapping[str, tuple[Statement, ...]]
    "For a statement of a first page, those of its twins that it stands for."
    links: tuple[Link, ...]
    "Each twin copies its first page."


@dataclass(frozen=True, slots=True)
class _Whole:
    """A page, where its words begin and end, and how many they are."""

    document: Document
    passage: Passage
    count: int


def twins(documents: Sequence[Document], statements: Sequence[Statement], judged: Verdicts) -> Twins:
    """Fold pages with the same words; `documents` in order of publication. A page that a person judged stays itself."""
    said: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        said[statement.document].append(statement)
    held = _held(judged)
    free = (d for d in documents if not any(s.id in held for s in said[d.id]))
    folded: dict[str, list[Statement]] = defaultdict(list)
    links, gone = [], set()
    for first, *others in _same_words(free):
        told = _told(first.document, said[first.document.id])
        for other in others:
            links.append(_link(first, other))
            gone.add(other.document.id)
            for key, twin in _told(other.document, said[other.document.id]).items():
                if key in told:
                    folded[told[key].id].append(twin)
    covered = {twin.id for group in folded.values() for twin in group}
    return Twins(
        tuple(d for d in documents if d.id not in gone),
        tuple(s for s in statements if s.id not in covered),
        {kept: tuple(group) for kept, group in folded.items()},
        tuple(links),
    )


def _held(judged: Verdicts) -> set[str]:
    """Statements that a person set beside others or placed: what is decided of one page is not decided of its twins."""
    pairs = (*judged.merged, *judged.split)
    return {end for pair in pairs for end in pair} | set(judged.position)


def _same_words(documents: Iterable[Document]) -> list[list[_Whole]]:
    """Pages by their words, furniture left out; too few words may meet by chance, and a quotation is nobody's copy."""
    groups: dict[str, list[_Whole]] = defaultdict(list)
    for document in documents:
        found = cut(document)
        if found.quoted.count(False) >= LEAST_COPIED:
            whole = Passage(document.id, found.starts[0], found.ends[-1])
            groups[identity(*found.words)].append(_Whole(document, whole, len(found.words)))
    return [group for group in groups.values() if len(group) > 1]


def _told(document: Document, statements: Sequence[Statement]) -> dict[tuple[object, ...], Statement]:
    """What a page says, by words and speaker, and for words that stand there twice by which time it is."""
    seen: Counter[tuple[object, ...]] = Counter()
    found: dict[tuple[object, ...], Statement] = {}
    for one in sorted(statements, key=lambda s: (s.content[0].start, s.id)):
        words = tuple(fold(document.text[c.start : c.end]) for c in one.content)
        key = (words, one.speaker and one.speaker.name, one.form, one.stance)
        seen[key] += 1
        found[*key, seen[key]] = one
    return found


def _link(first: _Whole, other: _Whole) -> Link:
    directed = earlier(first.document, other.document) is True
    # Without dates to tell, the smaller id stands left, as in every link without a direction.
    taker, giver = (other, first) if directed else sorted((first, other), key=lambda w: w.document.id)
    late, early = published(other.document), published(first.document)
    order = f", and it is dated later ({late} after {early})" if directed else "; nothing shows which was first"
    why = f"all of its {other.count} words run as in the other{order}"
    left, right = taker.document.id, giver.document.id
    return Link(
        identity("copies", left, right), "copies", left, right, directed, 1.0, why, BY, (taker.passage, giver.passage)
    )


def with_twins(claims: Iterable[Claim], found: Twins, order: Mapping[str, int]) -> Iterator[Claim]:
    """The claims with the folded statements beside those that stood for them, in the order of publication."""
    place = {s.id: (order[s.document], s.content[0].start, s.id) for s in found.statements}
    place |= {s.id: (order[s.document], s.content[0].start, s.id) for g in found.folded.values() for s in g}
    for claim in claims:
        more = [Member(t.id, m.position) for m in claim.statements for t in found.folded.get(m.statement, ())]
        members = sorted((*claim.statements, *more), key=lambda m: place[m.statement]) if more else claim.statements
        yield replace(claim, statements=tuple(members))


def same_claim(found: Twins) -> Iterator[Link]:
    """Why each folded statement belongs to the claim of the one that stood for it."""
    kept = {s.id: s for s in found.statements}
    for first, others in found.folded.items():
        for other in others:
            a, b = sorted((kept[first], other), key=lambda s: s.id)
            spans = (*passages(a.document, a.content), *passages(b.document, b.content))
            why = "the two stand at one place of pages with the same words"
            yield Link(identity("same_claim", a.id, b.id), "same_claim", a.id, b.id, False, 1.0, why, BY, spans)
