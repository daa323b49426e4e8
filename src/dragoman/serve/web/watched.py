"""Watched sources as the desk shows them: whether they are heard, or why nobody knows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from dragoman.errors import SourcesError
from dragoman.ingest.sources import sources_in
from dragoman.record.sources import Health, Source
from dragoman.serve.watching import beside, health_in

State = Literal["heard", "unknown"]
_SLACK = timedelta(minutes=10)  # that a poll may be late


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A source with how well watching it goes; where that is not known for sure, its state is unknown."""

    source: Source
    state: State
    why: str
    since: datetime | None
    checked: datetime | None
    due: datetime | None
    failures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Watching:
    """What is watched; ``fault`` where the list cannot be read, ``is_listed`` where the desk was given one."""

    sources: tuple[Watched, ...] = ()
    fault: str = ""
    is_listed: bool = False


def watching_of(path: Path | None, now: datetime) -> Watching:
    """Return how watching the sources of a list goes.

    Args:
        path: of the list; None where the desk was given none.
        now: with a time zone.
    """
    if path is None:
        return Watching()
    try:
        return Watching(sources=watched_of(sources_in(path), health_in(beside(path)), now), is_listed=True)
    except SourcesError as error:
        return Watching(fault=str(error), is_listed=True)


def watched_of(sources: Iterable[Source], health: Mapping[str, Health], now: datetime) -> tuple[Watched, ...]:
    """Return sources with their state, those of unknown state first."""
    made = [_watched(source, health.get(source.name), now) for source in sources]
    return tuple(sorted(made, key=lambda each: (each.state == "heard", each.source.name)))


def _watched(source: Source, health: Health | None, now: datetime) -> Watched:
    if health is None:
        return Watched(
            source=source, state="unknown", why="never asked yet", since=None, checked=None, due=None, failures=0
        )
    is_late = health.due + _SLACK < now
    late = "not asked when it was due: is `dragoman watch` running?"
    return Watched(
        source=source, state="heard" if health.state == "ok" and not is_late else "unknown",
        why="; ".join(filter(None, (health.why, late if is_late else ""))), since=health.since, checked=health.checked,
        due=health.due, failures=health.failures,
    )  # fmt: skip
