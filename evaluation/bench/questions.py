"""Ten kinds of filtered question that analysts ask, each asked with other values every time."""

import random
import time
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from itertools import islice

from dragoman.archive import Archive
from dragoman.keeping.records import Within
from dragoman.reconcile.matrix import matrix_of
from dragoman.reconcile.selecting import Box
from dragoman.record.findings import Kind
from dragoman.serve.asking import Asked, Filters, selected
from dragoman.store.contract import Page
from evaluation.bench import archive_words as words
from evaluation.bench.archive_reports import START, Made, made

_KNOWN = 5_000  # of the reports, from which questions take their values: more would only take time


def asked(archive: Archive, store: str, *, times: int, seed: int = 11) -> dict[str, list[float]]:
    """Ask each kind of question so often; return the seconds that each took, from the options to the records.

    Args:
        archive: open.
        store: its place.
        times: how often each kind is asked.
        seed: of the values that are asked for.
    """
    rng = random.Random(seed)
    documents = archive.documents()
    last = max((each.published for each in documents if each.published), default=START)
    known = [each for each in islice(made(_KNOWN), len(documents)) if each.told]
    found: dict[str, list[float]] = {}
    for name, ask in QUESTIONS.items():
        for _ in range(times):
            kinds, filters = ask(rng, rng.choice(known), (last - START).days)
            started = time.perf_counter()
            selected(archive, Asked(store=store), filters, kinds=kinds)
            found.setdefault(name, []).append(time.perf_counter() - started)
    return found


def opened(archive: Archive, *, times: int, seed: int = 12) -> dict[str, list[float]]:
    """Ask so often for what each page of a desk shows first; return the seconds that each took.

    Args:
        archive: open.
        times: how often each page is opened.
        seed: of the processes that are looked at.
    """
    rng, processes = random.Random(seed), archive.processes()
    found: dict[str, list[float]] = {}
    for name, ask in PAGES.items():
        for _ in range(times):
            process = rng.choice(processes).id
            started = time.perf_counter()
            ask(archive, process)
            found.setdefault(name, []).append(time.perf_counter() - started)
    return found


_Question = Callable[[random.Random, Made, int], tuple[tuple[Kind, ...], Filters]]


def _days(rng: random.Random, length: int, days: int) -> tuple[date, date]:
    first = START + timedelta(days=rng.randrange(max(1, length - days)))
    return first, first + timedelta(days=days)


def _week(rng: random.Random, _report: Made, length: int) -> tuple[tuple[Kind, ...], Filters]:
    first, last = _days(rng, length, 7)
    return (), Filters(first=first, last=last)


def _actor_in_month(rng: random.Random, report: Made, length: int) -> tuple[tuple[Kind, ...], Filters]:
    first, last = _days(rng, length, 30)
    return (), Filters(actor=(_told(report)[0],), first=first, last=last)


def _rounds_of(_rng: random.Random, report: Made, _length: int) -> tuple[tuple[Kind, ...], Filters]:
    return ("round",), Filters(process=", ".join(_told(report)))


def _place(_rng: random.Random, report: Made, _length: int) -> tuple[tuple[Kind, ...], Filters]:
    assert report.told is not None
    return (), Filters(place=(report.told.happening.town,))


def _box(_rng: random.Random, report: Made, _length: int) -> tuple[tuple[Kind, ...], Filters]:
    assert report.told is not None
    north, east = report.told.happening.point
    return ("incident",), Filters(box=Box(west=east - 2, south=north - 2, east=east + 2, north=north + 2))


def _issue(rng: random.Random, report: Made, length: int) -> tuple[tuple[Kind, ...], Filters]:
    first, last = _days(rng, length, 90)
    return ("position",), Filters(
        issue=(rng.choice(words.ISSUES)[0],), actor=(_told(report)[0],), first=first, last=last
    )


def _source(rng: random.Random, _report: Made, length: int) -> tuple[tuple[Kind, ...], Filters]:
    first, last = _days(rng, length, 30)
    return (), Filters(source=(rng.choice(words.OUTLETS),), first=first, last=last)


def _status(_rng: random.Random, report: Made, _length: int) -> tuple[tuple[Kind, ...], Filters]:
    return ("round", "exchange"), Filters(status=("held",), process=", ".join(_told(report)))


def _disputed(rng: random.Random, _report: Made, length: int) -> tuple[tuple[Kind, ...], Filters]:
    first, last = _days(rng, length, 30)
    return ("incident",), Filters(disputed=True, first=first, last=last)


def _sources(rng: random.Random, report: Made, length: int) -> tuple[tuple[Kind, ...], Filters]:
    first, last = _days(rng, length, 90)
    return ("agreement", "exchange"), Filters(min_sources=2, actor=(_told(report)[1],), first=first, last=last)


def _told(report: Made) -> tuple[str, str]:
    assert report.told is not None
    one, other = report.told.happening.sides
    return one.name, other.name


QUESTIONS: Mapping[str, _Question] = {
    "everything of a week": _week,
    "a side in a month": _actor_in_month,
    "rounds of a process": _rounds_of,
    "a place": _place,
    "attacks in a box": _box,
    "a side on an issue in a quarter": _issue,
    "an outlet in a month": _source,
    "what was held in a process": _status,
    "disputed attacks of a month": _disputed,
    "told by two sources in a quarter": _sources,
}
_FIFTY = Page(limit=50)
PAGES: Mapping[str, Callable[[Archive, str], object]] = {
    "the 50 newest records": lambda archive, _: archive.newest(page=_FIFTY),
    "the 50 newest of a process": lambda archive, process: archive.newest(processes=(process,), page=_FIFTY),
    "counts by kind": lambda archive, _: archive.tally(),
    "processes": lambda archive, _: archive.processes(),
    "the rounds of a process": lambda archive, process: archive.newest(kinds=("round",), processes=(process,)),
    "positions of a process as a matrix": lambda archive, process: matrix_of(
        archive.records(kinds=("position",), within=Within(processes=(process,)))
    ),
    "the 50 newest contradictions": lambda archive, _: archive.newest(is_disputed=True, page=_FIFTY),
    "the first 50 in doubt": lambda archive, _: archive.review(page=_FIFTY),
}
