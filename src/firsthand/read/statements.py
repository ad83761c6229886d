"""Puts a page's statements together: attributions, then each part of the reading as a function of its own."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.errors import ReadError
from firsthand.read.attribution import Attribution, attributions
from firsthand.read.basis import basis
from firsthand.read.encoder import attribution as attribution_model
from firsthand.read.forms import form
from firsthand.read.page import Page, page
from firsthand.read.quantities import quantities
from firsthand.read.relays import Relayed, relayed
from firsthand.read.speakers import mention, mentions
from firsthand.read.stance import Manner, manner
from firsthand.read.times import times
from firsthand.records import Document, Mention, Span, Statement, identity


def read(documents: Sequence[Document]) -> list[Statement]:
    """Every statement of each document, in the order of the documents and of the words.

    Raises ReadError for a document in a language this reader was not trained on.
    """
    return [statement for document in documents for statement in _of_one(document)]


def _of_one(document: Document) -> list[Statement]:
    if document.language not in {None, "en"}:
        raise ReadError(f"The page is in {document.language!r}; this reader reads English. It is kept, and not read.")
    cut = page(document)
    found = attributions(document.text, [(b.start, b.end) for b in cut.blocks]) if cut.blocks else []
    chains = [relayed(cut, item) for item in found]
    speakers = mentions(cut, [chain.attribution.source for chain in chains])
    statements = [_statement(cut, chain, speaker) for chain, speaker in zip(chains, speakers, strict=True)]
    return sorted([*statements, *_author(cut, found)], key=lambda s: (s.content[0].start, s.content[0].end, s.id))


def _statement(cut: Page, chain: Relayed, speaker: Mention | None) -> Statement:
    found = chain.attribution
    pieces = [cut.words(piece) for piece in found.content]
    how = manner(cut.words(found.cue), " ".join(pieces), _around(cut, found))
    return _made(cut, found, how, form(cut.words(found.cue), pieces, _before(cut, found.cue)), speaker, chain.via)


def _made(
    cut: Page, found: Attribution, how: Manner, shape: str, speaker: Mention | None, via: tuple[Span, ...]
) -> Statement:
    day = cut.document.day
    cue = (found.cue,) if found.cue.end > found.cue.start else ()
    places = [f"{s.start}-{s.end}" for s in (*cue, *found.content)]
    return Statement(
        id=identity(cut.document.id, *places),
        document=cut.document.id,
        form=shape,  # type: ignore[arg-type]
        speaker=speaker,
        cue=cue,
        content=found.content,
        stance=how.stance,
        certainty=how.certainty,
        narrator=how.narrator,
        via=tuple(mention(cut, teller) for teller in via),
        refers_to=None,
        basis=basis(cut, found.cue, found.content, speaker),
        quantities=tuple(q for piece in found.content for q in quantities(cut.text, piece.start, piece.end)),
        times=tuple(t for piece in found.content for t in times(cut.text, piece.start, piece.end, day)),
        score=found.score,
        by=attribution_model()[0].version,
    )


def _before(cut: Page, cue: Span) -> str:
    sentence = cut.sentence(cue.start)
    return cut.text[max(sentence.start, cue.start - 30) : cue.start]


def _around(cut: Page, found: Attribution) -> str:
    """The words between speaker and cue: where adverbs and auxiliaries stand that the cue's span left out."""
    if found.source is None or not 0 <= found.cue.start - found.source.end < 60:
        return ""
    return cut.text[found.source.end : found.cue.start]


def _author(cut: Page, found: Sequence[Attribution]) -> list[Statement]:
    """The page's own central assertion: its headline, unless that is itself somebody's told words."""
    headline = cut.headline()
    if headline is None or any(a.cue.start < headline.end and headline.start < a.cue.end for a in found):
        return []
    own = Attribution(None, Span(headline.start, headline.start), (headline,), 1.0)
    how = manner("", cut.words(headline))
    return [_made(cut, own, how, "author", None, ())]
