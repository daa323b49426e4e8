"""The archive over the real reader: what comes in, in whatever order and by however many processes, is the same."""

import hashlib
import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dragoman.archive import Archive, open_archive, restore
from dragoman.errors import StoreError, UsageError
from dragoman.keeping.runs import present_run
from dragoman.reconcile.assemble import records_of
from dragoman.reconcile.candidates import suggestions_of
from dragoman.reconcile.linking import linked
from dragoman.record.arrivals import Refusal
from dragoman.record.runs import Run
from dragoman.settings import Settings
from dragoman.store.contract import Added
from tests.keeping.telling import EPOCH, REPORTS, TALKS, Ticking, sha, table, timeless, written


def archive(path: Path, **known) -> Archive:
    return Archive(path, settings=Settings(), clock=Ticking(), **known)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with all reports, added in the order in which they are written down; only to be read."""
    folder = tmp_path_factory.mktemp("filled")
    with archive(folder / "store") as made:
        assert all(isinstance(each, Added) for each in made.add(*written(folder / "in")))
    return folder / "store"


def test_what_the_log_gives_is_what_comparing_everything_with_everything_gives(filled: Path) -> None:
    with archive(filled) as made, made._home.store().view() as view:
        tellings = tuple(view.tellings())
        expected, _ = linked(records_of(tellings, suggestions_of(tellings), ()))
        assert {each.id: each for each in made.records()} == {each.id: each for each in expected}
        assert view.suggestions() == suggestions_of(tellings)


def test_reports_of_the_same_are_put_together(filled: Path) -> None:
    with archive(filled) as made:
        strike = next(each for each in made.records(kinds=["incident"]))
        assert (len(strike.tellings), strike.sources) == (2, 2)
        assert any(field.is_disputed for field in strike.fields.values())  # 12 against 30


def test_copies_are_one_source(filled: Path) -> None:
    with archive(filled) as made:
        first = min(sha(REPORTS["talks"]), sha(REPORTS["copy"]))
        stories = {report.id: report.story for report in made.documents()}
        assert stories[sha(REPORTS["talks"])] == stories[sha(REPORTS["copy"])] == first
        assert stories[sha(REPORTS["swap"])] == sha(REPORTS["swap"])
        met = next(r for r in made.records(kinds=["round"]) if len(r.tellings) > 1)
        assert met.sources == len({telling.report.story for telling in met.tellings}) < len(met.tellings)


@pytest.mark.parametrize(("jobs", "seed"), [(1, 1), (2, 2)])
def test_the_order_of_arrival_and_the_number_of_processes_change_nothing(
    filled: Path, tmp_path: Path, jobs: int, seed: int
) -> None:
    paths = written(tmp_path / "in")
    random.Random(seed).shuffle(paths)
    with archive(tmp_path / "store") as made, archive(filled) as other:
        for _ in range(2):
            assert all(isinstance(each, Added) for each in made.add(*paths, jobs=jobs))
        # the paths differ, as do the moments; nothing else may
        assert timeless(made.records()) == timeless(other.records())
        assert [each.name for each in made.processes()] == [each.name for each in other.processes()]


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """All reports as files, and two tables that tell some of them again, with other outlets and days."""
    folder = tmp_path_factory.mktemp("inputs")
    told = [{"text": text, "source": "Herald", "url": f"https://h.example/{name}"} for name, text in REPORTS.items()]
    late = [{"text": each["text"], "source": "Courier", "published": "2026-03-20"} for each in told[::2]]
    return (*written(folder / "in"), table(folder / "herald.jsonl", told), table(folder / "courier.jsonl", late))


def _exported(store: Path, paths: list[Path], *, jobs: int) -> str:
    """Add everything twice, at one moment; return a digest of what is exported."""
    with Archive(store, settings=Settings(), clock=lambda: EPOCH) as made:
        for _ in range(2):
            assert all(isinstance(each, Added) for each in made.add(*paths, jobs=jobs))
        return hashlib.sha256(b"".join(made.export("jsonl"))).hexdigest()


@pytest.fixture(scope="module")
def exported_in_order(inputs: tuple[Path, ...], tmp_path_factory: pytest.TempPathFactory) -> str:
    return _exported(tmp_path_factory.mktemp("in_order") / "store", list(inputs), jobs=1)


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2, 8])
@pytest.mark.parametrize("seed", [3, 4, 5])
def test_any_order_on_any_number_of_processes_is_exported_alike(
    inputs: tuple[Path, ...], exported_in_order: str, tmp_path: Path, jobs: int, seed: int
) -> None:
    paths = list(inputs)
    random.Random(seed).shuffle(paths)
    assert _exported(tmp_path / "store", paths, jobs=jobs) == exported_in_order


def test_adding_again_changes_nothing(filled: Path, tmp_path: Path) -> None:
    backup = tmp_path / "copy"
    with archive(filled) as made:
        made.backup(backup)
    with archive(backup) as again:
        before = again.status()
        outcomes = list(again.add(filled.parent / "in"))
        assert {(each.is_new_document, each.is_new_delivery) for each in outcomes} == {(False, False)}
        assert again.status() == before


def test_a_story_links_two_stories_that_were_apart(tmp_path: Path) -> None:
    long = " ".join(f"The envoy of town {number} spoke of the ferry at pier {number}." for number in range(40))
    first, last = long[: int(len(long) * 0.62)], long[int(len(long) * 0.38) :]
    reports = [{"text": text} for text in (first, last, long)]
    expected = None
    for number, order in enumerate(([0, 1, 2], [2, 1, 0], [1, 2, 0])):
        with archive(tmp_path / f"store{number}") as made:
            list(made.add(table(tmp_path / f"{number}.jsonl", [reports[each] for each in order])))
            stories = {report.id: report.story for report in made.documents()}
        assert set(stories.values()) == {min(stories)}
        expected = expected or stories
        assert stories == expected


def test_a_judgement_survives_reading_again(tmp_path: Path) -> None:
    paths = written(tmp_path / "in", ["strike", "strike_elsewhere"])
    with archive(tmp_path / "store") as made:
        list(made.add(*paths))
        (record,) = made.records(kinds=["incident"])
        one, other = (telling.finding.id for telling in record.tellings)
        judged = made.judge("split", one, other, by="Amira", reason="two markets")
        assert len(made.records(kinds=["incident"])) == 2
    later = replace(present_run(Settings()), id="run-later", code="another")
    with archive(tmp_path / "store", run=later) as made:
        list(made.add(*paths))
        assert made.status()[0].runs == 2
        assert len(made.records(kinds=["incident"])) == 2
        made.judge("undo", by="Amira", undoes=judged.id)
        assert len(made.records(kinds=["incident"])) == 1


def test_a_url_with_new_bytes_is_a_new_version(tmp_path: Path) -> None:
    url = "https://example.org/strike"
    with archive(tmp_path / "store") as made:
        for name in ("strike", "strike_elsewhere"):
            list(made.add(table(tmp_path / f"{name}.jsonl", [{"text": REPORTS[name], "url": url}])))
        with made._home.store().view() as view:
            assert [each.document for each in view.versions(url)] == [
                sha(REPORTS["strike"]), sha(REPORTS["strike_elsewhere"]),
            ]  # fmt: skip


UNDATED = "Rapid Support Forces drones struck a market in El Fasher on Tuesday, killing 12 people, officials said."


def test_what_the_carrier_says_fills_what_the_page_does_not(tmp_path: Path) -> None:
    carried = {
        "text": UNDATED,
        "published": "2026-03-11",
        "title": "A strike",
        "source": "Herald",
        "url": "https://a.org/1",
    }
    stated = {"text": TALKS, "published": "2024-01-01"}
    with archive(tmp_path / "store") as made:
        list(made.add(table(tmp_path / "t.jsonl", [carried, stated])))
        document = made.document(sha(UNDATED))
        assert document is not None
        assert (document.published, document.published_basis) == (date(2026, 3, 11), "metadata")
        assert (document.title, document.source, document.url) == ("A strike", "Herald", "https://a.org/1")
        (strike,) = made.records(kinds=["incident"])
        assert strike.tellings[0].finding.when.start == date(2026, 3, 10)
        assert made.document(sha(TALKS)).published == date(2026, 3, 12)


def test_the_earliest_day_that_carriers_tell_counts_in_whatever_order_they_come(tmp_path: Path) -> None:
    days = ["2026-03-18", "2026-03-11", "2026-03-25"]
    found = set()
    for number, order in enumerate(([0, 1, 2], [1, 2, 0], [2, 0, 1])):
        with archive(tmp_path / f"store{number}") as made:
            for at in order:
                line = {"text": UNDATED, "published": days[at], "url": f"https://a.org/{at}"}
                list(made.add(table(tmp_path / f"{number}{at}.jsonl", [line])))
            found.add(timeless(made.records()))
            assert made.records()[0].tellings[0].finding.when.start == date(2026, 3, 10)
    assert len(found) == 1


def test_what_cannot_be_read_is_refused_and_stored(tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\x7fELF\0\0\0")
    with archive(tmp_path / "store") as made:
        outcomes = list(made.add(bad, *written(tmp_path / "in", ["strike"])))
        assert [type(each) for each in outcomes] == [Refusal, Added]
        assert [each.name for each in made.failures()] == [str(bad)]


def test_reading_refuses_a_store_that_is_not_there(tmp_path: Path) -> None:
    with open_archive(tmp_path / "none") as made, pytest.raises(StoreError, match="does not exist"):
        made.records()
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("verb", "subjects", "known"),
    [
        ("merge", ("one",), {}),
        ("accept", ("incident-nowhere",), {}),
        ("edit", ("incident-nowhere",), {}),
        ("undo", (), {"undoes": "judgement-none"}),
        ("accept", ("incident-nowhere",), {"by": " "}),
    ],
)
def test_a_judgement_that_makes_no_sense_is_refused(filled: Path, verb, subjects, known) -> None:
    with archive(filled) as made, pytest.raises(UsageError):
        made.judge(verb, *subjects, **{"by": "Amira", **known})
    with archive(filled) as made:
        assert made.judgements() == ()


def test_verify_finds_nothing_and_a_backup_is_the_same_store(filled: Path, tmp_path: Path) -> None:
    with archive(filled) as made:
        assert list(made.verify(head=made.status()[1])) == []
        made.backup(tmp_path / "backup")
        records = made.records()
    restore(tmp_path / "backup", tmp_path / "back")
    with archive(tmp_path / "back") as made:
        assert made.records() == records


def test_as_of_a_moment_is_as_it_was_then(tmp_path: Path) -> None:
    with archive(tmp_path / "store") as made:
        list(made.add(*written(tmp_path / "in", ["strike"])))
        then, before = made._clock(), made.records()
        list(made.add(*written(tmp_path / "in", ["strike_elsewhere"])))
        assert made.records(as_of=then) == before != made.records()


def test_a_run_tells_programs_apart() -> None:
    run = present_run(Settings())
    assert isinstance(run, Run)
    assert run != present_run(Settings(max_chars=1_000))
    assert run == present_run(Settings())
