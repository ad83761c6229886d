"""What position a text takes: FNC-1's bodies and headlines, Emergent's headlines and bodies against their claim."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from firsthand.link.passages import passage
from train.pairs.items import Cut, Item, item, records

POSITIONS = frozenset({"for", "against", "observing"})
# Unrelated pairs are three quarters of FNC-1 and soon learned: a part of them, drawn anew by the seed, is enough.
UNRELATED = 6000
SEED = 23


def read(data: Path) -> tuple[dict[str, str], list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]:
    """The train claims by id, with their headlines, bodies and FNC-1 pairs; what touches another claim is left out."""
    folder = data / "stance"
    claims = {c["id"]: c["claim"] for c in records(folder / "claims.jsonl") if c["split"] == "train"}
    articles = [a for a in records(folder / "articles.jsonl") if a["claim_id"] in claims]
    bodies = [b for b in records(folder / "bodies.jsonl") if b["claim_id"] in claims]
    pairs = [p for p in records(folder / "fnc_pairs.jsonl.gz")
             if p["claim_id"] in claims and p["headline_claim_id"] in claims]  # fmt: skip
    return claims, articles, bodies, pairs


def headlines(data: Path, cut: Cut) -> list[Item]:
    """A headline's position toward its claim, and that it is about it; the likest other claims it is not about."""
    claims, articles, _, _ = read(data)
    ids = sorted(claims)
    texts = sorted({(a["headline"], a["claim_id"]) for a in articles})
    others = _likest([headline for headline, _ in texts], [claims[i] for i in ids])
    found = []
    for a in articles:
        if a["headline_stance"] in POSITIONS:
            found.append(item(cut, a["headline"], claims[a["claim_id"]], position=a["headline_stance"], matches=1))
    for (headline, mine), row in zip(texts, others, strict=True):
        wrong = [ids[n] for n in row if ids[n] != mine][:2]
        found.extend(item(cut, headline, claims[i], matches=0, same=0) for i in wrong)
    return found


def bodies(data: Path, cut: Cut) -> list[Item]:
    """A body's position toward its claim, read from the passage that bears on it."""
    claims, _, found, _ = read(data)
    return [
        item(cut, passage(claims[b["claim_id"]], b["text"]), claims[b["claim_id"]], position=b["claim_stance"])
        for b in found
        if b["claim_stance"] in POSITIONS
    ]


def competition(data: Path, cut: Cut) -> list[Item]:
    """FNC-1: every related pair of body and headline, and a part of the unrelated ones."""
    _, _, texts, pairs = read(data)
    by_id = {b["id"]: b["text"] for b in texts}
    related = [p for p in pairs if p["stance"] != "unrelated"]
    unrelated = [p for p in pairs if p["stance"] == "unrelated"]
    random.Random(SEED).shuffle(unrelated)
    return _pairs([*related, *unrelated[:UNRELATED]], by_id, cut)


def _pairs(pairs: Iterable[dict[str, Any]], by_id: dict[str, str], cut: Cut) -> list[Item]:
    return [
        item(cut, passage(p["headline"], by_id[p["body_id"]]), p["headline"], stance=p["stance"])
        for p in pairs
        if p["body_id"] in by_id
    ]


def _likest(texts: list[str], claims: list[str]) -> np.ndarray:
    """For each text the four claims whose sentence vectors are nearest to its own."""
    from firsthand.link.vectors import vectors

    return np.argsort(-(vectors(texts) @ vectors(claims).T), axis=1, kind="stable")[:, :4]
