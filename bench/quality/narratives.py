"""Runs trace over the 200 web articles of `narratives`: `python -m bench.quality.narratives`.

Time, memory, valid spans.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.rows import rows
from firsthand import ask, pipeline, store
from firsthand.gather import Gathering
from firsthand.records import Dossier


def main() -> None:
    """Print what came out."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/data/narratives/train.jsonl"))
    given = options.parse_args()
    for name, value in scores(given.data).items():
        print(f"{name:16} {value}")


def scores(data: Path) -> dict[str, Any]:
    """Counts, seconds, peak memory, and spans that do not lie in their text."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "pages.jsonl"
        pages = rows(data)
        place.write_text("".join(json.dumps({"id": r["id"], "text": r["text"]}) + "\n" for r in pages), "utf-8")
        began = time.perf_counter()
        with store.open(Path(folder) / "case.sqlite") as kept:
            found = pipeline.trace(kept, [str(place)], Gathering())
            dossier = ask.dossier(kept)
        seconds = time.perf_counter() - began
    return {
        "pages given": len(pages),
        "pages read": found,
        "statements": len(dossier.statements),
        "claims": len(dossier.claims),
        "problems": len(dossier.problems),
        "invalid spans": invalid(dossier),
        "seconds": round(seconds, 1),
        "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def invalid(dossier: Dossier) -> int:
    """Spans of statements that are empty, out of their text, or out of what is read."""
    texts = {d.id: d.text for d in dossier.documents}
    spans = [
        (s.document, span.start, span.end)
        for s in dossier.statements
        for span in (*s.cue, *s.content, *((s.speaker,) if s.speaker else ()), *s.via, *s.quantities, *s.times)
    ]
    return sum(not 0 <= start < end <= len(texts[document]) for document, start, end in spans)


if __name__ == "__main__":
    main()
