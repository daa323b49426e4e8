"""When something happened: an interval of days, never a guessed day."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Basis = Literal["stated", "resolved", "inferred"]


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """An interval of days with the words it was read from.

    ``date_prec`` is UCDP's (1 a day, 2 two to six days, 3 a week, 4 a month, 5 a year), ``time_precision`` ACLED's
    (1 exact day, 2 week, 3 month or longer); both follow from the interval. Null bounds mean that the text leaves them
    open or that a relative date could not be resolved.
    """

    start: date | None = None
    end: date | None = None
    basis: Basis | None = None
    words: str | None = None
    date_prec: int | None = None
    time_precision: int | None = None
