"""What pages are asked for in their addresses: days and processes, an empty field counting as none."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta

from dragoman.record.records import Process
from dragoman.serve.rest.desk import Desk
from dragoman.serve.rest.problems import Problem
from dragoman.store.contract import Page


def day_asked(words: str, name: str) -> date | None:
    """Return a day as YYYY-MM-DD; None for an empty field.

    Args:
        words: what was sent.
        name: of the field, for messages.

    Raises:
        Problem: 422, the words are no day.
    """
    if not words.strip():
        return None
    try:
        return date.fromisoformat(words.strip())
    except ValueError as error:
        raise Problem(422, f"{name} is no day", hint="write it as YYYY-MM-DD") from error


def end_of(day: date) -> datetime:
    """Return the last moment of a day, in UTC: what came in on it counts; the last day there can be has no next."""
    if day == date.max:
        return datetime.max.replace(tzinfo=UTC)
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=UTC) - timedelta(microseconds=1)


def process_asked(known: Iterable[Process], ident: str) -> Process:
    """Return the process of an id.

    Raises:
        Problem: 404, there is none.
    """
    found = next((each for each in known if each.id == ident), None)
    if found is None:
        raise Problem(404, "there is no process of that id", hint="/process lists them")
    return found


def largest(known: Sequence[Process], kind: str = "") -> Process | None:
    """Return the process with the most records of a kind, of any kind where none is named; None without processes."""
    return max(known, key=lambda each: sum(ident.startswith(kind) for ident in each.records), default=None)


def processes_of(desk: Desk) -> tuple[Process, ...] | None:
    """Return the processes by name; None where there is no report yet."""
    found = desk.archive.processes()
    return found if found or desk.archive.documents(page=Page(limit=1)) else None
