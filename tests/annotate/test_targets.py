"""What is attacked, by the grammar around the trigger."""

import pytest

from dragoman.annotate.targets import target_near
from dragoman.record.evidence import Span
from tests.factory import span


@pytest.mark.parametrize(
    ("text", "trigger", "thing"),
    [
        ("Russia struck a power station near Izmail.", "struck", "power station"),
        ("An attack on an oil depot in Saratov killed one.", "attack", "oil depot"),
        ("It fired 40 missiles at substations in the east.", "fired", "substations"),
        ("A car bomb exploded near a market in Mosul.", "exploded", "market"),
        ("A hospital in Nyala was shelled on Monday.", "shelled", "hospital in Nyala"),
        ("The mosque bombing killed ten.", "bombing", "mosque"),
        ("A man drove a car into a crowd outside the fair, killing two.", "killing", "crowd"),
        ("They attacked on Monday.", "attacked", None),
        ("Gunmen killed nine villagers.", "killed", None),
        ("The army shot down nine drones over the port.", "shot down", None),
        ("The port was hit by artillery.", "hit", "port"),
    ],
)
def test_the_thing_is_read_where_it_stands(text: str, trigger: str, thing: str | None) -> None:
    found = target_near(text, span(text, trigger), Span(0, len(text)))
    assert (found.words(text) if found else None) == thing
