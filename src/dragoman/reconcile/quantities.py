"""Whether two figures can both be true: as intervals, with the qualifiers that the texts used."""

import math

from dragoman.codebook.reconciling import setting
from dragoman.record.quantities import Quantity

Bounds = tuple[float, float]

_APPROXIMATE = ("about", "nearly")
_STEP = 0.25  # of the natural logarithm: a step holds numbers up to 28 per cent apart
_EDGE = 1e-9  # so that rounding cannot part two numbers at the limit


def bounds_of(quantity: Quantity) -> Bounds | None:
    """Return the least and the greatest number that the words allow; None where they give none.

    "about 70" allows a share on either side, "over 70" everything from 71, "dozens" what the codebook says.
    """
    vague: dict[str, list[float]] = setting("figures", "vague")
    if quantity.low is None and quantity.best is None and quantity.high is None:
        span = vague.get(quantity.qualifier)
        return (span[0], span[1]) if span else None
    low = quantity.low if quantity.low is not None else quantity.best
    high = quantity.high if quantity.high is not None else quantity.best
    least, greatest = (0.0 if low is None else float(low)), (math.inf if high is None else float(high))
    if quantity.qualifier in _APPROXIMATE:
        share = float(setting("figures", "about"))
        least, greatest = math.floor(least * (1 - share)), math.ceil(greatest * (1 + share))
    return least, greatest


def agree(first: Quantity, second: Quantity) -> bool | None:
    """Tell whether one number can satisfy both; None where either gives no number."""
    one, other = bounds_of(first), bounds_of(second)
    if one is None or other is None:
        return None
    return one[0] <= other[1] and other[0] <= one[1]


def lead(quantity: Quantity | None) -> float | None:
    """Return the number that the words name: 71 of "71", 70 of "about 70", 71 of "over 70"."""
    if quantity is None:
        return None
    return next((float(each) for each in (quantity.best, quantity.low, quantity.high) if each is not None), None)


def are_close(first: Quantity, second: Quantity) -> bool:
    """Tell whether two figures agree and name about the same number: "about 70" and 71, not "over 70" and 300."""
    one, other = lead(first), lead(second)
    if one is None or other is None or agree(first, second) is False:
        return False
    return max(one, other) <= min(one, other) * (1 + float(setting("figures", "about")))


def distance(first: Quantity, second: Quantity) -> float:
    """Return how far apart two figures are, 0 (the same) to 1 (one is nothing against the other)."""
    one, other = lead(first), lead(second)
    if one is None or other is None or max(one, other) <= 0:
        return 0.0
    return 1.0 - max(0.0, min(one, other)) / max(one, other)


def steps(number: float) -> frozenset[int]:
    """Return the steps of a scale of sizes that a number touches; numbers that ``are_close`` share one."""
    if number <= 0:
        return frozenset({-1})
    reach = math.log1p(float(setting("figures", "about"))) / 2 + _EDGE
    size = math.log(number)
    return frozenset({math.floor((size - reach) / _STEP), math.floor((size + reach) / _STEP)})
