"""Lines of JSON in, a whole case out: checked to the last span before anything of it is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from firsthand.errors import PlaceError
from firsthand.records import Document, Statement, Whole
from firsthand.whole import FORM, KINDS

# An id as firsthand makes it: the first 16 hex digits of a hash.
_ID = re.compile(r"[0-9a-f]{16}\Z")
_KEYED = ("documents", "statements", "links", "actors", "claims")
_DECODERS = {kind: msgspec.json.Decoder(type_) for kind, (_, type_) in KINDS.items()}


def whole(lines: Iterable[bytes]) -> Whole:
    """The case that these lines tell. Raises PlaceError where any line of it is not as firsthand writes it."""
    found: dict[str, list[Any]] = {field: [] for field, _ in KINDS.values()}
    count = ended = None
    for number, line in enumerate(lines, 1):
        if ended is not None:
            raise PlaceError(f"line {number}: nothing may follow the last line.")
        kind, record = _record(number, line)
        if count is None:
            count = _begun(kind, record)
        elif kind == "end":
            ended = record
        elif kind in KINDS:
            found[KINDS[kind][0]].append(record)
            count += 1
        else:
            raise PlaceError(f"line {number}: a second beginning.")
    if count is None or ended != count:
        raise PlaceError("is not whole: its last lines are missing. Have it written again.")
    made = Whole(**{field: tuple(records) for field, records in found.items()})
    _check(made)
    return made


def _record(number: int, line: bytes) -> tuple[str, Any]:
    try:
        [(kind, raw)] = msgspec.json.decode(line, type=dict[str, msgspec.Raw]).items()
        decoder = _DECODERS.get(kind)
        if decoder is None and kind not in {"firsthand", "end"}:
            raise PlaceError(f"line {number}: {kind[:40]!r} is no record of a case.")
        return kind, decoder.decode(raw) if decoder else msgspec.json.decode(raw)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise PlaceError(f"line {number} is not as firsthand writes it: {str(error)[:200]}.") from error


def _begun(kind: str, record: object) -> int:
    if kind != "firsthand":
        raise PlaceError("is not a case as `firsthand tell --format case` writes it.")
    if record != FORM:
        raise PlaceError(f"has the form {str(record)[:40]!r}; this firsthand knows {FORM}. A newer one may read it.")
    return 0


def _check(case: Whole) -> None:
    """Every id once and of the right form, every record that is named there, every span inside its text."""
    _check_ids(case)
    texts = {document.id: len(document.text) for document in case.documents}
    for where, document, start, end in _spans(case):
        if document not in texts:
            raise PlaceError(f"{where}: the page {document[:40]!r} is missing.")
        if not 0 <= start <= end <= texts[document]:
            raise PlaceError(f"{where}: the words {start} to {end} lie outside their page.")
    if empty := next((s for s in case.statements if not s.content), None):
        raise PlaceError(f"statement {empty.id}: it holds no words.")
    said = {statement.id for statement in case.statements}
    for claim in case.claims:
        if not claim.statements or any(member.statement not in said for member in claim.statements):
            raise PlaceError(f"claim {claim.id}: a statement of it is missing.")


def _check_ids(case: Whole) -> None:
    for field in _KEYED:
        ids = [record.id for record in getattr(case, field)]
        if bad := next((i for i in ids if not _ID.match(i)), None):
            raise PlaceError(f"{field}: {bad[:40]!r} is no id.")
        if len(ids) != len(set(ids)):
            raise PlaceError(f"{field}: an id stands there twice.")


def _spans(case: Whole) -> Iterator[tuple[str, str, int, int]]:
    """What a span belongs to, its page and its ends: of everything that the tellers cut out of a text."""
    for document in case.documents:
        yield from ((f"document {document.id}", document.id, *ends) for ends in _of_document(document))
    yield from (("a reading", document, 0, 0) for document, _ in case.readings)
    for statement in case.statements:
        yield from ((f"statement {statement.id}", statement.document, *ends) for ends in _of_statement(statement))
    yield from (("a mark", mark.document, mark.start, mark.end) for mark in case.marks)
    for claim in case.claims:
        yield f"claim {claim.id}", claim.passage.document, claim.passage.start, claim.passage.end
    for link in case.links:
        yield from ((f"link {link.id}", one.document, one.start, one.end) for one in link.spans)


def _of_document(document: Document) -> Iterator[tuple[int, int]]:
    yield from ((block.start, block.end) for block in document.blocks)
    yield from ((link.start, link.end) for link in document.links)


def _of_statement(statement: Statement) -> Iterator[tuple[int, int]]:
    yield from ((span.start, span.end) for span in (*statement.cue, *statement.content))
    yield from ((mention.start, mention.end) for mention in statement.via)
    yield from ((figure.start, figure.end) for figure in statement.quantities)
    yield from ((time.start, time.end) for time in statement.times)
    for one in (statement.speaker, statement.basis):
        if one is not None:
            yield one.start, one.end
