"""The command line: one command for each function of pipeline and ask."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from firsthand.errors import CaseError, FirsthandError, UsageError

if TYPE_CHECKING:
    from firsthand.gather import Gathering
    from firsthand.pipeline import Progress
    from firsthand.store import Store

# Small products between two network runs: threads of their own only take the processor from the network.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

app = typer.Typer(
    help="Count the voices, not the echoes: who says it, who said it first, who only repeats.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)
NOTHING_READ, WRONG_USE, STOPPED = 1, 2, 130

Places = Annotated[
    list[str], typer.Argument(help="A file, folder, glob, address, feed, JSONL file, or - for standard input.")
]
CaseFile = Annotated[Path, typer.Option("--case", help="The case file.", metavar="FILE")]
AllowPrivate = Annotated[bool, typer.Option("--allow-private", help="Also fetch addresses that are not public.")]
AsIs = Annotated[bool, typer.Option("--as-is", help="Take text unchanged: no line is judged to be furniture.")]


class Output(StrEnum):
    """What a dossier can be told as."""

    report = "report"
    json = "json"
    markdown = "markdown"
    csv = "csv"


class Lines(StrEnum):
    """What `read` writes."""

    terminal = "terminal"
    jsonl = "jsonl"
    conll = "conll"
    brat = "brat"
    spacy = "spacy"


@app.command()
def trace(
    places: Places,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the dossier.")] = Path("dossier"),
    case: Annotated[
        Path | None, typer.Option("--case", help="Keep the case in this file and add to it.", metavar="FILE")
    ] = None,
    question: Annotated[str | None, typer.Option(help="The question the pages are about.")] = None,
    allow_private: AllowPrivate = False,
) -> None:
    """Read pages, link what they say, and write the dossier.

    Example: `firsthand trace pages/ https://example.org/story -o out`
    """
    from firsthand import pipeline, store

    _folder(out)
    path = case or out / "case.sqlite"
    if case is None:
        for leftover in out.glob("case.sqlite*"):
            leftover.unlink()  # without --case each trace is a case of its own
    with store.open(path) as kept, _stoppable(path):
        if question:
            kept.keep_fact("question", question)
        with _progress() as progress:
            found = pipeline.trace(kept, places, _gathering(path.parent, allow_private), progress=progress)
        _write(kept, out)
        _say_problems(kept)
        _done(kept, found, f"The dossier: {out / 'dossier.html'}")


@app.command()
def add(places: Places, case: CaseFile, allow_private: AllowPrivate = False) -> None:
    """Add pages to a case; nothing that was read before is read again.

    Example: `firsthand add new-page.html --case troops.sqlite`
    """
    from firsthand import pipeline, store

    with store.open(case) as kept, _stoppable(case):
        with _progress() as progress:
            found = pipeline.trace(kept, places, _gathering(case.parent, allow_private), progress=progress)
        _say_problems(kept)
        _done(kept, found, f"The case: {case}")


@app.command()
def show(
    case: CaseFile,
    record: Annotated[str | None, typer.Argument(help="The id of a page, statement, actor or claim.")] = None,
) -> None:
    """Show what a case holds, or one record of it.

    Example: `firsthand show --case troops.sqlite 3fa9c0d12e4b5a67`
    """
    from firsthand import ask, store

    with store.open(case, make=False) as kept:
        typer.echo(ask.summary(kept) if record is None else ask.record(kept, record))


@app.command()
def tell(
    case: CaseFile,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="File to write; standard output without it.")] = None,
    output: Annotated[Output, typer.Option("--format", help="How to tell it.")] = Output.report,
) -> None:
    """Tell the dossier of a case: as a report, JSON, Markdown or CSV.

    Example: `firsthand tell --case troops.sqlite --format csv -o statements.csv`
    """
    from firsthand import ask, store
    from firsthand import tell as telling

    with store.open(case, make=False) as kept:
        text = telling.tell(ask.dossier(kept), output.value)
    if out is None:
        sys.stdout.write(text)
    else:
        _save(out, text)


@app.command()
def problems(case: CaseFile) -> None:
    """List what could not be read, with place and reason.

    Example: `firsthand problems --case troops.sqlite`
    """
    from firsthand import store

    with store.open(case, make=False) as kept:
        for problem in kept.problems():
            typer.echo(f"{problem.stage}\t{problem.place}\t{problem.message}")


@app.command()
def read(
    places: Places,
    output: Annotated[
        Lines | None, typer.Option("--format", help="How to write it; without it, terminal on a terminal, else jsonl.")
    ] = None,
    as_is: AsIs = False,
    reader: Annotated[
        str | None,
        typer.Option(
            help="Another reader: `endpoint` (OpenAI-compatible: its address in FIRSTHAND_ENDPOINT, its model in "
            "FIRSTHAND_ENDPOINT_MODEL), or module:function."
        ),
    ] = None,
    allow_private: AllowPrivate = False,
) -> None:
    """Read pages and show who says what, or write it: one JSON object a page, CoNLL, brat standoff, or spaCy spans.

    Example: `firsthand read page.txt --format jsonl | jq '.statements[].speaker.name'`
    """
    from firsthand import pipeline
    from firsthand.extend import find
    from firsthand.read import READERS, statements, version
    from firsthand.tell import PAGES
    from firsthand.tell.words import plain

    chosen = statements
    if reader:
        chosen = find(reader, READERS, "firsthand.read")
        version(chosen)  # a reader that is not set up says so before any page is asked for
    write = PAGES[output or (Lines.terminal if sys.stdout.isatty() else Lines.jsonl)]
    options = _gathering(None, allow_private, as_is=as_is)
    written = 0
    for found in pipeline.readings(places, options, chosen):
        for problem in found.problems:
            typer.echo(plain(f"{problem.place}: {problem.message}"), err=True)
        if found.document is not None:
            written += 1
            sys.stdout.write(write(found.document, found.statements, found.marks, found.actors, found.problems))
            sys.stdout.flush()
    if not written:
        raise typer.Exit(NOTHING_READ)


def _gathering(near: Path | None, allow_private: bool, as_is: bool = False) -> Gathering:
    from firsthand.gather import Gathering

    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Gathering(as_is=as_is, allow_private=allow_private, cache=near / "cache" if near else None, now=now)


def _write(kept: Store, out: Path) -> None:
    from firsthand import ask
    from firsthand import tell as telling

    dossier = ask.dossier(kept)
    for name, file in (
        ("report", "dossier.html"),
        ("json", "dossier.json"),
        ("markdown", "dossier.md"),
        ("csv", "dossier.csv"),
    ):
        _save(out / file, telling.tell(dossier, name))


def _save(path: Path, text: str) -> None:
    try:
        path.write_text(text, "utf-8", newline="")
    except OSError as error:
        raise CaseError(f"{path} cannot be written: {error.strerror}. The case itself is kept.") from error


def _folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CaseError(f"{path} cannot be made: {error.strerror}. Name another folder with -o.") from error


@contextmanager
def _stoppable(path: Path) -> Iterator[None]:
    """Ctrl-C leaves a whole case behind, and says how to go on."""
    try:
        yield
    except KeyboardInterrupt:
        typer.echo(
            f"\nStopped. What was read is kept in {path}; go on with: firsthand add PLACE... --case {path}", err=True
        )
        raise typer.Exit(STOPPED) from None


@contextmanager
def _progress() -> Iterator[Progress]:
    """A bar on a terminal, nothing in a pipe."""
    from firsthand.pipeline import silent

    if not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description:>6}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[item]}", markup=False),
    )
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks = {stage: bars.add_task(stage, total=None, item="") for stage in ("gather", "read", "link")}

        def step(stage: str, done: int, total: int, item: str) -> None:
            bars.update(tasks[stage], completed=done, total=total, item=item[-48:])

        yield step


def _say_problems(kept: Store) -> None:
    for problem in kept.problems():
        typer.echo(f"{problem.stage}: {problem.place}: {problem.message}", err=True)


def _done(kept: Store, found: int, where: str) -> None:
    counts = kept.counts()
    pages, problems = counts["documents"], counts["problems"]
    typer.echo(
        f"{pages} pages, {counts['statements']} statements, {counts['claims']} claims, {problems} problems.", err=True
    )
    if not found:
        typer.echo("No page could be read from these places.", err=True)
        raise typer.Exit(NOTHING_READ)
    typer.echo(where)


def main() -> None:
    """Run the command line; a foreseen error is one line, never a trace."""
    try:
        app()
    except UsageError as error:
        typer.echo(f"firsthand: {error}", err=True)
        sys.exit(WRONG_USE)
    except FirsthandError as error:
        typer.echo(f"firsthand: {error}", err=True)
        sys.exit(NOTHING_READ)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of the pipe has seen enough
        sys.exit(0)
