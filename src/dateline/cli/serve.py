"""`dateline serve`: the web application, and `dateline users`: who may sign in to it."""

from __future__ import annotations

import socket
import sys
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.console import counted, results, say
from dateline.cli.decide import name_of
from dateline.cli.helping import Group, Verb
from dateline.cli.options import LEDGER, User, Where
from dateline.errors import InputError
from dateline.model import Problem

SERVE = """Examples:
  dateline serve
  dateline serve --ledger iraq.db --port 9000
  dateline users add ann --role reviewer
  dateline serve --host 0.0.0.0 --certificate cert.pem --key key.pem
"""
USERS = """Examples:
  dateline users add ann --role reviewer
  dateline users add bob --role reader --password-stdin < password.txt
  dateline users list
  dateline users remove bob
"""
_FILE = Path("dateline-users.json")

UsersFile = Annotated[
    Path,
    typer.Option("--users", metavar="FILE", envvar="DATELINE_USERS", help="The file of users and password hashes."),
]
UserName = Annotated[str, typer.Argument(metavar="NAME", help="The name to sign in with.")]

users = typer.Typer(cls=Group, no_args_is_help=True, help="Who may sign in to `dateline serve --host`.")


def serve(
    ledger: Where = LEDGER,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Where to listen; on another address than loopback users sign in.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, metavar="PORT", help="The port.")] = 8350,
    users: UsersFile = _FILE,
    user: User = None,
    certificate: Annotated[Path | None, typer.Option(metavar="FILE", help="TLS certificate chain, PEM.")] = None,
    key: Annotated[Path | None, typer.Option(metavar="FILE", help="Its private key, PEM.")] = None,
    behind_tls: Annotated[
        bool, typer.Option("--behind-tls", help="A proxy in front of it answers under https and passes the Host on.")
    ] = False,
) -> None:
    """Open the ledger in a browser: look, check, decide, add, report. Needs no network; Ctrl-C ends it."""
    import uvicorn

    from dateline.web import Settings, create_app

    settings = Settings(
        host=host, port=port, users=users, user=name_of(user), tls=behind_tls or certificate is not None
    )
    if settings.team:
        _check_team(settings.tls, users)
    if (certificate is None) != (key is None):
        raise InputError(Problem(source="--certificate", reason="goes with --key", hint="give both or neither"))
    if certificate and key:
        _check_certificate(certificate, key)
    _check_free(host, port)
    app = create_app(ledger, settings)
    shown = "localhost" if host in ("0.0.0.0", "::") else f"[{host}]" if ":" in host else host
    say(f"Dateline: {'https' if certificate else 'http'}://{shown}:{port}  (Ctrl-C ends it)")
    uvicorn.run(
        app,
        host=host,
        port=port,
        log_level="warning",
        server_header=False,
        timeout_keep_alive=65,  # seconds; people read a while before they ask again
        # Addresses that a proxy hands on are believed only where there is one; wrong passwords are counted by them.
        proxy_headers=behind_tls,
        ssl_certfile=certificate,
        ssl_keyfile=key,
    )


@users.command("add", cls=Verb, epilog=USERS)
def add(
    name: UserName,
    role: Annotated[
        str, typer.Option(metavar="ROLE", help="reader (looks and exports), reviewer (decides, adds), admin.")
    ],
    users: UsersFile = _FILE,
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the password from standard input; else it is asked for.")
    ] = False,
) -> None:
    """Add a user, or give a known one another role and password."""
    from typing import get_args

    from dateline.web.users import Role, Users

    roles: dict[str, Role] = {str(each): each for each in get_args(Role)}
    if role not in roles:
        raise InputError(Problem(source=f"--role {role}", reason="is no role", hint=f"one of {', '.join(roles)}"))
    if password_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    Users(users).add(name, roles[role], password)
    say(f"{name} may sign in as {role}; {users} keeps the hash of the password, not the password")


@users.command("remove", cls=Verb, epilog=USERS)
def remove(name: UserName, users: UsersFile = _FILE) -> None:
    """Take a user away; what they decided stays under their name."""
    from dateline.web.users import Users

    Users(users).remove(name)
    say(f"{name} may not sign in any more")


@users.command("list", cls=Verb, epilog=USERS)
def list_users(users: UsersFile = _FILE) -> None:
    """List the users and their roles."""
    from dateline.web.users import Users

    known = Users(users).all().values()
    for user in known:
        results().print(f"{user.name}  {user.role}", soft_wrap=True)
    say(counted(len(known), "user"))


def _check_free(host: str, port: int) -> None:
    """Raises InputError where nobody can listen, before anything is begun."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        reason = f"cannot listen there: {error.strerror or error}"
        problem = Problem(source=f"--host {host} --port {port}", reason=reason, hint="name another port with --port")
        raise InputError(problem) from None


def _check_certificate(certificate: Path, key: Path) -> None:
    """Raises InputError where nobody could be answered under them."""
    import ssl

    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key)
    except OSError as error:
        source, reason = f"--certificate {certificate} --key {key}", f"cannot be used: {error.strerror or error}"
        raise InputError(
            Problem(source=source, reason=reason, hint="give two PEM files that belong together")
        ) from None


def _check_team(tls: bool, users: Path) -> None:
    """Raises InputError where passwords would travel in the clear, or nobody could sign in."""
    from dateline.web.users import Users

    if not tls:
        problem = Problem(
            source="--host",
            reason="would send passwords in the clear",
            hint="give --certificate and --key, or --behind-tls where a proxy answers under https",
        )
        raise InputError(problem)
    if not Users(users).all():
        hint = "make one with `dateline users add NAME --role reviewer`"
        raise InputError(Problem(source=str(users), reason="holds no user who could sign in", hint=hint))
