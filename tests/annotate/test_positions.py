"""Positions: the reader's marks joined with the grammar and with who says them."""

from dragoman.annotate.positions import with_stances
from dragoman.record.mentions import Trigger
from tests.factory import part, reading, trigger


def roles(text: str, *marks: Trigger) -> dict[str, str]:
    found = next(each for each in with_stances(reading(text), marks) if each.kind == "position")
    return {each.role: each.span.words(text) for each in found.parts}


TEXT = "Omar Haddad left the room. The northern rebels said they would not lay down arms."


def said() -> Trigger:
    content = part(TEXT, "content", "they would not lay down arms")
    return trigger(TEXT, "statement", "said", part(TEXT, "speaker", "The northern rebels"), content)


def test_the_pronoun_that_opens_what_is_said_is_the_speaker() -> None:
    mark = trigger(TEXT, "position", "would not", part(TEXT, "party", "they"), part(TEXT, "content", "lay down arms"))
    found = roles(TEXT, said(), mark)
    assert (found["party"], found["speaker"]) == ("The northern rebels", "The northern rebels")


def test_who_says_a_position_is_the_speaker_of_its_sentence_whatever_the_reader_marked() -> None:
    mark = trigger(
        TEXT, "position", "would not", part(TEXT, "speaker", "Omar Haddad"), part(TEXT, "content", "lay down arms")
    )  # fmt: skip
    assert roles(TEXT, said(), mark)["speaker"] == "The northern rebels"


def test_a_position_that_nobody_says_keeps_its_pronoun() -> None:
    text = "They demand the release of all prisoners."
    mark = trigger(text, "position", "demand", part(text, "party", "They"))
    assert roles(text, mark)["party"] == "They"


def test_a_content_ends_before_the_words_that_say_whose_it_is() -> None:
    text = "Baku is ready to free ten men if the road is opened, its envoy Orhan Salmanov said on Friday."
    told = trigger(
        text, "statement", "said", part(text, "speaker", "Orhan Salmanov"),
        part(text, "content", "Baku is ready to free ten men if the road is opened"),
    )  # fmt: skip
    found = roles(text, told, trigger(text, "position", "is ready"))
    assert found["content"] == "free ten men if the road is opened"
    assert found["condition"] == "if the road is opened"
