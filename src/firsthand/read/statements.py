"""Puts a page's statements together: attributions, then each part of the reading as a function of its own."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from firsthand.errors import ReadError
from firsthand.read.attribution import Attribution
from firsthand.read.basis import basis
from firsthand.read.encoder import reading
from firsthand.read.forms import form
from firsthand.read.heads import Heard, heard
from firsthand.read.language import marks
from firsthand.read.page import Page, page
from firsthand.read.quantities import quantities
from firsthand.read.references import referred
from firsthand.read.relays import Relayed, relayed
from firsthand.read.speakers import Speakers
from firsthand.read.stance import Manner, manner
from firsthand.read.times import times
from firsthand.records import Document, Form, Mark, Span, Statement, When, identity
from firsthand.sides import is_people

REMEMBERED = 64  # pages whose reading is kept for another with the same words


@dataclass(frozen=True, slots=True)
class Told:
    """An attribution with all that is judged of it as a whole."""

    attribution: Attribution
    manner: Manner
    form: Form
    via: tuple[Span, ...] = ()


def version() -> str:
    """What its statements say they were read by."""
    return reading()[0].version


def read(documents: Sequence[Document]) -> Iterator[Statement | Mark]:
    """Every statement of each document, in the order of the documents and of the words, then its loaded language.

    Raises ReadError for a document in a language this reader was not trained on.
    """
    for document in documents:
        if document.language not in {None, "en"}:
            raise ReadError(
                f"The page is in {document.language!r}; this reader reads English. It is kept, and not read."
            )
        yield from _placed(document, _of_words(_words_of(document)))


def _words_of(document: Document) -> Document:
    """All of a page that its reading depends on, but for its day."""
    own = document.outlet if document.outlet and document.outlet.casefold() in document.text.casefold() else None
    return Document("", document.text, document.blocks, outlet=own, links=document.links)


def _placed(document: Document, found: Sequence[Statement | Mark]) -> Iterator[Statement | Mark]:
    """What was read in these words, as this page's own, its times by this page's day."""
    ids = {one.id: _id(document, one.cue, one.content) for one in found if isinstance(one, Statement)}
    for one in found:
        if isinstance(one, Mark):
            yield replace(one, document=document.id)
            continue
        yield replace(
            one,
            id=ids[one.id],
            document=document.id,
            times=_times(document, one.content),
            refers_to=one.refers_to and ids[one.refers_to],
        )


@functools.lru_cache(maxsize=REMEMBERED)
def _of_words(document: Document) -> tuple[Statement | Mark, ...]:
    """One wire on a thousand sites is read once."""
    cut = page(document)
    found = heard(cut)
    by = version()
    speakers = Speakers(cut, found)
    whole = [kept for item in found.attributions if (kept := _apart(cut, item)) is not None]
    told = [_told(cut, relayed(cut, item, found)) for item in whole]
    own = _author(cut, found)
    statements = [made(cut, one, speakers, by) for one in (*told, *own)]
    statements.sort(key=lambda s: (s.content[0].start, s.content[0].end, s.id))
    meant = referred(cut, statements)
    return (*(replace(s, refers_to=to) for s, to in zip(statements, meant, strict=True)), *marks(cut, found))


def _apart(cut: Page, found: Attribution) -> Attribution | None:
    """The attribution without parts that a headline lends to the text below it, or takes from it."""
    headline = cut.headline()
    if headline is None:
        return found
    above = found.cue.start < headline.end
    content = tuple(c for c in found.content if (c.start < headline.end) == above)
    source = found.source if found.source and (found.source.start < headline.end) == above else None
    return replace(found, source=source, content=content) if content else None


def _told(cut: Page, chain: Relayed) -> Told:
    said = chain.attribution
    pieces = [cut.words(piece) for piece in said.content]
    how = manner(cut.words(said.cue), " ".join(pieces), _around(cut, said))
    return Told(said, how, form(cut.words(said.cue), pieces, _holder(cut, said)), chain.via)


def made(cut: Page, told: Told, speakers: Speakers, by: str) -> Statement:
    """The statement, with what its words themselves give: speaker, basis, figures, times."""
    said, how = told.attribution, told.manner
    speaker = speakers.mention(said.source) if said.source else None
    cue = (said.cue,) if said.cue.end > said.cue.start else ()
    return Statement(
        id=_id(cut.document, cue, said.content),
        document=cut.document.id,
        form=told.form,
        speaker=speaker,
        cue=cue,
        content=said.content,
        stance=how.stance,
        certainty=how.certainty,
        narrator=how.narrator,
        via=tuple(speakers.mention(teller) for teller in told.via),
        refers_to=None,
        basis=basis(cut, said.cue, said.content, speaker),
        quantities=tuple(q for piece in said.content for q in quantities(cut.text, piece.start, piece.end)),
        times=_times(cut.document, said.content),
        score=said.score,
        by=by,
    )


def _id(document: Document, cue: Sequence[Span], content: Sequence[Span]) -> str:
    return identity(document.id, *(f"{s.start}-{s.end}" for s in (*cue, *content)))


def _times(document: Document, content: Sequence[Span]) -> tuple[When, ...]:
    return tuple(t for piece in content for t in times(document.text, piece.start, piece.end, document.day))


def _holder(cut: Page, found: Attribution) -> str | None:
    """What makes a cue a noun: the words before it, as "the" or "Rome's"; None where a subject stands there."""
    sentence = cut.sentence(found.cue.start)
    before = cut.text[max(sentence.start, found.cue.start - 30) : found.cue.start]
    if found.source is None:
        return before if before.strip() else "the "
    gap = cut.text[found.source.end : found.cue.start]
    possessive = re.search(r"(?:['’]s?|^(?:his|her|its|their|our|my))$", cut.words(found.source), re.IGNORECASE)
    adjective = is_people(cut.words(found.source).split()[-1]) and cut.words(found.source)[:4].lower() == "the "
    return None if not gap.strip() and not possessive and not adjective else before


def _around(cut: Page, found: Attribution) -> str:
    """The words between speaker and cue: where adverbs and auxiliaries stand that the cue's span left out."""
    if found.source is None or not 0 <= found.cue.start - found.source.end < 60:
        return ""
    return cut.text[found.source.end : found.cue.start]


def _author(cut: Page, found: Heard) -> list[Told]:
    """The page's own central assertion: its headline, unless that is itself somebody's told words."""
    headline = cut.headline()
    if headline is None or any(a.cue.start < headline.end and headline.start < a.cue.end for a in found.attributions):
        return []
    own = Attribution(None, Span(headline.start, headline.start), (headline,), 1.0)
    return [Told(own, manner("", cut.words(headline)), "author")]
