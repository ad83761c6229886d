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
    r"(?:author|reporter|writer|correspondent|columnist)s?(?:\s+name)?\s*:):?\s+(?P<names>\S.*)$",
    re.I,
)
# "Posted on 2 March 2026 by Jane Doe": after a date, never inside a sentence.
_BY_LATER = re.compile(r"\b(?:19|20)\d\d\b[^.]{0,30}?\bby:?\s+(?P<names>\S.*)$", re.I)
# "ByJane Doe": scrapers lose the blank between two elements.
_GLUED = re.compile(r"^By(?=[A-Z])")
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
_RIGHTS = re.compile(r"©|\(c\)|&copy;|\bcopyright\b", re.I)
_YEARS = re.compile(r"^[\s.,:|–-]*(?:(?:(?:19|20)\d\d|present|now|by)\b[\s.,:|/–-]*)*", re.I)
# Where the owner's name ends in a line of rights.
_CUT = re.compile(
    r"[|•·]|\.(?:\s|$)|\s[-–—]\s|,?\s*\b(?:19|20)\d\d\b|\b(?:all\s+rights|all\s+content|no\s+part|unless|unauthori[sz]ed|powered|"
    r"designed|developed|theme|terms|privacy|registered|reproduction|reserved|this|is\s+a|and\s+its|content|website|notice|policy)\b",
    re.I,
)
# What newspapers and agencies call themselves, for mastheads: a line of menu words is no outlet.
_MASTHEAD = re.compile(
    r"\b(?:times|post|courier|news|herald|tribune|gazette|journal|chronicle|telegraph|observer|standard|mail|express|"
    r"agency|press|mirror|star|sun|globe|guardian|independent|record|bulletin|review|examiner|mercury|dispatch|echo|argus|"
    r"monitor|ledger|daily|weekly|today|radio|broadcasting|magazine|wire)\b",
    re.I,
)
_LEGAL = re.compile(
    r"[\s,]+(?:inc|ltd|llc|plc|corp|gmbh|co|limited|s\.?a|b\.?v|pty)\b\.?(?:[\s,]+(?:ltd|inc))?\.?$", re.I
)
_TAIL = re.compile(r"\s+(?:[|»·•]|[-–—]|::)\s+")
# A byline is no longer than this, and a hostile line is.
_LONGEST = 200
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
    if len(line) > _LONGEST:
        return ()
    match = _BY.match(_GLUED.sub("By ", line)) or _BY_LATER.search(line)
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
    """The owner of the rights, else the name behind a repeated title, else the masthead."""
    for kind, line in reversed(page):
        name = _owner(line) if kind == "furniture" and len(line) < 300 else None
        if name:
            return name
    return _tail(page, head) or _masthead(page, head)


def _owner(line: str) -> str | None:
    """Whom a line of rights names: "(c) 2024 The Harbour Courier. All rights reserved"."""
    for piece in _RIGHTS.split(line)[1:]:
        rest = _YEARS.sub("", piece)
        cut = _CUT.search(rest)
        name = _LEGAL.sub("", (rest[: cut.start()] if cut else rest).strip(" .,:;-–—"))
        if 2 <= len(name) <= 50 and name[0].isalpha() and len(name.split()) <= 7:
            return name
    return None


def _masthead(page: Sequence[Line], head: int | None) -> str | None:
    """One of the page's first lines that is a newspaper's name and nothing else."""
    for kind, line in page[: min(head or 0, 4)]:
        words = line.split()
        named = 2 <= len(words) <= 5 and "  " not in line and _MASTHEAD.search(line) is not None
        if kind == "furniture" and named and all(word[0].isupper() or word in {"of", "the", "and"} for word in words):
            return line.title() if line.isupper() else line
    return None


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
