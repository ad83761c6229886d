"""The whole reading against the blind gold, forty pages of other newsrooms: `python -m bench.quality.blind`.

Statements are matched by content (shared characters of all that either has, at least half); `whole` also asks as much
of the source, as on PolNeAR. What follows is judged on the matched ones: the speaker is right when resolved to the
gold's actor, `via` when every relay is named and none besides. `--agreement` scores a second annotator's reading of ten
pages in the program's place.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from pathlib import Path
from typing import Any

from bench.quality.attribution import overlap
from bench.rows import rows
from firsthand import read
from firsthand.records import Document, Mark, Statement
from firsthand.text import tokens

HERE = Path(__file__).parent / "gold"
FILES = {"narratives": "narratives/train.jsonl", "stance": "stance/bodies.jsonl"}
STEPS = {"certain": 0.95, "probable": 0.7, "possible": 0.45, "unlikely": 0.25}
HALF = 0.5
_SMALL = frozenset("the a an of for and mr mrs ms dr s de".split())


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--agreement", action="store_true", help="a second reader against the first, on ten pages")
    given = options.parse_args()
    found = agreement(given.data) if given.agreement else scores(given.data)
    for name, (value, count) in found.items():
        print(f"{name:28} {value:.3f}  of {count}")


def scores(data: Path) -> dict[str, tuple[float, int]]:
    """Each measure with its value and the number of things judged, for the program."""
    gold = rows(HERE / "first.jsonl")
    texts = texts_of(gold, data)
    return compared(gold, [read_page(texts[page["id"]]) for page in gold], texts)


def agreement(data: Path) -> dict[str, tuple[float, int]]:
    """The same measures for the second reader of a quarter of the pages."""
    second = {page["id"]: page for page in rows(HERE / "second.jsonl")}
    gold = [page for page in rows(HERE / "first.jsonl") if page["id"] in second]
    return compared(gold, [second[page["id"]] for page in gold], texts_of(gold, data))


def texts_of(gold: list[dict[str, Any]], data: Path) -> dict[str, str]:
    """The texts of the gold's pages, each checked against its digest."""
    wanted = {page["id"]: page["sha256"] for page in gold}
    found = {
        row["id"]: row["text"]
        for name in sorted({page["set"] for page in gold})
        for row in rows(data / FILES[name])
        if row["id"] in wanted
    }
    for key, text in found.items():
        if hashlib.sha256(text.encode()).hexdigest() != wanted[key]:
            raise SystemExit(f"{key}: not the text that was labelled")
    return found


def read_page(text: str) -> dict[str, Any]:
    """What the program reads in a text, in the shape of the gold."""
    found = list(read.statements([Document(id="blind", text=text, language="en")]))
    said = [s for s in found if isinstance(s, Statement) and s.form != "author"]
    number = {s.id: n for n, s in enumerate(said)}
    marks = [[m.technique, m.start, m.end] for m in found if isinstance(m, Mark)]
    return {"statements": [_shape(s, number) for s in said], "marks": marks}


def _shape(found: Statement, number: dict[str, int]) -> dict[str, Any]:
    speaker = found.speaker
    return {
        "source": [speaker.start, speaker.end] if speaker else None,
        "name": speaker.name if speaker else None,
        "cue": [[s.start, s.end] for s in found.cue],
        "content": [[s.start, s.end] for s in found.content],
        "via": [[v.start, v.end] for v in found.via],
        "form": found.form,
        "stance": found.stance,
        "certainty": min(STEPS, key=lambda step: abs(STEPS[step] - found.certainty)),
        "narrator": found.narrator,
        "basis": [found.basis.kind, found.basis.shown] if found.basis else ["none", False],
        "refers_to": number.get(found.refers_to or ""),
        "figures": [
            {"start": q.start, "end": q.end, "low": q.low, "high": q.high, "role": q.role} for q in found.quantities
        ],
    }


