"""Records → GeoJSON (RFC 7946): a point only where a place is one, and how precise it is beside it."""

from collections.abc import Iterator

from dragoman.export.headings import heading
from dragoman.export.holdings import Holdings
from dragoman.export.told import days, name_of, places, point, preferred, quotes, spread, when
from dragoman.record.records import Record
from dragoman.spelling import Json

_PLACE = ("country", "adm1", "geoname_id", "where_prec", "geo_precision")
_DECIMALS = 6  # about 0.1 m; RFC 7946 advises no more


def to_geojson(holdings: Holdings) -> bytes:
    """Write a feature for each place of each record, as UTF-8.

    A place that is known as a district, a province, a region or a country only (UCDP's ``where_prec`` of 3 and more)
    or without coordinates, and a record without place, have null geometry: there is no false pin. A total over several
    places stands at each of them with ``shares_figures`` true, never divided.
    """
    import msgspec

    features = [feature for record in holdings.records for feature in _features(record, holdings)]
    return msgspec.json.encode({"type": "FeatureCollection", "features": features})


def _features(record: Record, holdings: Holdings) -> Iterator[Json]:
    told = places(record)
    shared = {**_of_record(record, holdings), "shares_figures": len(told) > 1}
    for number, place in enumerate(told or [{}]):
        pin = point(place)
        geometry = {"type": "Point", "coordinates": [round(at, _DECIMALS) for at in pin]} if pin else None
        properties = {**shared, "place": name_of(place) or None, **{name: place.get(name) for name in _PLACE}}
        yield {"type": "Feature", "id": f"{record.id}-{number}", "geometry": geometry, "properties": properties}


def _of_record(record: Record, holdings: Holdings) -> Json:
    start, end = days(record)
    toll, process = spread(record, "killed"), holdings.process_of(record)
    return {
        "record": record.id, "kind": record.kind, "heading": heading(record),
        "process": process.name if process else None, "status": preferred(record, "status"),
        "asserted": preferred(record, "asserted"), "start": start, "end": end,
        "date_prec": when(record).get("date_prec"), "sources": record.sources, "confidence": record.confidence,
        "killed_low": toll.low if toll else None, "killed_best": toll.best if toll else None,
        "killed_high": toll.high if toll else None,
        "disputed": [field.name for field in record.fields.values() if field.is_disputed],
        "evidence": [
            {"document": document, "start": each.start, "end": each.end, "quote": each.quote}
            for document, each in quotes(record)
        ],
    }  # fmt: skip
