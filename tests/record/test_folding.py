import pytest

from dragoman.record.folding import fold, plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Peace” — ‘now’", "\"Peace\" - 'now'"),
        ("a\u00a0b\u202fc\td", "a b c d"),
        ("cease\u00adfire", "cease\u200bfire"),
        ("\ufeffKyiv\u200e", "\u200bKyiv\u200b"),
        ("line\nline", "line\nline"),
        ("Zürich İzmir", "Zürich İzmir"),
    ],
)
def test_plain_text_keeps_its_letters_and_loses_its_odd_marks(text: str, expected: str) -> None:
    assert plain(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("KYIV", "kyiv"), ("Éric", "éric"), ("İstanbul TALKS", "İstanbul talks"), ("“STOP”", '"stop"'), ("ΣΑΣ", "σας")],
)
def test_folded_text_is_lower_where_that_keeps_the_length(text: str, expected: str) -> None:
    assert fold(text) == expected
    assert len(fold(text)) == len(text)


def test_an_offset_found_in_the_folded_text_points_at_the_same_words_in_the_text() -> None:
    text = "İİİ said Kyiv"
    start = fold(text).index("kyiv")
    assert text[start : start + 4] == "Kyiv"
