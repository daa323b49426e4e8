"""Records that lie ready are what the log gives, after whatever came, and whatever became of their file."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dragoman.archive import Archive
from dragoman.keeping import records, reviews
from dragoman.keeping import records as kept
from dragoman.keeping.records import Asked, Within, newest_of, rebuilt
from dragoman.keeping.runs import present_run
from dragoman.reconcile.codings import usages_in
from dragoman.reconcile.differences import Differences, differences
from dragoman.reconcile.marks import marks_wanted
from dragoman.reconcile.outlets import tally_in
from dragoman.reconcile.selecting import Selection, is_disputed, select
from dragoman.reconcile.timeline import first_day
from dragoman.record.findings import Kind
from dragoman.record.records import RULES, Record
from dragoman.settings import Settings
from dragoman.store.contract import Head, Page
from tests.keeping.telling import REPORTS, Ticking, table, written


def archive(path: Path, **known) -> Archive:
    return Archive(path, settings=Settings(), clock=Ticking(), **known)


RECORDS = Asked()
IS_PRESENT = Archive._is_present


@pytest.fixture(autouse=True)
def _as_of_from_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is asked here as of a moment is rebuilt from the log, to be compared with what lies ready."""
    monkeypatch.setattr(Archive, "_is_present", lambda _archive, _view: False)


def check(made: Archive) -> None:
    """What lies ready, brought up to date, is what is rebuilt from the log."""
    with made._home.store().view() as view:
        records, processes = rebuilt(view, rule="most_sources")
        began = kept.days(view, kept.Asked(), rule="most_sources")
        disputes = kept.contradictions(view, rule="most_sources")
        queue = reviews.queue(None, view, reviews.Reviewed(), rule="most_sources")
        outlets, usages = tally_in(records, view.documents()), usages_in(records, most=2)
        days = [kept.published(view, each.id) for each in processes]
        newest = newest_of(None, view, RECORDS, Page(), rule="most_sources")
    assert made.records() == records
    assert made.processes() == processes
    assert made.newest() == newest
    assert made.tally() == Counter(each.kind for each in records)
    assert made.review() == queue
    assert made.doubts() == Counter(each.records[0].kind for each in queue)
    assert [made.place(each) for each in queue] == list(range(len(queue)))
    assert made.outlets() == outlets
    assert made.usages() == usages
    assert [made.published(each.id) for each in processes] == days
    assert made.days() == began
    assert made.contradictions() == disputes


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


