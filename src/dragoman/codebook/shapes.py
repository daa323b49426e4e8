"""Shapes of countries for maps: Natural Earth's, in degrees, each as rings of points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from dragoman.errors import CodebookError

Ring = npt.NDArray[np.float64]  # a row of longitude and latitude for each point, the first again at the end
_FILE = "shapes.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A country, or a territory that the source draws apart; holes are rings like the others (fill rule: even-odd)."""

    code: str  # ISO 3166-1 alpha-3 where there is one
    name: str
    rings: tuple[Ring, ...]
    bounds: tuple[tuple[float, float, float, float], ...]  # west, south, east, north of each ring

    @property
    def middle(self) -> tuple[float, float]:
        """Longitude and latitude of the middle of the largest ring's bounds: where a name may stand."""
        west, south, east, north = max(self.bounds, key=lambda each: (each[2] - each[0]) * (each[3] - each[1]))
        return (west + east) / 2, (south + north) / 2


@cache
def shapes() -> Mapping[str, Shape]:
    """Return the shapes by code; callers must not change it.

    Raises:
        CodebookError: the file is missing or broken.
    """
    import json

    try:
        told = json.loads(files("dragoman.codebook").joinpath("gazetteer", _FILE).read_text(encoding="utf-8"))
        lines = [each / told["scale"] for each in _points(told["lines"])]
        return {code: _shape(code, each, lines) for code, each in told["countries"].items()}
    except (OSError, ValueError, KeyError, IndexError) as error:
        raise CodebookError(
            f"gazetteer/{_FILE} is missing or broken: {error}", hint="build it: python training/shapes.py"
        ) from error


def _shape(code: str, told: Mapping[str, Any], lines: Sequence[Ring]) -> Shape:
    rings = tuple(np.concatenate([_line(number, lines) for number in ring]) for ring in told["rings"])
    bounds = tuple(tuple(map(float, (*ring.min(axis=0), *ring.max(axis=0)))) for ring in rings)
    return Shape(code=code, name=told["name"], rings=rings, bounds=bounds)  # type: ignore[arg-type]  # four of them


def _line(number: int, lines: Sequence[Ring]) -> Ring:
    """Return a line; ``~n`` is line n backwards."""
    return lines[number] if number >= 0 else lines[~number][::-1]


def _points(encoded: Sequence[str]) -> list[Ring]:
    """Return the points of encoded polylines, all in one go: letter by letter it takes five times as long."""
    bits = np.frombuffer("".join(encoded).encode("ascii"), dtype=np.uint8).astype(np.int64) - 63
    ends = np.flatnonzero(bits < 32)  # of each number
    starts = np.concatenate(([0], ends[:-1] + 1))
    place = np.arange(bits.size) - np.repeat(starts, ends - starts + 1)
    numbers = np.add.reduceat((bits & 31) << (5 * place), starts)
    steps = np.where(numbers & 1, ~(numbers >> 1), numbers >> 1).reshape(-1, 2)
    lengths = np.cumsum([len(each) for each in encoded])  # in letters; then in numbers, then in points
    edges = np.searchsorted(ends, lengths[:-1], side="left") // 2
    return [each.cumsum(axis=0).astype(np.float64) for each in np.split(steps, edges)]
