"""What else happened: dated events on the pages beside the bursts of the claim, and whether chance gives it as well.

A burst is a few days with far more pages than usual. For every event the distance to the nearest burst is measured, and
then the whole calendar of events is shifted against the calendar of pages by every possible number of days, the end
joined to the beginning: the share of shifts at which any event comes as close is what chance gives. That is an exact
permutation test with the correction for many events in it (single-step min-p: Westfall and Young 1993; shifts of one
process against another: Lotwick and Silverman 1982). No month, weekday or season is known to it.

News tells of the day, so a page that names an event mostly comes out near it. Each event is therefore set beside the
bursts of those pages only that do not name it, and days that the claim itself tells of are listed and not tested.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from firsthand.records import Case, Document, Passage, Reason, Weight
from firsthand.weigh.days import Told, page_days, told_days

BY = "context"
# Below this share, after the correction, the timing is called unusual: the customary one in twenty.
RATE = 0.05
# A burst: within three days at least three pages, and three times as many as three days of the period hold on average.
WINDOW, LEAST_PAGES, TIMES = 3, 3, 3.0
# The claim's period: pages with no gap longer than this, so that one old or wrongly dated page does not stretch it
# until everything looks close; with a week on either side, for events just before the first page.
GAP, MARGIN = 60, 7
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class _Period:
    """The days under test: the first, how many, the pages in them by day, and how many pages lie outside."""

    first: date
    length: int
    pages: Mapping[str, int]
    outside: int


@dataclass(frozen=True, slots=True)
class _Event:
    """A day that pages name, as a number in the period, with the sentences and the pages that name it."""

    day: int
    sentences: tuple[Passage, ...]
    named_by: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Tried:
    """An event beside the bursts: its distance in days (None: no burst without its pages), and what chance gives."""

    event: _Event
    distance: int | None
    alone: float
    chance: float


def weigh(case: Case) -> Weight:
    """How often chance brings an event as close as the closest, corrected for their number; None where none is."""
    days = page_days(case.documents)
    period = _period(days)
    if period is None:
        return Weight(case.claim.id, BY, None, None, None, (Reason(_undated(case.documents, days), 0.0),))
    own, others = _days(case, days)
    events, outside = _events(others, period)
    tried = _tried(events, period)
    bursts = _bursts(period.pages.values(), period.length)
    reasons = [
        *_of_pages(case, period, bursts),
        *_of_own(own),
        *_of_events(tried, period, bursts),
        *_verdict(tried, period, bursts),
        *_left_out(outside, period, len(case.documents) - len(days)),
    ]
    closest = min((t.chance for t in tried if t.distance is not None), default=None)
    return Weight(case.claim.id, BY, closest, None, None, tuple(reasons))


def _undated(documents: Sequence[Document], days: Mapping[str, date]) -> str:
    if not days:
        return f"Timing cannot be looked at: none of {len(documents)} pages gives a day that can be used"
    return f"Timing cannot be looked at: {len(days)} of {len(documents)} pages give a day, and {LEAST_PAGES} are needed"


def _period(days: Mapping[str, date]) -> _Period | None:
    """The longest run of pages without a great gap: that with the most pages, of several the earliest."""
    runs: list[list[tuple[date, str]]] = []
    for day, page in sorted((day, page) for page, day in days.items()):
        if not runs or (day - runs[-1][-1][0]).days > GAP:
            runs.append([])
        runs[-1].append((day, page))
    best = max(runs, key=len, default=[])
    if len(best) < LEAST_PAGES:
        return None
    before = min(MARGIN, (best[0][0] - date.min).days)
    after = min(MARGIN, (date.max - best[-1][0]).days)
    first = best[0][0] - timedelta(before)
    length = (best[-1][0] - first).days + 1 + after
    return _Period(first, length, {page: (day - first).days for day, page in best}, len(days) - len(best))


def _days(case: Case, days: Mapping[str, date]) -> tuple[list[Told], list[Told]]:
    """The days that the claim's own statements tell of, and those that other sentences of its pages name."""
    where = [(s.document, span.start, span.end) for s in case.statements for span in (*s.cue, *s.content)]
    own = [
        Told(date.fromisoformat(t.earliest), Passage(s.document, t.start, t.end))
        for s in case.statements for t in s.times if t.earliest and t.precision == "day"
    ]  # fmt: skip
    others: list[Told] = []
    for document in sorted(case.documents, key=lambda d: d.id):
        for told in told_days(document, days.get(document.id)):
            place = told.sentence
            inside = any(d == place.document and low < place.end and place.start < high for d, low, high in where)
            (own if inside else others).append(told)
    return own, others


