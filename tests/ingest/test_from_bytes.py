import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import NotText, TooLarge, Unreadable
from dragoman.ingest.from_bytes import decode, read_bytes
from dragoman.settings import Settings

RUSSIAN = "Переговоры о перемирии прошли вчера в Женеве, сообщил представитель министерства. " * 3


def test_a_file_is_read_whole(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"one\r\ntwo")
    assert read_bytes(tmp_path / "a.txt", Settings()) == b"one\r\ntwo"


@pytest.mark.parametrize(
    ("name", "words"), [("gone.txt", "does not exist"), ("folder", "is a directory"), ("empty.txt", "is empty")]
)
def test_what_cannot_be_read_is_named_with_a_hint(tmp_path, name, words):
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.txt").write_bytes(b" \n")
    with pytest.raises(Unreadable, match=words) as caught:
        read_bytes(tmp_path / name, Settings())
    assert name in caught.value.message
    assert caught.value.hint


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_forbidden_file_is_unreadable(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"x")
    (tmp_path / "a.txt").chmod(0)
    with pytest.raises(Unreadable, match="may not be read"):
        read_bytes(tmp_path / "a.txt", Settings())


def test_a_file_over_the_limit_is_refused(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"x" * 11)
    with pytest.raises(TooLarge, match="more than 10 bytes"):
        read_bytes(tmp_path / "a.txt", Settings(max_bytes=10))


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf8_is_decoded_as_it_stands_whatever_the_label(text):
    assert decode(text.encode(), label="koi8-r") == (text, "utf-8", ())


def test_newlines_and_the_byte_order_mark_stay():
    assert decode(b"\xef\xbb\xbfone\r\ntwo\rthree")[0] == "\ufeffone\r\ntwo\rthree"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_text_with_a_wide_byte_order_mark_is_decoded(encoding):
    assert decode("Мир and peace".encode(encoding))[0] == "\ufeffМир and peace"


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_cyrillic_encodings_are_told_apart_without_a_label(encoding):
    assert decode(RUSSIAN.encode(encoding))[:2] == (RUSSIAN, {"cp1251": "cp1251", "koi8-r": "koi8-r"}[encoding])


def test_windows_quotes_are_read_with_and_without_label():
    text = "The general said “we go on” in the café – and left. " * 5
    assert decode(text.encode("cp1252"), label="iso-8859-1")[0] == text
    assert decode(text.encode("cp1252"))[0] == text


def test_utf8_with_a_few_wrong_bytes_is_mended_and_doubted():
    text, encoding, doubts = decode("Żółw, “quote”, naïve, café, Đà Nẵng ".encode() + b"caf\xe9 after")
    assert text.endswith("café after")
    assert encoding == "utf-8"
    assert "mixes encodings" in doubts[0]


@pytest.mark.parametrize("data", [b"a\x00b text", b"%PDF-1.7 and so on", b"PK\x03\x04zip", bytes(range(1, 32)) * 9])
def test_binary_data_is_not_text(data):
    with pytest.raises(NotText) as caught:
        decode(data, name="file.bin")
    assert "file.bin" in caught.value.message
    assert "\n" not in str(caught.value)


@given(st.binary(max_size=200))
def test_any_bytes_decode_or_are_refused(data):
    try:
        text, encoding, _ = decode(data)
    except NotText:
        return
    assert isinstance(text, str)
    assert encoding
