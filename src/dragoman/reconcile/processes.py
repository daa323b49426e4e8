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
from dragoman.record.findings import Kind
from dragoman.record.incidents import Incident
from dragoman.record.positions import Position
from dragoman.record.records import Process, Record
from dragoman.record.rounds import Round

Sides = tuple[str, str]

_SHARED = ("round", "exchange", "agreement")


@dataclass(frozen=True, slots=True)
class Opposed:
    """How many records show two sides as adversaries, and how many of these are of talks, swaps and truces."""

    shown: Mapping[Sides, int]
    shared: Mapping[Sides, int]

    def rank(self, pair: Sides) -> tuple[int, int, Sides]:
        """Return by what pairs are ordered, the surest first: who talks comes before who only fights."""
        return (-self.shared.get(pair, 0), -self.shown.get(pair, 0), pair)

    def home(self, pairs: Iterable[Sides], *, kind: Kind) -> Sides | None:
        """Return the pair of adversaries to which a record with these pairs belongs; None where none is known."""
        meant = set(pairs)
        if kind == "incident":
            meant |= {pair for pair in self.shared if located(pair) in meant}
        return min((pair for pair in meant if self.shown.get(pair)), key=self.rank, default=None)


@dataclass(frozen=True, slots=True)
class Stance:
    """Whose position a record is, and towards whom, as sides."""

    party: str
    addressee: str | None

    @property
    def pair(self) -> Sides | None:
        """The party and its addressee."""
        return _sides(self.party, self.addressee) if self.addressee is not None else None

    def home(self, about: Mapping[Sides, int], opposed: Opposed) -> Sides | None:
        """Return the pair with the addressee where that is an adversary, else the one that its reports are about.

        What no report places belongs to the process of a party that talks in one only: else an older stance would
        stand.

        Args:
            about: how often the reports that tell of the position tell of records of each pair.
            opposed: who is known as adversary of whom.
        """
        if self.pair is not None and opposed.shown.get(self.pair):
            return self.pair
        told = min((pair for pair in about if self.party in pair), key=lambda pair: (-about[pair], pair), default=None)
        own = [] if told else [pair for pair in opposed.shared if self.party in pair]
        return told or (own[0] if len(own) == 1 else None)


def processes_of(records: Sequence[Record]) -> tuple[tuple[Process, ...], dict[str, str]]:
    """Return the processes by name, and the process by the record that belongs to it.

    A process has two opposed sides: they exchanged prisoners, fought, agreed on a truce, or met with a mediator or in
    a numbered round. What has more sides belongs to the two of them that most records oppose.
    """
    pairs = {each.id: pairs_in(each) for each in records}
    opposed = _opposed(records, pairs)
    homes = {each.id: sides for each in records if (sides := opposed.home(pairs[each.id], kind=each.kind)) is not None}
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


def pairs_in(record: Record) -> frozenset[Sides]:
    """Return the pairs of sides to which a record may belong: who fought, or all pairs that met or agreed."""
    if record.kind == "incident":
        return frozenset(_fought(record))
    return frozenset(_pairs(adversaries_of(record))) if record.kind in _SHARED else frozenset()


def may_belong(record: Record, process: str) -> bool:
    """Tell whether a record may belong to a process by its sides alone, whatever else is told of them."""
    stance = stance_of(record)
    pairs = {*pairs_in(record), *([stance.pair] if stance and stance.pair else ())}
    return process in {process_id(each) for pair in pairs for each in (pair, located(pair))}


def is_opposing(record: Record) -> bool:
    """Tell whether a record shows its pairs as adversaries."""
    return record.kind in ("incident", "exchange") or (record.kind in _SHARED and _is_opposition(record))


def is_shared(record: Record) -> bool:
    """Tell whether a record is of what adversaries do together: talks, swaps, truces."""
    return record.kind in _SHARED


def stance_of(record: Record) -> Stance | None:
    """Return whose position a record is; None of other kinds, and where nobody's."""
    first = record.tellings[0].finding
    if not isinstance(first, Position) or first.party is None:
        return None
    return Stance(side_of(first.party), side_of(first.addressee) if first.addressee is not None else None)


