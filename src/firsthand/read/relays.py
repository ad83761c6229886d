"""Through whom a statement was passed on: "Politico reports that Seoul warned ...", "CNN, citing officials, ...".

The network marks who passes on and who tells innermost (a head trained on our own templates, filled with names and
contents); known carriers in the slots of relaying verbs are added by rule. This puts the chain in order and finds the
innermost statement by a second reading of what the outermost told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from firsthand.outlets import is_outlet
from firsthand.read.attribution import Attribution, attributions
from firsthand.read.heads import Heard
from firsthand.read.page import Page
from firsthand.records import Span

_REFLEXIVE = re.compile(r"(?:that\s+)?(?:it|he|she|they|we|I)\b")
_CARRIER = (
    r"(?:news )?(?:paper|newspaper|agency|broadcaster|magazine|network|channel|website|station|daily|weekly|outlet)"
)
_CAPITALS = r"(?-i:[A-Z])[\w.'’&-]*(?:\s+(?-i:[A-Z])[\w.'’&-]*){0,3}"
_HEARER = re.compile(
    r"\b(?:told|tells?|spoke(?:n)? to|speaking to|interview (?:with|to|by)|"
    r"(?:remarks|comments|statement|confirmed|said) to)"
    rf"\s+(?P<name>the {_CARRIER}\b|(?:the\s+)?(?:[a-z]+\s+){{0,3}}?{_CAPITALS})",
    re.IGNORECASE,
)
_CITING = re.compile(
    r"\b(?:citing|quoting|crediting|cit(?:es|ed)|quot(?:es|ed))\s+(?P<name>[^,.;:()\n“”\"]{3,90}?)"
    r"(?=\s*(?:[,.;:()\n“”\"]|\bthat\b|\bas\b|\bwho\b|\bwhich\b|\bsaid\b|$))"
)
# "The Ledger has spoken to two divers. One of them said": the carrier stands in the sentence before.
_HEARD_BEFORE = re.compile(
    r"^(?P<name>(?:[Tt]he\s+)?(?:[a-z]+\s+){0,3}?[A-Z][\w.'’&-]*(?:\s+[A-Z][\w.'’&-]*){0,3})\s+(?:has\s+|had\s+)?"
    r"(?:spoken? to|spoke (?:to|with)|interviewed|contacted|approached|reached|met|tracked down|"
    r"aired an interview with)\b"
)
# Who is cited is a name or somebody who can speak; "citing security concerns" cites nobody.
_SOMEBODY = re.compile(
    r"[A-Z]|\b(?:officials?|sources?|people|person|witness\w*|authorit\w+|minist\w+|spokes\w+|diplomats?|aides?|police|"
    r"residents?|doctors?|medics?|lawyers?|experts?|analysts?|researchers?|agenc\w+|offic\w+|commanders?|members?|"
    r"relatives?|activists?|workers?|governors?|leaders?|report|letter|documents?|memo\w*|statement)\b"
)
SURE = 0.3  # of a second reading
NEAR = 60  # code points into a content within which its own teller stands


@dataclass(frozen=True, slots=True)
class Relayed:
    """An attribution with its relay chain: the innermost source, and who passed it on, outermost first."""

    attribution: Attribution
    via: tuple[Span, ...]


def relayed(cut: Page, said: Attribution, found: Heard) -> Relayed:
    """The attribution with its chain, where its sentence names anybody who passes on."""
    low, high = _reach(cut, said)
    passing = found.passing_in(low, high)
    relays = _apart([Span(p.start, p.end) for p in passing if p.role == "relay"], _hearers(cut, said, low, high))
    said = _without(cut, said, relays)
    tellers = [Span(p.start, p.end) for p in passing if p.role == "teller" and p.end - p.start > len("the")]
    teller = _teller(cut, said, tellers, relays)
    if teller is None:
        return Relayed(said, ())
    if said.source and not _meet(said.source, teller) and _passes_on(cut, said, said.source, teller):
        relays = _apart(relays, [said.source])
    via = _ordered([r for r in relays if not _meet(r, teller) or r.start > teller.start], teller)
    if not via:
        return Relayed(said, ())
    return Relayed(_innermost(cut, said, teller), tuple(r for r in via if not _own_outlet(cut, r)))


def _reach(cut: Page, said: Attribution) -> tuple[int, int]:
    """The sentences of source, cue and the content's beginning: where a chain is named."""
    places = [said.cue.start, said.content[0].start, *([said.source.start] if said.source else [])]
    spans = [cut.sentence(place) for place in places]
    return min(s.start for s in spans), max(s.end for s in spans)


def _hearers(cut: Page, said: Attribution, low: int, high: int) -> list[Span]:
    """Known carriers in the place of who is told; else the carrier that the sentence before names as asking."""
    inside = [
        Span(m.start("name"), m.end("name"))
        for m in _HEARER.finditer(cut.text, low, high)
        if (is_outlet(m["name"]) or m["name"].startswith("the ")) and not _in_quotes(said, m.start())
    ]
    named = [span for span in inside if is_outlet(cut.words(span)) or re.fullmatch(rf"the {_CARRIER}", cut.words(span))]
    number = cut.number(low)
    if named or number < 1 or said.source is None:
        return named
    before = cut.sentences[number - 1]
    match = _HEARD_BEFORE.match(cut.words(before))
    if match is None or not is_outlet(match["name"]):
        return []
    return [Span(before.start + match.start("name"), before.start + match.end("name"))]


