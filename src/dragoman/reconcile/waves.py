"""Waves of attacks and their hits as a tree: which record of a single strike is part of which record of a wave."""

from collections.abc import Iterable, Mapping, Sequence

from dragoman.codebook.reconciling import families
from dragoman.reconcile import places, times
from dragoman.reconcile.actors import side_of
from dragoman.reconcile.incidents import fired, is_whole
from dragoman.record.incidents import Incident
from dragoman.record.places import Place
from dragoman.record.records import Record

_KIND = "incident"
_INSIDE = ("same", "near", "within")


def waves_of(records: Iterable[Record]) -> dict[str, str]:
    """Return the record of the wave by the record of the hit: the same attacker, days and way, in its area.

    Of several waves that fit, the one with the most independent sources counts, then the smallest id.
    """
    incidents = [record for record in records if record.kind == _KIND]
    waves = [record for record in incidents if is_wave(record)]
    index = _index(waves)
    found: dict[str, str] = {}
    for hit in incidents:
        if is_wave(hit):
            continue
        fitting = {wave.id: wave for key in spans_of(hit) for wave in index.get(key, ()) if _is_part(hit, wave)}
        best = min(fitting.values(), key=lambda wave: (-wave.sources, wave.id), default=None)
        if best is not None:
            found[hit.id] = best.id
    return found


def is_wave(record: Record) -> bool:
    """Tell whether a record is of a wave of attacks, of which others may be hits."""
    return any(is_whole(found) and (found.places or fired(found)) for found in _findings(record))


def _findings(record: Record) -> list[Incident]:
    return [telling.finding for telling in record.tellings if isinstance(telling.finding, Incident)]


def _index(waves: Iterable[Record]) -> Mapping[str, Sequence[Record]]:
    found: dict[str, list[Record]] = {}
    for wave in waves:
        for key in spans_of(wave):
            found.setdefault(key, []).append(wave)
    return found


def spans_of(record: Record) -> frozenset[str]:
    """Return keys that a wave and its hits share: an attacker and a span of days that a report tells, not assumes."""
    sides = {side_of(found.attacker) for found in _findings(record) if found.attacker}
    stretches = [s for telling in record.tellings if (s := times.stretch_of(telling)) and s.surety == "told"]
    return frozenset(f"{side}|{span}" for side in sides for each in stretches for span in times.buckets(_KIND, each))


def _is_part(hit: Record, wave: Record) -> bool:
    return _same_days(hit, wave) and _same_way(hit, wave) and _is_inside(hit, wave)


def _same_days(hit: Record, wave: Record) -> bool:
    pairs = ((times.stretch_of(one), times.stretch_of(other)) for one in hit.tellings for other in wave.tellings)
    return any(
        one is not None and other is not None and times.relation(_KIND, one, other) == "same_days"
        for one, other in pairs
    )


def _same_way(hit: Record, wave: Record) -> bool:
    one, other = ({found.type.code for found in _findings(each) if found.type} for each in (hit, wave))
    ways = [frozenset().union(*(families(_KIND, code) for code in codes)) for codes in (one, other)]
    return not ways[0] or not ways[1] or bool(ways[0] & ways[1])


def _is_inside(hit: Record, wave: Record) -> bool:
    fit = places.best_relation(places.spots(_places(hit)), _places(wave))
    return fit in _INSIDE


def _places(record: Record) -> list[Place]:
    return [place for found in _findings(record) for place in found.places]
