"""Words found again on a page that may have changed, or a reason why they are not: never a guess.

Only articles, commas, case and typographic signs may differ. A number or a negation that changed in the words, or in
the sentence around them, is never passed over, for then they no longer say the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from firsthand.errors import PlaceError
from firsthand.records import Span
from firsthand.text import around, fold, sentences

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*%?|[½¼¾]|[^\W\d_]+(?:['’][^\W\d_]+)*|[%$€£]")
_NEGATION = re.compile(
    r"(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|nowhere|hardly|scarcely|barely|false|falsely|untrue|"
    r"wrong|wrongly|fake|hoax|den(?:y|ies|ied|ying|ial)|refut\w+|reject\w*|disput\w+|debunk\w*|un(?:true|likely|confirmed)|"
    r".*n't|fail\w*|refus\w+|alleged\w*|supposed\w*)\Z"
)
_NUMBER = re.compile(
    r"\d.*|.*[½¼¾⁄].*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy|"
    r"eighty|ninety|hundreds?|thousands?|millions?|billions?|trillions?|dozens?|half|quarter|twice|double|first|second|"
    r"third|percent|[%$€£]"
)
# Words whose coming or going changes nothing that is said.
_LIGHT = frozenset(["a", "an", "the"])
LONGEST = 20_000  # a quotation is no longer than this: words of a page, not the page


@dataclass(frozen=True, slots=True)
class Quote:
    """Words as they stood, with what stood before and after them."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    "Where they stood; only ever chooses between places where the same words stand."


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    start: int
    end: int


def find(quote: Quote, text: str) -> Span:
    """Where the quoted words stand in this text. Raises PlaceError, saying what changed, where that is not certain."""
    if not quote.exact.strip() or max(map(len, (quote.exact, quote.prefix, quote.suffix))) > LONGEST:
        raise PlaceError("the quotation is empty, or longer than any.")
    spans = _exact(quote, text) or _light(quote, text)
    if not spans:
        raise PlaceError(_changed(quote, text))
    span = _chosen(spans, quote, text)
    if difference := _around(quote, span, text):
        raise PlaceError(difference)
    return span


def _exact(quote: Quote, text: str) -> list[Span]:
    found, at = [], text.find(quote.exact)
    while at >= 0:
        found.append(Span(at, at + len(quote.exact)))
        at = text.find(quote.exact, at + 1)
    return [span for span in found if _whole_words(span, text)]


def _whole_words(span: Span, text: str) -> bool:
    """Whether the words are not a piece of longer ones: "12" is not found in "12,000", nor "do" in "don't"."""
    inside = list(_TOKEN.finditer(text, max(0, span.start - 60), min(len(text), span.end + 60)))
    return not any(one.start() < cut < one.end() for one in inside for cut in (span.start, span.end))


def _light(quote: Quote, text: str) -> list[Span]:
    """Places where the same words stand but for articles, commas, case and typographic signs."""
    wanted, there = _tokens(quote.exact), _tokens(text)
    words, size = [token.word for token in wanted], len(wanted)
    if not size:
        return []
    return [
        Span(there[n].start, there[n + size - 1].end)
        for n in range(len(there) - size + 1)
        if there[n].word == words[0] and [token.word for token in there[n : n + size]] == words
    ]


def _tokens(text: str) -> list[_Token]:
    folded = (_Token(fold(one.group()), one.start(), one.end()) for one in _TOKEN.finditer(text))
    return [token for token in folded if token.word not in _LIGHT]


def _chosen(spans: list[Span], quote: Quote, text: str) -> Span:
    """The one place, or of several the one whose surroundings are the same."""
    if len(spans) == 1:
        return spans[0]
    same = [
        span
        for span in spans
        if text[: span.start].endswith(quote.prefix) and text[span.end :].startswith(quote.suffix)
    ]
    if len(same) > 1:
        same = [span for span in same if span.start == quote.start]
    if len(same) != 1:
        raise PlaceError(f"these words stand there {len(spans)} times, and nothing says which is meant.")
    return same[0]


def _around(quote: Quote, span: Span, text: str) -> str | None:
    """What a person must see: a number or negation that came or went in the sentence around the words."""
    before = _sentence(quote.prefix + quote.exact + quote.suffix, len(quote.prefix), len(quote.exact))
    whole = around(text, span)
    after = _sentence(text[whole.start : whole.end], span.start - whole.start, span.end - span.start)
    return _difference(before, after)


def _sentence(text: str, start: int, length: int) -> str:
    """The sentences of a stretch that these words lie in."""
    return " ".join(text[s.start : s.end] for s in sentences(text) if s.start < start + length and start < s.end)


def _difference(before: str, after: str) -> str | None:
    for what, pattern in (("a number", _NUMBER), ("a negation", _NEGATION)):
        was, now = (Counter(_matching(text, pattern.match)) for text in (before, after))
        if was != now:
            gone, came = (" ".join(sorted((one - other).elements())) for one, other in ((was, now), (now, was)))
            return f"{what} changed: {gone or 'none'} became {came or 'none'}. Read it again."
    return None


def _matching(text: str, match: Callable[[str], re.Match[str] | None]) -> list[str]:
    return [token.word for token in _tokens(text) if (found := match(token.word)) and found.end() == len(token.word)]


def _changed(quote: Quote, text: str) -> str:
    """What became of words that stand nowhere: said of the sentence that shares most of them."""
    wanted = Counter(token.word for token in _tokens(quote.exact))
    best, shared = "", 0
    for span in sentences(text):
        sentence = text[span.start : span.end]
        held = (wanted & Counter(token.word for token in _tokens(sentence))).total()
        if held > shared:
            best, shared = sentence, held
    if shared * 2 < wanted.total():
        return "these words no longer stand on the page."
    return _difference(quote.exact, best) or "the words around and between them changed. Read it again."
