"""Munitions of a sentence: class, model, and what each figure counts."""

import pytest

from dragoman.annotate.munitions import munitions_in
from dragoman.record.evidence import Span


def read(text: str, before: str | None = None) -> list[tuple[str, str, str]]:
    """Class, role and words of each figure."""
    found = munitions_in(text, Span(0, len(text)), before=before)
    return [(p.codes[0].value, each.role, each.span.words(text)) for p in found for each in p.parts]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Norway fired 40 missiles at the port.", [("missile", "launched", "40 missiles")]),
        (
            "It launched two missiles and 183 drones, of which 156 drones were shot down.",
            [
                ("missile", "launched", "two missiles"),
                ("drone", "launched", "183 drones"),
                ("drone", "intercepted", "156 drones"),
            ],
        ),
        (
            "It launched 138 drones overnight, 110 of which were shot down, and 21 of them hit targets.",
            [("drone", "launched", "138 drones"), ("drone", "intercepted", "110"), ("drone", "hit", "21")],
        ),
        ("84 of 97 drones were shot down.", [("drone", "intercepted", "84"), ("drone", "launched", "97 drones")]),
        (
            "It said 29 of the missiles and 244 drones had been downed.",
            [("missile", "intercepted", "29 of the missiles"), ("drone", "intercepted", "244 drones")],
        ),
        ("Air defences downed 40 Danish drones.", [("drone", "intercepted", "40 Danish drones")]),
        (
            "Two drones hit the runway and a third was shot down.",
            [("drone", "hit", "Two drones"), ("drone", "intercepted", "a third")],
        ),
        ("Four barrel bombs had fallen beside the camp.", [("bomb", "launched", "Four barrel bombs")]),
        ("He drove a car into the crowd.", [("vehicle", "launched", "a car")]),
    ],
)
def test_the_verb_says_what_a_figure_counts(text: str, counts: list[tuple[str, str, str]]) -> None:
    assert read(text) == counts


def test_all_but_three_are_the_rest() -> None:
    text = "It fired 42 ballistic missiles, and all but three were intercepted."
    (_, stopped) = munitions_in(text, Span(0, len(text)))
    assert [(each.role, [code.name for code in each.codes]) for each in stopped.parts] == [("intercepted", ["rest"])]


def test_a_model_names_the_class_and_stands_as_model() -> None:
    text = "Nine Iskander missiles and a swarm of Shaheds struck the depot."
    found = munitions_in(text, Span(0, len(text)))
    models = [(p.codes[0].value, each.span.words(text)) for p in found for each in p.parts if each.role == "model"]
    assert models == [("ballistic_missile", "Iskander"), ("drone", "Shahed")]


@pytest.mark.parametrize(
    "text",
    [
        "The missile factory was shown to visitors.",
        "Envoy Fadi Haddad arrived.",
        "It monitors anti-drone systems.",
        "The ballistic missile launch site lies in the east.",
    ],
)
def test_munitions_that_are_part_of_something_else_are_none(text: str) -> None:
    assert munitions_in(text, Span(0, len(text))) == []


def test_attacks_are_not_counted_as_munitions() -> None:
    assert read("Monitors recorded 46 drone attacks.") == []


def test_a_bare_figure_counts_the_munition_named_in_the_sentence_before() -> None:
    assert read("It said 12 were shot down.", before="drone") == [("drone", "intercepted", "12")]
    assert read("It said 12 were shot down.") == []
