"""Links that follow what comes and goes are those that all records together have."""

from collections.abc import Iterable
from dataclasses import replace

import apsw
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.keeping.projection import TABLES, Projection
from dragoman.keeping.records import Asked
from dragoman.reconcile.assemble import records_of
from dragoman.reconcile.linking import linked
from dragoman.record.actors import Actor
from dragoman.record.records import Record, Telling
from tests.reconcile import telling as told
from tests.reconcile.telling import KHARTOUM, OMDURMAN, PORT, RSF, SUDAN, on, state, states

_DOCUMENTS = st.sampled_from("abcdef")
_DAYS = st.sampled_from([None, on("03-01"), on("03-04"), on("03-04", "03-05"), on("03-09"), on("02-01", "03-20")])
_NAMELESS = Actor(name="Hill Front", sector="PRM")
_ACTORS = st.sampled_from(
    [*states("SDN", "ETH", "ERI", "QAT"), RSF, _NAMELESS, replace(_NAMELESS, name="The hill front")]
)
_PARTIES = st.lists(_ACTORS, min_size=1, max_size=3, unique=True).map(tuple)


def _of(build, **fields) -> st.SearchStrategy[Telling]:
    return st.builds(lambda document, known: build(document, **known), _DOCUMENTS, st.fixed_dictionaries(fields))


TELLINGS = st.one_of(
    _of(
        told.talks, parties=_PARTIES, mediators=st.lists(_ACTORS, max_size=1).map(tuple), when=_DAYS,
        round_number=st.sampled_from([None, 2]),
    ),
    _of(
        told.strike, attacker=st.sampled_from([None, RSF, state("SDN"), state("ETH")]), when=_DAYS,
        places=st.lists(st.sampled_from([PORT, KHARTOUM, OMDURMAN, SUDAN]), max_size=2, unique=True).map(tuple),
        scope=st.sampled_from(["single", "wave"]),
    ),
    _of(told.swap, parties=_PARTIES, when=_DAYS),
    _of(told.truce, parties=_PARTIES, type=st.sampled_from(["ceasefire", "framework"])),
    _of(
        told.demand, party=_ACTORS, addressee=st.one_of(st.none(), _ACTORS),
        issue=st.sampled_from(["withdrawal", "borders"]),
    ),
    _of(told.saying),
)  # fmt: skip


def _records(tellings: list[Telling]) -> list[Record]:
    unique = {each.finding.id: each for each in tellings}
    return list(records_of(unique.values(), (), ()))


def links(records: Iterable[Record]) -> dict[str, tuple[str | None, ...]]:
    """What each record is to others."""
    return {each.id: (each.process, each.part_of, each.follows) for each in records}


def _projection() -> Projection:
    database = apsw.Connection(":memory:")
    database.execute(TABLES)
    return Projection(database)


@settings(max_examples=150, deadline=None)
@given(st.lists(TELLINGS, max_size=14), st.data())
def test_links_are_those_of_all_records_whatever_came_and_went(tellings: list[Telling], data: st.DataObject) -> None:
    every, held, projection = _records(tellings), dict[str, Record](), _projection()
    for _ in range(4):
        gone = data.draw(st.sets(st.sampled_from(sorted(held)))) if held else set()
        made = data.draw(st.lists(st.sampled_from(every), unique_by=lambda each: each.id)) if every else []
        gone |= {each.id for each in made} & held.keys()  # those that come again go first
        projection.replace(gone, made)
        held = {ident: each for ident, each in held.items() if ident not in gone} | {each.id: each for each in made}
        records, processes = linked(held.values())
        assert links(projection.records(Asked())) == links(records)
        assert projection.processes() == processes
