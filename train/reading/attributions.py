"""Who says what: PolNeAR, and sentences of our own for the forms that hard news holds few of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from train.reading.items import Item, cut_whole, item, reach, records

ROLES = ("source", "cue", "content")
_LETTER = {"S": "source", "Q": "cue", "T": "content"}
_BRACKET = re.compile(r"\{([SQT])(\d+):([^{}]*)\}")


def polnear(data: Path, tokenizer: Tokenizer) -> list[Item]:
    """PolNeAR train, one item an article."""
    return [labelled(record, tokenizer) for record in records(data / "polnear" / "train.jsonl.gz")]


def own(folder: Path, tokenizer: Tokenizer, joined: int = 5) -> list[Item]:
    """Our own paragraphs, a few to an item: a paragraph alone would always be a page's first."""
    found = [record for path in sorted(folder.glob("*.txt")) for record in bracketed(path.read_text())]
    groups = [found[n : n + joined] for n in range(0, len(found), joined)]
    return [labelled(_page(group), tokenizer) for group in groups]


def bracketed(text: str) -> Iterator[dict[str, Any]]:
    """Each line's words, and its relations as PolNeAR has them: `{S1:Rome} {Q1:says} {T1:it rained}`."""
    for line in filter(None, map(str.strip, text.split("\n"))):
        plain, at, relations = "", 0, {}
        for match in _BRACKET.finditer(line):
            plain += line[at : match.start()]
            relation = relations.setdefault(match[2], {role: [] for role in ROLES})
            relation[_LETTER[match[1]]].append({"start": len(plain), "end": len(plain) + len(match[3])})
            plain += match[3]
            at = match.end()
        yield {"text": plain + line[at:], "attributions": list(relations.values())}


def _page(group: list[dict[str, Any]]) -> dict[str, Any]:
    text, attributions = "", []
    for record in group:
        shift = len(text)
        for relation in record["attributions"]:
            moved = {r: [{k: s[k] + shift for k in ("start", "end")} for s in relation[r]] for r in ROLES}
            attributions.append(moved)
        text += record["text"] + "\n"
    return {"text": text, "attributions": attributions}


def labelled(record: dict[str, Any], tokenizer: Tokenizer) -> Item:
    """Tags (O, then B and I of source, cue, content), pointers from each labelled word to its cue, and from cues to
    sources.

    A cue without a source points to itself, but only where annotators said that there is none.
    """
    cut = cut_whole(record["text"])
    tags, points, whose = np.zeros(len(cut), int), np.full(len(cut), -1), np.full(len(cut), -1)
    for attribution in record["attributions"]:
        cue = [reach(cut, s["start"], s["end"])[0] for s in attribution["cue"]]
        for number, role in enumerate(ROLES):
            for span in attribution[role]:
                low, high = reach(cut, span["start"], span["end"])
                if low >= high:
                    continue
                tags[low:high] = 2 * number + 2
                tags[low] = 2 * number + 1
                if cue:
                    points[low:high] = min(cue)
                if role == "cue" and (attribution["source"] or attribution.get("kind") == "no-source"):
                    whose[low:high] = min(
                        (reach(cut, s["start"], s["end"])[0] for s in attribution["source"]), default=low
                    )
    labels = {"tags": tags, "points": points, "whose": whose}
    return item(record["text"], cut, tokenizer, labels, pointers=("points", "whose"))
