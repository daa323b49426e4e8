"""Measure cold start, throughput, seconds per stage and memory, and lay them beside what is required.

python -m evaluation.bench              # 80 reports; prints a table and writes evaluation/bench/latest.json
python -m evaluation.bench --reports 20 # a quicker look
"""

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from dragoman import pipeline
from dragoman.errors import DragomanError
from dragoman.export.as_json import to_json
from dragoman.ingest import ingest
from dragoman.neural.vocabulary import words_of
from dragoman.record.reading import Reading
from dragoman.settings import Settings
from evaluation.bench import reports, watched

LATEST = Path(__file__).parent / "latest.json"
JOBS = 2
MEGABYTE = 1_000_000
REQUIRED = {"reports_per_second": 4.0, "memory_mb": 700.0, "cold_start_seconds": 2.5}

Json = dict[str, Any]


def main() -> None:
    """Measure, print and write; what is required informs and never fails the call."""
    options = argparse.ArgumentParser(description="Measure the reader's speed and memory.")
    options.add_argument("--reports", type=int, default=80, help="how many reports of about 600 words to read")
    options.add_argument("--output", type=Path, default=LATEST, help="where the figures go, as JSON")
    asked = options.parse_args()
    try:
        figures = measured(reports.made(max(asked.reports, JOBS + 1)))
    except (DragomanError, watched.Failed) as error:
        sys.exit(f"bench: {error}")
    print(table(figures))
    asked.output.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def measured(texts: Sequence[str]) -> Json:
    """Return every figure; the parts that start the command come first, while this process is still small."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [str(path) for path in reports.written(texts, Path(folder))]
        out = Path(folder) / "findings.jsonl"
        one = min(watched.dragoman("read", paths[0], "--format", "json").seconds for _ in range(3))
        few = watched.dragoman(*_many(paths[:JOBS], out))
        many = watched.dragoman(*_many(paths, out), watch=True)
    words = [len(text.split()) for text in texts]
    tokens = sum(len(words_of(text)) for text in texts) / len(texts)
    steady = (len(texts) - JOBS) / max(many.seconds - few.seconds, 1e-9)
    return {
        "measured": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine(),
        "reports": len(texts),
        "words_per_report": round(sum(words) / len(texts)),
        "cold_start_seconds": round(one, 2),
        "jobs": JOBS,
        "reports_per_second": round(len(texts) / many.seconds, 2),
        "reports_per_second_once_started": round(steady, 2),
        "words_per_second": round(sum(words) / many.seconds),
        "tokens_per_second": round(tokens * len(texts) / many.seconds),
        "memory_mb": round(many.group / MEGABYTE),
        "memory_of_largest_process_mb": round(many.largest / MEGABYTE),
        "milliseconds_per_report": per_stage(texts),
        "required": REQUIRED,
    }


def _many(paths: Sequence[str], out: Path) -> list[str]:
    return ["read", *paths, "--jobs", str(JOBS), "--format", "jsonl", "--output", str(out)]


def machine() -> Json:
    """Return what the figures depend on beside the code."""
    return {
        "processors": os.cpu_count(),
        "kind": _processor(),
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "onnxruntime": version("onnxruntime"),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def per_stage(texts: Sequence[str]) -> dict[str, float]:
    """Return the processor's milliseconds a report by stage, in one process, the first report left out as warm-up."""
    spent: dict[str, float] = {}
    tools = pipeline.load_tools()
    for number, text in enumerate(texts):
        _through(text.encode(), tools, spent)
        if number == 0:
            spent.clear()
    return {name: round(1000 * seconds / max(1, len(texts) - 1), 2) for name, seconds in spent.items()}


def _through(data: bytes, tools: pipeline.Tools, spent: dict[str, float]) -> None:
    """Take one report from bytes to JSON and add what each step took."""
    with _timed(spent, "ingest"):
        document = ingest(data, name="report.txt", settings=Settings())
    reading = Reading(document=document)
    for stage in pipeline.STAGES:
        with _timed(spent, stage.name):
            given: Any = stage.run(reading, tools)
        reading = replace(reading, **(given if len(stage.gives) > 1 else {stage.gives[0]: given}))
    with _timed(spent, "json"):
        to_json(reading)


@contextmanager
def _timed(spent: dict[str, float], name: str) -> Iterator[None]:
    started = time.process_time()
    yield
    spent[name] = spent.get(name, 0.0) + time.process_time() - started


def table(figures: Json) -> str:
    """Return the figures as lines for people, the required ones marked."""
    shown = [_line(name, value) for name, value in figures.items() if isinstance(value, int | float)]
    stages = figures["milliseconds_per_report"]
    total = sum(stages.values()) or 1.0
    rows = [f"  {name:<14}{spent:>9.2f} ms {100 * spent / total:>5.1f} %" for name, spent in stages.items()]
    kind = figures["machine"]
    head = f"{kind['kind']}, {kind['processors']} processors, load {kind['load']}"
    return "\n".join([head, *shown, f"one report, one process: {total:.0f} ms of processor time", *rows])


def _line(name: str, value: float) -> str:
    words = f"{name.replace('_', ' '):<34}{value:>10,}"
    wanted = REQUIRED.get(name)
    if wanted is None:
        return words
    is_met = value >= wanted if name == "reports_per_second" else value <= wanted
    return f"{words}   {'met' if is_met else 'MISSED'}: {'≥' if name == 'reports_per_second' else '≤'} {wanted:g}"
