"""Answers kept on disk, so that a page that has not changed is not sent again."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Kept:
    """One answer with what is needed to ask whether it still holds."""

    url: str
    etag: str | None
    modified: str | None
    media: str | None
    charset: str | None
    size: int
    "Bytes of the body: a body cut short by a full disk is not used."


def load(folder: Path, url: str) -> tuple[Kept, bytes] | None:
    """The answer kept for an address; None where none is, or where it is damaged."""
    head, body = _files(folder, url)
    try:
        kept = Kept(**json.loads(head.read_text("utf-8")))
        data = body.read_bytes()
    except (OSError, ValueError, TypeError):
        return None
    return (kept, data) if kept.url == url and len(data) == kept.size else None


def save(folder: Path, kept: Kept, data: bytes) -> None:
    """Keep an answer. A cache that cannot be written to costs time and nothing else, so that is no error."""
    head, body = _files(folder, kept.url)
    try:
        head.parent.mkdir(parents=True, exist_ok=True)
        # The body first: a head without its body would be taken for a damaged entry, never for a wrong one.
        _replace(body, data)
        _replace(head, json.dumps(asdict(kept), ensure_ascii=False).encode())
    except OSError:
        return


def _files(folder: Path, url: str) -> tuple[Path, Path]:
    key = hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()
    return folder / key[:2] / f"{key}.json", folder / key[:2] / f"{key}.body"


def _replace(path: Path, data: bytes) -> None:
    """Write beside and rename, so that a reader sees the old entry or the new one whole."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