def _in_quotes(said: Attribution, place: int) -> bool:
    """Whether a place lies deep inside what is told: who is told something there hears of another matter."""
    return any(c.start + NEAR < place < c.end for c in said.content)


def _apart(kept: list[Span], more: list[Span]) -> list[Span]:
    """The first list and those of the second that touch none of it, in the order of the words."""
    return sorted([*kept, *(m for m in more if not any(_meet(m, k) for k in kept))])


def _own_outlet(cut: Page, relay: Span) -> bool:
    """The page itself is never its own relay."""
    own = (cut.document.outlet or "").casefold().removeprefix("the ")
    return bool(own) and cut.words(relay).casefold().removeprefix("the ") == own


def _teller(cut: Page, said: Attribution, tellers: list[Span], relays: list[Span]) -> Span | None:
    """The innermost source: the attribution's own unless that passes on; else whom it cites, or the marked teller."""
    at, own = said.content[0].start, said.source
    if own is not None:
        carrier = any(_meet(r, own) for r in relays) or is_outlet(cut.words(own))
        cited = _cited(cut, said, relays)
        cites = cited is not None and cut.text[own.end : cited.start].strip(" ,(").lower() in {"citing", "quoting"}
        if not carrier and not cites:
            return own
        if cited is not None:
            return cited
    marked = [t for t in tellers if own is None or not _meet(t, own)]
    if marked:
        return min(marked, key=lambda t: min(abs(t.start - at), abs(t.end - at)))
    if own is None:
        return None
    return _inside(cut, said) or (own if not any(_meet(r, own) for r in relays) else None)


def _passes_on(cut: Page, said: Attribution, source: Span, teller: Span) -> bool:
    """Whether a source that is not the teller relays: a known carrier, or one that cites the teller."""
    return is_outlet(cut.words(source)) or teller == _cited(cut, said, [])


def _without(cut: Page, said: Attribution, relays: list[Span]) -> Attribution:
    """The attribution with a relay that stands before or behind its source cut off: "Speaking to B, Ana Ruiz said"."""
    own = said.source
    for relay in relays if own else ():
        assert own is not None
        if own.start <= relay.start and relay.end < own.end and cut.text[relay.end] == ",":
            start = relay.end + 1 + (cut.text[relay.end + 1 : relay.end + 2] == " ")
            own = Span(start, own.end)
        elif (
            own.start < relay.start
            and relay.end >= own.end
            and cut.text[own.start : relay.start].rstrip().endswith(",")
        ):
            own = Span(own.start, own.start + len(cut.text[own.start : relay.start].rstrip(" ,")))
    return said if own is None or own.start >= own.end else replace(said, source=own)


def _cited(cut: Page, said: Attribution, relays: list[Span]) -> Span | None:
    """Whom a carrier cites in the same sentence; the last of several who is no carrier."""
    low, high = _reach(cut, said)
    spans = [Span(m.start("name"), m.end("name")) for m in _CITING.finditer(cut.text, low, high)]
    found = [
        s
        for s in spans
        if not is_outlet(cut.words(s)) and not any(_meet(s, r) for r in relays) and _SOMEBODY.search(cut.words(s))
    ]
    return found[-1] if found else None


def _inside(cut: Page, said: Attribution) -> Span | None:
    """The teller that stands at the beginning of what a carrier reports."""
    content = said.content[0]
    if cut.text[content.start] in '"“„«' or _REFLEXIVE.match(cut.words(content)):
        return None
    for inner in attributions(cut.words(content)):
        if inner.source is not None and inner.score > SURE and inner.source.start < NEAR:
            return _moved(inner.source, content.start)
    return None


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _ordered(relays: list[Span], teller: Span) -> tuple[Span, ...]:
    """Outermost first: those before the teller as they stand, those after it from the last to the first.

    "A reported that S told B"; "S told B, A reported"; "A cited B, which quoted S".
    """
    before = [r for r in relays if r.start < teller.start]
    after = [r for r in relays if r.start >= teller.start]
    return (*before, *reversed(after))


def _innermost(cut: Page, said: Attribution, teller: Span) -> Attribution:
    """What the teller told: read a second time where the outermost content holds the teller, else as it stands."""
    content = said.content[0]
    if not content.start <= teller.start < content.end or cut.text[content.start] in '"“„«':
        return replace(said, source=teller)
    if _REFLEXIVE.match(cut.words(content)):
        return replace(said, source=teller)
    inner = [a for a in attributions(cut.words(content)) if a.source is not None and a.score > SURE]
    near = [a for a in inner if a.source is not None and a.source.start < teller.end - content.start + NEAR]
    if not near:
        return replace(said, source=teller)
    first = near[0]
    moved = tuple(_moved(c, content.start) for c in first.content)
    return Attribution(teller, _moved(first.cue, content.start), moved, said.score * first.score)


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
