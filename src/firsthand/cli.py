"""The command line: one command for each function of pipeline and ask."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import Enum, StrEnum
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from firsthand import agents, serving
from firsthand.errors import CaseError, FirsthandError, UsageError

if TYPE_CHECKING:
    from firsthand.gather import Gathering
    from firsthand.judging import Decision
    from firsthand.pipeline import Progress
    from firsthand.records import Weight
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
app.add_typer(serving.app)
# What no terminal can show.
BINARY = frozenset({"archive", "parquet", "parquet-claims", "parquet-links", "parquet-actors"})
NOTHING_READ, WRONG_USE, STOPPED = 1, 2, 130
app.command()(agents.mcp)

Places = Annotated[
    list[str], typer.Argument(help="A file, folder, glob, address, feed, JSONL file, or - for standard input.")
]
CaseFile = Annotated[
    str, typer.Option("--case", help="The case: a file, or postgresql+psycopg://user@host/database.", metavar="FILE")
]
AllowPrivate = Annotated[bool, typer.Option("--allow-private", help="Also fetch addresses that are not public.")]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", help="Rebuild everything from what had been seen by the end of this day.", metavar="DAY"),
]
By = Annotated[str, typer.Option("--by", help="Who judges.", default_factory=getuser, show_default=False)]
Note = Annotated[str, typer.Option("--note", help="Why, in your words.")]
AsIs = Annotated[bool, typer.Option("--as-is", help="Take text unchanged: no line is judged to be furniture.")]


class Output(StrEnum):
    """What a case can be told as."""

    report = "report"
    json = "json"
    markdown = "markdown"
    csv = "csv"
    csv_claims = "csv-claims"
    csv_links = "csv-links"
    csv_actors = "csv-actors"
    parquet = "parquet"
    parquet_claims = "parquet-claims"
    parquet_links = "parquet-links"
    parquet_actors = "parquet-actors"
    annotations = "annotations"
    claimreview = "claimreview"
    prov = "prov"
    graphml = "graphml"
    ftm = "ftm"
    stix = "stix"
    opml = "opml"
    case = "case"
    archive = "archive"


class Judging(Enum):
    """What a person can decide of one or two statements."""

    merge = "merge"
    split = "split"
    same_actor = "same-actor"
    different_actor = "different-actor"
    dependent = "dependent"
    independent = "independent"
    shown = "shown"
    not_shown = "not-shown"
    supports = "supports"
    opposes = "opposes"
    reports = "reports"
    uncertain = "uncertain"


class Truth(StrEnum):
    """How a claim can turn out."""

    true = "true"
    false = "false"
    mixed = "mixed"


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
        str | None,
        typer.Option("--case", help="Keep the case in this file or database and add to it.", metavar="FILE"),
    ] = None,
    question: Annotated[str | None, typer.Option(help="The question the pages are about.")] = None,
    allow_private: AllowPrivate = False,
) -> None:
    """Read pages, link what they say, and write the dossier.

    Example: `firsthand trace pages/ https://example.org/story -o out`
    """
    from firsthand import pipeline, store

    _folder(out)
    path = case or str(out / "case.sqlite")
    if case is None:
        for leftover in out.glob("case.sqlite*"):
            leftover.unlink()  # without --case each trace is a case of its own
    with store.open(path) as kept, _stoppable(kept):
        if question:
            kept.keep_fact("question", question)
        with _progress() as progress:
            found = pipeline.trace(kept, places, _gathering(_near(path), allow_private), progress=progress)
        _write(kept, out)
        _say_problems(kept)
        _done(kept, found, f"The dossier: {out / 'dossier.html'}")


@app.command()
def add(places: Places, case: CaseFile, allow_private: AllowPrivate = False) -> None:
    """Add pages to a case; nothing that was read before is read again.

    Example: `firsthand add new-page.html --case troops.sqlite`
    """
    from firsthand import pipeline, store

    with store.open(case) as kept, _stoppable(kept):
        with _progress() as progress:
            found = pipeline.trace(kept, places, _gathering(_near(case), allow_private), progress=progress)
        _say_problems(kept)
        _done(kept, found, f"The case: {kept.path}")


@app.command()
def show(
    case: CaseFile,
    record: Annotated[str | None, typer.Argument(help="The id of a page, statement, actor or claim.")] = None,
    as_of: AsOf = None,
) -> None:
    """Show what a case holds, or one record of it.

    Example: `firsthand show --case troops.sqlite 3fa9c0d12e4b5a67`
    """
    from firsthand import ask, store

    with store.open(case, make=False) as kept:
        typer.echo(ask.summary(kept, as_of) if record is None else ask.record(kept, record))


@app.command()
def tell(
    case: CaseFile,
    as_of: AsOf = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="File to write; standard output without it.")] = None,
    output: Annotated[Output, typer.Option("--format", help="How to tell it.")] = Output.report,
) -> None:
    """Tell the dossier of a case: as a report, a table, or in the form of another program; or the whole case.

    Example: `firsthand tell --case troops.sqlite --format csv -o statements.csv`
    """
    from firsthand import exchange, store

    with store.open(case, make=False) as kept:
        data = exchange.told(kept, output.value, as_of)
    if out is not None:
        _save(out, data)
    elif output.value in BINARY and sys.stdout.isatty():
        raise UsageError(f"{output.value} is nothing to read on a terminal: name a file with -o.")
    else:
        sys.stdout.buffer.write(data)


@app.command()
def take(
    file: Annotated[Path, typer.Argument(help="What `firsthand tell` wrote as archive, case or annotations.")],
    case: CaseFile,
) -> None:
    """Take in a whole case that was written elsewhere, into a new file; or judgements that hang on words, into a case.

    Example: `firsthand take troops.zip --case mine.sqlite`
    """
    from firsthand import exchange

    typer.echo(exchange.taken(file, case), err=True)
    typer.echo(f"The case: {case}")


@app.command()
def judge(
    verb: Annotated[Judging, typer.Argument(help="What you decide.")],
    one: Annotated[str, typer.Argument(help="A statement or claim, by its id.")],
    case: CaseFile,
    by: By,
    other: Annotated[str | None, typer.Argument(help="The other one, where it is about two.")] = None,
    note: Note = "",
) -> None:
    """Correct the machine: your word is kept, wins over its reading, and can be undone.

    Example: `firsthand judge merge 3fa9c0d12e4b5a67 88b1c0d12e4b5a01 --case troops.sqlite --note "same figure"`
    """
    from firsthand.judging import Decision

    _keep_judgement(case, by, Decision(verb.value, one, other, note))


@app.command()
def resolve(  # noqa: PLR0913  each is an option of the command line
    claim: Annotated[str, typer.Argument(help="The claim, by its id.")],
    value: Annotated[Truth, typer.Argument(help="How it turned out.")],
    on: Annotated[str, typer.Option("--on", help="The day it was known, as 2025-04-28.", metavar="DAY")],
    reference: Annotated[str, typer.Option("--ref", help="What shows it: an address or a document.", metavar="URL")],
    case: CaseFile,
    by: By,
    note: Note = "",
) -> None:
    """Say how a claim turned out; `records` then shows what each source's word was worth.

    Example: `firsthand resolve 3fa9c0d12e4b5a67 true --on 2025-04-28 --ref https://example.org/x --case troops.sqlite`
    """
    from firsthand.judging import Decision

    _keep_judgement(case, by, Decision(value.value, claim, None, note, on, reference))


@app.command()
def tag(
    claim: Annotated[str, typer.Argument(help="The claim, by its id.")],
    technique: Annotated[str, typer.Argument(help="The technique's id in the DISARM framework, as T0049.001.")],
    case: CaseFile,
    by: By,
    note: Note = "",
) -> None:
    """Say what technique of influence you see in a claim; `tell --format stix` passes it on as your word.

    Example: `firsthand tag 3fa9c0d12e4b5a67 T0049.001 --case troops.sqlite --note "the same words on 40 pages"`
    """
    from firsthand.judging import Decision

    _keep_judgement(case, by, Decision("technique", claim, None, note, None, technique))


def _keep_judgement(case: str, by: str, decision: Decision) -> None:
    from firsthand import ask, pipeline, store
    from firsthand.judging import judgement

    with store.open(case, make=False) as kept:
        made = judgement(kept, decision, f"person:{by}", datetime.now(UTC).isoformat(timespec="seconds"))
        pipeline.judge(kept, made)
        _say_problems(kept)
        for other, state in ask.judged(kept):
            if state.startswith(f"replaced by {made.id}"):
                who = other.by.removeprefix("person:")
                typer.echo(f"It replaces {other.id}, “{other.verb}” by {who} of {other.at[:10]}.", err=True)
        typer.echo(f"Kept as {made.id}. Undo it with: firsthand undo {made.id} --case {kept.path}")


@app.command()
def undo(judgement: Annotated[str, typer.Argument(help="The judgement, by its id.")], case: CaseFile, by: By) -> None:
    """Take a judgement back; it stays in the trail.

    Example: `firsthand undo 3fa9c0d12e4b5a67 --case troops.sqlite`
    """
    from firsthand import pipeline, store

    with store.open(case, make=False) as kept:
        pipeline.undo(kept, judgement, f"person:{by}", datetime.now(UTC).isoformat(timespec="seconds"))


@app.command(name="what-if")
def what_if(
    claim: Annotated[str, typer.Argument(help="The claim, by its id.")],
    without: Annotated[list[str], typer.Argument(help="Statements, actors or pages to leave out, by their ids.")],
    case: CaseFile,
) -> None:
    """Show what would remain of a claim without some of its origins.

    Example: `firsthand what-if 3fa9c0d12e4b5a67 88b1c0d12e4b5a01 --case troops.sqlite`
    """
    from firsthand import ask, store

    with store.open(case, make=False) as kept:
        found = ask.what_if(kept, claim, without)
    for name, now, then in ((n.weigher, n, t) for n, t in zip(found.now, found.then, strict=True)):
        if name in {"origins", "belief"}:
            typer.echo(f"{name}\t{_ranged(now)}\twithout: {_ranged(then)}")


def _ranged(weight: Weight) -> str:
    if weight.value is None:
        return "nothing to weigh"
    return f"{weight.value:g} ({weight.low:g} to {weight.high:g})"


@app.command()
def judgements(case: CaseFile) -> None:
    """List what was judged, by whom and when, and what was undone.

    Example: `firsthand judgements --case troops.sqlite`
    """
    from firsthand import ask, store

    with store.open(case, make=False) as kept:
        for found, state in ask.judged(kept):
            who = found.by.removeprefix("person:")
            typer.echo(f"{found.id}\t{found.at}\t{who}\t{found.verb}\t{state}\t{found.note}")


@app.command()
def records(case: CaseFile) -> None:
    """Show what each source's word was worth on the claims whose outcome is known.

    Example: `firsthand records --case troops.sqlite`
    """
    from firsthand import ask, store
    from firsthand.tell.words import plain

    with store.open(case, make=False) as kept:
        found = ask.records(kept)
    if not found:
        typer.echo(
            "No claim of this case is resolved yet: `firsthand resolve CLAIM true --on DAY --ref URL`.", err=True
        )
    for one in found:
        score = f"Brier {one.brier:.3f}, toward a coin {one.shrunk:.3f}, log {one.log:.3f}" if one.shrunk else (
            f"{one.pages} pages repeat, {one.hedges_lost} first to drop a hedge or source")  # fmt: skip
        typer.echo(f"{one.role}\t{plain(one.name)}\t{len(one.claims)} resolved\t{score}")


@app.command()
def hypotheses(  # noqa: PLR0913  each is an option of the command line
    case: CaseFile,
    by: By,
    claim: Annotated[str | None, typer.Argument(help="The claim, by its id; the leading one without it.")] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write the table to this file, as CSV.")] = None,
    table: Annotated[
        Path | None, typer.Option("--import", help="Take this table back: its cells without a ? are yours.")
    ] = None,
    add: Annotated[str | None, typer.Option("--add", help="Put in an explanation of your own.", metavar="TEXT")] = None,
    every: Annotated[bool, typer.Option("--every", help="All origins of the case as rows of the table.")] = False,
    as_of: AsOf = None,
) -> None:
    """Set rival explanations of a claim against the evidence: what leads, what that hangs on; a table out and back.

    Example: `firsthand hypotheses --case troops.sqlite -o table.csv`
    """
    from firsthand import ask, store
    from firsthand.tell.explanations import lines
    from firsthand.weigh.hypotheses import exported

    if as_of and (table or add is not None):
        raise UsageError("What you set holds from now on: leave out --as-of.")
    with store.open(case, make=False) as kept:
        new = _keep_rivals(kept, claim, table, add, by) if table or add is not None else None
        made = ask.analysis(kept, claim, as_of, every=every)
        if new and made and new not in {h.id for h in made.hypotheses}:
            typer.echo("Kept; it is shown as one with an explanation that says nearly the same.", err=True)
        for line in lines(made):
            typer.echo(line)
        if out is not None and made is not None:
            _save(out, exported(made, kept.documents(), every=True))
            typer.echo(
                f"The table: {out}. Take it back with: firsthand hypotheses --case {kept.path} --import {out}",
                err=True,
            )


def _keep_rivals(kept: Store, claim: str | None, table: Path | None, add: str | None, by: str) -> str | None:
    """Keep what a person puts in; the id of the hypothesis added, if one was."""
    from firsthand import ask
    from firsthand.tell.words import count, plain
    from firsthand.weigh.hypotheses import added, imported, taken

    made = ask.analysis(kept, claim, every=True)
    if made is None:
        raise UsageError(f"{kept.path} holds no claim to explain yet: add pages first.")
    now = datetime.now(UTC).isoformat(timespec="seconds")
    back = imported(_table(table), made, by) if table is not None else None
    new = added(made, add) if add is not None else ()
    if new:
        kept.keep_rivals(new, (), now)
    if back is not None:
        for problem in back.problems:
            typer.echo(plain(f"{problem.stage}: {problem.place}: {problem.message}"), err=True)
        fresh, cells = taken(made, back)
        if fresh:
            kept.keep_rivals(fresh, cells, now)
        more = count(len(back.hypotheses), "new hypothesis", "new hypotheses")
        typer.echo(f"Kept: {count(len(cells), 'cell')} and {more} of {by}.", err=True)
    return new[-1].id if new else None


def _table(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8: save the table as CSV UTF-8.") from error


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


def _save(path: Path, told: str | bytes) -> None:
    try:
        path.write_bytes(told if isinstance(told, bytes) else told.encode("utf-8"))
    except OSError as error:
        raise CaseError(f"{path} cannot be written: {error.strerror}. The case itself is kept.") from error


def _folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CaseError(f"{path} cannot be made: {error.strerror}. Name another folder with -o.") from error


def _near(case: str) -> Path | None:
    """The folder of a case file, where what is fetched is kept; a database has none."""
    return None if "://" in case else Path(case).parent


@contextmanager
def _stoppable(kept: Store) -> Iterator[None]:
    """Ctrl-C leaves a whole case behind, and says how to go on."""
    try:
        yield
    except KeyboardInterrupt:
        typer.echo(
            f"\nStopped. What was read is kept in {kept.path}; go on with: firsthand add PLACE... --case {kept.path}",
            err=True,
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
