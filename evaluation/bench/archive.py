"""Measure an archive that grows: reports a second, cost of an added report, bytes a report, time of a question.

python -m evaluation.bench.archive                # 10,000 reports, read by two processes
python -m evaluation.bench.archive --reports 500  # a quicker look
python -m evaluation.bench.archive --no-reading   # findings from the generator: the store and reconciling alone
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from typing import Any

from dragoman.archive import Archive, open_archive
from dragoman.errors import DragomanError
from dragoman.extract.claims import claims_of
from dragoman.ingest import ingest
from dragoman.ingest.copies import signature
from dragoman.keeping import arrivals, runs, stores
from dragoman.keeping.reports import Prepared
from dragoman.record.arrivals import Refusal
from dragoman.settings import Settings
from dragoman.store.contract import Added, Page
from evaluation.bench import archive_reports, questions
from evaluation.bench.archive_findings import findings_in
from evaluation.bench.archive_reports import Made
from evaluation.bench.bench import machine

LATEST = Path(__file__).parent / "archive_latest.json"
MEGABYTE = 1_000_000
FULL = 10_000  # reports, of which what is required is required
PARTS = 10
_EVERY = 10  # reports between two looks at how fast the processor is just now
ASKED = 10  # times that each kind of question is asked
REQUIRED = {"added_per_second": 5.0, "cost_of_last_tenth_to_first": 1.5, "question_ms_p95": 100.0, "page_ms_p95": 100.0}
_AT_LEAST = ("added_per_second",)

Json = dict[str, Any]
_Adding = Generator[tuple[object, float], None, None]  # what became of each report, and what keeping it took


@dataclass(slots=True)
class Clocked:
    """What adding took: seconds on the wall in all, processor's seconds of each report in this process."""

    seconds: float = 0.0
    spent: list[float] = field(default_factory=list)
    paces: list[float] = field(default_factory=list)  # seconds of a fixed piece of work, between the reports
    new: int = 0
    refused: int = 0

    def count(self, outcome: object, spent: float) -> None:
        """Take in what became of one report."""
        self.spent.append(spent)
        if len(self.spent) % _EVERY == 0:
            self.paces.append(pace())
        self.refused += isinstance(outcome, Refusal)
        self.new += isinstance(outcome, Added) and outcome.is_new_document


def main() -> None:
    """Measure, print and write; what is required informs and never fails the call."""
    options = argparse.ArgumentParser(description="Measure an archive that grows.")
    options.add_argument("--reports", type=int, default=FULL, help="how many short reports to add")
    options.add_argument("--jobs", type=int, default=2, help="processes that read")
    options.add_argument("--seconds", type=float, default=None, help="stop adding after so long")
    options.add_argument("--no-reading", action="store_true", help="take the findings from the generator")
    options.add_argument("--output", type=Path, default=LATEST, help="where the figures go, as JSON")
    asked = options.parse_args()
    try:
        figures = measured(asked.reports, jobs=0 if asked.no_reading else asked.jobs, most=asked.seconds)
    except DragomanError as error:
        sys.exit(f"bench: {error}")
    print(table(figures))
    asked.output.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def measured(count: int, *, jobs: int, most: float | None = None) -> Json:
    """Return every figure.

    Args:
        count: of reports.
        jobs: processes that read; 0 takes the findings from the generator.
        most: seconds after which no more is added.
    """
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "bench.sqlite"
        before, clocked = machine(), Clocked()
        adding = _read(store, count, jobs) if jobs else unread(store, count)
        started = time.perf_counter()
        for outcome, spent in adding:
            clocked.count(outcome, spent)
            clocked.seconds = time.perf_counter() - started
            if most is not None and clocked.seconds >= most:
                break
        adding.close()
        memory = _peak(RUSAGE_SELF)
        return {**_taken(before, clocked, jobs), "memory_mb": memory, "memory_of_reader_mb": _peak(RUSAGE_CHILDREN)} | (
            _held(store)
        )


def _taken(before: Json, clocked: Clocked, jobs: int) -> Json:
    tenths, paces = per_tenth(clocked.spent[1:]), per_tenth(clocked.paces)  # the first report is warm-up
    speed = "added_per_second" if jobs else "kept_per_second"  # what is required holds with reading
    return {
        "measured": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": before,
        "jobs": jobs,
        "reports": len(clocked.spent),
        "added": clocked.new,
        "refused": clocked.refused,
        "seconds": round(clocked.seconds, 1),
        speed: round(clocked.new / max(clocked.seconds, 1e-9), 2),
        "milliseconds_per_report_by_tenth": tenths,
        "cost_of_last_tenth_to_first": round(tenths[-1] / max(tenths[0], 1e-9), 2),
        "pace_of_last_tenth_to_first": round(paces[-1] / max(paces[0], 1e-9), 2),
        "required": REQUIRED,
    }


