"""The lineage of a claim as a drawing: a lane for each voice, time to the right, an arrow only on evidence.

Layered, and the same for the same input. A page stands in the column of its day and, inside the day, one step to the
right of the page it took its words from (topological generations). Rows are handed out so that no line meets a mark.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from firsthand.tell import words
from firsthand.tell.axis import Axis, Column, axis, fit
from firsthand.tell.edges import Edge, edges
from firsthand.tell.index import Account, Index, Telling, Voice, outlet

LEFT, CELL, ROW, TOP, PAD = 198, 136, 50, 40, 8
FOLD_AT, LANES, DEEP, ACROSS = 12, 14, 4, 24
Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Node:
    """A page in a lane."""

    x: float
    y: float
    telling: Telling
    shape: str
    fill: str
    letter: str
    label: str
    title: str


@dataclass(frozen=True, slots=True)
class Line:
    """An edge as a path, with its evidence written at the taker's end."""

    path: str
    directed: bool
    label: str
    x: float
    y: float
    why: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One voice's lane."""

    y: float
    height: float
    letter: str
    name: str
    under: str
    side: str
    more: str
    bands: tuple[tuple[float, float, float], ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A column's head."""

    x: float
    column: Column


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything the template draws."""

    width: float
    height: float
    ticks: tuple[Tick, ...]
    lanes: tuple[Lane, ...]
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    divide: float | None
    step: str
    untold: int
    unseen: int
    description: str


@dataclass
class _Strip:
    """One lane while it is laid out: its tellings, and which cells are taken in which row."""

    letter: str
    side: str
    voices: list[Voice]
    tellings: list[Telling] = field(default_factory=list)
    folded: int = 0
    spots: dict[str, tuple[Spot, int]] = field(default_factory=dict)
    taken: dict[int, set[Spot]] = field(default_factory=lambda: defaultdict(set))
    runs: dict[int, list[tuple[Spot, Spot, str]]] = field(default_factory=lambda: defaultdict(list))

    @property
    def rows(self) -> int:
        """How many rows it needs."""
        return max((row for _, row in self.spots.values()), default=0) + 1


# An edge with the lanes it leaves and enters.
_Run = tuple[_Strip, _Strip, Edge]


def drawing(account: Account, index: Index) -> Drawing | None:
    """The drawing of a claim that more than one page tells; None where there is nothing to draw."""
    if len({t.document.id for voice in account.voices for t in voice.tellings}) < 2:
        return None
    ties = edges(account, index)
    strips = _strips(account, ties)
    time = axis(words.iso_day(t.day) for strip in strips for t in strip.tellings)
    runs = [run for strip in strips for run in _laid(strip, time, ties)]
    runs += _across(strips, ties)
    return _drawn(account, strips, time, runs, len(ties) - len(runs))


def _strips(account: Account, ties: list[Edge]) -> list[_Strip]:
    """Voices of one letter and side share a lane; those of unknown lineage share one; sides stay apart."""
    lanes: dict[tuple[int, str], _Strip] = {}
    for voice in account.voices:
        side = 1 if voice.position == "opposes" else 0
        lane = lanes.setdefault((side, voice.letter), _Strip(voice.letter, "o" if side else "s", []))
        lane.voices.append(voice)
    ordered = [lanes[key] for key in sorted(lanes, key=lambda key: (key[0], *_turn(key[1])))]
    kept = _most(ordered)
    for strip in kept:
        _fold(strip, ties)
    return kept


def _turn(letter: str) -> tuple[bool, int, str]:
    """The order of letters: A to Z, A2 to Z2, and the unknown at the end."""
    return (letter == "?", int(letter[1:]) if letter[1:].isdecimal() else 1, letter)


def _most(strips: list[_Strip]) -> list[_Strip]:
    """So many lanes as can be taken in at a glance: those of most pages, both sides alike."""
    if len(strips) <= LANES:
        return strips
    keep: set[int] = set()
    for side in "so":
        own = [n for n, strip in enumerate(strips) if strip.side == side]
        own.sort(key=lambda n: (-sum(len(voice.tellings) for voice in strips[n].voices), n))
        keep |= set(own[: LANES // 2 if len(own) > LANES // 2 else len(own)])
    return [strip for n, strip in enumerate(strips) if n in keep]


def _fold(strip: _Strip, ties: list[Edge]) -> None:
    """Of more than twelve pages, keep the first tellings and those that others took from."""
    pages = {t.document.id: t for voice in reversed(strip.voices) for t in reversed(voice.tellings)}
    tellings = sorted(pages.values(), key=lambda t: (words.iso_day(t.day) or date.max, not t.first, t.day or ""))
    if len(tellings) > FOLD_AT:
        sources: dict[str, int] = defaultdict(int)
        for edge in ties:
            sources[edge.source] += edge.directed
        best = sorted(range(len(tellings)), key=lambda n: (not tellings[n].first, -sources[tellings[n].document.id], n))
        kept = sorted(best[: FOLD_AT - 1])
        strip.folded = len(tellings) - len(kept)
        tellings = [tellings[n] for n in kept]
    strip.tellings = tellings


def _laid(strip: _Strip, time: Axis, ties: list[Edge]) -> list[_Run]:
    """Give every page of a lane its cell, and say which edges can be drawn without touching a mark."""
    pages = {t.document.id: t for t in strip.tellings}
    within = [_in_time(edge, pages) for edge in ties if edge.source in pages and edge.target in pages]
    depth = _generations(list(pages), within)
    column = {page: time.column(words.iso_day(t.day)) for page, t in pages.items()}
    drawn: list[_Run] = []
    for page in sorted(pages, key=lambda p: (column[p], depth[p], list(pages).index(p))):
        into = [edge for edge in within if edge.target == page and edge.source in strip.spots]
        into.sort(key=lambda edge: (not edge.directed, -strip.spots[edge.source][0][0], edge.source))
        spot, row = _place(strip, column[page], into[:1])
        strip.spots[page] = (spot, row)
        strip.taken[row].add(spot)
        drawn += [(strip, strip, edge) for edge in into[:2] if _run(strip, strip, edge)]
    return drawn


def _across(strips: list[_Strip], ties: list[Edge]) -> list[_Run]:
    """Edges from lane to lane: drawn last, where a line still finds its way, and no more than can be followed."""
    home = {page: strip for strip in reversed(strips) for page in strip.spots}
    drawn: list[_Run] = []
    for edge in ties:
        source, target = home.get(edge.source), home.get(edge.target)
        together = any(edge.source in strip.spots and edge.target in strip.spots for strip in strips)
        if source is None or target is None or together or len(drawn) == ACROSS:
            continue
        if not edge.directed and source.spots[edge.source][0] > target.spots[edge.target][0]:
            source, target, edge = target, source, Edge(edge.target, edge.source, False, edge.label, edge.why)
        if _run(source, target, edge):
            drawn.append((source, target, edge))
    return drawn


def _in_time(edge: Edge, pages: dict[str, Telling]) -> Edge:
    """An undirected edge is drawn from the earlier page to the later; that says nothing about the way."""
    order = list(pages)
    if edge.directed or order.index(edge.source) <= order.index(edge.target):
        return edge
    return Edge(edge.target, edge.source, False, edge.label, edge.why)


def _generations(pages: list[str], ties: list[Edge]) -> dict[str, int]:
    """How many steps each page is from where the words came in; pages that took from each other count as one."""
    import rustworkx

    graph: rustworkx.PyDiGraph[str, None] = rustworkx.PyDiGraph()
    node = dict(zip(pages, graph.add_nodes_from(pages), strict=True))
    graph.add_edges_from_no_data([(node[edge.source], node[edge.target]) for edge in ties])
    rings = rustworkx.strongly_connected_components(graph)
    ring = {member: n for n, members in enumerate(rings) for member in members}
    whole: rustworkx.PyDiGraph[int, None] = rustworkx.PyDiGraph()
    whole.add_nodes_from(range(len(rings)))
    whole.add_edges_from_no_data(sorted({(ring[a], ring[b]) for a, b in graph.edge_list() if ring[a] != ring[b]}))
    depth = {n: k for k, layer in enumerate(rustworkx.topological_generations(whole)) for n in layer}
    return {page: depth[ring[node[page]]] for page in pages}


def _place(strip: _Strip, column: int, into: list[Edge]) -> tuple[Spot, int]:
    """The first free cell of the day, right of its source where both stand in it, in a row that a line can reach."""
    source = strip.spots[into[0].source] if into else None
    slot = source[0][1] + 1 if source and source[0][0] == column else 0
    rows = range(DEEP)
    while True:
        order = sorted(rows, key=lambda row: (abs(row - source[1]) if source else row, row))
        for row in order:
            spot = (column, slot)
            if _free(strip, row, spot) and (source is None or _clear(strip, row, source[0], spot, into[0].source)):
                return spot, row
        # Beyond the rows of a lane, further to the right; a line that still finds no way is left to the table.
        slot += 1
        source = source if slot < 3 * DEEP else None


def _free(strip: _Strip, row: int, spot: Spot) -> bool:
    return spot not in strip.taken[row] and not any(a < spot < b for a, b, _ in strip.runs[row])


def _clear(strip: _Strip, row: int, start: Spot, end: Spot, source: str) -> bool:
    """Whether a line may run in this row between two cells: past no mark, over no line that comes from elsewhere."""
    if any(start < spot < end for spot in strip.taken[row]):
        return False
    return not any(a < end and start < b and own != source for a, b, own in strip.runs[row])


def _run(source: _Strip, target: _Strip, edge: Edge) -> bool:
    """Take the way to the right for an edge, if it is free."""
    start, (end, row) = source.spots[edge.source][0], target.spots[edge.target]
    if start >= end or not _clear(target, row, start, end, edge.source):
        return False
    target.runs[row].append((start, end, edge.source))
    return True


def _drawn(account: Account, strips: list[_Strip], time: Axis, runs: list[_Run], untold: int) -> Drawing:
    at = _columns(strips, len(time.columns))
    lanes, tops, y, divide = [], {}, float(TOP), None
    for strip in strips:
        if strip.side == "o" and divide is None:
            divide = y
        tops[id(strip)] = y
        lane = _lane(strip, y, at)
        lanes.append(lane)
        y += lane.height
    nodes = [_node(strip, page, at, tops[id(strip)]) for strip in strips for page in strip.spots]
    lines = [_line(run, at, tops[id(run[0])], tops[id(run[1])]) for run in runs]
    right = max((x for x in at.values()), default=LEFT) + CELL
    ticks = tuple(Tick(at[n, 0], column) for n, column in enumerate(time.columns))
    marks = (ticks, tuple(lanes), tuple(nodes), tuple(lines))
    return Drawing(right, y, *marks, divide, time.step, untold, _unseen(account, strips), _description(account, strips))


def _columns(strips: list[_Strip], columns: int) -> dict[Spot, float]:
    """The x of every cell: a column is as wide as the lane that needs most of it."""
    slots = [1] * columns
    for strip in strips:
        for (column, slot), _ in strip.spots.values():
            slots[column] = max(slots[column], slot + 1)
    at, x = {}, float(LEFT)
    for column, many in enumerate(slots):
        for slot in range(many):
            at[column, slot] = x
            x += CELL
    return at


def _lane(strip: _Strip, y: float, at: dict[Spot, float]) -> Lane:
    voice = strip.voices[0]
    name = "lineage unknown" if not voice.known else voice.name
    pages = len({t.document.id for v in strip.voices for t in v.tellings})
    height = strip.rows * ROW + PAD + (16 if strip.folded else 0)
    more = f"and {words.count(strip.folded, 'page')} more, in the table" if strip.folded else ""
    under = words.count(pages, "page")
    return Lane(y, height, strip.letter, fit(name, LEFT - 46), under, strip.side, more, _bands(strip, at, y))


def _bands(strip: _Strip, at: dict[Spot, float], y: float) -> tuple[tuple[float, float, float], ...]:
    """A pale band joins the first tellings of one body where they stand in one row: one voice."""
    firsts = [strip.spots[t.document.id] for t in strip.tellings if t.first and strip.voices[0].known]
    by_row: dict[int, list[float]] = defaultdict(list)
    for spot, row in firsts:
        by_row[row].append(at[spot] + 6)
    return tuple((min(xs), max(xs), _middle(y, row)) for row, xs in sorted(by_row.items()) if len(xs) > 1)


def _middle(top: float, row: int) -> float:
    """The height at which the marks of a row stand: the name above, the evidence below."""
    return top + PAD / 2 + row * ROW + 27


SHAPES = {"supports": "square", "opposes": "diamond", "reports": "bar", "uncertain": "ring"}


def _node(strip: _Strip, page: str, at: dict[Spot, float], top: float) -> Node:
    spot, row = strip.spots[page]
    telling = next(t for t in strip.tellings if t.document.id == page)
    known = strip.voices[0].known
    fill = ("first" if telling.first else "echo") if known else "unknown"
    role = {"first": "first telling", "echo": "echo", "unknown": "lineage unknown"}[fill]
    name = outlet(telling.document)
    title = f"{name}, {words.day(telling.day)}: {words.POSITIONS[telling.position]}, {role}"
    letter = strip.letter if fill == "first" else ""
    return Node(
        at[spot], _middle(top, row), telling, SHAPES[telling.position], fill, letter, fit(name, CELL - 20), title
    )


def _line(run: _Run, at: dict[Spot, float], top: float, other: float) -> Line:
    """Right from the source to the gutter of its cell, along the gutter to the row of the taker, right to the taker."""
    source, target, edge = run
    (start, row), (end, to) = source.spots[edge.source], target.spots[edge.target]
    gutter = at[start] + CELL - 15 + 4 * (row % 3) + (2 if source is not target else 0)
    y, y2, x2 = _middle(top, row), _middle(other, to), at[end] - (3 if len(target.letter) < 2 else 9)
    first = at[start] + 13
    if y == y2:
        path = f"M{first:g} {y:g}H{x2:g}"
    else:
        turn = 5 if y2 > y else -5
        out = f"M{first:g} {y:g}H{gutter - 5:g}Q{gutter:g} {y:g} {gutter:g} {y + turn:g}"
        path = f"{out}V{y2 - turn:g}Q{gutter:g} {y2:g} {gutter + 5:g} {y2:g}H{x2:g}"
    return Line(path, edge.directed, fit(edge.label, CELL - 30), at[end] - 20, y2 + 14, edge.why)


def _unseen(account: Account, strips: list[_Strip]) -> int:
    """How many voices have no lane, because there are too many of them."""
    return len(account.voices) - sum(len(strip.voices) for strip in strips)


def _description(account: Account, strips: list[_Strip]) -> str:
    parts = []
    for strip in strips:
        pages = len({t.document.id for voice in strip.voices for t in voice.tellings})
        first = strip.voices[0].first
        name = "lineage unknown" if not strip.voices[0].known else strip.voices[0].name
        side = words.POSITIONS[strip.voices[0].position]
        parts.append(f"{strip.letter}, {name}, {side}: {words.count(pages, 'page')}, first {words.day(first.day)}.")
    left = _unseen(account, strips)
    more = f" {words.count(left, 'voice')} more in the table." if left > 0 else ""
    return " ".join(parts) + more + " The same is given as a table under Days."
