"""What a page's own visible lines say of it: title, authors, dates, outlet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.gather import dates
from firsthand.records import BlockKind, Dated
from firsthand.text import fold

Line = tuple[BlockKind, str]

_UPDATED = re.compile(r"\b(?:updat(?:ed?|ing)|modified|revised|edited|changed)\b", re.I)
_PUBLISHED = re.compile(
    r"\b(?:publish(?:ed)?|posted|issued|released|created|first seen|date|submitted|filed|on)\b", re.I
)
_BY = re.compile(
    r"^\W*(?:(?:(?:written|posted|reported|published|story|words|report|article|analysis|opinion|text|photographs?)\s+)?by|"
    r"authors?\s*:|author\s+is|reporter\s*:|from)\b:?\s+(?P<names>\S.*)$",
    re.I,
)
_NAME = re.compile(r"(?:[^\W\d_][\w'’\-]*\.?)(?:\s+(?:[^\W\d_][\w'’\-]*\.?)){1,4}")
_JOINT = re.compile(r"\s*(?:,\s*(?:and\s+)?|;|\s&\s|\s+and\s+|\s+with\s+)\s*", re.I)
_AFTER_NAMES = re.compile(
    r"\s+[|•·–—-]+\s+.*$|\s*\(.*$|\s+(?:on|at|for|in|published|posted|updated|staff)\b.*$|\s*,?\s*\d.*$|\s*@.*$", re.I
)
_PARTICLES = frozenset("al bin ben de del della der di dos du el ibn la le van von y zu st".split())
# Words that stand beside or instead of a name in a byline and belong to no person's name.
_NO_NAME = re.compile(
    r"\b(?:staff|reporter|writer|editor|editors|correspondent|contributor|columnist|desk|team|newsroom|news|press|agency|"
    r"agencies|service|online|editorial|bureau|admin|author|share|comments?|read|follow|the|this|more|your|our|how|why|what)\b",
    re.I,
)
_RIGHTS = re.compile(
    r"(?:©|\(c\)|&copy;|\bcopyright\b)[\s:©]*(?:\(c\)\s*)?(?:copyright\b\s*)?(?:(?:19|20)\d\d(?:\s*[-–,/]\s*(?:(?:19|20)\d\d|present|now))?)?"
    r"[\s,.:|–-]*(?:by\s+)?(?P<name>[^\W\d_][^|•·©]{1,60}?)"
    r"(?:\s*[,.–|-]?\s*(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?)\b.*)?(?:\s*[.,|•·–-]*\s*\b(?:all\b.*|no\s+part.*|unless\s.*|is\s.*|"
    r"(?:powered|designed|developed|created|maintained)\b.*|terms\b.*|privacy\b.*|content\b.*|registered\b.*))?[\s.,|•·]*$",
    re.I,
)
_LEGAL = re.compile(
    r"[\s,]+(?:inc|ltd|llc|plc|corp|gmbh|co|limited|s\.?a|b\.?v|pty)\b\.?(?:[\s,]+(?:ltd|inc))?\.?$", re.I
)
_TAIL = re.compile(r"\s+(?:[|»·•]|[-–—]|::)\s+")
# How many lines from the headline a page still speaks of itself; beyond it other pages' dates begin.
_NEAR = 12


@dataclass(frozen=True, slots=True)
class Said:
    """What the lines say; None or empty where they do not."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    published: Dated | None = None
    updated: Dated | None = None
    outlet: str | None = None


def read(page: Sequence[Line]) -> Said:
    """Everything that the judged lines of a page say about it."""
    head = next((n for n, (kind, _) in enumerate(page) if kind == "headline"), None)
    published, updated = _days(page, head)
    return Said(
        title=page[head][1].lstrip("# ") if head is not None else None,
        authors=_authors(page, head),
        published=published,
        updated=updated,
        outlet=_outlet(page, head),
    )


