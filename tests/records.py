"""Builders of records for tests: findings of invented reports put together by equal values, nothing more."""

import hashlib
from dataclasses import fields
from datetime import UTC, date, datetime
from typing import Any

from dragoman.export.holdings import Holdings
from dragoman.record.actors import Attribution
from dragoman.record.incidents import IncidentType, Target
from dragoman.record.places import Place
from dragoman.record.quantities import Quantity
from dragoman.record.reading import AnyFinding
from dragoman.record.records import Field, Process, Record, Report, Spread, Telling, Value, Voiced
from dragoman.spelling import spelled
from tests.factory import actor, days, finding

MONDAY = datetime(2031, 3, 3, 8, 30, tzinfo=UTC)
TUESDAY = datetime(2031, 3, 4, 9, 0, tzinfo=UTC)
_NO_VALUES = ("id", "kind", "confidence", "evidence", "attributed_to", "previous", "next", "about_finding")


def report(text: str, source: str | None = "The Harbour Post", **known: Any) -> Report:
    """A report with this text; added on Monday unless said otherwise."""
    ident = "sha256:" + hashlib.sha256(text.encode()).hexdigest()
    return Report(**{"id": ident, "story": ident, "added": MONDAY, "published": date(2031, 3, 3), "source": source,
                     "url": f"https://news.example/{ident[7:13]}", "title": text[:24], **known})  # fmt: skip


def telling(kind: str, text: str, cited: dict[str, str], origin: Report | None = None, **values: Any) -> Telling:
    """One finding of one report."""
    return Telling(finding=finding(kind, text, cited, **values), report=origin or report(text))


def record(*tellings: Telling, **known: Any) -> Record:
    """A record of findings: equal values are one value, the value of most tellings is preferred."""
    kind = tellings[0].finding.kind
    names = [each.name for each in fields(tellings[0].finding) if each.name not in _NO_VALUES]
    held = {name: field for name in names if (field := _field(name, tellings))}
    added = [each.report.added for each in tellings]
    digest = hashlib.sha256(min(each.finding.id for each in tellings).encode()).hexdigest()[:12]
    return Record(**{
        "id": f"{kind}-record-{digest}", "kind": kind, "tellings": tellings, "fields": held,
        "sources": len({each.report.story for each in tellings}), "first_seen": min(added), "last_seen": max(added),
        "confidence": 0.9, **known,
    })  # fmt: skip


def _field(name: str, tellings: tuple[Telling, ...]) -> Field | None:
    stated = [(value, each) for each in tellings for value in _values(each.finding, name)]
    if not stated:
        return None
    found: list[tuple[Any, list[Voiced]]] = []
    for value, each in stated:
        same = next((voices for known, voices in found if known == value), None)
        if same is None:
            found.append((value, same := []))
        same.append(_voiced(each, name))
    found.sort(key=lambda pair: -len(pair[1]))
    values = tuple(Value(value=value, tellings=tuple(voices), sources=len(voices)) for value, voices in found)
    is_list = isinstance(getattr(tellings[0].finding, name), tuple)
    preferred = [each.value for each in values] if is_list else values[0].value
    disputed = not is_list and len(values) > 1
    spread = _spread([each.value for each in values]) if _is_figure(values[0].value) and not is_list else None
    return Field(
        name=name, values=values, preferred=preferred, rule="most_sources", spread=spread, is_disputed=disputed
    )


def _values(found: AnyFinding, name: str) -> list[Any]:
    value = spelled(getattr(found, name))
    return [] if value is None else value if isinstance(value, list) else [value]


def _voiced(each: Telling, name: str) -> Voiced:
    return Voiced(
        finding=each.finding.id, document=each.report.id, source=each.report.source, published=each.report.published,
        asserted=each.finding.asserted, attributed_to=each.finding.attributed_to,
        evidence=tuple(cited for cited in each.finding.evidence if cited.field == name),
    )  # fmt: skip


def _is_figure(value: Any) -> bool:
    return isinstance(value, dict) and "qualifier" in value


