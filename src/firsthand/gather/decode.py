"""Bytes to text, whatever a page says or fails to say about its encoding."""

from __future__ import annotations

import codecs
import re

from firsthand.errors import PlaceError

# UTF-32 before UTF-16: its little-endian mark begins with the other's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The HTML standard looks for a declaration in the first 1024 bytes; real pages put scripts before it.
_HEAD = 8192
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding=["']([\w.:-]{2,40})""", re.I
)
# Signatures of files that people drag in by mistake, with the name they know them by.
_BINARIES = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP or office file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"OggS", "a sound or video file"),
    (b"\x00\x00\x00\x18ftyp", "a video"),
    (b"\x00\x00\x00\x20ftyp", "a video"),
    (b"ID3", "a sound file"),
    (b"RIFF", "a sound, video or image file"),
    (b"\xd0\xcf\x11\xe0", "an office file"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"bplist", "a property list"),
)


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of the bytes, without a byte order mark. Raises PlaceError for what is no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark) and len(data) % (4 if "32" in encoding else 1) == 0:
            return _usable(data[len(mark) :].decode(encoding, "replace"))
    _refuse_binary(data)
    if b"\x00" in data[:4096]:
        side = "utf-16-le" if data[1::2].count(0) > data[::2].count(0) else "utf-16-be"
        return _usable(data.decode(side, "replace"))
    try:
        # Text that is valid UTF-8 is UTF-8, whatever is declared: other encodings give valid sequences by no chance.
        return _usable(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _usable(_legacy(data, declared))


def _refuse_binary(data: bytes) -> None:
    for signature, name in _BINARIES:
        if data.startswith(signature):
            raise PlaceError(f"is {name}, not a page; save it as text or HTML first.")
    sample = data[:65536]
    nulls = sample.count(0)
    # UTF-16 text of any European language has a zero in nearly every second byte, all on one side.
    if nulls and not (
        len(sample) * 0.3 < nulls < len(sample) * 0.6 and 0 in (sample[::2].count(0), sample[1::2].count(0))
    ):
        raise PlaceError("is a binary file, not a page; save it as text or HTML first.")


def _legacy(data: bytes, declared: str | None) -> str:
    found = _DECLARED.search(data[:_HEAD])
    in_page = (found.group(1) or found.group(2)).decode("ascii", "replace") if found else None
    for name in (declared, in_page):
        text = _try(data, name)
        if text is not None:
            return text
    if _nearly_utf8(data):
        return data.decode("utf-8", "replace")
    return _detected(data)


def _try(data: bytes, name: str | None) -> str | None:
    if name is None:
        return None
    try:
        codec = codecs.lookup(name.strip())
        # Browsers read declared Latin-1 as Windows-1252, which has quotation marks where Latin-1 has controls.
        label = "cp1252" if codec.name in {"iso8859-1", "ascii"} else codec.name
        text = data.decode(label)
    except (LookupError, UnicodeError, ValueError, AssertionError):
        return None
    return text if isinstance(text, str) else None


def _nearly_utf8(data: bytes) -> bool:
    """Some stray bytes in a page of UTF-8 (a cut character, one bad comment) do not make it another encoding."""
    good = sum(
        1 for _ in re.finditer(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}", data)
    )
    bad = data.decode("utf-8", "replace").count("\ufffd")
    return good > 2 * bad


def _detected(data: bytes) -> str:
    from charset_normalizer import from_bytes

    # 200 kB decide as well as the whole file and keep the detector's time under a second.
    best = from_bytes(data[:200_000]).best()
    text = _try(data, best.encoding) if best is not None else None
    return text if text is not None else data.decode("cp1252", "replace")


def _usable(text: str) -> str:
    """Text in which much is unreadable would be quoted as if somebody had written it: refuse it instead."""
    sample = text[:65536]
    broken = sum(1 for c in sample if c == "\ufffd" or (c < " " and c not in "\t\n\r\f\v\x1b"))
    # One sign in twenty: a damaged paragraph stays readable, a file in an unknown encoding does not.
    if broken * 20 > len(sample):
        raise PlaceError("is not readable text in any known encoding; save it again as UTF-8.")
    return text
