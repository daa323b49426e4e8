"""From the reader's scores to confidences that mean something: of findings with 0.8, eight in ten are right."""

import math
from functools import cache

from dragoman.codebook.sheets import required, sheet

FILE = "confidence"
_EDGE = 1e-4  # scores closer to 0 or 1 than this count as this close


@cache
def line(kind: str) -> tuple[float, float]:
    """Return slope and offset of a kind of finding (Platt 1999, Probabilistic outputs for support vector machines)."""
    row = required(sheet(FILE), kind, file=FILE, row_name="the file")
    slope, offset = (float(required(row, name, file=FILE, row_name=kind)) for name in ("slope", "offset"))
    return slope, offset


def calibrated(kind: str, score: float) -> float:
    """Return how often findings of this kind with this score are right, 0 to 1 with four digits."""
    slope, offset = line(kind)
    return round(1 / (1 + math.exp(-(slope * logit(score) + offset))), 4)


def logit(share: float) -> float:
    """Return the logarithm of the odds, kept finite."""
    inside = min(1 - _EDGE, max(_EDGE, share))
    return math.log(inside / (1 - inside))
