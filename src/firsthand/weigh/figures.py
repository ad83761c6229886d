"""The figures of a claim as variants: who gives which bounds, of what, in which role, as of when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from firsthand.records import Case, Figure, Passage, Quantity, Reason, Statement, Weight
from firsthand.text import amount

BY = "figures"


def weigh(case: Case) -> Weight:
    """Every figure in the claim's statements; the value is the number of differing variants."""
    days = {d.id: d.day for d in case.documents if d.day}
    found = [_figure(s, q, days.get(s.document)) for s in case.statements for q in s.quantities if q.unit not in _TIMES]
    found.sort(key=lambda f: (f.as_of is None, f.as_of or "", f.statement, f.passage.start))
    variants = dict.fromkeys((f.low, f.high, f.unit, f.role) for f in found)
    return Weight(
        case.claim.id, BY, float(len(variants)) if found else None, None, None, tuple(_reasons(found)), tuple(found)
    )


_TIMES = frozenset({"day", "week", "month", "year", "hour", "minute"})


def _figure(statement: Statement, quantity: Quantity, day: str | None) -> Figure:
    return Figure(
        statement.id, quantity.low, quantity.high, quantity.approximate, quantity.unit, quantity.of, quantity.role,
        _as_of(statement, day), Passage(statement.document, quantity.start, quantity.end),
    )  # fmt: skip


def _as_of(statement: Statement, day: str | None) -> str | None:
    """The day a figure holds for: the latest day named with it that is not ahead of the page, else the page's day."""
    named = [
        t.latest for t in statement.times if t.latest and t.precision == "day" and (day is None or t.latest <= day)
    ]
    return max(named, default=day)


def _reasons(found: Sequence[Figure]) -> Iterable[Reason]:
    """One sentence for each row of comparable figures, and one where rows that do not conflict stand side by side."""
    rows: dict[tuple[str, str], list[Figure]] = {}
    for figure in found:
        rows.setdefault((figure.role, figure.unit or ""), []).append(figure)
    for (role, _), figures in sorted(rows.items()):
        spans = tuple(f.passage for f in figures)
        yield Reason(_row(f"{_ROLE[role]}, {_counted(figures)}", figures), 0.0, spans)
    for role in sorted({role for role, _ in rows}):
        units = sorted({unit for one, unit in rows if one == role and unit})
        if len(units) > 1:
            yield Reason(f"{_ROLE[role]}: {' and '.join(units)} are different units, which are not compared", 0.0)
    roles = sorted({role for role, _ in rows if role in _SCOPES})
    if len(roles) > 1:
        yield Reason(
            f"{' and '.join(_ROLE[role] for role in roles)}: figures of different scope, which do not conflict", 0.0
        )


_SCOPES = frozenset({"total", "part", "planned"})
_ROLE = {"total": "in all", "part": "a part", "planned": "planned", "casualties": "killed or hurt", "rate": "a rate",
         "rank": "a rank", "other": "other figures"}  # fmt: skip


def _counted(figures: Sequence[Figure]) -> str:
    return min((f.of for f in figures if f.of), key=len, default=figures[0].unit or "unit not named")


def _row(name: str, figures: Sequence[Figure]) -> str:
    values = list(dict.fromkeys(amount(f) for f in figures))
    if len(values) == 1:
        return f"{name}: {values[0]} throughout"
    low = max(f.low for f in figures if f.low is not None) if any(f.low is not None for f in figures) else None
    high = min(f.high for f in figures if f.high is not None) if any(f.high is not None for f in figures) else None
    slack = 0.9 if any(f.approximate for f in figures) else 1.0
    agree = low is None or high is None or low * slack <= high
    return f"{name}: {'; '.join(values)}. " + ("The ranges meet" if agree else "They differ")
