import pytest
from evaluation.wording import described, passages
from hypothesis import given
from hypothesis import strategies as st

TEXT = "Headline here\nTalks began on Monday. They ended on Tuesday.\n- clock"


def shown(spans, marks=None, text=TEXT):
    return [
        "".join(f"[{p.words}]" if p.marked else p.words for p in pieces)
        for pieces in passages(text, spans, marks or spans)
    ]


def test_a_span_is_shown_in_its_sentence():
    start = TEXT.index("ended")
    assert shown([(start, start + 5)]) == ["They [ended] on Tuesday.\n"]


def test_spans_of_one_sentence_share_it():
    assert shown([(14, 19), (29, 35)]) == ["[Talks] began on [Monday]. "]


def test_marks_stand_in_the_passage_of_the_spans_and_nowhere_else():
    assert shown([(14, 36)], marks=[(0, 8), (29, 35)]) == ["Talks began on [Monday]. "]


def test_far_spans_have_a_passage_each():
    assert len(shown([(0, 8), (TEXT.index("clock"), len(TEXT))])) == 2


def test_a_span_that_ends_with_the_full_stop_does_not_draw_in_the_next_sentence():
    assert shown([(14, TEXT.index(" They"))]) == ["[Talks began on Monday.] "]


spans = st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=4)


@given(st.text(alphabet='ab .\n?"', max_size=60), spans)
def test_marked_pieces_are_just_the_characters_of_the_spans(text, spans):
    wanted = {i for start, end in spans for i in range(start, min(end, len(text)))}
    pieces = [piece for passage in passages(text, spans, spans) for piece in passage]
    assert sum(len(piece.words) for piece in pieces if piece.marked) == len(wanted)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "nothing"),
        ([], "nothing"),
        ({"any": ["say", "warn"]}, "say or warn"),
        ({"low": 31, "best": None, "high": None, "qualifier": "over"}, "over 31"),
        ({"low": 7, "best": 7, "high": 7, "qualifier": "exact"}, "exact 7"),
        ({"start": 14, "end": 19}, "“Talks”"),
        ({"start": "2026-01-01", "end": None, "basis": "resolved", "approx": True}, "about 2026-01-01 to …"),
        ([{"name": "Chad", "optional": True}, {"name": "Sudan"}], "Chad (optional); Sudan"),
        ({"class": "drone", "launched": None}, "class: drone"),
        (False, "false"),
    ],
)
def test_values_are_put_in_words(value, words):
    assert described(value, TEXT) == words
