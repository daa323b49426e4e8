from datetime import UTC, datetime

from dragoman.ingest.egress import fetcher
from dragoman.ingest.from_web import arrivals_from_web
from dragoman.record.arrivals import Arrival, Refusal
from dragoman.settings import Settings
from tests.ingest.serving import redirect, reply

NOW = datetime(2026, 2, 6, 8, 0, tzinfo=UTC)
PAGE = b"<!doctype html><html><body><p>Talks went on.</p></body></html>"


def taken(site, path):
    return list(arrivals_from_web(site.url(path), fetch=fetcher(site.policy()), retrieved=NOW, settings=Settings()))


def test_a_page_arrives_as_it_was_sent(site):
    site.answers["/a"] = reply(PAGE, content_type="text/html")
    assert taken(site, "/a") == [
        Arrival(name=site.url("/a"), raw=PAGE, media_type="text/html", url=site.url("/a"), retrieved=NOW)
    ]


def test_of_a_feed_its_pages_arrive_and_a_missing_one_is_a_refusal(site):
    items = "".join(f"<item><link>{site.url(path)}</link><title>{path}</title></item>" for path in ("/1", "/2"))
    site.answers["/feed"] = reply(f"<rss version='2.0'><channel><title>C</title>{items}</channel></rss>".encode())
    site.answers["/1"] = reply(PAGE)
    arrival, refusal = taken(site, "/feed")
    assert (arrival.url, arrival.source, arrival.carrier) == (site.url("/1"), "C", site.url("/feed"))
    assert refusal.message == f"{site.url('/2')} answers with status 404"


def test_of_a_sitemap_its_pages_arrive(site):
    site.answers["/map.xml"] = reply(f"<urlset><url><loc>{site.url('/1')}</loc></url></urlset>".encode())
    site.answers["/1"] = reply(PAGE)
    assert [each.raw for each in taken(site, "/map.xml")] == [PAGE]


def test_what_leads_inside_is_one_refusal(site):
    site.answers["/a"] = redirect(site.url(host="10.0.0.1"))
    (refusal,) = taken(site, "/a")
    assert isinstance(refusal, Refusal)
    assert "10.0.0.1, which is not public" in refusal.message
    assert refusal.name == site.url("/a")
