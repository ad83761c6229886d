"""What one more page costs in a case of 100 to 100,000: `python -m bench.speed.adding`.

A case of the press as records of a perfect reader, linked anew without its last page; then, with what the networks
said kept (as a case keeps it), linked with the page added, and the claim weighed that the page bears on. The cost is
given in seconds and as a ratio to hashing every byte of the case once with SHA-256, in the same process (the least that
any look at all pages could cost). Each size runs in a process of its own and is stopped at the limit.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import resource
import subprocess
import sys
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line has it

from bench.press import press
from firsthand import ask, link
from firsthand.records import Case, Statement
from firsthand.weigh import weights

SIZES = (100, 1_000, 10_000, 100_000)
HASHED = 5  # times; the median counts


def main() -> None:
    """A line for each size."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    options.add_argument("--limit", type=int, default=300, help="seconds for each size, making the case included")
    options.add_argument("--one", type=int, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.one is not None:
        print(measured(given.one))
        return
    print(f"{'pages':>8} {'anew':>10} {'link':>10} {'weigh':>10} {'to hashing':>12} {'memory':>9}")
    for size in given.sizes:
        command = [sys.executable, "-m", "bench.speed.adding", "--one", str(size)]
        try:
            done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=given.limit)
            print(done.stdout.rstrip(), flush=True)
        except subprocess.TimeoutExpired:
            print(f"{size:8,} not within {given.limit} s", flush=True)


def measured(size: int) -> str:
    """The costs of the last page of a case of this size."""
    made = press(1, size + 1, "dev")
    documents, statements = made.documents, made.statements
    last = documents[-1].id
    link.links(documents[:2], [s for s in statements if s.document in {d.id for d in documents[:2]}])  # loads models
    memo = link.Kept()
    before = time.perf_counter()
    link.links([d for d in documents if d.id != last], [s for s in statements if s.document != last], memo=memo)
    began = time.perf_counter()
    linked = link.links(documents, statements, memo=memo)
    between = time.perf_counter()
    for case in _touched(linked, made.documents, statements, last):
        weights(case)
    ended = time.perf_counter()
    reference = _hashing([d.text for d in documents])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    ratio = (ended - began) / reference
    times = f"{began - before:8.2f} s {between - began:8.2f} s {ended - between:8.2f} s"
    return f"{size:8,} {times} {ratio:12,.0f} {memory:6,} MB"


def _touched(linked: link.Linked, documents: list, statements: list[Statement], last: str) -> list[Case]:  # type: ignore[type-arg]
    """The cases of the claims that the last page's statements belong to."""
    mine = {s.id for s in statements if s.document == last}
    claims = [c for c in linked.claims if any(m.statement in mine for m in c.statements)]
    return list(ask.cases(claims, documents, statements, linked.links, linked.actors))


def _hashing(texts: list[str]) -> float:
    """Seconds to hash all texts once."""
    found = []
    for _ in range(HASHED):
        began = time.perf_counter()
        for text in texts:
            hashlib.sha256(text.encode()).digest()
        found.append(time.perf_counter() - began)
    return sorted(found)[HASHED // 2]


if __name__ == "__main__":
    main()
