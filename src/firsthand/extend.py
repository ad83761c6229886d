"""Finding a part by its name: in the built-in table, among installed entry points, or by a dotted path."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.metadata import entry_points
from typing import TypeVar, cast

from firsthand.errors import UsageError

Part = TypeVar("Part")


def find(name: str, table: Mapping[str, Part], group: str) -> Part:
    """The part called `name`: a key of `table`, an entry point of `group`, or `module:function`."""
    if name in table:
        return table[name]
    offered = {point.name: point for point in entry_points(group=group)}
    if name in offered:
        return cast(Part, offered[name].load())
    if ":" in name:
        return cast(Part, _by_path(name))
    known = ", ".join(sorted({*table, *offered}))
    raise UsageError(f"{name!r} is not known in {group}: use one of {known}, or module:function")


def _by_path(path: str) -> object:
    module, _, attribute = path.partition(":")
    try:
        return getattr(import_module(module), attribute)
    except (ImportError, AttributeError, ValueError) as error:
        raise UsageError(f"{path!r} cannot be loaded: {error}") from error
