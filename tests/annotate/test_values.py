from datetime import date

import pytest

from dragoman.annotate.values import actors, ordinals, places, quantities, times
from dragoman.record.evidence import Span
from dragoman.record.mentions import Chain, Code, Mention, Part, Trigger
from tests.factory import document, reading, span


def at(text: str, words: str) -> Span:
    """The span of words, "he@@2" for the second time."""
    words, _, nth = words.partition("@@")
    return span(text, words, nth=int(nth or 1))


def part(text: str, role: str, words: str, *inner: Part) -> Part:
    return Part(role=role, span=at(text, words), score=0.9, parts=inner)


def trigger(text: str, words: str, *parts: Part, kind: str = "round", **codes: str) -> Trigger:
    found = tuple(Code(name=name, value=value, score=0.9) for name, value in codes.items())
    return Trigger(kind=kind, span=at(text, words), sentence=0, score=0.9, codes=found, parts=parts)


def chain(text: str, *names: str) -> Chain:
    """A chain, its fullest name first."""
    spans = [at(text, name) for name in names]
    return Chain(name=spans[0], spans=tuple(sorted(spans)))


def by_words(text: str, layer: dict) -> dict:
    return {found.words(text): value for found, value in layer.items()}


def test_who_fills_an_actors_role_is_an_actor() -> None:
    text = "Kyiv and Russian negotiators met under Qatari mediation on Monday."
    read = reading(text, triggers=(
        trigger(text, "met", part(text, "parties", "Kyiv"), part(text, "parties", "Russian negotiators"),
                part(text, "mediators", "Qatari"), part(text, "when", "on Monday")),
    ))  # fmt: skip
    found = by_words(text, actors.run(read, None))
    assert {words: actor.country for words, actor in found.items()} == {
        "Kyiv": "UKR", "Russian negotiators": "RUS", "Qatari": "QAT",
    }  # fmt: skip


def test_a_short_form_is_the_actor_that_it_stands_for() -> None:
    text = "Hezbollah fired. The group said it would stop."
    read = reading(
        text,
        triggers=(trigger(text, "said", part(text, "speaker", "The group"), kind="statement"),),
        chains=(chain(text, "Hezbollah", "The group"),),
    )
    assert by_words(text, actors.run(read, None))["The group"].name == "Hezbollah"


def test_a_person_of_public_life_stands_for_his_side_unless_the_text_says_otherwise() -> None:
    text = "Ban Ki-moon met Sergei Lavrov and Amna Idris."
    met = trigger(
        text, "met", *(part(text, "parties", name) for name in ("Ban Ki-moon", "Sergei Lavrov", "Amna Idris"))
    )
    found = by_words(text, actors.run(reading(text, triggers=(met,)), None))
    assert [(found[name].country, found[name].sector) for name in ("Sergei Lavrov", "Amna Idris")] == [
        ("RUS", "GOV"), (None, None),
    ]  # fmt: skip
    assert (found["Ban Ki-moon"].organisation, found["Ban Ki-moon"].sector) == ("United Nations", "IGO")


def test_a_span_a_little_wider_than_a_name_is_that_name() -> None:
    text = "Amna Idris spoke. But Idris, left."
    read = reading(
        text,
        triggers=(trigger(text, "left", part(text, "speaker", "Idris,"), kind="statement"),),
        chains=(chain(text, "Amna Idris", "Idris@@2"),),
    )
    assert by_words(text, actors.run(read, None))["Idris,"].name == "Amna Idris"


def test_a_long_phrase_with_a_name_inside_is_not_that_name() -> None:
    text = "Amna Idris spoke. The delegation that came with Idris left."
    read = reading(
        text,
        triggers=(trigger(text, "left", part(text, "speaker", "The delegation that came with Idris")),),
        chains=(chain(text, "Amna Idris", "Idris@@2"),),
    )
    (actor,) = actors.run(read, None).values()
    assert actor.name == "The delegation that came with Idris"