def _spread(told: list[dict[str, Any]]) -> Spread:
    lows = [n for each in told if (n := each["best"] if each["low"] is None else each["low"]) is not None]
    highs = [n for each in told if (n := each["best"] if each["high"] is None else each["high"]) is not None]
    return Spread(low=min(lows, default=None), best=told[0]["best"], high=max(highs, default=None))


# An invented war: Ardania and the Belmark Front, talks in the town of Sorrel, a raid on Quillport.
QUILLPORT = Place(
    name="Quillport", country="SDN", adm1="North Coast", lat=19.6151, lon=37.2164, where_prec=1, geo_precision=1
)
NORTH = Place(name="northern Sudan", country="SDN", lat=19.0, lon=32.0, where_prec=5, geo_precision=3)
SORREL = Place(name="Sorrel", country="OMN", lat=23.58, lon=58.41, where_prec=1, geo_precision=1)
ARDANIA, FRONT = actor("Ardania", "SDN", sector="GOV"), actor("Belmark Front", "SDN", sector="REB")
HEALTH = Attribution(speaker=actor("the health ministry"), anonymity="organisation")
RAID_A = "Drones of the Belmark Front hit the market of Quillport on Sunday, killing 12 civilians."
RAID_B = 'The attack on Quillport killed 30, the health ministry said; <b>"horror"</b> & fire in the market.'
TALKS = "Ardania and the Belmark Front will meet in Sorrel on 10 March for a second round, under Norwegian mediation."
SWAP = "The two sides exchanged 20 prisoners on Saturday."


def toll(best: int, who: str | None = None) -> Quantity:
    return Quantity(low=best, best=best, high=best, words=str(best), who=who)


def raid(**known: Any) -> Record:
    """An attack that two reports tell of with different tolls."""
    drone = IncidentType(
        code="drone_strike", event_type="Explosions/Remote violence", sub_event_type="Air/drone strike", mode="drone"
    )
    sunday = days("2031-03-02", date_prec=1, time_precision=1, basis="resolved")
    shared: dict[str, Any] = {"type": drone, "places": (QUILLPORT,), "scope": "single", "when": sunday}
    first = telling(
        "incident", RAID_A,
        {"type": "hit", "attacker": "Belmark Front", "places": "Quillport", "when": "Sunday", "killed": "12 civilians",
         "target": "the market"},
        attacker=FRONT, target=Target(words="the market", category="civilians"), killed=toll(12), **shared,
    )  # fmt: skip
    second = telling(
        "incident", RAID_B, {"type": "attack", "places": "Quillport", "killed": "30", "target": "the market"},
        report(RAID_B, "Southern Wire", added=TUESDAY, title='<script>alert("x")</script>'),
        attributed_to=HEALTH, killed=toll(30), **shared,
    )  # fmt: skip
    return record(first, second, process="process-1", **known)


def round_of_talks(**values: Any) -> Record:
    """A round that is planned for a day."""
    given: dict[str, Any] = {
        "parties": (ARDANIA, FRONT), "mediators": (actor("Norway", "NOR"),), "venue": SORREL, "round_number": 2,
        "status": "planned", "when": days("2031-03-10", date_prec=1, basis="stated"), **values,
    }  # fmt: skip
    cited = {"parties": "Ardania and the Belmark Front", "venue": "Sorrel", "when": "10 March", "status": "will meet",
             "round_number": "second round", "mediators": "Norwegian mediation"}  # fmt: skip
    return record(telling("round", TALKS, cited, **given), process="process-1")


def swap() -> Record:
    cited = {"total": "20", "category": "prisoners", "status": "exchanged"}
    values: dict[str, Any] = {"category": "prisoners", "total": toll(20), "status": "held"}
    return record(telling("exchange", SWAP, cited, **values), process="process-1")


def holdings(*records: Record) -> Holdings:
    """The records, or the three of the invented war, with its process."""
    held = records or (round_of_talks(), raid(), swap())
    process = Process(
        id="process-1", name="Ardania – Belmark Front", parties=("Ardania", "Belmark Front"), mediators=("Norway",),
        records=tuple(each.id for each in held),
    )  # fmt: skip
    return Holdings(records=tuple(held), processes=(process,), as_of=TUESDAY)
