import unicodedata
from importlib.resources import files

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dragoman.neural.vocabulary import SHAPES, words_of

VOCABULARY = (files("dragoman.neural") / "weights" / "vocabulary.txt").read_text(encoding="utf-8").split("\n")
INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u2060\u2066\ufeff"


def words(text: str) -> list[str]:
    return [span.words(text) for span in words_of(text).spans]


def pieces(word: str) -> str:
    """The sub-words of one word, as their published spelling."""
    return " ".join(VOCABULARY[number] for numbers in words_of(word).pieces for number in numbers)


def shapes(text: str) -> list[str]:
    return [SHAPES[number] for number in words_of(text).shapes]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Envoys met in Muscat.", ["Envoys", "met", "in", "Muscat", "."]),
        ("Russia's demands", ["Russia", "'s", "demands"]),
        ("Russia’s demands", ["Russia", "’s", "demands"]),
        ("it doesn't say", ["it", "doesn't", "say"]),
        ("O’Brien and d'Affaires", ["O’Brien", "and", "d'Affaires"]),
        ("US-mediated", ["US", "-", "mediated"]),
        ("U.S. and U.N.-led", ["U.S.", "and", "U.N.", "-", "led"]),
        ("J.K. Doe at 5 a.m. sharp", ["J.K.", "Doe", "at", "5", "a.m.", "sharp"]),
        ("1,300 of 2.5 at 10:30", ["1,300", "of", "2.5", "at", "10:30"]),
        ("in 2026, or 3-4 May.", ["in", "2026", ",", "or", "3", "-", "4", "May", "."]),
        ("the 2nd, the 1990s", ["the", "2nd", ",", "the", "1990s"]),
        ("a 100km line, $1.5bn, 10:30am", ["a", "100", "km", "line", ",", "$", "1.5", "bn", ",", "10:30", "am"]),
        ("Kh-101 and T-72B3", ["Kh", "-", "101", "and", "T", "-", "72", "B3"]),
        ('"fire," he said', ['"', "fire", ",", '"', "he", "said"]),
        ("a_b", ["a", "_", "b"]),
        ("", []),
        (" \n\t\u00a0", []),
    ],
)
def test_words_end_where_names_and_figures_end(text: str, wanted: list[str]) -> None:
    assert words(text) == wanted


def test_spans_point_into_the_whole_text_when_a_stretch_is_read() -> None:
    text = "Talks began. Kyiv's team left."
    assert [s.words(text) for s in words_of(text, 13, 22).spans] == ["Kyiv", "'s", "te"]
    assert [s.words(text) for s in words_of(text, 13).spans] == ["Kyiv", "'s", "team", "left", "."]


def test_invisible_characters_alone_are_no_word() -> None:
    assert words("\ufeffEnvoys \u200bmet\u200e \u2066in\u2069 Oslo\u200b.") == ["Envoys", "met", "in", "Oslo", "."]


def test_an_invisible_character_inside_a_word_does_not_part_it() -> None:
    text = "the minis\u00adter"
    assert words(text) == ["the", "minis\u00adter"]
    assert words_of(text).pieces == words_of("the minister").pieces
    assert words_of(text).shapes == words_of("the minister").shapes


def test_a_shape_gives_the_case_back() -> None:
    assert shapes("the Sudan RSF iPhone a A") == ["lower", "Capital", "UPPER", "mixed", "lower", "Capital"]
    assert shapes("2,000 2nd - U.S.") == ["digits", "digits_and_letters", "punctuation", "UPPER"]


def test_case_is_told_by_the_shape_alone() -> None:
    upper, lower = words_of("SUDAN"), words_of("sudan")
    assert upper.pieces == lower.pieces
    assert upper.shapes != lower.shapes


def test_what_the_vocabulary_cannot_spell_is_unknown() -> None:
    assert pieces("🕊") == "[UNK]"


