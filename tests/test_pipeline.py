from dataclasses import replace
from types import SimpleNamespace

import pytest

from dragoman import pipeline
from dragoman.errors import PipelineError
from dragoman.neural.heads import Marked
from dragoman.neural.vocabulary import Words
from dragoman.record.evidence import Span
from dragoman.record.mentions import Code, Mention, Part
from dragoman.record.reading import Reading
from dragoman.stage import Stage, check
from tests.factory import document, span

TEXT = "Envoys of Sudan and Norway met in Muscat on 3 April 2026. The rain went on."


def said(words: str, role: str, *inner: Part, **codes: str) -> Part:
    found = tuple(Code(name=name, value=value, score=0.9) for name, value in codes.items())
    return Part(role=role, span=span(TEXT, words), score=0.9, codes=found, parts=inner)


MEETING = said(
    "met", "round", said("Sudan", "parties"), said("Norway", "parties"), said("Muscat", "place"),
    said("on 3 April 2026", "when"), asserted="reported", status="held",
)  # fmt: skip


class HandMade:
    """Stands for the neural reader: marks the one meeting of ``TEXT``."""

    def read(self, windows: list[Words], short_forms: object) -> list[Marked]:
        names = tuple(
            Mention(span=span(TEXT, name), label="place", score=0.9) for name in ("Sudan", "Norway", "Muscat")
        )
        return [Marked(0.95, names, (MEETING,), ()) for _ in windows]


@pytest.fixture
def tools() -> pipeline.Tools:
    return pipeline.Tools(HandMade())  # type: ignore[arg-type]


def failing(stage: Stage) -> Stage:
    def run(reading: Reading, tools: object) -> object:
        raise ValueError("no such thing")

    return replace(stage, run=run)


def test_the_stages_fit_together() -> None:
    assert check(pipeline.STAGES) == pipeline.STAGES


def test_in_another_order_they_do_not() -> None:
    with pytest.raises(PipelineError, match="needs"):
        check(tuple(reversed(pipeline.STAGES)))


def test_every_layer_of_a_reading_has_a_stage_that_gives_it() -> None:
    given = {layer for stage in pipeline.STAGES for layer in stage.gives}
    assert given == set(Reading.__dataclass_fields__) - {"document", "failures"}


def test_a_report_goes_in_and_evidenced_findings_come_out(tools: pipeline.Tools) -> None:
    reading = pipeline.read(document(TEXT), tools)
    assert reading.failures == ()
    (met,) = reading.rounds
    assert [actor.country for actor in met.parties] == ["SDN", "NOR"]
    assert (met.venue.name, met.when.start.isoformat(), met.status) == ("Muscat", "2026-04-03", "held")
    assert met.evidence
    assert all(e.quote == TEXT[e.start : e.end] for e in met.evidence)
    assert met in reading.findings


@pytest.mark.parametrize("name", [stage.name for stage in pipeline.STAGES])
def test_a_stage_that_fails_leaves_its_failure_and_the_document_goes_on(
    name: str, tools: pipeline.Tools, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tuple(failing(stage) if stage.name == name else stage for stage in pipeline.STAGES)
    monkeypatch.setattr(pipeline, "STAGES", broken)
    reading = pipeline.read(document(TEXT), tools)
    assert reading.document.text == TEXT
    assert [(failure.stage, failure.message) for failure in reading.failures] == [(name, "ValueError: no such thing")]
    empty = Reading(document=reading.document)
    gives = next(stage.gives for stage in pipeline.STAGES if stage.name == name)
    assert all(getattr(reading, layer) == getattr(empty, layer) for layer in gives)
    if name not in ("sentences", "signals", "triggers", "rounds"):
        assert len(reading.rounds) == 1


def test_the_same_text_twice_gives_equal_readings(tools: pipeline.Tools) -> None:
    first, other = (pipeline.read(document(TEXT), tools) for _ in range(2))
    assert first == other
    assert [finding.id for finding in first.findings] == [finding.id for finding in other.findings]


def test_what_was_read_before_changes_nothing(tools: pipeline.Tools) -> None:
    alone = pipeline.read(document(TEXT), tools)
    pipeline.read(document(TEXT.replace("Muscat", "Geneva")), SimpleNamespace(reader=HandMade()))  # type: ignore[arg-type]
    assert pipeline.read(document(TEXT), tools) == alone


@pytest.mark.parametrize("text", ["", "\n", " \u200b ", "."])
def test_a_text_without_words_is_read_without_fault(text: str) -> None:
    class Silent:
        def read(self, windows: list[Words], short_forms: object) -> list[Marked]:
            return [Marked(0.0, (), (), ()) for _ in windows]

    reading = pipeline.read(document(text), pipeline.Tools(Silent()))  # type: ignore[arg-type]
    assert (reading.failures, reading.findings) == ((), ())


def test_a_reader_that_fails_leaves_no_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def read(self, windows: list[Words], short_forms: object) -> list[Marked]:
            raise MemoryError("no room")

    reading = pipeline.read(document(TEXT), pipeline.Tools(Broken()))  # type: ignore[arg-type]
    assert reading.findings == ()
    assert [failure.stage for failure in reading.failures] == ["signals"]
    assert reading.sentences[0].span == Span(0, TEXT.index(" The rain"))
