"""What kind of place some bytes are: a page, plain text, Markdown, JSON lines, a feed, a list of feeds."""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath
from typing import Literal

from firsthand.gather.options import Source

Kind = Literal["html", "text", "markdown", "jsonl", "feed", "opml"]

_BY_SUFFIX: dict[str, Kind] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "feed",
    ".json": "feed",
    ".opml": "opml",
}
_BY_MEDIA: dict[str, Kind] = {
    "application/xhtml+xml": "html",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/feed+json": "feed",
    "application/x-ndjson": "jsonl",
    "application/jsonl": "jsonl",
    "text/markdown": "markdown",
    "text/x-opml": "opml",
    "text/x-opml+xml": "opml",
    "application/opml+xml": "opml",
}
_FEED = re.compile(
    r"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*|<\?[^>]*>\s*)*<(?:rss|feed|rdf:rdf|atom:feed|opml)\b",
    re.I | re.S,
)
_PAGE = re.compile(r"<!doctype\s+html|<html\b|<head\b|<body\b|<article\b|</(?:p|div|h1|a|span|td)>", re.I)
# Text that opens like this is a page's source, whatever the file is called.
_SOURCE = re.compile(r"\s*<(?:!doctype\s+html|html[\s>])", re.I)
_FRONT = re.compile(r"---[ \t]*\r?\n[\w-]+[ \t]*:")
_MARKDOWN = re.compile(r"^# \S|\]\(https?://[^)\s]+\)", re.M)
# Enough to see what a file is without reading all of it twice.
_SAMPLE = 20_000


def kind(source: Source) -> Kind:
    """The kind of a place: what its content shows beyond doubt, else what its name or its server says."""
    sample = source.text[:_SAMPLE].lstrip("\ufeff")
    shown = _shown(sample)
    named = _BY_MEDIA.get(source.media or "") or _BY_SUFFIX.get(PurePosixPath(source.name).suffix.lower())
    if named == "opml":
        return "opml"  # by its name alone: what only looks like one makes nobody ask the network
    if named in {"text", "markdown", "jsonl"}:
        return "html" if _SOURCE.match(sample) else named
    return shown or named or _written(sample)


def _shown(sample: str) -> Kind | None:
    if _FEED.match(sample):
        return "feed"
    if _is_json(sample):
        return "feed" if "jsonfeed.org/version" in sample else "jsonl"
    if _PAGE.search(sample) and sample.lstrip().startswith("<"):
        return "html"
    return None


def _is_json(sample: str) -> bool:
    if not sample.lstrip().startswith("{"):
        return False
    if "jsonfeed.org/version" in sample:
        return True
    try:
        return isinstance(json.loads(sample.lstrip().split("\n", 1)[0]), dict)
    except ValueError:
        # A first line longer than the sample is cut: its opening still tells.
        return "\n" not in sample.strip() and re.match(r'\s*\{\s*"\w+"\s*:', sample) is not None


def _written(sample: str) -> Kind:
    if _PAGE.search(sample) and sample.count("</") > 3:
        return "html"
    return "markdown" if _FRONT.match(sample) or _MARKDOWN.match(sample) else "text"
