"""Score a dossier of the worked example against the provenance that was written into its pages.

`python -m bench.quality.troops [--dossier DIR/dossier.json] [--truth examples/troops/truth.json] [--misses] [--check]`
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.quality import troops_truth

TRUTH = Path("examples/troops/truth.json")
WORD = re.compile(r"\w+(?:[-.,']\w+)*")
SMALL = frozenset(
    {"the", "a", "an", "of", "in", "on", "at", "to", "by", "for", "from", "unnamed", "one", "some", "who"}
)
CREDITING = frozenset({"credits", "cites", "quotes"})

Record = dict[str, Any]
Verdict = tuple[str, bool]
"What was asked, in words, and whether the dossier has it right."


@dataclass(frozen=True)
class Case:
    """A dossier and its truth, with the look-ups that every measure needs."""

    truth: Record
    documents: dict[str, Record]
    "File (with #n inside a feed or JSONL file) -> dossier document."
    files: dict[str, str]
    "Id of a document or statement -> truth file."
    statements: dict[str, list[Record]]
    "Truth file -> the dossier's statements on that page."
    claims: dict[str, Record]
    "Statement id -> its claim."
    aliases: dict[str, frozenset[str]]
    "Truth actor -> its names, normalised."
    found: dict[tuple[str, str], Record]
    "(file, words) of the truth -> the dossier statement that says it."
    links: list[Record]
    actors: dict[str, str]
    "Actor id -> name."


def scores(dossier: Record, truth: Record) -> dict[str, float]:
    """The share that is right of every measure, by name."""
    return {name: _share(verdicts) for name, verdicts in measures(dossier, truth).items()}


def measures(dossier: Record, truth: Record) -> dict[str, list[Verdict]]:
    """Everything that was checked, by measure."""
    case = _case(dossier, truth)
    return {
        "pages found": [(page["file"], page["file"] in case.documents) for page in truth["pages"]],
        "title": list(_titles(case)),
        "author": list(_authors(case)),
        "date": list(_dates(case)),
        "outlet": list(_outlets(case)),
        "language": list(_languages(case)),
        "furniture": list(_furniture(case)),
        "kept": list(_kept(case)),
        "copies recall": list(_copies_recall(case)),
        "copies precision": list(_copies_precision(case)),
        "copies direction": list(_copies_direction(case)),
        "credits": list(_credits_inside(case)),
        "credits outside": list(_credits_outside(case)),
        "statements found": [(_label(s), _key(s) in case.found) for s in truth["statements"]],
        "speaker": list(_speakers(case)),
        "stance": [(_label(s), got["stance"] == s["stance"]) for s, got in _pairs(case)],
        "via": list(_vias(case)),
        "figure": [(_label(s), bool(_figures(s, got))) for s, got in _pairs(case) if s["figure"]],
        "figure role": list(_roles(case)),
        "same claim": [(_both(a, b), _together(case, a, b) is True) for a, b in truth["same_claim"]],
        "apart": list(_apart(case)),
        "origins within": list(_origins_within(case)),
        "origins exact": list(_origins_exact(case)),
        "origins against": list(_origins_against(case)),
        "origins first": list(_origins_first(case)),
    }


# Look-ups


def _case(dossier: Record, truth: Record) -> Case:
    documents = _documents(dossier)
    by_id = {document["id"]: file for file, document in documents.items()}
    statements: dict[str, list[Record]] = {}
    for statement in dossier["statements"]:
        if statement["document"] in by_id:
            statements.setdefault(by_id[statement["document"]], []).append(statement)
    files = by_id | {s["id"]: file for file, group in statements.items() for s in group}
    return Case(
        truth=truth,
        documents=documents,
        files=files,
        statements=statements,
        claims={member["id"]: claim for claim in dossier["claims"] for member in claim["statements"]},
        aliases={a["name"]: frozenset(map(_plain, [a["name"], *a["aliases"]])) for a in truth["actors"]},
        found=_found(documents, statements, truth),
        links=dossier["links"],
        actors={actor["id"]: actor["name"] for actor in dossier["actors"]},
    )


def _documents(dossier: Record) -> dict[str, Record]:
    return {
        place.replace("\\", "/").rsplit("/", 1)[-1]: document
        for document in dossier["documents"]
        for place in document["places"]
    }


def _found(
    documents: dict[str, Record], statements: dict[str, list[Record]], truth: Record
) -> dict[tuple[str, str], Record]:
    found = {}
    for item in truth["statements"]:
        file = item["file"]
        if file in documents:
            best = _best(documents[file]["text"], statements.get(file, []), item["words"])
            if best is not None:
                found[_key(item)] = best
    return found


def _best(text: str, statements: list[Record], words: str) -> Record | None:
    """The statement whose content covers at least half of the words, and is nearest to being just them."""
    tokens = [(match.start(), match.group().casefold()) for match in WORD.finditer(text)]
    wanted = _places(tokens, [match.group().casefold() for match in WORD.finditer(words)])
    ranked = []
    for statement in statements:
        inside = {start for start, _ in tokens if any(s["start"] <= start < s["end"] for s in statement["content"])}
        common = len(inside & wanted)
        if wanted and 2 * common >= len(wanted):
            dice = 2 * common / (len(inside) + len(wanted))
            ranked.append((dice, statement["form"] != "author", statement["id"], statement))
    return max(ranked, key=lambda entry: entry[:3])[3] if ranked else None


def _places(tokens: list[tuple[int, str]], words: list[str]) -> set[int]:
    """Where the run of words stands in the text: the starts of its tokens, or nothing."""
    plain = [word for _, word in tokens]
    for index in range(len(plain) - len(words) + 1):
        if plain[index : index + len(words)] == words:
            return {start for start, _ in tokens[index : index + len(words)]}
    return set()


def _key(item: Record) -> tuple[str, str]:
    return item["file"], item["words"]


def _label(item: Record) -> str:
    return f"{item['file']}: {item['words'][:70]}"


def _both(left: Record, right: Record) -> str:
    return f"{_label(left)} / {_label(right)}"


def _pairs(case: Case) -> Iterator[tuple[Record, Record]]:
    """Every statement of the truth that was found, with what was found."""
    for item in case.truth["statements"]:
        if _key(item) in case.found:
            yield item, case.found[_key(item)]


def _pages(case: Case) -> Iterator[tuple[Record, Record]]:
    for page in case.truth["pages"]:
        if page["file"] in case.documents:
            yield page, case.documents[page["file"]]


# Pages


def _titles(case: Case) -> Iterator[Verdict]:
    for page, document in _pages(case):
        yield f"{page['file']}: {document['title']}", _plain(document["title"] or "") == _plain(page["title"])


def _authors(case: Case) -> Iterator[Verdict]:
    for page, document in _pages(case):
        wanted = [page["author"]] if page["author"] else []
        yield f"{page['file']}: {document['authors']}", [*map(_plain, document["authors"])] == [*map(_plain, wanted)]


def _dates(case: Case) -> Iterator[Verdict]:
    for page, document in _pages(case):
        value = document["published"]["value"] if document["published"] else None
        yield f"{page['file']}: {value}", (value[:10] if value else None) == page["published"]


def _outlets(case: Case) -> Iterator[Verdict]:
    for page, document in _pages(case):
        yield f"{page['file']}: {document['outlet']}", _plain(document["outlet"] or "") == _plain(page["outlet"])


def _languages(case: Case) -> Iterator[Verdict]:
    for page, document in _pages(case):
        yield f"{page['file']}: {document['language']}", document["language"] == page["language"]


def _furniture(case: Case) -> Iterator[Verdict]:
    for page, document in _pages(case):
        for line in page["furniture"]:
            spans = list(_lines(document["text"], line))
            yield f"{page['file']}: {line}", bool(spans) and all(not _is_kept(document, *span) for span in spans)


def _kept(case: Case) -> Iterator[Verdict]:
    for page, document in _pages(case):
        for words in page["kept"]:
            start = document["text"].find(words)
            yield f"{page['file']}: {words}", start >= 0 and _is_kept(document, start, start + len(words))


def _lines(text: str, line: str) -> Iterator[tuple[int, int]]:
    """Where a line stands in the text, with the white space around it left out."""
    position = 0
    for given in text.splitlines(keepends=True):
        if given.strip() == line:
            start = position + given.index(line)
            yield start, start + len(line)
        position += len(given)


def _is_kept(document: Record, start: int, end: int) -> bool:
    """Whether blocks other than furniture cover at least half of a stretch."""
    kept = (block for block in document["blocks"] if block["kind"] != "furniture")
    covered = sum(max(0, min(end, block["end"]) - max(start, block["start"])) for block in kept)
    return bool(2 * covered >= end - start)


# Links


def _linked(case: Case, kinds: Iterable[str]) -> list[tuple[str, str, bool]]:
    """The (left file, right file, directed) of every link of these kinds between two different pages."""
    wanted = frozenset(kinds)
    links = [link for link in case.links if link["kind"] in wanted]
    ends = [(case.files.get(link["left"]), case.files.get(link["right"]), link["directed"]) for link in links]
    return [(left, right, directed) for left, right, directed in ends if left and right and left != right]


def _copies_recall(case: Case) -> Iterator[Verdict]:
    got = {frozenset(link[:2]) for link in _linked(case, ["copies"])}
    for pair in sorted({tuple(sorted((c["left"], c["right"]))) for c in case.truth["copies"]}):
        yield " - ".join(pair), frozenset(pair) in got


def _copies_precision(case: Case) -> Iterator[Verdict]:
    """Of the copies that touch a page of the truth, so that a batch can be scored inside a larger case."""
    wanted = {frozenset((c["left"], c["right"])) for c in case.truth["copies"]}
    told = {page["file"] for page in case.truth["pages"]}
    for pair in sorted({tuple(sorted(link[:2])) for link in _linked(case, ["copies"]) if told & {*link[:2]}}):
        yield " - ".join(pair), frozenset(pair) in wanted


def _copies_direction(case: Case) -> Iterator[Verdict]:
    got = {link[:2] for link in _linked(case, ["copies"]) if link[2]}
    for left, right in sorted({(c["left"], c["right"]) for c in case.truth["copies"] if c["directed"]}):
        yield f"{left} <- {right}", (left, right) in got


def _credits_inside(case: Case) -> Iterator[Verdict]:
    """Credits to a page of the set: a crediting or citing link must lead there."""
    got = {link[:2] for link in _linked(case, CREDITING)}
    told = {page["file"] for page in case.truth["pages"]}
    for credit in case.truth["credits"]:
        if credit["right"] in told or credit["right"] in case.documents:
            yield f"{credit['left']} <- {credit['right']}", (credit["left"], credit["right"]) in got


def _credits_outside(case: Case) -> Iterator[Verdict]:
    """Credits to somebody who is not in the set: a relay, a speaker or a link must name them."""
    for credit in case.truth["credits"]:
        if credit["right"] is None:
            named = any(_alike(case, credit["to"], [name]) for name in _named(case, credit["left"]))
            yield f"{credit['left']} <- {credit['to']}", named


def _named(case: Case, file: str) -> Iterator[str]:
    for statement in case.statements.get(file, []):
        for mention in [statement["speaker"], *statement["via"]]:
            if mention:
                yield mention["name"]
    for link in case.links:
        if link["kind"] in CREDITING and case.files.get(link["left"]) == file:
            yield str(case.actors.get(link["right"], link["right"]))


# Statements


def _speakers(case: Case) -> Iterator[Verdict]:
    for item, got in _pairs(case):
        speaker = got["speaker"]
        names = [speaker["name"], case.actors.get(speaker["actor"] or "", "")] if speaker else []
        yield f"{_label(item)}: {names[:1]}, not {item['speaker']}", _alike(case, item["speaker"], names)


def _vias(case: Case) -> Iterator[Verdict]:
    for item, got in _pairs(case):
        names = [via["name"] for via in got["via"]]
        right = len(names) == len(item["via"]) and all(
            _alike(case, wanted, [name]) for wanted, name in zip(item["via"], names, strict=True)
        )
        yield f"{_label(item)}: {names}, not {item['via']}", right


def _alike(case: Case, wanted: str, names: Iterable[str]) -> bool:
    """Whether one of the names means the actor; an unnamed one by half of its words."""
    known = case.aliases.get(wanted) or frozenset({_plain(wanted)})
    words = frozenset(_plain(wanted).split())
    for name in filter(None, map(_plain, names)):
        given = frozenset(name.split())
        if name in known or words <= given:
            return True
        if wanted not in case.aliases and 2 * len(words & given) >= min(len(words), len(given)):
            return True
    return False


def _plain(text: str) -> str:
    """A name or title without case, quotes, punctuation and small words."""
    words = (match.group().casefold() for match in WORD.finditer(text.replace("’", "'")))
    kept = [word.removesuffix("'s") for word in words]
    return " ".join([word for word in kept if word not in SMALL] or kept)


def _figures(item: Record, got: Record) -> list[Record]:
    """The quantities of a statement that have the bounds that were written in."""
    bounds = item["figure"]["low"], item["figure"]["high"]
    return [quantity for quantity in got["quantities"] if (quantity["low"], quantity["high"]) == bounds]


def _roles(case: Case) -> Iterator[Verdict]:
    for item, got in _pairs(case):
        figures = _figures(item, got) if item["figure"] else []
        if figures:
            roles = {quantity["role"] for quantity in figures}
            yield f"{_label(item)}: {sorted(roles)}, not {item['figure']['role']}", item["figure"]["role"] in roles


# Claims


def _claim(case: Case, item: Record) -> Record | None:
    statement = case.found.get(_key(item))
    return case.claims.get(statement["id"]) if statement else None


def _together(case: Case, left: Record, right: Record) -> bool | None:
    """Whether two statements are one claim; None where one of them was not found."""
    one, other = _claim(case, left), _claim(case, right)
    return None if one is None or other is None else one["id"] == other["id"]


def _apart(case: Case) -> Iterator[Verdict]:
    """Pairs that must differ, of those where both were found."""
    for left, right, why in case.truth["apart"]:
        together = _together(case, left, right)
        if together is not None:
            yield f"{why}: {_both(left, right)}", not together


def _origins(case: Case) -> Iterator[tuple[Record, Record | None]]:
    for origin in case.truth["origins"]:
        claim = _claim(case, origin["claim"])
        yield origin, claim["origins"] if claim else None


def _origins_within(case: Case) -> Iterator[Verdict]:
    for origin, got in _origins(case):
        count = got["count"] if got else None
        within = count is not None and origin["low"] <= count <= origin["high"]
        yield f"{_label(origin['claim'])}: {count}, not {origin['low']}..{origin['high']}", within


def _origins_exact(case: Case) -> Iterator[Verdict]:
    for origin, got in _origins(case):
        count = got["count"] if got else None
        yield f"{_label(origin['claim'])}: {count}, not {origin['count']}", count == origin["count"]


def _origins_against(case: Case) -> Iterator[Verdict]:
    for origin, got in _origins(case):
        against = sum(group["position"] == "opposes" for group in got["groups"]) if got else None
        yield f"{_label(origin['claim'])}: {against}, not {origin['against']}", against == origin["against"]


def _origins_first(case: Case) -> Iterator[Verdict]:
    for origin, got in _origins(case):
        firsts = {case.files.get(group["first"]) for group in got["groups"]} if got else set()
        yield f"{_label(origin['claim'])}: not {origin['first']['file']}", origin["first"]["file"] in firsts


# The command


def _share(verdicts: list[Verdict]) -> float:
    return sum(right for _, right in verdicts) / len(verdicts) if verdicts else 0.0


def traced(places: list[Path]) -> Record:
    """The dossier of these places, traced by the command line into a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "firsthand", "trace", *map(str, places), "-o", folder]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        dossier: Record = json.loads(Path(folder, "dossier.json").read_text(encoding="utf-8"))
        return dossier


