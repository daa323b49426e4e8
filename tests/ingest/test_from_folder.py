import os

import pytest

from dragoman.ingest.forms import form_of_content, form_of_file
from dragoman.ingest.from_folder import arrivals_from_folder
from dragoman.record.arrivals import Arrival, Refusal
from dragoman.settings import Settings

SETTINGS = Settings()
ITEM = b"<item><link>https://a.example/1</link></item>"
FEED = b"<?xml version='1.0'?><rss version='2.0'><channel><title>A</title>" + ITEM + b"</channel></rss>"
JSON_FEED = b'{"version": "https://jsonfeed.org/version/1.1"}'


def names(path):
    return [os.path.relpath(each.name, path) for each in arrivals_from_folder(path, settings=SETTINGS)]


def test_files_come_in_the_order_of_their_names_folders_among_them(tmp_path):
    for name in ("b.txt", "a/z.txt", "a/b.html", "c.jsonl", "10.md", "no_suffix"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b'{"text": "words"}')
    assert names(tmp_path) == ["10.md", "a/b.html", "a/z.txt", "b.txt", "c.jsonl#1", "no_suffix"]


def test_hidden_files_are_left_out_unless_named(tmp_path):
    (tmp_path / ".git").mkdir()
    for name in (".hidden.txt", ".git/a.txt", "a.txt"):
        (tmp_path / name).write_bytes(b"words")
    assert names(tmp_path) == ["a.txt"]
    (hidden,) = arrivals_from_folder(tmp_path / ".hidden.txt", settings=SETTINGS)
    assert hidden.raw == b"words"


def test_links_are_followed_and_their_circles_are_not(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_bytes(b"words")
    (tmp_path / "in/loop").symlink_to(tmp_path)
    (tmp_path / "also.txt").symlink_to(tmp_path / "in/a.txt")
    assert names(tmp_path) == ["also.txt", "in/a.txt"]


def test_what_cannot_be_read_is_one_refusal_each(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.png").write_bytes(b"\x89PNG")
    os.mkfifo(tmp_path / "c.txt")
    (tmp_path / "d.txt").symlink_to(tmp_path / "gone")
    (tmp_path / "e.txt").write_bytes(b"words")
    *refused, arrival = arrivals_from_folder(tmp_path, settings=SETTINGS)
    assert isinstance(arrival, Arrival)
    assert all(isinstance(each, Refusal) and each.hint for each in refused)
    words = ["is empty", "the ending of no form", "no ordinary file", "does not exist"]
    assert all(part in each.message for part, each in zip(words, refused, strict=True))


def test_a_missing_path_is_a_refusal(tmp_path):
    (refusal,) = arrivals_from_folder(tmp_path / "gone", settings=SETTINGS)
    assert "does not exist" in refusal.message


def test_a_feed_in_a_file_gives_what_follows_its_links(tmp_path):
    (tmp_path / "feed.xml").write_bytes(FEED)
    (refusal,) = arrivals_from_folder(tmp_path, settings=SETTINGS)
    assert "https://a.example/1 is only linked" in refusal.message
    (arrival,) = arrivals_from_folder(
        tmp_path, settings=SETTINGS, follow=lambda link: Arrival(name=link.name, raw=b"words", url=link.url)
    )
    assert arrival.url == "https://a.example/1"


@pytest.mark.parametrize(
    ("name", "head", "form"),
    [
        ("A.HTML", b"", "report"), ("README", b"", "report"), ("a.warc.gz", b"", "archive"), ("a.ndjson", b"", "table"),
        ("a.xml", FEED, "feed"), ("a.xml", b"<urlset>", "sitemap"), ("map.xml.gz", b"\x1f\x8b", "sitemap"),
        ("a.json", b"{}", "feed"), ("a.pdf", b"%PDF", None), ("a.b.c", b"", None),
    ],
)  # fmt: skip
def test_the_suffix_tells_the_form_of_a_file(name, head, form):
    assert form_of_file(name, head) == form


@pytest.mark.parametrize(
    ("head", "form"),
    [
        (b"<!doctype html><html>", "report"), (b"Plain words <rss>", "report"), (FEED, "feed"),
        (b"\xef\xbb\xbf<!-- x --><feed xmlns='a'>", "feed"), (JSON_FEED, "feed"),
        (b"<sitemapindex>", "sitemap"), ("<rss>".encode("utf-16"), "feed"), (b'{"text": "x"}', "report"),
    ],
)  # fmt: skip
def test_the_content_tells_the_form_of_what_is_fetched(head, form):
    assert form_of_content(head, name="https://a.example/x") == form


def test_a_store_beside_its_reports_is_left_out_unless_named(tmp_path):
    for name, raw in (("a.txt", b"words"), ("s.db", b"SQLite format 3\0rest"), ("s.db-wal", b"x"), ("t-wal", b"words")):
        (tmp_path / name).write_bytes(raw)
    assert "s.db" not in names(tmp_path)
    assert "s.db-wal" not in names(tmp_path)
    assert "a.txt" in names(tmp_path)
    assert any("s.db" in each.name for each in arrivals_from_folder(tmp_path / "s.db", settings=SETTINGS))
