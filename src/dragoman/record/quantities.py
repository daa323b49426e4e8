"""Figures as texts give them: a range with the qualifier that the text used."""

from dataclasses import dataclass
from typing import Literal

Qualifier = Literal[
    "exact", "about", "nearly", "over", "at_least", "up_to", "fewer_than", "between",
    "dozens", "scores", "hundreds", "thousands", "several", "many", "unknown",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A figure with its bounds (UCDP ``low``/``best``/``high``).

    "over 1,000" has ``low`` 1001 and neither ``best`` nor ``high``; a figure the text does not give is never zero.
    """

    low: int | float | None = None
    best: int | float | None = None
    high: int | float | None = None
    qualifier: Qualifier = "exact"
    unit: str | None = None  # what is counted, as written: "residential buildings"
    words: str | None = None  # the whole figure as written: "over 1,000 residential buildings"
    who: str | None = None  # for losses: whom the figure counts, as written: "civilians"
