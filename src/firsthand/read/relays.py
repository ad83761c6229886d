"""Through whom a statement was passed on: "Politico reports that Seoul warned ...", "CNN, citing officials, ...".

The network marks who passes on and who tells innermost (a head trained on our own templates, filled with names and
contents); this puts the chain in order and finds the innermost statement by a second reading of what the outermost
told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from firsthand.read.attribution import Attribution, attributions
from firsthand.read.heads import Heard, Passing
from firsthand.read.page import Page
from firsthand.records import Span

_REFLEXIVE = re.compile(r"(?:that\s+)?(?:it|he|she|they|we|I)\b")
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
    relays = [p for p in passing if p.role == "relay" and not _own_outlet(cut, p)]
    if not relays:
        return Relayed(said, ())
    teller = _teller(said, [p for p in passing if p.role == "teller"], relays)
    if teller is None:
        return Relayed(said, ())
    via = _ordered(relays, teller)
    return Relayed(_innermost(cut, said, teller), via)


def _reach(cut: Page, said: Attribution) -> tuple[int, int]:
    """The sentences of source, cue and the content's beginning: where a chain is named."""
    places = [said.cue.start, said.content[0].start, *([said.source.start] if said.source else [])]
    spans = [cut.sentence(place) for place in places]
    return min(s.start for s in spans), max(s.end for s in spans)


def _own_outlet(cut: Page, relay: Passing) -> bool:
    """The page itself is never its own relay."""
    own = (cut.document.outlet or "").casefold().removeprefix("the ")
    return bool(own) and cut.text[relay.start : relay.end].casefold().removeprefix("the ") == own


def _teller(said: Attribution, tellers: list[Passing], relays: list[Passing]) -> Span | None:
    """The innermost source: the marked teller nearest the content, else the attribution's source if it is no relay."""
    at = said.content[0].start
    if tellers:
        best = min(tellers, key=lambda t: min(abs(t.start - at), abs(t.end - at)))
        own = said.source
        # The attribution's own span of the same words is the better one: it has apposition and office.
        return own if own and own.start < best.end and best.start < own.end else Span(best.start, best.end)
    if said.source and not any(r.start < said.source.end and said.source.start < r.end for r in relays):
        return said.source
    return None


def _ordered(relays: list[Passing], teller: Span) -> tuple[Span, ...]:
    """Outermost first: those before the teller as they stand, those after it from the last to the first.

    "A reported that S told B"; "S told B, A reported"; "A cited B, which quoted S".
    """
    before = [r for r in relays if r.start < teller.start]
    after = [r for r in relays if r.start >= teller.start]
    return tuple(Span(r.start, r.end) for r in (*before, *reversed(after)))


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
