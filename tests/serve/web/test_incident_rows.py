"""An incident on the page: a bar for each claimant, bounds that nobody states, hits in their wave."""

from datetime import date

from tests.factory import actor
from tests.records import MONDAY, raid, report, telling, toll

from dragoman.reconcile.conflicts import fields_of
from dragoman.record.actors import Attribution
from dragoman.record.incidents import Munition
from dragoman.record.judgements import Judgement
from dragoman.record.quantities import Quantity
from dragoman.record.records import Record
from dragoman.serve.web.incident_rows import LENGTH, munitions_in, row_of
from dragoman.serve.web.incidents import days_with, tree_of

LINE = "The Front fired {} drones at Quillport; {} were shot down."
AIR_FORCE = Attribution(speaker=actor("Ardania's air force", "SDN", sector="MIL"), anonymity="organisation")
FRONT = Attribution(speaker=actor("the Belmark Front"), anonymity="organisation")


def volley(*claims: tuple[Attribution | None, str, Quantity | None, Quantity | None], edits: tuple = ()) -> Record:
    """A record of reports that each give how many drones were fired and stopped."""
    made = []
    for number, (voice, source, launched, stopped) in enumerate(claims):
        text = LINE.format(number + 100, number)
        drones = Munition(class_="drone", launched=launched, intercepted=stopped)
        made.append(
            telling("incident", text, {"munitions": f"{number + 100} drones"}, report(text, source),
                    attributed_to=voice, munitions=(drones,))
        )  # fmt: skip
    fields = fields_of(made, edits, rule="most_sources")
    return Record(
        id="incident-record-volley", kind="incident", tellings=tuple(made), fields=fields, sources=len(made),
        first_seen=MONDAY, last_seen=MONDAY, confidence=0.9,
    )  # fmt: skip


def test_each_claimant_has_a_bar_and_nothing_is_added_up() -> None:
    record = volley(
        (AIR_FORCE, "The Harbour Post", toll(70), toll(50)), (AIR_FORCE, "Southern Wire", toll(70), toll(50)),
        (FRONT, "Southern Wire", toll(35), None),
    )  # fmt: skip
    (drones,) = munitions_in(record)
    assert drones.is_disputed
    ours, theirs = sorted(drones.bars, key=lambda bar: -bar.length)
    assert ours.claimants[0].name == "Ardania's air force"
    assert ours.claimants[0].carried == "The Harbour Post and Southern Wire"
    assert (ours.counts["launched"].length, theirs.counts["launched"].length) == (LENGTH, LENGTH / 2)
    assert theirs.counts["intercepted"] is None
    assert ours.counts["hit"] is None


def test_nought_is_a_number_and_not_stated_is_none() -> None:
    (drones,) = munitions_in(volley((AIR_FORCE, "The Harbour Post", toll(70), toll(0)), (FRONT, "Wire", None, None)))
    stated, mute = drones.bars
    assert stated.counts["intercepted"].words == "0"
    assert stated.counts["intercepted"].length == 0.0
    assert not mute.has_number
    assert [each.name for each in mute.claimants] == ["the Belmark Front"]


def test_open_figures_are_said_to_be_open() -> None:
    over = Quantity(low=71, qualifier="over")
    vague = Quantity(qualifier="dozens")
    (drones,) = munitions_in(volley((AIR_FORCE, "The Harbour Post", over, vague)))
    launched, stopped = drones.bars[0].counts["launched"], drones.bars[0].counts["intercepted"]
    assert (launched.words, launched.is_open) == ("at least 71", True)
    assert (stopped.words, stopped.length) == ("dozens", None)


def test_what_a_person_set_is_a_bar_of_its_own() -> None:
    record = volley((AIR_FORCE, "The Harbour Post", toll(70), None))
    edit = Judgement(
        id="judgement-1", verb="edit", subjects=(record.tellings[0].finding.id,), by="Amira", at=MONDAY,
        field="munitions.drone.launched", value={"low": 69, "best": 69, "high": 69, "qualifier": "exact"},
    )  # fmt: skip
    (drones,) = munitions_in(volley((AIR_FORCE, "The Harbour Post", toll(70), None), edits=(edit,)))
    assert {bar.claimants[0].name for bar in drones.bars} == {"Ardania's air force", "judged by Amira"}


def test_casualties_have_bounds_and_voices_and_none_where_nobody_says() -> None:
    (killed,) = row_of(raid()).losses
    assert (killed.low, killed.high, killed.is_disputed) == (12, 30, True)
    assert len(killed.claims) == 2
    assert row_of(volley((AIR_FORCE, "The Harbour Post", None, None))).losses == ()


def test_hits_stand_in_their_wave_and_alone_without_it() -> None:
    wave, hit = raid(id="incident-record-wave"), raid(id="incident-record-hit", part_of="incident-record-wave")
    (row,) = tree_of([wave, hit])
    assert [each.id for each in row.hits] == ["incident-record-hit"]
    (alone,) = tree_of([hit])
    assert alone.wave == "incident-record-wave"
    (day,) = days_with([wave, hit])
    assert (day.words, day.count) == (f"Sunday, {date(2031, 3, 2).day} March 2031", 2)
