"""Writes docs/nouns.md from the field notes of records.py: `python docs/make_nouns.py` (--print: standard output)."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

HERE = Path(__file__).parent
RECORDS = HERE.parent / "src" / "firsthand" / "records.py"


def nouns() -> str:
    """The page: one heading a noun, one line a field."""
    parts = ["# The nouns\n\nMade from the notes in `src/firsthand/records.py` by `just docs`; do not edit.\n"]
    for node in ast.parse(RECORDS.read_text("utf-8")).body:
        if isinstance(node, ast.ClassDef):
            parts.append(
                f"\n## {node.name}\n\n{ast.get_docstring(node)}\n\n| field | type | what it is |\n|---|---|---|\n"
            )
            parts.extend(_rows(node))
    return "".join(parts)


def _rows(node: ast.ClassDef) -> list[str]:
    rows = []
    for field, note in zip(node.body, node.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(note, ast.Expr) and isinstance(note.value, ast.Constant):
            kind = ast.unparse(field.annotation).replace("|", "\\|")
            rows.append(f"| `{ast.unparse(field.target)}` | `{kind}` | {note.value.value} |\n")
    return rows


if __name__ == "__main__":
    if "--print" in sys.argv:
        sys.stdout.write(nouns())
    else:
        (HERE / "nouns.md").write_text(nouns(), "utf-8")
