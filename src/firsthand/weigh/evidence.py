"""The exhibits behind a claim: what is offered, by whom, whether any page shows it, and who doubts it.

However many pages speak of one exhibit, it is one: the same kind of thing offered by the same body. What no page links,
embeds, dates or locates is asserted, not shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from firsthand.records import Basis, BasisKind, Case, Exhibit, Passage, Reason, Statement, Weight
from firsthand.weigh.voices import Scene, scene_of

BY = "evidence"
# Something that can be looked at; the word of an official, named or not, is none.
EXHIBITS: frozenset[BasisKind] = frozenset(
    {"imagery", "video", "document", "record", "intercept", "count", "eyewitness"}
)
_WORDS: dict[BasisKind, re.Pattern[str]] = {
    "imagery": re.compile(r"\b(?:imag(?:e|es|ery)|photo\w*|pictures?|satellite)\b", re.IGNORECASE),
    "video": re.compile(r"\b(?:videos?|footage|clips?|film(?:ed)?|recordings?)\b", re.IGNORECASE),
    "document": re.compile(
        r"\b(?:documents?|papers?|letters?|memos?|files?|questionnaires?|contracts?)\b", re.IGNORECASE
    ),
    "record": re.compile(r"\b(?:records?|logs?|registers?|data|registry)\b", re.IGNORECASE),
    "intercept": re.compile(r"\b(?:intercept\w*|wiretap\w*|calls?|audio)\b", re.IGNORECASE),
    "count": re.compile(r"\b(?:counts?|counted|tally|toll)\b", re.IGNORECASE),
    "eyewitness": re.compile(r"\b(?:(?:eye)?witness(?:es)?|survivors?|residents?|passengers?)\b", re.IGNORECASE),
}
# Words that doubt an exhibit or miss one; each was chosen as a habit of reporting, whoever speaks.
_DOUBT = re.compile(
    r"\b(?:unverified|(?:could )?not (?:be(?:en)? )?(?:independently )?verif\w+|fake[sd]?|"
    r"fabricat\w+|doctored|staged|unclear|inconclusive|forged|forgery|old (?:footage|video|images?|photos?))\b",
    re.IGNORECASE,
)
MISSING = re.compile(
    r"\b(?:no (?:hard |firm |concrete |independent |credible )?(?:evidence|proof|images?|confirmation)|"
    r"without (?:\w+ )?(?:any )?(?:evidence|proof)|"
    r"(?:not|never) (?:shown|produced|presented|provided|released|published)(?: any)?|"
    r"has yet to (?:show|produce|present|provide|release|publish))\b",
    re.IGNORECASE,
)
_STOPS = (". ", "\n", "! ", "? ")
_SIGHT = 200  # characters on either side of a doubting word in which the exhibit must be named


def weigh(case: Case) -> Weight:
    """The exhibits behind a claim; the value is the number of those that some page shows."""
    scene = scene_of(case)
    texts = {d.id: d.text for d in case.documents}
    order = sorted(case.statements, key=lambda s: scene.order[s.id])
    found = [_exhibit(key, said, scene, texts) for key, said in _folded(scene, order).items()]
    found.sort(key=lambda e: (not e.shown, e.passages[0], e.kind))
    shown = sum(e.shown for e in found)
    return Weight(
        case.claim.id,
        BY,
        float(shown) if order else None,
        None,
        None,
        tuple(_reasons(found, case, texts)),
        tuple(found),
    )


def _folded(scene: Scene, order: Sequence[Statement]) -> dict[tuple[BasisKind, str], list[tuple[Statement, Basis]]]:
    """Statements by exhibit: one kind of thing offered by one body, or by one page where nobody is named."""
    found: dict[tuple[BasisKind, str], list[tuple[Statement, Basis]]] = {}
    for statement in order:
        if statement.basis is not None and statement.basis.kind in EXHIBITS:
            speaker = scene.speaker[statement.id]
            named = speaker is not None and speaker.kind not in {"outlet", "unnamed"}
            holder = scene.body[speaker.id] if speaker is not None and named else ""
            found.setdefault((statement.basis.kind, holder), []).append((statement, statement.basis))
    return found


def _exhibit(
    key: tuple[BasisKind, str], offered: Sequence[tuple[Statement, Basis]], scene: Scene, texts: Mapping[str, str]
) -> Exhibit:
    kind, holder = key
    ordered = sorted(offered, key=lambda pair: (not pair[1].shown, scene.order[pair[0].id]))
    return Exhibit(
        kind,
        holder or None,
        any(basis.shown for _, basis in ordered),
        tuple(dict.fromkeys(Passage(s.document, b.start, b.end) for s, b in ordered)),
        tuple(_disputes(kind, texts)),
    )


def _disputes(kind: BasisKind, texts: Mapping[str, str]) -> Iterable[Passage]:
    """Where a page doubts an exhibit of this kind: the doubting word with the exhibit's own nearby."""
    for document, text in sorted(texts.items()):
        for match in _DOUBT.finditer(text):
            low, high = _sentence_around(text, match.start(), match.end())
            if _WORDS[kind].search(text, low, high):
                yield Passage(document, low, high)


def _sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence that holds these words, at most _SIGHT characters on either side."""
    low, high = max(0, start - _SIGHT), min(len(text), end + _SIGHT)
    before = max((at + 1 for stop in _STOPS if (at := text.rfind(stop, low, start)) >= 0), default=low)
    after = min((at + 1 for stop in _STOPS if (at := text.find(stop, end, high)) >= 0), default=high)
    return before, after


def _reasons(found: Sequence[Exhibit], case: Case, texts: Mapping[str, str]) -> Iterable[Reason]:
    names = {a.id: a.name for a in case.actors}
    for exhibit in found:
        who = f" of {names.get(exhibit.holder, 'a body')}" if exhibit.holder else ""
        pages = len({p.document for p in exhibit.passages})
        told = f"{_NAMES[exhibit.kind]}{who}, on {pages} page{'s'[: pages != 1]}"
        doubted = f"; doubted on {len({p.document for p in exhibit.disputed})}" if exhibit.disputed else ""
        verdict = "shown" if exhibit.shown else "asserted, not shown"
        yield Reason(f"{told}: {verdict}{doubted}", 0.0, exhibit.passages + exhibit.disputed)
    if not found:
        yield Reason("no page offers anything that could be looked at: it is said only", 0.0)
    for document, text in sorted(texts.items()):
        for match in MISSING.finditer(text):
            low, high = _sentence_around(text, match.start(), match.end())
            yield Reason("a page says what is missing", 0.0, (Passage(document, low, high),))


_NAMES: dict[BasisKind, str] = {
    "imagery": "imagery", "video": "video", "document": "a document", "record": "records", "intercept": "an intercept",
    "count": "a count", "eyewitness": "eyewitnesses",
}  # fmt: skip
