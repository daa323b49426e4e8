"""The view of a moment: where in the log it ends."""

from datetime import datetime

from dragoman.errors import StoreError
from dragoman.store.chain import START
from dragoman.store.connection import Connection
from dragoman.store.contract import Head, Means
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


def view_at(connection: Connection, means: Means, head: Head) -> SqlView:
    """Return the view that ends where the log once ended.

    Raises:
        StoreError: it never ended so.
    """
    sql = "SELECT hash FROM log WHERE sequence = :sequence"
    rows = connection.rows(sql, {"sequence": head.sequence}) if head.sequence else [(START,)]
    if rows != [(head.hash,)]:
        raise StoreError(f"the log never ended with {head.sequence}:{head.hash[:12]}…", hint="run `dragoman verify`")
    return SqlView(connection, means, horizon=head.sequence, until=LATEST)