def _events(told: Sequence[Told], period: _Period) -> tuple[list[_Event], list[Told]]:
    """The named days of the period, each once, and what lies outside."""
    inside: dict[int, list[Passage]] = {}
    outside = []
    for one in told:
        number = (one.day - period.first).days
        if 0 <= number < period.length:
            inside.setdefault(number, []).append(one.sentence)
        else:
            outside.append(one)
    return [
        _Event(day, tuple(dict.fromkeys(places)), frozenset(p.document for p in places))
        for day, places in sorted(inside.items())
    ], outside


def _bursts(days: Iterable[int], length: int) -> list[tuple[int, int]]:
    """First and last day of each burst, in order; those that touch are one."""
    pages = Counter(days)
    least = max(LEAST_PAGES, TIMES * WINDOW * pages.total() / length)
    found: list[tuple[int, int]] = []
    for start in sorted(pages):
        held = [day for day in range(start, start + WINDOW) if day in pages]
        if sum(pages[day] for day in held) < least:
            continue
        if found and start <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], held[-1]))
        else:
            found.append((start, held[-1]))
    return found


def _distance(day: int, bursts: Sequence[tuple[int, int]]) -> int | None:
    """Days to the nearest burst, 0 within one; None where there is none."""
    return min((max(low - day, day - high, 0) for low, high in bursts), default=None)


def _tried(events: Sequence[_Event], period: _Period) -> list[_Tried]:
    """Each event with the share of days that lie as close, and of shifts at which any event comes as close."""
    beside = [_bursts((d for p, d in period.pages.items() if p not in e.named_by), period.length) for e in events]
    shares = [_shares(bursts, period.length) for bursts in beside]
    best = [
        min((share[(e.day + shift) % period.length] for e, share in zip(events, shares, strict=True)), default=1.0)
        for shift in range(period.length)
    ]
    tried = []
    for event, bursts, share in zip(events, beside, shares, strict=True):
        alone = share[event.day]
        chance = sum(one <= alone for one in best) / period.length
        tried.append(_Tried(event, _distance(event.day, bursts), alone, chance))
    return tried


def _shares(bursts: Sequence[tuple[int, int]], length: int) -> list[float]:
    """For every day of the period, the share of its days that lie at least as close to a burst; 1 without a burst."""
    distances = [_distance(day, bursts) for day in range(length)]
    held = Counter(distances)
    as_close, total = {}, 0
    for distance in sorted(held, key=lambda d: length if d is None else d):
        total += held[distance]
        as_close[distance] = total / length
    return [as_close[distance] for distance in distances]


def _of_pages(case: Case, period: _Period, bursts: Sequence[tuple[int, int]]) -> Iterator[Reason]:
    total = len(period.pages)
    if not bursts:
        yield Reason(f"{total} pages between {_span(period)}, no burst: they come evenly or are too few", 0.0)
    heads = {d.id: Passage(d.id, d.blocks[0].start, d.blocks[0].end) for d in case.documents if d.blocks}
    for low, high in bursts:
        inside = [page for page, day in sorted(period.pages.items(), key=lambda i: (i[1], i[0])) if low <= day <= high]
        spans = tuple(heads[page] for page in inside if page in heads)[:_SHOWN]
        yield Reason(f"{len(inside)} of {_pages(total)} in a burst {_when(period, low, high)}", 0.0, spans)


