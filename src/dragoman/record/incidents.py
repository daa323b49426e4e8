"""An attack, clash or other use of force."""

from dataclasses import dataclass
from typing import Literal

from dragoman.record.actors import Actor, Attribution
from dragoman.record.findings import Finding
from dragoman.record.places import Place
from dragoman.record.quantities import Quantity
from dragoman.record.times import When

DamageLevel = Literal["destroyed", "heavily_damaged", "damaged", "slightly_damaged"]
Scope = Literal["single", "wave", "period"]


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentType:
    """The codebook's code with what follows from it: ACLED's event types and PLOVER's mode."""

    code: str
    event_type: str | None = None
    sub_event_type: str | None = None
    mode: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What was attacked."""

    words: str
    category: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Munition:
    """A kind of weapon used, with how many were fired, stopped and how many struck."""

    class_: str  # printed as "class"
    model: str | None = None
    launched: Quantity | None = None
    intercepted: Quantity | None = None
    hit: Quantity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """An object and how badly it was hit."""

    object: str
    level: DamageLevel | None = None
    count: Quantity | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLoss:
    """A service that failed, for how many, where."""

    service: str
    affected: Quantity | None = None
    unit: str | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """Who claims or denies to have done it."""

    by: Actor
    stance: Literal["claims", "denies"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Justification:
    """The reason given for the attack, and by whom."""

    words: str
    attributed_to: Attribution | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident(Finding):
    """A use of force (UCDP event, ACLED event)."""

    kind: Literal["incident"] = "incident"
    type: IncidentType | None = None
    attacker: Actor | None = None
    target: Target | None = None
    places: tuple[Place, ...] = ()
    when: When | None = None
    munitions: tuple[Munition, ...] = ()
    killed: Quantity | None = None
    injured: Quantity | None = None
    missing: Quantity | None = None
    captured: Quantity | None = None
    abducted: Quantity | None = None
    displaced: Quantity | None = None
    damage: tuple[Damage, ...] = ()
    service_loss: tuple[ServiceLoss, ...] = ()
    responsibility: tuple[Responsibility, ...] = ()
    justification: tuple[Justification, ...] = ()
    scope: Scope | None = None
