"""The cascade: who tells first, and how the words go from page to page, before a word of them is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from bench.press.grammar import pick
from bench.press.pages import Cascade, Dating, Edge, How, Page, PageKind, Telling
from bench.press.versions import first, hopped
from bench.press.world import MINUTES, WITNESSES, Origin, Outlet, World, slug

# What a page that tells nothing first does with what it found, out of a hundred.
MODES: dict[PageKind, int] = {
    "syndicated": 26, "citing": 17, "uncredited": 17, "credited": 10, "bare": 9, "linked": 8, "roundup": 6,
    "partial": 5, "passed-on": 2,
}  # fmt: skip
_MODES = [kind for kind, share in MODES.items() for _ in range(share)]
# How many tickets a page has in the draw of who is taken up: agencies are read by all.
_TICKETS = {"wire": 8, "paper": 1, "account": 1}
DROPS_BODY = 0.12  # share of pages that name the outlet and no longer whom it named
UNSEEN = 0.1  # share of pages that nobody collected
UNDATED, MISDATED, MOMENTS = 0.06, 0.05, 0.55


@dataclass
class _Draft:
    """What is at hand while pages are drawn."""

    dice: Random
    world: World
    outlets: list[Outlet]
    pages: list[Page] = field(default_factory=list)
    pool: list[int] = field(default_factory=list)
    denials: list[int] = field(default_factory=list)
    carried: dict[int, set[int]] = field(default_factory=dict)
    "Outlets that already carry a text, by the page it comes from."
    used: set[int] = field(default_factory=set)
    "Outlets that have a page."
    root: dict[int, int] = field(default_factory=dict)
    "The page whose text a copy is."
    circles: list[tuple[int, ...]] = field(default_factory=list)
    posts: list[tuple[int, ...]] = field(default_factory=list)


def cascade(dice: Random, world: World, pages: int) -> Cascade:
    """A cascade of which this many pages are seen."""
    draft = _Draft(dice, world, list(world.outlets))
    every = round(pages / (1 - UNSEEN))
    _first_tellers(draft, every)
    special = _specials(dice, pages)
    while len(draft.pages) < every:
        left = every - len(draft.pages)
        if special and dice.random() < len(special) / max(1, left / 4):
            special.pop()(draft, left)
        else:
            _echo(draft)
    seen = _seen(draft, pages)
    kept = set(seen)
    circles = tuple(c for c in draft.circles if kept.issuperset(c))
    posts = tuple(g for group in draft.posts if len(g := tuple(p for p in group if p in kept)) > 1)
    return Cascade(replace(world, outlets=tuple(draft.outlets)), tuple(draft.pages), seen, circles, posts)


def _specials(dice: Random, pages: int) -> list[Callable[[_Draft, int], None]]:
    """Circles and groups of posts: in one small case of three, and more of them in large ones."""
    circles = (dice.random() < 0.33) + round(pages / 400)
    groups = (dice.random() < 0.33) + round(pages / 300)
    wanted: list[Callable[[_Draft, int], None]] = [*[_circle] * circles, *[_group_of_posts] * groups]
    dice.shuffle(wanted)
    return wanted


def _seen(draft: _Draft, pages: int) -> tuple[int, ...]:
    """The pages that were collected: circles whole, of the others some are missing, who tells first too."""
    whole = {page for circle in draft.circles for page in circle}
    loose = [page.number for page in draft.pages if page.number not in whole]
    missing = set(draft.dice.sample(loose, min(len(loose), len(draft.pages) - pages)))
    return tuple(page.number for page in draft.pages if page.number not in missing)


# Who tells first


def _first_tellers(draft: _Draft, every: int) -> None:
    """Each origin on one or several pages: a press conference, a briefing of one day, a witness at two microphones."""
    room = max(len(draft.world.origins), every // 2)
    for n, origin in enumerate(draft.world.origins):
        left = room - len(draft.pages) - (len(draft.world.origins) - n - 1)
        for k in range(max(1, min(_briefed(draft, origin), left))):
            at = origin.at + (0 if k == 0 else draft.dice.randint(5, 300))
            telling = Telling(origin.number, first(draft.world, origin), None)
            wire = k == 0 and draft.dice.random() < 0.5
            outlet = draft.dice.randrange(4) if wire else _paper(draft)
            page = _add(draft, "first", outlet, at, (telling,))
            if origin.stance != "affirms":
                draft.denials.append(page.number)


def _briefed(draft: _Draft, origin: Origin) -> int:
    kind = draft.world.bodies[origin.body].kind
    if kind == "reporter":
        return 1
    return draft.dice.choice((1, 1, 2) if kind in WITNESSES else (1, 2, 3, 4) if kind == "officials" else (1, 1, 2, 3))


def _paper(draft: _Draft) -> int:
    """Any outlet, those drawn first more often: a few are large."""
    last = len(draft.world.outlets)
    return min(last - 1, int(last * draft.dice.random() ** 1.5))


def _add(draft: _Draft, kind: PageKind, outlet: int, at: int, tellings: tuple[Telling, ...], *edges: Edge) -> Page:
    dating, shift = _dating(draft.dice, kind)
    number = len(draft.pages)
    affirms = any(draft.world.origins[t.origin].stance == "affirms" for t in tellings)
    extra = 3 if kind == "first" and affirms else 0
    page = Page(number, kind, outlet, at, tellings, edges, dating, shift)
    draft.pages.append(page)
    draft.used.add(outlet)
    draft.pool.extend([number] * (_TICKETS[draft.outlets[outlet].kind] + extra))
    return page


def _dating(dice: Random, kind: PageKind) -> tuple[Dating, int]:
    drawn = dice.random()
    if kind == "circular":
        return "moment", 0
    if drawn < UNDATED:
        return "undated", 0
    if drawn < UNDATED + MISDATED:
        return "misdated", dice.choice((-365, -30, -3, -1, 1, 2, 7))
    return ("moment" if drawn < UNDATED + MISDATED + MOMENTS else "day"), 0


# Who takes it up


def _echo(draft: _Draft) -> None:
    parent = draft.pages[pick(draft.dice, draft.pool)]
    draft.pool.append(parent.number)  # who was taken up is taken up again
    kind: PageKind = pick(draft.dice, _MODES)
    if draft.outlets[parent.outlet].kind == "account" and kind in {"syndicated", "partial"}:
        kind = "citing"
    if kind in {"syndicated", "partial"}:
        _copy(draft, parent, kind)
    elif kind == "roundup":
        _roundup(draft, parent)
    else:
        _retell(draft, parent, kind)


def _later(draft: _Draft, page: Page) -> int:
    """Hours later, seldom days: half within four hours."""
    return page.at + 5 + round(draft.dice.expovariate(1 / 350)) + (MINUTES * 4 if draft.dice.random() < 0.06 else 0)


def _copy(draft: _Draft, parent: Page, kind: PageKind) -> None:
    root = draft.root.get(parent.number, parent.number)
    carried = draft.carried.setdefault(root, {draft.pages[root].outlet})
    outlet = next((o for _ in range(8) if (o := _paper(draft)) not in carried and o >= 4), None)
    if outlet is None:
        return _retell(draft, parent, "uncredited")
    carried.add(outlet)
    held = parent.tellings if kind == "syndicated" else parent.tellings[:1]
    tellings = tuple(replace(t, source=(parent.number, n)) for n, t in enumerate(held))
    edges = [Edge(parent.number, "copies")]
    if draft.dice.random() < (0.55 if kind == "syndicated" else 0.25):
        edges.append(Edge(parent.number, "credits"))
    page = _add(draft, kind, outlet, _later(draft, parent), tellings, *edges)
    if kind == "syndicated":
        draft.root[page.number] = root
    return None


def _other_outlet(draft: _Draft, *pages: Page) -> int:
    taken = {page.outlet for page in pages}
    return next(o for o in iter(lambda: _paper(draft), None) if o not in taken)


def _retell(draft: _Draft, parent: Page, kind: PageKind) -> None:
    """In the page's own words, with or without saying from whom it has them."""
    telling = _taken(draft, parent, 0)
    affirmed = draft.world.origins[telling.origin].stance == "affirms"
    if kind == "bare" and not affirmed:
        kind = "uncredited"
    if not telling.version.named and kind in {"uncredited", "credited", "passed-on"}:
        kind = "citing" if kind == "passed-on" else "bare" if kind == "uncredited" else kind
    if kind == "passed-on" and not (affirmed and draft.world.bodies[telling.version.body].named):
        kind = "citing"
    how: How = "cites" if kind == "citing" else "credits" if kind == "credited" else "links"
    edge = Edge(parent.number, how if kind in {"citing", "credited", "linked"} else "echoes")
    outlet = _other_outlet(draft, parent)
    tellings = [_as(draft, telling, parent, kind)]
    if len(parent.tellings) > 1 and draft.dice.random() < 0.4:
        tellings.append(_taken(draft, parent, 1))
    _add(draft, kind, outlet, _later(draft, parent), tuple(tellings), edge)


