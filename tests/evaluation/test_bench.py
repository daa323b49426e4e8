import os
import sys

import pytest
from evaluation.bench import bench, reports, watched


def test_the_reports_are_as_long_as_news_and_the_same_each_time() -> None:
    made = reports.made(12)
    assert made == reports.made(12)
    assert len(set(made)) == 12
    assert all(abs(len(text.split()) - reports.WORDS) < 200 for text in made)
    assert abs(sum(len(text.split()) for text in made) / 12 - reports.WORDS) < 40


def test_each_report_gets_a_file(tmp_path) -> None:
    paths = reports.written(["one", "two"], tmp_path)
    assert [path.read_text() for path in paths] == ["one", "two"]


def test_a_command_is_timed_and_its_memory_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        watched, "_COMMAND", (sys.executable, "-c", "x = b'1' * 60_000_000; import time; time.sleep(0.6)")
    )
    run = watched.dragoman(watch=True)
    assert run.seconds >= 0.6
    assert run.group >= run.largest
    if os.path.isdir("/proc/self"):  # noqa: PTH112  no other system tells
        assert run.largest > 60_000_000


def test_a_command_that_fails_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watched, "_COMMAND", (sys.executable, "-c", "import sys; sys.exit('no weights')"))
    with pytest.raises(watched.Failed, match="no weights"):
        watched.dragoman()


def test_the_table_lays_figures_beside_what_is_required() -> None:
    figures = {
        "machine": {"kind": "Some processor", "processors": 2, "load": 0.1},
        "reports": 80, "cold_start_seconds": 1.9, "reports_per_second": 3.2, "memory_mb": 700,
        "milliseconds_per_report": {"ingest": 10.0, "signals": 290.0},
    }  # fmt: skip
    told = bench.table(figures)
    assert "1.9   met: ≤ 2.5" in told
    assert "3.2   MISSED: ≥ 4" in told
    assert "700   met: ≤ 700" in told
    assert "300 ms of processor time" in told
    assert "96.7 %" in told
