"""What a killed or crowded ``add`` leaves behind: whole reports, each once."""

import random
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dragoman.archive import Archive
from dragoman.settings import Settings
from tests.keeping.telling import sha, table, timeless

TOWNS = ("El Fasher", "Nyala", "Kassala", "El Obeid", "Kosti", "Dongola", "Atbara", "Kadugli")


def reports(many: int) -> list[str]:
    """Short reports, some of the same strike."""
    return [
        f"Drones hit {TOWNS[number % len(TOWNS)]}\n\nPublished {11 + number // 16} March 2026\n\nRapid Support Forces "
        f"drones struck a market in {TOWNS[number % len(TOWNS)]} on Tuesday, killing {number + 3} people, officials said."
        for number in range(many)
    ]


def filled(path: Path, lines: Path) -> str:
    with Archive(path, settings=Settings()) as made:
        list(made.add(lines))
        return timeless(made.records())


def adding(store: Path, lines: Path, *, jobs: int = 1) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.keeping.adding", str(store), str(lines), str(jobs)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_kill_loses_doubles_and_tears_nothing(tmp_path: Path, jobs: int) -> None:
    texts = reports(24)
    lines = table(tmp_path / "reports.jsonl", [{"text": text} for text in texts])
    chance = random.Random(jobs)
    told: set[str] = set()
    for _ in range(6):
        process = adding(tmp_path / "store", lines, jobs=jobs)
        assert process.stdout is not None
        told |= {process.stdout.readline().strip() for _ in range(chance.randint(1, 12))} - {""}
        time.sleep(chance.random() / 5)
        process.kill()
        told |= {line for line in process.communicate()[0].splitlines() if len(line) == len(sha(""))}
        with Archive(tmp_path / "store", settings=Settings()) as made:
            assert told <= {report.id for report in made.documents()}
            assert list(made.verify()) == []
            made.records()  # so that what lies ready is brought up from a half-filled store
    with Archive(tmp_path / "store", settings=Settings()) as made:
        list(made.add(lines))
        assert {report.id for report in made.documents()} == {sha(text) for text in texts}
        counts = made.status()[0]
        assert (counts.documents, counts.deliveries, counts.runs) == (24, 24, 1)
        assert list(made.verify()) == []
        assert timeless(made.records()) == filled(tmp_path / "clean", lines)


@pytest.mark.slow
def test_two_add_while_one_reads(tmp_path: Path) -> None:
    texts = reports(24)
    whole = table(tmp_path / "whole.jsonl", [{"text": text} for text in texts])
    halves = [table(tmp_path / f"{number}.jsonl", [{"text": text} for text in texts[number::2]]) for number in range(2)]
    store = tmp_path / "store"
    with Archive(store, settings=Settings()) as made:
        list(made.add(table(tmp_path / "first.jsonl", [{"text": texts[0]}])))
    processes = [adding(store, half) for half in halves]
    seen, end = [0], datetime.now(UTC) + timedelta(minutes=5)
    with Archive(store, settings=Settings()) as made:
        while any(process.poll() is None for process in processes) and datetime.now(UTC) < end:
            seen.append(len(made.documents()))
            assert sum(len(each.tellings) for each in made.records()) >= seen[-2]
        assert [(process.wait(), process.communicate()[1]) for process in processes] == [(0, ""), (0, "")]
        assert seen == sorted(seen)
        first = table(tmp_path / "again.jsonl", [{"text": texts[0]}])
        list(made.add(whole, first))
        records = timeless(made.records())
        assert list(made.verify()) == []
    assert records == filled(tmp_path / "clean", whole)