def _taken(draft: _Draft, parent: Page, place: int) -> Telling:
    """A telling of the parent as this page takes it up, in its own words and maybe changed."""
    telling = parent.tellings[place]
    affirmed = draft.world.origins[telling.origin].stance == "affirms"
    version = hopped(draft.dice, draft.world, telling.version) if affirmed else telling.version
    return Telling(telling.origin, version, (parent.number, place))


def _as(draft: _Draft, telling: Telling, parent: Page, kind: PageKind) -> Telling:
    affirmed = draft.world.origins[telling.origin].stance == "affirms"
    if affirmed and kind in {"citing", "credited", "linked"} and draft.dice.random() < DROPS_BODY:
        telling = replace(telling, version=replace(telling.version, named=False))
    if kind == "bare":
        return replace(telling, version=replace(telling.version, named=False))
    if kind == "citing":
        above = parent.tellings[0].via
        chain = above[:1] if above and telling.version.named and draft.dice.random() < 0.4 else ()
        return replace(telling, via=(parent.outlet, *chain))
    if kind == "passed-on":
        others = [b.number for b in draft.world.bodies if b.named and b.number != telling.version.body]
        return replace(telling, passed_by=pick(draft.dice, others))
    return telling


def _roundup(draft: _Draft, parent: Page) -> None:
    """Two or three words on the claim brought together, a denial among them where there is one."""
    others = [draft.pages[pick(draft.dice, draft.pool)] for _ in range(draft.dice.choice((1, 2)))]
    if draft.denials and draft.dice.random() < 0.6:
        others.append(draft.pages[pick(draft.dice, draft.denials)])
    tellings, edges, told = [], [], set()
    for page in (parent, *others):
        telling = _taken(draft, page, 0)
        if telling.origin in told or not telling.version.named:
            continue
        told.add(telling.origin)
        cites = draft.dice.random() < 0.5
        tellings.append(_as(draft, telling, page, "citing") if cites else telling)
        edges.append(Edge(page.number, "cites" if cites else "echoes"))
    if not tellings:
        return _retell(draft, parent, "citing")
    sources = [draft.pages[edge.page] for edge in edges]
    at = max(_later(draft, page) for page in sources)
    _add(draft, "roundup", _other_outlet(draft, *sources), at, tuple(tellings), *edges)
    return None


