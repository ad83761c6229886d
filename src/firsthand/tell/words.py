"""How things are worded: days, numbers, figures, positions. Exact, plain, and the same for every side."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from firsthand.records import Basis, Dated, Figure, Quantity, Statement

MONTHS = "January February March April May June July August September October November December".split()
POSITIONS = {
    "supports": "supports",
    "opposes": "opposes",
    "reports": "only reports",
    "uncertain": "unsure",
}
ROLES = {
    "total": "In all",
    "part": "A part",
    "planned": "Planned",
    "casualties": "Killed or hurt",
    "rate": "Rate",
    "rank": "Rank",
    "other": "Other",
}
CHANGES = {
    "hedge-loss": "Hedge dropped",
    "attribution-loss": "Source dropped",
    "planned-to-done": "Plan told as done",
    "verb-hardening": "Verb hardened",
    "figure-drift": "Figure changed",
    "origin-flip": "Given to another speaker",
}
OFFERS = {
    "imagery": "images",
    "video": "a video",
    "document": "a document",
    "record": "a record",
    "eyewitness": "an eyewitness",
    "intercept": "an intercept",
    "count": "a count",
    "named": "a named source",
    "unnamed": "an unnamed source",
    "none": "nothing",
}
# What a reader would still ask for, by what is offered: first where it is shown, then where it is only described.
_ASKED = {
    "imagery": (
        "Who made the images, where and when, if not said",
        "The images themselves; who made them, where and when",
    ),
    "video": ("Who filmed it, where and when, if not said", "The video itself; who filmed it, where and when"),
    "document": ("How they came to have it", "The document itself; how they came to have it"),
    "record": (None, "The record itself, or where it can be looked up"),
    "eyewitness": ("A second person who saw it", "The witness's own words; a second person who saw it"),
    "intercept": ("Where and when it was taken", "The recording or transcript; where and when it was taken"),
    "count": ("How it was counted", "The count itself, and how it was made"),
    "named": ("Anything beyond the word of the one named",) * 2,
    "unnamed": ("The name; anything beyond the word",) * 2,
}
_NOTHING, _SAID_ONLY = "nothing we know to ask for", "Anything beyond the word"
# Below this the reader's own score says that it may have misread.
UNSURE = 0.35
# Controls that no browser should be handed, and that would break an encoder: each becomes one mark, so offsets hold.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ADDRESS = re.compile(
    r"https?://(?![/?#])[^\s<>\"{}|\\^`\x00-\x20\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+\Z"
)
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def printable(text: str) -> str:
    """The text with every character that cannot be shown replaced, one for one."""
    return _UNFIT.sub("\ufffd", text)


def address(text: str | None) -> bool:
    """Whether a text is an address on the web and nothing else: what may stand where a format asks for an IRI."""
    return bool(text and _ADDRESS.match(text))


def plain(text: str | None) -> str:
    """One line that cannot turn the direction of what stands around it."""
    return " ".join(_TURNS.sub("\ufffd", printable(text or "")).split())


def short(text: str, limit: int) -> str:
    """The text in one line, cut at a word and marked as cut where it is longer than `limit`."""
    line = plain(text)
    if len(line) <= limit:
        return line
    return line[:limit].rsplit(" ", 1)[0].rstrip(",;: ") + " […]"


def sentence(text: str, limit: int) -> str:
    """A claim as a sentence of its own: without the "that" it hung on, and with a capital."""
    line = plain(text)
    line = line[5:] if line[:5].lower() == "that " and len(line) > 5 else line
    return short(line[:1].upper() + line[1:], limit)


def iso_day(value: str | None) -> date | None:
    """The day an ISO value begins on, in UTC; None where it names no day."""
    if not value:
        return None
    moment = _moment(value)
    if moment is not None:
        return moment.date()
    match = _DAY.match(value)
    try:
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1)) if match else None
    except ValueError:
        return None


def day(value: str | None) -> str:
    """A day in words, as exact as it is given: 24 October 2024, October 2024, 2024."""
    found = iso_day(value)
    if found is None or value is None:
        return plain(value) or "day not given"
    match = _DAY.match(value)
    if match is None or match[2] is None:
        return str(found.year)
    return _long(found) if match[3] else f"{MONTHS[found.month - 1]} {found.year}"


def moment(value: str | None) -> str:
    """A day with its time in UTC where the value holds one."""
    found = _moment(value or "")
    return f"{day(value)}, {found:%H:%M} UTC" if found else day(value)


def known(dated: Dated) -> str:
    """A dated field with how it is known."""
    return f"{moment(dated.value)} ({plain(dated.known_by)})"


def _moment(value: str) -> datetime | None:
    if len(value) < 16:
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    # A time without an offset cannot be turned to UTC: its day is all that is certain.
    return found.astimezone(UTC) if found.tzinfo else None


def _long(found: date) -> str:
    return f"{found.day} {MONTHS[found.month - 1]} {found.year}"


def count(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun: 1 page, 2 pages."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def ranged(value: float | None, low: float | None, high: float | None) -> str:
    """A number with its range, and no bracket when both ends agree: 3 (2 to 4)."""
    if value is None:
        return "not computed"
    span = bracket(value, low, high)
    return f"{number(value)} {span}" if span else number(value)


def bracket(value: float | None, low: float | None, high: float | None) -> str:
    """The range in brackets; empty when both ends agree with the value."""
    low, high = value if low is None else low, value if high is None else high
    return "" if low == high or low is None or high is None else f"({number(low)} to {number(high)})"


def number(value: float) -> str:
    """A number as people write it: 11,000 or 2.5."""
    return f"{int(value):,}" if float(value).is_integer() else f"{value:,.6g}"


def figure(found: Figure | Quantity, signs: bool = False) -> str:
    """A figure as the source had it: at least 3,000, about 11,000, 11,000 to 12,000; with signs, ≥ 3,000."""
    least, most, about = ("≥ ", "≤ ", "≈ ") if signs else ("at least ", "at most ", "about ")
    low, high = found.low, found.high
    lead = about if found.approximate else ""
    if low is not None and high is not None:
        return lead + (number(low) if low == high else f"{number(low)} to {number(high)}")
    if low is not None:
        return least + number(low)
    return most + number(high) if high is not None else "a number not given"


def certainty(statement: Statement) -> str:
    """How sure the speaker sounds, in words and as the reader scored it."""
    word = (
        "stated flatly" if statement.certainty >= 0.9 else "hedged" if statement.certainty >= 0.5 else "strongly hedged"
    )
    return f"{word}, {two(statement.certainty)}"


def two(value: float) -> str:
    """A share between 0 and 1 with two places: .76, under .05, over .95."""
    if value < 0.05:
        return "under .05"
    return "over .95" if value > 0.95 else f"{value:.2f}".lstrip("0")


def basis_sign(basis: Basis | None) -> str:
    """Which basis sign stands: shown, told (described, not shown) or said (said only)."""
    if basis is None or basis.kind in ("none", "named", "unnamed"):
        return "said"
    return "shown" if basis.shown else "told"


def basis(found: Basis | None) -> str:
    """The basis in two or three words."""
    sign = basis_sign(found)
    if found is None or sign == "said":
        return "said only"
    return f"{OFFERS[found.kind]}, " + ("shown" if sign == "shown" else "not shown")


def missing(found: Basis | None) -> str:
    """What a reader would still have to ask for; never empty."""
    if found is None or found.kind == "none":
        return _SAID_ONLY
    return _ASKED[found.kind][0 if found.shown else 1] or _NOTHING


def percent(share: float | None) -> str:
    """A chance in whole per cent, never quite none or all."""
    return "unknown" if share is None else f"{min(99, max(1, round(100 * share)))} %"


def signed(value: float) -> str:
    """A number with its sign, a true minus."""
    return f"{value:+.2f}".replace("-", "\u2212")
