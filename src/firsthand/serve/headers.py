"""What every answer says about itself: nothing of it may run, be framed, guessed at or told elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SAFE = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with none at all a browser says "Origin: null" of our own forms
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cache-Control": "private, no-cache",
}
_SECURE = (b"strict-transport-security", b"max-age=31536000")
_RAW = [(name.lower().encode(), value.encode()) for name, value in SAFE.items()]


def added(headers: Iterable[tuple[bytes, bytes]], secure: bool) -> list[tuple[bytes, bytes]]:
    """The headers of an answer with what every answer says; what it says itself stands."""
    own = list(headers)
    said = {name.lower() for name, _ in own}
    return [*own, *((name, value) for name, value in _RAW if name not in said), *([_SECURE] if secure else [])]
