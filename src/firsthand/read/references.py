"""Which statement an anaphoric one takes up: "ran with the report", "denied this"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from firsthand.read.page import Page
from firsthand.records import Statement

# What a noun in the content says of the cue that first told it.
_TOLD_BY: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(rf"\b(?:{noun})s?\b", re.I), re.compile(rf"\b(?:{cue})", re.I))
    for noun, cue in (
        ("report|story|account|article|scoop", "report|writ|wrote|publish|said|say|accord|broadcast|reveal"),
        ("claim|assertion|allegation|accusation|charge", "claim|alleg|accus|assert|charge|said|say|insist"),
        ("rumou?r|speculation|theory|hoax", "rumou?r|speculat|claim|suggest|believ|said to|circulat"),
        ("warning|threat", "warn|threat|caution"),
        ("denial|rebuttal", "den|reject|rebut"),
        ("demand|call|request|appeal", "demand|call|ask|urg|request|appeal"),
        ("promise|pledge|vow", "promis|pledg|vow|swor"),
        ("prediction|forecast|estimate", "predict|forecast|estimat|expect|project"),
        ("statement|comment|remark|quote|words?", "said|say|state|told|tell|comment|remark|add"),
    )
)
FAR = 12  # sentences back; a "this" further away means something else
_NOUN_COUNTS, _SAME_SPEAKER, _STEP = 3.0, 4.0, 0.5


def referred(cut: Page, statements: Sequence[Statement]) -> list[str | None]:
    """For each statement in the order of the words, the id of the one whose content it takes up."""
    return [_meant(cut, statements, n) if s.form == "anaphoric" else None for n, s in enumerate(statements)]


def _meant(cut: Page, statements: Sequence[Statement], at: int) -> str | None:
    """The best earlier statement by kind of telling and nearness; the page's own assertion where nothing is near."""
    this = statements[at]
    here = _number(cut, this)
    words = " ".join(cut.words(piece) for piece in this.content)
    best: tuple[float, str] | None = None
    for other in statements:
        back = here - _number(cut, other)
        if other.form in {"anaphoric", "author"} or not 0 <= back <= FAR or other.id == this.id:
            continue
        if back == 0 and other.content[0].start > this.content[0].start:
            continue
        score = -_STEP * back + _NOUN_COUNTS * _fits(words, " ".join(cut.words(c) for c in other.cue))
        score -= _SAME_SPEAKER * (_name(other) is not None and _name(other) == _name(this))
        if best is None or (score, other.id) > best:
            best = (score, other.id)
    own = next((s.id for s in statements if s.form == "author"), None)
    return best[1] if best else own


def _fits(words: str, cue: str) -> bool:
    return any(noun.search(words) and told.search(cue) for noun, told in _TOLD_BY)


def _number(cut: Page, statement: Statement) -> int:
    place = statement.cue[0].start if statement.cue else statement.content[0].start
    return cut.number(place)


def _name(statement: Statement) -> str | None:
    return statement.speaker.name if statement.speaker else None
