"""Who changed their number: the same voice with other figures over time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from dragoman.reconcile.stated import canonical
from dragoman.reconcile.voices import voice_behind
from dragoman.record.records import Field, Voiced


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure that a voice gave on a day, in the codebook's JSON."""

    value: Any
    voice: Voiced

    @property
    def day(self) -> date | None:
        """The day of the report that carried it."""
        return self.voice.published


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """All figures of a voice that gave more than one, by day; each as it was given first, equal ones in a row once."""

    figures: tuple[Figure, ...]


def revisions_of(field: Field) -> tuple[Revision, ...]:
    """Return the voices that gave other figures of a field on a later day; none for what is no figure.

    Figures of one day are no change: one report may tell a number in two ways.
    """
    if field.spread is None:
        return ()
    by_voice: dict[str, list[Figure]] = {}
    for figure in _figures(field):
        by_voice.setdefault(voice_behind(figure.voice), []).append(figure)
    changes = (_changes(figures) for figures in by_voice.values())
    return tuple(Revision(figures=each) for each in changes if len({figure.day for figure in each}) > 1)


def _figures(field: Field) -> Iterator[Figure]:
    """Yield what is dated and said by somebody other than a judge, by day."""
    stated = [
        Figure(value=value.value, voice=voice)
        for value in field.values
        for voice in value.tellings
        if voice.published is not None and not voice.judged_by
    ]
    yield from sorted(stated, key=lambda each: (each.day or date.min, canonical(each.value), each.voice.finding))


def _changes(figures: list[Figure]) -> tuple[Figure, ...]:
    kept: list[Figure] = []
    for each in figures:
        if not kept or _number(kept[-1]) != _number(each):
            kept.append(each)
    return tuple(kept)


def _number(figure: Figure) -> tuple[Any, ...]:
    """Return what makes two figures the same, however they are worded."""
    told = figure.value if isinstance(figure.value, dict) else {}
    return tuple(told.get(name) for name in ("low", "best", "high", "qualifier"))
