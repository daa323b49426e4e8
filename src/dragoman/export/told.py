"""What a record tells, as exports ask for it: preferred values, days, places, figures, voices, quotes."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from dragoman.record.evidence import Evidence
from dragoman.record.records import Record, Report, Spread, Value, Voiced
from dragoman.spelling import Json

PARTED = " […] "  # between quotes that stand apart in the text
PIN = 2  # UCDP's where_prec up to which a point on the map is the place, not the middle of an area
_WHEN = {"agreement": ("effective", "declared", "ended")}
_WHERE = {"incident": "places", "round": "venue"}
_BOUNDS = ("low", "best", "high")


def preferred(record: Record, name: str) -> Any:  # noqa: ANN401  the codebook's JSON
    """Return the preferred value of a field, None where nobody states one."""
    field = record.fields.get(name)
    return field.preferred if field else None


def items(record: Record, name: str) -> list[Any]:
    """Return the values of a list field; a scalar counts as a list of one."""
    value = preferred(record, name)
    return [] if value is None else value if isinstance(value, list) else [value]


def when(record: Record) -> Json:
    """Return the interval of a record (``start``, ``end``, …), empty where nobody gives one."""
    for name in _WHEN.get(record.kind, ("when",)):
        if isinstance(told := preferred(record, name), dict):
            return told
    return {}


def days(record: Record) -> tuple[date | None, date | None]:
    """Return the first and the last day of a record; a bound that nobody gives is None."""
    told = when(record)
    start, end = (date.fromisoformat(day) if (day := told.get(name)) else None for name in ("start", "end"))
    return start, end


def places(record: Record) -> list[Json]:
    """Return the places of a record, the venue of a round among them."""
    return [each for each in items(record, _WHERE.get(record.kind, "place")) if isinstance(each, dict)]


def point(place: Json) -> tuple[float, float] | None:
    """Return longitude and latitude of a place that is a point; None for areas and for what is only known as one."""
    where_prec, lat, lon = (place.get(name) for name in ("where_prec", "lat", "lon"))
    return (lon, lat) if where_prec and where_prec <= PIN and lat is not None and lon is not None else None


def spread(record: Record, name: str) -> Spread | None:
    """Return low, best and high of a figure over all who claim it."""
    field = record.fields.get(name)
    if field is None or not isinstance(field.preferred, dict):
        return None
    return field.spread or Spread(**{bound: field.preferred.get(bound) for bound in _BOUNDS})


def name_of(told: Any) -> str:  # noqa: ANN401  the codebook's JSON
    """Return the name of an actor or place: the canonical one, else as written."""
    return str(told.get("canonical") or told.get("name") or "") if isinstance(told, dict) else ""


def voice_of(voiced: Voiced) -> str:
    """Return who vouches for a value: a person who judged, the speaker that the text names, else its outlet."""
    if voiced.judged_by:
        return voiced.judged_by
    if voiced.attributed_to:
        return voiced.attributed_to.speaker.name
    return voiced.source or ""


def reports(record: Record) -> dict[str, Report]:
    """Return the reports of a record by document, in the order of its tellings."""
    return {telling.report.id: telling.report for telling in record.tellings}


def claimed(record: Record) -> Iterator[tuple[str, Value, Voiced]]:
    """Yield every claimed value of a record: the name of its field, the value, one of those who state it."""
    for name, field in record.fields.items():
        for value in field.values:
            for voiced in value.tellings:
                yield name, value, voiced


def quotes(record: Record) -> list[tuple[str, Evidence]]:
    """Return the evidence of a record's findings with its document, each stretch of text once, in reading order."""
    found = {
        (telling.report.id, each.start, each.end): each
        for telling in record.tellings
        for each in telling.finding.evidence
    }
    return [(document, each) for (document, _, _), each in sorted(found.items(), key=lambda pair: pair[0])]


def distinct(values: Iterable[str | None]) -> list[str]:
    """Return the values that say something, each once, in their order."""
    return list(dict.fromkeys(each for each in values if each))
