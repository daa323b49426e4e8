"""Where and when an attack took place, apart from where and when somebody spoke of it."""

import pytest

from dragoman.annotate.scenes import listed_after, named_place, places_near, since_before, times_near
from dragoman.record.evidence import Span
from tests.factory import span


@pytest.mark.parametrize(
    ("text", "marked", "name"),
    [
        ("in the northern city of Kharkiv", "northern city of", "Kharkiv"),
        ("in the disputed region of Karabakh", "disputed region of Karabakh", "Karabakh"),
        ("in eastern Ukraine", "eastern Ukraine", "eastern Ukraine"),
        ("at Kharkiv's station", "Kharkiv", "Kharkiv"),
        ("on Russian territory", "Russian territory", None),
        ("there on Monday", "there", None),
        ("at the Mercy Hospital", "Mercy Hospital", None),
        ("said in a post to Telegram", "Telegram", None),
    ],
)
def test_a_place_is_a_name(text: str, marked: str, name: str | None) -> None:
    found = named_place(text, span(text, marked), Span(0, len(text)))
    assert (found.words(text) if found else None) == name


@pytest.mark.parametrize(
    ("text", "names", "places"),
    [
        ("Drones struck a plant near Kharkiv on Monday.", ["Kharkiv"], ["Kharkiv"]),
        ("Officials in Kabul said a bomb exploded in Herat.", ["Kabul", "Herat"], ["Herat"]),
        ("A bomb went off in the eastern city of Mosul.", ["Mosul"], ["Mosul"]),
        ("Ukraine's air force said drones fell in Sumy.", ["Ukraine", "Sumy"], ["Sumy"]),
        ("Kharkiv was calm.", ["Kharkiv"], []),
    ],
)
def test_a_word_of_place_puts_the_attack_there(text: str, names: list[str], places: list[str]) -> None:
    found = places_near(text, Span(0, len(text)), [span(text, name) for name in names])
    assert [each.words(text) for each in found] == places


def test_a_list_of_places_goes_on() -> None:
    text = "Drones struck Kyiv, Kharkiv, and Dnipro, Mayor Petrenko said."
    found = listed_after(text, span(text, "Kyiv"), Span(0, len(text)), [])
    assert [each.words(text) for each in found] == ["Kharkiv", "Dnipro"]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Drones struck the port on Monday.", ["on Monday"]),
        ("The army said on Tuesday that drones had struck the port on Monday.", ["on Monday"]),
        ("A bomb went off at a Christmas market.", []),
        ("A bomb went off, the mayor said on Monday.", []),
    ],
)
def test_the_time_of_speaking_is_none_of_the_attack(text: str, times: list[str]) -> None:
    assert [each.words(text) for each in times_near(text, Span(0, len(text)))] == times


def test_a_stretch_opens_with_since() -> None:
    text = "Attacks went on since the two sides signed a deal on February 29."
    home, time = Span(0, len(text)), span(text, "February 29")
    assert since_before(text, time, home, span(text, "Attacks"))
    assert not since_before("Attacks on February 29.", Span(11, 22), Span(0, 23), Span(0, 7))


def test_what_is_told_behind_since_has_its_own_time() -> None:
    text = "No raid was so deadly since an ambush in May left nine soldiers dead."
    assert not since_before(text, span(text, "May"), Span(0, len(text)), span(text, "ambush"))
