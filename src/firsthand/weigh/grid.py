"""The analysis as a plain table a person goes over in any spreadsheet, and back.

Rows are evidence, columns hypotheses, a cell is -1, 0 or 1; `?` marks the machine's draft. Without the `?` the cell is
the person's, with words behind it that say why: `-1: the ship lay in dock that day`. In place of the number a ratio may
stand, `3 to 1` or `1 to 3` (as likely if the hypothesis holds, against if it has no bearing): the posterior uses it as
it stands. A new column with words and no id is a new hypothesis. Not "3:1": spreadsheets take that for a time of day.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from firsthand.errors import UsageError
from firsthand.records import Analysis, Cell, Document, Evidence, Hypothesis, Problem, Reason, identity
from firsthand.weigh.bearings import PERSON, Value

_FIXED = ("evidence", "who", "words", "weight")
_ID = re.compile(r"\s*\[([0-9a-f]{16})\]\s*$")
_CELL = re.compile(
    r"\s*(?:(?P<for>\d+(?:\.\d+)?)(?:\s+to\s+|:)(?P<against>\d+(?:\.\d+)?)(?::00)?|(?P<value>[+−–-]?1|0))"
    r"\s*(?P<draft>\?)?(?::?\s+(?P<why>\S.*?))?\s*",
    re.DOTALL,
)
# A spreadsheet takes a text that begins like this for a formula and would run it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")
# A single piece of evidence that is a million times as likely one way decides alone; nothing on a page is that sure.
_MOST = 1e6
_HOW = "write -1, 0 or 1, or a ratio such as 3 to 1, and behind it, if you like, why; leave it empty for the draft"


@dataclass(frozen=True, slots=True)
class Imported:
    """What a table holds: a person's cells, the hypotheses the person added, and what should be looked at."""

    cells: tuple[Cell, ...]
    hypotheses: tuple[Hypothesis, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the table a cell stands, in words for a message."""

    row: int
    column: str


def exported(made: Analysis, documents: Sequence[Document], *, every: bool = False) -> str:
    """The table as CSV: a line of names, then one line a piece of evidence, with the words it rests on.

    Evidence that bears on nothing and that no person judged is left out unless `every` is set.
    """
    pages = {d.id: d.text for d in documents}
    grid = {(c.evidence, c.hypothesis): c for c in made.cells}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*_FIXED, *(f"{_safe(h.text)} [{h.id}]" for h in made.hypotheses)])
    telling = {c.evidence for c in made.cells if c.value or c.by.startswith(PERSON)}
    for unit in made.evidence:
        if not every and unit.id not in telling:
            continue
        where = unit.passage
        words = _safe(pages.get(where.document, "")[where.start : where.end])
        row = (grid.get((unit.id, h.id)) for h in made.hypotheses)
        writer.writerow([unit.id, _safe(unit.who), words, f"{unit.weight:.2f}", *(_written(cell) for cell in row)])
    return out.getvalue()


def _safe(text: str) -> str:
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return f"'{line}" if line.startswith(_FORMULA) else line


def _written(cell: Cell | None) -> str:
    if cell is None:
        return ""
    if not cell.by.startswith(PERSON):
        return f"{cell.value}?"
    value = str(cell.value) if cell.ratio is None else _ratio(cell.ratio)
    why = " ".join("".join(c if c.isprintable() else " " for c in cell.reason.text).split())
    # The colon keeps a spreadsheet from taking "-1 +2" for a formula.
    return f"{value}: {why}" if why else value


def _ratio(ratio: float) -> str:
    return f"{ratio:.12g} to 1" if ratio >= 1 else f"1 to {1 / ratio:.12g}"


def imported(text: str, made: Analysis, by: str) -> Imported:
    """The cells a person set in a table, against the analysis it was exported from or a later one.

    `by` is the person's name. Rows and columns may be left out or moved; an empty cell leaves the draft.
    Raises UsageError for a table or cell that cannot be read: which row, which column, what to write.
    """
    header, rows = _read(text)
    columns, added = _columns(header, made.hypotheses)
    known = {statement: u for u in made.evidence for statement in (*u.statements, u.id)}
    grid = {(c.evidence, c.hypothesis): c for c in made.cells}
    person = by if by.startswith(PERSON) else f"{PERSON}{by}"
    cells: dict[tuple[str, str], Cell] = {}
    problems: list[Problem] = []
    for number, row in rows:
        unit = _unit(number, row, known)
        for position, (hypothesis, name) in columns.items():
            place = _Place(number, name)
            cell = _cell(row[position] if position < len(row) else "", place, unit, hypothesis, person)
            if cell is None:
                continue
            key = cell.evidence, cell.hypothesis
            if cell.by != person:
                problems.extend(_stale(cell, grid.get(key), place))
            elif key in cells:
                raise UsageError(f"{_at(place)}: the evidence {unit.id} stands in two rows; keep one of them")
            else:
                cells[key] = cell
    return Imported(tuple(cells.values()), tuple(added), tuple(problems))


def _read(text: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The names and the numbered rows; commas, semicolons or tabs, as spreadsheets of each country write them."""
    bare = text.removeprefix("\ufeff")
    first = bare.lstrip().split("\n", 1)[0]
    found = re.match(r'"?evidence"?\s*([,;\t])', first)
    if found is None:
        raise UsageError(
            "The table's first line must begin with the column names "
            f"{', '.join(_FIXED)}, as the export writes them; it begins with {first[:40]!r}"
        )
    try:
        lines = list(csv.reader(io.StringIO(bare.lstrip(), newline=""), delimiter=found[1], strict=True))
    except csv.Error as error:
        raise UsageError(f"The table is no readable CSV: {error}; export it again and save it as CSV") from error
    return lines[0], [(n, row) for n, row in enumerate(lines[1:], 2) if any(cell.strip() for cell in row)]


def _columns(
    header: Sequence[str], hypotheses: Iterable[Hypothesis]
) -> tuple[dict[int, tuple[str, str]], list[Hypothesis]]:
    """Which column is which hypothesis, and the hypotheses that a person added."""
    known = {h.id: h for h in hypotheses}
    columns: dict[int, tuple[str, str]] = {}
    added = []
    for n, name in enumerate(header):
        if name.strip() in _FIXED or not name.strip():
            continue
        marked = _ID.search(name)
        words = " ".join(_ID.sub("", name).split()).removeprefix("'")
        if marked and marked[1] not in known:
            raise UsageError(f"Column {n + 1} ({words[:40]!r}) is for a hypothesis this question does not have: "
                             f"delete the column, or the {marked[1]} in brackets to put it in anew")  # fmt: skip
        key = marked[1] if marked else identity(words)
        if key in {hypothesis for hypothesis, _ in columns.values()}:
            raise UsageError(f"Column {n + 1} ({words[:40]!r}) stands in the table twice; keep one of them")
        if key not in known:
            added.append(Hypothesis(key, words, None))
        columns[n] = (key, words)
    return columns, added


def _unit(number: int, row: Sequence[str], known: Mapping[str, Evidence]) -> Evidence:
    key = row[0].strip()
    if key not in known:
        raise UsageError(
            f"Row {number}: {key!r} is no evidence of this question; "
            "copy the id from the first column of a fresh export, or delete the row"
        )
    return known[key]


def _cell(written: str, place: _Place, unit: Evidence, hypothesis: str, person: str) -> Cell | None:
    if not written.strip():
        return None
    found = _CELL.fullmatch(written)
    if found is None or (found["draft"] and found["for"]):
        raise UsageError(f"{_at(place)}: {written.strip()!r} cannot be read; {_HOW}")
    value, ratio = _numbers(found, written, place)
    by = "" if found["draft"] else person
    return Cell(unit.id, hypothesis, value, Reason(found["why"] or "", 0.0, (unit.passage,)), by, ratio)


def _numbers(found: re.Match[str], written: str, place: _Place) -> tuple[Value, float | None]:
    if found["value"]:
        return (0 if found["value"] == "0" else 1 if found["value"] in {"1", "+1"} else -1), None
    favour, against = float(found["for"]), float(found["against"])
    if not 1 / _MOST <= favour / (against or 1e-9) <= _MOST:
        raise UsageError(f"{_at(place)}: {written.strip()!r} would settle everything by itself; {_HOW}")
    ratio = favour / against
    return 1 if ratio > 1 else -1 if ratio < 1 else 0, ratio


def _stale(cell: Cell, present: Cell | None, place: _Place) -> Iterator[Problem]:
    """A cell still marked as a draft that differs from the draft: edited without taking the mark away, or outdated."""
    drafted = present is not None and not present.by.startswith(PERSON)
    if present is None or (drafted and present.value != cell.value):
        now = "nothing" if present is None else f"{present.value}"
        yield Problem(
            "weigh", _at(place),
            f"reads {cell.value}? and the machine drafts {now}: not taken; take away the ? to make it yours",
        )  # fmt: skip


def _at(place: _Place) -> str:
    return f"Row {place.row}, column {place.column[:60]!r}"