def test_what_the_longest_title_tells_goes_with_the_person_everywhere_and_the_title_beside_him_stays() -> None:
    text = "Minister Amna Idris spoke. Idris, foreign minister of Sudan, left."
    said = trigger(text, "spoke", part(text, "speaker", "Amna Idris"), part(text, "role", "Minister"), kind="statement")
    left = trigger(text, "left", part(text, "delegations", "Idris@@2", part(text, "role", "foreign minister of Sudan")))
    read = reading(text, triggers=(said, left), chains=(chain(text, "Amna Idris", "Idris@@2"),))
    found = [(actor.name, actor.role, actor.country) for _, actor in sorted(actors.run(read, None).items())]
    assert found == [("Amna Idris", "Minister", "SDN"), ("Amna Idris", "foreign minister of Sudan", "SDN")]


def test_places_are_looked_up_with_the_countries_that_the_text_names() -> None:
    text = "Syrian forces shelled Tripoli, far from Lebanon, Lebanese police said."
    struck = trigger(text, "shelled", part(text, "place", "Tripoli"), kind="incident")
    mentions = tuple(
        Mention(span=at(text, words), label=label, score=0.9)
        for words, label in (("Syrian", "nationality"), ("Lebanon", "place"), ("Lebanese", "nationality"))
    )
    assert by_words(text, places.run(reading(text, triggers=(struck,)), None))["Tripoli"].country == "LBY"
    found = places.run(reading(text, triggers=(struck,), mentions=mentions), None)
    assert by_words(text, found)["Tripoli"].country == "LBN"


@pytest.mark.parametrize(("status", "day"), [("held", 3), ("planned", 10), ("postponed", 10)])
def test_the_state_of_a_finding_tells_which_friday_is_meant(status: str, day: int) -> None:
    text = "The sides met on Friday."
    source = document(text, published=date(2026, 4, 7), published_basis="given")
    read = reading(source, triggers=(trigger(text, "met", part(text, "when", "on Friday"), status=status),))
    (when,) = times.run(read, None).values()
    assert (when.start, when.basis) == (date(2026, 4, day), "resolved")


def test_a_time_inside_a_wider_span_is_found() -> None:
    text = "They met, as the host had hoped, on 3 April 2026 in Oslo."
    wide = part(text, "when", "as the host had hoped, on 3 April 2026 in Oslo")
    (when,) = times.run(reading(text, triggers=(trigger(text, "met", wide),)), None).values()
    assert when.start == date(2026, 4, 3)


def test_relative_times_stay_open_where_the_day_of_publication_is_unknown() -> None:
    text = "The sides met on Friday."
    found = times.run(reading(text, triggers=(trigger(text, "met", part(text, "when", "on Friday")),)), None)
    assert [when.start for when in found.values()] == [None]


def test_what_is_no_time_gives_none() -> None:
    text = "The sides met nearby."
    assert times.run(reading(text, triggers=(trigger(text, "met", part(text, "when", "nearby")),)), None) == {}


def test_figures_are_read_in_parts_of_parts() -> None:
    text = "About 30 drones hit Atbara, killing at least six people."
    drones = part(text, "munitions", "About 30 drones", part(text, "launched", "About 30"))
    struck = trigger(text, "hit", drones, part(text, "killed", "at least six people"), kind="incident")
    found = by_words(text, quantities.run(reading(text, triggers=(struck,)), None))
    assert (found["About 30"].best, found["About 30"].qualifier) == (30, "about")
    assert (found["at least six people"].low, found["at least six people"].best) == (6, None)


def test_words_without_a_figure_give_no_quantity() -> None:
    text = "It hit the mayor."
    struck = trigger(text, "hit", part(text, "killed", "the mayor"), kind="incident")
    assert quantities.run(reading(text, triggers=(struck,)), None) == {}


def test_ordinals_of_rounds_and_days_are_numbers() -> None:
    text = "The second round went into day three."
    met = trigger(text, "went", part(text, "round_number", "second round"), part(text, "day_number", "day three"))
    found = by_words(text, ordinals.run(reading(text, triggers=(met,)), None))
    assert found["second round"][0] == 2
    assert found["day three"][1] == (3,)


def test_a_reading_without_triggers_has_no_values() -> None:
    read = reading("Nothing happened.")
    assert [stage.run(read, None) for stage in (actors, places, times, quantities, ordinals)] == [{}] * 5
