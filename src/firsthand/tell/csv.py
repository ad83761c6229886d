"""The dossier as a table: one row for each statement of each claim."""

from __future__ import annotations

import csv
import io

from firsthand.records import Dossier, Statement
from firsthand.tell import words
from firsthand.tell.index import Account, Index, Voice

COLUMNS = (
    "claim", "position", "origin", "telling", "document", "outlet", "published", "speaker", "via", "stance", "words",
    "start", "end",
)  # fmt: skip
# A spreadsheet takes a cell that begins like this for a formula and would run it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def tell(dossier: Dossier) -> str:
    """One line of column names, then one line for each statement."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    index = Index(dossier)
    told = set()
    for account in index.accounts:
        for member in account.claim.statements:
            if (statement := index.statements.get(member.statement)) is not None:
                told.add(statement.id)
                writer.writerow(_row(index, statement, account, member.position))
    for statement in index.statements.values():
        if statement.id not in told:
            writer.writerow(_row(index, statement, None, ""))
    return out.getvalue()


def _row(index: Index, statement: Statement, account: Account | None, position: str) -> list[str | int]:
    document = index.documents[statement.document]
    voices = account.voices if account else ()
    voice = next((voice for voice in voices if statement.id in voice.origin.statements), None)
    cells = [
        account.claim.text if account else "",
        position,
        voice.letter if voice else "",
        _telling(voice, statement),
        document.id,
        document.outlet or "",
        document.published.value if document.published else "",
        statement.speaker.name if statement.speaker else "",
        " > ".join(mention.name for mention in statement.via),
        statement.stance,
        index.content(statement),
    ]
    start = min((span.start for span in statement.content), default=0)
    end = max((span.end for span in statement.content), default=0)
    return [*(_defused(cell) for cell in cells), start, end]


def _telling(voice: Voice | None, statement: Statement) -> str:
    if voice is None:
        return ""
    if not voice.known:
        return "unknown"
    return "first" if statement.id == voice.origin.first else "echo"


def _defused(cell: str) -> str:
    line = words.printable(cell)
    return "'" + line if line.lstrip(" ").startswith(_FORMULA) else line
