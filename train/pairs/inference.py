"""Does the second follow from the first: the sets of natural language inference whose licences let weights ship."""

from __future__ import annotations

from pathlib import Path

from train.pairs.items import Cut, Item, item, records

# ANLI and SICK are non-commercial and are left out. FEVER symmetric is kept for measuring.
SETS = ("mnli_devset.train.jsonl.gz", "snli_devset.train.jsonl", "vitaminc_real.train.jsonl.gz",
        "vitaminc_synthetic.train.jsonl.gz")  # fmt: skip


def inference(data: Path, cut: Cut) -> list[Item]:
    """The large sets: entailment, neutral, contradiction.

    They do not teach what is one claim: a contradiction is none, but with nothing from them to set against it, any two
    short sentences without a name came out apart (two legs of pairs-2 were trained so; the third undoes it).
    """
    found = []
    for name in SETS:
        for r in records(data / "nli" / name):
            found.append(item(cut, r["premise"], r["hypothesis"], follows=r["label"]))
    return found


def entailed(data: Path, cut: Cut) -> list[Item]:
    """RTE, news sentences: it tells only whether the second follows, so what does not is left to the other sets."""
    found = []
    for r in records(data / "nli" / "rte.train.jsonl"):
        follows = r["label"] == "entailment"
        goals: dict[str, str | int] = {"follows": "entailment"} if follows else {"follows": "neutral"}
        found.append(item(cut, r["premise"], r["hypothesis"], **goals))
    return found
