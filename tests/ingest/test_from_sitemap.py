import gzip
import re
from datetime import date

import pytest

from dragoman.ingest import from_sitemap
from dragoman.ingest.from_sitemap import arrivals_from_sitemap, links_of_sitemap
from dragoman.record.arrivals import Arrival, Link, Refusal
from dragoman.settings import Settings

NAME = "https://news.example/sitemap.xml"
SETTINGS = Settings()
NEWS = """<url><loc> https://news.example/1 </loc><lastmod>2026-02-08</lastmod><news:news><news:publication>
<news:name>The Courier</news:name></news:publication><news:publication_date>2026-02-05T23:30:00-05:00
</news:publication_date><news:title>Round 1</news:title></news:news></url>"""


def sitemap(*urls, extra=""):
    inner = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    return (
        f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{extra}{inner}</urlset>'
    ).encode()


def index(*urls):
    inner = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
    return f"<sitemapindex>{inner}</sitemapindex>".encode()


def links(raw, maps=None, settings=SETTINGS):
    def follow(link):
        if link.url in (maps or {}):
            return Arrival(name=link.name, raw=maps[link.url], url=link.url)
        return Refusal(name=link.name, message=f"{link.url} is gone")

    return list(links_of_sitemap(raw, name=NAME, settings=settings, follow=follow))


def test_addresses_are_links_with_what_a_news_sitemap_says():
    first, second = links(sitemap("https://news.example/2", extra=NEWS))
    assert first == Link(
        name="https://news.example/1", url="https://news.example/1", title="Round 1", source="The Courier",
        published=date(2026, 2, 5), carrier=NAME,
    )  # fmt: skip
    assert (second.url, second.published) == ("https://news.example/2", None)


def test_maps_of_an_index_are_fetched_packed_or_not_and_a_missing_one_costs_no_other():
    maps = {"a": sitemap("https://news.example/1"), "b.gz": gzip.compress(sitemap("https://news.example/2"))}
    found = links(index("gone", "a", "b.gz", "a"), maps)
    assert [each.url for each in found if isinstance(each, Link)] == [
        "https://news.example/1",
        "https://news.example/2",
    ]
    assert [each.message for each in found if isinstance(each, Refusal)] == ["gone is gone"]


def test_an_index_that_holds_itself_or_goes_too_deep_ends():
    assert links(index(NAME)) == []
    deep = {str(n): index(str(n + 1)) for n in range(9)}
    (refusal,) = links(index("0"), deep)
    assert "too deep" in refusal.message


def test_more_addresses_than_allowed_are_told(monkeypatch):
    monkeypatch.setattr(from_sitemap, "MOST_LINKS", 2)
    assert len(links(sitemap("a", "b"))) == 2
    *found, refusal = links(sitemap("a", "b", "c"))
    assert len(found) == 2
    assert "more than 2" in refusal.message


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "empty|not XML|no words|not text"), (b"<html/>", "no sitemap"),
        (b"\x1f\x8b" + bytes(20), "not whole gzip"),
        (gzip.compress(bytes(30 << 20)), "more than 20,000,000"), (gzip.compress(sitemap("a"))[:-9], "cut short"),
        (b"<!DOCTYPE urlset [<!ENTITY a 'b'>]><urlset/>", "entities"),
    ],
)  # fmt: skip
def test_a_broken_sitemap_is_one_refusal(raw, words):
    (refusal,) = links(raw)
    assert isinstance(refusal, Refusal)
    assert re.search(words, refusal.message)


def test_an_entry_without_address_is_a_refusal_and_pages_arrive():
    raw = sitemap("https://news.example/1", extra="<url><lastmod>2026-02-05</lastmod></url>")
    refusal, arrival = arrivals_from_sitemap(
        raw, name=NAME, settings=SETTINGS, follow=lambda link: Arrival(name=link.name, raw=b"words", url=link.url)
    )
    assert "no address" in refusal.message
    assert arrival.url == "https://news.example/1"
