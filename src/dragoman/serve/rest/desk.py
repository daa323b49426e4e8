"""What routes and pages are given: the archive, how users are known by their tokens, and how much is allowed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request

from dragoman.archive import Archive
from dragoman.record.users import User
from dragoman.serve.rest.readying import Readying

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one call, and one caller, may ask for."""

    body: int = 20_000_000  # bytes
    query: int = 4_000  # characters of a query string
    page: int = 200  # items of one page of an answer
    calls: int = 600  # of one caller in a minute
    writes: int = 120  # of one caller in a minute, sign-ins among them
    seconds: float = 10.0  # for a request to come in


def _nobody(_token: str) -> User | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The settings of one running desk.

    ``user_of`` gives the user of a token, None where there is none or the token was revoked. ``is_open`` lets everybody
    read who can connect, which holds on loopback alone. ``hosts`` are the names by which the desk may be called.
    """

    archive: Archive
    store: str = ""
    user_of: Callable[[str], User | None] = _nobody
    is_open: bool = True
    hosts: tuple[str, ...] = LOOPBACK
    limits: Limits = field(default_factory=Limits)
    watched: Path | None = None  # the list of sources that `dragoman watch` polls
    readying: Readying | None = None  # keeps the records ready; pages put them together themselves without it

    def begin(self, patience: float) -> bool:
        """Begin to put records together; tell whether they are ready after so many seconds."""
        if self.readying is None:
            return True
        self.readying.begin()
        return self.readying.wait(patience)

    def close(self) -> None:
        """End the work beside the calls; the archive is closed by whoever opened it."""
        if self.readying is not None:
            self.readying.end()


def _desk_of(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


DeskOf = Annotated[Desk, Depends(_desk_of)]
