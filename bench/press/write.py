"""A cascade in, written pages out: each page's lines, in the grammar's words, with what is said in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from bench.press.grammar import pick, plain, sentence, varied
from bench.press.lines import Line, joined
from bench.press.pages import Cascade, Page
from bench.press.speak import Scene, Writer, again, headline, new_naming, outlet, post, scene, told, wording
from bench.press.world import World, person

_AGAIN, _SILENT = 0.5, 0.2
_KEEPS_HEADLINE, _KEEPS_END = 0.6, 0.6


def written(dice: Random, cascade: Cascade) -> list[list[Line]]:
    """The lines of every page, in the order of the cascade's pages."""
    world = cascade.world
    topic, origins = world.event.topic, world.origins
    quotes = {o.number: wording(dice, world.grammar, topic) for o in origins}
    sides = {o.number: [varied(dice, side, topic.same) for side in dice.sample(topic.sides, 2)] for o in origins}
    writer = Writer(dice, cascade, _slots(world), quotes, sides)
    pages: list[list[Line]] = []
    taken: set[tuple[str, str]] = set()
    for page in cascade.pages:
        lines = _page(writer, page, pages)
        # A site carries no text twice: it would be one page.
        while (key := _key(writer, page, lines)) in taken:
            lines = [*lines, *_fills(writer, 1)]
        taken.add(key)
        pages.append(lines)
    return pages


def _key(writer: Writer, page: Page, lines: list[Line]) -> tuple[str, str]:
    site = writer.world.outlets[page.outlet].site.split("/")[0]
    return site, "\n".join(line.text for line in lines)


def _slots(world: World) -> dict[str, str]:
    event = world.event
    return {
        "land": event.land[0], "folk": event.land[1], "other": event.other[0], "otherfolk": event.other[1],
        "town": event.town, "port": event.port, "firm": event.firm, "thing": event.thing,
        "event": event.topic.event, "m": f"{event.whole:,}", "a": "", "z": "",
    }  # fmt: skip


def _page(writer: Writer, page: Page, pages: list[list[Line]]) -> list[Line]:
    at = scene(writer, page)
    if page.kind == "post":
        return _posted(writer, at, pages)
    if page.kind == "syndicated":
        return _copied(writer, at, pages[page.edges[0].page])
    if page.kind == "partial":
        return _partly_copied(writer, at, pages[page.edges[0].page])
    return _composed(writer, at)


# Pages in words of their own


def _composed(writer: Writer, at: Scene) -> list[Line]:
    dice, page = writer.dice, at.page
    fills = _fills(writer, 5)
    lead = [told(writer, at, 0)]
    if dice.random() < 0.3:
        lead.append(fills.pop())
    lines = [headline(writer, at), *_byline(writer), joined("paragraph", lead, _prefix(writer, at))]
    if page.tellings[0].version.named and dice.random() < _AGAIN:
        affirms = writer.world.origins[page.tellings[0].origin].stance == "affirms"
        lines.append(again(writer, at, quote=affirms and dice.random() < 0.4))
    lines.extend(told(writer, at, n) for n in range(1, len(page.tellings)))
    lines.extend(_linking(writer, edge.page) for edge in page.edges if edge.how == "links")
    lines.extend(_paragraphs(writer, fills))
    if writer.world.silent and dice.random() < _SILENT:
        lines.append(_silence(writer))
    return [*lines, *_foot(writer, page)]


def _byline(writer: Writer) -> list[Line]:
    if writer.dice.random() > 0.4:
        return []
    slots = {**writer.slots, "person": person(writer.dice, writer.grammar)}
    return [Line("byline", plain(writer.frame("byline"), slots))]


def _prefix(writer: Writer, at: Scene) -> str:
    """The dateline of an agency, with its name, before the first sentence."""
    if at.outlet.kind != "wire" or writer.dice.random() > 0.85:
        return ""
    town = writer.slots["town"]
    form = str(writer.grammar.frames("prefix")[0])
    return plain(form, {"TOWN": town.upper(), "Town": town, "outlet": at.outlet.name})


def _fills(writer: Writer, count: int) -> list[Line]:
    """Sentences beside the matter, none twice."""
    topic = writer.world.event.topic
    drawn = writer.dice.sample([*topic.fills, *writer.grammar.words["fill"]["lines"]], count)
    return [Line("paragraph", plain(varied(writer.dice, template, topic.same), writer.slots)) for template in drawn]


