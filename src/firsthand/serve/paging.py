"""A long list in pieces: a limit, a size, and a cursor that says where to go on."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from firsthand.errors import UsageError
from firsthand.records import identity
from firsthand.tell.json import dumps

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Item = TypeVar("Item")
Made = TypeVar("Made", bound="DataclassInstance")
# Characters of one answer's list as JSON: about ten thousand tokens.
SIZE = 40_000
_CURSOR = re.compile(r"(\d{1,9})-([0-9a-f]{16})")


@dataclass(frozen=True, slots=True)
class Piece(Generic[Made]):
    """Some of a list, and where to go on; no cursor at its end."""

    items: list[Made]
    found: int
    cursor: str | None


def piece(
    every: Sequence[Item], make: Callable[[Item], Made], key: Callable[[Item], str], limit: int, cursor: str | None
) -> Piece[Made]:
    """The items from the cursor on, as many as the limit and the size allow, one at least.

    Raises UsageError where the cursor is of another list, or of this one as it was before the case changed.
    """
    mark = identity(*map(key, every))
    start, made, size = _start(cursor, mark), list[Made](), 0
    for item in every[start : start + limit]:
        one = make(item)
        size += len(dumps(asdict(one)))
        if made and size > SIZE:
            break
        made.append(one)
    after = start + len(made)
    return Piece(made, len(every), f"{after}-{mark}" if after < len(every) else None)


def _start(cursor: str | None, mark: str) -> int:
    if not cursor:
        return 0
    found = _CURSOR.fullmatch(cursor)
    if found is None or found[2] != mark:
        raise UsageError(
            "This cursor is of another question, or the case has changed since: ask again without a cursor."
        )
    return int(found[1])
