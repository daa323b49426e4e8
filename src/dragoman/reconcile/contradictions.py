"""Fields on which reports contradict each other, or in which a voice changed its number, and how far apart they are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from dragoman.reconcile.revisions import revisions_of
from dragoman.reconcile.timeline import first_day
from dragoman.record.findings import Kind
from dragoman.record.records import Field, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """A field in dispute, or in which a voice changed its number, without its values: enough to sort and to choose."""

    record: str
    kind: Kind
    process: str | None
    field: str
    width: float  # 0 to 1: how far the least and the greatest figure are apart
    day: date | None  # on which the thing began
    sources: int
    is_disputed: bool
    is_changed: bool

    @property
    def root(self) -> str:
        """The field without what it counts: ``munitions`` of ``munitions.drone.launched``."""
        return self.field.partition(".")[0]


def contradictions_in(records: Iterable[Record]) -> Iterator[Contradiction]:
    """Yield the fields of records that are in dispute, or in which a voice changed its number."""
    for record in records:
        for field in record.fields.values():
            is_changed = bool(revisions_of(field))
            if field.is_disputed or is_changed:
                yield Contradiction(
                    record=record.id, kind=record.kind, process=record.process, field=field.name,
                    width=width_of(field), day=first_day(record), sources=record.sources,
                    is_disputed=field.is_disputed, is_changed=is_changed,
                )  # fmt: skip


def width_of(field: Field) -> float:
    """Return how far the least and the greatest figure are apart, 0 to 1 (one is nothing against the other)."""
    numbers = [told for value in field.values if (told := number_of(value.value)) is not None]
    most = max(numbers, default=0.0)
    return round(1 - max(0.0, min(numbers)) / most, 6) if most > 0 else 0.0


def number_of(value: Any) -> float | None:  # noqa: ANN401  a field's JSON
    """Return the number that a figure in the codebook's JSON names; None for what is none."""
    if not isinstance(value, dict):
        return None
    told = (value.get(name) for name in ("best", "low", "high"))
    return next((float(each) for each in told if isinstance(each, int | float)), None)