# Made with the published tokenizer (tokenizers 0.x, BertWordPieceTokenizer, lower case) and this vocabulary.
PINNED = [
    ("ceasefire", "ceasefire"),
    ("negotiators", "ne ##go ##tia ##tors"),
    ("talks", "talks"),
    ("Zaporizhzhia", "za ##por ##iz ##h ##zhi ##a"),
    ("Zelensky", "ze ##len ##sky"),
    ("Umerov", "um ##ero ##v"),
    ("Witkoff", "wit ##koff"),
    ("Kyiv", "kyiv"),
    ("Donetsk", "donetsk"),
    ("Sudanese", "sudanese"),
    ("paramilitaries", "para ##mi ##lita ##ries"),
    ("el-Fasher", "el - fa ##sher"),
    ("drones", "drones"),
    ("shelling", "shell ##ing"),
    ("airstrike", "airs ##tri ##ke"),
    ("prisoners", "prisoners"),
    ("trilateral", "tri ##lateral"),
    ("Khartoum", "k ##hart ##oum"),
    ("Hezbollah", "hezbollah"),
    ("Houthis", "ho ##uth ##is"),
    ("Lavrov", "la ##vr ##ov"),
    ("demilitarised", "demi ##lita ##rise ##d"),
    ("de-escalation", "de - es ##cala ##tion"),
    ("U.S.", "u . s ."),
    ("RSF", "rs ##f"),
    ("UNIFIL", "un ##if ##il"),
    ("M23", "m2 ##3"),
    ("Shahed-136", "shah ##ed - 136"),
    ("1,000", "1 , 000"),
    ("10:30", "10 : 30"),
    ("2nd", "2nd"),
    ("1990s", "1990s"),
    ("don't", "don ' t"),
    ("Côte", "cote"),
    ("São", "sao"),
    ("İstanbul", "istanbul"),
    ("Łódź", "łodz"),
    ("Ağrı", "ag ##r ##ı"),
    ("Ürümqi", "ur ##um ##qi"),
    ("Erdoğan", "er ##dog ##an"),
    ("Bürgenstock", "bu ##rgen ##stock"),
    ("naïve", "naive"),
    ("e.g.", "e . g ."),
    ("rocket-propelled", "rocket - propelled"),
    ("antidisestablishmentarianism", "anti ##dis ##est ##ab ##lish ##ment ##arian ##ism"),
]


@pytest.mark.parametrize(("word", "spelt"), PINNED)
def test_words_are_cut_as_the_published_tokenizer_cuts_them(word: str, spelt: str) -> None:
    assert pieces(word) == spelt


def cut_by_the_book(word: str) -> list[str]:
    """WordPiece as its paper tells it, written anew: the longest known prefix, again and again, else one [UNK]."""
    known = set(VOCABULARY)
    plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
    spelt: list[str] = []
    while plain:
        mark = "##" if spelt else ""
        for size in range(len(plain), 0, -1):
            if mark + plain[:size] in known:
                spelt.append(mark + plain[:size])
                plain = plain[size:]
                break
        else:
            return ["[UNK]"]
    return spelt


letters = st.text(
    st.characters(categories=["Lu", "Ll"], max_codepoint=0x24F), min_size=1, max_size=10
)  # ten letters: a word keeps its first twelve sub-words


@given(letters)
@example("Straße")
@example("ǅ")
def test_any_word_is_cut_as_the_book_says(word: str) -> None:
    assert pieces(word) == " ".join(cut_by_the_book(word))


def test_a_word_without_end_keeps_its_first_twelve_pieces() -> None:
    (numbers,) = words_of("zxq" * 200).pieces
    assert len(numbers) == 12


texts = st.text(
    st.one_of(st.sampled_from("abZÉ09.,:;'’\"“-–_ \n\u00a0" + INVISIBLE), st.characters(exclude_categories=["Cs"])),
    max_size=60,
)


@given(texts)
@example("100km of 10:30am\u00ad s's U.S.'s")
def test_words_are_ordered_apart_and_cover_everything_visible(text: str) -> None:
    spans = words_of(text).spans
    covered: set[int] = set()
    end = 0
    for span in spans:
        assert end <= span.start < span.end <= len(text)
        end = span.end
        covered.update(range(span.start, span.end))
    left = [char for at, char in enumerate(text) if at not in covered]
    assert all(char.isspace() or char in INVISIBLE or unicodedata.category(char).startswith("C") for char in left)
    for span in spans:
        assert not any(char.isspace() for char in span.words(text))


@given(texts)
def test_every_word_has_pieces_and_a_shape(text: str) -> None:
    read = words_of(text)
    assert len(read) == len(read.pieces) == len(read.shapes)
    assert all(1 <= len(numbers) <= 12 and max(numbers) < len(VOCABULARY) for numbers in read.pieces)
    assert all(0 < shape < len(SHAPES) for shape in read.shapes)
