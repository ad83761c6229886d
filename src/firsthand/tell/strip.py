"""Figures through time as a drawing: the numerals are the marks, set at their day, in the row of what is counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from firsthand.records import Figure
from firsthand.tell import words
from firsthand.tell.axis import Axis, Column, axis, fit, width
from firsthand.tell.index import Index

LEFT, LINE, TOP, GAP = 190, 28, 40, 34
# At most so many rows; a row of one figure is drawn only where there are no more than a few rows.
ROWS, FEW = 10, 4


@dataclass(frozen=True, slots=True)
class Value:
    """A figure with who gives it, on which page and day."""

    figure: Figure
    letter: str
    known: bool
    day: date | None
    told: str
    outlet: str
    times: int

    @property
    def text(self) -> str:
        """The figure with its signs."""
        return words.figure(self.figure, signs=True)


@dataclass(frozen=True, slots=True)
class Row:
    """Values that may be compared: the same role, the same thing counted."""

    role: str
    of: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Numeral:
    """A value as drawn; x is the middle of its text."""

    x: float
    y: float
    value: Value
    letter_x: float
    title: str


@dataclass(frozen=True, slots=True)
class Band:
    """A row as drawn."""

    y: float
    height: float
    name: str
    under: str


@dataclass(frozen=True, slots=True)
class Strip:
    """Everything the template draws."""

    width: float
    height: float
    ticks: tuple[tuple[float, Column], ...]
    bands: tuple[Band, ...]
    numerals: tuple[Numeral, ...]
    joins: tuple[tuple[float, float, float], ...]
    description: str
    left_out: int


# Figures of these roles are drawn last: what they count is not what a case is usually about.
_BY_THE_WAY = ("other", "rank", "rate")


def rows(index: Index) -> list[Row]:
    """All figures of all claims, each in the row of what it counts; those that most is said of first."""
    found: dict[tuple[str, str], list[Value]] = defaultdict(list)
    seen: set[tuple[str, int, int]] = set()
    for account in index.accounts:
        for figure in account.figures:
            key = (figure.passage.document, figure.passage.start, figure.passage.end)
            if key not in seen:
                seen.add(key)
                found[figure.role, words.plain(figure.unit or figure.of).casefold()].append(_value(figure, index))
    made = [Row(role, of, tuple(_once(values))) for (role, of), values in found.items()]
    return sorted(made, key=lambda row: (row.role in _BY_THE_WAY, -len(row.values), row.role, row.of))


def _value(figure: Figure, index: Index) -> Value:
    statement = index.statements[figure.statement]
    document = index.documents[statement.document]
    voice = index.voice_of.get(statement.id)
    told = document.day
    letter, is_known = (voice.letter, voice.known) if voice else ("?", False)
    return Value(figure, letter, is_known, words.iso_day(told), words.day(told), index.outlet(document), 1)


def _once(values: Iterable[Value]) -> list[Value]:
    """A body's figure once until it changes, with the number of tellings; echoes add no marks."""
    kept: list[Value] = []
    last: dict[str, int] = {}
    for value in sorted(values, key=lambda v: (v.day or date.max, v.letter, v.figure.statement)):
        at = last.get(value.letter)
        if at is not None and kept[at].text == value.text:
            kept[at] = replace(kept[at], times=kept[at].times + 1)
        else:
            last[value.letter] = len(kept)
            kept.append(value)
    return kept


