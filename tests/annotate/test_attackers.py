"""Who attacks, by the grammar around the trigger."""

import pytest

from dragoman.annotate.attackers import attacker_near, is_between, is_stopping
from dragoman.record.evidence import Span
from tests.factory import span


def attacker(text: str, trigger: str) -> str | None:
    found = attacker_near(text, span(text, trigger), Span(0, len(text)))
    return found.words(text) if found else None


@pytest.mark.parametrize(
    ("text", "trigger", "doer"),
    [
        ("Russia launched 40 drones at the city.", "launched", "Russia"),
        ("Police say gunmen ambushed a convoy.", "ambushed", "gunmen"),
        ("Police in Oslo have arrested four men.", "arrested", "Police"),
        ("Monday's alleged Ukrainian attacks on the port", "attacks", "Ukrainian"),
        ("Israel's overnight raid killed two.", "raid", "Israel"),
        ("The port was hit by Russian drones.", "hit", "Russian"),
        ("The strikes by Sudanese forces went on.", "strikes", "Sudanese forces"),
        ("The depot was hit by a roadside bomb.", "hit", None),
        ("Russia unleashed its largest strike this year, firing 70 missiles.", "firing", "Russia"),
        ("Russian forces launched a major drone attack overnight.", "attack", "Russian forces"),
        ("Ukraine's army said its forces struck a depot.", "struck", "Ukraine's army"),
        ("Air defences downed 40 Ukrainian drones.", "downed", "Ukrainian"),
        ("The ministry said its forces shot down 12 drones.", "shot down", None),
        ("Armenia claimed that two Azerbaijani tanks were hit.", "were hit", "Armenia"),
        ("Ballard, 21, is accused of driving a car into a crowd.", "driving", "Ballard"),
        ("The army denied shelling the town.", "shelling", "The army"),
        ("Fighting between Sudanese and Chadian forces broke out.", "Fighting", None),
        ("Police said it raided the camp.", "raided", "Police"),
        ("Police said two men left the van before it rammed the crowd.", "rammed", None),
        ("The city was struck on Monday.", "struck", None),
    ],
)
def test_the_doer_is_read_where_it_stands(text: str, trigger: str, doer: str | None) -> None:
    assert attacker(text, trigger) == doer


def test_only_what_was_sent_can_be_stopped() -> None:
    text = "The army shot down two helicopters and six drones."
    assert is_stopping(text, span(text, "shot down"), Span(0, len(text)))
    text = "The army shot down two helicopters."
    assert not is_stopping(text, span(text, "shot down"), Span(0, len(text)))


def test_fighting_between_two_sides_has_no_attacker() -> None:
    text = "Heavy clashes between the two armies continued."
    assert is_between(text, span(text, "clashes"), Span(0, len(text)))
