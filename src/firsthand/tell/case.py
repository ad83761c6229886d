"""A whole case as lines of JSON: every record as it is kept, so that it can be taken back elsewhere as it was."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from firsthand.records import Dossier, Whole
from firsthand.whole import FORM, KINDS


def tell(whole: Whole, _: Dossier | None = None) -> bytes:
    """The lines, each with its line feed."""
    return b"".join(_lines(whole))


def _lines(whole: Whole) -> Iterator[bytes]:
    encode = msgspec.json.Encoder().encode
    yield encode({"firsthand": FORM}) + b"\n"
    count = 0
    for kind, (field, _) in KINDS.items():
        for record in getattr(whole, field):
            count += 1
            yield encode({kind: record}) + b"\n"
    yield encode({"end": count}) + b"\n"
