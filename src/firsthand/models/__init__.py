"""A name in, a trained model out: data files with a card, checked on loading."""

from __future__ import annotations

import functools
import hashlib
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

    def tokenizer(self) -> Tokenizer:
        """The tokenizer that belongs to the network."""
        from tokenizers import Tokenizer

        return Tokenizer.from_file(str(self.folder / "tokenizer.json"))


class Session:
    """An ONNX network on the processor: named arrays in, arrays out."""

    def __init__(self, path: str) -> None:
        import onnxruntime as ort

        options = ort.SessionOptions()
        # One thread an input and two inputs at once are a quarter faster than two threads on one small input.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = ort.InferenceSession(path, options, providers=["CPUExecutionProvider"])

    def run(self, **arrays: np.ndarray) -> list[np.ndarray]:
        """Every output of the network, in its own order."""
        return list(self._session.run(None, arrays))

    def map(self, inputs: Iterable[Mapping[str, np.ndarray]]) -> Iterator[list[np.ndarray]]:
        """The outputs for each input, in the order of the inputs; each runs alone, so none depends on another."""
        with ThreadPoolExecutor(THREADS) as workers:
            yield from workers.map(lambda arrays: self.run(**arrays), inputs)


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
    return Model(folder, card)
