"""A text in segments: nothing is lost, overlapping words keep all their fields, odd characters do no harm."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as some

from dragoman.record.documents import Residue
from dragoman.serve.web.segments import Mark, segments_of, shown

TEXT = "Drones hit Quillport and 12 died.\n10:42\nMarkets up"


def mark(words: str, field: str) -> Mark:
    start = TEXT.index(words)
    return Mark(start=start, end=start + len(words), field=field)


def test_overlapping_words_are_cut_and_keep_all_fields() -> None:
    found = segments_of(TEXT, [mark("Drones hit", "type"), mark("hit Quillport", "place"), mark("12", "killed")], ())
    assert [(each.words, each.fields) for each in found[:5]] == [
        ("Drones ", ("type",)), ("hit", ("type", "place")), (" Quillport", ("place",)), (" and ", ()),
        ("12", ("killed",)),
    ]  # fmt: skip


def test_residue_is_told_by_its_kind() -> None:
    start = TEXT.index("10:42")
    found = segments_of(TEXT, [mark("Markets", "x")], [Residue(start=start, end=len(TEXT), kind="clock_column")])
    aside = [each for each in found if each.residue == "clock_column"]
    assert "".join(each.words for each in aside) == "10:42\nMarkets up"


def test_the_same_field_marked_twice_ends_with_its_last_words() -> None:
    found = segments_of("abcdef", [Mark(start=0, end=4, field="f"), Mark(start=2, end=6, field="f")], ())
    assert [each.fields for each in found] == [("f",)] * 3


def test_marks_outside_of_the_text_are_left_out() -> None:
    found = segments_of("abc", [Mark(start=2, end=9, field="f"), Mark(start=-1, end=1, field="g")], ())
    assert [(each.words, each.fields) for each in found] == [("abc", ())]


def test_hidden_and_turning_characters_are_not_shown() -> None:
    assert shown("a\u202eb\u200b\r\nc\x00") == "ab \nc"


SPANS = some.tuples(some.integers(0, 60), some.integers(0, 60), some.sampled_from("abc"))


@given(some.text(max_size=60), some.lists(SPANS, max_size=12))
def test_every_place_has_the_fields_of_its_marks(text: str, spans: list[tuple[int, int, str]]) -> None:
    marks = [Mark(start=start, end=end, field=field) for start, end, field in spans]
    found = segments_of(text, marks, ())
    edges = [int(each.id[1:]) for each in found]
    assert edges == sorted(set(edges))
    for at, each in zip(edges, found, strict=True):
        expected = {m.field for m in marks if m.start <= at < m.end <= len(text)}
        assert set(each.fields) == expected
    assert "".join(each.words for each in found) == "".join(
        shown(text[start:end]) for start, end in pairwise([*edges, len(text)])
    )
