"""The matrix of rival explanations as it is shown: columns, rows and signs; and the same in a few lines of words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from firsthand.records import Analysis, Cell, Evidence, Hypothesis, Score
from firsthand.tell import words
from firsthand.tell.index import Index, Voice

# What a screen takes in at once; further rows are folded, and further untested columns named below the table.
ROWS, COLUMNS = 12, 8
NONE = "No explanation is offered on these pages"
_PERSON = "person:"
_SIGNS = {1: "+", 0: "0", -1: "\u2212"}
_READ = {1: "fits", 0: "has no bearing", -1: "speaks against"}
_KINDS = {
    "as told": "the claim",
    "not so": "its opposite",
    "cause": "a cause",
    "motive": "a motive",
    "gain": "who gains",
    "condition": "what follows if so",
    "given": "put in by a person",
}
_HEADS = {"as told": "It is as told", "not so": "It is not as told"}


@dataclass(frozen=True, slots=True)
class Column:
    """A hypothesis with its number, its holder, and what the evidence makes of it."""

    number: int
    hypothesis: Hypothesis
    text: str
    whose: str
    score: Score
    leads: bool

    @property
    def against(self) -> str:
        """How much speaks against it; of an untested one nothing can be told."""
        return f"{self.score.inconsistency:.2f}" if self.score.bearing else "not tested"


@dataclass(frozen=True, slots=True)
class Square:
    """A cell: its sign, whose reading it is, and whether the answer hangs on it."""

    column: Column
    cell: Cell
    decides: bool

    @property
    def sign(self) -> str:
        """Plus, nought or a true minus."""
        return _SIGNS[self.cell.value]

    @property
    def by(self) -> str | None:
        """The person who set it; None for the machine's draft."""
        return words.plain(self.cell.by.removeprefix(_PERSON)) if self.cell.by.startswith(_PERSON) else None

    @property
    def said(self) -> str:
        """The sign in words: fits, drafted by machine."""
        whose = f"set by {self.by}" if self.by else "drafted by machine"
        return f"{_READ[self.cell.value]}, {whose}{', the answer hangs on it' if self.decides else ''}"


@dataclass(frozen=True, slots=True)
class Row:
    """One piece of evidence with its signs."""

    evidence: Evidence
    voice: Voice | None
    text: str
    href: str | None
    squares: tuple[Square, ...]
    carries: bool

    @property
    def bears(self) -> bool:
        """Whether it bears on anything, or a person said that it does not."""
        return any(square.cell.value or square.by for square in self.squares)


@dataclass(frozen=True, slots=True)
class Matrix:
    """The analysis, looked up and worded."""

    analysis: Analysis
    columns: tuple[Column, ...]
    untested: tuple[Column, ...]
    rows: tuple[Row, ...]
    rest: tuple[Row, ...]
    given: bool

    @property
    def all(self) -> tuple[Column, ...]:
        """Every hypothesis, by its number."""
        return tuple(sorted((*self.columns, *self.untested), key=lambda column: column.number))

    @property
    def answer(self) -> str:
        """Which explanation leads, in one sentence by the numbers of the columns."""
        led = [column for column in self.all if column.leads]
        tested = sorted((c for c in self.all if c.score.bearing), key=lambda c: (not c.leads, c.score.inconsistency))
        if not led:
            return self.analysis.reasons[0].text if self.analysis.reasons else ""
        if len(tested) == 1:
            return f"Only {_called(led[0])} is tested, so it has no rival"
        if len(led) > 1:
            names = ", ".join(f"H{column.number}" for column in led[:-1])
            return f"Nothing separates {names} and H{led[-1].number}: each has {led[0].against} against it"
        after = tested[1]
        return f"Least speaks against {_called(led[0])}: {led[0].against}. Next: {_called(after)}, with {after.against}"

    def why(self, column: Column) -> list[tuple[Row, Square]]:
        """The rows that bear on a hypothesis, what speaks against it first."""
        found = [
            (row, square)
            for row in (*self.rows, *self.rest)
            for square in row.squares
            if square.column is column and (square.cell.value or square.by)
        ]
        return sorted(found, key=lambda pair: pair[1].cell.value)


def matrix(index: Index) -> Matrix | None:
    """The dossier's analysis as rows and columns; None where it has none."""
    made = index.dossier.analysis
    if made is None or not made.hypotheses:
        return None
    columns = _columns(made, index)
    shown = [c for c in columns if c.score.bearing or c.hypothesis.kind in _HEADS]
    shown = columns if len(columns) <= COLUMNS else shown
    rows = sorted(_rows(made, columns, shown, index), key=lambda row: -row.evidence.diagnosticity)
    first = [row for row in rows if row.bears][:ROWS] or rows[:ROWS]
    return Matrix(
        made,
        tuple(shown),
        tuple(c for c in columns if c not in shown),
        tuple(first),
        tuple(row for row in rows if row not in first),
        any(c.hypothesis.kind not in _HEADS for c in columns),
    )


def _called(column: Column) -> str:
    return f"H{column.number}, “{words.short(column.text, 60)}”"


def _columns(made: Analysis, index: Index) -> list[Column]:
    score = {s.hypothesis: s for s in made.scores}
    return [
        Column(n, h, words.short(_HEADS.get(h.kind, h.text), 90), _whose(h, index), score[h.id], h.id in made.leaders)
        for n, h in enumerate(made.hypotheses, 1)
    ]


def _whose(hypothesis: Hypothesis, index: Index) -> str:
    """Who offers it: the holder, else the page; and what sort of explanation it is."""
    kind = _KINDS[hypothesis.kind]
    if hypothesis.kind in _HEADS:
        return kind
    place = next((p for p in hypothesis.passages if p.document in index.documents), None)
    name = index.name([hypothesis.holder] if hypothesis.holder else []) or (
        index.outlet(index.documents[place.document]) if place else ""
    )
    return f"{words.short(name, 40)}: {kind}" if name else kind


def _rows(made: Analysis, columns: Sequence[Column], shown: Sequence[Column], index: Index) -> Iterator[Row]:
    grid = {(c.evidence, c.hypothesis): c for c in made.cells}
    flips = {(c.evidence, c.hypothesis) for c in made.flips}
    for unit in made.evidence:
        keys = [(column, (unit.id, column.hypothesis.id)) for column in columns if column in shown]
        squares = tuple(Square(column, grid[key], key in flips) for column, key in keys if key in grid)
        voice, statement = index.voice_of.get(unit.id), index.statements.get(unit.id)
        text = index.content(statement) if statement else index.words_at(unit.passage)
        yield Row(
            unit, voice if voice and voice.known else None, words.sentence(text, 100),
            f"#s-{unit.id}" if statement else None, squares, unit.id in made.carriers,
        )  # fmt: skip


def lines(made: Analysis | None, limit: int = 200) -> list[str]:
    """The account in words: the answer first, what it hangs on, then each hypothesis with its numbers."""
    if made is None:
        return [f"{NONE}: no claim was found"]
    scored = [
        f"{_numbers(score)}: {words.short(next(h.text for h in made.hypotheses if h.id == score.hypothesis), limit)}"
        for score in made.scores
    ]
    offered = any(h.kind not in _HEADS for h in made.hypotheses)
    bare = [] if offered or not made.hypotheses else [f"{NONE}: only the claim and its opposite are compared"]
    return [*bare, *(words.plain(reason.text) for reason in made.reasons), *scored]


def _numbers(score: Score) -> str:
    against = f"{score.inconsistency:.2f} against" if score.bearing else "not tested"
    return f"{against}, share {words.two(score.posterior)}"
