"""A statement in, the slots that decide whether two say the same: figures, negation, places, names, planned or done."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from firsthand.records import Document, Quantity, Statement
from firsthand.text import amount, fold, mode

_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|nowhere|n['’]t)\b|n['’]t\b", re.IGNORECASE
)
_PLACE = re.compile(
    r"\b(?:in|to|into|at|near|on|from|inside|across|toward|towards|over|within|around|reached|entered|left)\s+"
    r"(?:the\s+|eastern\s+|western\s+|northern\s+|southern\s+|occupied\s+|central\s+|far\s+)*"
    r"((?:[A-Z][\w'’-]*)(?:\s+[A-Z][\w'’-]*){0,3})"
)
_MONTH_DAY = re.compile(
    r"^(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|"
    r"Wednesday|Thursday|Friday|Saturday|Sunday)$"
)
_STOP = frozenset(
    "a an and are as at be been but by for from had has have he her his if in into is it its of on or our she so than "
    "that the their them there they this those these to us was we were which who will with would said says could not "
    "no also about more most some after before over up out".split()
)


@dataclass(frozen=True, slots=True)
class Slots:
    """What one statement says, slot by slot."""

    words: Mapping[str, str]  # content words by their stem
    figures: tuple[Quantity, ...]
    negated: bool
    places: frozenset[str]
    days: tuple[tuple[str, str], ...]
    mode: str  # planned, done or open


@dataclass(frozen=True, slots=True)
class Conflict:
    """Why two statements are not one claim: the relation it leaves between them, and the reason in words."""

    relation: str
    why: str


def slots(document: Document, statement: Statement) -> Slots:
    """The slots of a statement's content."""
    text = " ".join(document.text[s.start : s.end] for s in statement.content)
    figures = tuple(q for q in statement.quantities if q.role != "rank" or q.of)
    return Slots(
        words={_stem(w): w for w in re.findall(r"[^\W\d_]+", fold(text)) if w not in _STOP and len(w) > 1},
        figures=figures,
        negated=_NEGATION.search(text) is not None,
        places=frozenset(
            _bare(m.group(1)) for m in _PLACE.finditer(text) if not _MONTH_DAY.match(m.group(1).split()[0])
        ),
        days=tuple((t.earliest, t.latest) for t in statement.times if t.earliest and t.latest),
        mode=mode(text),
    )


def _bare(name: str) -> str:
    return re.sub(r"'s?$", "", fold(name))


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) > 2:
            return word[: -len(ending)]
    return word


def conflict(a: Slots, b: Slots) -> Conflict | None:
    """The first slot in which two like statements differ, or None. Each is a veto: in doubt keep apart and relate."""
    for check in (_figure_conflict, _negation_conflict, _mode_conflict, _place_conflict, _day_conflict):
        if (found := check(a, b)) is not None:
            return found
    return None


def veto(a: Slots, b: Slots) -> Conflict | None:
    """A conflict that no wording can mend: other figures, places or days. The rest is for a reader of both to judge.

    A negation is no veto ("no house was spared" and "every house was hit" are one claim), nor a plan beside a deed,
    nor a figure that only one side gives ("twice as far"): words alone tell these badly.
    """
    for check in (_other_figures, _other_places, _day_conflict):
        if (found := check(a, b)) is not None:
            return found
    return None


_MEASURES = frozenset(
    "metre kilometre km m centimetre mile foot gram kilo kilogram kg tonne ton litre hour minute megawatt gigawatt "
    "kilowatt watt".split()
)


_MONEY = frozenset("dollar pound euro won yen rouble rupee hryvnia shekel lira franc yuan crown krona peso".split())


def _other_figures(a: Slots, b: Slots) -> Conflict | None:
    """Each gives a figure that the other has not; the same value of another noun (firms, companies) is the same."""
    mine, theirs = ([q for q in _counts(x) if not any(_one(q, r) for r in _counts(y))] for x, y in ((a, b), (b, a)))
    for x in mine:
        for y in theirs:
            # 2 km may be 2,000 metres, and one in five 20 percent: that is for a reader of both to judge.
            scales = x.unit != y.unit and ({x.unit, y.unit} <= _MEASURES or "percent" in {x.unit, y.unit})
            if not scales:
                return Conflict("contradicts", f"another figure: {amount(x)} against {amount(y)}")
    return None


