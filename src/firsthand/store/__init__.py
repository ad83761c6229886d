"""Where a case is kept: `open(url)` gives a Store."""

from __future__ import annotations

from firsthand.store.case import Store
from firsthand.store.opening import open

__all__ = ["Store", "open"]
