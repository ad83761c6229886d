"""Every quality bench, one after the other: `python -m bench.quality`."""

from __future__ import annotations

import importlib
import sys

BENCHES = (
    "attribution", "blind", "relays", "figures", "stances", "hypotheses", "context", "factuality", "language",
    "sides", "vectors", "furniture", "copies", "pairs", "matching", "stance", "claims", "press", "belief", "truth",
    "narratives", "troops",
)  # fmt: skip


def main() -> None:
    """Run each bench with its own defaults."""
    sys.argv = sys.argv[:1]
    for name in BENCHES:
        print(f"\n## {name}", flush=True)
        importlib.import_module(f"bench.quality.{name}").main()


if __name__ == "__main__":
    main()
