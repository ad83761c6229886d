"""Kills the server in the middle of judging and gathering, and counts what it had acknowledged and lost.

Each round starts `firsthand serve` on one case, has some writers judge and one gather, kills the server with SIGKILL
after a random while, and opens the case: every judgement that was answered with 201 must stand in it, and every page
of a job that was told as done.

    python -m bench.quality.killing --rounds 200
"""

from __future__ import annotations

import argparse
import contextlib
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from firsthand import pipeline, store
from firsthand.gather import Gathering

_STARTS_S = 120
_TEXT = "News of the harbour, {n}\nThe harbour office said that {n} boats had left the bay of Brask on Monday.\n"


@dataclass
class Acknowledged:
    """What the server said it had kept."""

    judgements: list[str] = field(default_factory=list)
    undone: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    asked: int = 0


def main() -> int:
    """Some rounds, one line each, then the count."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--longest", type=float, default=1.5, help="seconds before the kill, at most")
    given = parser.parse_args()
    chance, kept, lost = random.Random(given.seed), 0, 0
    with tempfile.TemporaryDirectory() as folder:
        case = made(Path(folder) / "case.sqlite")
        for n in range(1, given.rounds + 1):
            found, gone = killed(case, chance.uniform(0.05, given.longest), n)
            kept, lost = kept + len(found.judgements) + len(found.pages), lost + len(gone)
            said = (
                f"{len(found.judgements)} judgements, {len(found.undone)} undone, {len(found.pages)} pages acknowledged"
            )
            print(f"round {n}: {said}, {found.asked} asked, {len(gone)} lost {gone or ''}", flush=True)
    print(f"{given.rounds} rounds: {kept} acknowledged, {lost} lost")
    return lost


def made(path: Path) -> Path:
    """A small case to judge in."""
    pages = path.parent / "pages"
    pages.mkdir()
    for n in range(6):
        (pages / f"{n}.txt").write_text(_TEXT.format(n=n + 10), "utf-8")
    with store.open(path) as kept:
        pipeline.trace(kept, [str(pages)], Gathering())
    return path


def killed(case: Path, after: float, number: int) -> tuple[Acknowledged, list[str]]:
    """One round: what was acknowledged, and what of it is not in the case."""
    said = Acknowledged()
    command = [sys.executable, "-m", "firsthand", "serve", str(case), "--port", "0"]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert server.stderr is not None
        found = re.search(r"http://\S+?(?=/ )", server.stderr.readline())
        assert found, "the server did not start"
        base = f"{found[0]}/api/v1/cases/{case.stem}"
        _at_once(base, said, after, number, server)
    finally:
        server.kill()
        server.wait(_STARTS_S)
        assert server.stderr is not None
        server.stderr.close()
    return said, _lost(case, said)


def _at_once(base: str, said: Acknowledged, after: float, number: int, server: subprocess.Popen[str]) -> None:
    ids = [row["statement"]["id"] for row in httpx.get(f"{base}/statements", timeout=60).json()["items"]]
    stop = threading.Event()
    threads = [threading.Thread(target=_judging, args=(base, said, ids, f"{number}-{n}", stop)) for n in range(2)]
    threads.append(threading.Thread(target=_gathering, args=(base, said, number, stop)))
    for thread in threads:
        thread.start()
    time.sleep(after)
    server.kill()  # SIGKILL: nothing is said, nothing is tidied
    stop.set()
    for thread in threads:
        thread.join()


def _judging(base: str, said: Acknowledged, ids: list[str], name: str, stop: threading.Event) -> None:
    chance = random.Random(name)
    with contextlib.suppress(httpx.HTTPError), httpx.Client(timeout=60) as client:
        while not stop.is_set():
            said.asked += 1
            body = _decision(chance, ids, f"{name} {said.asked}")
            answer = client.post(f"{base}/judgements", json=body)
            if answer.status_code == 201:
                said.judgements.append(answer.json()["id"])
            if chance.random() < 0.2 and client.delete(answer.headers["location"]).status_code == 204:
                said.undone.append(answer.json()["id"])


def _decision(chance: random.Random, ids: list[str], note: str) -> dict[str, str]:
    left, right = chance.sample(ids, 2)
    if chance.random() < 0.5:
        return {"verb": chance.choice(["supports", "opposes", "shown"]), "left": left, "note": note}
    return {"verb": chance.choice(["merge", "split", "dependent"]), "left": left, "right": right, "note": note}


def _gathering(base: str, said: Acknowledged, number: int, stop: threading.Event) -> None:
    with contextlib.suppress(httpx.HTTPError), httpx.Client(timeout=60) as client:
        for n in range(1000):
            if stop.is_set():
                return
            text = _TEXT.format(n=number * 1000 + n)
            job = client.post(f"{base}/texts", json={"text": text}).headers["location"]
            address = f"{httpx.URL(base).copy_with(path=job)}"
            while client.get(address).json()["state"] in {"waiting", "running"}:
                time.sleep(0.02)
            said.pages.append(text.partition("\n")[0])


def _lost(case: Path, said: Acknowledged) -> list[str]:
    with store.open(case, make=False) as kept:
        judged = {one.id: undone for one, undone in kept.judged()}
        texts = "\n".join(one.text for one in kept.documents())
    gone = [key for key in said.judgements if key not in judged]
    back = [key for key in said.undone if not judged.get(key)]
    return [*gone, *back, *(title for title in said.pages if title not in texts)]


if __name__ == "__main__":
    sys.exit(main() > 0)
