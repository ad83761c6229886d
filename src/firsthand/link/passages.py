"""A claim and a long text in, what a pair model can take of it: its beginning, and what bears on the claim."""

from __future__ import annotations

import re

from firsthand.text import fold, sentences

# What the pair model was trained with: 220 pieces hold the claim and about 130 words.
BEGINNING, REST = 50, 85  # words
_STOP = frozenset(
    "a an and are as at be been but by for from had has have he her his if in into is it its of on or our she so than "
    "that the their them there they this those to us was we were which who with will would said says could after "
    "before over up out about more most".split()
)


def passage(claim: str, text: str) -> str:
    """The first sentences of the text, then those that share most with the claim, in the order of the text.

    A sentence counts by the share of the claim's words that it has, and by nothing of who says it. Where two share
    as much, the earlier one.
    """
    cut = [" ".join(text[s.start : s.end].split()) for s in sentences(text)]
    sizes = [len(sentence.split()) for sentence in cut]
    kept, room = [], BEGINNING
    for n, size in enumerate(sizes):
        if n and size > room:
            break
        kept.append(n)
        room -= size
    wanted = _words(claim)
    shared = [len(wanted & _words(sentence)) for sentence in cut]
    room = REST + max(0, room)
    for n in sorted(range(len(kept), len(cut)), key=lambda n: (-shared[n], n)):
        if shared[n] and sizes[n] <= room:
            kept.append(n)
            room -= sizes[n]
    return " ".join(cut[n] for n in sorted(kept))


def _words(text: str) -> set[str]:
    return {_stem(w) for w in re.findall(r"\w+", fold(text)) if w not in _STOP}


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) > 2:
            return word[: -len(ending)]
    return word
