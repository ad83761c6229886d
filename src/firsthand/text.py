"""What several stages do with text: lines, normal forms, shingles, sentences. Offsets are always code points."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from firsthand.records import Figure, Quantity, Span

_WORD = re.compile(r"\w+")
WORD = re.compile(r"\d+(?:[.,:]\d+)*|\w+|[^\w\s]")
_ADDRESS = re.compile(r"\]\(\s*<?https?://[^\s)]*>?[^)\n]*\)|https?://\S+")
# An abbreviation before a full stop does not end a sentence. The list is of English titles, months and units:
# measured on 24 hand-written cases, such a list did better than four of six sentence libraries (STACK.md, 7).
_ABBREVIATION = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Sgt|Capt|Adm|Gov|Sen|Rep|Rev|Hon|Sec|Jr|Sr|St|vs|etc|No|Inc|Corp|Ltd|Co|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|approx|est|e\.g|i\.e|a\.m|p\.m|U\.S|U\.N|U\.K)\.$"
)
_STOP = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s+[\"“‘'(\[]*[^\Wa-z_])|\n+")


def lines(text: str) -> list[Span]:
    """Every line of `text` without its line break, empty ones too."""
    spans, start = [], 0
    for match in re.finditer(r"\r\n|[\n\r\v\f\x85\u2028\u2029]", text):
        spans.append(Span(start, match.start()))
        start = match.end()
    return [*spans, Span(start, len(text))]


def line_words(text: str, start: int, end: int) -> list[re.Match[str]]:
    """The words, numbers and single signs of a line, without addresses: a link's target is no word of anybody's."""
    found = list(WORD.finditer(text, start, end))
    if "://" not in text[start:end]:
        return found
    hidden = [m.span() for m in _ADDRESS.finditer(text, start, end)]
    return [m for m in found if not any(low <= m.start() < high for low, high in hidden)]


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The sentences of a stretch of text, each without the blanks around it.

    A full stop after a known abbreviation or inside an open quotation does not end a sentence; a line break does.
    """
    end = len(text) if end is None else end
    cuts = [start]
    for match in _STOP.finditer(text, start, end):
        if "\n" in match.group() or not _keeps_on(text[cuts[-1] : match.end()]):
            cuts.append(match.end())
    return [
        span for low, high in zip(cuts, [*cuts[1:], end], strict=True) if (span := trim(text, low, high)) is not None
    ]


def around(text: str, span: Span, near: int = 32, far: int = 1_000) -> Span:
    """Some words with the sentences they lie in and `near` signs more on either side, `far` where one has no end."""
    low, high = max(0, span.start - far), min(len(text), span.end + far)
    held = [one for one in sentences(text, low, high) if one.start < span.end and span.start < one.end]
    start = min((*(one.start for one in held), max(0, span.start - near)))
    return Span(start, max((*(one.end for one in held), min(len(text), span.end + near))))


def stops(text: str, start: int = 0, end: int | None = None) -> list[int]:
    """Where sentences end, those inside a quotation too, and lines."""
    found = _STOP.finditer(text, start, len(text) if end is None else end)
    cuts = ((m.end(), "\n" in m.group()) for m in found)
    return [cut for cut, line in cuts if line or not _ABBREVIATION.search(text, max(0, cut - 12), cut)]


def _keeps_on(piece: str) -> bool:
    if _ABBREVIATION.search(piece):
        return True
    return piece.count("“") > piece.count("”") or piece.count('"') % 2 == 1


def trim(text: str, start: int, end: int) -> Span | None:
    """The stretch without blanks at its ends; None where nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def fold(text: str) -> str:
    """The form in which two spellings are compared: no accents, no case, blanks single, typographic signs plain."""
    plain = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().split())


_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "\u00ad": None})


def tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[str, int, int]]:
    """Folded words with their place in `text`."""
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        yield fold(match.group()), match.start(), match.end()


def shingles(words: list[str], size: int) -> list[str]:
    """Every run of `size` words, joined with blanks; the whole list where it is shorter."""
    return [" ".join(words[n : n + size]) for n in range(max(1, len(words) - size + 1))]


def amount(figure: Quantity | Figure) -> str:
    """A figure in words: about 11,000; at least 3,000; 11,000 to 12,000."""
    low, high = (None if v is None else f"{v:,.0f}" if v == int(v) else f"{v:,}" for v in (figure.low, figure.high))
    about = "about " if figure.approximate else ""
    if low is None or high is None:
        return f"up to {high}" if low is None else f"at least {low}"
    return f"{about}{low}" if low == high else f"{about}{low} to {high}"


_PLANNED = re.compile(
    r"\b(?:will|would|shall|plan(?:s|ned|ning)?|intend\w*|decid\w+\s+to|prepar\w+|going\s+to|about\s+to|set\s+to|"
    r"to\s+be\s+\w+ed|ready\s+to|agreed\s+to|promis\w+|pledg\w+|offer(?:s|ed|ing)?\s+to|vow\w*|able\s+to|can|"
    r"expected\s+to|is\s+to|are\s+to|training|being\s+(?:trained|prepared))\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:has|have|had|was|were|been|already|did|sent|arrived|deployed|shipped|killed|went|are\s+in|is\s+in|now)\b",
    re.IGNORECASE,
)
_SURELY_DONE = re.compile(r"\b(?:has|have|had)\s+(?:already\s+)?(?:sent|arrived|deployed)", re.IGNORECASE)


def mode(text: str) -> str:
    """Whether the words tell of something planned, something done, or leave it open."""
    if _PLANNED.search(text) and not _SURELY_DONE.search(text):
        return "planned"
    return "done" if _DONE.search(text) else "open"
