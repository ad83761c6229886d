"""The report being put together in a case: kept in the case, changed one step at a time, written in four forms."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import msgspec

from firsthand.errors import UsageError
from firsthand.records import Dossier
from firsthand.store import Store
from firsthand.tell import built
from firsthand.tell.built import VIEWS, Draft, Part

_FACT = "draft"
LONGEST, MOST = 20_000, 200  # characters of a person's words in one part; parts of one report
FORMS = {
    "html": "text/html", "markdown": "text/markdown", "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
_PATIENCE_S = 60


def draft(store: Store) -> Draft:
    """The report as it stands; an empty one where nobody has begun."""
    held = store.fact(_FACT)
    return msgspec.json.decode(held, type=Draft) if held else Draft()


def keep(store: Store, made: Draft) -> None:
    """Keep the report as it stands now."""
    store.keep_fact(_FACT, msgspec.json.encode(made).decode())


def changed(now: Draft, form: Mapping[str, str]) -> Draft:
    """The draft after one step of the form: its texts taken over, then a part added, moved or removed.

    Raises UsageError for a step that cannot be done.
    """
    parts = [_taken(part, n, form) for n, part in enumerate(now.parts)]
    act, _, where = form.get("act", "keep").partition(":")
    at = int(where) if where.isdecimal() and int(where) < len(parts) else -1
    if act == "words":
        parts.append(Part("words"))
    elif act == "claim":
        if not form.get("claim"):
            raise UsageError("Choose a claim to put in.")
        parts.append(Part("claim", claim=form["claim"], views=("origins",)))
    elif act == "remove" and at >= 0:
        parts.pop(at)
    elif act in {"up", "down"} and at >= 0:
        to = at + (1 if act == "down" else -1)
        if 0 <= to < len(parts):
            parts[at], parts[to] = parts[to], parts[at]
    elif act != "keep":
        raise UsageError("This step is not known; reload the page.")
    if len(parts) > MOST:
        raise UsageError(f"A report has at most {MOST} parts.")
    return Draft(form.get("title", now.title)[:300], tuple(parts))


def _taken(part: Part, n: int, form: Mapping[str, str]) -> Part:
    if part.kind == "words":
        return replace(part, text=form.get(f"text-{n}", part.text).replace("\r\n", "\n")[:LONGEST])
    if f"has-{n}" not in form:
        return part
    return replace(part, views=tuple(view for view in VIEWS if f"view-{n}-{view}" in form))


def written(dossier: Dossier, made: Draft, form: str) -> bytes:
    """The report in one of the four forms.

    Raises UsageError where a form needs what this machine has not.
    """
    if form == "docx":
        return built.docx(dossier, made)
    if form == "markdown":
        return built.markdown(dossier, made).encode()
    html = built.html(dossier, made)
    return _printed(html) if form == "pdf" else html.encode()


def _printed(html: str) -> bytes:
    """The HTML printed by a browser of this machine, without network."""
    browser = next((found for name in _BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        raise UsageError("No browser to print with is installed here: open the HTML and print it to a PDF.")
    with tempfile.TemporaryDirectory() as folder:
        page, out = Path(folder, "report.html"), Path(folder, "report.pdf")
        page.write_text(html, "utf-8")
        command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                   "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={folder}/profile",
                   f"--print-to-pdf={out}", page.as_uri()]  # fmt: skip
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=_PATIENCE_S)
            return out.read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            raise UsageError("The browser could not print it: open the HTML and print it to a PDF.") from error
