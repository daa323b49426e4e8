"""Mentions of one round become one round; what set phrases tell of it is completed, what cannot be is left out."""

from datetime import date

from dragoman.record.actors import Actor
from dragoman.record.mentions import Trigger
from dragoman.record.rounds import Round
from tests.extract.told import told
from tests.factory import part, trigger

ENDED = "Negotiators from Armenia and Azerbaijan ended a second round of talks in Tbilisi on Wednesday."


def met(text: str, words: str, *parts: str, status: str = "held", nth: int = 1) -> Trigger:
    """A round's trigger with parts given as "role=words"."""
    given = [part(text, role, words) for role, _, words in (each.partition("=") for each in parts)]
    return trigger(text, "round", words, *given, nth=nth, status=status)


def rounds_of(text: str, *marks: Trigger, published: str = "2026-03-12", headline: bool = False) -> tuple[Round, ...]:
    return told(text, *marks, published=published, headline=headline).rounds


def names(actors: tuple[Actor, ...]) -> list[str]:
    return [actor.canonical or actor.name for actor in actors]


def test_a_nameless_mention_belongs_to_the_main_round() -> None:
    text = f"{ENDED} The talks will go on, an official said. Discussions covered a ceasefire, sanctions and prisoners."
    (found,) = rounds_of(text, met(text, "ended"), met(text, "talks", nth=2, status="ongoing"))
    assert (found.round_number, found.status, found.when and found.when.start) == (2, "held", date(2026, 3, 11))
    assert [item.issue for item in found.agenda] == ["ceasefire", "sanctions", "prisoners"]


def test_what_the_writer_tells_does_not_rest_on_who_is_named_later() -> None:
    text = f"{ENDED} The talks were useful, Idris Malo said."
    (found,) = rounds_of(text, met(text, "ended"), met(text, "talks", "attributed_to=Idris Malo", nth=2))
    assert found.attributed_to is None


def test_the_pieces_of_one_mention_are_put_together() -> None:
    (found,) = rounds_of(ENDED, met(ENDED, "ended"), met(ENDED, "talks", status="ongoing"))
    assert names(found.parties) == ["Armenia", "Azerbaijan"]


def test_another_number_is_another_round_and_is_linked() -> None:
    text = f"{ENDED} The first round was held in Yerevan on 14 February."
    now, before = rounds_of(text, met(text, "ended"), met(text, "was held"))
    assert (now.round_number, before.round_number) == (2, 1)
    assert (now.previous, before.next) == (before.id, now.id)
    assert names(before.parties) == ["Armenia", "Azerbaijan"]  # a series keeps its parties


def test_the_next_round_is_a_round_of_its_own() -> None:
    text = f"{ENDED} The two sides agreed to meet again on 20 March in Geneva."
    now, after = rounds_of(text, met(text, "ended"), met(text, "meet again", "place=Geneva", status="planned"))
    assert (after.status, after.when and after.when.start, after.venue and after.venue.country) == (
        "planned",
        date(2026, 3, 20),
        "CHE",
    )
    assert now.next == after.id


def test_a_heading_is_about_the_main_round_whatever_it_says() -> None:
    text = f"Caucasus foes meet in Georgia\n{ENDED}"
    found = rounds_of(text, met(text, "meet", status="planned"), met(text, "ended"), headline=True)
    assert [each.status for each in found] == ["held"]


def test_days_told_together_are_one_interval() -> None:
    text = "Iran and Iraq opened talks in Doha on Wednesday. The two-day talks, continuing Thursday, went on."
    (found,) = rounds_of(text, met(text, "opened"))
    assert found.when is not None
    assert (found.when.start, found.when.end) == (date(2026, 3, 11), date(2026, 3, 12))


def test_the_second_day_ends_an_interval_of_two() -> None:
    text = "Officials from Sudan and Chad met for a second day in Doha on Thursday."
    (found,) = rounds_of(text, met(text, "met"))
    assert found.when is not None
    assert (found.when.start, found.when.end, found.day_number) == (date(2026, 3, 11), date(2026, 3, 12), (2,))


def test_talks_that_began_the_day_before_are_ongoing() -> None:
    text = "Negotiators from Sudan and Chad began talks in Doha on Wednesday."
    assert rounds_of(text, met(text, "began"))[0].status == "ongoing"
    assert rounds_of(text, met(text, "began"), published="2026-03-16")[0].status == "held"


def test_a_plan_for_a_day_that_has_come_is_no_plan() -> None:
    text = "Negotiators from Sudan and Chad are to open talks in Doha on Thursday."
    assert rounds_of(text, met(text, "are to open", status="planned"))[0].status == "ongoing"


