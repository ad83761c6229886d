"""What is offered for a statement, and whether the page shows it or only says it."""

from __future__ import annotations

import re

from firsthand.read.page import Page
from firsthand.records import Basis, BasisKind, Mention, Span

_OFFERED: tuple[tuple[BasisKind, re.Pattern[str]], ...] = (
    (
        "imagery",
        re.compile(
            r"\b(?:satellite|radar|aerial|drone)\s+(?:\w+\s+)?(?:image\w*|photo\w*|picture\w*|data)|"
            r"\b(?:imagery|photographs?|photos?|pictures?|images?|screenshots?)\b",
            re.IGNORECASE,
        ),
    ),
    ("video", re.compile(r"\b(?:videos?|footage|clips?|recording on camera|film(?:ed)?)\b", re.IGNORECASE)),
    ("intercept", re.compile(r"\b(?:intercept\w*|wiretap\w*|eavesdrop\w*)\b", re.IGNORECASE)),
    (
        "eyewitness",
        re.compile(
            r"\b(?:eye-?witness\w*|witness(?:es|ed)?|saw (?:it|them|how)|with (?:my|his|her|their) own eyes|"
            r"prisoners?)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "count",
        re.compile(
            r"\b(?:own (?:count|tally|estimate|assessment)|tallied|counted|headcount|census|poll\b|survey)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "record",
        re.compile(
            r"\b(?:records?|registr(?:y|ies)|database|tracking data|logs?|filings?|statistics|figures from)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "document",
        re.compile(
            r"\b(?:documents?|papers|letter|memo(?:randum)?|treaty|text of|order form|questionnaire|form\b|"
            r"identity papers|transcript|indictment|affidavit)\b",
            re.IGNORECASE,
        ),
    ),
)


def basis(page: Page, cue: Span, content: tuple[Span, ...], speaker: Mention | None) -> Basis:
    """The first kind of evidence named in the statement's sentences; else the speaker's own word."""
    start = min(page.sentence(s.start).start for s in (cue, *content))
    end = max(page.sentence(s.start).end for s in (cue, *content))
    found = [(m.start(), kind, m) for kind, pattern in _OFFERED for m in [pattern.search(page.text, start, end)] if m]
    if found:
        _, kind, match = min(found, key=lambda item: item[:2])
        return Basis(kind, _shown(page, start, end), match.start(), match.end())
    if speaker is None:
        return Basis("none", False, cue.start, cue.end)
    return Basis("named" if speaker.named else "unnamed", False, speaker.start, speaker.end)


def _shown(page: Page, start: int, end: int) -> bool:
    """Shown: the sentence carries a link, or it is or touches a picture's caption."""
    linked = any(link.start < end and start < link.end for link in page.document.links)
    block = page.block(start)
    return linked or (block is not None and block.kind == "caption")
