"""The command line of the server: serve, and who may use it when others can reach it."""

from __future__ import annotations

import socket
import sys
from datetime import UTC, datetime
from enum import StrEnum
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from firsthand.errors import UsageError

if TYPE_CHECKING:
    from firsthand.serve.access import Access
    from firsthand.serve.accounts import Accounts
    from firsthand.serve.shelf import Shelf

app = typer.Typer()
account = typer.Typer(help="Who may use a server that others can reach.", no_args_is_help=True)
token = typer.Typer(help="Tokens by which programs use the API.", no_args_is_help=True)
app.add_typer(account, name="account")
app.add_typer(token, name="token")
_GRACE_S = 3


class Role(StrEnum):
    """What somebody may do: read; read and judge; everything."""

    reader = "reader"
    analyst = "analyst"
    owner = "owner"


Cases = Annotated[
    Path, typer.Option("--cases", help="The case file or folder that the accounts lie beside.", metavar="PLACE")
]
AccountsFile = Annotated[Path | None, typer.Option("--accounts", help="Another file of accounts.", metavar="FILE")]


@app.command()
def serve(  # noqa: PLR0913  each is an option of the command line
    place: Annotated[Path, typer.Argument(help="A case file, or a folder of them.", metavar="CASE")] = Path(),
    host: Annotated[str, typer.Option(help="The address to listen at; other than this machine takes accounts.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = 8707,
    accounts: AccountsFile = None,
    name: Annotated[
        list[str] | None, typer.Option("--name", help="A host name it may be asked under; several may be given.")
    ] = None,
    certificate: Annotated[Path | None, typer.Option(help="A TLS certificate.", metavar="FILE")] = None,
    key: Annotated[Path | None, typer.Option(help="The certificate's key.", metavar="FILE")] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Also fetch addresses that are not public.")
    ] = False,
) -> None:
    """Open the workbench and the API over a case or a folder of cases.

    Example: `firsthand serve troops.sqlite`
    """
    import uvicorn

    from firsthand.serve.app import app as served
    from firsthand.serve.shelf import Shelf

    if (certificate is None) != (key is None):
        raise UsageError("Give --certificate and --key together.")
    shelf = Shelf(place, allow_private)
    access = _access(shelf, host, accounts, frozenset(one.casefold() for one in name or ()))
    listening = _listening(host, port)
    config = uvicorn.Config(
        served(shelf, access),
        log_level="warning",
        access_log=False,
        server_header=False,
        ws="none",
        proxy_headers=access.accounts is not None,
        timeout_graceful_shutdown=_GRACE_S,
        ssl_certfile=certificate,
        ssl_keyfile=key,
    )
    _say(shelf, access, listening, secure=certificate is not None)
    uvicorn.Server(config).run(sockets=[listening])


def _access(shelf: Shelf, host: str, accounts: Path | None, names: frozenset[str]) -> Access:
    from firsthand.serve.access import Access, is_loopback
    from firsthand.serve.accounts import FILE, Accounts

    if accounts is None and is_loopback(host):
        return Access.alone(getuser())
    found = Accounts(accounts or shelf.folder / FILE)
    if not found.people() and not found.tokens():
        raise UsageError(f"Others can reach {host}: make an account first: firsthand account add NAME --role owner")
    return Access.shared(found, names)


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=512)
    except OSError as error:
        raise UsageError(f"{host}:{port} cannot be listened at: {error.strerror}. Take another --port.") from error


def _say(shelf: Shelf, access: Access, listening: socket.socket, *, secure: bool) -> None:
    host, port = listening.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    typer.echo(f"The workbench: http{'s' if secure else ''}://{shown}:{port}/ (stop it with Ctrl-C)", err=True)
    if not shelf.names():
        typer.echo(f"There is no case in {shelf.place} yet: `firsthand trace PLACE --case FILE` makes one.", err=True)
    if access.accounts is not None and not secure:
        typer.echo("Without --certificate passwords travel unencrypted, unless a proxy before it encrypts.", err=True)


def _accounts(cases: Path, file: Path | None, make: bool = False) -> Accounts:
    from firsthand.serve.accounts import FILE, Accounts

    return Accounts(file or (cases if cases.is_dir() else cases.parent) / FILE, make=make)


@account.command(name="add")
def account_add(
    name: Annotated[str, typer.Argument(help="The name to log in with.")],
    role: Annotated[Role, typer.Option(help="What the person may do.")] = Role.analyst,
    cases: Cases = Path(),
    accounts: AccountsFile = None,
) -> None:
    """Make an account, or give one another password and role; the password is asked for, or read from a pipe.

    Example: `firsthand account add ada --role owner --cases cases/`
    """
    _accounts(cases, accounts, make=True).add(name, _password(), role.value)
    typer.echo(f"{name} is {'an' if role.value[0] in 'ao' else 'a'} {role.value}.")


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    found: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    return found


@account.command(name="remove")
def account_remove(
    name: Annotated[str, typer.Argument(help="The account.")], cases: Cases = Path(), accounts: AccountsFile = None
) -> None:
    """Take an account away; whoever is logged in with it is out at once.

    Example: `firsthand account remove ada --cases cases/`
    """
    _accounts(cases, accounts).remove(name)


@account.command(name="list")
def account_list(cases: Cases = Path(), accounts: AccountsFile = None) -> None:
    """List the accounts with their roles.

    Example: `firsthand account list --cases cases/`
    """
    for person in _accounts(cases, accounts).people():
        typer.echo(f"{person.name}\t{person.role}")


@token.command(name="add")
def token_add(
    name: Annotated[str, typer.Argument(help="What it is for; judgements made with it carry token:NAME.")],
    role: Annotated[Role, typer.Option(help="What its holder may do.")] = Role.reader,
    cases: Cases = Path(),
    accounts: AccountsFile = None,
) -> None:
    """Make a token for a program and show it, this one time.

    Example: `firsthand token add nightly --role reader --cases cases/`
    """
    typer.echo(_accounts(cases, accounts, make=True).new_token(name, role.value))


@token.command(name="remove")
def token_remove(
    name: Annotated[str, typer.Argument(help="The token, by its name.")],
    cases: Cases = Path(),
    accounts: AccountsFile = None,
) -> None:
    """Take a token back.

    Example: `firsthand token remove nightly --cases cases/`
    """
    _accounts(cases, accounts).remove_token(name)


@token.command(name="list")
def token_list(cases: Cases = Path(), accounts: AccountsFile = None) -> None:
    """List the tokens by name, with role and the day they were made.

    Example: `firsthand token list --cases cases/`
    """
    for found in _accounts(cases, accounts).tokens():
        day = datetime.fromtimestamp(found.made, UTC).date()
        typer.echo(f"{found.name}\t{found.role}\t{day}")
