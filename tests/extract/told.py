"""What the rules and the extraction make of a text whose triggers are given as the reader would mark them."""

from dataclasses import replace
from datetime import date
from typing import cast

from dragoman import pipeline
from dragoman.record.mentions import Trigger
from dragoman.record.reading import Reading
from tests.factory import document, reading

NO_TOOLS = cast("pipeline.Tools", None)  # only the reader's stage, which does not run here, would use any
SILENT = ("sentences", "signals")  # stages that a test stands in for


def told(text: str, *marks: Trigger, published: str = "2026-03-12", headline: bool = False) -> Reading:
    """Run all stages but the reader's over a text; with ``headline``, its first sentence is one."""
    read = reading(document(text, published=date.fromisoformat(published)), marks=marks, relevance=1.0)
    if headline:
        first, *rest = read.sentences
        read = replace(read, sentences=(replace(first, is_headline=True), *rest))
    for stage in pipeline.STAGES:
        if stage.name not in SILENT:
            read = pipeline._after(stage, read, NO_TOOLS)
    assert read.failures == (), read.failures
    return read
