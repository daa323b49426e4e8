"""Full text search: words and phrases, and whatever else a user types."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.store.contract import Page
from dragoman.store.view import phrases
from tests.store.homes import Home
from tests.store.reports import arrival, ingest

TEXTS = (
    "Envoys met in Muscat\nThe ferry guards were freed after strikes on the harbour.",
    "Harbour strike ends\nThe guards of the ferry met nobody; the envoys stayed away.",
    "O'Brien's café at Żółć\nNothing else happened on that day: AND OR NOT NEAR.",
)
HOSTILE = (
    "", " ", '"', '""', '"""', "'", "*", "***", "(", ")", "-", "^", ":", "{}", "a:b", "title:guards", "NEAR(", "AND",
    "guards OR", "guards AND (", 'guards "', "guards*", "-guards", "NOT guards", "guards\0freed", "\0", "\ud800", "%s",
    "\\", "'; DROP TABLE documents; --", "² ½", "\u0301", "a" * 5_000, "guards " * 500, "<->", "guards & !freed", 
    ":* | &", "%(x)s", "OR OR", "😀", "\u202e", "%", "_", "?", ":horizon", "$1",
)  # fmt: skip


@pytest.fixture
def searched(home: Home):
    store = home.open()
    ids = []
    with store.writing() as writer:
        for number, text in enumerate(TEXTS):
            came = arrival(number, raw=text.encode())
            ids.append(writer.add(came, ingest(came.raw, came.name)).document)
    with store.view() as view:
        yield lambda words, **page: [ids.index(hit.document) for hit in view.search(words, page=Page(**page))]
    store.close()


def test_words_phrases_stems_and_ranks(searched) -> None:
    assert sorted(searched("guards envoys")) == [0, 1]
    assert searched("guards freed") == [0]
    assert searched('"ferry guards"') == [0]
    assert searched('"guards of the ferry" nobody') == [1]
    assert searched("striking") == [1, 0]  # a word of the title counts more
    assert searched("the") != []
    assert searched("helicopter") == []
    assert searched("O'Brien's") == [2]
    assert searched("CAFE żółc") == [2]
    assert searched("envoys", limit=1) + searched("envoys", limit=1, offset=1) == searched("envoys")


def test_operators_are_words(searched) -> None:
    assert searched("AND OR NOT NEAR") == [2]
    assert searched("guards OR helicopter") == []
    assert searched("guards -freed") == searched("guards freed")


def test_nothing_that_is_typed_is_an_error(searched) -> None:
    for words in HOSTILE:
        assert set(searched(words)) <= {0, 1, 2}


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=30) | st.text("\"()*:^-+& |!<>\\'ANDOR\0 ", max_size=20))
def test_no_text_is_an_error(searched, words: str) -> None:
    searched(words)


def test_a_hit_shows_the_words_that_were_sought(home: Home) -> None:
    store = home.open()
    long = "Envoys met\n" + "Nothing happened on the river. " * 60 + "The ferry was freed. " + "Rain fell. " * 60
    came = arrival(1, raw=long.encode())
    with store.writing() as writer:
        writer.add(came, ingest(came.raw, came.name))
    with store.view() as view:
        (hit,) = view.search("freed")
    assert "ferry was freed" in hit.words
    assert hit.title == "Envoys met"
    assert len(hit.words) < 400
    store.close()


@given(st.text(max_size=40))
def test_phrases_hold_words_and_nothing_a_database_stumbles_over(words: str) -> None:
    for each in phrases(words):
        assert '"' not in each
        assert "\0" not in each
        assert any(map(str.isalnum, each))
        each.encode()
