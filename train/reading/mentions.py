"""Names of people, bodies and places, and which earlier mention means the same: GUM, re3d, ECB+."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from firsthand.read.words import Words
from train.reading.items import IGNORED, Item, cut_whole, item, reach, records

KINDS = ("person", "organization", "place")
# GUM's other genres are licensed for non-commercial use only, or their licence is not stated: never trained on.
FREE = frozenset({"news", "interview", "voyage", "bio", "academic", "court"})
UNFREE = frozenset({"BBC Online", "Delegation of the European Union to Syria"})  # re3d's likewise
_RE3D = {"Person": "person", "Organisation": "organization", "Location": "place"}
_ECB = {"HUMAN_PART_PER": "person", "HUMAN_PART_ORG": "organization", "LOC_GEO": "place"}
_PRONOUN = re.compile(r"(?:he|she|it|they|him|her|them|his|hers|its|their|theirs|who|himself|herself|itself|"
                      r"themselves|i|we|you|me|us|my|our|your)", re.IGNORECASE)  # fmt: skip
_REACH = 160  # words back that one window can hold


def mentions(data: Path, tokenizer: Tokenizer) -> list[Item]:
    """All three sets' train parts."""
    gum = [gum_item(r, tokenizer) for r in records(data / "gum" / "train.jsonl.gz") if r["genre"] in FREE]
    re3d = [re3d_item(r, tokenizer) for r in records(data / "re3d" / "train.jsonl") if r["publisher"] not in UNFREE]
    ecb = [ecb_item(r, tokenizer) for r in records(data / "ecbplus" / "train.jsonl")]
    return [*gum, *re3d, *ecb]


def is_name(text: str) -> bool:
    """Whether a mention is written as a name: its last word has a capital, and it is no pronoun."""
    return text.strip() != "" and text.split()[-1][:1].isupper() and not _PRONOUN.fullmatch(text)


def gum_item(record: dict[str, Any], tokenizer: Tokenizer) -> Item:
    """Names, and antecedents of every mention."""
    cut = cut_whole(record["text"])
    found = [
        (*reach(cut, e["start"], e["end"]), e["type"], e["chain"], is_name(e["text"]) and len(e["text"].split()) < 7)
        for e in record["entities"]
    ]
    names = _names(cut, [(low, high, kind) for low, high, kind, _, named in found if named and kind in KINDS])
    people = [(low, high, chain, named) for low, high, kind, chain, named in found if kind in KINDS]
    labels = {"names": names, "backs": _backs(cut, people)}
    return item(record["text"], cut, tokenizer, labels, pointers=("backs",))


def re3d_item(record: dict[str, Any], tokenizer: Tokenizer) -> Item:
    """Names only: the set joins no mentions."""
    cut = cut_whole(record["text"])
    found = [
        (*reach(cut, e["start"], e["end"]), _RE3D[e["type"]])
        for e in record["entities"]
        if e["type"] in _RE3D and is_name(e["text"])
    ]
    return item(record["text"], cut, tokenizer, {"names": _names(cut, found)})


def ecb_item(record: dict[str, Any], tokenizer: Tokenizer) -> Item:
    """Antecedents of people and bodies; other words of the text have none, and no names: few sentences are labelled."""
    cut = cut_whole(record["text"])
    found = []
    for mention in record["mentions"]:
        if mention["type"] in _ECB and len(mention["spans"]) == 1:
            span = mention["spans"][0]
            found.append((*reach(cut, span["start"], span["end"]), mention["chain"], is_name(span["text"])))
    return item(record["text"], cut, tokenizer, {"backs": _backs(cut, found)}, pointers=("backs",))


def _names(cut: Words, found: list[tuple[int, int, str]]) -> np.ndarray:
    """O, then B and I of person, organization, place; the longest of nested names."""
    tags = np.zeros(len(cut), int)
    for low, high, kind in sorted(found, key=lambda f: f[0] - f[1]):
        if low < high and not tags[low:high].any():
            number = KINDS.index(kind)
            tags[low:high] = 2 * number + 2
            tags[low] = 2 * number + 1
    return tags


def _backs(cut: Words, found: list[tuple[int, int, str, bool]]) -> np.ndarray:
    """For the first and last word of a mention without a name, the first word of the last named one; else itself."""
    backs = np.full(len(cut), IGNORED)
    last: dict[str, int] = {}
    for low, high, chain, named in sorted(found):
        if low >= high:
            continue
        if named:
            last[chain] = low
            backs[low] = low if backs[low] < 0 else backs[low]
            continue
        goal = last.get(chain)
        if goal is None or low - goal > _REACH:
            goal = low
        for at in {low, high - 1}:
            backs[at] = goal
    return backs
