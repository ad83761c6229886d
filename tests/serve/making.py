"""A small case for the faces: five pages about a ferry, made of our own words."""

from __future__ import annotations

from pathlib import Path

from firsthand import pipeline, store
from firsthand.read.quantities import quantities
from tests.making import page, said

TOLD = [
    ("Harbour Courier", "2024-05-01", "The port authority", "the ferry Aurel sank off Brask with 40 people aboard"),
    ("Meridian Wire", "2024-05-02", "The port authority", "the ferry Aurel sank off Brask with 40 people aboard"),
    ("Coast Post", "2024-05-02", "The shipping company", "no ferry of its fleet was lost near Brask"),
    ("Island Echo", "2024-05-03", "A fisherman", "smoke rose from the ferry before it went down"),
    ("Night Ledger", "2024-05-04", "The coast guard", "it had saved 31 passengers from the sea"),
]


def filled(path: Path, told=TOLD) -> Path:
    """A case file with these pages read and linked."""
    with store.open(path) as kept:
        for outlet, day, speaker, content in told:
            document = page(
                f"News from {outlet}\n{speaker} said {content}.",
                outlet,
                day,
                url=f"https://{outlet.split()[0].lower()}.example/a",
            )
            start = document.text.index(content)
            figures = quantities(document.text, start, start + len(content))
            stance = "denies" if content.startswith("no ") else "asserts"
            kept.keep_document(document)
            kept.keep_reading(
                document.id, "test@1", [said(document, speaker, content, quantities=figures, stance=stance)]
            )
        pipeline.linked(kept)
    return path
