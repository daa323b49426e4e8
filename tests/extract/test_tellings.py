"""How a text brings up an attack: anew, again, only by what came of it, or as a total over weeks."""

import pytest

from dragoman.extract.attacks import Mention
from dragoman.extract.tellings import mention_of
from dragoman.record.incidents import Incident
from tests.factory import finding, reading, trigger


def mention(text: str, words: str) -> Mention:
    found = finding("incident", text)
    assert isinstance(found, Incident)
    mark = trigger(text, "incident", words)
    return mention_of(reading(text, marks=(mark,)), mark, found)


@pytest.mark.parametrize(
    ("text", "words", "ways"),
    [
        ("A drone strike hit the port.", "drone strike", {"is_new"}),
        ("Another strike hit the port.", "strike", {"is_new", "is_other"}),
        ("The strike set the port ablaze.", "strike", {"refers_back"}),
        ("The blast killed three people.", "killed", {"refers_back", "adds"}),
        ("Three people were killed.", "killed", {"adds"}),
        ("Separately, drones attacked the port.", "attacked", {"is_new"}),
        ("On Monday, drones attacked the port.", "attacked", {"opens_day"}),
        ("Strikes have killed 90 people since the war began.", "Strikes", {"is_period"}),
        ("Drones attacked the port.", "attacked", set()),
    ],
)
def test_the_words_around_the_trigger_say_how(text: str, words: str, ways: set[str]) -> None:
    told = mention(text, words)
    flags = ("is_new", "opens_day", "is_other", "refers_back", "adds", "is_period", "is_reason", "is_headline")
    assert {name for name in flags if getattr(told, name)} == ways
