"""What the formats of one page share: which words of the text play which part in a statement, and text that is safe."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from firsthand.records import Mention, Span, Statement
from firsthand.tell import words

Role = Literal["source", "cue", "content", "relay"]
# Signs without a body of their own that turn the direction of what stands beside them, or that a terminal obeys.
_ACTS = re.compile("[\t\x0b\x0c\x85\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class Part(NamedTuple):
    """Words that play one part in a statement: its spans, and who is meant where they mean somebody."""

    role: Role
    spans: tuple[Span, ...]
    mention: Mention | None = None


def parts(statement: Statement) -> list[Part]:
    """Source, cue, content and each relay of a statement, as far as it has them."""
    speaker = statement.speaker
    told = [
        Part("source", (Span(speaker.start, speaker.end),) if speaker else (), speaker),
        Part("cue", statement.cue),
        Part("content", statement.content),
        *(Part("relay", (Span(teller.start, teller.end),), teller) for teller in statement.via),
    ]
    return [part for part in told if part.spans]


def harmless(text: str) -> str:
    """The text with every sign that a terminal or the order of signs obeys replaced, one for one; line feeds stay."""
    return _ACTS.sub("\ufffd", words.printable(text).replace("\r", "\ufffd"))
