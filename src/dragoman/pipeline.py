"""The stages in reading order: a report comes in as bytes and leaves as a reading with evidenced findings.

READ THIS FIRST. Each stage is a pure function ``(reading, tools) → items of the layers it gives``; ``check`` makes sure
that every need is given earlier. A stage that fails leaves its layers empty and a ``Failure``; the document goes on.
"""

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from dragoman.annotate.chains import chains
from dragoman.annotate.quotations import quotations
from dragoman.annotate.sentences import sentences
from dragoman.annotate.signals import signals
from dragoman.annotate.triggers import triggers
from dragoman.annotate.values import actors, ordinals, places, quantities, times
from dragoman.extract.agreements import agreements
from dragoman.extract.events import events
from dragoman.extract.exchanges import exchanges
from dragoman.extract.incidents import incidents
from dragoman.extract.positions import positions
from dragoman.extract.rounds import rounds
from dragoman.extract.statements import statements
from dragoman.neural.encoder import weights_folder
from dragoman.neural.heads import Reader
from dragoman.record.documents import Document
from dragoman.record.reading import Failure, Reading
from dragoman.stage import Stage, check

STAGES: tuple[Stage, ...] = check(
    (
        sentences,  # where sentences and headlines lie, residue left out
        quotations,  # what stands inside quotation marks
        signals,  # the neural reader, once: names, triggers with roles and codes, links of short forms
        triggers,  # vetoes, and parts that rules read more surely
        chains,  # names of one thing linked: "he", "the group", "Haddad"
        actors,  # who stands where an actor is meant
        places,  # where
        times,  # when, against the publication date
        quantities,  # how many
        ordinals,  # the second round, the third day
        statements,  # who said what
        positions,  # who wants what
        rounds,  # who met whom
        incidents,  # who attacked what
        exchanges,  # who was freed
        agreements,  # what was agreed
        events,  # everything else
    )
)


@dataclass(frozen=True, slots=True)
class Tools:
    """What the stages work with; loaded once, shared by all documents."""

    reader: Reader


@cache
def load_tools() -> Tools:
    """Load the reader's weights.

    Raises:
        WeightsError: the weights are missing or broken.
    """
    return Tools(Reader(weights_folder()))


def read(document: Document, tools: Tools) -> Reading:
    """Take one document through all stages."""
    reading = Reading(document=document)
    for stage in STAGES:
        reading = _after(stage, reading, tools)
    return reading


def _after(stage: Stage, reading: Reading, tools: Tools) -> Reading:
    """Return the reading with the layers of one stage, or with its failure."""
    try:
        given: Any = stage.run(reading, tools)
    except Exception as error:  # noqa: BLE001  the one place that turns a stage's fault into a stored failure
        failure = Failure(stage=stage.name, message=f"{type(error).__name__}: {error}")
        return replace(reading, failures=(*reading.failures, failure))
    layers = given if len(stage.gives) > 1 else {stage.gives[0]: given}
    return replace(reading, **layers)
