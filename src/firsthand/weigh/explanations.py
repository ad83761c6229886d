"""Pages in, rival explanations out: what they say is the cause, the motive, who gains, or what follows if it is so.

Found by English connectives alone ("because", "in order to", "as a pretext for", "who gains?", "if ... then"). An
explanation is offered by the speaker in whose content it stands, else by the page. One that its speaker denies, doubts
or only asks about is not offered by him.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from firsthand.graph import groups
from firsthand.records import (
    Actor,
    Claim,
    Document,
    Hypothesis,
    HypothesisKind,
    Member,
    Passage,
    Span,
    Statement,
    identity,
)
from firsthand.text import fold, sentences, trim
from firsthand.weigh.connectives import LEAD, Parts, parts
from firsthand.weigh.wording import near_same, wording

# Two explanations with three of five content words in common are one: chosen by hand on invented cases, to fold
# "because it needs the port" with "since it needs the port" and to keep two motives of one act apart.
NEARLY_SAME = 0.6
# Fewer words explain nothing; more are a passage, not an explanation.
_LEAST_WORDS, _MOST_WORDS = 4, 70
_WHO_GAINS = re.compile(
    r"(?:who(?:m)?\s+(?:[a-z]+\s+)?(?:gains?|profits?|benefits?|(?:does|would)\s+(?:it|this|that|[\w\s]{3,40}?)\s+"
    r"(?:serve|benefit|suit|help))|cui\s+bono)\b[^?]*\?",
    re.IGNORECASE,
)
_NO_ANSWER = re.compile(r"\W*(?:I|We|But|And|If|However|Yet|You)\b|.*\?\W*$", re.DOTALL)
_MOST_ANSWERS = 3
# The two that every claim has.
PAIR = frozenset({"as told", "not so"})
_OF_TELLING = re.compile(
    r"\b(?:claims?|reports?|stor(?:y|ies)|rumou?rs?|tales?|narratives?|allegations?|accusations?|denials?|denied|"
    r"announcements?|leaks?|leaked|timing|gains?|profits?)\b",
    re.IGNORECASE,
)


def drafted(
    documents: Sequence[Document],
    statements: Sequence[Statement],
    actors: Sequence[Actor],
    claims: Sequence[Claim] = (),
    known: Sequence[Hypothesis] = (),
) -> list[Hypothesis]:
    """The pair of the first claim, then every explanation the pages offer, near-same ones as one, first told first.

    `claims` are those of the question, what is asked about first: other claims are no rivals of it. An explanation then
    stays only if it shares two content words with one of them or speaks of the telling (the report, the leak, its
    timing). `known` are hypotheses that a person put in or judged: they stay, under
    their ids, and take in what is nearly the same. The order in which the records come changes nothing.
    """
    said: dict[str, list[Statement]] = {}
    for statement in sorted(statements, key=lambda s: s.id):
        said.setdefault(statement.document, []).append(statement)
    names = _names(actors)
    found = [h for d in sorted(documents, key=_by_day) for h in _offered(d, said.get(d.id, ()), names)]
    told = [wording(claim.text).stems for claim in claims]
    kept = [h for h in found if not claims or _concerns(h, told)]
    before = [replace(h, passages=()) for h in known if h.kind not in PAIR]
    pairs = [h for claim in claims[:1] for h in pair(claim)]
    return [*_named_before(pairs, [h for h in known if h.kind in PAIR]), *_folded([*before, *kept])]


def _named_before(pairs: Iterable[Hypothesis], known: Sequence[Hypothesis]) -> Iterator[Hypothesis]:
    """The pairs, under their old ids where an earlier telling has renamed the claim: they share a statement of it."""
    left = list(known)
    for hypothesis in pairs:
        members = {s for s, _ in hypothesis.bearings}
        old = next((h for h in left if h.kind == hypothesis.kind and members & {s for s, _ in h.bearings}), None)
        if old is not None:
            left.remove(old)
        yield replace(hypothesis, id=old.id) if old else hypothesis


def pair(claim: Claim) -> tuple[Hypothesis, Hypothesis]:
    """The claim as told, and that it is not so: what every other explanation competes with."""
    text = claim.text.strip().rstrip(".")
    sign = {"supports": 1.0, "opposes": -1.0}

    def one(words: str, kind: HypothesisKind, turn: float) -> Hypothesis:
        bearings = tuple((m.statement, turn * sign.get(m.position, 0.0) + 0.0) for m in _members(claim))
        return Hypothesis(identity(kind, claim.id), words, None, bearings, kind, (claim.passage,), claim.id)

    return one(f"It is as told: {text}", "as told", 1.0), one(f"It is not as told: {text}", "not so", -1.0)


def _members(claim: Claim) -> list[Member]:
    return sorted(claim.statements, key=lambda m: m.statement)


def _by_day(document: Document) -> tuple[bool, str, str]:
    return document.day is None, document.day or "", document.id


def _offered(document: Document, statements: Sequence[Statement], names: Mapping[str, str]) -> Iterator[Hypothesis]:
    """The explanations of one page, in the order of its text."""
    for block in document.blocks or ():
        if block.kind not in {"paragraph", "headline", "caption"}:
            continue
        cut = sentences(document.text, block.start, block.end)
        for n, sentence in enumerate(cut):
            yield from _in_sentence(document, sentence, statements, names)
            yield from _answers(document, sentence, cut[n + 1 : n + 1 + _MOST_ANSWERS], names)


def _names(actors: Sequence[Actor]) -> dict[str, str]:
    """The actor of each name; of two that bear one name the smaller id."""
    found: dict[str, str] = {}
    for actor in sorted(actors, key=lambda a: a.id, reverse=True):
        found |= {fold(name): actor.id for name in (actor.name, *actor.aliases)}
    return found


def _in_sentence(
    document: Document, sentence: Span, statements: Sequence[Statement], names: Mapping[str, str]
) -> Iterator[Hypothesis]:
    told = [(s, c) for s in statements for span in s.content if (c := _common(sentence, span)) is not None]
    inside = [(s, c, p) for s, c in told if (p := parts(_text(document, c))) is not None]
    for statement, span, cut in _innermost(inside):
        if statement.stance in {"asserts", "predicts"}:
            yield from _made(document, span, cut.kind, _speaker(document, statement, names))
    words = _text(document, sentence)
    rest = None if inside or words.rstrip("”\"’' ").endswith("?") else parts(words)
    if rest is not None:
        yield from _made(document, sentence, rest.kind, _author(document, names))


def _common(one: Span, other: Span) -> Span | None:
    low, high = max(one.start, other.start), min(one.end, other.end)
    return Span(low, high) if low < high else None


def _innermost(found: Sequence[tuple[Statement, Span, Parts]]) -> list[tuple[Statement, Span, Parts]]:
    """Without those that hold another: "A said that B said that it was because" is B's."""
    return [f for f in found if not any(_holds(f[1], g[1]) for g in found if g is not f)]


