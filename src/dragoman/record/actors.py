"""Who acts and who speaks: states, bodies, armed groups, persons, and the voice behind a value."""

from dataclasses import dataclass
from typing import Literal

Anonymity = Literal["named", "unnamed_official", "organisation", "writer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A party, a person or a body, as named in one text."""

    name: str  # as written
    canonical: str | None = None
    country: str | None = None  # ISO 3166-1 alpha-3 of the side
    role: str | None = None  # title as written
    organisation: str | None = None
    sector: str | None = None  # PLOVER sector code: GOV, MIL, REB, IGO, …
    wikidata: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """The voice that vouches for a value; none of it where the writer vouches."""

    speaker: Actor
    anonymity: Anonymity
    via: str | None = None  # outlet or platform that carried it
