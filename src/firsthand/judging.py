"""What a person or an agent decides becomes a judgement: checked once, for the command line and every face."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from firsthand import ask
from firsthand.errors import UsageError
from firsthand.records import ABOUT_SPEAKERS, OUTCOMES, PAIRS, VERBS, Judgement, identity
from firsthand.store import Store
from firsthand.tell.stix import TECHNIQUE

# How far ahead of the moment the day may already be, wherever on earth the person is.
_AHEAD = timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody wants kept: a verb, the ids it is about, and why."""

    verb: str
    left: str
    right: str | None = None
    note: str = ""
    on: str | None = None
    "For an outcome: the day it was known."
    reference: str | None = None
    "For an outcome: what shows it; for a technique: its id in the DISARM framework."


def judgement(kept: Store, decision: Decision, by: str, at: str) -> Judgement:
    """The judgement that says this: `by` is "person:<name>" or "agent:<name>", `at` the moment, ISO 8601.

    Raises UsageError where the verb or an id is unknown, or something is missing that it needs.
    """
    _check(decision, at)
    speaker = decision.verb in ABOUT_SPEAKERS
    left = ask.anchor(kept, decision.left, speaker=speaker)
    right = ask.anchor(kept, decision.right, speaker=speaker) if decision.right else None
    if left == right:
        raise UsageError(f"{decision.verb} is about two statements: these two ids stand for the same words.")
    key = identity(decision.verb, repr(left), repr(right), by.removeprefix("person:"), at)
    return Judgement(
        key, decision.verb, left, right, by, at, decision.note, decision.on, decision.reference  # type: ignore[arg-type]
    )  # fmt: skip


def _check(decision: Decision, at: str) -> None:
    verb = decision.verb
    if verb not in VERBS:
        raise UsageError(f"{verb!r} is no judgement: one of {', '.join(sorted(VERBS))}.")
    if (verb in PAIRS) != (decision.right is not None):
        raise UsageError(f"{verb} is about {'two statements: give both ids' if verb in PAIRS else 'one id'}.")
    if verb in OUTCOMES:
        _check_outcome(decision.on or "", decision.reference or "", at)
    if verb == "technique" and not TECHNIQUE.match(decision.reference or ""):
        raise UsageError(f"{decision.reference!r} is no technique of DISARM: write it as T0049 or T0049.001.")


def _check_outcome(on: str, reference: str, at: str) -> None:
    if ask.words_of_day(on) is None:
        raise UsageError(f"{on!r} is no day: write the day it was known as 2025-04-28.")
    if on > (datetime.fromisoformat(at) + _AHEAD).date().isoformat():
        raise UsageError(f"{on} is still to come: give the day on which it was known how the claim turned out.")
    if not reference.strip():
        raise UsageError("Say what shows it: an address or a document.")
