"""Which records answer a question: by kind, actor, place, box, days, issue, status, source, process, doubt."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from dragoman.codebook.countries import by_code, country_named, country_of
from dragoman.codebook.naming import key, place_key
from dragoman.codebook.public_persons import public_person
from dragoman.reconcile.actors import is_person, same_actor, side_name, side_of
from dragoman.reconcile.timeline import Days, days_of
from dragoman.record.actors import Actor, Attribution
from dragoman.record.findings import Kind
from dragoman.record.places import Place
from dragoman.record.positions import Position
from dragoman.record.records import Process, Record
from dragoman.record.rounds import Round


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A part of the map in degrees; where ``west`` is greater than ``east`` it crosses the 180th meridian."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, place: Place) -> bool:
        """Tell whether the point of a place lies within; a place without a point lies in no box."""
        if place.lat is None or place.lon is None or not self.south <= place.lat <= self.north:
            return False
        if self.west <= self.east:
            return self.west <= place.lon <= self.east
        return place.lon >= self.west or place.lon <= self.east


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What a record must be: every condition that is given must hold; of several values one is enough.

    ``actors`` and ``places`` are names of any spelling or alpha-3 codes; ``first`` and ``last`` are days, both
    included; ``sources`` are outlets; ``processes`` ids; ``least_sources`` counts independent ones. ``types`` and
    ``munitions`` are codes of incidents.
    """

    kinds: tuple[Kind, ...] = ()
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    box: Box | None = None
    first: date | None = None
    last: date | None = None
    issues: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    munitions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    processes: tuple[str, ...] = ()
    least_sources: int = 1
    disputed: bool | None = None


def select(records: Iterable[Record], selection: Selection) -> tuple[Record, ...]:
    """Return the records that the selection lets through, in their order."""
    conditions = list(_conditions(selection))
    return tuple(record for record in records if all(condition(record) for condition in conditions))


def is_disputed(record: Record) -> bool:
    """Tell whether reports contradict each other on any field."""
    return any(field.is_disputed for field in record.fields.values())


def takes_part(record: Record, name: str) -> bool:
    """Tell whether somebody of that name takes part; who only tells of the thing does not."""
    wanted = named(name)
    side = None if is_person(wanted) else side_of(wanted)
    return any(side_of(actor) == side or same_actor(actor, wanted) for actor in actors_in(record))


def sides_of_states(names: Iterable[str]) -> tuple[str, ...]:
    """Return the sides of which one takes part wherever one of the names does; none where that is not certain.

    It is for states: names of persons and groups are also matched by spelling, whatever their sides.
    """
    meant = [named(name) for name in names]
    if any(is_person(each) or each.country is None for each in meant):
        return ()
    return tuple(dict.fromkeys(map(side_of, meant)))


@lru_cache(maxsize=256)
def named(name: str) -> Actor:
    """Return the actor that a user means: an alpha-3 code, a country, a known actor or person, else the name."""
    written = name if name != name.lower() else name.title()
    person = public_person(written)
    if person is not None:
        return Actor(name=written, country=person.country)
    country = by_code().get(name.strip().upper()) or by_code().get(country_of(written) or "")
    return Actor(name=country.name, country=country.code) if country else Actor(name=written)


def actors_in(record: Record) -> Iterator[Actor]:
    """Yield everybody who takes part, as each report names them."""
    for telling in record.tellings:
        yield from _within(telling.finding, Actor)


def places_in(record: Record) -> Iterator[Place]:
    """Yield all places, as each report names them."""
    for telling in record.tellings:
        yield from _within(telling.finding, Place)


def processes_named(processes: Iterable[Process], words: str) -> tuple[Process, ...]:
    """Return the processes that a user means: by id, by name, or by parties: "Russia", "Kyiv and Moscow".

    A process that ``words`` names in full comes alone.
    """
    known = tuple(processes)
    exact = tuple(each for each in known if each.id == words or key(each.name) == key(words))
    if exact:
        return exact
    sides = [side_name(side_of(named(part))) for part in _parts(words)]
    by_party = tuple(each for each in known if sides and {key(s) for s in sides} <= {key(p) for p in each.parties})
    return by_party or tuple(each for each in known if key(words) and key(words) in key(each.name))