def _near(page: Sequence[Line], head: int | None) -> list[int]:
    """Lines in which a page speaks of itself: around the headline, and just after the last paragraph."""
    body = [n for n, (kind, _) in enumerate(page) if kind == "paragraph"]
    first = head if head is not None else (body[0] if body else 0)
    last = body[-1] if body else first
    near = [*range(first, min(len(page), first + _NEAR)), *range(first - 1, max(-1, first - _NEAR), -1)]
    return [*near, *(n for n in range(last + 1, min(len(page), last + 5)) if n not in near)]


def _days(page: Sequence[Line], head: int | None) -> tuple[Dated | None, Dated | None]:
    published = updated = None
    for n in _near(page, head):
        kind, line = page[n]
        if kind in {"paragraph", "headline", "caption"} or len(line) > 200:
            continue
        before = 0
        for found in dates.dates(line):
            label = line[before : found.start] or (page[n - 1][1] if n and len(page[n - 1][1]) < 30 else "")
            before = found.end
            if _UPDATED.search(label):
                updated = updated or Dated(found.value, "visible line")
            elif kind in {"dateline", "byline"} or _stands_alone(line, found):
                published = published or Dated(found.value, "visible line")
    return published, updated


def is_dateline(line: str) -> bool:
    """Whether a line is little more than a date."""
    found = next(dates.dates(line), None)
    return found is not None and _stands_alone(line, found)


def _stands_alone(line: str, found: dates.Found) -> bool:
    """A line that is little more than its date speaks of the page; one with a title in it is of another page."""
    rest = line[: found.start] + line[found.end :]
    words = re.findall(r"[^\W\d_]{2,}", rest)
    return len(words) <= 4 or (_PUBLISHED.search(rest) is not None and len(words) <= 12)


def _authors(page: Sequence[Line], head: int | None) -> tuple[str, ...]:
    for n in _near(page, head):
        kind, line = page[n]
        if kind in {"byline", "dateline", "furniture"} and len(line) <= 160:
            found = names(line, bare=kind == "byline")
            if found:
                return found
            if re.fullmatch(r"\W*(?:by|written by|authors?)\W*", line, re.I) and n + 1 < len(page):
                return names(page[n + 1][1], bare=True)
    return ()


def names(line: str, bare: bool = False) -> tuple[str, ...]:
    """The names a byline gives; `bare` where the line is known to be one even without "By"."""
    match = _BY.match(line)
    if match is None and not bare:
        return ()
    told = _AFTER_NAMES.sub("", match["names"] if match else line)
    found = []
    for piece in _JOINT.split(told):
        piece = piece.strip(" .,:;|•·")
        if not _NAME.fullmatch(piece) or _NO_NAME.search(piece) or not _capital(piece):
            break
        found.append(_cased(piece))
    return tuple(dict.fromkeys(found))


def _capital(name: str) -> bool:
    return all(word[0].isupper() or word.lower() in _PARTICLES or not word[0].isalpha() for word in name.split())


def _cased(name: str) -> str:
    """A name shouted in capitals as it is written elsewhere."""
    return name.title() if name.isupper() and len(name) > 4 else name


def _outlet(page: Sequence[Line], head: int | None) -> str | None:
    for kind, line in reversed(page):
        match = _RIGHTS.search(line) if kind == "furniture" and len(line) < 300 else None
        name = _LEGAL.sub("", match["name"].strip(" .,")) if match else ""
        if (
            match
            and 2 <= len(name) <= 50
            and not re.match(r"(?:all rights|reserved|the author|and|or|notice|policy|law)\b", name, re.I)
        ):
            return name
    return _tail(page, head)


def _tail(page: Sequence[Line], head: int | None) -> str | None:
    """The outlet behind the title, where another line repeats the title with it: "Headline | Outlet"."""
    if head is None:
        return None
    title = fold(page[head][1])
    for _, line in page[:head]:
        pieces = _TAIL.split(line)
        if len(pieces) > 1 and fold(line).startswith(title) and len(pieces[-1]) <= 50:
            return pieces[-1].strip()
    return None
