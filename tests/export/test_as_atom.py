import re
from dataclasses import replace
from datetime import timedelta as delta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tests.records import MONDAY, RAID_A, TUESDAY, holdings, raid, record, report, round_of_talks, telling

from dragoman.export.as_atom import to_atom
from dragoman.export.holdings import Holdings

feedparser = pytest.importorskip("feedparser")
ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")


def test_a_feed_reader_reads_it() -> None:
    feed = feedparser.parse(to_atom(holdings()))
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.entries[0].title == "Drone strike: Belmark Front (Quillport)"
    assert feed.entries[0].updated == "2031-03-04T09:00:00Z"
    assert len(feed.entries[0].links) == 2


def test_it_has_what_the_standard_demands() -> None:
    feed = etree.fromstring(to_atom(holdings()))
    for element in (feed, *feed.iter(f"{ATOM}entry")):
        assert [len(element.findall(f"{ATOM}{name}")) for name in ("id", "title", "updated")] == [1, 1, 1]
        assert MOMENT.fullmatch(element.findtext(f"{ATOM}updated"))
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    ids = [each.text for each in feed.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids)) == 4
    assert all(":" in each for each in ids)
    assert feed.findtext(f"{ATOM}updated") == max(each.text for each in feed.iter(f"{ATOM}updated"))


def test_only_what_is_new_or_changed_is_told() -> None:
    feed = feedparser.parse(to_atom(holdings(), since=TUESDAY))
    assert [(each.id.rpartition("/")[2], each.tags[1].term) for each in feed.entries] == [(raid().id, "changed")]
    tags = {each.tags[1].term for each in feedparser.parse(to_atom(holdings(), since=MONDAY)).entries}
    assert tags == {"new"}


def test_a_feed_of_nothing_is_a_feed() -> None:
    nothing = etree.fromstring(to_atom(Holdings(records=(), as_of=TUESDAY), since=MONDAY))
    assert nothing.findtext(f"{ATOM}updated") == "2031-03-04T09:00:00Z"
    assert etree.fromstring(to_atom(holdings(), since=TUESDAY + delta(days=1))).find(f"{ATOM}entry") is None


def test_the_order_does_not_depend_on_that_of_the_records() -> None:
    held = holdings()
    assert to_atom(held) == to_atom(replace(held, records=held.records[::-1]))


@given(words=st.text(st.characters(exclude_categories=("Cs",)), max_size=60))
def test_any_title_and_any_quote_is_xml(words: str) -> None:
    held = record(telling("incident", RAID_A, {"places": "Quillport"}, report(RAID_A, title=words, url="x:" + words)))
    feed = etree.fromstring(to_atom(holdings(held)))
    assert [each.tag for each in feed.find(f"{ATOM}entry")] == [
        ATOM + name for name in ("id", "title", "published", "updated", "category", "category", "content", "link")
    ]


def test_markup_in_a_report_is_text() -> None:
    feed = etree.fromstring(to_atom(holdings(raid(), round_of_talks())))
    assert feed.find(".//script") is None
    assert any("<script>" in each.get("title", "") for each in feed.iter(f"{ATOM}link"))
