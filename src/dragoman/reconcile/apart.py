"""How far apart the figures lie that voices claim against one another."""

from dragoman.record.alerts import AlertRule
from dragoman.record.records import Field

_BOUNDS = ("low", "best", "high")


def is_wide(known: Field, rule: AlertRule) -> bool:
    """Tell whether voices contradict each other on a field by more than a rule allows.

    A rule without a measure asks for every contradiction. Of "12" against "at least 30" the figures lie at least 18
    apart; a field that holds no figures has no width.
    """
    if not known.is_disputed:
        return False
    if rule.wider_than is None and rule.times is None:
        return True
    ends = ends_of(known)
    if ends is None:
        return False
    least, most = ends
    is_wider = rule.wider_than is None or most - least > rule.wider_than
    return is_wider and (rule.times is None or (least == 0 < most) or (least > 0 and most / least > rule.times))


def ends_of(known: Field) -> tuple[float, float] | None:
    """Return the least and the greatest number that anybody names in a field; None where nobody names any."""
    told = [value.value for value in known.values if isinstance(value.value, dict)]
    numbers = [n for each in told for name in _BOUNDS if isinstance(n := each.get(name), (int, float))]
    return (min(numbers), max(numbers)) if known.spread is not None and numbers else None