def _one(x: Quantity, y: Quantity) -> bool:
    if x.approximate and y.approximate and x.low and y.low and x.high and y.high:
        return x.low <= y.high and y.low <= x.high  # hundreds of families, several hundred households
    measured = {x.unit, y.unit} & (_MEASURES | _MONEY | {"percent"})  # 40 tonnes are not 40 square kilometres
    return agree(x, y) or (not measured and (x.low, x.high) == (y.low, y.high))


def _other_places(a: Slots, b: Slots) -> Conflict | None:
    """Each names a place whose words the other has nowhere."""
    mine, theirs = (
        [place for place in sorted(x.places) if not set(place.split()) & set(y.words.values())]
        for x, y in ((a, b), (b, a))
    )
    return Conflict("refines", f"other places: {mine[0]} and {theirs[0]}") if mine and theirs else None


def _figure_conflict(a: Slots, b: Slots) -> Conflict | None:
    mine, theirs = _counts(a), _counts(b)
    if not mine and not theirs:
        return None
    if not mine or not theirs:
        return Conflict("refines", "one gives a figure, the other none")
    if len(mine) == len(theirs) and all(any(agree(x, y) for y in theirs) for x in mine):
        return None
    if any(agree(x, y) for x in mine for y in theirs):
        return Conflict("refines", "they share a figure, and one gives another besides")
    x, y = mine[0], theirs[0]
    said = f"{amount(x)} against {amount(y)}"
    if "part" in {x.role, y.role} and x.role != y.role:
        return Conflict("part_of", f"a part and a whole: {said}")
    if x.role != y.role:
        return Conflict("refines", f"figures of different roles, {x.role} and {y.role}: {said}")
    return Conflict("contradicts", f"another figure of the same thing: {said}")


def _counts(a: Slots) -> list[Quantity]:
    return [
        q for q in a.figures if q.unit not in {"day", "week", "month", "year", "hour"} and (q.low or q.high or 0) > 1
    ]


def agree(x: Quantity, y: Quantity) -> bool:
    """Whether two figures can be one: their ranges meet (approximate ones within a tenth) and so do their units."""
    if x.unit and y.unit and x.unit != y.unit and "person" not in {x.unit, y.unit}:
        return False
    if "part" in {x.role, y.role} and x.role != y.role and "planned" in {x.role, y.role}:
        return False
    slack = 0.1 if x.approximate or y.approximate else 0.0
    ends = [
        (q.low if q.low is not None else q.high or 0.0, q.high if q.high is not None else q.low or 0.0) for q in (x, y)
    ]
    (a, b), (c, d) = ends
    return a * (1 - slack) <= d and c * (1 - slack) <= b


def _negation_conflict(a: Slots, b: Slots) -> Conflict | None:
    return Conflict("contradicts", "one says that it is not so") if a.negated != b.negated else None


def _mode_conflict(a: Slots, b: Slots) -> Conflict | None:
    if {a.mode, b.mode} == {"planned", "done"}:
        return Conflict("updates", "one tells of a plan, the other of something done")
    return None


def _place_conflict(a: Slots, b: Slots) -> Conflict | None:
    mine, theirs = a.places - b.places, b.places - a.places
    if a.places and b.places and mine and theirs and not a.places & b.places:
        return Conflict("refines", f"other places: {', '.join(sorted(mine))} and {', '.join(sorted(theirs))}")
    return None


def _day_conflict(a: Slots, b: Slots) -> Conflict | None:
    if not a.days or not b.days or any(x[0] <= y[1] and y[0] <= x[1] for x in a.days for y in b.days):
        return None
    return Conflict("updates", f"other days: {a.days[0][0]} and {b.days[0][0]}")
