import json
from collections import Counter
from itertools import islice

from evaluation.bench import archive, archive_reports
from evaluation.bench.archive_findings import findings_in

from dragoman.extract.claims import claims_of, findings_of
from dragoman.ingest import ingest
from dragoman.ingest.copies import are_copies, signature
from dragoman.ingest.from_jsonl import arrivals_from_jsonl
from dragoman.settings import Settings

DAYS = 10
MADE = tuple(archive_reports.made(DAYS * archive_reports.PER_DAY))


def document(report):
    return ingest(report.text.encode(), name="report.txt", settings=Settings())


def test_the_reports_are_the_same_each_time_and_another_seed_gives_others() -> None:
    assert tuple(archive_reports.made(len(MADE))) == MADE
    assert tuple(archive_reports.made(len(MADE), seed=8)) != MADE


def test_more_reports_go_on_where_fewer_end() -> None:
    fewer = tuple(archive_reports.made(3 * archive_reports.PER_DAY))
    assert MADE[: len(fewer)] == fewer
    assert len(tuple(archive_reports.made(7))) == 7


def test_every_day_brings_as_many_reports_on_as_many_happenings() -> None:
    assert set(Counter(each.published for each in MADE).values()) == {archive_reports.PER_DAY}
    happened = {each.told.happening for each in MADE if each.told}
    assert set(Counter(each.day for each in happened).values()) == {archive_reports.NEW}
    ages = {(each.published - each.told.happening.day).days for each in MADE if each.told}
    assert ages == {0, 1, 2, 3}  # happenings are told again, and not for ever


def test_each_day_has_its_duplicates_and_its_copies_in_other_outlets() -> None:
    by_url = {each.url: each for each in MADE}
    pairs = [(each, by_url[each.copied]) for each in MADE if each.copied]
    same = [pair for pair in pairs if pair[0].text == pair[1].text]
    assert len(same) == DAYS * archive_reports.DUPLICATES
    assert len(pairs) - len(same) == DAYS * archive_reports.COPIES
    assert all(copy.source != first.source for copy, first in pairs)
    assert len({each.text for each in MADE}) == len(MADE) - len(same)


def test_copies_are_alike_enough_to_be_one_story_and_two_reports_on_one_happening_are_not() -> None:
    by_url = {each.url: each for each in MADE}
    near = [(each, by_url[each.copied]) for each in MADE if each.copied]
    assert all(are_copies(signature(document(copy)), signature(document(first))) for copy, first in near)
    own = [each for each in MADE if each.told and not each.copied]
    first, second = next((a, b) for a in own for b in own if a is not b and a.told.happening == b.told.happening)
    assert not are_copies(signature(document(first)), signature(document(second)))


def test_tolls_contradict_each_other_in_some_reports() -> None:
    tolls: dict[object, set[tuple[int, int]]] = {}
    for each in MADE:
        if each.told:
            tolls.setdefault(each.told.happening, set()).add(each.told.figures)
    disputed = sum(len(figures) > 1 for figures in tolls.values())
    assert 0 < disputed < len(tolls)


def test_the_findings_cite_the_text_and_survive_being_taken_apart() -> None:
    for report in islice(MADE, 60):
        read = document(report)
        found = findings_in(report, read.id)
        assert bool(found) == (report.told is not None)
        assert all(read.text[e.start : e.end] == e.quote for each in found for e in each.evidence)
        assert findings_of(claim for each in found for claim in claims_of(each, read.id)) == found


def test_a_table_gives_the_same_arrivals_as_the_generator(tmp_path) -> None:
    table = archive_reports.written(MADE[:5], tmp_path / "table.jsonl")
    delivered = list(arrivals_from_jsonl(table, settings=Settings()))
    expected = [archive_reports.arrival_of(each) for each in MADE[:5]]
    assert [(each.raw, each.url, each.source, each.title, each.published) for each in delivered] == [
        (each.raw, each.url, each.source, each.title, each.published) for each in expected
    ]


def test_a_small_archive_is_measured_and_its_figures_laid_beside_what_is_required() -> None:
    figures = archive.measured(30, jobs=0)
    json.dumps(figures)
    assert (figures["reports"], figures["refused"]) == (30, 0)
    assert "added_per_second" not in figures  # nothing was read
    assert figures["added"] == len({each.text for each in MADE[:30]})
    assert len(figures["milliseconds_per_report_by_tenth"]) == archive.PARTS
    assert len(figures["question_ms"]) == 10
    told = archive.table({**figures, "added_per_second": 4.9, "question_ms_p95": 99.0})
    assert "4.9   MISSED: ≥ 5" in told
    assert "only 30 reports" in told
    assert "99.0   met: ≤ 100" in told


def test_tenths_and_shares() -> None:
    assert archive.per_tenth([0.001] * 10 + [0.003] * 10) == [1.0] * 5 + [3.0] * 5
    assert archive.at([each / 1000 for each in range(1, 101)], 0.95) == 95.0
    assert archive.at([], 0.5) == 0.0
