"""Exchanges of prisoners, bodies, hostages, children, detainees."""

from dataclasses import dataclass
from typing import Literal

from dragoman.record.actors import Actor
from dragoman.record.findings import Finding
from dragoman.record.places import Place
from dragoman.record.quantities import Quantity
from dragoman.record.times import When

Category = Literal["prisoners", "bodies", "hostages", "civilians", "children", "detainees"]
ExchangeStatus = Literal["proposed", "expected", "agreed", "under_way", "held", "postponed", "denied"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """How many one party got back."""

    party: Actor
    quantity: Quantity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange(Finding):
    """People or bodies handed over between adversaries."""

    kind: Literal["exchange"] = "exchange"
    category: Category | None = None
    parties: tuple[Actor, ...] = ()
    released_to: tuple[Release, ...] = ()
    total: Quantity | None = None
    mediators: tuple[Actor, ...] = ()
    place: Place | None = None
    when: When | None = None
    status: ExchangeStatus | None = None
    formula: str | None = None
    ordinal: str | None = None
