"""A case on the desk: its dossier kept ready between two changes, one writer at a time, and who is told of changes.

Every face asks the desk and nothing behind it, so that the browser, the API and an agent see one state of one case.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Literal

from firsthand import ask, pipeline, store
from firsthand.ask import WhatIf
from firsthand.errors import UsageError
from firsthand.gather import Gathering
from firsthand.judging import Decision, judgement
from firsthand.records import Analysis, Cell, Dossier, Judgement
from firsthand.store import Store
from firsthand.tell.index import Index
from firsthand.tell.report import View
from firsthand.weigh.hypotheses import Imported, added, taken

# Dossiers kept: the present one and the days that somebody looks at. One of 10,000 pages takes about a gigabyte.
KEPT = 8
Judge = Literal["person", "agent"]


class Desk:
    """One open case. Reading never waits for a writer; writers wait for one another."""

    def __init__(self, path: str | Path, make: bool = False) -> None:
        self._closing = ExitStack()
        self.store: Store = self._closing.enter_context(store.open(path, make=make))
        self.name = Path(path).stem
        self._writing = threading.Lock()
        self._adding = threading.Lock()
        self._making = threading.Lock()
        self._views: OrderedDict[tuple[str, str | None], View] = OrderedDict()

    def close(self) -> None:
        """Let go of the case."""
        self._closing.close()

    def stamp(self) -> str:
        """Changes whenever anything of the case does: what every answer that may be kept is named by."""
        return self.store.stamp()

    def view(self, as_of: str | None = None) -> View:
        """The case as the templates ask for it, made once for each state and day.

        Raises UsageError where `as_of` is no day.
        """
        key = (self.stamp(), as_of)
        with self._making:
            if key not in self._views:
                self._views[key] = View(Index(ask.dossier(self.store, as_of)))
                while len(self._views) > KEPT:
                    self._views.popitem(last=False)
            self._views.move_to_end(key)
            return self._views[key]

    def dossier(self, as_of: str | None = None) -> Dossier:
        """The whole dossier, as every teller gets it."""
        return self.view(as_of).dossier

    def what_if(self, claim: str, without: Sequence[str], as_of: str | None = None) -> WhatIf:
        """What would remain of a claim without these statements, actors or pages."""
        return ask.what_if(self.store, claim, without, self.dossier(as_of))

    def analysis(self, claim: str, as_of: str | None = None) -> Analysis | None:
        """Rival explanations of a claim. Raises UsageError where no claim has this id."""
        return ask.analysis(self.store, claim, as_of, told=self.dossier(as_of))

    def judge(self, decision: Decision, by: str, at: str, who: Judge = "person") -> Judgement:
        """Keep a judgement of a person, or of an agent, and link the case anew; what is returned is on the disk.

        Raises UsageError where the verb or an id is unknown, or a needed part is missing.
        """
        made = judgement(self.store, decision, f"{who}:{by}", at)
        with self._writing:
            pipeline.judge(self.store, made)
        return made

    def standing(self, decision: Decision, by: str, at: str) -> Judgement | None:
        """This person's judgement in force that says just this, whenever it was given; raises as `judge` does."""
        made = replace(judgement(self.store, decision, f"person:{by}", at), id="", at="")
        return next((j for j in self.store.judgements() if replace(j, id="", at="") == made), None)

    def undo(self, key: str, by: str, at: str) -> None:
        """Take a judgement back. Raises UsageError where none in force has this id."""
        with self._writing:
            pipeline.undo(self.store, key, f"person:{by}", at)

    def set_cell(self, cell: Cell, claim: str | None, at: str) -> None:
        """Keep a person's reading of one cell of the matrix: it stands over the machine's draft.

        Raises UsageError where the matrix of this claim has no such cell.
        """
        made = self._analysis(claim)
        known = {u.id for u in made.evidence}, {h.id for h in made.hypotheses}
        if cell.evidence not in known[0] or cell.hypothesis not in known[1]:
            raise UsageError("The matrix has no such cell any more: the pages were read or linked anew.")
        fresh, cells = taken(made, Imported((cell,), (), ()))
        self.write(lambda kept: kept.keep_rivals(fresh, cells, at))

    def explain(self, text: str, claim: str | None, at: str) -> None:
        """Put in an explanation of a person's own. Raises UsageError for words that cannot be one."""
        new = added(self._analysis(claim), text)
        self.write(lambda kept: kept.keep_rivals(new, (), at))

    def _analysis(self, claim: str | None) -> Analysis:
        made = ask.analysis(self.store, claim, every=True, told=self.dossier())
        if made is None:
            raise UsageError("This case holds no claim to explain yet: add pages first.")
        return made

    def add(self, places: Sequence[str], options: Gathering, progress: pipeline.Progress = pipeline.silent) -> int:
        """Gather, read and link places; how many pages they gave. People can judge meanwhile: only linking waits."""
        with self._adding:
            found = pipeline.gathered(self.store, places, options, progress)
            pipeline.unread_pages(self.store, progress=progress)
            with self._writing:
                pipeline.linked(self.store, progress)
        return found

    def write(self, act: Callable[[Store], None]) -> None:
        """Any other change, in its turn."""
        with self._writing:
            act(self.store)
