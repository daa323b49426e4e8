"""Set phrases of talks, swaps and deals: who mediates, who sits there, what it is about, how it went."""

import re

import pytest

from dragoman.annotate.agendas import agenda_in
from dragoman.annotate.agreements import terms_in
from dragoman.annotate.compliance import accused_in, compliance_in
from dragoman.annotate.delegations import delegations_in
from dragoman.annotate.exchanges import without_particle
from dragoman.annotate.mediators import hosts_in, mediators_in
from dragoman.annotate.names import names_in
from dragoman.annotate.outcomes import outcomes_in, tone_of
from dragoman.annotate.parties import beside, parties_in
from dragoman.annotate.plausible import plausible
from dragoman.annotate.round_status import status_of
from dragoman.annotate.sessions import sessions_in, venue_in
from dragoman.annotate.several import each_apart
from dragoman.annotate.talks import body_of, told_talks
from dragoman.codebook.lexicon import load
from dragoman.record.evidence import Span
from dragoman.record.mentions import Part, Trigger
from tests.factory import part, reading, span, trigger


def whole(text: str) -> Span:
    return Span(0, len(text))


def words(text: str, spans: list[Span]) -> list[str]:
    return [each.words(text) for each in spans]


def inner(part: Part, role: str, text: str) -> str | None:
    return next((each.span.words(text) for each in part.parts if each.role == role), None)


def inner_span(mark: Trigger, role: str, text: str) -> str | None:
    return next((each.span.words(text) for each in mark.parts if each.role == role), None)


@pytest.mark.parametrize(
    ("text", "mediators"),
    [
        ("They held a second round of US-brokered talks.", ["US"]),
        ("Talks resumed under Omani mediation.", ["Omani"]),
        ("The talks, mediated by Egypt, Qatar and the United States, stalled.", ["Egypt", "Qatar", "United States"]),
        ("They met in Rome, with Norway mediating.", ["Norway"]),
        ("American envoys John Carver and Mary Stone are facilitating.", ["American", "John Carver", "Mary Stone"]),
        ("Kenya's chief mediator, retired general Josphat Otieno, spoke.", ["Kenya", "Josphat Otieno"]),
        ("The UN envoy for Sudan, Lena Park, held separate talks with both.", ["UN", "Lena Park"]),
        ("Omani officials carried messages between two rooms.", ["Omani"]),
        ("Turkey, the host, kept out of it.", []),
        ("A Saudi-led coalition bombed the port.", []),
        ("The negotiators stayed in Istanbul on Monday.", []),
    ],
)
def test_who_mediates_is_told_by_set_phrases(text: str, mediators: list[str]) -> None:
    assert words(text, mediators_in(text, whole(text))) == mediators


def test_swaps_have_phrases_of_their_own() -> None:
    text = "Nine children came home with the help of Qatar."
    assert words(text, mediators_in(text, whole(text), "exchange")) == ["Qatar"]
    assert mediators_in(text, whole(text)) == []


def test_names_end_where_a_possessive_parts_them_but_not_inside_a_body() -> None:
    text = "On Monday Kenya's Peter Mutiso and the Sultan's Council met."
    assert words(text, names_in(text, whole(text))) == ["Kenya", "Peter Mutiso", "Sultan's Council"]


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Talks between Iran, Iraq and Turkey began.", ["Iran", "Iraq", "Turkey"]),
        ("Ukrainian and Russian negotiators met.", ["Ukrainian", "Russian negotiators"]),
        ("Negotiators from Sudan and Chad met.", ["Sudan", "Chad"]),
        ("Ukraine-Russia talks began.", ["Ukraine", "Russia"]),
        ("Talks between South Sudan's government and a coalition of armed groups collapsed in Nairobi.",
         ["South Sudan's government", "a coalition of armed groups"]),
        ("The envoy met elders from Jos and Kano.", []),
        ("A pact signed between Iran and Iraq led to talks.", []),
    ],
)  # fmt: skip
def test_sides_are_told_by_how_names_stand_together(text: str, sides: list[str]) -> None:
    trigger = span(text, "talks" if "talks" in text else "Talks" if "Talks" in text else "met")
    assert words(text, parties_in(text, whole(text), trigger)) == sides


