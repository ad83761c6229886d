"""The archive of a case, opened with suspicion: nothing is unpacked to disk, no member may be larger than is sane.

Names lead nowhere, sizes are counted while reading (what a header says is not believed), and every sum must agree.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any

from firsthand.errors import PlaceError
from firsthand.gather.whole import whole
from firsthand.records import Whole
from firsthand.whole import ARCHIVE, CASE, MANIFEST

# A case of 10,000 pages has about 200 MB of lines; text packs to a fifth, the lines of one case to a thirtieth at best.
MOST_BYTES, MOST_TIMES, MOST_MEMBERS = 2_000_000_000, 200, 1_000
# One line is one page or one link: no page over 50 MB is gathered, and JSON may need six signs for one.
LONGEST_LINE = 300_000_000
_SMALL, _CHUNK = 10_000_000, 1 << 20  # nothing under 10 MB can hurt, however well it packs
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


def is_case(path: Path) -> bool:
    """Whether this file means to be a case: an archive, or lines of JSON that begin as its form says."""
    try:
        with path.open("rb") as file:
            head = file.read(40)
        return head.startswith(b"PK") or b'"firsthand"' in head
    except OSError as error:
        raise PlaceError(f"{path} cannot be read: {error.strerror}.") from error


def case(path: Path) -> Whole:
    """The case in this file: an archive, or lines of JSON. Raises PlaceError where it is neither, or is not sound."""
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                return _unpacked(archive)
        with path.open("rb") as file:
            return whole(_lines(file))
    except PlaceError as error:
        raise PlaceError(f"{path}: {error}") from error
    except _BROKEN as error:
        raise PlaceError(f"{path}: cannot be read: {error}.") from error


def _unpacked(archive: zipfile.ZipFile) -> Whole:
    members = _checked(archive)
    if not {MANIFEST, CASE} <= set(members):
        raise PlaceError("is a zip file, but not the archive of a case.")
    sums = _manifest(b"".join(_read(archive, members[MANIFEST])))
    if set(sums) != set(members) - {MANIFEST}:
        raise PlaceError("its manifest does not name exactly the files in it.")
    for name, wanted in sums.items():
        found = hashlib.sha256()
        for chunk in _read(archive, members[name]):
            found.update(chunk)
        if found.hexdigest() != wanted:
            raise PlaceError(f"{name!r} is not what the manifest says: it was changed, or damaged on the way.")
    with archive.open(members[CASE]) as file:
        return whole(_lines(file))


def _checked(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    infos = archive.infolist()
    if len(infos) > MOST_MEMBERS:
        raise PlaceError(f"has {len(infos):,} members, more than {MOST_MEMBERS:,}.")
    for info in infos:
        parts = PurePosixPath(info.filename).parts
        if not parts or info.filename.startswith("/") or ".." in parts or any(c in info.filename for c in "\\:\0"):
            raise PlaceError(f"{info.filename[:80]!r} leads out of the archive.")
        if info.flag_bits & 1 or (info.external_attr >> 16) & 0o170000 == 0o120000:
            raise PlaceError(f"{info.filename[:80]!r} is locked or a link.")
    if len({info.filename for info in infos}) != len(infos):
        raise PlaceError("two members have one name.")
    if sum(info.file_size for info in infos) > MOST_BYTES:
        raise PlaceError(f"would unpack to more than {MOST_BYTES / 1e9:g} GB.")
    return {info.filename: info for info in infos}


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of a member in pieces, no more than its packed size can honestly hold."""
    most = max(_SMALL, MOST_TIMES * info.compress_size)
    if info.file_size > most:
        raise PlaceError(f"{info.filename!r} unpacks to {info.file_size / info.compress_size:,.0f} times its size.")
    read = 0
    with archive.open(info) as file:
        while chunk := file.read(_CHUNK):
            read += len(chunk)
            if read > most:
                raise PlaceError(f"{info.filename!r} unpacks to more than it says.")
            yield chunk


def _manifest(data: bytes) -> dict[str, str]:
    try:
        found: Any = json.loads(data)
        if found["form"] != ARCHIVE:
            raise PlaceError(f"has the form {str(found['form'])[:40]!r}; this firsthand knows {ARCHIVE}.")
        return {str(name): str(one["sha256"]) for name, one in found["files"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise PlaceError("its manifest is not one that firsthand wrote.") from error


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    while line := file.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise PlaceError("has a line that is too long for any page.")
        yield line
