"""What a record is to other records: a hit of a wave, the next of a series, part of a process."""

from collections.abc import Iterable
from dataclasses import replace

from dragoman.reconcile.processes import processes_of
from dragoman.reconcile.series import followed
from dragoman.reconcile.waves import waves_of
from dragoman.record.records import Process, Record


def linked(records: Iterable[Record]) -> tuple[tuple[Record, ...], tuple[Process, ...]]:
    """Return the records with ``part_of``, ``follows`` and ``process``, and the processes; their order changes nothing.

    One pass over the records, whose cost grows with their number; give all records among which links are wanted.
    """
    ordered = sorted(records, key=lambda each: each.id)
    waves, before = waves_of(ordered), followed(ordered)
    processes, homes = processes_of(ordered)
    given = tuple(
        replace(each, part_of=waves.get(each.id), follows=before.get(each.id), process=homes.get(each.id))
        for each in ordered
    )
    return given, processes
