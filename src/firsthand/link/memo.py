"""What networks said before, so that one more page costs one page: vectors of texts and judged pairs of texts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import numpy as np


class Memo(Protocol):
    """Keeps rows of numbers by key; a store is one. A lost memo costs time and changes no result."""

    def recall(self, keys: Sequence[bytes], /) -> dict[bytes, bytes]:
        """The rows that are known of these keys."""

    def remember(self, rows: Mapping[bytes, bytes], /) -> None:
        """Keep rows for another time."""


class _Nothing:
    def recall(self, _: Sequence[bytes]) -> dict[bytes, bytes]:
        return {}

    def remember(self, _: Mapping[bytes, bytes]) -> None:
        return


NOTHING: Memo = _Nothing()


class Kept:
    """A memo in memory, for a process that links a case again and again."""

    def __init__(self) -> None:
        self._rows: dict[bytes, bytes] = {}

    def recall(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The rows that are known of these keys."""
        return {key: self._rows[key] for key in keys if key in self._rows}

    def remember(self, rows: Mapping[bytes, bytes]) -> None:
        """Keep rows for another time."""
        self._rows.update(rows)


def known(
    memo: Memo, model: str, asked: Sequence[tuple[str, ...]], run: Callable[[list[tuple[str, ...]]], np.ndarray]
) -> np.ndarray:
    """A float32 row for each thing asked, each run once: what the memo has not is run by the model and remembered."""
    once = list(dict.fromkeys(asked))
    keys = {item: _key(model, item) for item in once}
    stored = memo.recall(list(keys.values()))
    rows = {item: np.frombuffer(stored[key], np.float32) for item, key in keys.items() if key in stored}
    missing = [item for item in once if item not in rows]
    if missing:
        found = run(missing).astype(np.float32)
        memo.remember({keys[item]: row.tobytes() for item, row in zip(missing, found, strict=True)})
        rows.update(zip(missing, found, strict=True))
    return np.stack([rows[item] for item in asked])


def _key(model: str, item: tuple[str, ...]) -> bytes:
    """Sixteen bytes for what one model was asked."""
    return hashlib.blake2b("\x00".join((model, *item)).encode("utf-8", "replace"), digest_size=16).digest()
