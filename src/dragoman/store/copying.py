"""The rows of one store put into another of whatever kind, as PostgreSQL is backed up and restored."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from dragoman.store.connection import Connection, insert
from dragoman.store.rows import stamp

_STEP = 1_000  # numbers that are copied at once
_TABLES = {  # in the order in which they refer to one another → the number that counts their rows
    "log": "sequence", "documents": "sequence", "originals": "document", "deliveries": "sequence", "runs": "sequence",
    "readings": "sequence", "findings": "number", "told": "reading", "failures": "reading", "refusals": "sequence",
    "stories": "sequence", "bands": "sequence", "keys": "sequence", "suggestions": "sequence",
    "judgements": "sequence", "users": "number", "revoked": "holder",
}  # fmt: skip


def copy_rows(source: Connection, target: Connection, columns: Callable[[str], list[str]]) -> None:
    """Insert every row of the source into an empty target of the same form.

    Args:
        source: inside a transaction that sees one state throughout.
        target: inside a transaction.
        columns: gives the columns of a table that hold something of their own.
    """
    for table, number in _TABLES.items():
        names = columns(table)
        ((highest,),) = source.rows(f"SELECT COALESCE(MAX({number}), 0) FROM {table}")
        sql = f"SELECT {', '.join(names)} FROM {table} WHERE {number} >= :start AND {number} < :end ORDER BY {number}"
        for start in range(0, highest + 1, _STEP):
            for row in source.rows(sql, {"start": start, "end": start + _STEP}):
                insert(target, table, **dict(zip(names, map(_plain, row), strict=True)))


def _plain(value: Any) -> Any:  # noqa: ANN401  whatever a column holds
    if isinstance(value, datetime):
        return stamp(value)
    return value.isoformat() if isinstance(value, date) else value
