"""W3C Web Annotations in, judgements out, hung on the pages of a case: also on pages that changed, failing closed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, cast

from firsthand.errors import PlaceError
from firsthand.gather import anchors, site
from firsthand.records import OUTCOMES, PAIRS, VERBS, Document, Judgement, Passage, Problem, Verb, identity

_LONGEST_TEXT = 20_000


def judgements(text: str, documents: Sequence[Document]) -> Iterator[Judgement | Problem]:
    """Each judgement of these annotations on the words it is about now, or a Problem that says why it is not.

    Raises PlaceError for what holds no annotations.
    """
    for number, item in enumerate(_items(text), 1):
        told = item.get("firsthand:judgement") if isinstance(item, dict) else None
        if told is None:
            continue  # a statement that a machine read, or the remark of another program: nothing to keep
        try:
            yield _judgement(item, told, documents)
        except PlaceError as error:
            yield Problem("gather", f"annotation {_name(told, number)}", f"{_said(item, told)}: {error}")


def _items(text: str) -> list[Any]:
    try:
        found = json.loads(text)
        if isinstance(found, dict) and found.get("type") == "AnnotationCollection":
            found = found["first"]
        found = found["items"] if isinstance(found, dict) and found.get("type") == "AnnotationPage" else found
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise PlaceError("holds no Web Annotations.") from error
    items = found if isinstance(found, list) else [found]
    if not items or not any(isinstance(item, dict) and item.get("type") == "Annotation" for item in items):
        raise PlaceError("holds no Web Annotations.")
    return items


def _name(told: object, number: int) -> str:
    key = told.get("id") if isinstance(told, dict) else None
    return key[:16] if isinstance(key, str) and key else str(number)


def _said(item: dict[str, Any], told: object) -> str:
    verb = told.get("verb") if isinstance(told, dict) else None
    return f"“{str(verb)[:20]}” by {_by(item)[:60]} is not kept"


def _by(item: dict[str, Any]) -> str:
    creator = item.get("creator")
    name = creator.get("name") if isinstance(creator, dict) else creator
    return name.strip() if isinstance(name, str) else ""


def _judgement(item: dict[str, Any], told: object, documents: Sequence[Document]) -> Judgement:
    if not isinstance(told, dict) or str(told.get("verb")) not in VERBS:
        raise PlaceError("it is no judgement that firsthand knows.")
    verb, by, at = str(told["verb"]), _by(item), _moment(item.get("created"))
    if not by or at is None:
        raise PlaceError("it does not say who judged, and when.")
    on, reference, note = (_text(told.get(key)) for key in ("on", "reference", "note"))
    if verb in OUTCOMES and not (on and _is_day(on) and reference):
        raise PlaceError("an outcome needs its day and what shows it.")
    if verb == "technique" and not re.fullmatch(r"T\d{4}(\.\d{3})?", reference or ""):
        raise PlaceError("a technique is named as DISARM names it: T0049 or T0049.001.")
    targets = item.get("target")
    targets = targets if isinstance(targets, list) else [targets]
    if len(targets) != (2 if verb in PAIRS else 1):
        raise PlaceError("it is about more or fewer words than its kind of judgement is.")
    left, *rest = (_placed(target, documents) for target in targets)
    right = rest[0] if rest else None
    creator = item["creator"]
    kind = "agent" if isinstance(creator, dict) and creator.get("type") == "Software" else "person"
    made = Judgement("", cast(Verb, verb), left, right, f"{kind}:{by}", at, note or "", on, reference)
    return replace(made, id=identity(verb, repr(left), repr(right), by, at))


def _moment(value: object) -> str | None:
    """The moment in UTC, as judgements are dated; None where it is none, or leaves open where on earth."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    if found is None or found.utcoffset() is None:
        return None
    return str(value) if not found.utcoffset() else found.astimezone(UTC).isoformat(timespec="seconds")


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _text(value: object) -> str | None:
    return value[:_LONGEST_TEXT] if isinstance(value, str) and value else None


def _placed(target: object, documents: Sequence[Document]) -> Passage:
    if not isinstance(target, dict):
        raise PlaceError("it names no words.")
    quote, document = _quote(target), _document(target, documents)
    if quote.start is not None and document.id == target.get("firsthand:document"):
        end = quote.start + len(quote.exact)  # the very page, as its id says: its words stand where they stood
        if quote.start >= 0 and quote.exact and document.text[quote.start : end] == quote.exact:
            return Passage(document.id, quote.start, end)
    span = anchors.find(quote, document.text)
    return Passage(document.id, span.start, span.end)


def _quote(target: dict[str, Any]) -> anchors.Quote:
    selectors = target.get("selector")
    found = {
        str(one.get("type")): one
        for one in (selectors if isinstance(selectors, list) else [selectors])
        if isinstance(one, dict)
    }
    quote, place = found.get("TextQuoteSelector"), found.get("TextPositionSelector", {})
    if quote is None or not isinstance(quote.get("exact"), str):
        raise PlaceError("it names words by their place alone, and a page that changed has others there.")
    start = place.get("start")
    prefix, suffix = (quote.get(key) for key in ("prefix", "suffix"))
    return anchors.Quote(
        quote["exact"], prefix if isinstance(prefix, str) else "", suffix if isinstance(suffix, str) else "",
        start if isinstance(start, int) else None,
    )  # fmt: skip


def _document(target: dict[str, Any], documents: Sequence[Document]) -> Document:
    """The page itself where the case has it, else the latest that stands at its address."""
    key, source = target.get("firsthand:document"), target.get("source")
    if isinstance(source, str) and source.startswith("urn:firsthand:document:"):
        key = source.rpartition(":")[2]
    if same := next((d for d in documents if d.id == key), None):
        return same
    address = site.plain(source) if isinstance(source, str) else None
    there = [d for d in documents if d.url and site.plain(d.url) == address]
    if not there:
        raise PlaceError("the case has no page of that address.")
    return max(there, key=_last_known)


def _last_known(document: Document) -> tuple[str, str]:
    dates = (document.updated, document.published, document.first_seen)
    return max((dated.value for dated in dates if dated), default=""), document.id
