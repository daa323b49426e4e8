"""Which codes of the codebook records have, with the words that state them."""

from dataclasses import replace
from datetime import date

from dragoman.reconcile.codings import Coded, codes_stated, usages_in
from dragoman.record.records import Record
from tests.records import raid


def dated(day: int | None, ident: str) -> Record:
    made = raid()
    first, *others = made.tellings
    published = date(2031, 3, day) if day else None
    return replace(
        made, id=ident, tellings=(replace(first, report=replace(first.report, published=published)), *others)
    )


def test_an_example_is_the_words_that_state_the_code() -> None:
    found = codes_stated(raid())
    assert found[Coded("incident", "type", "drone_strike")].quote == "hit"
    assert Coded("incident", "target", "market") not in found


def test_only_codes_of_the_codebook_count() -> None:
    made = raid()
    field = made.fields["type"]
    strange = replace(field, values=tuple(replace(each, value={"code": "picnic"}) for each in field.values))
    assert not any(each.field == "type" for each in codes_stated(replace(made, fields={"type": strange})))


def test_the_latest_examples_are_shown_and_all_are_counted() -> None:
    held = [dated(2, "b"), dated(None, "a"), dated(4, "d"), dated(4, "c")]
    usage = usages_in(held, most=3)[Coded("incident", "type", "drone_strike")]
    assert usage.count == 4
    assert [each.record for each in usage.examples] == ["c", "d", "b"]
