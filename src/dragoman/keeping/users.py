"""Users and their tokens: a token is made and told once; what is kept tells only whether a token is the right one."""

import hashlib
import secrets
from datetime import datetime

from dragoman.errors import UsageError
from dragoman.record.users import Role, User
from dragoman.store.contract import Store

_BEGINNING = "dragoman_"  # so that whoever finds one knows what it opens
_BYTES = 32  # of chance in a token: nobody guesses it, so that a plain digest of it is enough
_LONGEST = 80  # characters of a name, and, far beyond those of a token, of what is looked up


def add(store: Store, name: str, role: Role, *, now: datetime) -> str:
    """Keep a user and return the token, which nobody can be told again.

    Raises:
        UsageError: no name, or one that has a token already.
    """
    known, token = _name(name), _BEGINNING + secrets.token_urlsafe(_BYTES)
    with store.enrolling() as users:
        if not users.append(User(name=known, role=role, added=now), _digest(token)):
            raise UsageError(f"{known} has a token", hint=f"`dragoman users revoke {known!r}` first")
    return token


def revoke(store: Store, name: str) -> None:
    """Make the token of a user no longer good.

    Raises:
        UsageError: nobody of that name has one.
    """
    with store.enrolling() as users:
        if not users.revoke(name.strip()):
            raise UsageError(f"nobody named {name.strip()!r} has a token", hint="see `dragoman users list`")


def holder(store: Store, token: str) -> User | None:
    """Return the user of a token; None where nobody has it or it was revoked."""
    if not token.startswith(_BEGINNING) or len(token) > _LONGEST:
        return None
    with store.users() as users:
        found = users.with_digest(_digest(token))
    return found if found is not None and found.revoked is None else None


def _name(name: str) -> str:
    told = " ".join(name.split())
    if not told or len(told) > _LONGEST or not told.isprintable():
        raise UsageError("a user needs a name", hint=f"give one of at most {_LONGEST} characters")
    return told


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()