# Circles and posts


def _affirming(draft: _Draft) -> Page:
    """A page that affirms, taken at random."""
    while True:
        page = draft.pages[pick(draft.dice, draft.pool)]
        if draft.world.origins[page.tellings[0].origin].stance == "affirms":
            return page


def _unused(draft: _Draft, count: int) -> list[int]:
    """Outlets without a page, so that naming one means its page in the circle."""
    free = [o.number for o in draft.world.outlets if o.number not in draft.used and o.kind == "paper"]
    return draft.dice.sample(free, count) if len(free) >= count else []


def _circle(draft: _Draft, left: int) -> None:
    """Two or three pages of one day that cite each other in a ring: the first was changed after the last came out."""
    size = draft.dice.choice((2, 2, 3))
    outlets = _unused(draft, size)
    if left < size or not outlets:
        return
    parent = _affirming(draft)
    begins = draft.world.event.begins
    # On the day after its source, from nine in the morning: all on one calendar day.
    since_midnight = begins.hour * 60
    start = (parent.at + since_midnight) // MINUTES * MINUTES + MINUTES - since_midnight + 9 * 60
    numbers = [len(draft.pages) + n for n in range(size)]
    source: tuple[int, int] = (parent.number, 0)
    version = replace(parent.tellings[0].version, named=draft.dice.random() < 0.3 and parent.tellings[0].version.named)
    for n, outlet in enumerate(outlets):
        cited = numbers[n - 1]
        telling = Telling(parent.tellings[0].origin, version, source, via=(outlets[n - 1],))
        edges = (Edge(parent.number, "echoes"), Edge(cited, "cites", back=True)) if n == 0 else (Edge(cited, "cites"),)
        _add(draft, "circular", outlet, start + n * 70, (telling,), *edges)
        source = (numbers[n], 0)
    draft.pages[numbers[0]] = replace(draft.pages[numbers[0]], updated=start + size * 70)
    draft.circles.append((numbers[0], *reversed(numbers[1:])))


def _group_of_posts(draft: _Draft, left: int) -> None:
    """The same words under different names within the hour."""
    size = min(left, draft.dice.randint(3, 8))
    if size < 3:
        return
    parent = _affirming(draft)
    telling = _taken(draft, parent, 0)
    telling = replace(telling, version=replace(telling.version, named=False))
    edge, start = Edge(parent.number, "echoes"), _later(draft, parent)
    numbers = []
    for n in range(size):
        page = _add(draft, "post", _account(draft), start + 7 * n, (telling,), edge)
        numbers.append(page.number)
        telling, edge = replace(telling, source=(numbers[0], 0)), Edge(numbers[0], "copies")
    draft.posts.append(tuple(numbers))


def _account(draft: _Draft) -> int:
    """A new account: one platform publishes them all."""
    names: Sequence[str] = draft.world.grammar.names("handles")
    platform = draft.world.grammar.words["names"]["platform"]
    number = len(draft.outlets)
    name = f"{pick(draft.dice, names)}{number}"
    draft.outlets.append(Outlet(number, name, f"{platform.lower()}.example/{slug(name)}", platform, "account"))
    return number
