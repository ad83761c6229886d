"""A Case in, Weights out: what each weigher makes of a claim, with reasons."""

from __future__ import annotations

from collections.abc import Callable

from firsthand import extend
from firsthand.records import Case, Weight
from firsthand.weigh import belief, context, evidence, figures, mutation, origins, positions, silence

Weigher = Callable[[Case], Weight]

WEIGHERS: dict[str, Weigher] = {
    "origins": origins.weigh,
    "figures": figures.weigh,
    "positions": positions.weigh,
    "mutation": mutation.weigh,
    "evidence": evidence.weigh,
    "silence": silence.weigh,
    "belief": belief.weigh,
    "context": context.weigh,
}


def weights(case: Case, names: tuple[str, ...] = tuple(WEIGHERS)) -> list[Weight]:
    """The weights of one claim, in the order of the names.

    Raises UsageError for a name that is no weigher.
    """
    return [extend.find(name, WEIGHERS, "firsthand.weigh")(case) for name in names]
