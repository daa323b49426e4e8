"""Watched sources as the desk shows them."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dragoman.record.sources import Health, Source
from dragoman.serve.web.watched import watched_of, watching_of

NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)
WIRE = Source(name="Wire", url="https://wire.example/feed")
LIST = '[[source]]\nname = "Wire"\nurl = "https://wire.example/feed"\n'


def _health(**known: object) -> dict[str, Health]:
    told = {"source": "Wire", "state": "ok", "since": NOON, "checked": NOON, "due": NOON + timedelta(hours=1), **known}
    return {"Wire": Health(**told)}  # type: ignore[arg-type]


def test_a_source_is_heard_only_where_it_answered_and_is_asked_in_time() -> None:
    (heard,) = watched_of([WIRE], _health(), NOON)
    assert (heard.state, heard.why) == ("heard", "")
    (late,) = watched_of([WIRE], _health(), NOON + timedelta(hours=2))
    assert late.state == "unknown"
    assert "dragoman watch" in late.why


def test_what_failed_or_was_never_asked_is_unknown_with_the_reason() -> None:
    (failed,) = watched_of([WIRE], _health(state="unknown", why="wire.example answers 503", failures=3), NOON)
    assert (failed.state, failed.why, failed.failures) == ("unknown", "wire.example answers 503", 3)
    (never,) = watched_of([WIRE], {}, NOON)
    assert (never.state, never.why, never.checked) == ("unknown", "never asked yet", None)


def test_unknown_ones_come_first() -> None:
    other = Source(name="Zephyr", url="https://zephyr.example/feed")
    assert [each.source.name for each in watched_of([WIRE, other], _health(), NOON)] == ["Zephyr", "Wire"]


def test_a_list_is_read_with_the_health_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(LIST, encoding="utf-8")
    assert watching_of(path, NOON).sources[0].state == "unknown"
    told = {"source": "Wire", "state": "ok"} | dict.fromkeys(("since", "checked", "due"), NOON.isoformat())
    (tmp_path / "sources.health.json").write_text(json.dumps([told]), encoding="utf-8")
    assert watching_of(path, NOON).sources[0].state == "heard"


def test_a_broken_list_is_told_and_breaks_nothing(tmp_path: Path) -> None:
    found = watching_of(tmp_path / "none.toml", NOON)
    assert found.is_listed
    assert "none.toml" in found.fault
    (tmp_path / "bad.toml").write_text("[[source]]\n", encoding="utf-8")
    assert "name" in watching_of(tmp_path / "bad.toml", NOON).fault
    assert watching_of(None, NOON).is_listed is False
