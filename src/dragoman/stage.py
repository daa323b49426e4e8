"""The contract of a pipeline stage: what it needs, what it gives, and a check that a pipeline fits together."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from dragoman.errors import PipelineError
from dragoman.record.reading import Reading


@dataclass(frozen=True, slots=True)
class Stage:
    """A pure function from a reading and the tools to the items of one layer (or of several, as a dictionary)."""

    name: str
    needs: tuple[str, ...]
    gives: tuple[str, ...]
    version: int
    run: Callable[[Reading, Any], Any]


def stage(
    *, needs: Iterable[str], gives: Iterable[str], version: int = 1
) -> Callable[[Callable[[Reading, Any], Any]], Stage]:
    """Declare a function as a stage: layers it reads, layers it fills, and its version."""

    def declare(run: Callable[[Reading, Any], Any]) -> Stage:
        return Stage(run.__name__, tuple(needs), tuple(gives), version, run)

    return declare


def check(stages: Iterable[Stage]) -> tuple[Stage, ...]:
    """Return the stages when every need is given earlier and every layer has one giver.

    Raises:
        PipelineError: names the stage and the layer.
    """
    checked = tuple(stages)
    given = {"document"}
    for each in checked:
        for layer in each.needs:
            if layer not in given:
                raise PipelineError(f"stage {each.name!r} needs {layer!r}, which no earlier stage gives")
        for layer in each.gives:
            if layer in given:
                raise PipelineError(f"stage {each.name!r} gives {layer!r}, which an earlier stage gives already")
            given.add(layer)
    return checked
