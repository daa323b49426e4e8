from html.parser import HTMLParser

import pytest
from evaluation.measures import measured
from evaluation.page import page
from evaluation.sets import sets_of

from evaluation import floors as pins
from evaluation import gate

VOID = {"meta", "br", "link", "img", "input"}


class Shape(HTMLParser):
    """Collects the tags, the marked words and the text of a page, and checks that its tags close."""

    def __init__(self):
        super().__init__()
        self.open, self.tags, self.marked, self.words, self.addresses = [], [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.addresses += [value for name, value in attrs if name in ("src", "href")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)
        if "mark" in self.open:
            self.marked.append(data)


def shape(html):
    parsed = Shape()
    parsed.feed(html)
    parsed.close()
    assert parsed.open == []
    return parsed


@pytest.fixture
def results(project):
    """Results of a reader that finds one thing, and that wrongly, in a text with markup in it."""
    text = 'Envoys of <script>alert("x")</script> & Chad met. Nothing else was said.'
    (project / "evaluation/gold/texts/n01.txt").write_bytes(text.encode())

    def read(path, _published):
        extra = {"id": "<b>made up</b>", "kind": "round", "evidence": [{"start": 10, "end": 37, "quote": text[10:37]}]}
        return {"findings": [extra] if path.stem == "n01" else []}

    (own,) = sets_of("own", project)
    gate.read_all(own, project / "out", read, dated=True)
    return [measured(own, project / "out")]


def test_the_page_is_well_formed_and_asks_nothing_of_the_network(results):
    parsed = shape(page(results, {}))
    assert not {"script", "link", "img", "iframe"} & set(parsed.tags)
    assert all(address.startswith("#") for address in parsed.addresses)
    assert "url(" not in page(results, {})


def test_words_of_a_report_are_escaped_and_marked(results):
    parsed = shape(page(results, {}))
    assert '<script>alert("x")</script>' in parsed.marked
    assert "<b>made up</b>" in parsed.words
    assert "b" not in [tag for tag in parsed.tags if tag == "script"]


def test_only_the_sentence_of_a_difference_is_shown(results):
    assert not any("Nothing else was said" in words for words in shape(page(results, {})).words)


def test_a_missed_floor_is_shown_with_both_figures(results):
    floors = pins.raised(results[0], {})
    floors["own"]["floors"]["fact_f1"] = 0.5
    html = page(results, floors)
    assert "own: fact F1 is 0, its floor is 0.5" in html
    assert ">below<" in html


def test_a_page_without_results_says_so():
    assert "No set was measured." in page([], {})
