"""A sentence in, its parts out: what it explains and by what; for a condition, what follows and what is supposed.

By English connectives alone, after the usual classes of discourse relations (Prasad et al. 2008, Penn Discourse
Treebank: Contingency); the lists are ours. "Since" counts only before a finite clause whose
main clause is not "has done" (that one tells time); "as" is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from firsthand.records import HypothesisKind

# Longer than any sentence worth reading; keeps the time bounded on a page without full stops.
_LONGEST = 1_000
_ADVERB = r"(?:\s+[a-z]+ly|\s+only|\s+just|\s+also|\s+not)?"
_LINKS: tuple[tuple[HypothesisKind, str], ...] = (
    (
        "motive",
        r"in\s+order\s+to|so\s+as\s+to|in\s+a\s+bid\s+to|in\s+an\s+(?:effort|attempt)\s+to|with\s+a\s+view\s+to|"
        r"with\s+the\s+(?:aim|goal|intention|purpose)\s+of|for\s+the\s+sake\s+of|"
        r"so\s+that(?!\s+(?:day|night|week|month|year)\b)|"
        r"out\s+of(?=\s+(?:[a-z]+\s+)?(?:fear|spite|greed|revenge|pity|loyalty|envy)\b)|"
        rf"(?:is|are|was|were|be|been|being){_ADVERB}\s+(?:meant|intended|designed|calculated|aimed)\s+(?:to|at|for)|"
        rf"(?:motivated|driven|prompted){_ADVERB}\s+by(?!\s+(?:bus|car|train|lorry|truck|road)\b)|"
        r"(?:as|is|was|be|been|being)\s+(?:an?|the|its|their|his|her)(?:\s+[a-z]+)?\s+"
        r"(?:pretext|excuse|cover|smokescreen|distraction)\s+(?:for|to|from)|"
        r"to\s+(?:justify|distract\s+(?:attention\s+)?from|divert\s+attention\s+from|cover\s+up|draw\s+attention\s+from)",
    ),
    (
        "cause",
        # "Is due to leave", "is due to the left" are no causes.
        r"because(?:\s+of)?|(?<!\bis\s)(?<!\bare\s)(?<!\bwas\s)(?<!\bwere\s)due\s+to|"
        r"due\s+to(?=\s+(?:an?|the|its|his|her|their|this|that|bad|poor|lack)\b)(?!\s+the\s+(?:left|right)\b)|"
        r"owing\s+to|as\s+a\s+result\s+of|thanks\s+to|on\s+account\s+of|"
        r"(?:stems?|stemmed|arose|results?|resulted)\s+from|(?:caused|explained|brought\s+about)\s+by",
    ),
    (
        "gain",
        r"serv(?:es?|ed|ing)(?=\s+(?:only\s+)?(?:(?:everyone|everybody|whoever|those|nobody)\b|"
        r"(?:[\w’'-]+\s+){1,4}(?:interests?|purposes?|ends|aims|agenda|goals?)\b))|"
        r"(?:benefits?|profits?\s+from|plays?\s+into\s+the\s+hands\s+of|stands?\s+to\s+(?:gain|profit|benefit|win))",
    ),
)
_MIDDLE = tuple((kind, re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)) for kind, words in _LINKS)
_FRONT = re.compile(
    r"(?P<cue>Because(?:\s+of)?|In\s+order\s+to|So\s+as\s+to|In\s+a\s+bid\s+to|Due\s+to|Owing\s+to|Thanks\s+to|"
    r"On\s+account\s+of|Out\s+of(?=\s+(?:[a-z]+\s+)?(?:fear|spite|greed|revenge|pity|loyalty|envy)\b)|"
    r"As\s+a\s+result\s+of)\s+"
    r"(?P<why>[^,]+(?:,\d{3}[^,]*)*),\s+(?P<what>.+)",
    re.IGNORECASE | re.DOTALL,
)
_SUBJECT = re.compile(
    r"(?:the|its|their|his|her|one|a)\s+(?:[a-z]+\s+)?(?P<noun>aim|goal|purpose|motive|point|intention|reason|cause)\b"
    r"(?P<what>(?:\s+(?:of|for|behind|why)\b[^,.;]*?)?)\s+(?:is|was|are|were|being)\s+(?P<why>.+)",
    re.IGNORECASE | re.DOTALL,
)
# What could be the aim is told as an act: "the point was made" tells none.
_AIM = re.compile(r"(?:not\s+)?(?:to|that)\s", re.IGNORECASE)
_SINCE = re.compile(
    r"Since\s+(?P<why>[^,\d]+?\b(?:is|are|was|were|has|had|have|does|did|do|can|could|will|would|must|\w{3,}ed|needs?|"
    r"wants?)\b[^,]*),\s+(?P<what>[^,]+)",
    re.IGNORECASE,
)
_SINCE_THEN = re.compile(r"\b(?:has|have|had)\b")
_WHICH_IS_WHY = re.compile(
    r"(?P<why>.+?)(?:,|;|\s[–—])\s+(?:and\s+)?(?:which|that)\s+is\s+why\s+(?P<what>.+)", re.DOTALL
)
_SPEAKER_LAST = re.compile(
    r",\s+(?:[^,]{2,60}\s(?:said|says|told|wrote|writes|argued|argues|added|claimed)|according\s+to\s[^,]{2,60})$"
)
_IF = re.compile(
    r"(?:^\W*(?:but\s+|and\s+|yet\s+)?|(?<=,\s)|(?<=that\s))if\s+(?P<why>[^?]+?),\s+(?:then\s+)?(?P<what>[^?]+)$",
    re.IGNORECASE | re.DOTALL,
)
_IF_THEN = re.compile(r"(?<!\bas )\bif\s+(?P<why>[^?]+?),?\s+then\s+(?P<what>[^?]+)$", re.IGNORECASE | re.DOTALL)
_NO_IF = re.compile(r"\b(?:if\s+(?:not|so|any|only|need\s+be|possible|confirmed)\b)", re.IGNORECASE)
# What may stand before an explanation and is no part of it.
LEAD = re.compile(r"\W*(?:(?:but|and|so|yet|or|that|because)\b,?\s+)+(?=\S)", re.IGNORECASE)
_REJECTED = re.compile(r"\b(?:not|n['’]t)\s+(?:\w+\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parts:
    """An explanation cut in two: what is explained, and by what; for a condition, what follows and what is supposed."""

    kind: HypothesisKind
    what: str
    why: str


def parts(text: str) -> Parts | None:
    """What a sentence explains and by what; None where it explains nothing."""
    if len(text) > _LONGEST:
        return None
    for find in (_condition, _front, _reversed, _middle, _subject):
        found = find(text)
        if found is not None:
            return found
    return None


def _condition(text: str) -> Parts | None:
    found = _IF_THEN.search(text) or _IF.search(text)
    if found is None or _NO_IF.match(found.group().lstrip(" ,")):
        return None
    return Parts("condition", found["what"].strip(), found["why"].strip())


def _front(text: str) -> Parts | None:
    lead = LEAD.match(text) if not re.match(r"\W*because\b", text, re.IGNORECASE) else None
    start = lead.end() if lead else 0
    found = _FRONT.match(text, start)
    if found is None:
        since = _SINCE.match(text, start)
        timed = since is None or _SINCE_THEN.search(since["what"])
        return None if since is None or timed else Parts("cause", _bare(since["what"]), since["why"].strip())
    kind: HypothesisKind = "motive" if re.match(r"in\s+(?:order|a)|so|out", found["cue"], re.IGNORECASE) else "cause"
    return Parts(kind, _bare(found["what"]), found["why"].strip())


def _reversed(text: str) -> Parts | None:
    found = _WHICH_IS_WHY.match(text)
    return Parts("cause", _bare(found["what"]), _bare(found["why"])) if found else None


def _middle(text: str) -> Parts | None:
    """The first connective that has words on both sides and is not itself denied ("not because")."""
    found = [(m.start(), kind, m) for kind, pattern in _MIDDLE for m in pattern.finditer(text)]
    for start, kind, match in sorted(found, key=lambda item: (item[0], -item[2].end())):
        what, why = _bare(text[:start]), _bare(text[match.end() :])
        if what and why and not _REJECTED.search(text[:start]):
            return Parts(kind, what, why)
    return None


def _bare(words: str) -> str:
    """Without a speaker or a "but" at its end."""
    return re.sub(r"\s+but$", "", _SPEAKER_LAST.sub("", words.strip(" ,."))).strip(" ,.")


def _subject(text: str) -> Parts | None:
    found = _SUBJECT.search(text)
    if found is None or re.match(r"(?:not\s+)?(?:unclear|unknown|not\s+known|obscure|open)\b", found["why"]):
        return None
    kind: HypothesisKind = "cause" if found["noun"].lower() in {"reason", "cause"} else "motive"
    if found["noun"].lower() not in {"reason", "cause", "motive"} and not _AIM.match(found["why"]):
        return None
    what = re.sub(r"^\s*(?:of|for|behind|why)\s+", "", found["what"]) or text[: found.start()]
    return Parts(kind, what.strip(" ,"), _bare(found["why"]))
