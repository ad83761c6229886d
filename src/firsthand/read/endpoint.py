"""A reader that asks any OpenAI-compatible endpoint, and believes none of its words that are not on the page.

Off unless configured: FIRSTHAND_ENDPOINT (an address such as http://127.0.0.1:8080/v1) and FIRSTHAND_ENDPOINT_MODEL;
FIRSTHAND_ENDPOINT_KEY and FIRSTHAND_ENDPOINT_SECONDS (to wait for an answer, 120) where needed. What is read of a page
goes out fenced as data, in parts; the answer must follow a fixed schema; a statement whose content or cue is not found
word for word is dropped, as is any other stretch, and both are counted in a Problem.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import httpx

from firsthand.errors import ReadError
from firsthand.read.asking import Answered, Settings, answer, client, settings
from firsthand.read.attribution import Attribution
from firsthand.read.heads import heard
from firsthand.read.page import Page, page
from firsthand.read.references import referred
from firsthand.read.speakers import Speakers
from firsthand.read.stance import CERTAINTY_OF, Manner
from firsthand.read.statements import Told, made
from firsthand.records import Document, Problem, Span, Statement

PART = 6_000  # characters sent at a time: small enough for a local model's context with the answer
# What is not read (furniture, bylines) is not sent and never found: this stands for each sign of it, so that offsets
# hold.
_CLOSED = "\0"
_LONE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a page that is sent at once: the whole text, closed where it is not read, and its ends."""

    text: str
    low: int
    high: int

    @property
    def sent(self) -> str:
        """What goes out of it."""
        return _LONE.sub("\ufffd", self.text[self.low : self.high].replace(_CLOSED, ""))

    def places(self, words: str) -> list[Span]:
        """Where the words stand in it, blanks of any kind for blanks, never in the middle of a longer word."""
        if not words.strip() or _CLOSED in words:
            return []
        return [Span(*match.span()) for match in _pattern(words).finditer(self.text, self.low, self.high)]


@dataclass(slots=True)
class _Dropped:
    """What an endpoint said that is not on the page."""

    statements: int = 0
    spans: int = 0

    def problem(self, place: str) -> Problem | None:
        """In words, where there was any."""
        if not (self.statements or self.spans):
            return None
        return Problem(
            "read",
            place,
            f"the endpoint gave {self.statements} statements and {self.spans} other stretches "
            "whose words are not on the page; they were dropped.",
        )


def version() -> str:
    """What its statements say they were read by.

    Raises UsageError where no endpoint is configured.
    """
    return settings().by


def read(documents: Sequence[Document]) -> Iterator[Statement | Problem]:
    """What the endpoint finds in each document, as far as its words are on the page.

    Raises UsageError where no endpoint is configured; ReadError where it does not answer, or not in the schema.
    """
    chosen = settings()
    with client(chosen) as asker:
        for document in documents:
            yield from _of_one(document, chosen, asker)


def _of_one(document: Document, chosen: Settings, asker: httpx.Client) -> Iterator[Statement | Problem]:
    """The page's statements in the order of the words; those of the parts before one that failed are kept."""
    cut = page(document)
    dropped = _Dropped()
    told: list[Told] = []
    failed: ReadError | None = None
    try:
        for part in _parts(cut):
            found = (_told(part, given, dropped) for given in answer(part.sent, chosen, asker).statements)
            told += [one for one in found if one]
    except ReadError as error:
        failed = error
    yield from _statements(cut, told, chosen.by)
    if problem := dropped.problem(document.places[0] if document.places else document.id):
        yield problem
    if failed:
        raise failed


def _statements(cut: Page, told: list[Told], by: str) -> list[Statement]:
    if not told:
        return []
    speakers = Speakers(cut, heard(cut))
    told = sorted(told, key=lambda one: one.attribution.content)
    once = {statement.id: statement for statement in (made(cut, one, speakers, by) for one in told)}
    found = list(once.values())
    return [replace(s, refers_to=meant) for s, meant in zip(found, referred(cut, found), strict=True)]


