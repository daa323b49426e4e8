import pytest

from dragoman.errors import PipelineError
from dragoman.stage import Stage, check, stage
from tests.factory import reading


def made(name: str, needs: tuple[str, ...], gives: tuple[str, ...]) -> Stage:
    return Stage(name, needs, gives, 1, lambda reading, tools: ())


def test_a_function_becomes_a_stage_that_still_runs() -> None:
    @stage(needs=["document"], gives=["sentences"], version=3)
    def sentences(reading: object, tools: object) -> tuple[object, object]:
        return (reading, tools)

    assert (sentences.name, sentences.needs, sentences.gives, sentences.version) == (
        "sentences", ("document",), ("sentences",), 3,
    )  # fmt: skip
    read = reading("x")
    assert sentences.run(read, "tools") == (read, "tools")


def test_stages_in_order_pass_and_come_back_unchanged() -> None:
    stages = (made("a", ("document",), ("sentences",)), made("b", ("sentences", "document"), ("rounds", "events")))
    assert check(iter(stages)) == stages


def test_a_need_that_nobody_gives_is_named() -> None:
    with pytest.raises(PipelineError, match="stage 'b' needs 'times', which no earlier stage gives"):
        check([made("a", ("document",), ("sentences",)), made("b", ("times",), ("rounds",))])


def test_a_need_that_is_given_later_only_is_a_fault() -> None:
    with pytest.raises(PipelineError, match="stage 'a' needs 'times'"):
        check([made("a", ("times",), ("rounds",)), made("b", ("document",), ("times",))])


def test_a_layer_has_one_giver() -> None:
    with pytest.raises(PipelineError, match="stage 'b' gives 'times', which an earlier stage gives already"):
        check([made("a", (), ("times",)), made("b", (), ("times",))])


def test_no_stage_gives_the_document() -> None:
    with pytest.raises(PipelineError, match="gives 'document'"):
        check([made("a", (), ("document",))])
