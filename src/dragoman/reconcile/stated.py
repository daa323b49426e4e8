"""A finding taken apart into what it states, field by field, with what makes two values of a field the same value."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from dragoman.codebook.naming import key, place_key
from dragoman.codebook.persons import spelling
from dragoman.reconcile.actors import is_person, side_of
from dragoman.record.actors import Actor
from dragoman.record.agreements import Compliance, Term
from dragoman.record.exchanges import Release
from dragoman.record.incidents import Damage, IncidentType, Justification, Munition, Responsibility, ServiceLoss, Target
from dragoman.record.places import Place
from dragoman.record.quantities import Quantity
from dragoman.record.records import Telling
from dragoman.record.rounds import AgendaItem, Delegation, Outcome
from dragoman.record.times import When
from dragoman.spelling import spelled

# What names a finding, or stands in its voices and not among its values.
_NO_VALUES = ("id", "kind", "confidence", "evidence", "attributed_to", "previous", "next", "about_finding")


@dataclass(frozen=True, slots=True)
class Stated:
    """One value that one finding states in one field; ``key`` is equal for values that are the same."""

    field: str
    key: str
    value: Any  # of the record's types
    telling: Telling
    is_item: bool  # of a list

    @property
    def json(self) -> Any:  # noqa: ANN401  any JSON
        """The value in the codebook's JSON."""
        return spelled(self.value)


def stated_by(telling: Telling) -> Iterator[Stated]:
    """Yield everything that a finding states, figures inside list items as fields of their own.

    "munitions.drone.launched" is how many drones were fired, "released_to.UKR.quantity" how many Ukraine got back.
    """
    for each in fields(telling.finding):
        value = getattr(telling.finding, each.name)
        if each.name in _NO_VALUES or value is None:
            continue
        if not isinstance(value, tuple):
            yield Stated(each.name, key_of(value), value, telling, is_item=False)
            continue
        for item in value:
            yield Stated(each.name, key_of(item), item, telling, is_item=True)
            for name, figure in _figures(item):
                yield Stated(f"{each.name}.{name}", key_of(figure), figure, telling, is_item=False)


def key_of(value: object) -> str:
    """Return what two values of one field share if they are the same: a code, an id, a side, the folded words."""
    maker = _KEYS.get(type(value))
    if maker is not None:
        return maker(value)
    return key(value) if isinstance(value, str) else str(value)


def identity(actor: Actor) -> str:
    """Return a key of who it is: the side, or a person's side and the last word of the name."""
    if not is_person(actor):
        return side_of(actor)
    words = key(actor.canonical or actor.name).split()
    return f"{actor.country} {spelling(words[-1])}" if words else side_of(actor)


def canonical(value: Any) -> str:  # noqa: ANN401  any JSON
    """Return JSON as a string that sorts and compares."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)


def _figures(item: object) -> Iterator[tuple[str, Quantity]]:
    """Yield the figures of an item of a list, named by the item and the part."""
    parts: tuple[tuple[str, str, Quantity | None], ...] = ()
    if isinstance(item, Munition):
        parts = tuple((key_of(item), name, getattr(item, name)) for name in ("launched", "intercepted", "hit"))
    elif isinstance(item, Release):
        parts = ((key_of(item), "quantity", item.quantity),)
    elif isinstance(item, ServiceLoss):
        parts = ((key_of(item), "affected", item.affected),)
    yield from ((f"{name}.{part}", figure) for name, part, figure in parts if figure is not None)


def _place(value: Place) -> str:
    return place_key(value.canonical or value.name)


def _when(value: When) -> str:
    return f"{value.start}..{value.end}" if value.start or value.end else key(value.words or "")


def _quantity(value: Quantity) -> str:
    return f"{value.low} {value.best} {value.high} {value.qualifier}"


def _delegation(value: Delegation) -> str:
    return identity(value.person) if value.person else key(value.role or "")


_KEYS: Mapping[type, Callable[[Any], str]] = {
    Actor: identity,
    Place: _place,
    When: _when,
    Quantity: _quantity,
    IncidentType: lambda value: value.code,
    Target: lambda value: key(value.words),
    Munition: lambda value: ".".join(filter(None, (value.class_, key(value.model or "")))),
    Damage: lambda value: f"{key(value.object)} {value.level}",
    ServiceLoss: lambda value: ".".join(filter(None, (value.service, value.place and _place(value.place)))),
    Responsibility: lambda value: f"{identity(value.by)} {value.stance}",
    Justification: lambda value: key(value.words),
    Release: lambda value: side_of(value.party),
    Delegation: _delegation,
    AgendaItem: lambda value: value.issue if value.issue != "other" else key(value.words),
    Outcome: lambda value: key(value.words),
    Term: lambda value: value.code or key(value.words),
    Compliance: lambda value: key(value.words),
}
