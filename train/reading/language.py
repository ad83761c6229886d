"""Loaded words: BABE's biased words, BASIL's lexical bias."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from train.reading.items import Item, cut_whole, item, reach, records


def language(data: Path, tokenizer: Tokenizer) -> list[Item]:
    """BABE's sentences and BASIL's articles, train parts."""
    babe = [labelled(r["text"], r["biased_words"], tokenizer) for r in records(data / "babe" / "train.jsonl")]
    return [*babe, *_basil(data, tokenizer)]


def _basil(data: Path, tokenizer: Tokenizer) -> list[Item]:
    """The sentences that hold lexical bias: BASIL's annotators marked few, so the others teach nothing."""
    found = []
    for record in records(data / "basil" / "train.jsonl"):
        spans = [s for s in record["spans"] if s["bias"] == "lexical" and s["field"] == "text"]
        for sentence in record["sentences"]:
            low, high = sentence["start"], sentence["end"]
            inside = [{"start": s["start"] - low, "end": s["end"] - low} for s in spans if low <= s["start"] < high]
            if inside:
                found.append(labelled(record["text"][low:high], inside, tokenizer))
    return found


def labelled(text: str, spans: list[dict[str, Any]], tokenizer: Tokenizer) -> Item:
    """`loaded`: 1 at each word of a loaded span."""
    cut = cut_whole(text)
    loaded = np.zeros(len(cut), int)
    for span in spans:
        low, high = reach(cut, span["start"], span["end"])
        loaded[low:high] = 1
    return item(text, cut, tokenizer, {"loaded": loaded})
