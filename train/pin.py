"""Copies the versions of uv.lock into `[tool.uv] constraint-dependencies` (the lock names hosts and is not kept)."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Rewrite the list in pyproject.toml."""
    lock = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))
    pins = sorted(f'  "{p["name"]}=={p["version"]}",' for p in lock["package"] if p["name"] != "firsthand")
    table = "[tool.uv]\nconstraint-dependencies = [\n" + "\n".join(pins) + "\n]\n"
    path = ROOT / "pyproject.toml"
    text = re.sub(
        r"\[tool\.uv\]\nconstraint-dependencies = \[\n.*?\n\]\n", "", path.read_text("utf-8"), flags=re.DOTALL
    )
    path.write_text(text.rstrip() + "\n\n" + table, "utf-8")


if __name__ == "__main__":
    main()
