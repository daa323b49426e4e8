"""What the review shows of a record, of coders side by side, and of what can be taken back."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.records import raid, record, round_of_talks

from dragoman.reconcile.coders import Concordance
from dragoman.record.judgements import Judgement
from dragoman.serve.web.review_items import agreement_in_words, coders_on, presses_of, rows_of, shown_of

NOON = datetime(2031, 3, 3, 12, tzinfo=UTC)


def judgement(number: float, verb: str, *subjects: str, by: str = "Amira", **told: Any) -> Judgement:
    at = NOON + timedelta(seconds=number)
    return Judgement(**{"id": f"j{number}", "verb": verb, "subjects": subjects, "by": by, "at": at, **told})


def test_figures_have_bounds_and_codes_a_choice() -> None:
    editors = {each.field.name: each for each in (*shown_of(raid()).editors, *shown_of(round_of_talks()).editors)}
    assert editors["killed"].bounds == ("12", "12", "30")
    assert {claim.outlet for value in editors["killed"].field.values for claim in value.claims} == {
        "The Harbour Post", "Southern Wire",
    }  # fmt: skip
    assert editors["status"].present == "planned"
    assert "held" in editors["status"].codes
    assert editors["type"].present == "drone_strike"
    assert editors["venue"].codes == ()


def test_each_finding_leads_to_its_words() -> None:
    attack = raid()
    told = shown_of(attack).told
    assert [each.id for each in told] == [each.finding.id for each in attack.tellings]
    assert told[0].address.startswith(f"/evidence/{attack.tellings[0].report.id}#w")


def test_coders_stand_side_by_side_without_what_they_took_back() -> None:
    made = [
        judgement(1, "accept", "a"), judgement(2, "reject", "a", by="Bodil"), judgement(3, "accept", "z", by="Chris"),
        judgement(4, "edit", "b", field="status", value="held"), judgement(5, "undo", undoes="j4"),
    ]  # fmt: skip
    coders = coders_on(["a", "b"], made)
    assert [(each.name, [one.words for one in each.decided]) for each in coders] == [
        ("Amira", ["accepted"]), ("Bodil", ["rejected"]),
    ]  # fmt: skip


def test_one_press_is_taken_back_as_one() -> None:
    made = [
        judgement(1, "accept", "a"), judgement(1.5, "accept", "b"), judgement(60, "accept", "c"),
        judgement(61, "accept", "d", by="Bodil"),
    ]  # fmt: skip
    assert [each.ids for each in presses_of("Amira", made)] == [("j60",), ("j1", "j1.5")]
    assert presses_of("Chris", made) == ()


def test_two_records_are_compared_field_by_field() -> None:
    whole = raid()
    rows = {row[0]: row for row in rows_of(record(whole.tellings[0]), record(whole.tellings[1]))}
    assert rows["killed"] == ("killed", "12", "30", True)
    assert rows["attacker"][2] == ""
    assert not rows["places"][3]


def test_agreement_says_where_there_is_none() -> None:
    known: dict[str, Any] = {"field": "x", "metric": "nominal", "units": 2, "coders": ("A", "B"), "differing": ()}
    assert agreement_in_words(Concordance(alpha=0.5, **known)) == "0.50"
    assert "nobody differs" in agreement_in_words(Concordance(alpha=None, **known))
