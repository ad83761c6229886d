"""Which sites the line judge was fitted on: by a hash of the domain, so that no site is on both sides."""

from __future__ import annotations

import zlib

PARTS = 5
# The part that no shipped weight saw.
HELD_OUT = 0


def part(domain: str) -> int:
    """Which of the five parts a site belongs to."""
    return zlib.crc32(domain.encode()) % PARTS


def held_out(domain: str) -> bool:
    """Whether a site is kept for development."""
    return part(domain) == HELD_OUT