def test_words_that_undo_talks_outweigh_the_reader() -> None:
    text = "A fourth round of talks between Sudan and Chad, due to open in Doha on Saturday, has been postponed."
    (found,) = rounds_of(text, met(text, "has been postponed", status="suspended"))
    assert (found.status, found.when and found.when.start) == ("postponed", date(2026, 3, 14))


def test_mediators_are_no_parties_and_the_host_follows_from_the_venue() -> None:
    text = "Iran and the United States ended indirect talks in Muscat on Thursday, with Oman mediating."
    (found,) = rounds_of(text, met(text, "ended", "parties=Iran", "parties=Oman"))
    assert names(found.parties) == ["Iran", "United States"]
    assert names(found.mediators) == names(found.hosts) == ["Oman"]
    assert [e.quote for e in found.evidence if e.field == "hosts.inferred"] == ["Muscat"]
    assert found.format == ("indirect",)


def test_envoys_who_facilitate_in_a_sentence_of_their_own_mediate_the_talks() -> None:
    text = f"{ENDED} American envoys John Carver and Mary Stone are facilitating the process."
    (found,) = rounds_of(text, met(text, "ended"))
    assert names(found.mediators) == ["United States", "John Carver", "Mary Stone"]


def test_delegations_have_heads_with_their_long_titles_and_sides() -> None:
    text = (
        f"{ENDED} The delegations are led by Aram Vardanyan, secretary of Armenia's Security Council, "
        "and General Elchin Guliyev, head of Azerbaijan's border service."
    )
    (found,) = rounds_of(text, met(text, "ended"))
    first, second = found.delegations
    assert (first.person and first.person.name, first.role, first.head) == (
        "Aram Vardanyan",
        "secretary of Armenia's Security Council",
        True,
    )
    assert (second.party and second.party.country, second.role) == ("AZE", "head of Azerbaijan's border service")


def test_what_a_participant_says_of_the_talks_is_an_outcome() -> None:
    text = f'{ENDED} Armenia\'s negotiator Aram Vardanyan described the session as "short but useful".'
    (found,) = rounds_of(text, met(text, "ended"))
    (outcome,) = found.outcomes
    assert (outcome.words, outcome.tone, outcome.quoted) == ("short but useful", "positive", True)
    assert outcome.attributed_to is not None
    assert outcome.attributed_to.speaker.name == "Aram Vardanyan"


def test_a_bare_word_of_talks_is_no_round() -> None:
    text = "Analysts said talks would be hard."
    assert rounds_of(text, met(text, "talks", status="ongoing")) == ()


def test_the_time_of_a_saying_is_not_that_of_the_talks() -> None:
    text = "Sudan and Chad held talks in Doha last week, the ministry said on Thursday."
    (found,) = rounds_of(
        text, met(text, "held", "when=on Thursday", "when=last week"), trigger(text, "statement", "said")
    )
    assert found.when is not None
    assert found.when.words == "last week"


def test_every_value_has_its_evidence() -> None:
    (found,) = rounds_of(ENDED, met(ENDED, "ended"))
    assert {"parties", "round_number", "venue", "when", "status"} <= {e.field for e in found.evidence}
    assert all(ENDED[e.start : e.end] == e.quote for e in found.evidence)


def test_a_numbered_mention_goes_to_the_later_round_of_its_number() -> None:
    text = (
        "Talks between Iran and Iraq concluded on Thursday. Iran spoke of a swap after the first round of talks. "
        "Both described the first round last month as constructive."
    )
    marks = met(text, "concluded"), met(text, "first round of talks"), met(text, "first round last month")
    main, before = rounds_of(text, *marks)
    assert (main.round_number, before.round_number) == (None, 1)


def test_talks_that_were_held_have_no_time_to_come() -> None:
    text = "Iran expects a swap in the near future after the first round of talks with Iraq in Doha."
    (found,) = rounds_of(text, met(text, "first round of talks"))
    assert (found.when, found.venue and found.venue.name) == (None, "Doha")


def test_another_round_that_is_planned_is_not_the_one_told_in_the_same_sentence() -> None:
    text = "Talks between Armenia and Azerbaijan in Tbilisi ended on Friday and a further round is planned for May."
    first, second = rounds_of(
        text,
        met(text, "Talks", "place=Tbilisi", "parties=Armenia", "parties=Azerbaijan"),
        met(text, "is planned", "when=for May", status="planned"),
    )
    assert (first.status, second.status, second.previous) == ("held", "planned", first.id)


def test_a_country_is_the_venue_where_the_words_say_where_talks_will_be() -> None:
    text = f"{ENDED} The next round will take place in June, possibly in Norway."
    *_, found = rounds_of(text, met(text, "ended"), met(text, "next round", "when=in June", status="planned"))
    assert found.venue is not None
    assert found.venue.country == "NOR"
