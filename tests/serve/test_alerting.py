"""The commands of alerts as a user calls them."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.keeping.telling import written

from dragoman.record.sources import Health
from dragoman.serve.cli import run
from dragoman.serve.watching import beside, keep_health

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "alerts.toml"
RULES = '[[rule]]\nname = "Talks"\nwhen = "new_round"\n[[rule]]\nname = "Tolls"\nwhen = "contradiction"\n'
FEED = '[[channel]]\nname = "feed"\nkind = "atom"\nfile = "alerts.atom"\n'


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that was looked at once and into which reports came since; only to be copied."""
    folder = tmp_path_factory.mktemp("filled")
    store = ["--store", str(folder / "store")]
    (folder / "rules.toml").write_text(RULES + FEED)
    assert run(["add", *map(str, written(folder / "in", ["strike"])), "-j", "1", *store]) == 0
    assert run(["alerts", "send", "--rules", str(folder / "rules.toml"), *store]) == 0
    assert run(["add", *map(str, written(folder / "in", ["talks", "strike_elsewhere"])), "-j", "1", *store]) == 0
    return folder


@pytest.fixture
def folder(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = Path(shutil.copytree(filled, tmp_path / "desk"))
    monkeypatch.setenv("DRAGOMAN_STORE", str(made / "store"))
    monkeypatch.setenv("DRAGOMAN_ALERTS", str(made / "rules.toml"))
    return made


def test_the_example_is_checked_and_told_in_words(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["alerts", "check", "--rules", str(EXAMPLE)]) == 0
    out, err = capfd.readouterr()
    assert "● New weapons  first use: of glide bomb or ballistic missile" in out
    assert "● Silent feeds  feed silent: for longer than 12 hours → feed" in out
    assert "→ mail  smtp.example.org to desk@example.org" in out
    assert err.splitlines() == [
        f"dragoman: {name} is not set: set it before `dragoman alerts send`"
        for name in ("DRAGOMAN_WEBHOOK_SECRET", "DRAGOMAN_SMTP_PASSWORD")
    ]


def test_what_is_new_is_told_sent_and_listed_once(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["alerts", "list"]) == 0
    assert capfd.readouterr().out.startswith("No alert was raised yet")
    assert run(["alerts", "send"]) == 0
    out = capfd.readouterr().out
    assert "● Disputed killed, at least 30 against 12: Drone strike: Rapid Support Forces (El Fasher)" in out
    assert "    residents, 12 March 2026\n      “" in out
    assert out.endswith("feed: 3 sent\n")
    assert (folder / "alerts.atom").read_bytes().count(b"<entry>") == 3
    assert run(["alerts", "send"]) == 0
    assert capfd.readouterr().out == "nothing new that a rule asks for\n"
    assert run(["alerts", "list", "--limit", "1"]) == 0
    out = capfd.readouterr().out
    assert out.count("●") == 1
    assert "sent to feed" in out
    assert out.endswith("1 alert (--offset 1 for more)\n")
    assert run(["alerts", "list", "-f", "jsonl"]) == 0
    told = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert {(each["when"], *each["sent"]) for each in told} == {("new_round", "feed"), ("contradiction", "feed")}
    assert run(["alerts", "list", "-f", "table"]) == 0
    rows = capfd.readouterr().out.splitlines()
    assert rows[0].split("\t")[:3] == ["at", "when", "rule"]
    assert len(rows) == 4


def test_the_past_is_not_looked_at_twice(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["alerts", "send", "--since", "2026-01-01"]) == 2
    assert "this is not the first" in capfd.readouterr().err


def test_a_rehearsal_lists_and_sends_nothing(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["alerts", "dry-run", "--since", "2026-03-01", "--by", "published"]) == 0
    out = capfd.readouterr().out
    assert out.startswith("12 March 2026\n● New round")
    assert out.endswith("3 alerts on 1 day since 2026-03-01; nothing was sent.\n")
    assert run(["alerts", "dry-run", "--since", "2999-01-01"]) == 0
    assert capfd.readouterr().out == "0 alerts on 0 days since 2999-01-01; nothing was sent.\n"
    assert run(["alerts", "list", "-f", "jsonl"]) == 0
    assert capfd.readouterr().out == ""


def test_a_channel_that_fails_is_an_error_and_its_alerts_wait(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "rules.toml").write_text(RULES + FEED.replace("alerts.atom", "nowhere/alerts.atom"))
    assert run(["alerts", "send"]) == 5
    out, err = capfd.readouterr()
    assert "●" in out
    assert err.startswith("dragoman: feed: 0 sent, 3 wait: ")
    assert err.count("\n") == 1
    assert run(["alerts", "list"]) == 0
    assert capfd.readouterr().out.count("waits for feed") == 3


def test_a_feed_of_which_nobody_knows_is_told_once(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    sources = folder / "sources.toml"
    sources.write_text('[[source]]\nname = "Herald"\nurl = "http://127.0.0.1:9/feed.xml"\n')
    silent = '[[rule]]\nname = "Silence"\nwhen = "feed_silent"\nlonger_than = "6h"\nfeeds = ["Herald"]\n'
    (folder / "rules.toml").write_text(f'sources = "sources.toml"\n{silent}{FEED}')
    then = datetime.now(UTC) - timedelta(hours=7)
    known = Health(source="Herald", state="unknown", since=then, checked=then, due=then, why="\x1b[31mgone")
    keep_health(beside(sources), {"Herald": known, "Other": known})
    assert run(["alerts", "send"]) == 0
    out = capfd.readouterr().out
    assert f"● Herald: unknown since {then:%Y-%m-%d %H:%M} UTC" in out
    assert "whether it has news is not" in out
    assert "\x1b" not in out
    assert "Other" not in out
    assert run(["alerts", "send"]) == 0
    assert capfd.readouterr().out == "nothing new that a rule asks for\n"
    (folder / "rules.toml").write_text(f'sources = "sources.toml"\n{silent.replace("Herald", "Hareld")}')
    assert run(["alerts", "check"]) == 2
    assert "the feed 'Hareld' is not in" in capfd.readouterr().err


def test_watching_looks_and_sends_after_a_round(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    sources = folder / "sources.toml"
    sources.write_text('[[source]]\nname = "Herald"\nurl = "http://127.0.0.1:9/feed.xml"\n')
    assert run(["watch", str(sources), "--once", "--rules", str(folder / "rules.toml")]) == 0
    out = capfd.readouterr().out
    assert out.startswith("Herald: unknown since ")
    assert out.endswith("feed: 3 sent\n")
    assert run(["watch", str(sources), "--once"]) == 0  # the rules come from DRAGOMAN_ALERTS
    assert capfd.readouterr().out == ""
    (folder / "rules.toml").write_text("[[rule]]\n")
    assert run(["watch", str(sources), "--once"]) == 2
    assert "rule 1 has no 'name'" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("call", "code", "words"),
    [
        (["alerts", "check", "--rules", "nothing.toml"], 2, "nothing.toml does not exist"),
        (["alerts", "send", "--store", "nothing"], 5, "does not exist"),
        (["alerts", "list", "--store", "nothing"], 5, "does not exist"),
        (["alerts", "dry-run"], 2, "--since"),
        (["alerts", "dry-run", "--since", "monday"], 2, "no date"),
        (["alerts", "dry-run", "--since", "2026-01-01", "--by", "moon"], 2, "moon"),
        (["alerts", "list", "--limit", "many"], 2, "no number"),
        (["alerts", "shout"], 2, "shout"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_calls_that_make_no_sense(call: list[str], code: int, words: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(call) == code
    out, err = capfd.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert words in err
