"""The reports whose whole reading is kept, and what is kept of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dragoman
from dragoman.export.as_json import to_object

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
NAMES = ("a01", "i01", "m01", "n01", "t01", "x01")


def reports() -> Iterator[Path]:
    """The example of the README, and one report of each group of the project's own gold."""
    yield ROOT / "examples" / "report.txt"
    yield from (ROOT / "evaluation" / "gold" / "texts" / f"{name}.txt" for name in NAMES)


def golden(report: Path) -> Path:
    """Where the reading of a report is kept."""
    return HERE / f"{report.stem}.json"


def told(report: Path) -> dict[str, Any]:
    """What is kept of a reading: all but how sure the reader is, which another processor may round otherwise."""
    kept = to_object(dragoman.read(report))
    for finding in kept["findings"]:
        del finding["confidence"]
    return kept
