import pytest

from dragoman.ingest.from_text import from_text
from dragoman.settings import Settings

BODY = "The two armies agreed on Monday to pull back their guns from the river.\nThe envoys left."


def read(text):
    return from_text(text, raw=text.encode(), settings=Settings())


def test_the_first_line_is_the_title():
    document = read(f"\n Armies pull back from the river\n\n{BODY}")
    assert document.title == "Armies pull back from the river"
    assert document.title_span.words(document.text) == document.title


def test_the_text_is_not_changed_and_hashed():
    text = "\ufeffTitle of the story\r\n\r\nBody\u00ad text\u200b here. \x0c"
    assert read(text).text == text
    assert read(text).id.startswith("sha256:")


@pytest.mark.parametrize(
    "first",
    [
        "The truce held through the night, officials said.",
        "KYIV, Feb 5 (Reuters) - The truce held in the town",
        "The two armies agreed on Monday to pull back their guns from\nthe river after a week.",
        "By Jane Doe and John Roe in Geneva",
        "* Armies pull back from the river",
        "Published 5 February 2026",
    ],
)
def test_what_is_no_headline_is_no_title(first):
    assert read(f"{first}\n{BODY}").title is None


def test_a_single_line_has_no_title():
    assert read("Armies pull back from the river").title_span is None
