"""Records that lie ready are what the log gives, after whatever came, and whatever became of their file."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dragoman.archive import Archive
from dragoman.keeping import records
from dragoman.keeping.records import Within, rebuilt
from dragoman.keeping.runs import present_run
from dragoman.reconcile.marks import marks_wanted
from dragoman.reconcile.selecting import Selection, select
from dragoman.record.records import RULES
from dragoman.settings import Settings
from tests.keeping.telling import REPORTS, Ticking, table, written


def archive(path: Path, **known) -> Archive:
    return Archive(path, settings=Settings(), clock=Ticking(), **known)


def check(made: Archive) -> None:
    """What lies ready, brought up to date, is what is rebuilt from the log."""
    with made._home.store().view() as view:
        records, processes = rebuilt(view, rule="most_sources")
    assert made.records() == records
    assert made.processes() == processes


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that grew report by report and judgement by judgement; only to be read."""
    folder = tmp_path_factory.mktemp("walked")
    with archive(folder / "store") as made:
        for path in written(folder / "in"):
            list(made.add(path))
            check(made)
        (strike,) = (each for each in made.records(kinds=["incident"]) if len(each.tellings) == 2)
        one, other = (telling.finding.id for telling in strike.tellings)
        swap = made.records(kinds=["exchange"])[0].tellings[0].finding.id
        met = made.records(kinds=["round"])[0].tellings[0].finding.id
        split = made.judge("split", one, other, by="Amira")
        check(made)
        made.judge("undo", by="Amira", undoes=split.id)
        check(made)
        made.judge("merge", one, swap, by="Boris", reason="a slip")
        check(made)
        made.judge("reject", met, by="Boris")
        check(made)
        made.judge("edit", one, by="Amira", sets=("status", "held"))
        check(made)
    return folder / "store"


def test_whatever_came_since_is_put_together_as_from_the_beginning(walked: Path) -> None:
    with archive(walked) as made:
        check(made)


def test_a_new_outlet_of_a_known_report_shows(tmp_path: Path) -> None:
    with archive(tmp_path / "store") as made:
        list(made.add(*written(tmp_path / "in", ["strike"])))
        check(made)
        list(
            made.add(
                table(tmp_path / "t.jsonl", [{"text": REPORTS["strike"], "source": "Herald", "url": "https://a.org"}])
            )
        )
        check(made)
        assert made.records()[0].tellings[0].report.source == "Herald"


def test_another_program_puts_all_together_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = written(tmp_path / "in", ["strike", "strike_elsewhere"])
    with archive(tmp_path / "store") as made:
        list(made.add(*paths))
        check(made)
    with archive(tmp_path / "store", run=replace(present_run(Settings()), id="run-later")) as made:
        list(made.add(*paths))
        check(made)
        monkeypatch.setattr("dragoman.keeping.runs.putting_together", lambda: "another")
        check(made)


@pytest.mark.parametrize("harm", ["gone", "rubbish", "other tables", "another log"])
def test_a_file_that_is_of_no_use_is_made_anew(walked: Path, tmp_path: Path, harm: str) -> None:
    import apsw

    with archive(walked) as made:
        made.backup(tmp_path / "store")
        expected = made.records()
    file = tmp_path / "store.records"
    if harm == "rubbish":
        file.write_bytes(b"no database at all" * 100)
    elif harm == "other tables":
        database = apsw.Connection(str(file))
        database.execute("CREATE TABLE state (something); CREATE TABLE records (id)")
        database.close()
    elif harm == "another log":
        with archive(tmp_path / "other") as made:
            list(made.add(*written(tmp_path / "in", ["swap"])))
            made.records()
        (tmp_path / "other.records").rename(file)
    with archive(tmp_path / "store") as made:
        assert made.records() == expected
        assert made.records() == expected


