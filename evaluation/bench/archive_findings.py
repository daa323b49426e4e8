"""The findings that a perfect reader would take out of an invented report, so that a store can be measured alone."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

from dragoman.record.actors import Actor
from dragoman.record.agreements import Agreement
from dragoman.record.evidence import Evidence
from dragoman.record.exchanges import Exchange, Release
from dragoman.record.incidents import Incident, IncidentType
from dragoman.record.places import Place
from dragoman.record.positions import Position, Stance
from dragoman.record.quantities import Quantity
from dragoman.record.reading import AnyFinding
from dragoman.record.rounds import Round
from dragoman.record.statements import Statement
from dragoman.record.times import When
from evaluation.bench.archive_reports import Made, Told
from evaluation.bench.archive_words import ORDINALS, Country, Kind

_Known = dict[str, Any]
_CONFIDENCE = 0.93
_KINDS: Mapping[str, type[AnyFinding]] = {
    "incident": Incident, "round": Round, "exchange": Exchange, "agreement": Agreement, "position": Position,
    "statement": Statement,
}  # fmt: skip


def findings_in(report: Made, document: str) -> tuple[AnyFinding, ...]:
    """Return what a report tells: its happening, a position and a statement; nothing where it tells nothing.

    Args:
        report: as the generator made it.
        document: the id of its document.
    """
    told = report.told
    if told is None:
        return ()
    stated: dict[str, _Known] = {
        told.happening.kind: {**_OF_KIND[told.happening.kind](told), "evidence": _lead_evidence(report, told)},
        "position": _position(report, told),
        "statement": _statement(report, told),
    }
    return tuple(
        _KINDS[kind](id=_id(kind, document), confidence=_CONFIDENCE, **known) for kind, known in stated.items()
    )


def _id(kind: str, document: str) -> str:
    return f"{kind}-{hashlib.sha256(f'{kind} {document}'.encode()).hexdigest()[:12]}"


def _incident(told: Told) -> _Known:
    one, other = told.happening.sides
    code = next((code for word, code in _WAYS.items() if word in told.lead), "missile_strike")
    return {
        "type": IncidentType(code=code),
        "attacker": _actor(one, "MIL"),
        "places": (_place(told, other),),
        "when": _when(told),
        "killed": _count(told.figures[0]),
        "injured": _count(told.figures[1]),
        "scope": "single",
    }


_WAYS = {"drone": "drone_strike", "artillery": "shelling"}


def _round(told: Told) -> _Known:
    number = (told.figures[0] - 1) % len(ORDINALS) + 1
    return {
        "parties": _parties(told), "mediators": (_actor(told.happening.mediator),), "round_number": number,
        "venue": _place(told, told.happening.mediator), "when": _when(told), "status": "held",
    }  # fmt: skip


def _exchange(told: Told) -> _Known:
    each = _count(told.figures[0])
    return {
        "category": "prisoners", "parties": _parties(told), "total": _count(2 * told.figures[0]), "when": _when(told),
        "released_to": tuple(Release(party=party, quantity=each) for party in _parties(told)), "status": "held",
        "mediators": (_actor(told.happening.mediator),),
    }  # fmt: skip


def _agreement(told: Told) -> _Known:
    return {
        "type": "ceasefire", "parties": _parties(told), "mediators": (_actor(told.happening.mediator),),
        "declared": _when(told), "duration": f"{told.figures[0]} days", "status": "signed",
    }  # fmt: skip


_OF_KIND: Mapping[Kind, Callable[[Told], _Known]] = {
    "incident": _incident, "round": _round, "exchange": _exchange, "agreement": _agreement,
}  # fmt: skip


def _position(report: Made, told: Told) -> _Known:
    party = told.happening.sides[told.party]
    content = next(s for s in _sentences(report.text) if s.startswith(party.name) and told.issue_words in s)
    return {
        "party": _actor(party), "issue": told.issue, "issue_words": told.issue_words,
        "stance": cast("Stance", told.stance), "content": content,
        "evidence": tuple(_cited(report.text, {"content": content, "issue": told.issue_words})),
    }  # fmt: skip


def _sentences(text: str) -> list[str]:
    return [sentence.rstrip(".") for line in text.splitlines() for sentence in line.split(". ")]


def _statement(report: Made, told: Told) -> _Known:
    return {
        "speaker": Actor(name=told.speaker.strip(","), sector="GOV"), "act": "say", "quote": (told.quote,),
        "quoted": True, "evidence": tuple(_cited(report.text, {"quote": told.quote, "speaker": told.speaker})),
    }  # fmt: skip


def _lead_evidence(report: Made, told: Told) -> tuple[Evidence, ...]:
    one, other = told.happening.sides
    field = {"incident": "attacker", "agreement": "declared"}.get(told.happening.kind, "parties")
    named = {field: one.adjective if field == "attacker" else one.name, "when": told.when, "type": told.lead}
    return tuple(_cited(report.text, {**named, "places": other.name}))


def _cited(text: str, words: Mapping[str, str]) -> Iterator[Evidence]:
    for field, quote in words.items():
        start = text.find(quote)
        if start >= 0:
            yield Evidence(field=field, start=start, end=start + len(quote), quote=quote)


def _actor(country: Country, sector: str = "GOV") -> Actor:
    name = country.name if sector == "GOV" else f"{country.adjective} forces"
    canonical = country.name if sector == "GOV" else f"Armed Forces of {country.name}"
    return Actor(name=name, canonical=canonical, country=country.code, sector=sector)


def _parties(told: Told) -> tuple[Actor, ...]:
    return tuple(_actor(side) for side in told.happening.sides)


def _place(told: Told, country: Country) -> Place:
    north, east = told.happening.point
    return Place(
        name=told.happening.town, canonical=told.happening.town, country=country.code, lat=north, lon=east, where_prec=1
    )


def _when(told: Told) -> When:
    day = told.happening.day
    return When(start=day, end=day, basis="stated", words=told.when, date_prec=1, time_precision=1)


def _count(number: int) -> Quantity:
    return Quantity(low=number, best=number, high=number, words=str(number))
