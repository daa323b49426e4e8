import pytest

from dragoman.serve.files import workers


@pytest.mark.parametrize(
    ("files", "jobs", "expected"), [(1, 0, 1), (2, 0, 1), (1, 8, 1), (5, 3, 3), (0, 2, 1), (9, 1, 1)]
)
def test_processes_are_as_many_as_asked_and_as_pay_off(files: int, jobs: int, expected: int) -> None:
    assert workers(files, jobs) == expected


def test_many_files_are_read_on_no_more_processes_than_the_machine_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0, 1}, raising=False)
    assert workers(1000, 0) == 2
