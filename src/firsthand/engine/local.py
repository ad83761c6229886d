"""The engine of one process, and the only place that catches an item's error."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from firsthand.errors import FirsthandError
from firsthand.records import Problem

Item = TypeVar("Item")
Result = TypeVar("Result")


def over(
    stage: str,
    function: Callable[[Item], Iterable[Result | Problem]],
    items: Iterable[Item],
    place: Callable[[Item], str] = str,
) -> Iterator[tuple[Item, list[Result], list[Problem]]]:
    """Each item with what `function` gives for it; an item that fails keeps what it gave before and gets a Problem."""
    for item in items:
        results: list[Result] = []
        problems: list[Problem] = []
        try:
            for result in function(item):
                if isinstance(result, Problem):
                    problems.append(result)
                else:
                    results.append(result)
        except FirsthandError as error:
            problems.append(Problem(stage, place(item), str(error)))
        except Exception as error:  # noqa: BLE001  one page must not take the others down with it
            problems.append(
                Problem(stage, place(item), f"failed unexpectedly ({type(error).__name__}: {error}); please report it.")
            )
        yield item, results, problems
