"""Did it happen, by this text: event words and their factuality, -3 certainly not to +3 certainly."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from train.reading.items import IGNORED, Item, cut_whole, item, reach, records

SETS = ("uds_ih2", "uw", "meantime", "megaveridicality2", "commitmentbank", "rp_implicatives")
# Sets whose every event word is labelled: only they teach which words are events.
WHOLE = frozenset({"uds_ih2", "uw", "meantime"})
SCALE = 3.0
_TIGHT = re.compile(r" (?=n't\b|'(?:s|re|ve|ll|d|m)\b|[.,;:!?)\]%])|(?<=[(\[$]) |``|''", re.IGNORECASE)


def factuality(data: Path, tokenizer: Tokenizer) -> list[Item]:
    """Every labelled sentence of the six sets' train parts."""
    return [
        labelled(record, tokenizer, name in WHOLE)
        for name in SETS
        for record in records(data / "factuality" / f"{name}.train.jsonl")
    ]


def untokenised(record: dict[str, Any]) -> tuple[str, list[tuple[int, int, float]]]:
    """The sentence as a page would print it, and where its targets then stand."""
    text, moved, at = "", np.zeros(len(record["text"]) + 1, int), 0
    for match in _TIGHT.finditer(record["text"]):
        moved[at : match.start()] = np.arange(match.start() - at) + len(text)
        text += record["text"][at : match.start()]
        moved[match.start() : match.end()] = len(text)
        text += "" if match.group() == " " else '"'
        at = match.end()
    moved[at:] = np.arange(len(record["text"]) - at + 1) + len(text)
    text += record["text"][at:]
    places = [(int(moved[t["start"]]), int(moved[t["end"]]), float(t["factuality"])) for t in record["targets"]]
    return text, places


def labelled(record: dict[str, Any], tokenizer: Tokenizer, whole: bool) -> Item:
    """`events`: 1 at the first word of an event; `facts`: its factuality in thousandths of the scale."""
    text, places = untokenised(record)
    cut = cut_whole(text)
    events, facts = np.full(len(cut), 0 if whole else IGNORED), np.full(len(cut), IGNORED)
    for start, end, value in places:
        low, high = reach(cut, start, end)
        if low < high:
            events[low] = 1
            facts[low] = round(1000 * value / SCALE) + 1000  # kept above IGNORED; the loss takes the 1000 off again
    return item(text, cut, tokenizer, {"events": events, "facts": facts})