def mediating(record: Record) -> frozenset[str]:
    """Return the sides that mediate, as all reports tell."""
    return frozenset(
        side for telling in record.tellings for side in sides_of(getattr(telling.finding, "mediators", ()))
    )


def written(record: Record) -> Counter[tuple[str, str]]:
    """Return how reports write the sides that are neither a country nor a known actor: side and name, how often."""
    counts: Counter[tuple[str, str]] = Counter()
    for telling in record.tellings:
        for actor in (*getattr(telling.finding, "parties", ()), *getattr(telling.finding, "mediators", ())):
            side = side_of(actor)
            if side not in by_code() and known_actor(actor.canonical or actor.name) is None:
                counts[side, actor.canonical or actor.name] += 1
    return counts


def process_of(
    sides: Sides, records: Iterable[str], *, mediators: Iterable[str], names: Mapping[tuple[str, str], int]
) -> Process:
    """Return the process of two sides.

    Args:
        sides: the two.
        records: ids of what belongs to it, in order.
        mediators: sides that mediate in any of these.
        names: how often reports write a side so, as ``written`` gives it.
    """
    best: dict[str, str] = {}
    for side, name in sorted(names, key=lambda each: (-names[each], each[1])):
        best.setdefault(side, name)
    parties = sorted(best.get(side, side_name(side)) for side in sides)
    return Process(
        id=process_id(sides),
        name=" – ".join(parties),
        parties=tuple(parties),
        mediators=tuple(sorted(best.get(side, side_name(side)) for side in set(mediators) - set(sides))),
        records=tuple(records),
    )


def disturbed(before: Opposed, after: Opposed, changed: Iterable[Sides]) -> Iterator[tuple[Sides, frozenset[Sides]]]:
    """Yield the pairs whose place among the others changed, each with those others; itself where it came or went.

    Only what may belong to both may belong elsewhere now.
    """
    known = before.shown.keys() & after.shown.keys()
    for pair in changed:
        if pair not in known or (pair in before.shared) != (pair in after.shared):
            yield pair, frozenset({pair})
            continue
        old, new = before.rank(pair), after.rank(pair)
        moved = frozenset(each for each in known - {pair} if (before.rank(each) < old) != (after.rank(each) < new))
        if moved:
            yield pair, moved


def _opposed(records: Sequence[Record], pairs: Mapping[str, frozenset[Sides]]) -> Opposed:
    showing = [record for record in records if is_opposing(record)]
    return Opposed(
        Counter(sides for record in showing for sides in pairs[record.id]),
        Counter(sides for record in showing if is_shared(record) for sides in pairs[record.id]),
    )


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


@cache
def located(pair: Sides) -> Sides:
    """Return two sides with the country of a group in its place: Israel and Palestine for Israel and Hamas."""
    groups = (known_actor(side.title()) for side in pair)
    one, other = (group.country if group and group.country else side for side, group in zip(pair, groups, strict=True))
    return _sides(one, other)


def _positions(records: Iterable[Record], homes: Mapping[str, Sides], opposed: Opposed) -> dict[str, Sides]:
    about: dict[str, Counter[Sides]] = {}
    for record in records:
        if record.id in homes:
            for telling in record.tellings:
                about.setdefault(telling.report.id, Counter())[homes[record.id]] += 1
    found: dict[str, Sides] = {}
    for record in records:
        stance = stance_of(record)
        if stance is None:
            continue
        counts: Counter[Sides] = Counter()
        for telling in record.tellings:
            counts.update(about.get(telling.report.id, Counter()))
        if (sides := stance.home(counts, opposed)) is not None:
            found[record.id] = sides
    return found


def _process(sides: Sides, records: Sequence[Record]) -> Process:
    names: Counter[tuple[str, str]] = Counter()
    for record in records:
        names.update(written(record))
    mediators = {side for record in records for side in mediating(record)}
    return process_of(sides, (record.id for record in records), mediators=mediators, names=names)


def _pairs(sides: Iterable[str]) -> list[Sides]:
    return [_sides(one, other) for one, other in combinations(sorted(sides), 2)]


def _sides(one: str, other: str) -> Sides:
    return (one, other) if one <= other else (other, one)
