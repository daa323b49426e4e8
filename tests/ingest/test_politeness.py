import pytest

from dragoman.errors import AddressRefused, FetchError
from dragoman.ingest.egress import Conditions, Fetched, Policy
from dragoman.ingest.politeness import polite
from dragoman.ingest.robots import Robots, rules_of

AGENT = Policy().user_agent
NONE = Conditions()


class Web:
    """Answers from a table, a clock that only moves when somebody sleeps, and what was asked when."""

    def __init__(self, pages, delay=2.0):
        self.pages, self.asked, self.now = pages, [], 100.0
        self.fetch = polite(self.answer, Policy(delay=delay), sleep=self.sleep, clock=lambda: self.now)

    def sleep(self, seconds):
        self.now += seconds

    def answer(self, url, conditions):
        self.asked.append((round(self.now - 100, 6), url))
        page = self.pages.get(url, b"")
        if isinstance(page, Exception):
            raise page
        return Fetched(
            url=url, status=page if isinstance(page, int) else 200, body=b"" if isinstance(page, int) else page
        )


def test_between_requests_to_one_host_time_passes_and_hosts_do_not_wait_for_each_other():
    web = Web({})
    for url in ("https://a.example/1", "https://b.example/1", "https://a.example/2", "https://b.example/2"):
        web.fetch(url, NONE)
    assert web.asked == [
        (0, "https://a.example/robots.txt"), (2, "https://a.example/1"), (2, "https://b.example/robots.txt"),
        (4, "https://b.example/1"), (4, "https://a.example/2"), (6, "https://b.example/2"),
    ]  # fmt: skip


def test_the_pause_that_a_site_asks_for_is_kept_within_reason():
    web = Web({"https://a.example/robots.txt": b"User-agent: *\nCrawl-delay: 7"})
    web.fetch("https://a.example/1", NONE)
    web.fetch("https://a.example/2", NONE)
    assert [when for when, _ in web.asked] == [0, 7, 14]
    assert rules_of(b"User-agent: *\nCrawl-delay: 86400").delay(AGENT) == 60
    assert rules_of(b"User-agent: *\nCrawl-delay: -5").delay(AGENT) == 0


def test_what_robots_txt_forbids_is_not_fetched():
    web = Web(
        {"https://a.example/robots.txt": b"User-agent: Dragoman\nDisallow: /private\n\nUser-agent: *\nDisallow: /"}
    )
    web.fetch("https://a.example/open", NONE)
    with pytest.raises(AddressRefused, match=r"robots\.txt forbids"):
        web.fetch("https://a.example/private/1", NONE)
    assert [url for _, url in web.asked] == ["https://a.example/robots.txt", "https://a.example/open"]


@pytest.mark.parametrize("fault", [503, 429, FetchError("no answer in time")])
def test_while_robots_txt_cannot_be_read_nothing_is_fetched(fault):
    web = Web({"https://a.example/robots.txt": fault})
    with pytest.raises(FetchError, match="cannot be read") as caught:
        web.fetch("https://a.example/1", NONE)
    assert not isinstance(caught.value, AddressRefused)
    assert len(web.asked) == 1


def test_without_a_robots_txt_everything_is_allowed():
    web = Web({"https://a.example/robots.txt": 404})
    assert web.fetch("https://a.example/1", NONE).status == 200


@pytest.mark.parametrize(
    "body", [b"\xff\xfe\x00", b"<html>" * 1_000, b"Disallow: /\n" * 60_000, b"User-agent: *\nCrawl-delay: x"]
)
def test_a_robots_txt_that_is_none_forbids_nothing(body):
    rules = rules_of(body)
    assert rules.allows("https://a.example/1", AGENT)
    assert rules.delay(AGENT) == 0


def test_each_hosts_rules_are_asked_once():
    asked = []

    def fetch(url, conditions):
        asked.append(url)
        return Fetched(url=url, status=200, body=b"")

    robots = Robots(fetch)
    for url in ("https://a.example/1", "https://a.example/2", "http://a.example/", "https://a.example:8443/"):
        robots.rules(url)
    assert asked == [
        "https://a.example/robots.txt", "http://a.example/robots.txt", "https://a.example:8443/robots.txt",
    ]  # fmt: skip
