"""Records → entities of FollowTheMoney as JSON lines: events, who takes part, and the articles that tell of them."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping

from dragoman.codebook.countries import country_named
from dragoman.codebook.profiles import alpha2
from dragoman.export.headings import heading
from dragoman.export.holdings import Holdings
from dragoman.export.told import PARTED, days, distinct, items, name_of, places, quotes, reports
from dragoman.record.records import Record, Report
from dragoman.spelling import Json

_ORGANIZERS = ("mediators", "hosts")
_INVOLVED = (
    "parties", "party", "speaker", "addressee", "attacker", "actors", "recipients", "delegations",
)  # fmt: skip


def to_followthemoney(holdings: Holdings) -> bytes:
    """Write an entity a line, each once, in the order in which records name them.

    Statements and positions are events here, too: the model has nothing nearer. Counts, precision and voices have no
    place in it.
    """
    import msgspec

    told: dict[str, Json] = {}
    for record in holdings.records:
        for entity in _entities(record):
            told.setdefault(entity["id"], entity)
    return b"".join(msgspec.json.encode(entity) + b"\n" for entity in told.values())


def _entities(record: Record) -> Iterator[Json]:
    organizers, involved = (list(_actors(record, fields)) for fields in (_ORGANIZERS, _INVOLVED))
    articles = [_article(report) for report in reports(record).values()]
    yield from (*organizers, *involved, *articles)
    start, end = days(record)
    told = places(record)
    yield _entity("Event", record.id, {
        "name": [heading(record)], "recordId": [record.id], "keywords": [record.kind],
        "date": [start.isoformat()] if start and start == end else [],
        "startDate": [start.isoformat()] if start else [], "endDate": [end.isoformat()] if end else [],
        "location": [name_of(place) for place in told], "country": _countries(told),
        "organizer": [each["id"] for each in organizers], "involved": [each["id"] for each in involved],
        "proof": [each["id"] for each in articles],
        "sourceUrl": [report.url for report in reports(record).values()],
        "description": [PARTED.join(each.quote for _, each in quotes(record))],
    })  # fmt: skip


def _actors(record: Record, fields: Iterable[str]) -> Iterator[Json]:
    for field in fields:
        for told in items(record, field):
            actor = told.get("person") if field == "delegations" else told
            if name_of(actor):
                yield _actor(actor)


def _actor(told: Json) -> Json:
    """Return a person where a title or an employer is told, a public body for states and their organs, else a group."""
    name, country = name_of(told), told.get("country")
    is_person = bool(told.get("role") or told.get("organisation"))
    is_state = country_named(name) is not None or told.get("sector") in ("GOV", "MIL", "COP", "SPY", "JUD", "LEG")
    schema = "Person" if is_person else "PublicBody" if is_state else "Organization"
    shared = {
        "name": [name], "alias": [told["name"]] if told["name"] != name else [], "country": _countries([told]),
        "wikidataId": [told.get("wikidata")],
    }  # fmt: skip
    own = {"position": [told.get("role")]} if is_person else {}
    return _entity(schema, f"{schema}|{name}|{country or ''}", {**shared, **own})


def _article(report: Report) -> Json:
    published = [report.published.isoformat()] if report.published else []
    return _entity("Article", report.id, {
        "title": [report.title], "sourceUrl": [report.url], "publisher": [report.source], "publishedAt": published,
    })  # fmt: skip


def _countries(told: Iterable[Json]) -> list[str]:
    codes = (alpha2(country) for each in told if (country := each.get("country")))
    return distinct(code.lower() if code else None for code in codes)


def _entity(schema: str, key: str, properties: Mapping[str, Iterable[str | None]]) -> Json:
    """Return an entity with the properties that say something, spaces made single; its id is a digest of the key."""
    single = {name: [" ".join((value or "").split()) for value in values] for name, values in properties.items()}
    kept = {name: found for name, values in single.items() if (found := distinct(values))}
    return {"id": f"dragoman-{hashlib.sha256(key.encode()).hexdigest()[:32]}", "schema": schema, "properties": kept}