def _parts(words: str) -> list[str]:
    for mark in (" and ", "–", "—", " - ", "/", ";"):
        words = words.replace(mark, ",")
    return [part.strip() for part in words.split(",") if part.strip()]


def _conditions(wanted: Selection) -> Iterator[Callable[[Record], bool]]:
    """Yield what must hold, the cheapest first."""
    if wanted.kinds:
        yield lambda record: record.kind in wanted.kinds
    if wanted.least_sources > 1:
        yield lambda record: record.sources >= wanted.least_sources
    if wanted.processes:
        yield lambda record: record.process in wanted.processes
    if wanted.disputed is not None:
        yield lambda record: is_disputed(record) == wanted.disputed
    if wanted.statuses:
        yield lambda record: _status(record) in wanted.statuses
    if wanted.types:
        yield lambda record: not frozenset(wanted.types).isdisjoint(codes_in(record, "type", "code"))
    if wanted.munitions:
        yield lambda record: not frozenset(wanted.munitions).isdisjoint(codes_in(record, "munitions", "class"))
    if wanted.sources:
        outlets = frozenset(map(key, wanted.sources))
        yield lambda record: any(key(telling.report.source or "") in outlets for telling in record.tellings)
    if wanted.first or wanted.last:
        yield lambda record: _closed(record).overlaps(wanted.first, wanted.last)
    if wanted.issues:
        yield lambda record: not frozenset(wanted.issues).isdisjoint(issues_in(record))
    if wanted.box:
        box = wanted.box
        yield lambda record: any(map(box.holds, places_in(record)))
    if wanted.places:
        yield lambda record: any(_lies_in(place, name) for name in wanted.places for place in places_in(record))
    if wanted.actors:
        yield lambda record: any(takes_part(record, name) for name in wanted.actors)


def _closed(record: Record) -> Days:
    """Return the days of a record; what began and has not ended lasts to the day of the last report."""
    days = days_of(record)
    published = [telling.report.published for telling in record.tellings if telling.report.published]
    if days.first is None or days.last is not None or not published:
        return days
    return replace(days, last=max(days.first, *published))


def _status(record: Record) -> str | None:
    field = record.fields.get("status")
    return field.preferred if field else None


def issues_in(record: Record) -> Iterator[str | None]:
    """Yield the issues of positions and agendas, as each report tells them."""
    for telling in record.tellings:
        found = telling.finding
        if isinstance(found, Position):
            yield found.issue
        elif isinstance(found, Round):
            yield from (item.issue for item in found.agenda)


def codes_in(record: Record, field: str, part: str) -> Iterator[str]:
    """Yield the codes that anybody states in a field whose values hold them in a part."""
    stated = record.fields.get(field)
    for value in stated.values if stated else ():
        code = value.value.get(part) if isinstance(value.value, dict) else None
        if isinstance(code, str):
            yield code


def _lies_in(place: Place, name: str) -> bool:
    country, keys, ids = wanted_place(name)
    if country is not None:
        return place.country == country
    if place.geoname_id is not None and place.geoname_id in ids:
        return True
    return any(place_key(each) in keys for each in (place.name, place.canonical, place.adm1) if each)


@lru_cache(maxsize=256)
def wanted_place(name: str) -> tuple[str | None, frozenset[str], frozenset[int]]:
    """Return the country that is meant, or else the keys and the gazetteer's ids of the place."""
    from dragoman.codebook.gazetteer import candidates  # it opens a database, which most questions need not

    written = name if name != name.lower() else name.title()
    country = by_code().get(name.strip().upper()) or country_named(written)
    if country is not None:
        return country.code, frozenset(), frozenset()
    found = candidates(written)
    keys = {place_key(name), *(place_key(each.name) for each in found[:1])}
    return None, frozenset(keys), frozenset(each.geoname_id for each in found if each.geoname_id is not None)


def _within(value: object, kind: type[Any]) -> Iterator[Any]:
    """Yield all parts of a kind, however deep; voices are no part of what they tell."""
    if isinstance(value, kind):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _within(each, kind)
    elif is_dataclass(value) and not isinstance(value, (Attribution, type)):
        for each in fields(value):
            yield from _within(getattr(value, each.name), kind)