def test_one_known_side_gives_the_others_of_its_list() -> None:
    text = "Talks between Chadian, Sudanese and Libyan negotiators ended."
    assert words(text, beside(text, whole(text), [span(text, "Sudanese")])) == ["Chadian", "Libyan negotiators"]


def test_the_sides_of_a_swap_stand_before_its_verb() -> None:
    text = "Talks between Iran and Turkey ended, with Moscow and Kyiv exchanging prisoners."
    assert words(text, parties_in(text, whole(text), span(text, "exchanging"), "exchange")) == ["Moscow", "Kyiv"]


@pytest.mark.parametrize(
    ("text", "issues"),
    [
        (
            "Discussions covered economic matters, truce mechanisms and territorial control.",
            ["economy", "ceasefire", "territory"],
        ),
        ("Talks between the army and the rebels on safe routes for aid resumed.", ["humanitarian_access"]),
        ("Also under discussion is who runs the nuclear power plant.", ["nuclear_plant"]),
        ("Social reforms and a ceasefire top the agenda.", ["other", "ceasefire"]),
        (
            "Talks covered aid, a truce and the open question of who runs the ferry line.",
            ["humanitarian_access", "ceasefire", "other"],
        ),
        ("They held talks on Monday in Geneva.", []),
        ("Prisoners were not on the agenda.", []),
    ],
)
def test_topics_are_told_by_set_phrases(text: str, issues: list[str]) -> None:
    assert [code.value for part in agenda_in(text, whole(text)) for code in part.codes] == issues


def test_delegates_have_title_side_and_whether_they_lead() -> None:
    text = (
        "The Armenian team is led by deputy foreign minister Aram Vardanyan, "
        "the Azerbaijani one by Elchin Guliyev, head of the border service."
    )
    first, second = delegations_in(text, whole(text))
    assert [each.span.words(text) for each in (first, second)] == ["Aram Vardanyan", "Elchin Guliyev"]
    assert [inner(each, "party", text) for each in (first, second)] == ["Armenian", "Azerbaijani"]
    assert [inner(each, "role", text) for each in (first, second)] == [
        "deputy foreign minister",
        "head of the border service",
    ]
    assert all(code.value == "true" for each in (first, second) for code in each.codes)


@pytest.mark.parametrize(
    ("group", "lists"),
    [
        ("mediation", ("adjectives", "weak_adjectives", "did", "nouns", "agents", "doing", "acts", "carrying")),
        ("delegations", ("led", "chiefs", "leads", "has")),
    ],
)
def test_every_word_that_a_phrase_turns_on_begins_with_a_cue(group: str, lists: tuple[str, ...]) -> None:
    data = load("talks")[group]
    cue = re.compile(rf"\b(?:{'|'.join(data['cues'])})")
    assert [word for name in lists for word in data[name] if not cue.search(word)] == []


def test_the_end_of_one_delegates_title_is_not_the_next_ones() -> None:
    text = "The Chadian team included Amna Idris, the secretary of the Defense Council, Hassan Osman, and Jo Bo."
    roles = {each.span.words(text): inner(each, "role", text) for each in delegations_in(text, whole(text))}
    assert roles["Amna Idris"] == "the secretary of the Defense Council"
    assert roles.get("Hassan Osman") is None


def test_a_name_of_one_word_is_a_delegate_only_where_the_reader_sees_a_person() -> None:
    text = "The delegation is led by Umarov."
    assert delegations_in(text, whole(text)) == []
    (found,) = delegations_in(text, whole(text), [span(text, "Umarov")])
    assert found.span.words(text) == "Umarov"


