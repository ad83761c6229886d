"""Is this sentence about that checked claim: PolitiFact's debates, against the likest claims that it is not about."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from train.pairs.items import Cut, Item, item, records

WRONG = 3  # hard wrong claims for each sentence


def matching(data: Path, cut: Cut) -> list[Item]:
    """Debate sentences as spoken, and as PolitiFact words them, with their claim and with others close by.

    CheckThat! 2020 is "free for general research use" and so only measures. (Emergent's headlines and claims, in
    `stance.headlines`, train the same head.)
    """
    from firsthand.link.vectors import vectors

    folder = data / "claim_matching"
    claims = records(folder / "politifact_verified_claims.jsonl")
    ids = [c["id"] for c in claims]
    wording = {c["id"]: c["claim"] for c in claims}
    queries = records(folder / "politifact_queries.train.jsonl")
    near = vectors([c["claim"] for c in claims])
    found = []
    for field in ("text", "statement"):
        told = [q for q in queries if q[field] and q["verified_claim_id"] in wording]
        likest = np.argsort(-(vectors([q[field] for q in told]) @ near.T), axis=1, kind="stable")[:, : WRONG + 1]
        for q, row in zip(told, likest, strict=True):
            mine = q["verified_claim_id"]
            found.append(item(cut, q[field], wording[mine], matches=1))
            wrong = [ids[n] for n in row if ids[n] != mine][:WRONG]
            found.extend(item(cut, q[field], wording[i], matches=0) for i in wrong)
    return found
