"""The synthetic press: a seed in, a cascade of news pages with its whole truth out. See README.md."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from bench.press.cascade import cascade
from bench.press.grammar import GRAMMARS, grammar
from bench.press.pages import Cascade
from bench.press.records import Written, records
from bench.press.truth import Record, Truth, record, truth
from bench.press.world import world
from bench.press.write import written
from firsthand.records import Document, Statement

__all__ = ["GRAMMARS", "Press", "Written", "press"]


@dataclass(frozen=True, slots=True)
class Press:
    """One case: its pages as records of a perfect reader, and what is true of them."""

    seed: int
    cascade: Cascade
    pages: tuple[Written, ...]
    truth: Truth

    @property
    def documents(self) -> list[Document]:
        """The pages."""
        return [w.document for w in self.pages]

    @property
    def statements(self) -> list[Statement]:
        """The statements of all pages."""
        return [s for w in self.pages for s in w.statements]

    @property
    def record(self) -> Record:
        """The truth as JSON."""
        return record(self.seed, self.cascade, self.pages, self.truth)


def press(seed: int, pages: int, name: str = "train") -> Press:
    """The case of this seed with this many pages, told by the grammar `train` or `dev`."""
    dice = Random(seed)
    drawn = cascade(dice, world(dice, grammar(name), pages), pages)
    made = records(drawn, written(dice, drawn))
    return Press(seed, drawn, tuple(made), truth(drawn, made))
