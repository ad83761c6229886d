"""Copies uv.lock's versions into `[tool.uv] constraint-dependencies` (the lock itself names hosts and is not kept)."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent
# With their markers: a package may have one version for this Python and another for a later one.
EXPORT = (
    "uv",
    "export",
    "--no-hashes",
    "--no-header",
    "--no-annotate",
    "--no-emit-project",
    "--all-groups",
    "--frozen",
)


def main() -> None:
    """Resolve anew without the old list, then write the new one."""
    path = ROOT / "pyproject.toml"
    bare = re.sub(
        r"\[tool\.uv\]\nconstraint-dependencies = \[\n.*?\n\]\n", "", path.read_text("utf-8"), flags=re.DOTALL
    )
    path.write_text(bare, "utf-8")
    subprocess.run(("uv", "lock", "--upgrade"), cwd=ROOT, check=True)
    made = subprocess.run(EXPORT, cwd=ROOT, capture_output=True, text=True, check=True)
    pins = sorted(line.strip() for line in made.stdout.splitlines() if "==" in line)
    table = "[tool.uv]\nconstraint-dependencies = [\n" + "".join(f'  "{pin}",\n' for pin in pins) + "]\n"
    path.write_text(bare.rstrip() + "\n\n" + table, "utf-8")


if __name__ == "__main__":
    main()
