from dragoman.annotate.chains import chains
from dragoman.record.evidence import Span
from dragoman.record.mentions import Mention, Part, Trigger
from tests.factory import reading, span


def at(text: str, words: str) -> Span:
    """The span of words, "he@2" for the second time."""
    words, _, nth = words.partition("@")
    return span(text, words, nth=int(nth or 1))


def persons(text: str, *names: str) -> tuple[Mention, ...]:
    return tuple(Mention(span=at(text, name), label="person", score=0.9) for name in names)


def link(text: str, short: str, **full: float) -> Part:
    """A short form with what it is said to stand for and how surely; "_" is a space."""
    parts = tuple(
        Part(role="same", span=at(text, words.replace("_", " ")), score=score) for words, score in full.items()
    )
    return Part(role="chain", span=at(text, short), score=1.0, parts=parts)


def speaks(text: str, who: str) -> Trigger:
    part = Part(role="speaker", span=at(text, who), score=0.9)
    return Trigger(kind="statement", span=at(text, "said"), sentence=0, score=0.9, parts=(part,))


def chained(text: str, **layers) -> list[tuple[str, list[str]]]:
    """Each chain as its name and its words in order."""
    found = chains.run(reading(text, **layers), None)
    return [(c.name.words(text), [s.words(text) for s in c.spans]) for c in found]


def test_short_and_full_names_of_a_person_are_one_chain() -> None:
    text = "Idris met Osman. Amna Idris left. Osman, Hassan Osman, stayed with Idris."
    found = chained(text, mentions=persons(text, "Idris", "Osman", "Amna Idris", "Osman@2", "Hassan Osman", "Idris@3"))
    assert found == [
        ("Amna Idris", ["Idris", "Amna Idris", "Idris"]),
        ("Hassan Osman", ["Osman", "Osman", "Hassan Osman"]),
    ]


def test_two_persons_of_one_family_name_stay_two() -> None:
    text = "Ali Tamimi spoke before Omar Tamimi did."
    found = chained(text, mentions=persons(text, "Ali Tamimi", "Omar Tamimi"))
    assert [name for name, _ in found] == ["Ali Tamimi", "Omar Tamimi"]


def test_other_mentions_than_persons_make_no_chain() -> None:
    text = "Muscat hosted."
    assert chained(text, mentions=(Mention(span=at(text, "Muscat"), label="place", score=0.9),)) == []


def test_a_name_read_twice_at_one_place_counts_once() -> None:
    text = "Idris spoke."
    assert chained(text, mentions=persons(text, "Idris", "Idris")) == [("Idris", ["Idris"])]


def test_a_short_form_joins_the_chain_of_its_name() -> None:
    text = "Amna Idris spoke. The minister left."
    found = chained(text, mentions=persons(text, "Amna Idris"), links=(link(text, "The minister", Amna_Idris=0.8),))
    assert found == [("Amna Idris", ["Amna Idris", "The minister"])]


def test_a_short_form_of_a_body_makes_a_chain_of_its_own() -> None:
    text = "The RSF left. The group said it won."
    links = (link(text, "The group", RSF=0.8), link(text, "it", RSF=0.7))
    assert chained(text, links=links) == [("RSF", ["RSF", "The group", "it"])]


def test_the_surest_name_before_a_short_form_is_meant() -> None:
    text = "The RSF met the SLM. The group left. The SPLA came."
    sure = link(text, "The group", RSF=0.6, SLM=0.9, SPLA=0.95)
    assert chained(text, links=(sure,)) == [("SLM", ["SLM", "The group"])]


def test_a_name_behind_is_meant_where_none_stands_before() -> None:
    text = "The group left. The SPLA came."
    assert chained(text, links=(link(text, "The group", SPLA=0.9),)) == [("SPLA", ["The group", "SPLA"])]


def test_a_pronoun_stands_for_no_pronoun() -> None:
    text = "They left because they lost."
    assert chained(text, links=(link(text, "they", They=0.9),)) == []


def test_a_pronoun_is_whom_the_sentence_before_is_about() -> None:
    text = "Amna Idris met Hassan Osman. She said no."
    found = chained(text, mentions=persons(text, "Amna Idris", "Hassan Osman"), triggers=(speaks(text, "She"),))
    assert found == [("Amna Idris", ["Amna Idris", "She"]), ("Hassan Osman", ["Hassan Osman"])]


