"""Check that the truth of the worked example holds: every word that it names stands on the page that it names."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

Record = dict[str, Any]
INLINE = re.compile(r"</?(?:a|b|em|i|span|strong|time)\b[^>]*>")
HIDDEN = re.compile(r"<(script|style|head)\b.*?</\1>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
MARKDOWN_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
ATOM = "{http://www.w3.org/2005/Atom}"
RSS_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
STANCES = frozenset({"asserts", "denies", "doubts", "asks", "demands", "predicts"})
ROLES = frozenset({"total", "part", "planned", "casualties", "rate", "rank", "other"})
COPIED = 12


def problems(folder: Path, truth: Record) -> list[str]:
    """What the truth says that its pages do not bear out, a line each."""
    pages = {page["file"]: text(folder, page["file"]) for page in truth["pages"]}
    return [
        *_missing(pages, truth),
        *_unlisted(folder, pages),
        *(f"copied run is short: {copy['words']}" for copy in truth["copies"] if len(copy["words"].split()) < COPIED),
        *_unknown(truth),
        *_untold(truth),
    ]


def text(folder: Path, file: str) -> str:
    """The text of a page as a reader would see it: paragraphs as lines, tags gone."""
    name, _, number = file.partition("#")
    given = (folder / name).read_text(encoding="utf-8")
    if name.endswith(".jsonl"):
        return str(json.loads(given.splitlines()[int(number) - 1])["text"])
    if name.endswith(".xml"):
        return _stripped(_item(given, int(number)))
    if name.endswith(".html"):
        return _stripped(given)
    return MARKDOWN_LINK.sub(r"\1", given) if name.endswith(".md") else given


def _item(feed: str, number: int) -> str:
    """The content of the nth item or entry of a feed."""
    root = ElementTree.fromstring(feed)
    items = root.findall("channel/item") or root.findall(f"{ATOM}entry")
    item = items[number - 1]
    return item.findtext(RSS_CONTENT) or item.findtext(f"{ATOM}content") or ""


def _stripped(page: str) -> str:
    return html.unescape(TAG.sub("\n", INLINE.sub("", HIDDEN.sub("", page))))


def _claimed(truth: Record) -> Iterator[tuple[str, str]]:
    """Every (file, words) that the truth names."""
    for page in truth["pages"]:
        yield from ((page["file"], words) for words in [*page["furniture"], *page["kept"]])
    for copy in truth["copies"]:
        yield from ((copy[side], copy["words"]) for side in ("left", "right"))
    for credit in truth["credits"]:
        yield credit["left"], credit["words"]
    for item in [*truth["statements"], *_references(truth)]:
        yield item["file"], item["words"]


def _references(truth: Record) -> Iterator[Record]:
    """The statements that claims and origins are made of."""
    for pair in [*truth["same_claim"], *truth["apart"]]:
        yield from pair[:2]
    for origin in truth["origins"]:
        yield origin["claim"]


def _missing(pages: dict[str, str], truth: Record) -> Iterator[str]:
    for file, words in _claimed(truth):
        if words not in pages.get(file, ""):
            yield f"not on {file}: {words}"


def _unlisted(folder: Path, pages: dict[str, str]) -> Iterator[str]:
    """Files beside the truth that it does not tell of."""
    told = {file.partition("#")[0] for file in pages} | {"README.md", "truth.json"}
    yield from (f"no page in the truth: {path.name}" for path in sorted(folder.iterdir()) if path.name not in told)


def _unknown(truth: Record) -> Iterator[str]:
    """Stances and roles that are none, and contents too short to be found."""
    for item in truth["statements"]:
        if item["stance"] not in STANCES:
            yield f"no such stance: {item['stance']}"
        if item["figure"] and item["figure"]["role"] not in ROLES:
            yield f"no such role: {item['figure']['role']}"
        if len(item["words"].split()) < 4:
            yield f"content is short: {item['words']}"


def _untold(truth: Record) -> Iterator[str]:
    """Claims and origins that rest on no statement of the truth."""
    told = {(item["file"], item["words"]) for item in truth["statements"]}
    for item in _references(truth):
        if (item["file"], item["words"]) not in told:
            yield f"no such statement on {item['file']}: {item['words']}"
