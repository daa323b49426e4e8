"""What fills the cells of tables: incidents as rows of facts by name, claimed values as rows of facts by name."""

import hashlib
from collections.abc import Iterable, Iterator
from math import floor
from typing import Any

from dragoman.codebook.countries import by_code
from dragoman.codebook.profiles import Profile, country_number
from dragoman.codebook.sheets import sheet
from dragoman.export.headings import heading
from dragoman.export.holdings import Holdings
from dragoman.export.told import (
    PARTED,
    claimed,
    days,
    distinct,
    name_of,
    places,
    point,
    preferred,
    quotes,
    reports,
    spread,
    voice_of,
    when,
)
from dragoman.record.records import Record, Spread
from dragoman.spelling import Json

_NOBODY = Spread(low=None, best=None, high=None)
_DIGITS = 12  # hexadecimal: a number below 2^48, which every reader of numbers holds exactly


def rows(holdings: Holdings, profile: Profile) -> Iterator[Json]:
    """Yield the rows of a profile as facts by name, records in their order."""
    if profile == "report":
        for record in holdings.records:
            yield from _claimed_rows(record, holdings)
        return
    for record in _events(holdings.records, is_deadly=profile == "ged"):
        yield _incident_row(record, holdings)


def _claimed_rows(record: Record, holdings: Holdings) -> Iterator[Json]:
    process, told = holdings.process_of(record), reports(record)
    for name, value, voiced in claimed(record):
        field, report = record.fields[name], told.get(voiced.document)
        chosen = field.preferred if isinstance(field.preferred, list) else [field.preferred]
        yield {
            "record": record.id, "kind": record.kind, "process": process.name if process else None, "field": name,
            "value": value.value, "preferred": value.value in chosen, "disputed": field.is_disputed,
            "asserted": voiced.asserted, "voice": voice_of(voiced),
            "voice_role": voiced.attributed_to.speaker.role if voiced.attributed_to else None,
            "judged_by": voiced.judged_by, "outlet": voiced.source, "date": voiced.published,
            "title": report.title if report else None, "url": report.url if report else None,
            "document": voiced.document or None, "finding": voiced.finding,
            "quote": PARTED.join(each.quote for each in voiced.evidence),
            "offsets": ";".join(f"{each.start}-{each.end}" for each in voiced.evidence),
        }  # fmt: skip


def _events(records: Iterable[Record], *, is_deadly: bool) -> list[Record]:
    """Keep incidents that are said to have happened, a wave or its hits but never both: nobody is counted twice."""
    happened = [each for each in records if each.kind == "incident" and _has_happened(each)]
    kept = [each for each in happened if not is_deadly or _has_deaths(each)]
    waves = {each.part_of for each in kept}
    counting = {each.id for each in kept if each.id in waves and _has_deaths(each)}
    return [each for each in kept if each.part_of not in counting and (each.id not in waves or each.id in counting)]


def _has_happened(record: Record) -> bool:
    told: dict[str, list[str]] = sheet("profiles")["happened"]
    asserted, scope = preferred(record, "asserted") or "reported", preferred(record, "scope") or "single"
    return asserted in told["asserted"] and scope in told["scopes"]


def _has_deaths(record: Record) -> bool:
    toll = spread(record, "killed") or _NOBODY
    return any(bound is not None and bound >= 1 for bound in (toll.low, toll.best))


def _incident_row(record: Record, holdings: Holdings) -> Json:
    process = holdings.process_of(record)
    named = {
        "record": record.id, "number": int(hashlib.sha256(record.id.encode()).hexdigest()[:_DIGITS], 16),
        "process": process.name if process else None, "sources": record.sources, "notes": _notes(record),
        "timestamp": int(record.last_seen.timestamp()),
    }  # fmt: skip
    return {**named, **_reported(record), **_when(record), **_where(record), **_who(record), **_toll(record)}


