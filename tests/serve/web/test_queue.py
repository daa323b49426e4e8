"""Places in the queue: a question knows its address, and where it is among those that are asked for."""

from pathlib import Path

from dragoman.archive import Archive
from dragoman.serve.rest.desk import Desk
from dragoman.serve.web.queue import Item, Spot, item_of
from dragoman.settings import Settings

READ = Item(about="record", records=("round-record-1",), subjects=("a", "b"), weight=2, why=(), because=())
SAME = Item(
    about="same", records=("round-record-1", "round-record-2"), subjects=("a", "c"), weight=1, why=(), because=()
)


def test_items_know_their_address_and_kind() -> None:
    assert (READ.address, READ.kind) == ("/review/record/round-record-1", "round")
    assert SAME.address == "/review/pair/a/c"


def test_a_spot_is_where_a_question_stands_now(desk: Desk) -> None:
    every = desk.archive.review()
    last = every[-1]
    kind = last.records[0].kind
    own = [each for each in every if each.records[0].kind == kind]
    assert Spot(at=0).of(desk.archive, last) == Spot(at=len(every) - 1)
    assert Spot(kind=kind).of(desk.archive, last) == Spot(kind=kind, at=len(own) - 1)
    assert Spot(at=7).of(desk.archive, None) == Spot(at=7)
    assert (Spot().total(desk.archive), Spot(kind=kind).total(desk.archive)) == (len(every), len(own))
    assert Spot(kind="no kind").total(desk.archive) == 0
    assert item_of(last).subjects == last.subjects


def test_a_question_that_was_decided_has_no_place(store: Path) -> None:
    with Archive(store, settings=Settings()) as archive:
        question = next(each for each in archive.review() if each.about == "record")
        for finding in question.subjects:
            archive.judge("accept", finding, by="Amira")
        assert archive.place(question) is None
        assert Spot(at=3).of(archive, question) == Spot(at=3)
