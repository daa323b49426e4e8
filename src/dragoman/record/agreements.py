"""Ceasefires, truces, frameworks, deals, declarations."""

from dataclasses import dataclass
from typing import Literal

from dragoman.record.actors import Actor
from dragoman.record.findings import Finding
from dragoman.record.times import When

AgreementType = Literal[
    "ceasefire", "humanitarian_truce", "partial_truce", "framework", "peace_agreement", "security_guarantees",
    "exchange_deal", "withdrawal", "protocol", "joint_statement", "other",
]  # fmt: skip
AgreementStatus = Literal[
    "proposed", "under_negotiation", "agreed", "signed", "in_force", "extended", "violated", "suspended", "ended",
    "rejected",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A provision: its PA-X code where the words settle it, and the words."""

    words: str
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compliance:
    """Words on whether a side keeps the agreement."""

    words: str
    by: Actor | None = None
    kept: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Finding):
    """A truce, accord or declaration (PA-X agreement, ETH-PRIO ceasefire)."""

    kind: Literal["agreement"] = "agreement"
    type: AgreementType | None = None
    parties: tuple[Actor, ...] = ()
    mediators: tuple[Actor, ...] = ()
    terms: tuple[Term, ...] = ()
    declared: When | None = None
    effective: When | None = None
    ended: When | None = None
    duration: str | None = None
    status: AgreementStatus | None = None
    compliance: tuple[Compliance, ...] = ()
