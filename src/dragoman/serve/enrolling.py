"""``dragoman users``: who may use the desk."""

import sys
from collections.abc import Callable
from typing import Annotated

from cyclopts import App, Parameter

from dragoman.record.users import Role
from dragoman.serve.passages import harmless
from dragoman.serve.storing import STORE, Where

EXAMPLES = {
    "users": ("dragoman users add Amira --role coder", "dragoman users list", "dragoman users revoke Amira"),
}  # fmt: skip

Name = Annotated[str, Parameter(help="The person's name, which stands under judgements.")]


def register(app: App, epilogue: Callable[[str], str]) -> None:
    """Add the commands to the command line; ``epilogue`` gives what stands below the help of each."""
    users = App(
        name="users", help="Give people tokens for the desk, and take them back.", help_epilogue=epilogue("users"),
        usage="Usage: dragoman users COMMAND",
    )  # fmt: skip
    users.command(add, usage="Usage: dragoman users add [OPTIONS] NAME")
    users.command(list_, name="list", usage="Usage: dragoman users list [OPTIONS]")
    users.command(revoke, usage="Usage: dragoman users revoke [OPTIONS] NAME")
    app.command(users)


def add(
    name: Name,
    /,
    *,
    role: Annotated[Role, Parameter(help="`reader` reads; `coder` judges and adds, too; `admin` sees the users, too.")],
    store: Where = STORE,
) -> None:
    """Give a person a token, which is shown once: the store keeps a digest of it alone."""
    from dragoman.archive import open_archive

    with open_archive(store) as archive:
        token = archive.add_user(name, role)
    sys.stdout.write(f"{token}\n")
    sys.stderr.write(f"This is the token of {harmless(name)}; it cannot be shown again.\n")


def list_(*, store: Where = STORE) -> None:
    """List everybody who was ever given a token."""
    from dragoman.archive import open_archive

    with open_archive(store) as archive:
        users = archive.users()
    for user in users:
        until = f"revoked {user.revoked:%Y-%m-%d}" if user.revoked else "good"
        sys.stdout.write(f"{harmless(user.name)}\t{user.role}\tadded {user.added:%Y-%m-%d}\t{until}\n")
    if not users:
        sys.stdout.write("Nobody has a token: `dragoman users add NAME --role coder` gives one.\n")


def revoke(name: Name, /, *, store: Where = STORE) -> None:
    """Make the token of a person no longer good; what the person judged stays."""
    from dragoman.archive import open_archive

    with open_archive(store) as archive:
        archive.revoke_user(name)
    sys.stdout.write(f"{harmless(name)} has no token any more\n")