def test_who_comes_late_with_an_older_view_takes_the_newer_records(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = written(tmp_path / "in", ["strike", "swap"])
    with archive(tmp_path / "store") as made:
        list(made.add(one))
        made.records()
        with made._home.store().view() as old:
            list(made.add(other))
            expected = made.records()

            def never(*_args: object, **_known: object) -> None:
                raise AssertionError("put together anew")

            monkeypatch.setattr("dragoman.keeping.projection.rebuilt", never)
            with made._ready(old, None) as held:
                assert held is not None
                assert held.records(RECORDS) == expected
            assert not old.is_behind(old.head())
            assert not old.is_behind(Head(sequence=old.head().sequence + 1, hash="another log"))
        monkeypatch.undo()
        check(made)


def test_a_moment_since_which_nothing_came_is_now(walked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Archive, "_is_present", IS_PRESENT)
    with archive(walked) as made:
        expected, last = made.records(), made.judgements()[-1].at
        before = made.records(as_of=last)  # the log has it a moment later
        rebuilds: list[object] = []
        real = kept.rebuilt
        monkeypatch.setattr(kept, "rebuilt", lambda *args, **known: rebuilds.append(1) or real(*args, **known))
        assert made.records(as_of=datetime(2100, 1, 1, tzinfo=UTC)) == expected
        assert not rebuilds
        assert made.records(as_of=last) == before != expected
        assert rebuilds


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


def test_parts_of_what_is_newest_disputed_or_of_a_process_put_together_are_the_whole(walked: Path) -> None:
    with archive(walked) as made:
        process = next(each for each in made.processes() if "Sudan" in each.parties)
        kinds: tuple[Kind, ...] = ("incident", "round", "exchange")
        every = made.newest(kinds=kinds)
        parts = [
            made.newest(kinds=["incident", "round", "exchange"], page=Page(limit=2, offset=at)) for at in (0, 2, 4)
        ]
        assert tuple(each for part in parts for each in part) == every[:6]
        days = [each.tellings[0].report.published for each in every]
        assert days == sorted(days, reverse=True)
        assert {each.id for each in made.newest(processes=[process.id])} == set(process.records)
        disputed = {each.id for each in made.records() if is_disputed(each)}
        assert {each.id for each in made.newest(is_disputed=True)} == disputed
        assert len(made.newest(is_disputed=False)) == len(made.records()) - len(disputed)
        now = datetime(2100, 1, 1, tzinfo=UTC)
        assert made.newest(processes=[process.id], as_of=now) == made.newest(processes=[process.id])
        assert made.tally(as_of=now) == made.tally()


def test_the_queue_is_parted_by_kind_and_page(walked: Path) -> None:
    with archive(walked) as made:
        every = made.review()
        assert every
        parts = [made.review(page=Page(limit=2, offset=at)) for at in range(0, len(every), 2)]
        assert tuple(each for part in parts for each in part) == every
        incidents = made.review(kinds=["incident"])
        assert incidents == tuple(each for each in every if each.records[0].kind == "incident")
        assert made.doubts()["incident"] == len(incidents)
        assert [made.place(each, kinds=["incident"]) for each in incidents] == list(range(len(incidents)))
        assert made.place(incidents[0], kinds=["round"]) is None
        now = datetime(2100, 1, 1, tzinfo=UTC)
        assert made.doubts(as_of=now) == made.doubts()
        assert [made.place(each, as_of=now) for each in every] == list(range(len(every)))
        for record in made.records():
            alone = made.review(on=[record.id])
            assert alone == tuple(each for each in every if {held.id for held in each.records} == {record.id})
            assert alone == made.review(on=[record.id], as_of=now)
        same = next(each for each in every if each.about == "same")
        assert same in made.review(on=[each.id for each in same.records])
        assert made.review(on=[]) == ()
        assert made.review(as_of=now, page=Page(limit=3, offset=1)) == every[1:4]
        assert made.review(rule="latest") == made.review(rule="latest", as_of=now)


@pytest.mark.parametrize("rule", RULES)
def test_changes_are_those_of_all_records_of_both_moments(walked: Path, rule) -> None:
    with archive(walked) as made:
        with made._home.store().view() as view:
            moments = [each.at for each in view.judgements()] + [each.first_seen for each in made.records()]
        now = made.records(rule=rule, as_of=datetime.max.replace(tzinfo=UTC))
        for since in sorted(set(moments))[::2]:
            linked = made.changes(since, rule=rule, is_linked=True)
            assert linked == differences(made.records(as_of=since, rule=rule), now)
            assert bare(made.changes(since, rule=rule)) == bare(linked)
            rounds = made.changes(since, kinds=["round"], rule=rule, is_linked=True)
            assert bare(made.changes(since, kinds=["round"], rule=rule)) == bare(rounds)


def bare(found: Differences) -> Differences:
    """The same without what records are to one another."""

    def alone(held: Iterable[Record]) -> tuple[Record, ...]:
        return tuple(replace(each, process=None, part_of=None, follows=None) for each in held)

    changed = (replace(each, record=alone([each.record])[0], before=alone(each.before)) for each in found.changed)
    return Differences(new=alone(found.new), changed=tuple(changed), gone=alone(found.gone))


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


def test_days_are_counted_and_asked_for_without_loading(walked: Path) -> None:
    with archive(walked) as made:
        every = made.records(kinds=["position", "incident"])
        counts = made.days(kinds=["position", "incident"])
        assert sum(counts.values()) == len(every) > 1
        for day, count in counts.items():
            found = made.records(kinds=["position", "incident"], within=Within(days=frozenset({day})))
            assert len(found) == count
            assert {first_day(each) for each in found} == {day}
        assert made.records(within=Within(days=frozenset())) == ()
