"""Analysis of competing hypotheses, over the claims of one question (R. J. Heuer 1999, chapter 8).

`drafted` takes rival explanations from the pages, `analysis` sets them against the origins, `exported` writes the table
for a person to go over, `imported` reads it back: its cells go into `analysis` as `judged`.
`asked` does the first two for a claim of a dossier; `added` and `taken` say what of a person's words a case keeps.
"""

from __future__ import annotations

from firsthand.weigh.bearings import cells, evidence
from firsthand.weigh.explanations import drafted, pair
from firsthand.weigh.grid import Imported, exported, imported
from firsthand.weigh.question import added, asked, taken
from firsthand.weigh.rivals import analysis, posterior, weighed

__all__ = [
    "Imported",
    "added",
    "analysis",
    "asked",
    "cells",
    "drafted",
    "evidence",
    "exported",
    "imported",
    "pair",
    "posterior",
    "taken",
    "weighed",
]
