"""What PostgreSQL says when something goes wrong, as one clear error with a hint."""

from collections.abc import Iterator
from contextlib import contextmanager

from dragoman.errors import StoreError

_SAID = {  # the name of psycopg's exception → what it means for the store, what to do
    "LockNotAvailable": ("is locked by another process", "wait until it is done, or end it"),
    "DeadlockDetected": ("is locked by another process", "try again"),
    "DiskFull": ("cannot be written: the disk is full", "free some space; what was kept before is safe"),
    "InsufficientPrivilege": ("cannot be written", "ask for the right to write to the schema dragoman"),
    "ReadOnlySqlTransaction": ("cannot be written", "connect to the server that takes writes, not to a copy"),
    "RaiseException": ("refuses a change", "nothing that is kept may be changed"),
    "DataError": ("cannot hold what it was given", "mend the input"),
}


@contextmanager
def clear(name: str) -> Iterator[None]:
    """Turn what psycopg raises into a ``StoreError`` that names the store."""
    import psycopg

    try:
        yield
    except psycopg.Error as error:
        what, hint = _meaning(error)
        said = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise StoreError(f"{name} {what} ({said})", hint=hint) from error
    except UnicodeEncodeError as error:
        raise StoreError(f"{name} cannot hold text with half a character ({error})", hint="mend the input") from error


def _meaning(error: Exception) -> tuple[str, str]:
    for kind in type(error).__mro__:
        if kind.__name__ in _SAID:
            return _SAID[kind.__name__]
    if type(error).__name__ in ("OperationalError", "ConnectionTimeout"):
        return "cannot be reached", "check the address, and that the server runs and lets you in"
    return "cannot be used", "see what the server says"
