"""One voice, one field, one value, one quote: what a finding is taken apart into and what is kept for ever."""

from dataclasses import dataclass
from typing import Any

from dragoman.record.actors import Attribution
from dragoman.record.evidence import Evidence
from dragoman.record.findings import Asserted, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A value that one document states in one field of one finding.

    ``field`` is the codebook's name of the field, ``place`` the position in the list where the field is a list;
    ``value`` is the value in the codebook's JSON. The claim with the field "" is the finding itself.
    """

    id: str  # ``claim-`` and the digest of everything below
    document: str
    finding: str
    kind: Kind
    field: str
    place: int | None
    value: Any
    asserted: Asserted
    attributed_to: Attribution | None
    evidence: tuple[Evidence, ...]
