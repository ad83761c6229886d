"""The rows of a JSON Lines file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def rows(path: Path) -> list[dict[str, Any]]:
    """Every row; lines end at a line feed alone, as JSON Lines has it."""
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]