def strip(found: list[Row]) -> Strip | None:
    """The drawing of the rows that hold most; None where no figure was read."""
    shown = [row for n, row in enumerate(found) if len(row.values) > 1 or n < FEW][:ROWS]
    if not shown:
        return None
    time = axis(value.day for row in shown for value in row.values)
    at, right = _columns(shown, time)
    bands, numerals, joins, y = [], [], [], float(TOP)
    for row in shown:
        lines = _lines(row, time)
        height = len(lines) * LINE + 14
        bands.append(Band(y, max(height, 44), words.ROLES[row.role], fit(row.of or "not said of what", LEFT - 14)))
        for n, line in enumerate(lines):
            drawn = [_numeral(value, at[time.column(value.day)], y + 24 + n * LINE) for value in line]
            numerals += drawn
            joins += _joins(drawn)
        y += max(height, 44)
    ticks = tuple((at[n], column) for n, column in enumerate(time.columns))
    return Strip(
        right, y, ticks, tuple(bands), tuple(numerals), tuple(joins), _description(shown), len(found) - len(shown)
    )


def _room(value: Value) -> float:
    return 2 * _half(value) + width(value.letter, 12.5) + 10


def _half(value: Value) -> float:
    # Set at 15px in a heavy weight, which runs a tenth wider than what is measured.
    return width(value.text, 16.5) / 2


def _columns(shown: list[Row], time: Axis) -> tuple[dict[int, float], float]:
    """The middle of every column, as wide as its widest figure, and where the last one ends."""
    need = [width(column.label) + 8 for column in time.columns]
    need = [max(room, width(column.gap) + 8) for room, column in zip(need, time.columns, strict=True)]
    for row in shown:
        for value in row.values:
            n = time.column(value.day)
            need[n] = max(need[n], _room(value) + 14)
    at, x = {}, float(LEFT)
    for n, room in enumerate(need):
        at[n] = x + room / 2
        x += room + GAP
    return at, x


def _lines(row: Row, time: Axis) -> list[list[Value]]:
    """The values of a row on as few lines as they need: one body's values stay on one line."""
    by_body: dict[tuple[str, int], list[Value]] = defaultdict(list)
    for n, value in enumerate(row.values):
        by_body[value.letter, -1 if value.known else n].append(value)
    lines: list[list[Value]] = []
    for values in by_body.values():
        for run in _runs(values, time):
            span = (time.column(run[0].day), time.column(run[-1].day))
            line = next((line for line in lines if not _meets(line, span, time)), None)
            if line is None:
                lines.append(line := [])
            line += run
    return [sorted(line, key=lambda value: time.column(value.day)) for line in lines]


def _runs(values: list[Value], time: Axis) -> list[list[Value]]:
    """One body's values in time, split where two stand in one column."""
    runs: list[list[Value]] = []
    for value in values:
        run = next((run for run in runs if time.column(run[-1].day) < time.column(value.day)), None)
        if run is None:
            runs.append(run := [])
        run.append(value)
    return runs


def _meets(line: list[Value], span: tuple[int, int], time: Axis) -> bool:
    """Whether a run would stand in, or be crossed by, what a line already holds."""
    ends: dict[str, list[int]] = defaultdict(list)
    for value in line:
        ends[value.letter].append(time.column(value.day))
    return any(min(columns) <= span[1] and span[0] <= max(columns) for columns in ends.values())


def _numeral(value: Value, x: float, y: float) -> Numeral:
    times = f", told {value.times} times" if value.times > 1 else ""
    of = words.plain(value.figure.of or value.figure.unit)
    title = f"{words.figure(value.figure)} {of}: {value.letter}, {value.told}, {value.outlet}{times}"
    return Numeral(x, y, value, x - _half(value) - 4, title)


def _joins(drawn: list[Numeral]) -> list[tuple[float, float, float]]:
    """Lines between one body's successive values."""
    return [
        (a.x + _half(a.value) + 5, b.letter_x - width(b.value.letter, 12.5) - 5, a.y - 5)
        for a, b in pairwise(drawn)
        if a.value.letter == b.value.letter and a.value.known
    ]


def _description(shown: list[Row]) -> str:
    parts = []
    for row in shown:
        given = ", ".join(f"{words.figure(v.figure)} ({v.letter}, {v.told})" for v in row.values)
        parts.append(f"{words.ROLES[row.role]}, {row.of or 'not said of what'}: {given}.")
    return " ".join(parts)