def table(found: dict[str, list[Verdict]]) -> str:
    """The measures as lines: name, share, right of all."""
    return "\n".join(
        f"{name:<18} {_share(verdicts):6.1%}  {sum(right for _, right in verdicts):>4} of {len(verdicts)}"
        for name, verdicts in found.items()
    )


def misses(found: dict[str, list[Verdict]]) -> str:
    """Everything that is not right, a line each, under its measure."""
    return "\n".join(f"{name}: {label}" for name, verdicts in found.items() for label, right in verdicts if not right)


def main() -> int:
    """Score a dossier, or trace the example and score that."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dossier", type=Path, help="a dossier.json; without it the truth's folder is traced")
    parser.add_argument("--truth", type=Path, default=TRUTH)
    parser.add_argument("--misses", action="store_true", help="list what is not right")
    parser.add_argument("--check", action="store_true", help="only check the truth against its pages")
    options = parser.parse_args()
    truth = json.loads(options.truth.read_text(encoding="utf-8"))
    if options.check:
        problems = troops_truth.problems(options.truth.parent, truth)
        print("\n".join(problems) or "every word of the truth stands on its page")
        return 1 if problems else 0
    dossier = json.loads(options.dossier.read_text("utf-8")) if options.dossier else traced([options.truth.parent])
    found = measures(dossier, truth)
    print(table(found))
    if options.misses:
        print(misses(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
