"""Pages that a browser saved as one archive file: the main page's bytes taken out of MHTML or a web archive."""

from __future__ import annotations

import email
import email.policy
import plistlib
import re
from dataclasses import replace

from firsthand.errors import PlaceError
from firsthand.gather.options import Source

_MHTML = re.compile(rb"\A(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+", re.I)


def unpack(source: Source) -> Source:
    """The page inside an archive; any other source as it is. Raises PlaceError for a broken archive."""
    if source.data.startswith(b"bplist"):
        return _webarchive(source)
    head = _MHTML.match(source.data[:4096])
    if head and b"multipart/related" in head.group().lower():
        return _mhtml(source)
    return source


def _webarchive(source: Source) -> Source:
    try:
        main = plistlib.loads(source.data)["WebMainResource"]
        data, address, charset = (
            main["WebResourceData"],
            main["WebResourceURL"],
            main.get("WebResourceTextEncodingName"),
        )
    except (plistlib.InvalidFileException, KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise PlaceError("is a property list that holds no page; save the page as HTML.") from error
    if not isinstance(data, bytes):
        raise PlaceError("is a web archive that holds no page; save the page as HTML.")
    charset = charset if isinstance(charset, str) else None
    return replace(source, data=data, name="page.html", url=str(address), charset=charset, media=None)


def _mhtml(source: Source) -> Source:
    message = email.message_from_bytes(source.data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
            data = part.get_payload(decode=True)
            address = part.get("Content-Location") or message.get("Snapshot-Content-Location")
            if isinstance(data, bytes) and data:
                charset = part.get_content_charset()
                return replace(source, data=data, name="page.html", url=_web(address), charset=charset, media=None)
    raise PlaceError("is a web archive that holds no page; save the page as HTML.")


def _web(address: object) -> str | None:
    text = str(address or "").strip()
    return text if text.startswith(("http://", "https://")) else None
