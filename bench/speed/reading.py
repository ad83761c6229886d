"""Speed of the whole read stage beside a BERT-base-size encoder: `uv run --with onnx python -m bench.speed.reading`.

Both run on the same two threads over the same pages in turn: the whole reading (every head, spans, speakers, figures,
times, marks), and a bare fp32 ONNX encoder of BERT-base's size with random weights over the same pieces, nothing else.
Also printed: seconds from the start of a process to the first statement, and the peak memory of this run.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line has it

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from bench.rows import rows
from firsthand import read
from firsthand.models import Session
from firsthand.read.encoder import SHARED, WINDOW, reading
from firsthand.read.words import words
from firsthand.records import Document

LAYERS, WIDTH, INNER, HEADS = 12, 768, 3072, 12
ROUNDS = 3
FIRST = (
    "from firsthand import read; from firsthand.records import Document; "
    "next(iter(read.statements([Document('d', 'The mayor said that it rained.', language='en')])))"
)


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/data/narratives/train.jsonl"))
    options.add_argument("--pages", type=int, default=30)
    given = options.parse_args()
    documents = [Document(row["id"], row["text"], language="en") for row in rows(given.data)[: given.pages]]
    count = sum(len(words(d.text)) for d in documents)
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", FIRST], check=True)
    start = time.perf_counter() - began
    ours, peak, theirs = [], 0, []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        for _ in read.statements(documents):
            pass
        ours.append(count / (time.perf_counter() - began))
        peak = peak or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        theirs.append(_large(documents[:3]))
    print(f"whole reading      {sorted(ours)[ROUNDS // 2]:8.0f} words a second (median of {ROUNDS})")
    print(f"BERT-base size     {sorted(theirs)[ROUNDS // 2]:8.0f} words a second, encoder alone")
    print(f"ratio              {sorted(a / b for a, b in zip(ours, theirs, strict=True))[ROUNDS // 2]:8.1f}")
    print(f"first statement    {start:8.2f} s after the start of the process")
    print(f"peak memory        {peak:8d} MB, before the other encoder was loaded")


def _large(documents: list[Document]) -> float:
    """Words a second of the large encoder, in windows like ours."""
    tokenizer = reading()[2].tokenizer
    session = _session()
    count = pieces = 0
    for document in documents:
        cut = words(document.text)
        found = [document.text[s:e] for s, e in zip(cut.starts, cut.ends, strict=True)]
        pieces += len(tokenizer.encode(found, is_pretokenized=True, add_special_tokens=False).ids)
        count += len(cut)
    windows = max(1, round(pieces / (WINDOW - SHARED)))
    window = np.zeros((1, WINDOW + 2), np.int64)
    began = time.perf_counter()
    for _ in range(windows):
        session.run(ids=window)
    return count / (time.perf_counter() - began)


_MADE: list[Session] = []


def _session() -> Session:
    if not _MADE:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "large.onnx"
            onnx.save(_model(), str(path))
            _MADE.append(Session(str(path)))
    return _MADE[0]


def _model() -> onnx.ModelProto:
    """Embeddings and twelve layers of attention and feed-forward, as BERT-base has them, without its norms' weights."""
    dice = np.random.default_rng(0)
    held: list[onnx.TensorProto] = []
    nodes: list[onnx.NodeProto] = []

    def weight(name: str, *shape: int) -> str:
        held.append(numpy_helper.from_array(dice.standard_normal(shape, np.float32) * 0.02, name))
        return name

    def constant(name: str, values: list[int]) -> str:
        held.append(numpy_helper.from_array(np.array(values, np.int64), name))
        return name

    def node(kind: str, out: str, *inputs: str, **more: object) -> str:
        nodes.append(helper.make_node(kind, list(inputs), [out], **more))
        return out

    split, joined = constant("split", [1, -1, HEADS, WIDTH // HEADS]), constant("joined", [1, -1, WIDTH])
    scale, bias = weight("scale", WIDTH), weight("bias", WIDTH)
    x = node("Gather", "x", weight("words", 30522, WIDTH), "ids")
    for n in range(LAYERS):
        q, k, v = (
            node("Reshape", f"{s}{n}r", node("MatMul", f"{s}{n}", x, weight(f"{s}{n}w", WIDTH, WIDTH)), split)
            for s in "qkv"
        )
        q, v = (node("Transpose", f"{s}t", s, perm=[0, 2, 1, 3]) for s in (q, v))
        k = node("Transpose", f"{k}t", k, perm=[0, 2, 3, 1])
        mixed = node("MatMul", f"m{n}", node("Softmax", f"s{n}", node("MatMul", f"a{n}", q, k), axis=-1), v)
        mixed = node("Reshape", f"j{n}", node("Transpose", f"mt{n}", mixed, perm=[0, 2, 1, 3]), joined)
        out = node("MatMul", f"o{n}", mixed, weight(f"o{n}w", WIDTH, WIDTH))
        x = node("LayerNormalization", f"n{n}", node("Add", f"r{n}", x, out), scale, bias)
        up = node("Gelu", f"g{n}", node("MatMul", f"u{n}", x, weight(f"u{n}w", WIDTH, INNER)))
        down = node("MatMul", f"d{n}", up, weight(f"d{n}w", INNER, WIDTH))
        x = node("LayerNormalization", f"f{n}", node("Add", f"z{n}", x, down), scale, bias)
    ids = helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "length"])
    out = helper.make_tensor_value_info(x, TensorProto.FLOAT, [1, "length", WIDTH])
    graph = helper.make_graph(nodes, "large", [ids], [out], held)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)


if __name__ == "__main__":
    main()
