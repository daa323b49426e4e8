"""The view of a moment: where in the log it ends."""

from datetime import UTC, datetime

from dragoman.store.connection import Connection
from dragoman.store.contract import Means
from dragoman.store.rows import moment_of, stamp
from dragoman.store.view import SqlView

_BEGINNING = datetime.min.replace(tzinfo=UTC)


def view_as_of(connection: Connection, means: Means, as_of: datetime | None) -> SqlView:
    """Return the view that ends with the last entry logged at or before a moment, or with the last of all.

    Since nothing that is logged ever changes, a sequence number is all the snapshot that a reader needs.
    """
    bound = "" if as_of is None else "WHERE moment <= :as_of"
    known = {} if as_of is None else {"as_of": stamp(as_of)}
    sql = f"SELECT sequence, moment FROM log {bound} ORDER BY sequence DESC LIMIT 1"
    rows = connection.rows(sql, known)
    horizon, moment = (int(rows[0][0]), moment_of(rows[0][1])) if rows else (0, _BEGINNING)
    return SqlView(connection, means, horizon=horizon, moment=max(moment, as_of) if as_of else moment)
