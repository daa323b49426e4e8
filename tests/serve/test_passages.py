"""Marked passages against the text they were cut from."""

from hypothesis import given
from hypothesis import strategies as st
from tests.factory import TALKS, document, evidence, finding, reading

from dragoman.record.evidence import Evidence, Span
from dragoman.record.mentions import Sentence
from dragoman.serve.passages import harmless, marked, passages


def shown(text: str, *cited: Evidence) -> list[str]:
    told = finding("round", text, evidence=cited)
    return [marked(passage) for passage in passages(reading(text, told), told)]


def test_words_inside_one_another_are_marked_once() -> None:
    text = "The RSF fired about 30 drones."
    cited = (evidence(text, "munitions", "about 30 drones"), evidence(text, "launched", "30"))
    assert shown(text, *cited) == ["The RSF fired ‹about 30 drones›."]


def test_of_words_inside_one_another_the_shorter_has_the_say() -> None:
    text = "The RSF fired about 30 drones."
    told = finding(
        "incident", text, evidence=(evidence(text, "munitions", "about 30 drones"), evidence(text, "launched", "30"))
    )
    (passage,) = passages(reading(text, told), told)
    assert [(run.words, run.field) for run in passage if run.field] == [
        ("about ", "munitions"), ("30", "launched"), (" drones", "munitions"),
    ]  # fmt: skip


def test_sentences_stand_in_the_order_of_the_text_each_once() -> None:
    cited = [evidence(TALKS, field, words) for field, words in (("a", "Atbara"), ("b", "Muscat"), ("c", "Wednesday"))]
    assert [passage.split()[0] for passage in shown(TALKS, *cited)] == ["Negotiators", "The"]


def test_evidence_over_two_sentences_shows_both() -> None:
    text = "They met. They parted."
    assert shown(text, evidence(text, "status", "met. They")) == ["They ‹met.›", "‹They› parted."]


@given(st.text(max_size=60), st.data())
def test_what_is_shown_are_the_words_of_the_text_and_the_marks_are_the_evidence(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    cited = Evidence(field="venue", start=start, end=end, quote=text[start:end])
    told = finding("round", text, evidence=(cited,))
    whole = (Sentence(span=Span(0, len(text)), paragraph=0),)
    found = passages(reading(document(text), told, sentences=whole), told)
    runs = found[0] if found else ()
    if start < end:
        assert "".join(run.words for run in runs) == harmless(text)
        assert "".join(run.words for run in runs if run.field) == harmless(text[start:end])


@given(st.text())
def test_harmless_text_holds_one_line_of_printable_characters(text: str) -> None:
    assert harmless(text).isprintable()
    assert harmless(harmless(text)) == harmless(text)
