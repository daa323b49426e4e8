"""Keep the findings that a user asked for: the one place where kinds and confidence are filtered."""

from dataclasses import replace
from typing import Any

from dragoman.record.findings import KINDS
from dragoman.record.reading import Reading
from dragoman.settings import Settings


def select(reading: Reading, settings: Settings) -> Reading:
    """Return the reading with the findings that ``settings.only`` and ``settings.min_confidence`` let through.

    Ids that findings hold of one another stay, also where the other finding is filtered out: ids do not depend on
    what was asked for.
    """
    layers = {f"{kind}s": kind for kind in KINDS}
    wanted = settings.only or KINDS
    kept: dict[str, Any] = {
        layer: tuple(each for each in getattr(reading, layer) if each.confidence >= settings.min_confidence)
        if kind in wanted
        else ()
        for layer, kind in layers.items()
    }
    return replace(reading, **kept)