@pytest.mark.parametrize(
    ("text", "judgement", "tone"),
    [
        ('He described it as "short but useful".', "short but useful", "positive"),
        ("The talks were constructive.", "constructive", "positive"),
        ("The round ended without a breakthrough.", "ended without a breakthrough", "negative"),
        ("Both sides offered cautiously optimistic assessments.", "cautiously optimistic assessments", "positive"),
        ("They agreed to reopen the bridge.", "agreed to reopen the bridge", "positive"),
    ],
)
def test_what_is_said_of_talks_is_an_outcome_with_its_tone(text: str, judgement: str, tone: str) -> None:
    (found,) = outcomes_in(text, whole(text), [], near=True, own=True)
    assert (found.span.words(text), found.codes[0].value) == (judgement, tone)


def test_failure_outweighs_praise_and_plain_words_have_no_tone() -> None:
    assert tone_of("no progress on land") == "negative"
    assert tone_of("in the afternoon") is None


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        ("The emir wants a truce before the third round of talks.", "third round", "planned"),
        ("The talks have been put off.", "talks", "postponed"),
        ("Talks collapsed in Nairobi.", "collapsed", "collapsed"),
        ("They will meet on Friday.", "meet", "planned"),
        ("They ended two days of talks.", "ended", "held"),
        ("The envoys resumed talks.", "resumed talks", "ongoing"),
        ("Talks about grain.", "Talks", None),
    ],
)
def test_words_beside_the_trigger_tell_how_talks_stand(text: str, trigger: str, status: str | None) -> None:
    assert status_of(text, span(text, trigger), whole(text)) == status


def test_a_dateline_is_no_part_of_the_sentence() -> None:
    text, plain = "OSLO, Feb 7 (Reuters) - Chad and Sudan met.", "U.S. envoys met."
    assert body_of(text, whole(text)).words(text) == "Chad and Sudan met."
    assert body_of(plain, whole(plain)).words(plain) == plain


def test_sides_talks_and_a_venue_make_a_round_but_a_wish_does_not() -> None:
    told, wished = "Iran and Turkey held talks in Vienna.", "He supported talks between Iran and Turkey in Vienna."
    assert [mark.span.words(told) for mark in sessions_in(told, whole(told), 0)] == ["talks"]
    assert list(sessions_in(wished, whole(wished), 0)) == []


def test_the_venue_is_the_town_behind_the_trigger() -> None:
    text = "They met in the Swiss city of Geneva in March."
    venue = venue_in(text, whole(text), span(text, "met"))
    assert venue is not None
    assert venue.words(text) == "Geneva"


def test_terms_are_told_by_set_phrases() -> None:
    text = "The truce commits the parties to silence their guns and let convoys through."
    assert words(text, terms_in(text, whole(text))) == ["silence their guns", "let convoys through"]


def test_handed_over_is_a_verb_and_over_no_bound() -> None:
    text = "They handed over 43 bodies, over 20 of them unnamed."
    assert without_particle(text, span(text, "over 43 bodies")).words(text) == "43 bodies"
    assert without_particle(text, span(text, "over 20")).words(text) == "over 20"


def test_rounds_that_a_sentence_counts_and_dates_are_told_apart() -> None:
    days, towns = "on Jan. 23-24, Feb. 4 and Feb. 17", "the latest round in Doha after earlier meetings in Oslo"
    text = f"They have held three rounds of talks, {days}, {towns}."
    rounds = each_apart(text, [trigger(text, "round", "held", part(text, "format", "rounds"))], whole(text))
    assert [inner_span(each, "when", text) for each in rounds] == ["on Jan. 23-24", "Feb. 4", "Feb. 17"]
    assert [inner_span(each, "place", text) for each in rounds] == ["Oslo", "Oslo", "Doha"]
    assert [code.value for each in rounds for code in each.codes if code.name == "round_number"] == ["1", "2", "3"]


@pytest.mark.parametrize(
    "text",
    ["They held three rounds of talks on Monday.", "They met on Monday and Tuesday.", "Two rounds came to nothing."],
)
def test_one_trigger_stays_one_where_days_and_count_differ(text: str) -> None:
    mark = trigger(text, "round", text.split()[1])
    assert each_apart(text, [mark], whole(text)) == [mark]


