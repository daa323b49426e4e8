"""Every other who-did-what-to-whom, in PLOVER's terms."""

from dataclasses import dataclass
from typing import Literal

from dragoman.record.actors import Actor
from dragoman.record.findings import Finding
from dragoman.record.places import Place
from dragoman.record.times import When

EventStatus = Literal["occurred", "future", "hypothetical", "historical", "negated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Finding):
    """An interaction coded by PLOVER's sixteen types."""

    kind: Literal["event"] = "event"
    event_type: str | None = None
    mode: str | None = None
    context: tuple[str, ...] = ()
    actors: tuple[Actor, ...] = ()
    recipients: tuple[Actor, ...] = ()
    place: Place | None = None
    when: When | None = None
    status: EventStatus | None = None
    score: float | None = None  # PLOVER's conflict-cooperation score, −10 to 10
