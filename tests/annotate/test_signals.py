from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.annotate.signals import WINDOW, pack, short_forms, signals
from dragoman.neural.heads import Marked
from dragoman.neural.vocabulary import Words, words_of
from dragoman.record.evidence import Span
from dragoman.record.mentions import Mention, Part
from tests.factory import reading, span


def sizes(windows: list[Words]) -> list[int]:
    return [sum(map(len, window.pieces)) for window in windows]


def sentence(words: int, *, at: int = 0) -> Words:
    """A sentence of so many words of one sub-word each."""
    return words_of(" " * at + "envoy " * words, at)


class Recorder:
    """Stands for the reader: remembers the windows it is given and marks what a test says."""

    def __init__(self, *marked: Marked) -> None:
        self.marked, self.windows, self.short_forms = list(marked), [], []

    def read(self, windows, short_forms):
        self.windows += windows
        self.short_forms += short_forms
        return [self.marked.pop(0) if self.marked else Marked(0.5, (), (), ()) for _ in windows]


def run(text: str, *marked: Marked) -> tuple[dict, Recorder]:
    recorder = Recorder(*marked)
    return signals.run(reading(text), SimpleNamespace(reader=recorder)), recorder


def test_short_sentences_share_a_window() -> None:
    assert sizes(pack([sentence(40), sentence(40), sentence(40)])) == [120]


def test_windows_are_of_about_equal_size() -> None:
    assert sizes(pack([sentence(20)] * 9)) == [100, 80]


def test_a_sentence_stays_whole_where_it_fits() -> None:
    assert sizes(pack([sentence(100), sentence(100), sentence(60)])) == [100, 160]


def test_a_sentence_over_the_limit_is_cut() -> None:
    assert sizes(pack([sentence(WINDOW * 2 + 1)])) == [WINDOW, WINDOW, 1]


def test_empty_sentences_make_no_window() -> None:
    assert pack([]) == []
    assert pack([words_of(""), words_of(" ")]) == []


words = st.sampled_from(["envoy", "Zaporizhzhia", "paramilitaries", "1,000", "zxq" * 60, "-"])


@given(st.lists(st.lists(words, max_size=60), max_size=25))
def test_nothing_is_lost_moved_or_over_the_limit(sentences: list[list[str]]) -> None:
    text = "\n".join(" ".join(each) for each in sentences)
    starts = [sum(len(" ".join(each)) + 1 for each in sentences[:n]) for n in range(len(sentences))]
    read = [words_of(text, a, a + len(" ".join(each))) for a, each in zip(starts, sentences, strict=True)]
    windows = pack(read)
    whole = words_of(text)
    assert tuple(s for window in windows for s in window.spans) == whole.spans
    assert tuple(p for window in windows for p in window.pieces) == whole.pieces
    assert tuple(s for window in windows for s in window.shapes) == whole.shapes
    assert all(0 < size <= WINDOW for size in sizes(windows))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("He said the group left.", ["He", "the group"]),
        ("Both sides met; the two countries agreed.", ["Both sides", "the two countries"]),
        ("Their delegation left with its leader.", ["Their delegation", "its leader"]),
        ("They asked for theirs, and she for it.", ["They", "she", "it"]),
        ("The hotel and the theme of the item", []),
        ("The\nsides spoke", ["The\nsides"]),
        ("the two rival factions", ["the two rival factions"]),
        ("THE ARMY says", ["THE ARMY"]),
        ("", []),
    ],
)
def test_pronouns_and_short_forms_are_found(text: str, wanted: list[str]) -> None:
    read = words_of(text)
    found = short_forms(text, read)
    assert [text[read.spans[a].start : read.spans[b].end] for a, b in found] == wanted


def test_short_forms_are_word_numbers_of_the_window() -> None:
    text = "Talks ended. The army left."
    assert short_forms(text, words_of(text, 13)) == [(0, 1)]


def test_all_windows_are_read_and_their_marks_put_together() -> None:
    text = "He met Omar in Oslo. " * 60
    late, early = Span(text.rindex("met"), text.rindex("met") + 3), span(text, "met")
    omar = Mention(span=span(text, "Omar"), label="person", score=0.9)
    code_free = {"score": 0.8, "codes": (), "parts": ()}
    first = Marked(0.9, (omar,), (Part(role="round", span=late, **code_free),), ())
    link = Part(role="chain", span=span(text, "He"), score=1.0)
    given_, recorder = run(text, first, Marked(0.1, (), (Part(role="event", span=early, **code_free),), (link,)))
    assert len(recorder.windows) >= 3
    assert [s for window in recorder.windows for s in window.spans] == list(words_of(text).spans)
    assert given_["mentions"] == (omar,)
    assert given_["links"] == (link,)
    assert [(mark.kind, mark.span, mark.sentence) for mark in given_["marks"]] == [
        ("event", early, 0), ("round", late, 59),
    ]  # fmt: skip
    assert all(len(forms) == 1 or window.spans[0].start >= 0 for forms, window in zip(
        recorder.short_forms, recorder.windows, strict=True))  # fmt: skip


def test_relevance_weighs_the_windows_by_their_words() -> None:
    long, short = "envoy " * 150 + ".", "Talks " * 50 + "."
    given_, recorder = run(f"{long} {short}", Marked(1.0, (), (), ()), Marked(0.0, (), (), ()))
    assert list(map(len, recorder.windows)) == [151, 51]
    assert given_["relevance"] == pytest.approx(151 / 202, abs=1e-4)


def test_a_text_without_sentences_is_not_read() -> None:
    given_, recorder = run("")
    assert recorder.windows == []
    assert given_ == {"mentions": (), "marks": (), "links": (), "relevance": 0.0}
