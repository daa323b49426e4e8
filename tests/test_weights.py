"""What only the weights themselves can show; skipped where they have not been made."""

import json
import os
import subprocess
import sys

import pytest

from dragoman.neural.encoder import FILES, verify, weights_folder
from dragoman.neural.heads import Reader
from dragoman.neural.vocabulary import words_of

MADE = all((weights_folder() / name).is_file() for name in (*FILES, "digests.json"))
pytestmark = pytest.mark.skipif(not MADE, reason="no weights: run `make train`")

TALKS = (
    "Negotiators from Ukraine and Russia held a second round of talks in Muscat on Wednesday, Omani mediators said. "
    "Foreign Minister Amna Idris said the two sides agreed to exchange 300 prisoners of war."
)
BAKERY = "The bakery on the corner sells rye bread, and its owner paints the window every spring."


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(weights_folder())


def test_the_weights_are_those_that_were_exported() -> None:
    assert set(verify(weights_folder())) == set(FILES)


def test_the_weights_are_small_enough_to_ship() -> None:
    assert sum((weights_folder() / name).stat().st_size for name in FILES) <= 30_000_000


def test_the_labels_name_the_kinds_and_codes_of_the_codebook(reader: Reader) -> None:
    from dragoman.record.findings import KINDS

    assert tuple(reader.labels["kinds"]) == KINDS
    assert set(reader.labels["frame_of_role"]) >= {"delegations", "munitions"}
    assert set(reader.labels["roles_of_frame"]) == set(reader.labels["frames"])


def test_talks_are_relevant_and_a_bakery_is_not(reader: Reader) -> None:
    talks, bakery = (reader.read([words_of(text)], [[]])[0] for text in (TALKS, BAKERY))
    assert talks.relevance > 0.5 > bakery.relevance
    assert {trigger.role for trigger in talks.triggers} & {"round", "exchange", "statement"}
    assert bakery.triggers == ()


def test_marks_lie_inside_the_text(reader: Reader) -> None:
    (marked,) = reader.read([words_of(TALKS)], [[]])
    for trigger in marked.triggers:
        assert TALKS[trigger.span.start : trigger.span.end].strip()
        assert all(0 <= part.span.start < part.span.end <= len(TALKS) for part in trigger.parts)


def test_a_window_is_marked_alike_twice(reader: Reader) -> None:
    assert reader.read([words_of(TALKS)], [[]]) == reader.read([words_of(TALKS)], [[]])


@pytest.mark.slow
def test_jobs_and_order_of_files_change_no_byte(tmp_path) -> None:
    for name, text in (("a", TALKS), ("b", BAKERY), ("c", TALKS + " " + BAKERY)):
        (tmp_path / f"{name}.txt").write_text(text)

    def read(names: str, jobs: int) -> list[str]:
        files = [str(tmp_path / f"{name}.txt") for name in names]
        call = "from dragoman.serve.cli import main; main()"
        done = subprocess.run(
            [sys.executable, "-c", call, "read", *files, "--format", "jsonl", "--jobs", str(jobs)],
            capture_output=True, check=True, text=True, env=dict(os.environ),
        )  # fmt: skip
        return done.stdout.splitlines()

    once = read("abc", 1)
    assert read("abc", 2) == once
    assert read("cab", 2) == [once[2], once[0], once[1]]
    assert [json.loads(line)["failures"] for line in once] == [[]] * 3
