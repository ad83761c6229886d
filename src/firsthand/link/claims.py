"""Statements in, Claims out: which statements affirm or deny one thing, and how the claims are related.

Candidates by a sentence encoder; other figures, places and days veto; a pair model that reads both
together, both ways round, decides the rest. A group grows only while no two of its members are vetoed, so that likeness
cannot drift. When in doubt two statements stay apart and are related.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np

from firsthand.link.grouping import grouped
from firsthand.link.judge import SAME, judged
from firsthand.link.memo import NOTHING, Memo
from firsthand.link.slots import Conflict, conflict, veto
from firsthand.link.vectors import vectors
from firsthand.link.verdicts import NONE, Verdicts
from firsthand.link.wordings import Wording, sentence, wordings
from firsthand.records import (
    Actor,
    Claim,
    Document,
    Link,
    LinkKind,
    Member,
    Passage,
    Position,
    Statement,
    identity,
    passages,
)

BY = "claims@2"
# A candidate is anything that may be a paraphrase: of our own training pairs that the pair model joins, a bound of .5
# on their cosine lost 41, one of .4 lost 15.
CANDIDATE, RELATED = 0.4, 0.65
RULED_OUT = 0.01
# How many others a statement is read beside, nearest first: the pair model reads 700 pairs a second. Copies and near
# copies come on top, so that many echoes of one wording do not hide another wording.
NEAREST, NEARLY, COPIES = 8, 0.97, 16
LEAST_WORDS = 3  # content words; "it was a lie" says nothing by itself
CHUNK = 512


@dataclass(frozen=True, slots=True)
class Claims:
    """The claims, and the links that say why: same_claim between statements, relations between claims."""

    claims: tuple[Claim, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two wordings, how likely they are one claim, and why they are not."""

    left: int
    right: int
    likeness: float
    conflict: Conflict | None


def claims(
    documents: Sequence[Document],
    statements: Sequence[Statement],
    copied: Iterable[Link],
    actors: Mapping[str, Actor],
    verdicts: Verdicts = NONE,
    memo: Memo = NOTHING,
) -> Claims:
    """Group statements into claims; `documents` in the order of publication, `actors` by statement of the speaker."""
    texts = {d.id: d for d in documents}
    order = {d.id: n for n, d in enumerate(documents)}
    members = sorted(statements, key=lambda s: (order[s.document], s.content[0].start, s.id))
    told = {key for pair in (*verdicts.split, *verdicts.merged) for key in pair}
    said = wordings(members, texts, told)
    meaning = vectors([w.said for w in said], memo)
    of = {n: k for k, wording in enumerate(said) for n in wording.members}
    pairs = _pairs(said, meaning, _copied_pairs(members, of, list(copied)), memo)
    at = {s.id: of[n] for n, s in enumerate(members)}
    joined = [p for p in pairs if p.conflict is None]
    split = {(at[a], at[b]) for a, b in verdicts.split if a in at and b in at}
    merged = [(at[a], at[b]) for a, b in verdicts.merged if a in at and b in at]
    parts = grouped(meaning, [(p.left, p.right, p.likeness) for p in joined], [w.slots for w in said], merged, split)
    inside = [sorted(n for k in part for n in said[k].members) for part in parts]
    made = [_claim([members[n] for n in group], texts, actors, verdicts.position) for group in inside]
    claim_of = {k: claim for part, claim in zip(parts, made, strict=True) for k in part}
    first = [members[w.members[0]] for w in said]
    links = [_same(first[p.left], first[p.right], p) for p in joined if claim_of[p.left] is claim_of[p.right]]
    links.extend(_same_words(members, said))
    links.extend(_relations(pairs, first, claim_of, order))
    order_made = sorted(zip(inside, made, strict=True), key=lambda item: item[0][0])
    return Claims(tuple(claim for _, claim in order_made), tuple(sorted(links, key=lambda link: link.id)))


def _pairs(said: Sequence[Wording], meaning: np.ndarray, same_words: Set[tuple[int, int]], memo: Memo) -> list[_Pair]:
    """Likely pairs: those that are one claim (no conflict) and those that are only related."""
    found = []
    open_: list[tuple[int, int, float]] = []
    for left, right, likeness in _candidates(meaning, said, same_words):
        against = veto(said[left].slots, said[right].slots)
        if against is not None:
            if likeness >= RELATED:
                found.append(_Pair(left, right, likeness, against))
        elif (left, right) in same_words or said[left].said == said[right].said:
            found.append(_Pair(left, right, 1.0, None))
        else:
            open_.append((left, right, likeness))
    chances = _chances([(said[left].said, said[right].said) for left, right, _ in open_], memo)
    for (left, right, likeness), chance in zip(open_, chances.tolist(), strict=True):
        if chance >= SAME:
            found.append(_Pair(left, right, min(0.999, round(chance, 3)), None))
        elif likeness >= RELATED:
            found.append(_Pair(left, right, likeness, conflict(said[left].slots, said[right].slots) or _DIFFER))
    return found


