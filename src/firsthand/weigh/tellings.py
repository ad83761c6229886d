"""What one telling makes of what it tells: hedged or plain, planned or done, with which verb and which figures."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from firsthand.records import Passage, Quantity, Statement
from firsthand.text import mode

# Certainty has four steps (.95, .7, .45, .25): a hedge is any below the first.
HEDGED, PLAIN = 0.75, 0.9
# What the telling verb makes of the words: doubtful, neutral, or as good as true.
_SOFT = re.compile(
    r"\b(?:claim|alleg|suggest|believ|suspect|speculat|think|assum|estimat|hint|rumou?r|appear|seem|fear)\w*",
    re.IGNORECASE,
)
_HARD = re.compile(
    r"\b(?:confirm|reveal|prov(?!id)|admit|acknowledg|demonstrat|establish|disclos|expos|insist|show|verif|ascertain|"
    r"determin|conclud|corroborat|attest|certif|affirm|assur|stress|emphasi[sz]|ma(?:k|d)e\s+(?:it\s+)?clear)\w*",
    re.IGNORECASE,
)
_NOT_HARD = re.compile(r"\b(?:not|never|yet|cannot|unable|declin\w+|refus\w+)\b|n['’]t\b", re.IGNORECASE)
_PAST = re.compile(r"\b[a-z]{2,}ed\b")


def planned(statement: Statement, texts: Mapping[str, str]) -> bool:
    """Whether it is told as a plan: by its verbs, or by a figure of what is to come."""
    to_come = any(q.role == "planned" for q in statement.quantities)
    return to_come or mode(words(texts, content(statement))) == "planned"


def done(statement: Statement, texts: Mapping[str, str]) -> bool:
    """Whether it is told as done: by its verbs, or by a figure of what is there."""
    if planned(statement, texts):
        return False
    told = words(texts, content(statement))
    return mode(told) == "done" or _PAST.search(told) is not None or bool(figures(statement))


def cue(statement: Statement) -> Passage:
    """Where the first words of telling stand."""
    return Passage(statement.document, statement.cue[0].start, statement.cue[0].end)


def strength(verb: str) -> int:
    """What a telling verb makes of the words: 0 doubtful, 1 neutral, 2 as good as true."""
    if _SOFT.search(verb):
        return 0
    return 2 if _HARD.search(verb) and not _NOT_HARD.search(verb) else 1


def figures(statement: Statement) -> list[Quantity]:
    """Its figures, without ranks, rates and lengths of time."""
    return [q for q in statement.quantities if q.role not in {"rank", "rate"} and q.unit not in _TIMES]


_TIMES = frozenset({"day", "week", "month", "year", "hour", "minute"})


def content(statement: Statement) -> Passage:
    """Where the first piece of what is said stands."""
    return Passage(statement.document, statement.content[0].start, statement.content[0].end)


def words(texts: Mapping[str, str], passage: Passage) -> str:
    """The words of a passage."""
    return texts[passage.document][passage.start : passage.end]


State = tuple[bool, bool, bool, frozenset[float | None]]


def state(told: Sequence[Statement], texts: Mapping[str, str]) -> State:
    """What changes on the way, of the sentences of a page that tell one thing: hedge, plan, hard verb and figures."""
    return (
        any(s.certainty <= HEDGED for s in told),
        any(planned(s, texts) for s in told),
        any(s.cue and strength(words(texts, cue(s))) == 2 for s in told),
        frozenset(q.low for s in told for q in figures(s)),
    )