def _of_own(own: Sequence[Told]) -> Iterator[Reason]:
    days: dict[date, list[Passage]] = {}
    for told in own:
        days.setdefault(told.day, []).append(told.sentence)
    for day, places in sorted(days.items()):
        yield Reason(
            f"The claim itself tells of {day.isoformat()}: being near it is no coincidence, so it is not tried",
            0.0,
            tuple(dict.fromkeys(places))[:_SHOWN],
        )


def _of_events(tried: Sequence[_Tried], period: _Period, bursts: Sequence[tuple[int, int]]) -> Iterator[Reason]:
    for one in tried:
        day = _iso(period, one.event.day)
        spans = one.event.sentences[:_SHOWN]
        if one.distance is None:
            why = "" if not bursts else " without the pages that name it, so closeness may only be how news is written"
            yield Reason(f"{day} is named: there is no burst{why}", 0.0, spans)
            continue
        close = "within a burst" if one.distance == 0 else f"{one.distance} day{'s'[: one.distance != 1]} from a burst"
        yield Reason(
            f"{day} is named, {close} of other pages: {_percent(one.alone)} of all days lie as close; with "
            f"{len(tried)} tried, chance brings one as close in {_percent(one.chance)} of cases",
            0.0,
            spans,
        )


def _verdict(tried: Sequence[_Tried], period: _Period, bursts: Sequence[tuple[int, int]]) -> Iterator[Reason]:
    measured = [t for t in tried if t.distance is not None]
    if not tried:
        yield Reason("The pages name no other day of this time: there is nothing to set beside the claim", 0.0)
    elif not measured:
        yield Reason("Whether the timing is unusual cannot be told: no event stands beside a burst of other pages", 0.0)
    unusual = [t for t in measured if t.chance <= RATE]
    for one in unusual:
        yield Reason(
            f"Unusual timing: {_iso(period, one.event.day)}. Chance gives this in {_percent(one.chance)} of cases, "
            f"under the {_percent(RATE)} set beforehand. That shows no cause",
            0.0,
            one.event.sentences[:_SHOWN],
        )
    if measured and not unusual:
        least = min(t.chance for t in measured)
        yield Reason(f"No unusual timing: what is closest comes about by chance in {_percent(least)} of cases", 0.0)
        days = sum(high - low + 1 for low, high in bursts)
        if days > RATE * period.length:
            share = _percent(days / period.length)
            yield Reason(
                f"The bursts fill {share} of {period.length} days: even a hit on the day could not be told from chance",
                0.0,
            )


def _left_out(outside: Sequence[Told], period: _Period, undated: int) -> Iterator[Reason]:
    last = period.first + timedelta(period.length - 1)
    late = [t for t in outside if t.day > last]
    early = [t for t in outside if t.day < period.first]
    for told, words in ((early, "before these pages"), (late, "after these pages, announced or mistaken")):
        if told:
            days = len({t.day for t in told})
            spans = tuple(dict.fromkeys(t.sentence for t in told))[:_SHOWN]
            yield Reason(f"{days} named day{'s'[: days != 1]} {words}: not tried", 0.0, spans)
    if period.outside:
        yield Reason(f"{_pages(period.outside)} more than {GAP} days from the others: set aside", 0.0)
    if undated:
        yield Reason(f"{_pages(undated)} without a day that can be used: not counted", 0.0)


def _pages(count: int) -> str:
    return f"{count} page{'s'[: count != 1]}"


def _iso(period: _Period, day: int) -> str:
    return (period.first + timedelta(day)).isoformat()


def _span(period: _Period) -> str:
    days = period.pages.values()
    return f"{_iso(period, min(days))} and {_iso(period, max(days))}"


def _when(period: _Period, low: int, high: int) -> str:
    return f"on {_iso(period, low)}" if low == high else f"from {_iso(period, low)} to {_iso(period, high)}"


def _percent(share: float) -> str:
    return f"{share:.0%}" if share >= 0.1 else f"{share:.1%}"
