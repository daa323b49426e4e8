"""The lexicon of events: objects, particles, light verbs, passives, refusals and threats decide."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.codebook.entries import codes
from dragoman.codebook.event_verbs import _lists, event_told, is_unsure, verb_forms
from dragoman.record.evidence import Span

SENTENCES = [
    ("Lima imposed new trade sanctions on Quito.", "imposed", "SANCTION", None),
    ("Lima lifted its sanctions on Quito.", "lifted", "CONCEDE", None),
    ("The last sanctions on Quito were lifted.", "sanctions", "CONCEDE", None),
    ("The brigade lifted the siege of the port.", "lifted", "RETREAT", "withdraw"),
    ("Oslo cut its aid to the island.", "cut", "SANCTION", "discontinue"),
    ("The junta cut the quarter's water.", "cut", "COERCE", "withhold"),
    ("The front rejected the offer of talks.", "rejected", "REJECT", "meet"),
    ("The mayor called for the release of the nurses.", "called", "REQUEST", "yield"),
    ("The mayor called for help.", "called", "REQUEST", "assist"),
    ("The mayor called the arrest illegal.", "called", "ACCUSE", "disapprove"),
    ("The mayor called off the meeting.", "called off", "REJECT", "meet"),
    ("The premier held two days of talks with the rebels.", "held", "CONSULT", None),
    ("The rebels refused to meet the premier.", "refused", "REJECT", "meet"),
    ("The rebels did not attend.", "did not attend", "REJECT", "meet"),
    ("Lima threatened to close the port.", "threatened", "THREATEN", "restrict"),
    ("Lima will sever ties if Quito arms the rebels.", "will sever", "THREATEN", None),
    ("Lima pulled its troops out of the valley.", "pulled", "RETREAT", "withdraw"),
    ("Lima pulled out of the treaty.", "pulled out", "SANCTION", "withdraw"),
    ("Lima agreed to free the pilots.", "agreed", "CONCEDE", None),
    ("Farmers blocked the road to the capital.", "blocked", "PROTEST", "obstruct"),
    ("The U.S. agreed to U.N. demands.", "agreed", "AGREE", None),
]


@pytest.mark.parametrize(("text", "trigger", "event_type", "mode"), SENTENCES, ids=[s[0] for s in SENTENCES])
def test_the_words_around_a_verb_decide(text: str, trigger: str, event_type: str, mode: str | None) -> None:
    at = text.index(trigger)
    told = event_told(text, Span(at, at + len(trigger)))
    assert told is not None
    assert (told.event_type, told.mode) == (event_type, mode)


def test_words_that_touch_nothing_of_the_trigger_do_not_count() -> None:
    text = "Lima praised the deal, and storks flew home."
    assert event_told(text, Span(text.index("storks"), text.index(" flew"))) is None


def test_what_is_to_come_is_told() -> None:
    told = event_told("The envoy will visit Quito.")
    assert told is not None
    assert told.ahead
    done = event_told("The envoy visited Quito.")
    assert done is not None
    assert not done.ahead


def test_an_object_behind_a_comma_is_not_the_verbs() -> None:
    text = "Lima lifted the lid, and sanctions followed."
    told = event_told(text, Span(text.index("lifted"), text.index(" the lid")))
    assert told is None or told.span.words(text) == "lifted"


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("ban", {"ban", "bans", "banned", "banning"}),
        ("agree", {"agree", "agrees", "agreed", "agreeing"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("hold", {"hold", "holds", "held", "holding"}),
        ("pledge", {"pledge", "pledges", "pledged", "pledging"}),
    ],
)
def test_forms_of_verbs(verb: str, forms: set[str]) -> None:
    assert set(verb_forms(verb)) == forms


def test_every_type_and_mode_of_the_lexicon_is_in_the_codebook() -> None:
    for event_type, mode, _ in _lists():
        assert event_type in codes("event", "event_type")
        assert mode is None or mode in codes("event", f"mode/{event_type}"), (event_type, mode)


def spelled_out(entry: str) -> list[str]:
    """An entry with every alternative written out."""
    choices = [word.split("/") for word in entry.replace("*", "sing").split() if word != "…"]
    return [" ".join(words) for words in product(*choices)]


def test_every_entry_is_found_in_its_own_words() -> None:
    entries = [entry for _, _, lists in _lists() for entry in (*lists["verbs"], *lists["nouns"])]
    assert [words for entry in entries for words in spelled_out(entry) if event_told(words) is None] == []


def test_no_entry_stands_under_two_types() -> None:
    homes: dict[tuple[str, str], tuple[str, str | None]] = {}
    for event_type, mode, lists in _lists():
        for kind in ("verbs", "nouns"):
            for words in (each for entry in lists[kind] for each in spelled_out(entry.replace("…", "~"))):
                assert homes.setdefault((kind, words), (event_type, mode)) == (event_type, mode), words


def test_one_word_gives_way_to_the_reader_sooner_than_several() -> None:
    word, phrase = event_told("He met them."), event_told("They held talks.")
    assert word is not None
    assert phrase is not None
    assert (word.weight, phrase.weight) == (1, 2)
    assert not is_unsure(0.85, word)
    assert is_unsure(0.85, phrase)


@given(st.text(max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_any_text_is_read_without_fault_and_the_words_found_touch_the_trigger(text: str, a: int, b: int) -> None:
    at = Span(min(a, b), max(a, b))
    told = event_told(text, at)
    assert told is None or (0 <= told.span.start < told.span.end <= len(text) and told.span.end > at.start)
