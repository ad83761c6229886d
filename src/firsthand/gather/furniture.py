"""Lines of a page in, what each of them is out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from firsthand.records import BlockKind


def kinds(lines: Sequence[str]) -> list[BlockKind]:
    """What each line of a page's plain text is; the lines are given without blanks around them, none empty."""
    kept: list[BlockKind] = [
        "paragraph"
        if len(line.split()) > 12 or (re.search(r"[.!?]['\"”’]?$", line) and len(line.split()) > 4)
        else "furniture"
        for line in lines
    ]
    for n, kind in enumerate(kept):
        if kind == "paragraph":
            for m in range(n - 1, max(-1, n - 6), -1):
                if 3 <= len(lines[m].split()) <= 20 and not re.search(r"\d{4}|^By ", lines[m]):
                    kept[m] = "headline"
                    break
            break
    return kept
