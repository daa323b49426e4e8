"""Peace processes and conflicts: adversaries with their rounds, exchanges, agreements, positions and incidents."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from dragoman.codebook.actors import known_actor
from dragoman.codebook.countries import by_code
from dragoman.codebook.reconciling import setting
from dragoman.reconcile.actors import side_name, side_of, sides_of
from dragoman.reconcile.series import adversaries_of
from dragoman.record.agreements import Agreement
from dragoman.record.incidents import Incident
from dragoman.record.positions import Position
from dragoman.record.records import Process, Record
from dragoman.record.rounds import Round

Sides = tuple[str, str]

_SHARED = ("round", "exchange", "agreement")


@dataclass(frozen=True, slots=True)
class _Opposed:
    """How many records show two sides as adversaries, and how many of these are of talks, swaps and truces."""

    shown: Mapping[Sides, int]
    shared: Mapping[Sides, int]

    def best(self, pairs: Iterable[Sides]) -> Sides | None:
        """Return the pair that is most surely one of adversaries: who talks comes before who only fights."""
        known = (pair for pair in pairs if self.shown.get(pair))
        return min(known, key=lambda pair: (-self.shared.get(pair, 0), -self.shown[pair], pair), default=None)


def processes_of(records: Sequence[Record]) -> tuple[tuple[Process, ...], dict[str, str]]:
    """Return the processes by name, and the process by the record that belongs to it.

    A process has two opposed sides: they exchanged prisoners, fought, agreed on a truce, or met with a mediator or in
    a numbered round. What has more sides belongs to the two of them that most records oppose.
    """
    opposed = _opposed(records)
    homes = {each.id: sides for each in records if (sides := _home(each, opposed)) is not None}
    homes |= _positions(records, homes, opposed)
    members: dict[Sides, list[Record]] = {}
    for record in records:
        if record.id in homes:
            members.setdefault(homes[record.id], []).append(record)
    made = sorted((_process(sides, held) for sides, held in members.items()), key=lambda each: (each.name, each.id))
    ids = {sides: process_id(sides) for sides in members}
    return tuple(made), {ident: ids[sides] for ident, sides in homes.items()}


def process_id(sides: Sides) -> str:
    """Return the id of a process, which depends on its two sides alone."""
    return f"process-{hashlib.sha256('|'.join(sides).encode()).hexdigest()[:12]}"


def _opposed(records: Sequence[Record]) -> _Opposed:
    return _Opposed(
        Counter(sides for record in records for sides in set(_shown(record))),
        Counter(sides for record in records if record.kind in _SHARED for sides in set(_shown(record))),
    )


def _shown(record: Record) -> Iterator[Sides]:
    if record.kind == "incident":
        yield from _fought(record)
    elif record.kind == "exchange" or (record.kind in _SHARED and _is_opposition(record)):
        yield from _pairs(adversaries_of(record))


def _is_opposition(record: Record) -> bool:
    truces = setting("process", "truces")
    findings = [telling.finding for telling in record.tellings]
    return any(
        (isinstance(found, Agreement) and found.type in truces)
        or (isinstance(found, Round) and (found.mediators or found.round_number is not None))
        for found in findings
    )


def _fought(record: Record) -> Iterator[Sides]:
    """Yield the attacker with the side of every country that was hit."""
    for telling in record.tellings:
        found = telling.finding
        if isinstance(found, Incident) and found.attacker and (found.attacker.canonical or found.attacker.country):
            attacker = side_of(found.attacker)
            hit = {place.country for place in found.places if place.country} - {attacker}
            yield from (_sides(attacker, country) for country in hit)


def _home(record: Record, opposed: _Opposed) -> Sides | None:
    if record.kind == "incident":
        fought = set(_fought(record))
        return opposed.best(fought | {pair for pair in opposed.shared if _located(pair) in fought})
    return opposed.best(_pairs(adversaries_of(record))) if record.kind in _SHARED else None


@cache
def _located(pair: Sides) -> Sides:
    """Return two sides with the country of a group in its place: Israel and Palestine for Israel and Hamas."""
    groups = (known_actor(side.title()) for side in pair)
    one, other = (group.country if group and group.country else side for side, group in zip(pair, groups, strict=True))
    return _sides(one, other)


def _positions(records: Iterable[Record], homes: Mapping[str, Sides], opposed: _Opposed) -> dict[str, Sides]:
    """Place positions: with the addressee where that is an adversary, else in the process their reports are about.

    What no report places belongs to the process of a party that talks in one only: else an older stance would stand.
    """
    about: dict[str, Counter[Sides]] = {}
    records = list(records)
    for record in records:
        if record.id in homes:
            for telling in record.tellings:
                about.setdefault(telling.report.id, Counter())[homes[record.id]] += 1
    found: dict[str, Sides] = {}
    for record in records:
        sides = _position_home(record, about, opposed)
        if sides is not None:
            found[record.id] = sides
    return found


def _position_home(record: Record, about: Mapping[str, Counter[Sides]], opposed: _Opposed) -> Sides | None:
    first = record.tellings[0].finding
    if not isinstance(first, Position) or first.party is None:
        return None
    party = side_of(first.party)
    if first.addressee is not None and opposed.shown.get(pair := _sides(party, side_of(first.addressee))):
        return pair
    counts: Counter[Sides] = Counter()
    for telling in record.tellings:
        counts.update(about.get(telling.report.id, Counter()))
    told = min((pair for pair in counts if party in pair), key=lambda pair: (-counts[pair], pair), default=None)
    own = [pair for pair in opposed.shared if party in pair]
    return told or (own[0] if len(own) == 1 else None)


def _process(sides: Sides, records: Sequence[Record]) -> Process:
    mediators = {
        side for record in records for t in record.tellings for side in sides_of(getattr(t.finding, "mediators", ()))
    }
    written = _written(records)
    names = sorted(written.get(side, side_name(side)) for side in sides)
    return Process(
        id=process_id(sides),
        name=" – ".join(names),
        parties=tuple(names),
        mediators=tuple(sorted(written.get(side, side_name(side)) for side in mediators - set(sides))),
        records=tuple(record.id for record in records),
    )


def _written(records: Iterable[Record]) -> dict[str, str]:
    """Return how reports write the sides that are neither a country nor a known actor: the most frequent name."""
    counts: dict[str, Counter[str]] = {}
    for record in records:
        for telling in record.tellings:
            for actor in (*getattr(telling.finding, "parties", ()), *getattr(telling.finding, "mediators", ())):
                side = side_of(actor)
                if side not in by_code() and known_actor(actor.canonical or actor.name) is None:
                    counts.setdefault(side, Counter())[actor.canonical or actor.name] += 1
    return {side: min(names, key=lambda name: (-names[name], name)) for side, names in counts.items()}


def _pairs(sides: Iterable[str]) -> list[Sides]:
    return [_sides(one, other) for one, other in combinations(sorted(sides), 2)]


def _sides(one: str, other: str) -> Sides:
    return (one, other) if one <= other else (other, one)