def _paragraphs(writer: Writer, fills: list[Line]) -> list[Line]:
    """None to two paragraphs of them."""
    sizes = pick(writer.dice, ((), (1,), (2,), (1, 2), (2, 2)))
    return [joined("paragraph", [fills.pop() for _ in range(size)]) for size in sizes]


def _silence(writer: Writer) -> Line:
    """That somebody who should know has not spoken."""
    body = writer.world.bodies[pick(writer.dice, writer.world.silent)]
    words = new_naming(writer, body.number, None).text.rstrip(",")
    slots = {**writer.slots, "body": words, "Body": words[:1].upper() + words[1:]}
    return Line("paragraph", plain(writer.frame("silent"), slots))


def _linking(writer: Writer, page: int) -> Line:
    found = sentence(writer.frame("link"), {}, writer.slots)
    anchor = (found.places["a"][0], found.places["z"][0])
    return Line("paragraph", found.text, links=((anchor, page),))


def _foot(writer: Writer, page: Page) -> list[Line]:
    """Credits, and what pages end with."""
    lines = [_credit(writer, edge.page) for edge in page.edges if edge.how == "credits"]
    if writer.dice.random() < 0.2:
        lines.insert(0, Line("foot", writer.frame("tails")))
    return lines


def _credit(writer: Writer, page: int) -> Line:
    name = outlet(writer, writer.cascade.pages[page].outlet).name
    return Line("foot", plain(writer.frame("credit"), {"outlet": name}))


# Pages in the words of others


def _copied(writer: Writer, at: Scene, parent: list[Line]) -> list[Line]:
    """The parent's lines with small edits: another headline, an end cut off, a word or two, another dateline."""
    dice = writer.dice
    body = [line for line in parent if line.kind == "paragraph"]
    credited = any(edge.how == "credits" for edge in at.page.edges)
    names_parent = credited and _is_wire(writer, at.page.edges[0].page) and body[0].prefix > 0
    if not names_parent:
        body[0] = body[0].cut()
    while len(body) > 2 and not body[-1].said and dice.random() > _KEEPS_END:
        body.pop()
    top = parent[0] if parent[0].kind == "headline" and dice.random() < _KEEPS_HEADLINE else headline(writer, at)
    lines = [_edited(writer, top), *_byline(writer), *(_edited(writer, line) for line in body)]
    foot = [line for line in _foot(writer, at.page) if not names_parent or not _is_credit(line, writer, at.page)]
    return [*lines, *foot]


def _is_wire(writer: Writer, page: int) -> bool:
    return writer.world.outlets[writer.cascade.pages[page].outlet].kind == "wire"


def _is_credit(line: Line, writer: Writer, page: Page) -> bool:
    return outlet(writer, writer.cascade.pages[page.edges[0].page].outlet).name in line.text


def _partly_copied(writer: Writer, at: Scene, parent: list[Line]) -> list[Line]:
    """One or two paragraphs of the parent between words of the page's own."""
    body = [line for line in parent if line.kind == "paragraph" and all(said.telling == 0 for said in line.said)]
    taken = [_edited(writer, line).cut() for line in body[: pick(writer.dice, (1, 2))]]
    lines = [headline(writer, at), *_byline(writer)]
    fills = _fills(writer, 5)
    if writer.dice.random() < 0.5:
        lines.append(fills.pop())
    return [*lines, *taken, *_paragraphs(writer, fills), *_foot(writer, at.page)]


def _edited(writer: Writer, line: Line) -> Line:
    """The line with a word or two put otherwise, now and then."""
    if writer.dice.random() > 0.3:
        return line
    swaps: Sequence[tuple[str, str]] = writer.grammar.words["frames"]["swaps"]
    old, new = pick(writer.dice, swaps)
    start = line.text.find(f" {old} ")
    return line if start < 0 else line.changed(start + 1, start + 1 + len(old), new)


def _posted(writer: Writer, at: Scene, pages: list[list[Line]]) -> list[Line]:
    """A post: the account's name and a line; the others of its group carry the line as it is, or louder."""
    handle = Line("byline", f"@{at.outlet.name}")
    edge = at.page.edges[0]
    if edge.how != "copies":
        return [handle, post(writer, at)]
    line = replace(pages[edge.page][1])
    loud = pick(writer.dice, ("", "", "!", " !!", " …"))
    return [handle, replace(line, text=line.text + loud)]
