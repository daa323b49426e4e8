"""What changed between two moments, against records built of known findings."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dragoman.reconcile.differences import differences
from dragoman.record.places import Place
from tests.reconcile.telling import number, report, strike, swap, talks
from tests.reconcile.test_assemble import ALL, put
from tests.reconcile.test_judging import judged


def test_nothing_changed_between_a_moment_and_itself() -> None:
    found = differences(put(ALL), put(ALL))
    assert (found.new, found.changed, found.gone) == ((), (), ())


@given(st.sets(st.sampled_from(range(len(ALL)))), st.sets(st.sampled_from(range(len(ALL)))))
def test_no_finding_is_lost_between_two_moments(one: set[int], other: set[int]) -> None:
    before, after = ([ALL[at] for at in sorted(chosen)] for chosen in (one, other))
    found = differences(put(before), put(after))
    came = {t.finding.id for r in found.new for t in r.tellings}
    changed = {t.finding.id for change in found.changed for t in change.record.tellings}
    went = {t.finding.id for r in found.gone for t in r.tellings}
    had, has = ({t.finding.id for t in told} for told in (before, after))
    assert came <= has - had
    assert went <= had - has
    assert has - had <= came | changed
    kept = {r.id for r in put(after)} - {r.id for r in found.new} - {change.record.id for change in found.changed}
    assert all({t.finding.id for t in r.tellings} <= had for r in put(after) if r.id in kept)


def test_a_second_voice_changes_a_figure_and_makes_a_dispute() -> None:
    first, second = strike("a", killed=number(12)), strike("b", killed=number(30))
    found = differences(put([first]), put([first, second]))
    (change,) = found.changed
    assert change.new_sources == 1
    (killed,) = [each for each in change.fields if each.name == "killed"]
    assert killed.is_newly_disputed
    back = differences(put([first, second]), put([first]))
    assert [each.is_settled for each in back.changed[0].fields if each.name == "killed"] == [True]


def test_another_spelling_is_no_change() -> None:
    first = talks("a")
    again = talks("b", venue=Place(name="BERN", canonical="Bern", country="CHE", lat=46.95, lon=7.45, geoname_id=1))
    found = differences(put([first]), put([first, again]))
    assert [each.fields for each in found.changed] == [()]


def test_a_status_that_became_another_is_told_with_both() -> None:
    plan = talks(report("a", "03-01"), status="planned")
    held = talks(report("b", "03-06"))
    (change,) = differences(put([plan]), put([plan, held])).changed
    assert ("status", "planned", "held") in [(each.name, each.old, each.new) for each in change.fields]


def test_of_a_list_what_came_and_what_went() -> None:
    told = swap("a")
    fewer = replace(told, finding=replace(told.finding, parties=told.finding.parties[:1]))  # type: ignore[union-attr]
    (change,) = differences(put([told]), put([fewer])).changed
    (parties,) = change.fields
    assert parties.new is None
    assert [each["name"] for each in parties.old] == ["Eritrea"]


def test_merged_split_and_rejected() -> None:
    one, other = talks("a"), talks("b", when=None, venue=None, parties=talks("a").finding.parties[:1])  # type: ignore[union-attr]
    merge = judged("j1", "merge", one.finding.id, other.finding.id)
    apart = judged("j2", "split", one.finding.id, other.finding.id, hour=1)
    (change,) = differences(put([one, other], apart), put([one, other], merge)).changed
    assert len(change.before) == 2
    back = differences(put([one, other], merge), put([one, other], apart))
    assert (len(back.changed), back.new, back.gone) == (2, (), ())
    gone = differences(put([one]), put([one], judged("j3", "reject", one.finding.id)))
    assert [each.kind for each in gone.gone] == ["round"]
