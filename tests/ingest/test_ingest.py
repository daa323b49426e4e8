from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import InputError, NotText, TooLarge, Unreadable, WrongLanguage
from dragoman.ingest import ingest, is_html
from dragoman.settings import Settings

TEXT = (
    "Armies pull back from the river\r\n\r\nThe two armies agreed on Monday to pull back their guns, officials said. "
    "It was late.\r\n-\r\n09:30\r\n-\r\n09:20\r\n"
)


def read(text, name="a.txt", **settings):
    return ingest(text.encode(), name=name, settings=Settings(**settings))


def test_plain_text_keeps_every_character():
    document = read(TEXT)
    assert document.text == TEXT
    assert document.language == "en"
    assert [each.kind for each in document.residue] == ["clock_column"]
    assert document.title == "Armies pull back from the river"


def test_the_id_is_the_hash_of_the_raw_bytes():
    assert read("abc").id == "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_pages_and_texts_are_told_apart_by_their_content():
    assert is_html("<!-- x --><!DOCTYPE html><html>", "a.txt")
    assert is_html("<p>words", "a.html")
    assert not is_html("words only", "a.html")
    assert not is_html("See <https://example.org> and x < y > z", "a.txt")
    assert not is_html("The <b>bold</b> general said <p> and <div> are tags.", "a.txt")


def test_a_page_in_a_legacy_encoding_is_read_by_its_label():
    html = '<html><head><meta charset="windows-1252"></head><body><p>The café near the border was shelled on Monday, the mayor said.</p></body></html>'  # noqa: E501
    assert "café" in ingest(html.encode("cp1252"), name="a.html", settings=Settings()).text


def test_the_given_date_wins():
    document = read(f"Published 5 February 2026\n{TEXT}", published=date(2026, 1, 1))
    assert (document.published, document.published_basis) == (date(2026, 1, 1), "given")


def test_another_language_is_named():
    with pytest.raises(WrongLanguage, match="French"):
        read("Les émissaires des deux parties se sont réunis lundi dans la ville et ont parlé de la frontière.")


def test_a_bilingual_page_is_english_with_translations():
    line = "Обе армии договорились отвести орудия от реки."
    document = read(
        f"The two armies agreed to pull back their guns from the river.\n{line}\nIt was late in the night when they left.\n{line}"  # noqa: E501
    )
    assert document.language == "en"
    assert {each.kind for each in document.residue} == {"translation"}


@pytest.mark.parametrize(
    ("data", "error"),
    [(b"", Unreadable), (b" \n", Unreadable), (b"\x00\x01", NotText), (b"...", NotText), (b"x " * 200, TooLarge)],
)
def test_what_cannot_be_read_is_refused(data, error):
    with pytest.raises(error):
        ingest(data, name="a.txt", settings=Settings(max_chars=300))


@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_any_bytes_make_a_document_or_an_input_error(data):
    try:
        document = ingest(data, name="a", settings=Settings())
    except InputError:
        return
    assert all(0 <= each.start < each.end <= len(document.text) for each in document.residue)
