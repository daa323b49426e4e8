"""The floors under the measures: pinned per set together with a digest of its gold, raised but never lowered."""

import json
import math
from collections.abc import Mapping, Sized
from pathlib import Path
from typing import Any, Protocol

PINNED_ONLY_FOR = {"finding_precision": frozenset({"seed"})}  # elsewhere F1 holds precision and recall together
STEP = 10_000  # floors are cut, not rounded, to four digits: a floor is never above what was reached
Floors = dict[str, Any]


class Measured(Protocol):
    """What has floors: a set, or a part of the held-out passages."""

    @property
    def name(self) -> str:
        """What it is called in the file of floors."""

    @property
    def digest(self) -> str:
        """A digest of its gold."""

    @property
    def measures(self) -> Mapping[str, float]:
        """What it reached."""

    @property
    def documents(self) -> Sized:
        """The documents it was measured on."""


def load(path: Path) -> Floors:
    """Return the pinned floors, none where nothing was pinned."""
    floors: Floors = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return floors


def faults(result: Measured, floors: Floors) -> list[str]:
    """Return one line for each floor that is missed, and one where the gold is not the pinned one."""
    pinned = floors.get(result.name)
    if pinned is None:
        return []
    changed = [_changed(result.name)] if pinned["gold"] != result.digest else []
    missed = [
        f"{result.name}: {label(name)} is {_shown(result.measures.get(name))}, its floor is {_shown(floor)}"
        for name, floor in pinned["floors"].items()
        if result.measures.get(name, -math.inf) < floor
    ]
    return changed + missed


def raised(result: Measured, floors: Floors) -> Floors:
    """Return the floors with those of one set raised to what it reached."""
    old = floors.get(result.name, {}).get("floors", {})
    wanted = {n: _cut(v) for n, v in result.measures.items() if result.name in PINNED_ONLY_FOR.get(n, {result.name})}
    new = {name: max(old.get(name, 0), wanted.get(name, 0)) for name in sorted(old.keys() | wanted.keys())}
    return {**floors, result.name: {"gold": result.digest, "documents": len(result.documents), "floors": new}}


def save(path: Path, floors: Floors) -> None:
    """Write the floors, sets in order."""
    path.write_text(json.dumps(dict(sorted(floors.items())), indent=1) + "\n", encoding="utf-8")


def label(name: str) -> str:
    """Return a measure's name for people: "fact F1", "evidence validity"."""
    if name == "negatives_empty":
        return "reports without findings left empty"
    return name.replace("_f1", "_F1").replace("_", " ")


def _changed(name: str) -> str:
    return f"{name}: the gold is not the one that its floors were pinned on; look at the scores, then run with --pin"


def _cut(value: float) -> float:
    return math.floor(value * STEP) / STEP


def _shown(value: float | None) -> str:
    return "not measured" if value is None else f"{value:.4f}".rstrip("0").rstrip(".")
