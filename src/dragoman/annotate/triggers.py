"""What the reader marks → triggers: vetoes first, then parts that rules read more surely than the reader.

A rule stands here only where figures and set phrases decide: counts of munitions, outages, ordinals of rounds. The
reader had 43 munition counts and 21 outages to learn from; the rules raise both (evaluation/README.md).
"""

from dataclasses import replace

from dragoman.annotate.incidents import told_incidents
from dragoman.annotate.positions import with_stances
from dragoman.annotate.spans import snapped
from dragoman.annotate.talks import told_talks
from dragoman.annotate.voices import with_voices
from dragoman.record.folding import fold
from dragoman.record.mentions import Trigger
from dragoman.record.reading import Reading
from dragoman.stage import stage

# A text is read when the reader finds it to be about conflict or peace talks, or is sure of one finding in it: with the
# reader of the third stage, dev and own negatives stay below 0.07 and 0.70, all other reports are above one of the two.
RELEVANT = 0.3
TELLING = 0.8
SURE = 1.0


@stage(needs=("document", "sentences", "quotations", "mentions", "marks", "relevance"), gives=("triggers",))
def triggers(reading: Reading, tools: object) -> tuple[Trigger, ...]:  # noqa: ARG001
    """Drop the triggers of texts that are about something else, and complete the others by rule."""
    if not _is_relevant(reading):
        return ()
    text = reading.document.text
    marks = [_worded(text, mark) for mark in reading.marks if not _is_bare(text, mark)]
    kept = [
        replace(mark, parts=tuple(snapped(part, text, reading.sentences, reading.mentions) for part in mark.parts))
        for mark in marks
    ]
    kept = with_stances(reading, with_voices(reading, kept))
    return tuple(_worded(text, each) for each in told_talks(reading, told_incidents(reading, kept)))


def _worded(text: str, trigger: Trigger) -> Trigger:
    """Leave out parts without a word: a stretch between two marks, which states nothing."""
    return replace(trigger, parts=tuple(part for part in trigger.parts if part.span.words(text).strip()))


def _is_relevant(reading: Reading) -> bool:
    """Tell a text about conflict or peace talks; statements and events occur in texts of all sorts."""
    scores = (mark.score for mark in reading.marks if mark.kind not in ("statement", "event"))
    return reading.relevance >= RELEVANT or max(scores, default=0.0) >= TELLING


def _is_bare(text: str, mark: Trigger) -> bool:
    """Tell a trigger that the reader saw in a word of grammar alone."""
    return fold(mark.span.words(text)) in ("the", "of", "in", "a", "an", "and", "to", "is", "was", "were", "its")
