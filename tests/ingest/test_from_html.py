import time
from datetime import date

import pytest

from dragoman.ingest.from_html import from_html, main_text
from dragoman.settings import Settings

LINES = [
    f"Paragraph {n}: the envoys of both sides met on Monday and spoke about crossing number {n} for hours."
    for n in range(20)
]
BODY = "".join(f"<p>{line}</p>" for line in LINES)
MENU = "<nav><ul><li>Home</li><li>World</li><li>Sport</li></ul></nav>"


def page(head="", body=BODY, title="Envoys meet at the border"):
    return f"<!doctype html><html><head><title>{title} - Courier</title>{head}</head><body>{MENU}<article><h1>{title}</h1>{body}</article></body></html>"  # noqa: E501


def read(html):
    return from_html(html, raw=html.encode(), settings=Settings())


def test_the_article_is_kept_without_the_menu_its_title_first():
    document = read(page())
    assert document.title == "Envoys meet at the border"
    assert document.title_span.words(document.text) == document.title
    assert all(line in document.text for line in LINES)
    assert "Sport" not in document.text


def test_outlet_address_and_date_are_read_from_the_metadata():
    document = read(page(
        '<meta property="og:site_name" content="Courier"><link rel="canonical" href="https://courier.example/a">'
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2026-02-05T10:00:00Z"}</script>'
    ))  # fmt: skip
    assert (document.source, document.url) == ("Courier", "https://courier.example/a")
    assert (document.published, document.published_basis) == (date(2026, 2, 5), "metadata")


def test_the_domain_stands_for_the_outlet():
    assert read(page('<link rel="canonical" href="https://www.courier.example/a">')).source == "courier.example"


def test_the_date_of_an_image_is_not_the_pages():
    head = '<script type="application/ld+json">{"@type": "ImageObject", "datePublished": "2019-01-01"}</script>'
    assert read(page(head)).published != date(2019, 1, 1)


def test_a_date_in_a_caption_is_doubted_and_not_used():
    figure = '<figure><img src="a.jpg"><figcaption>Guard, <time datetime="2019-05-03">May 3, 2019</time></figcaption></figure>'  # noqa: E501
    document = read(page(body=figure + BODY))
    assert document.published is None
    assert "2019-05-03" in document.doubts[0]


def test_metadata_that_disagree_are_doubted():
    head = '<meta property="article:published_time" content="2026-02-05"><meta name="date" content="2026-03-01">'
    document = read(page(head))
    assert document.published == date(2026, 2, 5)
    assert "2026-03-01" in document.doubts[0]


@pytest.mark.parametrize(
    "tag", ["label", "nav", "aside", "noscript", "button", "div aria-hidden='true'", "div id='footer'"]
)
def test_an_article_in_an_odd_element_is_found(tag):
    found = main_text(f"<html><body><{tag}>{BODY}</{tag.split()[0]}></body></html>")
    assert all(line in found for line in LINES)


@pytest.mark.parametrize(
    "html",
    [
        *(
            f"<html><body>{'<div>' * depth}{BODY}{'</div>' * depth}</body></html>"
            for depth in (260, 1_000, 10_000, 50_000)
        ),
        f"<html><body>{'<b>' * 50_000}{BODY}",
        f"<html><body>{'<a href=x>' * 20_000}{BODY}",
        f"<!DOCTYPE html PUBLIC '{'x' * 1_000}'>{page()}",
        f"<html><body><div {' '.join(f'a{n}=1' for n in range(50_000))}>{BODY}</div></body></html>",
        page('<script type="application/ld+json">{"headline": "' + '\\"' * 20_000 + '"}</script>'),
        page('<script type="application/ld+json">' + "[" * 50_000 + "</script>"),
    ],
    ids=[
        "260 deep",
        "1,000 deep",
        "10,000 deep",
        "50,000 deep",
        "b",
        "a",
        "doctype",
        "attributes",
        "quotes",
        "brackets",
    ],
)
def test_hostile_pages_are_read_whole_in_seconds(html):
    started = time.process_time()
    document = read(html)
    assert time.process_time() - started < 10
    assert all(line in document.text for line in LINES)
