"""The columns by which records are left out quickly leave out nothing that a question is about."""

from datetime import date

from hypothesis import example, given, settings
from hypothesis import strategies as st

from dragoman.keeping.rows import record_of, row_of, sides
from dragoman.reconcile.assemble import records_of
from dragoman.reconcile.candidates import suggestions_of
from dragoman.reconcile.linking import linked
from dragoman.reconcile.selecting import Selection, select, sides_of_states
from dragoman.record.records import RULES, Record, Rule, Telling
from dragoman.record.times import When
from tests.reconcile.telling import strike
from tests.reconcile.test_candidates import DAYS, PAIRS

NAMES = ["Sudan", "SDN", "RSF", "Serbia", "NOR", "Lena Morvath"]
OPEN = strike("a", when=When(start=date(2031, 3, 4)))
CLOSED = strike("b", when=When(start=date(2031, 3, 4), end=date(2031, 3, 4)))


def put_together(tellings: tuple[Telling, ...], rule: Rule) -> tuple[Record, ...]:
    return linked(records_of(tellings, suggestions_of(tellings), (), rule=rule))[0]


@given(PAIRS, st.sampled_from(RULES), DAYS, DAYS)
@example((OPEN, CLOSED), "most_sources", date(2031, 3, 20), date(2031, 3, 20))
@settings(max_examples=400, deadline=None)
def test_no_record_of_the_wanted_days_is_left_out(
    pair: tuple[Telling, ...], rule: Rule, first: date, last: date
) -> None:
    for record in select(put_together(pair, rule), Selection(first=first, last=last)):
        row = row_of(record)
        assert row["last"] is None or row["last"] >= first.isoformat(), record
        assert row["first"] is None or row["first"] <= last.isoformat(), record


@given(PAIRS, st.lists(st.sampled_from(NAMES), min_size=1, max_size=2))
@settings(max_examples=200, deadline=None)
def test_no_record_in_which_a_wanted_state_takes_part_is_left_out(pair: tuple[Telling, ...], names: list[str]) -> None:
    wanted = sides_of_states(names)
    for record in select(put_together(pair, "most_sources"), Selection(actors=tuple(names))):
        assert not wanted or sides(record) & set(wanted), record


def test_only_states_are_certain() -> None:
    assert sides_of_states(["Sudan", "nor"]) == ("SDN", "NOR")
    assert sides_of_states(["Sudan", "Lena Morvath"]) == sides_of_states(["RSF"]) == sides_of_states([]) == ()


def test_a_record_comes_back_as_it_was_put_down() -> None:
    (record,) = put_together((OPEN, CLOSED), "most_sources")
    row = row_of(record)
    names = ("kind", "process", "part_of", "follows", "known", "findings", "fields", "id")
    assert record_of(tuple(row[name] for name in names)) == record