def test_a_pronoun_that_speaks_is_who_spoke_in_the_sentence_before() -> None:
    text = "After Hassan Osman left, Amna Idris said yes. She said no."
    found = chained(
        text, mentions=persons(text, "Amna Idris", "Hassan Osman"),
        triggers=(speaks(text, "Amna Idris"), speaks(text, "She")),
    )  # fmt: skip
    assert ("Amna Idris", ["Amna Idris", "She"]) in found


def test_a_title_with_the_is_its_last_bearer() -> None:
    text = "Foreign Minister Amna Idris met envoy Hassan Osman. The minister said no."
    found = chained(
        text, mentions=persons(text, "Amna Idris", "Hassan Osman"), triggers=(speaks(text, "The minister"),)
    )
    assert ("Amna Idris", ["Amna Idris", "The minister"]) in found


def test_an_office_that_nobody_in_the_text_holds_is_whoever_spoke_last() -> None:
    text = "Amna Idris said yes. The president said no."
    marked = (speaks(text, "Amna Idris"), speaks(text, "The president"))
    assert ("Amna Idris", ["Amna Idris", "The president"]) in chained(
        text, mentions=persons(text, "Amna Idris"), triggers=marked
    )


def test_both_sides_are_no_single_name() -> None:
    text = "The RSF left. Both sides said yes."
    assert chained(text, links=(link(text, "Both sides", RSF=0.9),)) == []


def test_a_minister_of_another_country_is_somebody_else() -> None:
    text = "Sudanese Foreign Minister Amna Idris left. The Norwegian minister said no."
    found = chained(text, mentions=persons(text, "Amna Idris"), triggers=(speaks(text, "The Norwegian minister"),))
    assert ("Amna Idris", ["Amna Idris"]) in found


def test_a_noun_with_the_is_who_was_last_called_by_it() -> None:
    text = "Two Saudi diplomats left. A Norwegian official said yes. The official said no."
    marked = (speaks(text, "A Norwegian official"), speaks(text, "The official"))
    assert chained(text, triggers=marked) == [("A Norwegian official", ["A Norwegian official", "The official"])]


def test_it_is_the_body_that_spoke_last() -> None:
    text = "The Congolese army said two drones fell on Tuesday. Nobody was hurt, it said."
    marked = (speaks(text, "The Congolese army"), speaks(text, "it"))
    assert chained(text, triggers=marked) == [("The Congolese army", ["The Congolese army", "it"])]


def test_a_body_with_a_title_in_its_name_is_it_and_one_person_is_not() -> None:
    text = "One person was hurt, they said. Chad's general staff said a depot burnt. It fed the front, it added."
    marked = (speaks(text, "Chad's general staff"), speaks(text, "it"))
    assert chained(text, triggers=marked) == [("Chad's general staff", ["Chad's general staff", "it"])]
    text = "One person was hurt. The depot burnt, it said."
    assert chained(text, triggers=(speaks(text, "it"),)) == []


def test_a_pronoun_is_no_body_even_if_one_was_named_last() -> None:
    text = "Amna Idris left. The RSF came. The group stayed. She said no."
    found = chained(
        text, mentions=persons(text, "Amna Idris"), links=(link(text, "The group", RSF=0.8),),
        triggers=(speaks(text, "She"),),
    )  # fmt: skip
    assert ("Amna Idris", ["Amna Idris", "She"]) in found


def test_a_pronoun_far_from_every_person_is_left_alone() -> None:
    text = "Idris left. Rain fell. Wind blew. Snow came. Night fell. He said no."
    assert chained(text, mentions=persons(text, "Idris"), triggers=(speaks(text, "He"),)) == [("Idris", ["Idris"])]


def test_a_chain_of_pronouns_reaches_back_to_the_name() -> None:
    text = "Idris left. Rain fell. He said no. Snow came. Wind blew. He said yes."
    marked = (speaks(text, "He"), speaks(text, "He@2"))
    assert chained(text, mentions=persons(text, "Idris"), triggers=marked) == [("Idris", ["Idris", "He", "He"])]


def test_the_name_of_a_chain_is_never_a_pronoun() -> None:
    text = "He, Idris, left."
    assert chained(text, mentions=persons(text, "Idris"), links=(link(text, "He", Idris=0.9),))[0][0] == "Idris"
