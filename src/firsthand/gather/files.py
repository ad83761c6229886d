"""Files, folders and standard input: from a place on disk to its bytes."""

from __future__ import annotations

import glob
import stat
import sys
from pathlib import Path

from firsthand.errors import PlaceError
from firsthand.gather.options import Gathering, Source

# What is read out of a folder or a glob; a file named by itself is read whatever its name.
SUFFIXES = frozenset(
    ".html .htm .xhtml .shtml .mhtml .mht .webarchive .txt .text .md .markdown .jsonl .ndjson .rss .atom .xml "
    ".json".split()
)


def is_address(place: str) -> bool:
    """Whether a place is an address on the web."""
    return place[:8].lower().startswith(("http://", "https://"))


def places(place: str) -> list[str]:
    """A folder (with all folders in it) or a glob as single places, sorted; any other place as itself.

    Raises PlaceError where nothing is there.
    """
    if place == "-" or is_address(place):
        return [place]
    path = Path(place).expanduser()
    if path.is_dir():
        return _listed([str(found) for found in path.rglob("*")], path)
    if path.exists():
        return [place]
    if glob.has_magic(place):
        # Path.glob cannot take a pattern that begins at the root.
        return _listed(glob.glob(str(path), recursive=True), Path())  # noqa: PTH207
    raise PlaceError("no such file or folder; check the name (an address begins with http:// or https://).")


def _listed(found: list[str], root: Path) -> list[str]:
    kept = sorted(name for name in found if _readable(Path(name), root))
    if not kept:
        raise PlaceError(f"holds no page; pages are files ending in {', '.join(sorted(SUFFIXES))}.")
    return kept


def _readable(path: Path, root: Path) -> bool:
    parts = path.relative_to(root).parts if path.is_relative_to(root) else path.parts
    if any(part.startswith(".") and part not in {".", ".."} for part in parts) or path.stem.upper() == "README":
        return False
    if path.suffix.lower() not in SUFFIXES or not path.is_file():
        return False
    return path.suffix.lower() != ".json" or _is_json_feed(path)


def _is_json_feed(path: Path) -> bool:
    """Data in JSON lies beside pages in many folders: only what calls itself a JSON Feed is one."""
    try:
        with path.open("rb") as file:
            return b"jsonfeed.org/version" in file.read(4096)
    except OSError:
        return False


def read(place: str, options: Gathering) -> Source:
    """The bytes of a file or of standard input (`-`). Raises PlaceError where they cannot be had."""
    if place == "-":
        return Source(place, _stdin(options), "")
    path = Path(place).expanduser()
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise PlaceError("is a folder; expand it with places().")
        if not stat.S_ISREG(status.st_mode):
            raise PlaceError("is neither a file nor a folder.")
        check_size(status.st_size, options)
        return Source(place, path.read_bytes(), path.name)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise PlaceError(f"cannot be read: {reason}.") from error


def _stdin(options: Gathering) -> bytes:
    # One byte more than allowed tells "too large" without reading an endless pipe.
    data = options.stdin if options.stdin is not None else sys.stdin.buffer.read(options.max_bytes + 1)
    check_size(len(data), options)
    return data


def check_size(size: int, options: Gathering) -> None:
    """Raises PlaceError for what is empty or over the cap."""
    if size == 0:
        raise PlaceError("is empty.")
    if size > options.max_bytes:
        raise PlaceError(
            f"has {size / 1e6:,.0f} MB, more than the {options.max_bytes / 1e6:,.0f} MB read at once; "
            "split it, or give single pages."
        )
