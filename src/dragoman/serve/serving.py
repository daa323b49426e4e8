"""``dragoman serve``: the desk in a browser, on this machine, or for a team whose members have tokens."""

import ipaddress
import socket
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import App, Parameter

from dragoman.errors import UsageError
from dragoman.serve.passages import harmless
from dragoman.serve.storing import STORE, Where

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dragoman.archive import Archive
    from dragoman.record.users import User
    from dragoman.serve.rest.desk import Desk

EXAMPLES = {"serve": ("dragoman serve", "dragoman serve --port 8800 --store talks.sqlite --sources sources.toml")}
_LOOPBACK = "127.0.0.1"
_PORT = 8787
_PATIENCE = 2.0  # seconds of putting records together of which nothing is said
_NEEDED = ("fastapi", "jinja2", "multipart", "uvicorn")


def _port(_type: object, tokens: "Sequence[Any]") -> int:
    written = str(tokens[0].value)
    if not written.isdecimal() or int(written) > 65_535:
        raise UsageError(f"--port: {written!r} is no port", hint="give a number up to 65535; 0 takes a free one")
    return int(written)


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Serving:
    """The options of ``dragoman serve``."""

    host: Annotated[
        str, Parameter(help="The address to listen at; elsewhere than on this machine only where there are users.")
    ] = _LOOPBACK
    port: Annotated[int, Parameter(converter=_port, help="The port; 0 takes a free one.")] = _PORT
    name: Annotated[
        tuple[str, ...],
        Parameter(
            help="A name by which others call the desk, as that of a proxy in front of it; then every reader needs a "
            "token. May be repeated.", negative="", show_default=False,
        ),
    ] = ()  # fmt: skip
    sources: Annotated[
        Path | None,
        Parameter(help="The list that `dragoman watch` polls: the page of sources shows how the feeds do."),
    ] = None
    store: Where = STORE


def register(app: App, epilogue: "Callable[[str], str]") -> None:
    """Add the command to the command line; ``epilogue`` gives what stands below the help of each."""
    app.command(serve, usage="Usage: dragoman serve [OPTIONS]", help_epilogue=epilogue("serve"))


def serve(*, options: Serving = Serving()) -> None:
    """Open the desk in a browser: read, check, judge and brief; Ctrl-C ends it.

    On this machine everybody may read without a token; judging and adding need one (`dragoman users add`). For a team,
    listen on loopback behind a proxy that speaks TLS and give its name with `--name`: a token that travels open can be
    read on the way.
    """
    _check_packages()
    _load()
    from dragoman.archive import open_archive
    from dragoman.serve.rest import server

    with open_archive(options.store) as archive:
        archive.head()  # refuses a store that is missing or broken
        users = [user for user in archive.users() if user.revoked is None]
        is_open = is_loopback(options.host) and all(is_loopback(name) for name in options.name)
        if not is_open and not users:
            where = ", ".join((options.host, *options.name))
            raise UsageError(
                f"refused to serve at {where}: there are no users, and everybody could read",
                hint="`dragoman users add NAME --role admin` first, or leave --host and --name out",
            )
        with _listening(options) as listener, closing(_desk(archive, options, is_open=is_open)) as desk:
            port = listener.getsockname()[1]
            sys.stdout.write(_greeting(options, port, users, is_open=is_open))
            sys.stdout.flush()
            if not desk.begin(_PATIENCE):
                sys.stdout.write("Putting records together; until it is done, pages ask to wait …\n")
                sys.stdout.flush()
            server.run(desk, listener)
    sys.stdout.write("The desk is closed.\n")


def is_loopback(host: str) -> bool:
    """Tell whether a name or address is this machine for itself."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _check_packages() -> None:
    """Refuse where a package of the desk is missing.

    Raises:
        UsageError: says what to install.
    """
    from importlib.util import find_spec

    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        told = ", ".join(missing)
        raise UsageError(f"the desk needs packages that are not installed: {told}", hint="pip install 'dragoman[web]'")


def _load() -> None:
    """Import the desk without what makes its start slow: all of it is kept, so that there is no garbage to look for."""
    import gc

    from pydantic import BaseModel

    gc.disable()
    try:
        BaseModel.model_config["defer_build"] = True  # of FastAPI's dozens of models, which no page needs
        import fastapi.openapi.models  # noqa: F401

        del BaseModel.model_config["defer_build"]
        import dragoman.archive
        import dragoman.serve.rest.server  # noqa: F401
    finally:
        gc.freeze()
        gc.enable()


def _listening(options: Serving) -> socket.socket:
    """Return a socket that listens.

    Raises:
        UsageError: the port is taken, or the address is not this machine's.
    """
    where = f"{options.host}:{options.port}"
    try:
        family, _, _, _, address = socket.getaddrinfo(
            options.host.strip("[]"), options.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.create_server(address[:2], family=family, backlog=128)
    except OSError as error:
        hint = "is it running already? choose another with --port" if options.port else "choose another --host"
        raise UsageError(f"cannot listen at {where}: {error.strerror or error}", hint=hint) from error
    # head and body of an answer are sent apart: without this the body would wait for the caller to acknowledge the head
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _desk(archive: "Archive", options: Serving, *, is_open: bool) -> "Desk":
    from dragoman.serve.rest.desk import LOOPBACK, Desk
    from dragoman.serve.rest.readying import Readying
    from dragoman.serve.web.rendering import prepare

    own = () if is_open else (socket.gethostname().lower(), socket.getfqdn().lower())
    hosts = dict.fromkeys((*LOOPBACK, options.host.lower(), *(name.lower() for name in options.name), *own))
    return Desk(
        archive=archive, store=_shown(options.store), user_of=archive.user_of, is_open=is_open, hosts=tuple(hosts),
        watched=options.sources, readying=Readying(archive, warm=(prepare, _shapes)),
    )  # fmt: skip


def _shapes() -> object:
    from dragoman.codebook.shapes import shapes  # brings numpy, which nothing else here needs

    return shapes()


def _greeting(options: Serving, port: int, users: "Sequence[User]", *, is_open: bool) -> str:
    host = f"[{options.host.strip('[]')}]" if ":" in options.host else options.host
    judges = ", ".join(f"{user.name} ({user.role})" for user in users if user.role != "reader")
    readers = "everybody on this machine" if is_open else f"{len(users)} with a token"
    lines = {
        "store": _shown(options.store),
        "may read": readers,
        "may judge": judges or "nobody yet: dragoman users add NAME --role coder",
        "to end": "Ctrl-C",
    }
    told = "".join(f"  {name:<10} {harmless(value)}\n" for name, value in lines.items())
    warning = "" if is_open else "  Tokens travel open over HTTP: put a proxy with TLS in front of it.\n"
    return f"Dragoman's desk: http://{host}:{port}/\n{told}{warning}"


def _shown(store: str) -> str:
    """Return a store as it may be shown: without a password in its address."""
    import re

    return re.sub(r"(://[^:/@]*):[^@]*@", r"\1:…@", store)
