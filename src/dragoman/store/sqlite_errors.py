"""What SQLite says when something goes wrong, as one clear error with a hint."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dragoman.errors import StoreError

_RESTORE = "restore a backup; `dragoman verify` says what is damaged"
_SAID = {  # the name of apsw's exception → what it means for the store, what to do
    "BusyError": ("is locked by another process", "wait until it is done, or end it"),
    "LockedError": ("is locked by another process", "wait until it is done, or end it"),
    "FullError": ("cannot be written: the disk is full", "free some space; what was kept before is safe"),
    "ReadOnlyError": ("cannot be written", "check the permissions of the file and of its folder"),
    "CantOpenError": ("cannot be opened", "check the path, and the permissions of the file and of its folder"),
    "PermissionsError": ("cannot be opened", "check the permissions of the file and of its folder"),
    "AuthError": ("cannot be opened", "check the permissions of the file and of its folder"),
    "NotADBError": ("is no store of Dragoman", "give the path of a store, or of a file that does not exist yet"),
    "CorruptError": ("is damaged", _RESTORE),
    "IOError": ("cannot be read or written: the disk fails or is full", "check the disk and its free space"),
    "ConstraintError": ("refuses a row", "nothing was kept; report this as a bug"),
    "TooBigError": ("cannot hold something this large", "split the input"),
}


@contextmanager
def clear(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into a ``StoreError`` that names the store."""
    import apsw

    try:
        yield
    except apsw.Error as error:
        what, hint = _SAID.get(type(error).__name__, ("cannot be used", _RESTORE))
        raise StoreError(f"{path} {what} ({error})", hint=hint) from error
    except UnicodeEncodeError as error:
        raise StoreError(f"{path} cannot hold text with half a character ({error})", hint="mend the input") from error