def _holds(outer: Span, inner: Span) -> bool:
    return outer != inner and outer.start <= inner.start and inner.end <= outer.end


def _answers(
    document: Document, question: Span, after: Sequence[Span], names: Mapping[str, str]
) -> Iterator[Hypothesis]:
    """Each sentence that answers "who gains?" is an explanation of its own."""
    if not _WHO_GAINS.search(_text(document, question)):
        return
    for answer in after:
        if _NO_ANSWER.match(_text(document, answer)):
            return
        words = f"{_text(document, question)} {_text(document, answer)}"
        where = Passage(document.id, question.start, answer.end)
        yield Hypothesis(identity(words), words, _author(document, names), (), "gain", (where,))


def _text(document: Document, span: Span) -> str:
    return document.text[span.start : span.end]


def _made(document: Document, span: Span, kind: HypothesisKind, holder: str | None) -> Iterator[Hypothesis]:
    lead = LEAD.match(document.text, span.start, span.end)
    if lead and not parts(document.text[lead.end() : span.end]):
        lead = None
    bare = trim(document.text, lead.end() if lead else span.start, span.end)
    if bare is None:
        return
    words = " ".join(_text(document, bare).split()).rstrip(".,; ")
    if _LEAST_WORDS <= len(words.split()) <= _MOST_WORDS:
        yield Hypothesis(identity(words), words, holder, (), kind, (Passage(document.id, bare.start, bare.end),))


def _speaker(document: Document, statement: Statement, names: Mapping[str, str]) -> str | None:
    return names.get(fold(statement.speaker.name)) if statement.speaker else _author(document, names)


def _author(document: Document, names: Mapping[str, str]) -> str | None:
    """The page's author, else its outlet, where one of them is an actor of the case."""
    known = (names.get(fold(name)) for name in (*document.authors, document.outlet or ""))
    return next((actor for actor in known if actor), None)


def _concerns(hypothesis: Hypothesis, claims: Sequence[frozenset[str]]) -> bool:
    if _OF_TELLING.search(hypothesis.text):
        return True
    mine = wording(hypothesis.text).stems
    return any(len(mine & theirs) >= min(2, len(theirs)) for theirs in claims)


def _folded(found: Sequence[Hypothesis]) -> list[Hypothesis]:
    """Near-same explanations as one, told as its first holder puts it, with every place where it is offered."""
    same: dict[tuple[str, bool], list[int]] = {}
    for n, hypothesis in enumerate(found):
        same.setdefault((hypothesis.text, hypothesis.kind == "condition"), []).append(n)
    alike = list(same.values())  # a thousand copies of one page offer one wording
    words = [wording(found[held[0]].text) for held in alike]
    keys = [str(n) for n in range(len(alike))]
    ties = [
        (keys[n], keys[m])
        for n in range(len(alike))
        for m in range(n)
        if _one_sort(found[alike[n][0]], found[alike[m][0]]) and near_same(words[n], words[m], NEARLY_SAME)
    ]
    joined = (sorted(n for key in group for n in alike[int(key)]) for group in groups(keys, ties))
    return [_joined([found[n] for n in group]) for group in joined]


def _one_sort(one: Hypothesis, other: Hypothesis) -> bool:
    return (one.kind == "condition") == (other.kind == "condition")


def _joined(group: Sequence[Hypothesis]) -> Hypothesis:
    return replace(group[0], passages=tuple(_places(group)))


def _places(group: Iterable[Hypothesis]) -> Iterable[Passage]:
    return dict.fromkeys(place for h in group for place in h.passages)
