"""What view and writer ask of a database: one dialect of SQL for both, with the few differences behind methods."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from dragoman.store.contract import Page

Row = tuple[Any, ...]
ENDLESS = 2**62  # a limit, and a sequence number, that nothing reaches


class Connection(Protocol):
    """An open database; parameters are written ``:name``, a list as a parameter only for ``among``."""

    def rows(self, sql: str, known: Mapping[str, Any] | None = None) -> list[Row]:
        """Run one statement and return all its rows."""

    def among(self, column: str, name: str) -> str:
        """Return the condition that the column holds one of the list that the parameter ``name`` gives."""

    def found(self, phrases: Sequence[str], *, horizon: int, page: Page) -> list[Row]:
        """Return id, title and a stretch of text of the documents that hold all phrases, the best first."""


def insert(connection: Connection, table: str, **columns: Any) -> None:  # noqa: ANN401  whatever a column holds
    """Insert one row; table and column names are the program's own, never a user's."""
    names, places = ", ".join(columns), ", ".join(f":{name}" for name in columns)
    connection.rows(f"INSERT INTO {table} ({names}) VALUES ({places})", columns)


def bounds(page: Page) -> dict[str, int]:
    """Return the parameters ``limit`` and ``offset`` of a page."""
    return {"limit": ENDLESS if page.limit is None else page.limit, "offset": page.offset}
