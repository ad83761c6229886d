"""The dossier as tables: statements, claims, links or actors, each one line of names and one line a row."""

from __future__ import annotations

import csv
import io
from functools import partial

from firsthand.records import Dossier
from firsthand.tell import tables, words

# A spreadsheet takes a cell that begins like this for a formula and would run it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def tell(dossier: Dossier, table: str = "statements") -> str:
    """One line of column names, then one line for each row."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(tables.TABLES[table].columns)
    writer.writerows(tuple(map(_cell, row)) for row in tables.rows(dossier, table))
    return out.getvalue()


claims, links, actors = (partial(tell, table=name) for name in ("claims", "links", "actors"))


def _cell(cell: tables.Cell) -> str | float:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if cell is None:
        return ""
    return _defused(cell) if isinstance(cell, str) else cell


def _defused(cell: str) -> str:
    line = words.printable(cell)
    return "'" + line if line.lstrip(" ").startswith(_FORMULA) else line
