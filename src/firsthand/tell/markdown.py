"""The dossier as Markdown: readable as it stands, and safe to paste where Markdown is rendered."""

from __future__ import annotations

import re

from firsthand.records import Dossier
from firsthand.tell import words
from firsthand.tell.explanations import lines
from firsthand.tell.index import Account, Index, Telling, Voice
from firsthand.tell.state import answer

# Page text never begins a line here, so only what acts inside a line needs a backslash.
_SPECIAL = re.compile(r"([\\`*_{}\[\]#|~$])")


def tell(dossier: Dossier) -> str:
    """The question, the state, then each claim with its voices, and what could not be read."""
    index = Index(dossier)
    parts = [f"# {escaped(dossier.question)}", _asof(index), _state(index), "## Claims"]
    parts += [_claim(account, index) for account in index.accounts]
    parts += ["## Explanations", "\n".join(f"- {escaped(line)}" for line in lines(dossier.analysis))]
    parts += ["## Pages", "\n".join(_page(index, document.id) for document in dossier.documents)]
    parts += ["## Could not be read", _problems(index)]
    return "\n\n".join(part for part in parts if part) + "\n"


def escaped(text: str | None) -> str:
    """Text of a page as one line that Markdown shows and does not act on."""
    line = words.plain(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _SPECIAL.sub(r"\\\1", line)


def _asof(index: Index) -> str:
    read = words.count(len(index.documents), "page")
    said = words.count(len(index.statements), "statement")
    return f"As of {escaped(words.moment(index.dossier.as_of))}: {read}, {said}."


def _state(index: Index) -> str:
    lines = answer(index)
    return "\n".join(f"- **{line.ask}.** {escaped(line.text)} {escaped(line.small)}".rstrip() for line in lines)


def _claim(account: Account, index: Index) -> str:
    weight = account.origins
    counted = words.ranged(weight.value, weight.low, weight.high) if weight else "not computed"
    size = f"{words.count(len(account.documents), 'page')}, {words.count(account.echoes, 'echo', 'echoes')}"
    head = f"### {escaped(words.sentence(account.claim.text, 400))}\n\nOrigins: {counted}. {size}."
    voices = [line for voice in account.voices for line in _voice(voice, index)]
    notes = [f"- Note: {escaped(note.text)}" for note in (*account.notes, *account.figure_notes)]
    return "\n\n".join(part for part in (head, "\n".join(voices), "\n".join(notes)) if part)


def _voice(voice: Voice, index: Index) -> list[str]:
    known = "" if voice.known else " (lineage unknown)"
    first = voice.first
    lines = [
        f"- **{escaped(voice.letter)}** {escaped(voice.name)}, {words.POSITIONS[voice.position]}{known}: "
        f"“{escaped(words.short(index.content(first.statement), 300))}” ({_where(first, index)})"
    ]
    return lines + [f"  - echo: {_where(echo, index)}{_why(echo)}" for echo in voice.echoes]


def _where(telling: Telling, index: Index) -> str:
    return f"{escaped(index.outlet(telling.document))}, {escaped(words.day(telling.day))}"


def _why(telling: Telling) -> str:
    return "".join(f"; {escaped(reason.text)}" for reason in telling.why)


def _page(index: Index, document_id: str) -> str:
    document = index.documents[document_id]
    said = words.count(len(index.by_document.get(document_id, ())), "statement")
    published = words.known(document.published) if document.published else "day not given"
    url = f", {escaped(document.url)}" if document.url else ""
    title = escaped(document.title) or "no title"
    return f"- {escaped(index.outlet(document))}: {title}, {escaped(published)}, {said}{url}"


def _problems(index: Index) -> str:
    found = index.dossier.problems
    lines = [f"- {escaped(one.place)}: {escaped(one.message)} ({escaped(one.stage)})" for one in found]
    return "\n".join(lines) or "Nothing was left unread."
