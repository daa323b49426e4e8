from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from dragoman.errors import AddressRefused, FetchError, TooLarge
from dragoman.ingest.egress import Conditions, Fetched, fetcher
from dragoman.ingest.politeness import polite
from dragoman.ingest.watching import poll
from dragoman.record.arrivals import Arrival, Refusal
from dragoman.record.sources import Health, Source
from dragoman.settings import Settings
from tests.ingest.serving import reply

NOW = datetime(2026, 2, 6, 8, 0, tzinfo=UTC)
FEED = "https://news.example/feed"
COURIER = Source(name="courier", url=FEED, outlet="The Courier", interval=600)


def feed(*numbers):
    items = "".join(f"<item><title>Round {n}</title><link>https://news.example/{n}</link></item>" for n in numbers)
    return f"<rss version='2.0'><channel><title>Own name</title>{items}</channel></rss>".encode()


class Web:
    """Answers from a table: bytes, a status, an error, or an answer; what is not in it is a page of its own address."""

    def __init__(self, **pages):
        self.pages, self.asked, self.conditions = {f"https://news.example/{k}": v for k, v in pages.items()}, [], []

    def __call__(self, url, conditions):
        self.asked.append(url.rpartition("/")[2])
        self.conditions.append(conditions)
        page = self.pages.get(url, b"page " + url.encode())
        if isinstance(page, Exception):
            raise page
        if isinstance(page, Fetched):
            return page
        return Fetched(url=url, status=page) if isinstance(page, int) else Fetched(url=url, status=200, body=page)


def round_(web, before=None, source=COURIER, now=NOW):
    """One round of one source: arrivals, refusals, health."""
    found = list(poll([source], {source.name: before} if before else {}, now=now, fetch=web, settings=Settings()))
    healths = [each for each in found if isinstance(each, Health)]
    assert found[-1:] == healths or not found, "health comes last"
    return (
        [each for each in found if isinstance(each, Arrival)],
        [each for each in found if isinstance(each, Refusal)],
        healths[0] if healths else None,
    )


def test_what_a_feed_links_arrives_under_the_outlets_name_and_the_source_is_ok():
    arrivals, refusals, health = round_(Web(feed=feed(1, 2)))
    assert [each.url for each in arrivals] == ["https://news.example/1", "https://news.example/2"]
    assert {(each.source, each.retrieved, each.carrier) for each in arrivals} == {("The Courier", NOW, FEED)}
    assert refusals == []
    assert (health.state, health.since, health.due, health.why) == ("ok", NOW, NOW + timedelta(seconds=600), "")


def test_what_arrived_is_not_fetched_again_and_a_changed_headline_is():
    health = round_(Web(feed=feed(1, 2)))[2]
    later = NOW + timedelta(hours=1)
    web = Web(feed=feed(1, 2, 3).replace(b"Round 2", b"Round 2, corrected"))
    arrivals, _, after = round_(web, health, now=later)
    assert web.asked == ["feed", "2", "3"]
    assert [each.url[-1] for each in arrivals] == ["2", "3"]
    assert (after.since, after.checked) == (NOW, later)


def test_a_source_is_asked_only_when_due():
    health = round_(Web(feed=feed(1)))[2]
    web = Web(feed=feed(1, 2))
    assert round_(web, health, now=health.due - timedelta(seconds=1)) == ([], [], None)
    assert web.asked == []
    assert len(round_(web, health, now=health.due)[0]) == 1


def test_what_the_server_gave_to_ask_with_is_used_and_not_changed_means_ok():
    health = round_(Web(feed=Fetched(url=FEED, status=200, body=feed(1), etag='"x"', modified="then")))[2]
    web = Web(feed=304)
    arrivals, refusals, after = round_(web, health, now=health.due)
    assert web.conditions == [Conditions(etag='"x"', modified="then")]
    assert (arrivals, refusals, after.state, after.etag, after.seen) == ([], [], "ok", '"x"', health.seen)


FAULTS = [FetchError("no answer"), AddressRefused("leads inside"), TooLarge("too large"), 500, 404, 403, 304,
          b"<html><body>Please enable JavaScript</body></html>", b"", b"\x00\x01"]  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_source_that_fails_is_unknown_since_when_and_why_and_never_without_news(fault):
    health = round_(Web(feed=fault))[2]
    assert (health.state, health.since, health.failures) == ("unknown", NOW, 1)
    assert health.why
    later = health.due
    again = round_(Web(feed=fault), health, now=later)[2]
    assert (again.state, again.since, again.checked) == ("unknown", NOW, later)


def test_pauses_double_up_to_a_day_and_success_ends_them():
    health, now, pauses = None, NOW, []
    for _ in range(12):
        health = round_(Web(feed=503), health, now=now)[2]
        pauses.append((health.due - now).total_seconds())
        now = health.due
    assert pauses[:4] == [1_200, 2_400, 4_800, 9_600]
    assert pauses[-1] == 86_400
    well = round_(Web(feed=feed(1)), health, now=now)[2]
    assert (well.state, well.since, well.failures, well.due - now) == ("ok", now, 0, timedelta(seconds=600))


@pytest.mark.parametrize(
    ("asked", "pause"),
    [("7200", 7_200), ("Fri, 06 Feb 2026 10:00:00 GMT", 7_200), ("9" * 30, 86_400), ("soon", 1_200), ("-5", 1_200),
     ("Fri, 06 Feb 2026 07:00:00 GMT", 1_200), ("Fri, 06 Feb 2099 10:00:00 GMT", 86_400)],
)  # fmt: skip
def test_the_pause_that_a_server_asks_for_is_kept_up_to_a_day(asked, pause):
    health = round_(Web(feed=Fetched(url=FEED, status=429, retry_after=asked)))[2]
    assert (health.due - NOW).total_seconds() == pause