def test_a_denied_meeting_needs_a_place_or_a_day() -> None:
    told, bare = "She denied that both sides had already met in Hong Kong.", "She denied that both sides had met."
    (mark,) = sessions_in(told, whole(told), 0)
    assert (mark.span.words(told), [code.value for code in mark.codes]) == ("met", ["denied", "denied"])
    assert inner_span(mark, "place", told) == "Hong Kong"
    assert list(sessions_in(bare, whole(bare), 0)) == []


def test_the_venue_may_stand_before_for_talks() -> None:
    text = "Norway will receive both in Oslo on 28 October for exploratory talks."
    venue = venue_in(text, whole(text), span(text, "talks"))
    assert venue is not None
    assert venue.words(text) == "Oslo"


@pytest.mark.parametrize(
    ("text", "words", "kept"),
    [
        ("The truce was largely holding on Wednesday.", "was largely holding", "true"),
        ("The pause has been broken 163 times.", "has been broken 163 times", "false"),
        ("UNIFIL counted 31 violations of the truce.", "31 violations of the truce", "false"),
        ("Both armies have largely respected the ceasefire.", "have largely respected the ceasefire", "true"),
    ],
)
def test_words_tell_whether_a_truce_is_kept(text: str, words: str, kept: str) -> None:
    (found,) = compliance_in(text, whole(text), [])
    assert (found.span.words(text), found.codes[0].value) == (words, kept)


def test_talks_that_are_held_keep_no_truce_and_the_accused_is_named() -> None:
    held, accused = "The truce held talks back.", "Kyiv accused Moscow of repeatedly violating the energy truce."
    assert compliance_in(held, whole(held), []) == []
    assert words(accused, accused_in(accused, whole(accused))) == ["Moscow"]


def test_a_party_ends_where_its_verb_begins_for_every_swap_of_the_text() -> None:
    text = "Baku handed over the bodies of six men. They will be followed by more."
    mark = trigger(text, "exchange", "handed over", part(text, "parties", "Baku handed over"))
    other = trigger(text, "exchange", "followed", part(text, "parties", "Baku handed over"))
    for each in (mark, other):
        found = plausible(reading(text), each, [mark, other])
        assert [part.span.words(text) for part in found if part.role == "parties"] == ["Baku"]


def test_whoever_leads_a_delegation_is_not_a_party() -> None:
    text = "Orhan Salmanov will again lead the Azerbaijani delegation at the third round of talks in Muscat."
    mark = trigger(text, "round", "third round", part(text, "parties", "Orhan Salmanov"))
    (found,) = told_talks(reading(text), [mark])
    roles = {part.role: part.span.words(text) for part in found.parts}
    assert roles["delegations"] == "Orhan Salmanov"
    assert roles.get("parties") != "Orhan Salmanov"


def test_who_hosts_talks_is_told_and_who_watches_them_does_not_mediate() -> None:
    text = "A deal was signed after talks hosted by Malaysia and Oman, with Peru and Chile there as observers."
    assert words(text, hosts_in(text, whole(text))) == ["Malaysia", "Oman"]
    assert hosts_in("They met at a dinner hosted by Oman.", whole("They met at a dinner hosted by Oman.")) == []
    mark = trigger(text, "round", "talks", part(text, "mediators", "Peru"), part(text, "mediators", "Chile"))
    assert [each for each in plausible(reading(text), mark, [mark]) if each.role == "mediators"] == []


def test_a_day_on_which_a_truce_takes_effect_is_not_also_when_it_was_declared() -> None:
    text = "More have died since the ceasefire took effect on 10 October, medics said."
    mark = trigger(text, "agreement", "ceasefire", part(text, "declared", "on 10 October"))
    (found,) = told_talks(reading(text), [mark])
    assert {each.role for each in found.parts if each.span.words(text) == "on 10 October"} == {"effective"}
