"""Measure the desk: seconds to the first page, milliseconds of every page and of the API's main calls, memory.

python -m evaluation.bench.desk                 # 10,000 reports whose findings come from the generator
python -m evaluation.bench.desk --reports 500   # a quicker look
python -m evaluation.bench.desk --store FILE    # a store that is there already

Pages are asked as a person would: by their addresses, by the links and the choices of the forms that they show, and
from page to page to the end of their lists.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dragoman.archive import open_archive
from dragoman.errors import DragomanError
from dragoman.serve.web.navigation import NAVIGATION
from evaluation.bench.archive import FULL, at, unread
from evaluation.bench.bench import machine
from evaluation.bench.calling import Answer, Desk, served
from evaluation.bench.ways import calls_of_api, ways_through

LATEST = Path(__file__).parent / "desk_latest.json"
MEGABYTE = 1_000_000
STARTS = 3  # of which the quickest counts: what else the machine did is no cost of ours
ASKED = 3  # times that each address is asked, the first left out as warm-up
REQUIRED = {"first_page_seconds": 1.0, "page_ms_p95": 200.0, "memory_mb": 300.0}

Json = dict[str, Any]


def main() -> None:
    """Measure, print and write; what is required informs and never fails the call."""
    options = argparse.ArgumentParser(description="Measure the desk.")
    options.add_argument("--reports", type=int, default=FULL, help="how many reports the store holds")
    options.add_argument("--store", type=Path, default=None, help="a store that is there already")
    options.add_argument("--times", type=int, default=ASKED, help="how often each address is asked")
    options.add_argument("--output", type=Path, default=LATEST, help="where the figures go, as JSON")
    asked = options.parse_args()
    try:
        with tempfile.TemporaryDirectory() as folder:
            store = asked.store or filled(Path(folder) / "bench.sqlite", asked.reports)
            figures = measured(store, times=max(2, asked.times))
    except DragomanError as error:
        sys.exit(f"bench: {error}")
    print(table(figures))
    asked.output.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def filled(store: Path, count: int) -> Path:
    """Make a store of so many reports, and have its records lie ready; return it."""
    for _ in unread(store, count):
        pass
    with open_archive(store) as archive:
        archive.records(ids=())
    return store


def measured(store: Path, *, times: int) -> Json:
    """Return every figure.

    Args:
        store: with its records lying ready.
        times: how often each address is asked.
    """
    before = machine()
    with open_archive(store) as archive:
        counts, _ = archive.status()
        records = len(archive.listed())
    starts = [_started(store) for _ in range(STARTS)]
    with served(store) as desk:
        asked = {place.title: _asked(desk, ways_through(desk, place.path), times) for place in NAVIGATION}
        api = {name: _asked(desk, [path], times) for name, path in calls_of_api(desk).items()}
        memory, peak = desk.memory()
    every = [answer for answers in asked.values() for answer in answers]
    wrong = [answer for answers in (*asked.values(), *api.values()) for answer in answers if answer.status >= 400]
    return {
        "measured": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": before,
        "reports": counts.documents,
        "records": records,
        "first_page_seconds": round(min(seconds for seconds, _ in starts), 2),
        "first_page_processor_seconds": round(min(spent for _, spent in starts), 2),
        "calls": len(every) + sum(map(len, api.values())),
        "page_ms_p95": max(_figures(answers)["p95"] for answers in asked.values()),
        "memory_mb": round(memory / MEGABYTE),
        "memory_at_most_mb": round(peak / MEGABYTE),
        "refused": sorted({f"{answer.path}: {answer.status}" for answer in wrong}),
        "pages": {title: _figures(answers) for title, answers in asked.items()},
        "api": {name: _figures(answers) for name, answers in api.items()},
        "required": REQUIRED,
    }


def _started(store: Path) -> tuple[float, float]:
    """Start the desk and ask for its first page; return the seconds until it is there, and the processor's."""
    with served(store) as desk:
        desk.ask("/inbox")
        return desk.age(), desk.spent()


def _asked(desk: Desk, paths: Sequence[str], times: int) -> list[Answer]:
    """Ask every address so often, one after the other; return all answers but the first of each address."""
    return [desk.ask(path) for turn in range(times) for path in paths][len(paths) :]


def _figures(answers: Sequence[Answer]) -> Json:
    """Return how many addresses there are, what they take on the wall and of the processor, and the slowest."""
    seconds = sorted(answer.seconds for answer in answers)
    slowest = max(answers, key=lambda answer: answer.seconds)
    spent = 1000 * sum(answer.spent for answer in answers) / len(answers)
    return {
        "addresses": len({answer.path for answer in answers}), "p50": at(seconds, 0.5), "p95": at(seconds, 0.95),
        "processor": round(spent, 1), "slowest": slowest.path,
    }  # fmt: skip


def table(figures: Json) -> str:
    """Return the figures as lines for people, the required ones marked."""
    kind = figures["machine"]
    head = f"{kind['kind']}, {kind['processors']} processors, load {kind['load']}"
    shown = [_line(name, value) for name, value in figures.items() if isinstance(value, int | float)]
    if figures["reports"] < FULL * 0.8:  # a few are copies of each other
        shown.insert(0, f"only {figures['reports']:,} reports: what is required is required of {FULL:,}")
    columns = f"{'':<30}{'addresses':>10}{'p50':>9}{'p95':>9}{'processor':>11}  ms, the slowest"
    return "\n".join(
        [
            head,
            *shown,
            columns,
            *_rows(figures["pages"]),
            *_rows(figures["api"]),
            *map("refused: {}".format, figures["refused"]),
        ]
    )


def _rows(asked: Mapping[str, Json]) -> list[str]:
    return [
        f"  {name:<28}{told['addresses']:>10}{told['p50']:>9.1f}{told['p95']:>9.1f}{told['processor']:>11.1f}  "
        f"{told['slowest']}"
        for name, told in asked.items()
    ]


def _line(name: str, value: float) -> str:
    words = f"{name.replace('_', ' '):<34}{value:>10,}"
    wanted = REQUIRED.get(name)
    return words if wanted is None else f"{words}   {'met' if value <= wanted else 'MISSED'}: ≤ {wanted:g}"


if __name__ == "__main__":
    main()