def compared(
    gold: list[dict[str, Any]], given: list[dict[str, Any]], texts: dict[str, str]
) -> dict[str, tuple[float, int]]:
    """Every measure."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    marks: list[tuple[list[Any], list[Any]]] = []
    for page, other in zip(gold, given, strict=True):
        _page(page, other, texts[page["id"]], right, total)
        marks.append((page["marks"], other["marks"]))
    pairs = {n: (right[n] / total[n], total[n]) for n in total if not n.startswith("_")}
    whole = 2 * right["_whole"] / max(1, total["_whole gold"] + total["_whole given"])
    content = 2 * right["_content"] / max(1, total["_whole gold"] + total["_whole given"])
    loaded = {"loaded_language", "name_calling"}
    spans = [([m for m in a if m[0] in loaded], [m for m in b if m[0] in loaded]) for a, b in marks]
    return {
        "whole F1": (whole, total["_whole gold"]),
        "content F1": (content, total["_whole gold"]),
        **dict(sorted(pairs.items())),
        "loaded and name-calling F1": (span_f1(spans), sum(len(a) for a, _ in spans)),
        "all marks F1": (span_f1(marks), sum(len(a) for a, _ in marks)),
    }


def _page(page: dict[str, Any], other: dict[str, Any], text: str, right: Counter[str], total: Counter[str]) -> None:
    mine, theirs = page["statements"], other["statements"]
    total["_whole gold"] += len(mine)
    total["_whole given"] += len(theirs)
    matched = matches(mine, theirs)
    right["_content"] += len(matched)
    for n, one in enumerate(mine):
        total[f"found, {one['form']}"] += 1
        if n not in matched:
            continue
        right[f"found, {one['form']}"] += 1
        two = theirs[matched[n]]
        right["_whole"] += overlap(_cover([one["source"]]), _cover([two["source"]])) >= HALF
        for name, same in _judged(one, two, text).items():
            total[name] += 1
            right[name] += same
        if one["refers_to"] is not None:
            total["refers to"] += 1
            right["refers to"] += matched.get(one["refers_to"], -1) == two["refers_to"]


def matches(mine: list[dict[str, Any]], theirs: list[dict[str, Any]]) -> dict[int, int]:
    """Each of mine with the one of theirs that shares most of its content and of its cue, if it shares half."""
    pairs = sorted(
        (
            (-overlap(_cover(a["content"]), _cover(b["content"])), -overlap(_cover(a["cue"]), _cover(b["cue"])), n, m)
            for n, a in enumerate(mine)
            for m, b in enumerate(theirs)
            if overlap(_cover(a["content"]), _cover(b["content"])) >= HALF
        )
    )
    found: dict[int, int] = {}
    for _, _, n, m in pairs:
        if n not in found and m not in found.values():
            found[n] = m
    return found


def _judged(one: dict[str, Any], two: dict[str, Any], text: str) -> dict[str, bool]:
    judged = {key: one[key] == two[key] for key in ("form", "stance", "certainty", "narrator")}
    judged["basis"] = one["basis"][0] == two["basis"][0]
    judged["shown"] = one["basis"][1] == two["basis"][1]
    judged["via"] = _same_chain(one["via"], two["via"], text)
    if one["via"]:
        judged["via where there is one"] = judged["via"]
    if one["source"] and one["actor"]:
        name = two["name"] if "name" in two else _words(two.get("actor"), text)
        judged["speaker"] = same_actor(_words(one["actor"], text), name)
    for figure in one["figures"]:
        near = next((f for f in two["figures"] if f["start"] < figure["end"] and figure["start"] < f["end"]), None)
        judged["figure value"] = near is not None and (near["low"], near["high"]) == (figure["low"], figure["high"])
        judged["figure role"] = near is not None and near["role"] == figure["role"]
    return judged


def same_actor(one: str | None, other: str | None) -> bool:
    """Whether two names can be of one actor: all significant words of the shorter are in the longer."""
    a, b = (frozenset(w for w, _, _ in tokens(name or "") if w not in _SMALL) for name in (one, other))
    return bool(a and b) and (a <= b or b <= a)


def _same_chain(one: list[list[int]], two: list[list[int]], text: str) -> bool:
    return len(one) == len(two) and all(
        same_actor(_words(a, text), _words(b, text)) for a, b in zip(one, two, strict=True)
    )


def _words(span: list[int] | None, text: str) -> str | None:
    return text[span[0] : span[1]] if span else None


def _cover(spans: list[Any]) -> frozenset[int]:
    return frozenset(at for span in spans if span for at in range(*span))


def span_f1(pages: list[tuple[list[Any], list[Any]]]) -> float:
    """Span F1 with credit for partial overlap (Da San Martino et al., EMNLP 2019), techniques not told apart."""
    precision, recall, said, gold = 0.0, 0.0, 0, 0
    for mine, theirs in pages:
        a, b = _merged(mine), _merged(theirs)
        shared = {(s, t): len(set(range(*s)) & set(range(*t))) for s in a for t in b}
        precision += sum(shared[s, t] / (t[1] - t[0]) for s in a for t in b)
        recall += sum(shared[s, t] / (s[1] - s[0]) for s in a for t in b)
        said += len(b)
        gold += len(a)
    p, r = precision / max(1, said), recall / max(1, gold)
    return 2 * p * r / (p + r) if p + r else 0.0


def _merged(marks: list[Any]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for _, start, end in sorted(marks, key=lambda m: m[1:]):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


if __name__ == "__main__":
    main()
