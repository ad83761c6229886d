"""The form of a whole case as lines of JSON, one record a line: what is written and what is read back agree here.

The first line names the form; then one line a record, `{"document": {...}}`, in the order of `KINDS`; the last line
counts them, so that a file that was cut off is never taken for a whole one.
"""

from __future__ import annotations

from typing import Any

from firsthand.records import Actor, Claim, Document, Judgement, Link, Mark, Problem, Statement

FORM = "firsthand/case/1"
ARCHIVE = "firsthand/archive/1"
CASE, MANIFEST = "case.jsonl", "manifest.json"
# What a line holds, by its key: the field of Whole that it belongs to, and the type of its record.
KINDS: dict[str, tuple[str, Any]] = {
    "fact": ("facts", tuple[str, str]),
    "document": ("documents", Document),
    "reading": ("readings", tuple[str, str]),
    "statement": ("statements", Statement),
    "mark": ("marks", Mark),
    "link": ("links", Link),
    "actor": ("actors", Actor),
    "claim": ("claims", Claim),
    "judgement": ("judgements", tuple[Judgement, str | None]),
    "problem": ("problems", Problem),
}
