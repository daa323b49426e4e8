from dataclasses import replace

import pytest
from tests.records import raid

from dragoman.errors import UnsupportedSentence
from dragoman.export.cited import Grounded, Sentence, grounded
from dragoman.record.records import Value

KILLED = raid().fields["killed"].values[0]


def without_evidence(value: Value) -> Value:
    return replace(value, tellings=tuple(replace(each, evidence=()) for each in value.tellings))


def test_a_sentence_without_a_value_cannot_be_made() -> None:
    for parts in ((), ("The city fell.",), ("", " ")):
        with pytest.raises(UnsupportedSentence):
            Sentence(parts)


def test_a_value_without_a_quote_cannot_stand_in_one() -> None:
    empty = tuple(
        replace(each, evidence=tuple(replace(c, quote=" ") for c in each.evidence)) for each in KILLED.tellings
    )
    judged = replace(KILLED.tellings[0], evidence=(), judged_by="N. Reader")
    for value in (without_evidence(KILLED), replace(KILLED, tellings=empty), replace(KILLED, tellings=(judged,))):
        with pytest.raises(UnsupportedSentence):
            Grounded("12", value)
        assert grounded("12", value) is None


def test_fixed_words_hold_no_figure() -> None:
    with pytest.raises(UnsupportedSentence, match="30 killed"):
        Sentence(("30 killed, or ", Grounded("12", KILLED)))


def test_replacing_the_parts_of_a_sentence_is_checked_too() -> None:
    sentence = Sentence(("Killed: ", Grounded("12", KILLED)))
    assert sentence.grounds[0].support == KILLED.tellings
    with pytest.raises(UnsupportedSentence):
        replace(sentence, parts=("Nobody was killed.",))
    with pytest.raises(UnsupportedSentence):
        replace(sentence.grounds[0], value=without_evidence(KILLED))
