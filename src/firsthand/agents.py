"""`firsthand mcp`: the command that opens a case to an agent."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from firsthand.errors import UsageError


def mcp(
    case: Annotated[str, typer.Argument(help="The case: a file, or postgresql+psycopg://user@host/database.")],
    http: Annotated[
        int | None,
        typer.Option(
            help="Serve on http://127.0.0.1:PORT/mcp instead of standard input.", metavar="PORT", min=1, max=65535
        ),
    ] = None,
    allow_adding: Annotated[
        bool, typer.Option("--allow-adding", help="Let the agent add pages: addresses, text.")
    ] = False,
    files: Annotated[
        Path | None,
        typer.Option(help="With --allow-adding: files too, from this folder only.", exists=True, file_okay=False),
    ] = None,
    allow_judging: Annotated[bool, typer.Option("--allow-judging", help="Let the agent keep judgements.")] = False,
    name: Annotated[str, typer.Option(help="The name that its judgements are kept under.")] = "agent",
) -> None:
    """Open a case to an agent (MCP): it asks who says it, who first, who repeats, what is shown; it reads only.

    Example: `firsthand mcp troops.sqlite`, or `firsthand mcp troops.sqlite --http 8377 --allow-adding`
    """
    if files is not None and not allow_adding:
        raise UsageError("--files says where added files may lie: give --allow-adding too.")
    if not name.strip() or not name.isprintable():
        raise UsageError("--name is a word or two that can be printed.")
    try:
        from firsthand.serve import mcp as door
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] not in {"mcp", "mcp_types"}:
            raise
        raise UsageError("The agents' door needs one more package: pip install 'firsthand[agents]'.") from error
    from firsthand.serve.desk import Desk

    desk = Desk(case)
    try:
        allowed = door.Allowed(allow_adding, files, allow_judging, name.strip())
        if http is None:
            door.over_stdio(desk, allowed)
        else:
            door.over_http(desk, allowed, http)
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
    finally:
        desk.close()
