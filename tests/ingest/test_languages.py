import pytest

from dragoman.ingest.languages import foreign_lines, language_of

ENGLISH = "The envoys of both sides met in the city on Monday and spoke about the border for hours."
FRENCH = "Les émissaires des deux parties se sont réunis lundi dans la ville et ont parlé de la frontière pendant des heures."  # noqa: E501


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ENGLISH, "en"),
        (FRENCH, "fr"),
        ("Посланники обеих сторон встретились в городе в понедельник и говорили о границе.", "ru"),
        ("Truce in Goma", "en"),
        (
            "Burhan: Abdelhamid, Solheim, Bakke, Hamad, Warsame, Prenga met in Addis Ababa for talks on the truce.",
            "en",
        ),
    ],
)
def test_the_language_is_told(text, code):
    assert language_of(text) == code


def test_lines_in_another_language_are_found_beside_english_ones():
    text = f"{ENGLISH}\n{FRENCH}\n{ENGLISH}"
    (found,) = foreign_lines(text)
    assert text[found.start : found.end] == FRENCH
    assert found.kind == "translation"


def test_a_text_in_one_language_has_no_foreign_lines():
    assert foreign_lines(f"{ENGLISH}\n{ENGLISH}") == ()
    assert foreign_lines(f"{FRENCH}\n{FRENCH}") == ()
