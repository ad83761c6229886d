"""A name in, a trained model out: data files with a card, checked on loading."""

from __future__ import annotations

import functools
import hashlib
import itertools
import json
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from firsthand.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from tokenizers import Tokenizer

HERE = Path(__file__).parent
# A machine that pins no thread count gives an investigator's laptop its whole processor; two is what was measured.
THREADS = 2
# Inputs made ahead of the network: each may be 300 kB of words, and a pool would take all of them at once.
AHEAD = 64
CLS, SEP = 101, 102  # the pieces that begin a text and end it


@dataclass(frozen=True, slots=True)
class Model:
    """A model's folder and its card: what it was trained on, its features in order, its scores, its digests."""

    folder: Path
    card: Mapping[str, Any]

    @property
    def version(self) -> str:
        """Name and number, as records cite it: reading@1."""
        return "@".join(self.folder.name.rsplit("-", 1))

    def session(self) -> Session:
        """The network, ready to run on the processor."""
        return _session(str(self.folder / "model.onnx"))


class Session:
    """An ONNX network on the processor: named arrays in, arrays out."""

    def __init__(self, path: str) -> None:
        import onnxruntime as ort

        options = ort.SessionOptions()
        # One thread an input and two inputs at once are a quarter faster than two threads on one small input.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = ort.InferenceSession(path, options, providers=["CPUExecutionProvider"])

    @property
    def inputs(self) -> tuple[str, ...]:
        """The names of the arrays it takes."""
        return tuple(given.name for given in self._session.get_inputs())

    def run(self, **arrays: np.ndarray) -> list[np.ndarray]:
        """Every output of the network, in its own order."""
        return list(self._session.run(None, arrays))

    def map(self, inputs: Iterable[Mapping[str, np.ndarray]]) -> Iterator[list[np.ndarray]]:
        """The outputs for each input, in the order of the inputs; each runs alone, so none depends on another."""
        waiting = iter(inputs)
        with ThreadPoolExecutor(THREADS) as workers:
            while ahead := list(itertools.islice(waiting, AHEAD)):
                yield from workers.map(lambda arrays: self.run(**arrays), ahead)


@dataclass(frozen=True, slots=True)
class Words:
    """The word table that every encoder shares: kept once, since no training changes it.

    `table` is int8, [30522, 384]; `scales` is what each row is multiplied by.
    """

    name: str
    table: np.ndarray
    scales: np.ndarray
    tokenizer: Tokenizer

    def rows(self, ids: np.ndarray) -> np.ndarray:
        """The vectors of these pieces: [...] -> [..., 384], float32."""
        found: np.ndarray = self.table[ids] * self.scales[ids][..., None]
        return found


@functools.cache
def words() -> Words:
    """The word table and the tokenizer that numbers its rows.

    Raises ModelError as `load` does.
    """
    import numpy as np
    from tokenizers import Tokenizer

    folder = load("words").folder
    table, scales = (np.load(folder / f"{part}.npy", allow_pickle=False) for part in ("table", "scales"))
    return Words(folder.name, table, scales, Tokenizer.from_file(str(folder / "tokenizer.json")))


@functools.cache
def _session(path: str) -> Session:
    return Session(path)


@functools.cache
def load(name: str) -> Model:
    """The newest model of this name that ships with the package.

    Raises ModelError where there is none, or where a file is not the one its card describes.
    """
    folders = sorted(HERE.glob(f"{name}-[0-9]*"), key=lambda path: int(path.name.rsplit("-", 1)[1]))
    if not folders:
        raise ModelError(
            f"No model called {name!r} in {HERE}: the installation is incomplete, install firsthand again."
        )
    folder = folders[-1]
    card = json.loads((folder / "card.json").read_text("utf-8"))
    for file, digest in card["sha256"].items():
        if hashlib.sha256((folder / file).read_bytes()).hexdigest() != digest:
            raise ModelError(f"{folder.name}/{file} is not the file its card describes: install firsthand again.")
    if "words" in card and not (HERE / card["words"]).is_dir():
        raise ModelError(f"{folder.name} needs {card['words']}, which is not here: install firsthand again.")
    return Model(folder, card)
