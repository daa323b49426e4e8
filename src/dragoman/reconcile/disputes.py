"""Which values of a field cannot both be true; history, updates and plans that came true are no disputes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from dragoman.codebook.reconciling import are_against, families, may_follow, setting
from dragoman.reconcile import places, times
from dragoman.reconcile.actors import side_of
from dragoman.reconcile.exchanges import total_of_sides
from dragoman.reconcile.quantities import agree, bounds_of
from dragoman.reconcile.stated import Stated
from dragoman.reconcile.voices import current, day_of, voice_of
from dragoman.record.exchanges import Exchange
from dragoman.record.findings import Kind
from dragoman.record.quantities import Quantity
from dragoman.record.records import Telling

Against = Callable[[Stated, Stated], bool]


def is_disputed(stated: Sequence[Stated], tellings: Iterable[Telling]) -> bool:
    """Tell whether two voices state values of one field that cannot both be true.

    Args:
        stated: what is said in the field.
        tellings: all findings of the thing; what sides of an exchange got back may not add up to its total.
    """
    if not stated or stated[0].is_item:
        return False
    if isinstance(stated[0].value, Quantity):
        return _figures_differ(stated, tellings)
    against = _AGAINST.get(stated[0].field)
    return against is not None and any(against(one, other) for one, other in combinations(_distinct(stated), 2))


def _distinct(stated: Sequence[Stated]) -> list[Stated]:
    """Return one of those that are told alike: hundreds of reports of one round differ in few ways."""
    told = {(each.key, day_of(each.telling), times.stretch_of(each.telling)): each for each in reversed(stated)}
    return list(told.values())


def is_superseded(status: Stated, others: Sequence[Stated]) -> bool:
    """Tell whether a status has become another one since: planned, then held."""
    kind = status.telling.finding.kind
    return any(
        may_follow(kind, status.value, each.value)
        and not may_follow(kind, each.value, status.value)
        and day_of(each.telling) >= day_of(status.telling)
        for each in others
    )


def _figures_differ(stated: Sequence[Stated], tellings: Iterable[Telling]) -> bool:
    latest = [*{(each.key, voice_of(each.telling)): each for each in current(stated)}.values()]
    if any(
        agree(one.value, other.value) is False
        for one, other in combinations(latest, 2)
        if voice_of(one.telling) != voice_of(other.telling)
    ):
        return True
    return stated[0].field == "total" and any(_sides_differ(each.value, tellings) for each in latest)


def _sides_differ(total: Quantity, tellings: Iterable[Telling]) -> bool:
    """Tell whether what the sides got back does not add up to a total, or one side alone got more."""
    bounds = bounds_of(total)
    for each in tellings:
        found = each.finding
        if not isinstance(found, Exchange) or bounds is None:
            continue
        together = total_of_sides(found)
        if together is not None and agree(together, total) is False:
            return True
        if any(low > bounds[1] for low in _lows(found)):
            return True
    return False


def _lows(found: Exchange) -> Iterator[float]:
    for each in found.released_to:
        bounds = bounds_of(each.quantity) if each.quantity else None
        if bounds is not None:
            yield bounds[0]


def _statuses(first: Stated, second: Stated) -> bool:
    """Tell a contradiction from history: the same days held and put off, or a thing undone after it was told done."""
    kind: Kind = first.telling.finding.kind
    if not are_against(kind, first.value, second.value):
        return False
    if _are_same_days(first.telling, second.telling):
        return True
    if _are_other_days(first.telling, second.telling):
        return False
    earlier, later = sorted((first, second), key=lambda each: day_of(each.telling))
    if day_of(earlier.telling) == day_of(later.telling):
        return not (may_follow(kind, first.value, second.value) or may_follow(kind, second.value, first.value))
    return not may_follow(kind, earlier.value, later.value)


def _are_same_days(first: Telling, second: Telling) -> bool:
    """Tell whether a plan and another telling name the same days: what was put off was not held on them."""
    one, other = times.stretch_of(first), times.stretch_of(second)
    if one is None or other is None or not (one.is_plan or other.is_plan):
        return False
    return one.surety == other.surety == "told" and times.gap_of(one, other) <= 0


def _are_other_days(first: Telling, second: Telling) -> bool:
    one, other = times.stretch_of(first), times.stretch_of(second)
    return (
        one is not None and other is not None and one.surety == other.surety == "told" and times.gap_of(one, other) > 0
    )


def _days(first: Stated, second: Stated) -> bool:
    one, other = times.stretch_of(first.telling), times.stretch_of(second.telling)
    if one is None or other is None or one.is_plan or other.is_plan:
        return False
    return times.relation(first.telling.finding.kind, one, other) == "against"


def _spots(first: Stated, second: Stated) -> bool:
    return not _is_plan(first) and not _is_plan(second) and places.relation(first.value, second.value) == "apart"


def _is_plan(stated: Stated) -> bool:
    found = stated.telling.finding
    return getattr(found, "status", None) in setting(found.kind, "plans")


def _types(first: Stated, second: Stated) -> bool:
    kind = first.telling.finding.kind
    one, other = (getattr(each.value, "code", each.value) for each in (first, second))
    return "other" not in (one, other) and one != other and not families(kind, one) & families(kind, other)


_AGAINST: Mapping[str, Against] = {
    "status": _statuses,
    "round_number": lambda first, second: first.key != second.key,
    "when": _days,
    "venue": _spots,
    "place": _spots,
    "attacker": lambda first, second: side_of(first.value) != side_of(second.value),
    "type": _types,
    "category": _types,
    "asserted": lambda first, second: (first.value == "denied") != (second.value == "denied"),
}
