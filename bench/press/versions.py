"""How a telling of the claim stands at one page, and what a hop from page to page does to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import Literal

from bench.press.grammar import pick
from bench.press.world import Figure, Origin, Verb, World, rounded

Hop = Literal["hedge-loss", "attribution-loss", "planned-to-done", "figure-drift", "verb-hardening", "origin-flip"]
HOPS: tuple[Hop, ...] = (
    "hedge-loss", "attribution-loss", "planned-to-done", "figure-drift", "verb-hardening", "origin-flip",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Version:
    """A telling's state: what a page that takes it up hands on, changed or not."""

    figure: Figure
    hedged: bool
    planned: bool
    verb: Verb
    body: int
    "To whom the page gives the words."
    named: bool
    "False where it gives them to nobody."


def first(world: World, origin: Origin) -> Version:
    """The words as their origin gives them."""
    figure = Figure(world.event.figure, origin.words)
    return Version(figure, origin.hedged, world.event.planned, origin.verb, origin.body, True)


def changes(earlier: Version, later: Version) -> tuple[Hop, ...]:
    """What happened to the words between two pages, in the order of HOPS."""
    found = {
        "hedge-loss": earlier.hedged and not later.hedged,
        "attribution-loss": earlier.named and not later.named,
        "planned-to-done": earlier.planned and not later.planned,
        "figure-drift": earlier.figure.number != later.figure.number,
        # Words that nobody says any more have no verb of saying.
        "verb-hardening": earlier.named and later.named and later.verb == "hard" != earlier.verb,
        "origin-flip": earlier.named and later.named and earlier.body != later.body,
    }
    return tuple(hop for hop in HOPS if found[hop])


# How often a hop that tells in its own words does each of these, where it can be done.
CHANCES: dict[Hop, float] = {
    "hedge-loss": 0.2, "planned-to-done": 0.2, "figure-drift": 0.06, "verb-hardening": 0.06, "origin-flip": 0.02,
}  # fmt: skip


def hopped(dice: Random, world: World, version: Version) -> Version:
    """The version after a hop: mostly as it was, sometimes harder, rounder, or in another's mouth."""
    does = {hop for hop in HOPS if dice.random() < CHANCES.get(hop, 0.0)}
    if "hedge-loss" in does and version.hedged:
        version = replace(version, hedged=False)
    if "planned-to-done" in does and version.planned:
        version = replace(version, planned=False)
    if "figure-drift" in does:
        version = replace(version, figure=_drifted(dice, world, version.figure))
    if "verb-hardening" in does and not version.hedged:
        version = replace(version, verb="hard")
    if "origin-flip" in does and version.named:
        others = [b.number for b in world.bodies if b.named and b.number != version.body]
        version = replace(version, body=pick(dice, others))
    return version


def _drifted(dice: Random, world: World, figure: Figure) -> Figure:
    """Rounded where it was not round; else, and now and then anyway, the whole is told for the part."""
    if figure.number == rounded(figure.number) or dice.random() < 0.3:
        return Figure(world.event.whole, "")
    return Figure(rounded(figure.number), "")