def _parts(cut: Page) -> Iterator[_Part]:
    """Sentences together up to PART characters."""
    text = _opened(cut)
    low: int | None = None
    high = 0
    for start, end in _pieces(cut):
        if low is not None and end - low > PART:
            yield _Part(text, low, high)
            low = None
        low, high = start if low is None else low, end
    if low is not None:
        yield _Part(text, low, high)


def _pieces(cut: Page) -> Iterator[tuple[int, int]]:
    """The sentences; one of more than PART characters is cut at a blank, or through where it has none."""
    for sentence in cut.sentences:
        low = sentence.start
        while sentence.end - low > PART:
            blank = cut.text.rfind(" ", low + 1, low + PART)
            high = blank if blank > 0 else low + PART
            yield low, high
            low = high
        yield low, sentence.end


def _opened(cut: Page) -> str:
    """The page's text, sign for sign, with all words closed that are not read."""
    pieces, at = [], 0
    for block in cut.blocks:
        pieces += [re.sub(r"\S", _CLOSED, cut.text[at : block.start]), cut.text[max(at, block.start) : block.end]]
        at = max(at, block.end)
    return "".join([*pieces, re.sub(r"\S", _CLOSED, cut.text[at:])])


def _told(part: _Part, given: Answered, dropped: _Dropped) -> Told | None:
    """The answer's words as spans of the page; None where its content or its cue is not there."""
    contents, cues = [part.places(words) for words in given.content], part.places(given.cue)
    if not contents or not all(contents) or not cues:
        dropped.statements += 1
        return None
    speakers = part.places(given.speaker or "")
    first, cue, speaker = _together(contents[0], cues, speakers)
    content = _apart([first, *(_nearest(places, first) for places in contents[1:])])
    via = [part.places(words) for words in given.via]
    dropped.spans += (bool((given.speaker or "").strip()) and not speakers) + via.count([])
    found = Attribution(speaker, cue, content, 1.0)
    manner = Manner(given.stance, CERTAINTY_OF[given.certainty], given.narrator)
    return Told(found, manner, given.form, tuple(_nearest(places, cue, first) for places in via if places))


def _together(contents: list[Span], cues: list[Span], speakers: list[Span]) -> tuple[Span, Span, Span | None]:
    """Content, cue and speaker where they stand nearest to each other: the same words may be told twice."""

    def around(content: Span) -> tuple[int, Span, Span, Span | None]:
        cue = _nearest(cues, content, content)
        speaker = _nearest(speakers, cue, content) if speakers else None
        return _gap(cue, content) + (_gap(speaker, cue) if speaker else 0), content, cue, speaker

    _, content, cue, speaker = min((around(content) for content in contents), key=lambda found: found[:2])
    return content, cue, speaker


def _nearest(places: list[Span], near: Span, outside: Span | None = None) -> Span:
    """The place nearest to another, one outside a stretch before one in it."""
    return min(places, key=lambda s: (outside is not None and _meet(s, outside), _gap(s, near), s.start))


def _apart(spans: list[Span]) -> tuple[Span, ...]:
    """The spans in the order of the words, without those that meet one named before them."""
    kept: list[Span] = []
    for span in spans:
        if not any(_meet(span, other) for other in kept):
            kept.append(span)
    return tuple(sorted(kept))


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _gap(one: Span, other: Span) -> int:
    return max(0, one.start - other.end, other.start - one.end)


@functools.lru_cache(256)
def _pattern(words: str) -> re.Pattern[str]:
    words = words.strip()
    inner = r"\s+".join(re.escape(word) for word in words.split())
    before, after = (r"(?<!\w)" if _spaced(words[0]) else ""), (r"(?!\w)" if _spaced(words[-1]) else "")
    return re.compile(before + inner + after)


def _spaced(sign: str) -> bool:
    """Whether the sign is of a script that puts blanks between words."""
    return sign.isdigit() or sign.lower() != sign.upper()
