"""What people were told, over any connection: alerts, how far the log was looked at, which channel took what."""

from collections.abc import Iterable
from datetime import datetime

from dragoman.record.alerts import Alert, Look, Posted
from dragoman.store.connection import Connection, Row, bounds, insert
from dragoman.store.contract import Page
from dragoman.store.rows import alert_column, alert_of, moment_of, stamp

_ALL = Page()


class SqlOutbox:
    """Implements ``Outbox``; whoever makes one has begun the transaction and holds the only right to write."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection, self._now = connection, now

    def last_look(self) -> Look | None:
        """Return how far the log was looked at; None where it never was."""
        rows = self._connection.rows("SELECT sequence, hash, moment FROM looks ORDER BY number DESC LIMIT 1")
        return Look(sequence=rows[0][0], hash=rows[0][1], at=moment_of(rows[0][2])) if rows else None

    def append_look(self, look: Look) -> None:
        """Keep how far the log was looked at."""
        number = self._next("looks")
        insert(self._connection, "looks", number=number, sequence=look.sequence, hash=look.hash, moment=stamp(look.at))

    def append(self, alerts: Iterable[Alert]) -> tuple[Alert, ...]:
        """Keep alerts, each id once; return those that were not kept before."""
        by_id = {each.id: each for each in alerts}
        among = self._connection.among("id", "ids")
        held = self._connection.rows(f"SELECT id FROM alerts WHERE {among}", {"ids": sorted(by_id)})
        known = {row[0] for row in held}
        new = tuple(each for ident, each in by_id.items() if ident not in known)
        for number, each in enumerate(new, start=self._next("alerts")):
            insert(self._connection, "alerts", number=number, id=each.id, content=alert_column(each))
            for channel in dict.fromkeys(each.channels):
                insert(self._connection, "addressed", channel=channel, alert=number)
        return new

    def posted(self, *, page: Page = _ALL) -> tuple[Posted, ...]:
        """Return alerts with the channels that took them, the latest first."""
        sql = "SELECT number, content FROM alerts ORDER BY number DESC LIMIT :limit OFFSET :offset"
        rows = self._connection.rows(sql, bounds(page))
        among = self._connection.among("alert", "numbers")
        sql = f"SELECT alert, channel, moment FROM sent WHERE {among} ORDER BY alert, channel"
        taken = self._connection.rows(sql, {"numbers": [row[0] for row in rows]})
        return tuple(Posted(alert=alert_of(row[1]), sent=_of(row[0], taken)) for row in rows)

    def waiting(self, channel: str) -> tuple[Alert, ...]:
        """Return the alerts that are to go to a channel and that it has not taken, the earliest first."""
        sql = """SELECT a.content FROM addressed t JOIN alerts a ON a.number = t.alert WHERE t.channel = :channel
         AND NOT EXISTS (SELECT 1 FROM sent s WHERE s.alert = t.alert AND s.channel = t.channel) ORDER BY a.number"""
        return tuple(alert_of(row[0]) for row in self._connection.rows(sql, {"channel": channel}))

    def addressed(self, channel: str, *, most: int) -> tuple[Alert, ...]:
        """Return the latest alerts that went or are to go to a channel, the latest first."""
        sql = """SELECT a.content FROM addressed t JOIN alerts a ON a.number = t.alert WHERE t.channel = :channel
         ORDER BY a.number DESC LIMIT :limit"""
        return tuple(alert_of(row[0]) for row in self._connection.rows(sql, {"channel": channel, "limit": most}))

    def mark(self, alert_ids: Iterable[str], channel: str) -> None:
        """Keep that a channel took alerts; what is kept already is left."""
        among = self._connection.among("a.id", "ids")
        sql = f"""SELECT a.number FROM alerts a WHERE {among} AND NOT EXISTS
         (SELECT 1 FROM sent s WHERE s.alert = a.number AND s.channel = :channel) ORDER BY a.number"""
        for (number,) in self._connection.rows(sql, {"ids": sorted(set(alert_ids)), "channel": channel}):
            insert(self._connection, "sent", alert=number, channel=channel, moment=stamp(self._now))

    def _next(self, table: str) -> int:
        ((highest,),) = self._connection.rows(f"SELECT COALESCE(MAX(number), 0) FROM {table}")
        return int(highest) + 1


def _of(number: int, taken: Iterable[Row]) -> tuple[tuple[str, datetime], ...]:
    return tuple((channel, moment_of(moment)) for alert, channel, moment in taken if alert == number)
