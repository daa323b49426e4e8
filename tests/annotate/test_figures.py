"""Facts in figures belong to the trigger that tells of them."""

from dragoman.annotate.figures import facts_of, is_earlier, nearest
from dragoman.record.mentions import Trigger
from tests.factory import reading, span, trigger


def facts(text: str, *words: str) -> list[list[tuple[str, str]]]:
    marks: list[Trigger] = [trigger(text, "incident", each) for each in words]
    found = facts_of(reading(text), marks)
    return [[(part.role, part.span.words(text)) for part in found[at]] for at in range(len(marks))]


def test_losses_of_the_next_sentence_belong_to_the_attack_before() -> None:
    (found,) = facts("Drones struck the port. Three people were killed.", "struck")
    assert ("killed", "Three people") in found


def test_a_toll_that_sums_up_the_war_belongs_to_no_attack() -> None:
    (found,) = facts("Drones struck the port. 900 people have been killed since the war began.", "struck")
    assert "killed" not in [role for role, _ in found]


def test_each_attack_of_a_sentence_has_its_own_losses() -> None:
    text = "A raid in Sumy killed two people, while shelling of Kherson wounded five people."
    one, other = facts(text, "raid", "shelling")
    assert (("killed", "two people") in one, ("injured", "five people") in other) == (True, True)
    assert "injured" not in [role for role, _ in one]


def test_what_had_happened_before_is_none_of_the_attack() -> None:
    text = "The attack came days after four officers were killed."
    assert is_earlier(text, span(text, "attack"), span(text, "four officers"))
    assert facts(text, "attack") == [[]]


def test_a_border_of_clauses_counts_as_distance() -> None:
    text = "The raid killed two; a strike at the far end of the old town hurt five."
    assert nearest(text, span(text, "two"), [(0, span(text, "raid")), (1, span(text, "strike"))]) == 0
    assert nearest(text, span(text, "five"), [(0, span(text, "raid")), (1, span(text, "strike"))]) == 1
