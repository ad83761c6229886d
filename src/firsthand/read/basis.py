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


# A document that speaks for itself; as a mere word in a sentence ("reports of looting") it is no exhibit.
_SPEAKING = re.compile(
    r"\b(?:reports?|stud(?:y|ies)|indictment|analys[ie]s|audit|paper|article|email|e-mail|cable|complaint|lawsuit|filing|"
    r"affidavit|letter|memo(?:randum)?|documents?|transcript|ruling|statement)\b(?!\s+(?:of|by|from)\s+(?:a|an|the|his)\s)",
    re.IGNORECASE,
)
# How an exhibit is offered inside what is told: "said satellite images show that ...", "based on intercepts".
_BEFORE = re.compile(
    r"\b(?:based on|citing|cited|cites|according to|seen (?:in|on|by)|shown (?:in|by|on)|judging (?:by|from)|showed|"
    r"show|posted|released|published|shared|provided|presented|produced|obtained|with)\s+(?:[\w’'-]+\s+){0,4}$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:[\w’'-]*\s+){1,6}?(?:show|prove|indicat|reveal|confirm|suggest|depict|captur|demonstrat|appear|purport|"
    r"seem|saw|said|told|record)\w*\b",
    re.IGNORECASE,
)


def basis(page: Page, cue: Span, content: tuple[Span, ...], speaker: Mention | None) -> Basis:
    """The first exhibit offered for a statement; else the speaker's own word."""
    start = min(page.sentence(s.start).start for s in (cue, *content))
    end = max(page.sentence(s.start).end for s in (cue, *content))
    source = Span(speaker.start, speaker.end) if speaker else Span(cue.start, cue.start)
    found = [
        (m.start(), kind, m)
        for kind, pattern in _OFFERED
        for m in pattern.finditer(page.text, start, end)
        if source.start <= m.start() < source.end or _offers(page.text, m, start, end)
    ]
    if speaker and (spoken := _SPEAKING.search(page.text, source.start, source.end)):
        found.append((spoken.start(), "document", spoken))
    if found:
        _, kind, match = min(found, key=lambda item: item[:2])
        return Basis(kind, _shown(page, start, end), match.start(), match.end())
    if speaker is None:
        return Basis("none", False, cue.start, cue.end)
    return Basis("named" if speaker.named else "unnamed", False, speaker.start, speaker.end)


def _offers(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """Whether an exhibit is brought forward: something is based on it, or it shows something."""
    before = text[max(start, match.start() - 60) : match.start()]
    return _BEFORE.search(before) is not None or _AFTER.match(text, match.end(), min(end, match.end() + 60)) is not None


def _shown(page: Page, start: int, end: int) -> bool:
    """Shown: the sentence carries a link, or it is or touches a picture's caption."""
    linked = any(link.start < end and start < link.end for link in page.document.links)
    block = page.block(start)
    return linked or (block is not None and block.kind == "caption")
