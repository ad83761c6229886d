"""Runs a stage over items, in this process: one result or one Problem for each, nothing else lost."""

from __future__ import annotations

from firsthand.engine.local import over

__all__ = ["over"]
