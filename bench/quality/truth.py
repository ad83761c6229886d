"""Which value is right where sources differ, on books, flights and city populations: `python -m bench.quality.truth`.

Each value is brought to a normal form first: the surnames of an author list; minutes of a day, within ten; a number.
Beside it stands voting: the value that most sources give.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from firsthand.weigh.values import Likeness, Value, values

Row = dict[str, Any]
_NOISE = re.compile(
    r"\b(?:by|ed|eds|editor|editors|author|authors|jr|sr|ii|iii|phd|dr|prof|et al|and others|with)\b\.?"
)
_TIME = re.compile(r"(\d{1,2}):(\d\d)\s*([ap])?", re.IGNORECASE)


def authors(value: str) -> frozenset[str]:
    """The surnames of an author list, however it is written; empty where it names nobody."""
    plain = (
        unicodedata.normalize("NFKD", html.unescape(html.unescape(value))).encode("ascii", "ignore").decode().lower()
    )
    if "not available" in plain:
        return frozenset()
    plain = _NOISE.sub(" ", re.sub(r"\([^)]*\)|&amp;|\[[^]]*\]", ";", plain))
    names: set[str] = set()
    parts = [p.strip() for p in re.split(r"[;/|&]|\band\b|\n", plain) if p.strip(" ,.")]
    for part in parts:
        names |= _surnames(part)
    return frozenset(names)


def _surnames(part: str) -> set[str]:
    """One name ("knuth, donald e." or "donald e. knuth"), or several with commas between them."""
    pieces = [p.strip(" .") for p in part.split(",") if p.strip(" .")]
    whole = [p for p in pieces if len(p.split()) > 1 and not all(len(w.strip(".")) == 1 for w in p.split())]
    if len(pieces) > 2 and len(whole) == len(pieces):
        return {_last(p) for p in pieces}
    if len(pieces) == 2 and len(pieces[0].split()) > 1 and len(whole) == 2 and len(pieces[1].split()) > 1:
        return {_last(p) for p in pieces}
    if len(pieces) > 1:
        return {_letters(pieces[0].split()[-1])} if pieces[0] else set()
    return {_last(pieces[0])} if pieces else set()


def _last(name: str) -> str:
    return _letters(name.split()[-1])


def _letters(word: str) -> str:
    return re.sub(r"[^a-z]", "", word)


def minutes(value: str) -> int | None:
    """Minutes since midnight of the first time in a value."""
    found = _TIME.search(value)
    if found is None:
        return None
    hour = int(found[1])
    if found[3]:
        hour = hour % 12 + 12 * (found[3].lower() == "p")
    return hour * 60 + int(found[2])


def number(value: str) -> int | None:
    """The digits of a number."""
    digits = re.sub(r"[^\d]", "", value)
    return int(digits) if digits else None


def gate(value: str) -> str | None:
    """A gate without the word and the terminal; None where it gives none: a dash, "not provided", a terminal alone."""
    plain = re.sub(r"^(?:main\s+)?term(?:inal)?\s*\w*\s*-\s*|/\w+$", "", value.strip().lower().rstrip("? "))
    found = None if plain.startswith("term") else re.search(r"([a-z]?)-?(\d+[a-z]?)$", plain)
    return found[1] + found[2] if found else None


def normal(name: str, attribute: str) -> Callable[[str], Value | None]:
    """The normal form of a set's attribute."""
    if name == "books":
        return lambda value: authors(value) or None
    if name == "population":
        return number
    return minutes if "Time" in attribute else gate


def likeness(name: str) -> Likeness | None:
    """What a value lends another: an author list to one that holds its names; figures and times lend nothing."""
    if name != "books":
        return None
    return lambda a, b: len(a & b) / len(b) if isinstance(a, frozenset) and isinstance(b, frozenset) else 0.0


def right(name: str, found: Value, gold: Value) -> bool:
    """Whether a value is the gold one: times within ten minutes, as in the flight study."""
    if isinstance(found, int) and isinstance(gold, int) and name.startswith("flights"):
        return min(abs(found - gold), 1440 - abs(found - gold)) <= 10
    return found == gold


def scores(data: Path) -> dict[str, dict[str, float]]:
    """Accuracy of voting and of truth discovery on the dev gold of each set."""
    return {name: _score(data / "truth_discovery", name) for name in ("books", "flights_2011-12-04", "population")}


def _score(folder: Path, name: str) -> dict[str, float]:
    claims = []
    for row in _rows(folder, f"{name}.claims"):
        value = normal(name, row["attribute"])(row["value"])
        if value is not None:
            claims.append((row["source"], f"{row['item']}\t{row['attribute']}", value))
    found = values(claims, likeness(name), kind=lambda item: item.split("\t")[1])
    votes: dict[str, Counter[Value]] = defaultdict(Counter)
    for _, item, value in claims:
        votes[item][value] += 1
    hits: Counter[str] = Counter()
    total = 0
    for row in _rows(folder, f"{name}.gold.dev"):
        item = f"{row['item']}\t{row['attribute']}"
        gold = normal(name, row["attribute"])(row["value"])
        if gold is None:
            continue
        total += 1
        if item in votes:
            most = min(votes[item], key=lambda v: (-votes[item][v], repr(v)))
            hits["voting"] += right(name, most, gold)
            hits["values"] += right(name, found.best(item), gold)
    return {"values": hits["values"] / total, "voting": hits["voting"] / total, "items": float(total)}


def _rows(folder: Path, name: str) -> list[Row]:
    packed = folder / f"{name}.jsonl.gz"
    text = gzip.decompress(packed.read_bytes()).decode() if packed.exists() else (folder / f"{name}.jsonl").read_text()
    return [json.loads(line) for line in text.split("\n") if line.strip()]


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    given = options.parse_args()
    for name, found in scores(given.data).items():
        print(f"{name:20} {found['values']:.3f}  voting {found['voting']:.3f}  of {found['items']:.0f}")


if __name__ == "__main__":
    main()