def _chances(pairs: Sequence[tuple[str, str]], memo: Memo) -> np.ndarray:
    """The chance of each pair to be one claim; what one reading rules out is not read the other way round."""
    found = judged(pairs, both=False, memo=memo).same
    likely = np.flatnonzero(found >= RULED_OUT)
    found[likely] = judged([pairs[n] for n in likely.tolist()], memo=memo).same
    return found


_DIFFER = Conflict("refines", "close in meaning, but read together they do not say the same")


def _candidates(
    meaning: np.ndarray, said: Sequence[Wording], same_words: Set[tuple[int, int]]
) -> list[tuple[int, int, float]]:
    """Pairs near enough in meaning to be paraphrases, each once, with their cosine: copies, and each one's nearest."""
    eligible = np.array([n for n, w in enumerate(said) if len(w.slots.words) >= LEAST_WORDS], int)
    found = dict.fromkeys(same_words, 1.0)
    for low in range(0, len(eligible), CHUNK):
        likeness = np.round(meaning[eligible[low : low + CHUNK]] @ meaning[eligible].T, 3)
        for row in range(len(likeness)):
            one = int(eligible[low + row])
            for pair, near in _nearest(one, eligible, likeness[row]):
                found[pair] = near
    return [(left, right, near) for (left, right), near in sorted(found.items())]


def _nearest(one: int, eligible: np.ndarray, likeness: np.ndarray) -> Iterable[tuple[tuple[int, int], float]]:
    """A wording's nearest others and its nearest near copies, of equals those that were published first."""
    taken, copied = 0, 0
    near = np.flatnonzero(likeness >= CANDIDATE)
    for at in near[np.argsort(-likeness[near], kind="stable")].tolist():
        other, share = int(eligible[at]), float(likeness[at])
        if one == other:
            continue
        if share >= NEARLY:
            copied += 1
            if copied > COPIES:
                continue
        else:
            taken += 1
            if taken > NEAREST:
                return
        yield (min(one, other), max(one, other)), share


def _copied_pairs(members: Sequence[Statement], of: Mapping[int, int], copied: Sequence[Link]) -> set[tuple[int, int]]:
    """Pairs of wordings said in one copied passage, at the same place of it."""
    by_document: dict[str, list[int]] = {}
    for n, member in enumerate(members):
        by_document.setdefault(member.document, []).append(n)
    pairs: set[tuple[int, int]] = set()
    for link in copied:
        for one, other in zip(link.spans[::2], link.spans[1::2], strict=False):
            ours = [n for n in by_document.get(one.document, []) if _inside(members[n], one)]
            theirs = [n for n in by_document.get(other.document, []) if _inside(members[n], other)]
            matched = ((of[a], of[b]) for a, b in _matched(ours, theirs, members, one, other))
            pairs.update((min(a, b), max(a, b)) for a, b in matched if a != b)
    return pairs


def _inside(member: Statement, passage: Passage) -> bool:
    span = member.content[0]
    common = min(span.end, passage.end) - max(span.start, passage.start)
    return common >= 0.6 * (span.end - span.start)


def _matched(
    ours: list[int], theirs: list[int], members: Sequence[Statement], one: Passage, other: Passage
) -> list[tuple[int, int]]:
    """Statements at the same distance into the passage, give or take the few words an edit may add."""
    return [
        (a, b)
        for a in ours
        for b in theirs
        if abs((members[a].content[0].start - one.start) - (members[b].content[0].start - other.start)) < 40
    ]


def _claim(
    members: Sequence[Statement],
    texts: Mapping[str, Document],
    actors: Mapping[str, Actor],
    judged: Mapping[str, Position],
) -> Claim:
    plain = _plainest(members, texts)
    days = [day for m in members if (day := texts[m.document].day)]
    told = {m.document for m in members if m.form != "author"}
    return Claim(
        id=identity("claim", members[0].id),
        text=sentence(texts[plain.document].text[plain.content[0].start : plain.content[0].end]),
        passage=passages(plain.document, plain.content[:1])[0],
        first_seen=min(days, default=None),
        statements=tuple(
            Member(m.id, judged.get(m.id) or _position(m, actors.get(m.id), m.document in told)) for m in members
        ),
    )