def per_tenth(spent: Sequence[float]) -> list[float]:
    """Return the processor's milliseconds a report in each tenth of a run."""
    edges = [len(spent) * part // PARTS for part in range(PARTS + 1)]
    parts = [spent[start:end] for start, end in pairwise(edges)]
    return [round(1000 * sum(part) / max(1, len(part)), 2) for part in parts]


def pace() -> float:
    """Return the processor's seconds of work that is always the same: machines slow down when others use them."""
    started = time.process_time()
    json.loads(json.dumps([{str(each): [each] * 5} for each in range(400)]))
    return time.process_time() - started


def _held(store: Path) -> Json:
    """Return how large the store is and how long questions take, the records put together before."""
    with open_archive(store) as archive:
        counts, _ = archive.status()
        first = _seconds(archive.records)
        spent = questions.asked(archive, str(store), times=ASKED)
        queue = _seconds(lambda: archive.review(page=Page(limit=1)))
        pages = questions.opened(archive, times=ASKED)
        every = sorted(each for times in spent.values() for each in times)
        again = [_first_after_one(archive, store, at) for at in range(ASKED)]
    return {
        "store_bytes_per_report": round(_size(store) / max(1, counts.documents)),
        "records_file_bytes_per_report": round(_size(Path(f"{store}.records")) / max(1, counts.documents)),
        "findings": counts.findings,
        "suggestions": counts.suggestions,
        "putting_all_together_seconds": round(first, 2),
        "putting_all_in_doubt_in_order_seconds": round(queue, 2),
        "first_question_after_one_report_ms_p50": at(sorted(again), 0.5),
        "first_question_after_one_report_ms_p95": at(sorted(again), 0.95),
        "question_ms_p50": at(every, 0.5),
        "question_ms_p95": at(every, 0.95),
        "question_ms": {name: [at(sorted(times), 0.5), at(sorted(times), 0.95)] for name, times in spent.items()},
        "page_ms_p95": at(sorted(each for times in pages.values() for each in times), 0.95),
        "page_ms": {name: [at(sorted(times), 0.5), at(sorted(times), 0.95)] for name, times in pages.items()},
        "memory_with_questions_mb": _peak(RUSAGE_SELF),
    }


def at(ordered: Sequence[float], share: float) -> float:
    """Return the value in milliseconds that a share of ordered seconds does not go beyond."""
    return round(1000 * ordered[max(0, -int(-share * len(ordered) // 1) - 1)], 1) if ordered else 0.0


def _first_after_one(archive: Archive, store: Path, number: int) -> float:
    """Return the seconds of a question right after one more report came in."""
    *_, report = archive_reports.made(number + 1, seed=8)
    _keep(report, stores.Home(store, lambda: datetime.now(UTC)))
    return _seconds(lambda: archive.records(kinds=("round",), ids=()))


def _seconds(ask: Callable[[], object]) -> float:
    started = time.perf_counter()
    ask()
    return time.perf_counter() - started


def _read(store: Path, count: int, jobs: int) -> _Adding:
    """Add a table as a user does; the cost of a report is what the process that keeps spends until the next one."""
    table = archive_reports.written(archive_reports.made(count), store.parent / "table.jsonl")
    with open_archive(store) as archive:
        before = time.process_time()
        for outcome in archive.add(table, jobs=jobs):
            now = time.process_time()
            yield outcome, now - before
            before = time.process_time()


def unread(store: Path, count: int) -> _Adding:
    """Keep reports whose findings are known: the cost of a report is what looking it up and keeping it take."""
    home = stores.Home(store, lambda: datetime.now(UTC))
    home.store(is_made=True)
    for report in archive_reports.made(count):
        yield _keep(report, home)
    home.close()


def _keep(report: Made, home: stores.Home) -> tuple[object, float]:
    settings = Settings()
    run, arrival = runs.present_run(settings), archive_reports.arrival_of(report)
    document = ingest(arrival.raw, name="report.txt", settings=settings)
    claims = tuple(claim for found in findings_in(report, document.id) for claim in claims_of(found, document.id))
    read = Prepared(
        document=document, published=document.published or report.published, claims=claims, failures=(),
        signature=signature(document),
    )  # fmt: skip
    before = time.process_time()
    with home.store().view() as view:
        order = arrivals.order_for(view, arrival, run, settings)
    outcome = arrivals.settle(home.store(), order, None if order.is_read else read, run=run)
    return outcome, time.process_time() - before


def _size(path: Path) -> int:
    return sum(each.stat().st_size for each in (path, Path(f"{path}-wal")) if each.exists())


def _peak(whose: int) -> int:
    """Return the most memory, in megabytes, that this process or the largest of its children held."""
    unit = 1 if sys.platform == "darwin" else 1024
    return round(getrusage(whose).ru_maxrss * unit / MEGABYTE)


def table(figures: Json) -> str:
    """Return the figures as lines for people, the required ones marked."""
    kind = figures["machine"]
    head = f"{kind['kind']}, {kind['processors']} processors, load {kind['load']}"
    if figures["reports"] < FULL:
        head += f"\nonly {figures['reports']:,} reports: what is required is required of {FULL:,}"
    shown = [_line(name, value) for name, value in figures.items() if isinstance(value, int | float)]
    tenths = " ".join(f"{each:.1f}" for each in figures["milliseconds_per_report_by_tenth"])
    asked, pages = (
        [f"  {name:<36}{p50:>9.1f} {p95:>9.1f} ms" for name, (p50, p95) in figures[of].items()]
        for of in ("question_ms", "page_ms")
    )
    kept = f"processor's ms to keep a report, by tenth: {tenths}"
    return "\n".join([head, *shown, kept, "questions, p50 and p95:", *asked, "pages, p50 and p95:", *pages])


def _line(name: str, value: float) -> str:
    words = f"{name.replace('_', ' '):<38}{value:>12,}"
    wanted = REQUIRED.get(name)
    if wanted is None:
        return words
    is_met = value >= wanted if name in _AT_LEAST else value <= wanted
    return f"{words}   {'met' if is_met else 'MISSED'}: {'≥' if name in _AT_LEAST else '≤'} {wanted:g}"


if __name__ == "__main__":
    main()