def _reported(record: Record) -> Json:
    told = list(reports(record).values())
    killed = record.fields.get("killed")
    voiced = [each for value in killed.values for each in value.tellings] if killed else []
    return {
        "articles": "; ".join(distinct([each.url or each.title or each.id for each in told])),
        "outlets": "; ".join(distinct(each.source for each in told)),
        "published": "; ".join(distinct(each.published.isoformat() if each.published else None for each in told)),
        "titles": "; ".join(distinct(each.title for each in told)),
        "voices": "; ".join(distinct(voice_of(each) for each in voiced)),
    }


def _when(record: Record) -> Json:
    start, end = days(record)
    known = when(record)
    same_year = start and end and start.year == end.year
    return {
        "start": start, "end": end, "year": start.year if start and same_year else None,
        "date_prec": known.get("date_prec"), "time_precision": known.get("time_precision"),
    }  # fmt: skip


def _where(record: Record) -> Json:
    """One place with its codes, or what several have in common: their names, and a country or unit that all share."""
    told = places(record)
    one = told[0] if len(told) == 1 else {}
    pin = point(one)
    country = _shared(told, "country")
    return {
        "place": name_of(one), "places": "; ".join(distinct(name_of(each) for each in told)),
        "where_prec": one.get("where_prec"), "geo_precision": one.get("geo_precision"), "adm1": _shared(told, "adm1"),
        "longitude": pin[0] if pin else None, "latitude": pin[1] if pin else None,
        "wkt": f"POINT ({pin[0]} {pin[1]})" if pin else None, "priogrid": _cell(*pin) if pin else None,
        "country_name": by_code()[country].name if country in by_code() else country,
        "country_number": country_number(country) if country else None,
    }  # fmt: skip


def _cell(lon: float, lat: float) -> int:
    """Return PRIO-GRID's number of the half-degree cell of a point: rows from the south, cells from 180° W."""
    row, column = (min(floor((at + half) * 2), half * 4 - 1) for at, half in ((lat, 90), (lon, 180)))
    return row * 720 + column + 1


def _shared(told: list[Json], name: str) -> str | None:
    values = {each.get(name) for each in told}
    return values.pop() if len(values) == 1 else None


def _who(record: Record) -> Json:
    knows = sheet("profiles")
    kind, attacker, target = (preferred(record, name) or {} for name in ("type", "attacker", "target"))
    event_type = kind.get("event_type")
    hits_civilians = target.get("category") in knows["civilians"]["targets"]
    is_targeting = hits_civilians or event_type == "Violence against civilians"
    country = _shared(places(record), "country")
    of_country = f" ({by_code()[country].name})" if country in by_code() else ""
    return {
        "event_type": event_type, "sub_event_type": kind.get("sub_event_type"),
        "disorder_type": knows["disorder_types"].get(event_type),
        "attacker": name_of(attacker), "actor_type": knows["actor_types"].get(attacker.get("sector")),
        "civilians": f"Civilians{of_country}" if hits_civilians else None,
        "civilian_type": "Civilians" if hits_civilians else None,
        "civilian_targeting": "Civilian targeting" if is_targeting else None,
    }  # fmt: skip


def _toll(record: Record) -> Json:
    toll = spread(record, "killed") or _NOBODY
    who = str((preferred(record, "killed") or {}).get("who") or "").casefold()
    civilians = who in sheet("profiles")["civilians"]["words"]
    return {
        "killed_low": toll.low, "killed_best": toll.best, "killed_high": toll.high,
        "dead_civilians": toll.best if civilians else None, "dead_unknown": None if civilians else toll.best,
        "fatalities": toll.low if toll.best is None else toll.best,
    }  # fmt: skip


def _notes(record: Record) -> str:
    said = PARTED.join(distinct(each.quote for _, each in quotes(record)))
    return f"{heading(record)}: {said}" if said else heading(record)


def plain(value: Any) -> Any:  # noqa: ANN401  the codebook's JSON
    """Return a value as one cell: texts, numbers and truths as they are, everything else as JSON."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    import msgspec

    return msgspec.json.encode(value).decode()