# A content that begins so leans on words outside it.
_LEANS = re.compile(
    r"(?:that\s+)?(?:of|by|to|from|as|for|with|on|in|at|if|whether|it|they|he|she|we|i|this|these|those|its|their|"
    r"his|her|which|who|and|but)\b",
    re.IGNORECASE,
)


def _plainest(members: Sequence[Statement], texts: Mapping[str, Document]) -> Statement:
    """The member that a reader understands best alone: not a quotation, not too short or long; else the earliest."""

    def key(item: tuple[int, Statement]) -> tuple[bool, bool, bool, int, int]:
        n, member = item
        text = texts[member.document].text[member.content[0].start : member.content[0].end]
        words = len(text.split())
        odd = 0 if 6 <= words <= 30 else abs(words - 15)
        return (_LEANS.match(text) is not None, member.stance == "denies", member.form in {"direct", "mixed"}, odd, n)

    return min(enumerate(members), key=key)[1]


def _position(member: Statement, speaker: Actor | None, told: bool) -> Position:
    if member.stance == "denies":
        return "opposes"
    if member.stance == "doubts":
        return "uncertain"
    if member.stance in {"asks", "demands"}:
        return "reports"
    carrier = speaker is not None and speaker.kind == "outlet"
    # A page that tells in its body who says so only reports in its headline; a carrier that reports does not affirm.
    return "reports" if carrier or (member.form == "author" and told) else "supports"


def _same(left: Statement, right: Statement, pair: _Pair) -> Link:
    a, b = sorted((left, right), key=lambda s: s.id)
    how = (
        "stand in one copied passage" if pair.likeness == 1.0 else f"say the same, read together ({pair.likeness:.2f})"
    )
    return Link(
        identity("same_claim", a.id, b.id), "same_claim", a.id, b.id, False, pair.likeness,
        f"the two {how}, and no figure, place, negation or tense sets them apart", BY,
        (*passages(a.document, a.content), *passages(b.document, b.content)),
    )  # fmt: skip


def _same_words(members: Sequence[Statement], said: Iterable[Wording]) -> Iterable[Link]:
    """Each statement of a wording is tied to the first that says it: one link each, not one for every two."""
    for wording in said:
        for n in wording.members[1:]:
            a, b = sorted((members[wording.members[0]], members[n]), key=lambda s: s.id)
            yield Link(
                identity("same_claim", a.id, b.id), "same_claim", a.id, b.id, False, 1.0, "the two are word for word"
                " the same, and no figure, place or day sets them apart", BY,
                (*passages(a.document, a.content), *passages(b.document, b.content)),
            )  # fmt: skip


def _relations(
    pairs: Sequence[_Pair], members: Sequence[Statement], claim_of: Mapping[int, Claim], order: Mapping[str, int]
) -> Iterable[Link]:
    """One link for each two claims with like members that conflict: the likeliest pair speaks for them."""
    best: dict[tuple[str, str], Link] = {}
    for pair in sorted((p for p in pairs if p.conflict), key=lambda p: (-p.likeness, p.left, p.right)):
        left, right = claim_of[pair.left], claim_of[pair.right]
        key = (min(left.id, right.id), max(left.id, right.id))
        if left is right or key in best or pair.conflict is None:
            continue
        best[key] = _relation(pair, pair.conflict, members, (left, right), order)
    return best.values()


def _relation(
    pair: _Pair, against: Conflict, members: Sequence[Statement], of: tuple[Claim, Claim], order: Mapping[str, int]
) -> Link:
    a, b = members[pair.left], members[pair.right]
    kind: LinkKind = against.relation  # type: ignore[assignment]
    left, right = of
    if _first_is_whole(kind, a, b) or (kind == "updates" and order[a.document] < order[b.document]):
        left, right, a, b = right, left, b, a
    return Link(
        identity(kind, left.id, right.id), kind, left.id, right.id, kind != "contradicts", pair.likeness, against.why,
        BY, (*passages(a.document, a.content), *passages(b.document, b.content)),
    )  # fmt: skip


def _first_is_whole(kind: LinkKind, a: Statement, b: Statement) -> bool:
    """Whether the first of a pair is the plainer or larger of the two, which the other refines or is part of."""
    if kind == "part_of":
        return any(q.role == "part" for q in b.quantities)
    return kind == "refines" and len(b.quantities) > len(a.quantities)
