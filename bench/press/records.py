"""Written pages in, the records of a perfect reader out: Documents and Statements whose every span is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bench.press.grammar import Span as Stretch
from bench.press.lines import Line, Named, Said
from bench.press.pages import Cascade, Page
from bench.press.speak import WEEKDAYS
from bench.press.world import Event, moment, slug
from firsthand.gather import site
from firsthand.records import (
    Basis,
    Block,
    BlockKind,
    Dated,
    Document,
    Hyperlink,
    Mention,
    Quantity,
    Span,
    Statement,
    When,
    identity,
)

BY = "press@1"
_BLOCKS: dict[str, BlockKind] = {
    "headline": "headline",
    "byline": "byline",
    "paragraph": "paragraph",
    "foot": "paragraph",
}
_OPEN_ABOVE = frozenset({"at least", "more than"})


@dataclass(frozen=True, slots=True)
class Written:
    """One page: as drawn, as written, as found, and as read without a fault."""

    page: Page
    lines: tuple[Line, ...]
    document: Document
    statements: tuple[Statement, ...]
    said: tuple[Said, ...]
    "The truth of each statement, in the same order."


def records(cascade: Cascade, pages: Sequence[list[Line]]) -> list[Written]:
    """The seen pages as records, in the order in which they were drawn."""
    return [_written(cascade, cascade.pages[n], pages[n]) for n in cascade.seen]


def shown(event: Event, page: Page) -> tuple[str | None, str | None]:
    """The days or moments that a page gives for itself: published and updated."""
    if page.dating == "undated":
        return None, None
    at = moment(event, page.at) + timedelta(days=page.shift)
    updated = moment(event, page.updated).isoformat() if page.updated is not None else None
    return (at.isoformat() if page.dating in {"moment", "misdated"} else at.date().isoformat()), updated


def address(cascade: Cascade, page: Page) -> str:
    """The page's own address."""
    return f"https://{cascade.world.outlets[page.outlet].site}/{slug(cascade.world.event.topic.name)}/{page.number}"


def _written(cascade: Cascade, page: Page, lines: list[Line]) -> Written:
    outlet = cascade.world.outlets[page.outlet]
    text, starts = _laid_out(lines)
    url = address(cascade, page)
    published, updated = shown(cascade.world.event, page)
    head = next((line.text for line in lines if line.kind == "headline"), None)
    document = Document(
        id=Document.name(_site(outlet.site), text),
        text=text,
        blocks=tuple(
            Block(_BLOCKS[line.kind], at, at + len(line.text)) for line, at in zip(lines, starts, strict=True)
        ),
        places=(url,),
        url=url,
        outlet=outlet.name,
        title=head,
        authors=_authors(lines),
        published=Dated(published, "given") if published else None,
        updated=Dated(updated, "given") if updated else None,
        language="en",
        links=tuple(
            Hyperlink(address(cascade, cascade.pages[to]), a + at, z + at)
            for line, at in zip(lines, starts, strict=True)
            for (a, z), to in line.links
        ),
    )
    placed = [(said, at) for line, at in zip(lines, starts, strict=True) for said in line.said]
    made = {s.id: (s, said) for said, at in placed for s in [_statement(cascade.world.event, document, said, at)]}
    return Written(
        page, tuple(lines), document, tuple(s for s, _ in made.values()), tuple(said for _, said in made.values())
    )


_SITES: dict[str, str] = {}


def _site(address: str) -> str:
    """The site as gather names it, looked up once for each."""
    host = address.split("/")[0]
    if host not in _SITES:
        _SITES[host] = site.name(f"https://{host}/") or host
    return _SITES[host]


def _laid_out(lines: Sequence[Line]) -> tuple[str, list[int]]:
    """The text, an empty line between two lines, and where each begins."""
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line.text) + 2
    return "\n\n".join(line.text for line in lines) + "\n", starts


def _authors(lines: Sequence[Line]) -> tuple[str, ...]:
    """Who signs: the name in the byline, an account's own handle."""
    line = next((line for line in lines if line.kind == "byline"), None)
    if line is None:
        return ()
    if line.text.startswith("@"):
        return (line.text[1:],)
    words = [w.strip(",") for w in line.text.split() if w[:1].isupper() and w not in {"By", "Text:", "From", "Words"}]
    return (" ".join(words[:2]),)


def _statement(event: Event, document: Document, said: Said, at: int) -> Statement:
    def span(stretch: Stretch) -> Span:
        return Span(stretch[0] + at, stretch[1] + at)

    cue = (span(said.cue),) if said.cue else ()
    content = span(said.content)
    return Statement(
        id=identity(document.id, *(f"{s.start}-{s.end}" for s in (*cue, content))),
        document=document.id,
        form=said.form,  # type: ignore[arg-type]
        speaker=_mention(said.speaker, at) if said.speaker else None,
        cue=cue,
        content=(content,),
        stance=said.stance,  # type: ignore[arg-type]
        certainty=said.certainty,
        narrator="neutral",
        via=tuple(_mention(named, at) for named in said.via),
        refers_to=None,
        basis=_basis(said.speaker, at),
        quantities=_quantities(event, said, at),
        times=_times(document, said, at),
        score=1.0,
        by=BY,
    )


def _mention(named: Named, at: int) -> Mention:
    return Mention(named.name, named.named, named.at[0] + at, named.at[1] + at)


def _basis(speaker: Named | None, at: int) -> Basis:
    if speaker is None:
        return Basis("none", False, 0, 0)
    return Basis("named" if speaker.named else "unnamed", False, speaker.at[0] + at, speaker.at[1] + at)


def _quantities(event: Event, said: Said, at: int) -> tuple[Quantity, ...]:
    if said.figure is None:
        return ()
    figure, (start, end) = said.figure
    topic, number = event.topic, float(figure.number)
    return (
        Quantity(
            low=number,
            high=None if figure.words in _OPEN_ABOVE else number,
            approximate=bool(figure.words) and figure.words not in _OPEN_ABOVE,
            unit=topic.unit,
            of=topic.of,
            role="planned" if said.version and said.version.planned else topic.role,  # type: ignore[arg-type]
            start=start + at,
            end=end + at,
        ),
    )


def _times(document: Document, said: Said, at: int) -> tuple[When, ...]:
    """A weekday as a reader has to take it: counted from the day that the page gives."""
    if said.day is None:
        return ()
    start, end = said.day[0] + at, said.day[1] + at
    if document.day is None:
        return (When(None, None, "day", None, start, end),)
    against = date.fromisoformat(document.day)
    wanted = next(n for n, name in enumerate(WEEKDAYS) if name in document.text[start:end])
    ahead = said.version is not None and said.version.planned
    step = (wanted - against.weekday()) % 7 if ahead else -((against.weekday() - wanted) % 7)
    day = (against + timedelta(days=step)).isoformat()
    return (When(day, day, "day", document.day, start, end),)
