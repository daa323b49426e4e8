"""The archive answers alike on both kinds of database: records, pages, the queue, changes, brief, export and import."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from evaluation.bench import archive_reports

from dragoman.archive import Archive
from dragoman.export.as_brief import to_markdown
from dragoman.settings import Settings
from dragoman.store.contract import Page
from tests.keeping.telling import timeless
from tests.store.homes import Home
from tests.store.killing import add

MADE = list(archive_reports.made(60))
LATER = datetime(2100, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same reports in a file, to compare with."""
    path = tmp_path_factory.mktemp("plain") / "store"
    add(str(path), MADE)
    return path


def opened(address: str | Path) -> Archive:
    return Archive(address, settings=Settings())


@pytest.fixture(autouse=True)
def _as_of_from_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is asked here as of a moment is rebuilt from the log, to be compared with what lies ready."""
    monkeypatch.setattr(Archive, "_is_present", lambda _archive, _view: False)


def test_every_question_has_one_answer(
    home: Home, plain: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    add(home.address, MADE)
    with opened(home.address) as made, opened(plain) as other:
        assert timeless(made.records()) == timeless(other.records()) == timeless(made.records(as_of=LATER))
        assert made.processes() == other.processes()
        assert timeless(made.newest(page=Page(limit=5))) == timeless(other.newest(page=Page(limit=5)))
        assert made.tally() == other.tally()
        assert [each.subjects for each in made.review()] == [each.subjects for each in other.review()]
        assert made.doubts() == other.doubts() == made.doubts(as_of=LATER)
        since = min(each.first_seen for each in made.records())
        assert not made.changes(since).new
        before = datetime(2000, 1, 1, tzinfo=UTC)
        assert len(made.changes(before).new) == len(made.records())
        process = max(made.processes(), key=lambda each: len(each.records))
        days = {"start": date(2020, 1, 1), "end": date(2100, 1, 1)}
        assert to_markdown(made.brief(process, **days)) == to_markdown(other.brief(process, **days))
        subject = made.records()[0].tellings[0].finding.id
        made.judge("reject", subject, by="Amira")
        assert subject not in {telling.finding.id for each in made.records() for telling in each.tellings}


def test_an_export_goes_into_either_and_comes_out_the_same(home: Home, plain: Path, tmp_path: Path) -> None:
    with opened(plain) as made:
        content = b"".join(made.export("jsonl"))
    (tmp_path / "export.jsonl").write_bytes(content)
    with opened(home.address) as made:
        made.load(tmp_path / "export.jsonl")
        assert b"".join(made.export("jsonl")) == content
        assert list(made.verify()) == []
