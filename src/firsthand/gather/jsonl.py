"""JSON lines: one object a line with `text`, and optionally id, url, title, author, published, outlet."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from firsthand.errors import PlaceError
from firsthand.gather import dates, plain
from firsthand.gather.options import Gathering, Source
from firsthand.records import Dated, Document, Problem


def documents(source: Source, options: Gathering) -> Iterator[Document | Problem]:
    """A Document for each line that holds one, a Problem for each line that does not."""
    # Only a line feed ends a JSON line: the other separators of Unicode may stand inside its strings.
    for number, line in enumerate(source.text.split("\n"), 1):
        if line.strip():
            place = f"{source.place}#{number}"
            try:
                yield from _document(place, line, options)
            except PlaceError as error:
                yield Problem("gather", place, str(error))


def _document(place: str, line: str, options: Gathering) -> Iterator[Document | Problem]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise PlaceError(f"this line is not JSON: {_reason(error)}.") from error
    if not isinstance(row, dict):
        raise PlaceError("this line is not a JSON object with a text.")
    if not isinstance(row.get("text"), str):
        raise PlaceError("this line's object has no text.")
    given = plain.Given(
        url=_text(row, "url"),
        outlet=_text(row, "outlet"),
        title=_text(row, "title"),
        authors=_authors(row.get("author", row.get("authors"))),
        published=_dated(row, "published"),
        updated=_dated(row, "updated"),
    )
    yield plain.document(place, row["text"], options, given)
    for key, dated in (("published", given.published), ("updated", given.updated)):
        if dated is None and (told := _text(row, key)):
            why = f"its {key} day, {told[:40]!r}, cannot be read and is left out: write it as 2024-10-20."
            yield Problem("gather", place, why)


def _reason(error: Exception) -> str:
    return error.args[0].split(": line")[0] if error.args and isinstance(error.args[0], str) else "nested too deep"


def _text(row: dict[str, Any], key: str) -> str | None:
    value = row.get(key)
    return value.strip() or None if isinstance(value, str) else None


def _dated(row: dict[str, Any], key: str) -> Dated | None:
    value = dates.iso(_text(row, key) or "")
    return Dated(value, "given") if value else None


def _authors(value: object) -> tuple[str, ...]:
    names = value if isinstance(value, list) else [value]
    return tuple(name.strip() for name in names if isinstance(name, str) and name.strip())
