"""Parts with munitions → one munition a class, each with what was fired, stopped and come through."""

from collections.abc import Iterable
from dataclasses import replace

from dragoman.extract.findings import best, code, parts, quantity_at
from dragoman.record.incidents import Munition
from dragoman.record.mentions import Part, Trigger
from dragoman.record.quantities import Quantity
from dragoman.record.reading import Reading

COUNTS = ("launched", "intercepted", "hit")
KINDS_OF = {"missile": ("ballistic_missile", "cruise_missile"), "bomb": ("glide_bomb", "ied"), "drone": ()}


def munitions_of(reading: Reading, trigger: Trigger) -> tuple[Munition, ...]:
    """Return the munitions of a trigger, several figures of one class put together."""
    return united_munitions((), (_munition(reading, part) for part in parts(trigger, "munitions")))


def united_munitions(first: Iterable[Munition], second: Iterable[Munition]) -> tuple[Munition, ...]:
    """Put munitions of one class together, the surer figure counting; bare "missiles" say nothing beside kinds."""
    kept: dict[str, Munition] = {}
    for each in (*first, *second):
        kept[each.class_] = _joined(kept[each.class_], each) if each.class_ in kept else each
    said = {name for name, each in kept.items() if any(getattr(each, count) for count in COUNTS)}
    return tuple(
        _whole(each)
        for name, each in kept.items()
        if name in said or not any(kind in kept for kind in KINDS_OF.get(name, ()))
    )


def _joined(one: Munition, other: Munition) -> Munition:
    counts = {count: _surer(getattr(one, count), getattr(other, count)) for count in COUNTS}
    return replace(one, model=one.model or other.model, **counts)  # type: ignore[arg-type]


def _surer(one: Quantity | None, other: Quantity | None) -> Quantity | None:
    """Return the figure that says more: exact before a bound, of two alike the greater (a total before its parts)."""
    if one is None or other is None:
        return one or other
    return max(one, other, key=lambda q: (q.best is not None, q.low is not None, q.best or q.low or 0))


def _munition(reading: Reading, part: Part) -> Munition:
    found = {count: _figure(reading, best(part, count)) for count in COUNTS}
    if not any(found.values()) and (counted := quantity_at(reading, part)) and counted.best != 1:
        found["launched"] = counted
    stopped = best(part, "intercepted")
    if stopped is not None and code(stopped, "rest") and (left := found["intercepted"]):
        found["intercepted"] = replace(
            left, qualifier="unknown"
        )  # "all but three": settled when the number fired is known
    model = best(part, "model")
    return Munition(
        class_=code(part, "class") or "other", model=model.span.words(reading.document.text) if model else None, **found
    )


def _figure(reading: Reading, part: Part | None) -> Quantity | None:
    """Return the figure of a part; "a third" is one more."""
    if part is not None and code(part, "count"):
        return Quantity(low=1, best=1, high=1, qualifier="exact", words=part.span.words(reading.document.text))
    return quantity_at(reading, part)


def _whole(munition: Munition) -> Munition:
    """Work out "all but three were intercepted" from the number fired."""
    stopped, fired = munition.intercepted, munition.launched
    if stopped is None or stopped.qualifier != "unknown":
        return munition
    if fired is None or fired.best is None or stopped.best is None:
        return replace(munition, intercepted=None, hit=munition.hit or replace(stopped, qualifier="exact"))
    number = fired.best - stopped.best
    exact = fired.qualifier == "exact"
    total = replace(
        stopped, low=number if exact else None, best=number, high=number if exact else None, qualifier=fired.qualifier
    )
    return replace(munition, intercepted=total, hit=munition.hit or replace(stopped, qualifier="exact"))
