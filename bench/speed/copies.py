"""What thousands of identical pages cost, and how many origins they make: `python -m bench.speed.copies`.

One wire, copied word for word by every site, is added to an empty case by the public functions, stage by stage.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line has it

from firsthand import ask, pipeline, store
from firsthand.gather import Gathering

WIRE = (
    "Ferry aground\n\nThe Coast Guard said on Monday that the ferry had run aground on the northern reef with 40 "
    "passengers on board. The operator denied that the ship had been overloaded. A rescuer, who asked not to be named, "
    "said the crew had ignored two warnings from the harbour. According to the harbour office, the storm had reached "
    "the bay before the ferry left. The mayor of Brask demanded that the line be closed until an inquiry had been "
    "held.\n\nResidents told the Harbour Courier that they had seen lights on the reef at midnight. The ministry of "
    "transport declined to comment.\n"
)


def main() -> None:
    """A line for each stage, and one for the claims."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pages", type=int, default=5_000)
    print("\n".join(measured(options.parse_args().pages)))


def measured(pages: int) -> list[str]:
    """Seconds of each stage on the clock and of the processor, the origins of every claim, and the memory."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pages.jsonl"
        path.write_text("".join(json.dumps(_row(n)) + "\n" for n in range(pages)), "utf-8")
        with store.open(Path(folder) / "a.sqlite") as kept:
            stages: dict[str, Callable[[], object]] = {
                "gather": lambda: pipeline.gathered(kept, [str(path)], Gathering()),
                "read": lambda: pipeline.unread_pages(kept),
                "link": lambda: pipeline.linked(kept),
            }
            lines = [_timed(name, stage) for name, stage in stages.items()]
            weights = [w for w in ask.dossier(kept).weights if w.weigher == "origins"]
    counts = ", ".join(f"{w.value:.0f} ({w.low:.0f} to {w.high:.0f})" for w in weights)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return [*lines, f"{pages:,} identical pages: {len(weights)} claims with origins {counts}; {memory:,} MB"]


def _row(number: int) -> dict[str, str]:
    day = f"2024-03-{number % 28 + 1:02}"
    return {"text": WIRE, "outlet": f"Outlet {number}", "published": day, "url": f"https://outlet{number}.org/a"}


def _timed(name: str, stage: Callable[[], object]) -> str:
    clock, processor = time.perf_counter(), time.process_time()
    stage()
    return f"{name:8} {time.perf_counter() - clock:7.1f} s, processor {time.process_time() - processor:7.1f} s"


if __name__ == "__main__":
    main()
