"""The hash chain, without a database."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dragoman.store.chain import START, Entry, broken, link

BEGIN = datetime(2026, 3, 1, tzinfo=UTC)


def chained(ids: list[str]) -> list[Entry]:
    entries: list[Entry] = []
    for number, identity in enumerate(ids, 1):
        previous = entries[-1].hash if entries else START
        moment = BEGIN + timedelta(seconds=number)
        entries.append(link(previous, sequence=number, moment=moment, what="document", content=(identity, "d")))
    return entries


@given(st.lists(st.text(max_size=5), max_size=6))
def test_a_chain_that_nobody_touched_is_whole(ids: list[str]) -> None:
    assert list(broken(chained(ids))) == []


@given(st.lists(st.text(max_size=5), min_size=2, max_size=6), st.data())
def test_any_change_breaks_it(ids: list[str], data: st.DataObject) -> None:
    entries = chained(ids)
    at = data.draw(st.integers(0, len(entries) - 1))
    entry = entries[at]
    changed = data.draw(
        st.sampled_from([
            replace(entry, id=entry.id + "x"), replace(entry, digest="e"), replace(entry, what="run"),
            replace(entry, moment=entry.moment + timedelta(microseconds=1)), replace(entry, hash="0" * 64),
            replace(entry, sequence=entry.sequence + 1),
        ])
    )  # fmt: skip
    assert list(broken([*entries[:at], changed, *entries[at + 1 :]]))


@given(st.lists(st.text(max_size=5), min_size=3, max_size=6), st.data())
def test_an_entry_taken_out_or_moved_breaks_it(ids: list[str], data: st.DataObject) -> None:
    entries = chained(ids)
    at = data.draw(st.integers(0, len(entries) - 2))
    assert list(broken([*entries[:at], *entries[at + 1 :]]))
    assert list(broken([*entries[:at], entries[at + 1], entries[at], *entries[at + 2 :]]))


def test_the_hash_is_what_the_page_says() -> None:
    """Worked out by hand, so that the form of the log never changes unnoticed."""
    (entry,) = chained(["a"])
    told = json.dumps([START, 1, "2026-03-01T00:00:01+00:00", "document", "a", "d"])
    assert entry.hash == hashlib.sha256(told.encode()).hexdigest()
