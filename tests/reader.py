"""A reader without a model, for tests of what stands around the reading: it knows one verb and one loaded word."""

from __future__ import annotations

import re

from firsthand.records import Mark, Mention, Problem, Span, Statement, identity

SAID = re.compile(r"(The [A-Z]\w+ [A-Z]\w+) (said|denied)(?: on \w+)? that ([^.]+)")


def read(documents):
    for document in documents:
        for match in SAID.finditer(document.text):
            (start, end), (told, told_end) = match.span(1), match.span(2)
            yield Statement(
                identity(document.id, str(start)), document.id, "indirect", Mention(match[1], True, start, end),
                (Span(told, told_end),), (Span(*match.span(3)),), "denies" if match[2] == "denied" else "asserts", 0.95,
                "neutral", (), None, None, (), (), 0.9, "test@1",
            )  # fmt: skip
        for match in re.finditer("reckless", document.text):
            yield Mark(document.id, "loaded", *match.span(), 0.9, False)
        yield Problem("read", document.places[0], "a bell \x07 and a turn \u202e")
