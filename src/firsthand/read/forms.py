"""In which form something is said: quoted, told, half and half, as a noun, as a belief, or by pointing elsewhere."""

from __future__ import annotations

import re

from firsthand.records import Form

_OPEN, _CLOSE = '"“„«', '"”»'
_INNER = re.compile(r"[\"“„«][^\"“”„«»]+[\"”»]")
_NOUN = re.compile(
    r"\b(?:claims?|reports?|allegations?|accusations?|assertions?|statements?|suggestions?|warnings?|denials?|"
    r"assessments?|estimates?|announcements?|rumou?rs?|predictions?|beliefs?|fears?|view|opinion|argument|promise|"
    r"threat|admission)\b",
    re.IGNORECASE,
)
# A content that only points: a pronoun, or a noun of telling with its determiner and adjectives, and nothing told in
# it.
_POINTS = re.compile(
    r"(?:on |of |to |with |in |by |about |from )?(?:this|that|it|these|those|them|so|as much|which|otherwise|the same|"
    r"(?:the|this|that|these|those|such|his|her|its|their|any|all|both|either|similar|earlier|[A-Z][\w’'-]*['’]s)\s+"
    r"(?:[\w’'-]+\s+){0,2}?"
    r"(?:claims?|reports?|allegations?|accusations?|assertions?|statements?|suggestions?|warnings?|denials?|"
    r"story|stories|news|rumou?rs?|predictions?|charges?|account|version|narrative|theory|theories|idea|notion|"
    r"remarks?|comments?|words|line|hoax|tale|figures?|estimates?|information|findings?|conclusions?|assessments?)"
    r"(?:\s+(?:online|widely|further|as (?:fact|true|false|fake|nonsense|absurd|baseless)|to be true))?)[.,;:!?]*",
    re.IGNORECASE,
)
_DETERMINER = re.compile(
    r"(?:\b(?:the|a|an|its|his|her|their|this|that|these|such|of|no|any|earlier|previous)|['’]s)\s+(?:\w+\s+)?$", re.I
)
_BELIEF = re.compile(
    r"\b(?:believ|think|thought|fear|hope|hoping|want|wish|suspect|doubt|feel|felt|consider|assum|expect|know|"
    r"knew|intend)\w*",
    re.IGNORECASE,
)


def form(cue: str, content: list[str], before: str | None = "") -> Form:
    """The form, from the words of the cue, the content's pieces, and what stands before the cue; None for a subject."""
    joined = " ".join(content)
    if len(content) == 1 and _POINTS.fullmatch(joined.strip()):
        return "anaphoric"
    if all(_wholly_quoted(piece) for piece in content):
        return "direct"
    if _INNER.search(joined) or any(sign in joined for sign in "“”"):
        return "mixed"
    if (
        before is not None
        and _NOUN.search(cue)
        and (_DETERMINER.search(before + " ") or re.match(r"\s*(?:the|a|an|its|his|her|their)\b", cue, re.I))
    ):
        return "nominal"
    return "belief" if _BELIEF.search(cue) else "indirect"


def _wholly_quoted(piece: str) -> bool:
    bare = piece.strip().rstrip(".,;:")
    if len(bare) < 2 or bare[0] not in _OPEN:
        return False
    inner = bare[1:-1] if bare[-1] in _CLOSE else bare[1:]
    return not any(sign in inner for sign in '"“”«»')