def test_a_failed_source_keeps_what_it_had_seen():
    health = round_(Web(feed=feed(1)))[2]
    failed = round_(Web(feed=b"<html>"), health, now=health.due)[2]
    assert failed.state == "unknown"
    assert round_(Web(feed=feed(1)), failed, now=failed.due)[0] == []


def test_a_page_that_fails_for_now_is_asked_again_and_one_that_is_gone_is_not():
    pages = {"1": FetchError("slow"), "2": 404, "3": 503, "4": AddressRefused("inside"), "5": TooLarge("large")}
    pages["feed"] = Fetched(url=FEED, status=200, body=feed(1, 2, 3, 4, 5), etag='"x"')
    _, refusals, health = round_(Web(**pages))
    assert len(refusals) == 5
    assert (health.state, health.etag, health.why) == ("ok", None, "pages still to be fetched: 2")
    web = Web(**pages)
    round_(web, health, now=health.due)
    assert web.asked == ["feed", "1", "3"]


def test_no_more_pages_than_allowed_are_fetched_in_a_round_and_the_rest_waits():
    source, health, taken = replace(COURIER, most=4), None, []
    for _ in range(3):
        arrivals, _, health = round_(Web(feed=feed(*range(10))), health, source, now=health.due if health else NOW)
        taken.append([int(each.url[-1]) for each in arrivals])
    assert taken == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]]
    assert health.why == ""


def test_a_page_arrives_when_it_changes():
    source = Source(name="page", url="https://news.example/statements", kind="page")
    arrivals, _, health = round_(Web(statements=b"one"), None, source)
    assert [(each.raw, each.source) for each in arrivals] == [(b"one", "page")]
    arrivals, _, health = round_(Web(statements=b"one"), health, source, now=health.due)
    assert arrivals == []
    assert [each.raw for each in round_(Web(statements=b"two"), health, source, now=health.due)[0]] == [b"two"]


def test_a_sitemap_with_a_missing_map_is_unknown_though_the_rest_arrives():
    source = Source(name="map", url="https://news.example/index.xml", kind="sitemap")
    index = "".join(f"<sitemap><loc>https://news.example/{name}</loc></sitemap>" for name in ("a", "b"))
    pages = {"index.xml": f"<sitemapindex>{index}</sitemapindex>".encode(), "b": 500}
    pages["a"] = b"<urlset><url><loc>https://news.example/1</loc></url></urlset>"
    arrivals, refusals, health = round_(Web(**pages), None, source)
    assert [each.url for each in arrivals] == ["https://news.example/1"]
    assert [each.message for each in refusals] == ["https://news.example/b answers with status 500"]
    assert (health.state, health.why) == ("unknown", "https://news.example/b answers with status 500")
    web = Web(**(pages | {"b": b"<urlset/>"}))
    arrivals, _, health = round_(web, health, source, now=health.due)
    assert (arrivals, health.state) == ([], "ok")


def test_a_whole_round_over_the_line_is_polite_and_costs_nothing_but_the_failing_source(site):
    policy = site.policy(delay=0.5)
    items = "".join(f"<item><link>{site.url(path)}</link></item>" for path in ("/1", "/private/2"))
    site.answers |= {
        "/robots.txt": reply(b"User-agent: *\nDisallow: /private"),
        "/feed": reply(f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), etag='"1"'),
        "/1": reply(b"<p>Talks went on.</p>", content_type="text/html"),
    }
    slept = []
    fetch = polite(fetcher(policy), policy, sleep=slept.append, clock=lambda: 0.0)
    sources = [
        Source(name="away", url="http://10.0.0.1/feed"),
        Source(name="here", url=site.url("/feed")),
    ]
    found = list(poll(sources, {}, now=NOW, fetch=fetch, settings=Settings()))
    assert [type(each).__name__ for each in found] == ["Health", "Arrival", "Refusal", "Health"]
    assert [each.state for each in found if isinstance(each, Health)] == ["unknown", "ok"]
    assert site.asked == ["/robots.txt", "/feed", "/1"]
    assert slept == [0.5, 0.5]
    assert found[3].etag == '"1"'


def test_an_item_listed_twice_that_fails_for_now_is_asked_again():
    pages = {"feed": feed(1, 1), "1": 503}
    health = round_(Web(**pages))[2]
    assert health.why == "pages still to be fetched: 1"
    assert len(round_(Web(feed=feed(1, 1)), health, now=health.due)[0]) == 1


def test_a_fragment_in_the_address_of_a_source_hides_no_fault():
    source = Source(name="courier", url=FEED + "#2")
    assert (
        round_(lambda url, conditions: Fetched(url=url, status=200, body=b"<html>"), None, source)[2].state == "unknown"
    )


def test_a_fault_of_ours_at_one_source_costs_no_other():
    def fetch(url, conditions):
        if url == FEED:
            raise RuntimeError("a bug")
        return Fetched(url=url, status=200, body=b"words")

    page = Source(name="page", url="https://news.example/page", kind="page")
    first, second, third = poll([COURIER, page], {}, now=NOW, fetch=fetch, settings=Settings())
    assert first.state == "unknown"
    assert "a bug" in first.why
    assert isinstance(second, Arrival)
    assert third.state == "ok"
