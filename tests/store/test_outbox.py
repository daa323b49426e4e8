"""What every store promises of alerts, on both kinds of database."""

from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.errors import StoreError
from dragoman.record.alerts import Posted
from dragoman.store.contract import Head, Page
from tests.store.homes import Home
from tests.store.reports import Clock, alert, ingest, keep, look


def test_an_alert_is_kept_once_and_comes_out_as_it_went_in(home: Home) -> None:
    store = home.open(Clock())
    with store.outbox() as outbox:
        assert outbox.last_look() is None
        assert outbox.append([alert(1), alert(2)]) == (alert(1), alert(2))
        outbox.append_look(look())
    with store.outbox() as outbox:
        assert outbox.append([alert(2, subject="in other words"), alert(3)]) == (alert(3),)
        assert outbox.last_look() == look()
    with store.outbox() as outbox:
        assert outbox.posted() == tuple(Posted(alert=alert(number)) for number in (3, 2, 1))
        assert outbox.posted(page=Page(limit=1, offset=1)) == (Posted(alert=alert(2)),)
    store.close()


def test_a_channel_waits_for_what_it_has_not_taken_and_for_nothing_else(home: Home) -> None:
    store = home.open(clock := Clock())
    with store.outbox() as outbox:
        outbox.append([alert(1), alert(2, channels=("mail",)), alert(3, channels=())])
    clock.pass_hours()
    with store.outbox() as outbox:
        assert [each.id for each in outbox.waiting("feed")] == ["alert-1"]
        assert [each.id for each in outbox.waiting("mail")] == ["alert-1", "alert-2"]
        assert outbox.waiting("hook") == ()
        outbox.mark(["alert-1", "alert-9"], "mail")
        outbox.mark(["alert-1"], "mail")
    with store.outbox() as outbox:
        assert [each.id for each in outbox.waiting("mail")] == ["alert-2"]
        assert [each.id for each in outbox.waiting("feed")] == ["alert-1"]
        (_, second, first) = outbox.posted()
        assert first.sent == (("mail", clock.moment),)
        assert (first.waits_for, second.waits_for) == (("feed",), ("mail",))
    store.close()


def test_alerts_and_the_look_that_raised_them_are_kept_together_or_not_at_all(home: Home) -> None:
    store = home.open()
    with pytest.raises(ZeroDivisionError), store.outbox() as outbox:
        outbox.append([alert(1 // len(outbox.append([alert(1), alert(2)])[2:]))])
    with store.outbox() as outbox:
        assert (outbox.posted(), outbox.last_look()) == ((), None)
    store.close()


def test_the_latest_look_counts(home: Home) -> None:
    store = home.open()
    for sequence in (3, 12, 9):  # 9 after a store was restored
        with store.outbox() as outbox:
            outbox.append_look(look(sequence))
    with store.outbox() as outbox:
        assert outbox.last_look() == look(9)
    store.close()


def test_alerts_leave_the_log_as_it_is(home: Home) -> None:
    store = home.open(Clock())
    with store.writing() as writer:
        keep(writer)
        head = writer.view.head()
    with store.outbox() as outbox:
        outbox.append([alert()])
        outbox.append_look(look())
    with store.view() as view:
        assert view.head() == head
    assert list(store.verify(ingest, head=head)) == []
    store.close()


def test_one_at_a_time_has_the_right_to_send(home: Home) -> None:
    store, other = home.open(), home.open()
    with store.sending() as first, other.sending() as second:
        assert (first, second) == (True, False)
    with other.sending() as again:
        assert again
    store.close()
    other.close()


def test_a_view_of_an_earlier_end_of_the_log_sees_nothing_later_at_the_same_moment(home: Home) -> None:
    store = home.open(Clock())  # the clock stands still
    with store.view() as view:
        heads = [view.head()]
    for number in (1, 2):
        with store.writing() as writer:
            keep(writer, number)
        with store.view() as view:
            heads.append(view.head())
    for many, head in enumerate(heads):
        with store.view(head=head) as view:
            assert (view.counts().documents, view.head()) == (many, head)
            assert len(list(view.tellings())) == many * 2
    with pytest.raises(StoreError, match="never ended"), store.view(head=replace(heads[1], hash="f00d")):
        pass
    with pytest.raises(StoreError, match="never ended"), store.view(head=Head(sequence=999, hash="f00d")):
        pass
    store.close()


def test_a_backup_holds_what_was_sent(home: Home, tmp_path: Path) -> None:
    from dragoman.store.on_sqlite import SqliteStore
    from tests.store.reports import means

    store = home.open(clock := Clock())
    with store.outbox() as outbox:
        outbox.append([alert(1), alert(2)])
        outbox.append_look(look())
        outbox.mark(["alert-1"], "feed")
        told = outbox.posted()
    store.backup(tmp_path / "backup")
    copy = SqliteStore(tmp_path / "backup", means())
    with copy.outbox() as outbox:
        assert (outbox.posted(), outbox.last_look()) == (told, look())
        assert outbox.posted()[1].sent == (("feed", clock.moment),)
        assert [each.id for each in outbox.waiting("feed")] == ["alert-2"]
    copy.close()
    store.close()
