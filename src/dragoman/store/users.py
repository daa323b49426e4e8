"""Who may use the desk, over any connection: names, roles and the digests of their tokens."""

from datetime import datetime

from dragoman.record.users import User
from dragoman.store.connection import Connection, Row, insert
from dragoman.store.rows import moment_of, stamp

_USERS = """SELECT u.name, u.role, u.moment, r.moment, u.number FROM users u
 LEFT JOIN revoked r ON r.holder = u.number"""


class SqlUsers:
    """Implements ``Users``; whoever makes one to write has begun the transaction and holds the only right to write."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection, self._now = connection, now

    def all(self) -> tuple[User, ...]:
        """Return everybody who was ever given a token, in that order."""
        return tuple(map(_user, self._connection.rows(f"{_USERS} ORDER BY u.number")))

    def with_digest(self, digest: str) -> User | None:
        """Return the user of a token, revoked or not, by the digest of it."""
        rows = self._connection.rows(f"{_USERS} WHERE u.digest = :digest", {"digest": digest})
        return _user(rows[0]) if rows else None

    def append(self, user: User, digest: str) -> bool:
        """Keep a user with the digest of a token; return False where one of that name has a token that is good."""
        if self._holders(user.name):
            return False
        ((highest,),) = self._connection.rows("SELECT COALESCE(MAX(number), 0) FROM users")
        row = {"name": user.name, "role": user.role, "digest": digest, "moment": stamp(user.added)}
        insert(self._connection, "users", number=int(highest) + 1, **row)
        return True

    def revoke(self, name: str) -> bool:
        """Make the token of a name no longer good; return False where it has none."""
        holders = self._holders(name)
        for number in holders:
            insert(self._connection, "revoked", holder=number, moment=stamp(self._now))
        return bool(holders)

    def _holders(self, name: str) -> list[int]:
        rows = self._connection.rows(f"{_USERS} WHERE u.name = :name AND r.moment IS NULL", {"name": name})
        return [int(row[4]) for row in rows]


def _user(row: Row) -> User:
    name, role, added, revoked, _ = row
    return User(name=name, role=role, added=moment_of(added), revoked=moment_of(revoked) if revoked else None)
