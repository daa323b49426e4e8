"""Where a store lives, on SQLite or PostgreSQL, and how it is opened."""

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from dragoman.errors import StoreError
from dragoman.extract.claims import findings_of
from dragoman.store import on_postgres, on_sqlite
from dragoman.store.contract import Means, Store

_ADDRESSES = ("postgresql://", "postgres://")


class Home:
    """The place of a store, which is opened when it is first needed."""

    def __init__(self, where: str | Path, clock: Callable[[], datetime]) -> None:
        self.where = where
        self._means = Means(now=clock, findings_of=findings_of)
        self._store: Store | None = None

    def store(self, *, is_made: bool = False) -> Store:
        """Return the store, open.

        Args:
            is_made: whether a file that does not exist is to be made.

        Raises:
            StoreError: missing, no store, of a newer version, locked or damaged.
        """
        if self._store is None:
            if not is_made and not is_address(self.where) and not Path(self.where).exists():
                raise StoreError(f"{self.where} does not exist", hint="`dragoman add` makes a store")
            self._store = _opened(self.where, self._means)
        return self._store

    @property
    def projection(self) -> Path:
        """Where the records lie ready: beside the file of a store, in the user's cache for one of PostgreSQL."""
        if not is_address(self.where):
            return Path(f"{self.where}.records")
        folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dragoman"
        with suppress(OSError):  # without it, records are put together in memory
            folder.mkdir(parents=True, exist_ok=True)
        return folder / f"{hashlib.sha256(str(self.where).encode()).hexdigest()[:32]}.records"

    def close(self) -> None:
        """Let go of the store; asked for again, it is opened again."""
        if self._store is not None:
            self._store.close()
            self._store = None


def is_address(where: str | Path) -> bool:
    """Tell whether a store is in a database of PostgreSQL."""
    return str(where).startswith(_ADDRESSES)


def restore(backup: Path, where: str | Path) -> None:
    """Put a backup in the place of a store that is gone.

    Raises:
        StoreError: the backup is no store, or there is something at its place.
    """
    if is_address(where):
        on_postgres.restore(backup, str(where), Means(now=datetime.now, findings_of=findings_of))
    else:
        on_sqlite.restore(backup, Path(where))


def _opened(where: str | Path, means: Means) -> Store:
    if is_address(where):
        return on_postgres.PostgresStore(str(where), means)
    return on_sqlite.SqliteStore(Path(where), means)
