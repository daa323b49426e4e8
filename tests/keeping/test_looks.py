"""Looking and sending over a store: each change is told once, whatever dies on the way."""

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree.ElementTree import parse

import pytest

from dragoman.archive import Archive
from dragoman.keeping.alert_rules import rules_of
from dragoman.record.alerts import Alert, AlertRules
from dragoman.settings import Settings
from tests.ingest.serving import LOOPBACK, Site, reply, serving
from tests.keeping.alerting import DIED
from tests.keeping.telling import Ticking, written

ROOT = Path(__file__).parent.parent.parent
RULES = """
[[rule]]
name = "Talks"
when = "new_round"
[[rule]]
name = "Tolls"
when = "contradiction"
fields = ["killed"]
times = 2
[[rule]]
name = "Swaps"
when = "new_record"
kinds = ["exchange"]
"""
FEED = '[[channel]]\nname = "feed"\nkind = "atom"\nfile = "alerts.atom"\n'
MANY = 5  # alerts that the second lot of reports raises
FIRST, SECOND = ("strike",), ("talks", "strike_elsewhere", "swap")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store that was looked at once, and into which reports came since; only to be copied."""
    folder = tmp_path_factory.mktemp("filled")
    with archive(folder) as made:
        list(made.add(*written(folder / "in", FIRST)))
        assert made.look(rules_of(RULES)).is_first
        assert made.look(rules_of(RULES)).alerts == ()
    add(folder, SECOND)
    return folder


@pytest.fixture
def folder(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(filled, tmp_path / "folder"))


def archive(folder: Path) -> Archive:
    return Archive(folder / "store", settings=Settings(), clock=Ticking())


def add(folder: Path, names: tuple[str, ...]) -> None:
    with archive(folder) as made:
        list(made.add(*written(folder / "in", names)))


def look(folder: Path, rules: AlertRules | None = None) -> tuple[Alert, ...]:
    with archive(folder) as made:
        return made.look(rules or rules_of(RULES)).alerts


def test_the_first_look_raises_nothing_and_the_next_what_came_since(folder: Path) -> None:
    told = look(folder)
    assert {each.rule for each in told} == {"Talks", "Tolls", "Swaps"}
    assert look(folder) == ()
    add(folder, ("copy",))
    assert look(folder) == (), "a copy of a report is no news"
    with archive(folder) as made:
        assert [each.alert for each in reversed(made.alerts())] == list(told)
        assert made.status()[0].documents == 5


def test_the_first_look_may_begin_earlier(tmp_path: Path) -> None:
    with archive(tmp_path) as made:
        list(made.add(*written(tmp_path / "in", (*FIRST, *SECOND))))
        looked = made.look(rules_of(RULES), begin=datetime(2026, 1, 1, tzinfo=UTC))
        assert not looked.is_first
        assert {each.rule for each in looked.alerts} == {"Talks", "Tolls", "Swaps"}


def test_two_that_look_at_once_raise_each_change_once(folder: Path) -> None:
    with archive(folder) as one, archive(folder) as other:
        looking = one._looking(rules_of(RULES), None)
        raced = []

        def ready(view: object) -> object:
            raced.append(other.look(rules_of(RULES)).alerts)  # the other one is done first
            return looking.ready(view)  # type: ignore[arg-type]

        from dataclasses import replace

        from dragoman.keeping import looks

        late = looks.look(one._home.store(), replace(looking, ready=ready))  # type: ignore[arg-type]
        assert (len(raced[0]), late.alerts) == (MANY, ())
        assert len(one.alerts()) == MANY


def test_a_rehearsal_tells_what_would_have_been_sent_and_leaves_nothing(folder: Path) -> None:
    with archive(folder) as made:
        rehearsed = list(made.rehearse(rules_of(RULES), since=date(2026, 4, 1)))
        assert made.alerts() == ()
        told = made.look(rules_of(RULES)).alerts
        assert {each.id for each in told if each.rule != "Tolls"} <= {each.id for each in rehearsed}
        assert {each.rule for each in rehearsed} == {"Talks", "Tolls", "Swaps"}
        assert list(made.rehearse(rules_of(RULES), since=date(2026, 4, 2))) == []


def test_a_rehearsal_by_days_of_publication_has_each_change_on_its_day(folder: Path) -> None:
    with archive(folder) as made:
        rehearsed = list(made.rehearse(rules_of(RULES), since=date(2026, 3, 1), by="published"))
        assert {(each.rule, each.at.date()) for each in rehearsed} == {
            ("Talks", date(2026, 3, 12)), ("Tolls", date(2026, 3, 12)), ("Swaps", date(2026, 3, 14)),
        }  # fmt: skip
        late = list(made.rehearse(rules_of(RULES), since=date(2026, 3, 13), by="published"))
        assert {each.rule for each in late} == {"Swaps"}


def test_a_feed_appears_whole_and_holds_each_alert_once(folder: Path) -> None:
    rules = rules_of(RULES + FEED, folder=folder)
    with archive(folder) as made:
        made.look(rules)
        (attempt,) = made.send(rules.channels)
        assert (attempt.sent, attempt.waiting, attempt.why) == (MANY, 0, "")
        (again,) = made.send(rules.channels)
        assert again.sent == 0
    assert len(set(entries(folder))) == len(entries(folder)) == MANY
    assert [each.name for each in folder.glob(".alerts*")] == []


def test_a_channel_that_fails_stops_no_other_and_its_alerts_wait(folder: Path) -> None:
    broken = FEED.replace('"feed"', '"broken"').replace("alerts.atom", "no/such/folder/alerts.atom")
    rules = rules_of(RULES + broken + FEED, folder=folder)
    with archive(folder) as made:
        made.look(rules)
        bad, good = made.send(rules.channels)
        assert (bad.sent, bad.waiting, good.sent) == (0, MANY, MANY)
        assert "No such file" in bad.why
        (folder / "no/such/folder").mkdir(parents=True)
        bad, good = made.send(rules.channels)
        assert (bad.sent, bad.waiting, good.sent) == (MANY, 0, 0)


def test_a_second_sender_leaves_it_to_the_first(folder: Path) -> None:
    rules = rules_of(RULES + FEED, folder=folder)
    with archive(folder) as one, archive(folder) as other:
        one.look(rules)
        with one._home.store().sending():
            (attempt,) = other.send(rules.channels)
        assert (attempt.sent, attempt.waiting) == (0, MANY)
        assert "another process" in attempt.why


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("HOOK_SECRET", "a secret of enough bytes")
    with serving() as served:
        yield served


def receiving(site: Site) -> list[str]:
    """Let the site take webhooks; return the ids that it was sent, as they come."""
    ids: list[str] = []

    def take(connection: socket.socket) -> None:
        head, _, body = site.requests[-1].partition(b"\r\n\r\n")
        size = next(int(row.split(b":")[1]) for row in head.split(b"\r\n") if row.lower().startswith(b"content-length"))
        while len(body) < size:
            body += connection.recv(65_536)
        ids.append(json.loads(body)["id"])
        connection.sendall(reply())

    site.answers["/hook"] = take
    return ids


def hook(site: Site) -> str:
    return (
        f'[[channel]]\nname = "desk"\nkind = "webhook"\nurl = "{site.url("/hook")}"\nsecret_env = "HOOK_SECRET"\n'
        f'allow = ["{LOOPBACK}"]\n'
    )


def entries(folder: Path) -> list[str]:
    atom = "{http://www.w3.org/2005/Atom}"
    return [str(each.findtext(f"{atom}id")) for each in parse(folder / "alerts.atom").getroot().findall(f"{atom}entry")]


def run(folder: Path, where: str) -> int:
    command = [sys.executable, "-m", "tests.keeping.alerting", str(folder / "store"), str(folder / "rules.toml"), where]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ}, capture_output=True, text=True, check=False)
    assert done.returncode in (0, DIED), done.stderr
    return done.returncode


@pytest.mark.slow
@pytest.mark.parametrize("where", ["looking", "raised", "sent", "writing"])
def test_whoever_receives_sees_each_alert_once_wherever_a_sender_dies(folder: Path, site: Site, where: str) -> None:
    ids = receiving(site)
    (folder / "rules.toml").write_text(RULES + hook(site) + FEED)
    assert run(folder, where) == DIED
    assert run(folder, "nowhere") == 0
    rules = rules_of((folder / "rules.toml").read_text(), folder=folder)
    with archive(folder) as made:
        assert made.look(rules).alerts == ()
        assert [each.sent for each in made.send(rules.channels)] == [0, 0]
    assert len(ids) == MANY + (where == "sent"), "what was sent and not marked is sent once more, under the same id"
    assert len(set(ids)) == MANY
    assert {each.rpartition("/")[2] for each in entries(folder)} == set(ids)
    assert len(entries(folder)) == MANY
    with archive(folder) as made:
        assert {each.alert.id for each in made.alerts()} == set(ids)
        assert all(each.waits_for == () for each in made.alerts())
