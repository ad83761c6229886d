"""What a function of the API gives, and how long lists are given in parts."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from firsthand.serve.api.shapes import Paging
from firsthand.serve.problem import Refusal

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is given, where it is more than a value."""

    value: object
    status: int = 200
    next: str | None = None
    location: str | None = None


def paged(items: Sequence[Item], query: Paging, key: Callable[[Item], str], shape: Callable[[Item], object]) -> Answer:
    """One part of a list, and where the next begins: behind the item last given, even if others came in before it."""
    start = _start(items, query.cursor, key) if query.cursor else 0
    part = items[start : start + query.limit]
    end = start + len(part)
    after = _cursor(end, key(part[-1])) if part and end < len(items) else None
    return Answer({"items": [shape(one) for one in part], "total": len(items), "next": after}, next=after)


def _cursor(place: int, key: str) -> str:
    return urlsafe_b64encode(f"{place}:{key[:64]}".encode("utf-8", "replace")).decode().rstrip("=")


def _start(items: Sequence[Item], cursor: str, key: Callable[[Item], str]) -> int:
    try:
        place, _, last = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().partition(":")
        at = int(place)
    except ValueError as error:
        raise Refusal(422, "This cursor was not given by this server.") from error
    if not 0 < at <= 10**9:
        raise Refusal(422, "This cursor was not given by this server.")
    if at <= len(items) and key(items[at - 1])[:64] == last:
        return at
    return next((n for n, one in enumerate(items, 1) if key(one)[:64] == last), at)
