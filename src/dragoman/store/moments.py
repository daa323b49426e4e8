"""The view of a moment: where in the log it ends."""

from datetime import datetime

from dragoman.store.connection import Connection
from dragoman.store.contract import Means
from dragoman.store.rows import LATEST, stamp
from dragoman.store.view import SqlView


def view_as_of(connection: Connection, means: Means, as_of: datetime | None) -> SqlView:
    """Return the view that ends with the last entry logged at or before a moment, or with the last of all.

    Since nothing that is logged ever changes, a sequence number is all the snapshot that a reader needs.
    """
    bound = "" if as_of is None else "WHERE moment <= :as_of"
    known = {} if as_of is None else {"as_of": stamp(as_of)}
    ((horizon,),) = connection.rows(f"SELECT COALESCE(MAX(sequence), 0) FROM log {bound}", known)
    return SqlView(connection, means, horizon=horizon, until=as_of or LATEST)
