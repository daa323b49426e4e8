import json
import time
from datetime import date
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.ingest import from_feed, ingest
from dragoman.ingest.carried_dates import carried_date
from dragoman.ingest.from_feed import arrivals_from_feed, items_of_feed
from dragoman.record.arrivals import Arrival, Link, Refusal
from dragoman.settings import Settings

NAME = "https://news.example/feed"
TODAY = date(2026, 2, 10)
ARTICLE = "<p>" + "Envoys of both sides met for a third day and spoke of the ceasefire line. " * 12 + "</p>"


def rss(*items, head=""):
    inner = "".join(f"<item>{item}</item>" for item in items)
    return (
        f'<?xml version="1.0" encoding="utf-8"?>{head}<rss version="2.0" '
        f'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Courier</title>'
        f"<link>https://news.example/</link>{inner}</channel></rss>"
    ).encode()


def item(number, *, date="Thu, 05 Feb 2026 23:30:00 -0500", body="", guid=None):
    return (
        f"<title>Round {number} &amp;amp; more</title><link>https://news.example/{number}</link>"
        f"<guid>{guid or number}</guid><pubDate>{date}</pubDate><description>Short words.</description>{body}"
    )


def encoded(markup):
    return f"<content:encoded><![CDATA[{markup}]]></content:encoded>"


ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Courier</title><link href="https://news.example/"/>
<entry><title>Round 1</title><id>a</id><link href="/1"/><published>2026-02-05T23:30:00-05:00</published>
<updated>2026-02-08T00:00:00Z</updated><content type="html">{escape(ARTICLE)}</content></entry>
<entry><title>Round 2</title><id>b</id><link href="https://news.example/2"/><updated>2026-02-08T00:00:00Z</updated>
<summary>Short words.</summary></entry></feed>""".encode()

JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1", "title": "The Courier", "home_page_url": "https://news.example/",
        "items": [
            {"id": "a", "url": "https://news.example/1", "title": "Round 1", "content_html": ARTICLE,
             "date_published": "2026-02-05T23:30:00-05:00"},
            {"id": "b", "url": "https://news.example/2", "title": "Round 2", "summary": "Short words.",
             "date_published": "2026-02-08T00:00:00Z"},
        ],
    }
).encode()  # fmt: skip


@pytest.mark.parametrize(
    "raw",
    [rss(item(1, body=encoded(ARTICLE)), item(2, date="Sun, 08 Feb 2026 00:00:00 GMT")), ATOM, JSON],
    ids=["rss", "atom", "json"],
)
def test_an_item_with_its_article_arrives_and_a_teaser_is_a_link(raw):
    first, second = items_of_feed(raw, name=NAME, today=TODAY)
    assert isinstance(first, Arrival)
    assert (first.name, first.url, first.source) == (f"{NAME}#1", "https://news.example/1", "The Courier")
    assert first.published == date(2026, 2, 5), "the day as the outlet counts it, not in UTC"
    assert (first.title or "").startswith("Round 1")
    assert ingest(first.raw, name=first.name, settings=Settings()).text.count("ceasefire line") == 12
    assert isinstance(second, Link)
    assert (second.url, second.published, second.carrier) == ("https://news.example/2", date(2026, 2, 8), NAME)


def test_scripts_are_removed_and_titles_are_plain():
    (arrival,) = items_of_feed(rss(item(1, body=encoded(f"<script>x()</script>{ARTICLE}<iframe src=a>"))), name=NAME)
    assert b"x()" not in arrival.raw
    assert b"iframe" not in arrival.raw
    assert arrival.title == "Round 1 & more"


def test_text_that_breaks_off_is_a_teaser_however_long():
    for end in ("…", "[...]", "Read more »", "Continue reading Round 1"):
        (link,) = items_of_feed(rss(item(1, body=encoded(ARTICLE.replace("</p>", end + "</p>")))), name=NAME)
        assert isinstance(link, Link)


def test_characters_that_only_html_names_stay():
    (arrival,) = items_of_feed(
        rss(item(1, body=f"<content:encoded>{escape(ARTICLE)}&nbsp;caf&eacute;</content:encoded>")), name=NAME
    )
    assert "café" in arrival.raw.decode()


@pytest.mark.parametrize(
    ("words", "doubt"),
    [
        ("31 Feb 2026", "is none"),
        ("soon", "is none"),
        ("Thu, 05 Feb 2099 10:00:00 GMT", "future"),
        ("0001-01-01", "past"),
    ],
)
def test_a_wrong_date_is_no_date_and_a_doubt(words, doubt):
    (link,) = items_of_feed(rss(item(1, date=words)), name=NAME, today=TODAY)
    assert link.published is None
    assert len(link.doubts) == 1
    assert doubt in link.doubts[0]


def test_two_items_of_one_id_both_count_with_a_doubt():
    one, two, three = items_of_feed(rss(item(1, guid="x"), item(2, guid="x"), item(3)), name=NAME)
    assert one.url != two.url
    assert one.doubts == two.doubts == ("the feed gives the id 'x' to 2 items",)
    assert three.doubts == ()


def test_links_are_followed_once_each():
    followed = []

    def follow(link):
        followed.append(link.url)
        return Arrival(name=link.name, raw=b"words")

    raw = rss(item(1), item(2, body=encoded(ARTICLE)), item(1, guid="y"))
    assert len(list(arrivals_from_feed(raw, name=NAME, follow=follow))) == 2
    assert followed == ["https://news.example/1"]
    refusals = [each for each in arrivals_from_feed(raw, name=NAME) if isinstance(each, Refusal)]
    assert "only linked" in refusals[0].message


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMBS = {
    "billion laughs": f'<!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]>',
    "behind a comment": f'<!-- <![CDATA[ --><!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]><!-- ]]> -->',
    "behind a literal": f'<!DOCTYPE rss SYSTEM "><!--" [<!ENTITY l0 "ha">{LAUGHS}]>',
    "a file of ours": '<!DOCTYPE rss [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
}


@pytest.mark.parametrize("head", BOMBS.values(), ids=BOMBS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_of_a_feed_are_refused_and_not_expanded(head, encoding):
    raw = rss(item("&l9;"), head=head).decode().replace('encoding="utf-8"', f'encoding="{encoding}"').encode(encoding)
    begun = time.process_time()
    (refusal,) = items_of_feed(raw, name=NAME)
    assert isinstance(refusal, Refusal)
    assert "entities" in refusal.message
    assert refusal.raw_digest
    assert time.process_time() - begun < 1


def test_an_article_about_entities_is_no_attack():
    body = encoded(ARTICLE + "&lt;!DOCTYPE x [ &lt;!ENTITY y> <!-- <!DOCTYPE x [ -->")
    (arrival,) = items_of_feed(
        rss(item(1, body=body), head='<!DOCTYPE rss PUBLIC "-//x" "http://x/rss.dtd">'), name=NAME
    )
    assert isinstance(arrival, Arrival)


def test_ten_thousand_items_are_read_in_seconds():
    begun = time.process_time()
    found = list(items_of_feed(rss(*map(item, range(10_000))), name=NAME))
    assert len(found) == 10_000
    assert time.process_time() - begun < 10


def test_a_broken_feed_gives_what_can_be_read():
    raw = rss(item(1), item(2)).replace(b"</channel></rss>", b"<item><title>Cut")
    links = [each for each in items_of_feed(raw, name=NAME) if isinstance(each, Link) and each.url != NAME]
    assert [each.url[-1] for each in links][:2] == ["1", "2"]


def test_the_second_library_reads_what_the_first_gives_up_on(monkeypatch):
    def broken(*args):
        raise RuntimeError("a fault of the library")

    monkeypatch.setattr(from_feed, "_by_fastfeedparser", broken)
    first, second = items_of_feed(rss(item(1, body=encoded(ARTICLE)), item(2)), name=NAME)
    assert isinstance(first, Arrival)
    assert (second.url, second.published) == ("https://news.example/2", date(2026, 2, 5))


@pytest.mark.parametrize(
    "raw",
    [b"", b"words", b"<html><body>Not found</body></html>", b"<x/>", b"{}", b'{"version": 1}', b"[", b"\x89PNG\x00",
     b'{"version": "https://jsonfeed.org/version/1", "items": 7}',
     b'{"version": "https://jsonfeed.org/version/1", "items": [7]}'],
)  # fmt: skip
def test_what_is_no_feed_is_one_refusal_and_never_no_news(raw):
    (refusal,) = items_of_feed(raw, name=NAME)
    assert isinstance(refusal, Refusal)
    assert refusal.name == NAME


def test_an_item_without_text_and_address_is_a_refusal():
    (refusal,) = items_of_feed(rss("<title>Only a title</title>"), name="feed.xml")
    assert isinstance(refusal, Refusal)


@given(st.text(max_size=200))
def test_no_text_makes_it_raise(text):
    list(items_of_feed(rss(item(1, body=text)), name=NAME))
    list(items_of_feed(text.encode("utf-8", "replace"), name=NAME))


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(-12, 14))
def test_a_day_is_read_in_every_spelling_as_its_writer_counted_it(day, hours):
    zone = f"{'-' if hours < 0 else '+'}{abs(hours):02d}"
    spelled = [
        f"{day}T23:59:00{zone}:00",
        f"{day:%d %b %Y} 00:01:00 {zone}00",
        f"{day}",
        f"{day:%a, %d %b %Y} 12:00 {zone}00",
    ]
    assert {carried_date(each) for each in spelled} == {(day, ())}


def test_numbers_count_seconds_or_milliseconds():
    assert carried_date(1_770_283_800)[0] == carried_date(1_770_283_800_000)[0] == date(2026, 2, 5)
    assert carried_date(True)[0] is carried_date([])[0] is carried_date(float("inf"))[0] is None
    assert carried_date(None) == carried_date("") == (None, ())


@pytest.mark.parametrize("link", ["javascript:alert(1)", "mailto:a@news.example", "http://[", "file:///etc/passwd"])
def test_what_is_no_web_address_is_not_kept_as_one(link):
    told = f"<title>Round 1</title><link>{link}</link>"
    (arrival,) = items_of_feed(rss(told + encoded(ARTICLE)), name=NAME)
    assert arrival.url is None
    (refusal,) = items_of_feed(rss(told), name=NAME)
    assert "neither text nor address" in refusal.message


def test_halves_of_characters_in_json_do_no_harm():
    told = json.loads(JSON)
    told["items"] = [{"id": "a", "title": "Round \ud800", "content_text": "Envoys \ud800 met."}]
    (arrival,) = items_of_feed(json.dumps(told).encode(), name=NAME)
    assert (arrival.raw, arrival.title) == (b"Envoys ? met.", "Round ?")
