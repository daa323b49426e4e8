import pytest

from dragoman.errors import SourcesError
from dragoman.ingest.sources import sources_in, sources_of
from dragoman.record.sources import Source

FULL = """
[[source]]
name = "courier"
url = "https://news.example/feed"

[[source]]
name = "ministry"
url = "https://gov.example/sitemap.xml"
kind = "sitemap"
outlet = "The Ministry"
side = "Northland"
language = "en"
licence = "CC BY 4.0"
reliability = 0.4
interval = 600
most = 20
"""


def test_sources_are_read_with_what_is_known_of_them():
    first, second = sources_of(FULL)
    assert first == Source(name="courier", url="https://news.example/feed", kind="feed", interval=3_600)
    assert second == Source(
        name="ministry", url="https://gov.example/sitemap.xml", kind="sitemap", outlet="The Ministry", side="Northland",
        language="en", licence="CC BY 4.0", reliability=0.4, interval=600, most=20,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("kind = 'rss'", "kind"), ("reliability = 2", "reliability"), ("reliability = true", "reliability"),
        ("interval = 5", "interval"), ("interval = 'hourly'", "interval"), ("language = 'English'", "language"),
        ("outlet = ''", "outlet"), ("side = 7", "side"), ("most = 0", "most"), ("intervall = 600", "intervall"),
        ("reliability = nan", "reliability"), ("interval = inf", "interval"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_one_error_that_names_source_and_key(line, key):
    with pytest.raises(SourcesError, match=f"x.toml: source 'courier'.*'{key}'") as caught:
        sources_of(FULL.replace('feed"\n', f'feed"\n{line}\n'), name="x.toml")
    assert caught.value.hint


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("[[source]]\nname = 'a'", "source 'a' has no 'url'"),
        ("[[source]]\nurl = 'https://a.example'", "source 1 has no 'name'"),
        ("[[source]]\nname = 'a'\nurl = 'news.example'", "'url' is 'news.example'"),
        ("[[source]]\nname = 'a'\nurl = 'file:///x'", "'url'"), ("[[source]\n", "is broken: .*line 1"),
        ("[source]\nname = 'a'", "must hold"), ("", "must hold"), ("[[sources]]", "must hold"),
        (FULL + FULL, "the name 'courier' stands in two sources"),
        (FULL + "[[source]]\nname = 'b'\nurl = 'https://news.example/feed'", "the url 'https://news.example/feed' st"),
    ],
)  # fmt: skip
def test_a_broken_list_is_one_clear_error(words, told):
    with pytest.raises(SourcesError, match=told):
        sources_of(words)


def test_a_list_is_read_from_its_file(tmp_path):
    (tmp_path / "sources.toml").write_text(FULL)
    assert len(sources_in(tmp_path / "sources.toml")) == 2
    with pytest.raises(SourcesError, match="does not exist"):
        sources_in(tmp_path / "gone.toml")
    (tmp_path / "bad.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(SourcesError):
        sources_in(tmp_path / "bad.toml")
