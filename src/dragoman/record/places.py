"""Where something happened: a name as written and what the gazetteer knows of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A named place.

    ``where_prec`` is UCDP's (1 exact to 6 country, 7 sea or unknown), ``geo_precision`` ACLED's (1 to 3).
    """

    name: str
    canonical: str | None = None
    country: str | None = None  # ISO 3166-1 alpha-3
    adm1: str | None = None
    lat: float | None = None
    lon: float | None = None
    geoname_id: int | None = None
    where_prec: int | None = None
    geo_precision: int | None = None