def test_where_there_can_be_no_file_records_are_put_together_in_memory(walked: Path, tmp_path: Path) -> None:
    with archive(walked) as made:
        made.backup(tmp_path / "store")
        expected = made.records()
    (tmp_path / "store.records").mkdir()
    with archive(tmp_path / "store") as made:
        assert made.records() == expected


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_gives_what_it_gives_from_the_log(walked: Path, rule) -> None:
    with archive(walked) as made:
        with made._home.store().view() as view:
            expected, _ = rebuilt(view, rule=rule)
        assert made.records(rule=rule) == expected


def test_bounds_leave_out_and_never_what_fits(walked: Path) -> None:
    with archive(walked) as made:
        every = made.records()
        process = next(each for each in made.processes() if "Sudan" in each.parties)
        inside = made.records(within=Within(processes=(process.id,)))
        assert {each.id for each in inside} == set(process.records)
        assert {each.kind for each in made.records(kinds=["position", "round"])} <= {"position", "round"}
        assert made.records(ids=[every[0].id, "nothing"]) == every[:1]
        early = made.records(within=Within(last=date(2026, 3, 11)))
        late = made.records(within=Within(first=date(2026, 3, 12)))
        assert len(early) < len(every)
        assert {each.id for each in early} | {each.id for each in late} == {each.id for each in every}
        sudan = made.records(within=Within(sides=("SDN",)))
        assert 0 < len(sudan) < len(every)


def test_marks_leave_out_and_never_what_fits(walked: Path) -> None:
    with archive(walked) as made:
        every = made.records()
        selection = Selection(places=("Sudan",), statuses=("held", "signed"))
        fitting = select(every, selection)
        found = made.records(within=Within(marks=marks_wanted(selection)))
        assert {each.id for each in fitting} <= {each.id for each in found} < {each.id for each in every}
        assert select(found, selection) == fitting
        assert made.records(within=Within(marks=(frozenset({"source nobody"}),))) == ()


def test_bounds_by_documents_and_findings_are_exact(walked: Path) -> None:
    with archive(walked) as made:
        every = made.records()
        wanted = every[0].tellings[0]
        by_document = made.records(within=Within(documents=frozenset({wanted.report.id})))
        assert by_document == tuple(r for r in every if wanted.report.id in {t.report.id for t in r.tellings})
        (by_finding,) = made.records(within=Within(findings=frozenset({wanted.finding.id})))
        assert by_finding == every[0]
        assert made.records(within=Within(documents=frozenset())) == ()


def test_a_neighbourhood_of_a_past_moment_is_as_it_was(walked: Path) -> None:
    with archive(walked) as made:
        for moment in sorted({report.added for report in made.documents()}):
            for record in made.records(as_of=moment):
                ids = frozenset(telling.finding.id for telling in record.tellings)
                (found,) = made.records(as_of=moment, within=Within(findings=ids))
                assert (found.id, found.fields, found.tellings) == (record.id, record.fields, record.tellings)


def test_a_list_has_the_latest_first_and_is_the_same_rebuilt(walked: Path) -> None:
    with archive(walked) as made:
        listed = made.listed()
        assert sorted(each.id for each in listed) == sorted(each.id for each in made.records())
        assert [each.seen for each in listed] == sorted((each.seen for each in listed), reverse=True)
        disputed = {record.id for record in made.records() if any(f.is_disputed for f in record.fields.values())}
        assert {each.id for each in listed if each.is_disputed} == disputed
        with made._home.store().view() as view:
            assert records.listed(None, view, records.Asked()) == listed
        assert {each.kind for each in made.listed(kinds=["round"])} <= {"round"}


def test_provenance_tells_ways_in_copies_and_versions(tmp_path: Path) -> None:
    with archive(tmp_path / "store") as made:
        lines = [{"text": REPORTS[name], "source": name, "url": "https://a.example/1"} for name in ("talks", "copy")]
        list(made.add(table(tmp_path / "t.jsonl", lines)))
        first, second = (each.id for each in made.documents())
        told = made.provenance(first)
        assert [each.document for each in told.deliveries] == [first]
        assert [each.id for each in told.copies] == [second]
        assert [each.document for each in told.versions] == [second]
        assert made.provenance("sha256:0").deliveries == ()
