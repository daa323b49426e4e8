from dragoman.reconcile.assemble import records_of
from dragoman.reconcile.candidates import suggestions_of
from dragoman.reconcile.linking import linked
from dragoman.record.actors import Actor
from dragoman.record.places import Place
from dragoman.record.records import Process, Record, Telling
from tests.reconcile.telling import (
    KHARTOUM,
    PORT,
    RSF,
    SUDAN,
    demand,
    fired,
    number,
    on,
    report,
    state,
    states,
    strike,
    swap,
    talks,
    tell,
    truce,
)  # fmt: skip


def link(*tellings: Telling) -> tuple[dict[str, Record], tuple[Process, ...]]:
    """Records by the id of their first finding, and processes."""
    records, processes = linked(records_of(tellings, suggestions_of(tellings), ()))
    return {telling.finding.id: record for record in records for telling in record.tellings}, processes


def test_a_hit_is_part_of_its_wave() -> None:
    wave = strike("a", places=(PORT, KHARTOUM), munitions=(fired("drone", number(71)),), scope="wave")
    hit, earlier, elsewhere = strike("b"), strike("c", when=on("02-20")), strike("d", places=(Place(name="Hill 40"),))
    records, _ = link(wave, hit, earlier, elsewhere)
    assert records[hit.finding.id].part_of == records[wave.finding.id].id
    assert records[wave.finding.id].part_of is None
    assert records[earlier.finding.id].part_of is None
    assert records[elsewhere.finding.id].part_of is None


def test_another_sides_strike_is_no_part_of_a_wave() -> None:
    wave = strike("a", places=(SUDAN,), scope="wave")
    other = strike("b", attacker=state("ETH"))
    records, _ = link(wave, other)
    assert records[other.finding.id].part_of is None


def test_a_round_follows_the_round_before() -> None:
    first, second = talks("a", when=on("02-01")), talks("b")
    others = talks("c", parties=states("ARM", "AZE"), when=on("02-10"))
    records, _ = link(first, second, others)
    assert records[second.finding.id].follows == records[first.finding.id].id
    assert records[others.finding.id].follows is None


def test_a_position_follows_the_one_it_supersedes_or_reaffirms() -> None:
    told = [demand(report("a", "03-01")), demand(report("b", "03-20"), stance="open"), demand(report("c", "03-28"))]
    other = demand(report("d", "03-10"), issue="borders")
    records, _ = link(*told, other)
    first, second, third = (records[each.finding.id] for each in told)
    assert (second.follows, third.follows) == (first.id, second.id)
    assert records[other.finding.id].follows is None


def test_a_process_has_two_adversaries_and_what_is_theirs() -> None:
    told = [talks("a", parties=states("ETH", "ERI"), mediators=states("NOR"), round_number=1), swap("b"),
            truce("c", parties=states("ETH", "ERI")), demand("d", party=state("ETH"), addressee=state("ERI")),
            strike("e", attacker=state("ETH"), places=(Place(name="Asmara", country="ERI"),))]  # fmt: skip
    records, processes = link(*told)
    (process,) = processes
    assert process.name == "Eritrea – Ethiopia"
    assert process.mediators == ("Norway",)
    assert {records[each.finding.id].process for each in told} == {process.id}


def test_a_group_stands_for_the_place_that_is_hit() -> None:
    hamas = Actor(name="Hamas", canonical="Hamas", country="PSE", sector="REB")
    israel = Actor(name="Israel", canonical="Israel", country="ISR", sector="GOV")
    deal = swap("a", parties=(israel, hamas), category="hostages")
    hit = strike("b", attacker=israel, places=(Place(name="Khan Younis", country="PSE"),))
    records, processes = link(deal, hit)
    assert [process.name for process in processes] == ["Hamas – Israel"]
    assert records[hit.finding.id].process == processes[0].id


def test_a_civil_war_is_the_governments_and_the_groups() -> None:
    records, processes = link(talks("a", parties=(state("SDN"), RSF), mediators=states("NOR")), hit := strike("b"))
    assert [process.name for process in processes] == ["Rapid Support Forces – Sudan"]
    assert records[hit.finding.id].process == processes[0].id


def test_a_chat_of_two_states_is_no_process() -> None:
    _, processes = link(talks("a", parties=states("NOR", "QAT")), tell("statement", "b", content="x"))
    assert processes == ()


def test_a_position_that_no_report_places_belongs_to_the_only_process_of_its_party() -> None:
    known, _ = link(truce("a"), demand("b"))
    assert len({each.process for each in known.values()}) == 1
    known, _ = link(truce("a"), truce("c", parties=states("ARM", "SRB"), declared=on("06-01")), demand("b"))
    assert [each.process for each in known.values() if each.kind == "position"] == [None]
