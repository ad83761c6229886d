"""Pages in, rival explanations out: what they say is the cause, the motive, who gains, or what follows if it is so.

Found by English connectives alone ("because", "in order to", "as a pretext for", "who gains?", "if ... then"). An
explanation is offered by the speaker in whose content it stands, else by the page. One that its speaker denies, doubts
or only asks about is not offered by him. The wording of connectives follows the usual classes of discourse relations
(Prasad et al. 2008, Penn Discourse Treebank: Contingency); the lists are ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

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
from firsthand.weigh.wording import near_same, wording

# Two explanations with three of five content words in common are one: chosen by hand on invented cases, to fold
# "because it needs the port" with "since it needs the port" and to keep two motives of one act apart.
NEARLY_SAME = 0.6
# Fewer words explain nothing; more are a passage, not an explanation.
_LEAST_WORDS, _MOST_WORDS = 4, 70
_ADVERB = r"(?:\s+[a-z]+ly|\s+only|\s+just|\s+also|\s+not)?"
_LINKS: tuple[tuple[HypothesisKind, str], ...] = (
    (
        "motive",
        r"in\s+order\s+to|so\s+as\s+to|in\s+a\s+bid\s+to|in\s+an\s+(?:effort|attempt)\s+to|with\s+a\s+view\s+to|"
        r"with\s+the\s+(?:aim|goal|intention|purpose)\s+of|for\s+the\s+sake\s+of|so\s+that|"
        rf"(?:is|are|was|were|be|been|being){_ADVERB}\s+(?:meant|intended|designed|calculated|aimed)\s+(?:to|at|for)|"
        rf"(?:motivated|driven|prompted){_ADVERB}\s+by|"
        r"(?:as|is|was|be|been|being)\s+(?:an?|the|its|their|his|her)(?:\s+[a-z]+)?\s+"
        r"(?:pretext|excuse|cover|smokescreen|distraction)\s+(?:for|to|from)|"
        r"to\s+(?:justify|distract\s+(?:attention\s+)?from|divert\s+attention\s+from|cover\s+up|draw\s+attention\s+from)",
    ),
    (
        "cause",
        r"because(?:\s+of)?|due\s+to|owing\s+to|as\s+a\s+result\s+of|thanks\s+to|on\s+account\s+of|"
        r"(?:stems?|stemmed|arose|results?|resulted)\s+from|(?:caused|explained|brought\s+about)\s+by",
    ),
    (
        "gain",
        r"serv(?:es?|ed|ing)(?=\s+(?:only\s+)?(?:(?:everyone|everybody|whoever|those|nobody)\b|"
        r"(?:[\w’'-]+\s+){1,4}(?:interests?|purposes?|ends|aims|agenda|goals?)\b))|"
        r"(?:benefits?|profits?\s+from|plays?\s+into\s+the\s+hands\s+of|stands?\s+to\s+(?:gain|profit|benefit|win))",
    ),
)
_MIDDLE = tuple((kind, re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)) for kind, words in _LINKS)
_FRONT = re.compile(
    r"(?P<cue>Because(?:\s+of)?|In\s+order\s+to|So\s+as\s+to|In\s+a\s+bid\s+to|Due\s+to|Owing\s+to|As\s+a\s+result\s+of)\s+"
    r"(?P<why>[^,]+(?:,\d{3}[^,]*)*),\s+(?P<what>.+)",
    re.IGNORECASE | re.DOTALL,
)
_SUBJECT = re.compile(
    r"(?:the|its|their|his|her|one|a)\s+(?:[a-z]+\s+)?(?P<noun>aim|goal|purpose|motive|point|intention|reason|cause)\b"
    r"(?P<what>(?:\s+(?:of|for|behind|why)\b[^,.;]*?)?)\s+(?:is|was|are|were|being)\s+(?P<why>.+)",
    re.IGNORECASE | re.DOTALL,
)
_IF = re.compile(
    r"(?:^\W*(?:but\s+|and\s+|yet\s+)?|(?<=,\s)|(?<=that\s))if\s+(?P<why>[^?]+?),\s+(?:then\s+)?(?P<what>[^?]+)$",
    re.IGNORECASE | re.DOTALL,
)
_IF_THEN = re.compile(r"(?<!\bas )\bif\s+(?P<why>[^?]+?),?\s+then\s+(?P<what>[^?]+)$", re.IGNORECASE | re.DOTALL)
_NO_IF = re.compile(r"\b(?:if\s+(?:not|so|any|only|need\s+be|possible|confirmed)\b)", re.IGNORECASE)
_WHO_GAINS = re.compile(
    r"(?:who(?:m)?\s+(?:[a-z]+\s+)?(?:gains?|profits?|benefits?|(?:does|would)\s+(?:it|this|that|[\w\s]{3,40}?)\s+"
    r"(?:serve|benefit|suit|help))|cui\s+bono)\b[^?]*\?",
    re.IGNORECASE,
)
_NO_ANSWER = re.compile(r"\W*(?:I|We|But|And|If|However|Yet|You)\b|.*\?\W*$", re.DOTALL)
_MOST_ANSWERS = 3
_PAIR = frozenset({"as told", "not so"})
_LEAD = re.compile(r"\W*(?:(?:but|and|so|yet|or|that|because)\b,?\s+)+(?=\S)", re.IGNORECASE)
_OF_TELLING = re.compile(
    r"\b(?:claims?|reports?|stor(?:y|ies)|rumou?rs?|tales?|narratives?|allegations?|accusations?|denials?|denied|"
    r"announcements?|leaks?|leaked|timing|gains?|profits?)\b",
    re.IGNORECASE,
)
_REJECTED = re.compile(r"\b(?:not|n['’]t)\s+(?:\w+\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parts:
    """An explanation cut in two: what is explained, and by what; for a condition, what follows and what is supposed."""

    kind: HypothesisKind
    what: str
    why: str


def drafted(
    documents: Sequence[Document],
    statements: Sequence[Statement],
    actors: Sequence[Actor],
    claims: Sequence[Claim] = (),
    known: Sequence[Hypothesis] = (),
) -> list[Hypothesis]:
    """The pair of each claim, then every explanation that the pages offer, near-same ones as one, first told first.

    With claims, an explanation stays only if it shares two content words with one of them or speaks of the telling
    itself (the report, the leak, its timing). `known` are hypotheses that a person put in or judged: they stay, under
    their ids, and take in what is nearly the same. The order in which the records come changes nothing.
    """
    found = [h for d in sorted(documents, key=_by_day) for h in _offered(d, statements, actors)]
    told = [wording(claim.text).stems for claim in claims]
    kept = [h for h in found if not claims or _concerns(h, told)]
    before = [replace(h, passages=()) for h in known if h.kind not in _PAIR]
    pairs = [h for claim in claims for h in pair(claim)]
    return [*_named_before(pairs, [h for h in known if h.kind in _PAIR]), *_folded([*before, *kept])]


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


def parts(text: str) -> Parts | None:
    """What a sentence explains and by what; None where it explains nothing."""
    for find in (_condition, _front, _middle, _subject):
        found = find(text)
        if found is not None:
            return found
    return None


def _condition(text: str) -> Parts | None:
    found = _IF_THEN.search(text) or _IF.search(text)
    if found is None or _NO_IF.match(found.group().lstrip(" ,")):
        return None
    return Parts("condition", found["what"].strip(), found["why"].strip())


def _front(text: str) -> Parts | None:
    lead = _LEAD.match(text) if not re.match(r"\W*because\b", text, re.IGNORECASE) else None
    found = _FRONT.match(text, lead.end() if lead else 0)
    if found is None:
        return None
    kind: HypothesisKind = "motive" if re.match(r"in\s+(?:order|a)|so", found["cue"], re.IGNORECASE) else "cause"
    return Parts(kind, found["what"].strip(), found["why"].strip())


def _middle(text: str) -> Parts | None:
    """The first connective that has words on both sides and is not itself denied ("not because")."""
    found = [(m.start(), kind, m) for kind, pattern in _MIDDLE for m in pattern.finditer(text)]
    for start, kind, match in sorted(found, key=lambda item: (item[0], -item[2].end())):
        what, why = _bare(text[:start]), _bare(text[match.end() :])
        if what and why and not _REJECTED.search(text[:start]):
            return Parts(kind, what, why)
    return None


def _bare(words: str) -> str:
    return re.sub(r"\s+but$", "", words.strip(" ,.")).strip(" ,.")


def _subject(text: str) -> Parts | None:
    found = _SUBJECT.search(text)
    if found is None or re.match(r"(?:not\s+)?(?:unclear|unknown|not\s+known|obscure|open)\b", found["why"]):
        return None
    kind: HypothesisKind = "cause" if found["noun"].lower() in {"reason", "cause"} else "motive"
    what = re.sub(r"^\s*(?:of|for|behind|why)\s+", "", found["what"]) or text[: found.start()]
    return Parts(kind, what.strip(" ,"), found["why"].strip(" ,."))


def _by_day(document: Document) -> tuple[bool, str, str]:
    return document.day is None, document.day or "", document.id


def _offered(document: Document, statements: Sequence[Statement], actors: Sequence[Actor]) -> Iterator[Hypothesis]:
    """The explanations of one page, in the order of its text."""
    mine = sorted((s for s in statements if s.document == document.id), key=lambda s: s.id)
    names = _names(actors)
    for block in document.blocks or ():
        if block.kind not in {"paragraph", "headline", "caption"}:
            continue
        cut = sentences(document.text, block.start, block.end)
        for n, sentence in enumerate(cut):
            yield from _in_sentence(document, sentence, mine, names)
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
    rest = parts(_text(document, sentence))
    if not inside and rest is not None:
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
    lead = _LEAD.match(document.text, span.start, span.end)
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
    words = [wording(h.text) for h in found]
    keys = [str(n) for n in range(len(found))]
    ties = [
        (keys[n], keys[m])
        for n in range(len(found))
        for m in range(n)
        if _one_sort(found[n], found[m]) and near_same(words[n], words[m], NEARLY_SAME)
    ]
    return [_joined([found[int(key)] for key in group]) for group in groups(keys, ties)]


def _one_sort(one: Hypothesis, other: Hypothesis) -> bool:
    return (one.kind == "condition") == (other.kind == "condition")


def _joined(group: Sequence[Hypothesis]) -> Hypothesis:
    return replace(group[0], passages=tuple(_places(group)))


def _places(group: Iterable[Hypothesis]) -> Iterable[Passage]:
    return dict.fromkeys(place for h in group for place in h.passages)
