"""What every store promises, on both kinds of database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import chain

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.errors import StoreError
from dragoman.extract.claims import claims_of
from dragoman.store.contract import Page, Sameness, Wanted
from tests.everything import FINDINGS
from tests.store.homes import Home
from tests.store.reports import (
    BEGIN,
    FAILURE,
    REFUSAL,
    Clock,
    arrival,
    claims,
    findings,
    ingest,
    judgement,
    keep,
    run,
    suggestion,
    text_of,
)


def test_what_goes_in_comes_out(home: Home) -> None:
    store, clock = home.open(clock := Clock()), clock
    came = arrival(
        1, url="https://coast.example/1", source="The Coast", carrier="feed.xml", media_type="text/plain",
        published=date(2026, 2, 28), retrieved=datetime(2026, 2, 28, 9, tzinfo=timezone(timedelta(hours=2))),
    )  # fmt: skip
    document = ingest(came.raw, came.name)
    with store.writing() as writer:
        added = writer.add(came, document)
        assert writer.append_reading(document.id, run=run(), claims=claims(document), failures=[FAILURE])
    assert (added.document, added.is_new_document, added.is_new_delivery) == (document.id, True, True)
    with store.view() as view:
        assert view.document(document.id) == replace(document, url=came.url, source=came.source)
        assert view.raw(document.id) == came.raw
        (delivery,) = view.deliveries(document.id)
        assert delivery.retrieved == came.retrieved
        assert (delivery.carrier, delivery.published) == (came.carrier, came.published)
        assert [told.finding for told in view.tellings(kinds=["round"])] == [findings(document)[0]]
        assert {told.finding for told in view.tellings()} == set(findings(document))
        (report,) = view.documents()
        assert (report.id, report.story, report.added) == (document.id, document.id, clock.moment)
        assert (report.source, report.title, report.published) == (came.source, document.title, document.published)
        assert [kept.claim for kept in view.claims(findings(document)[1].id)] == list(
            claims_of(findings(document)[1], document.id)
        )
        assert view.last_run(document.id) == run() == view.runs()[0]
        (failed,) = view.failures()
        assert (failed.document, failed.stage, failed.message) == (document.id, FAILURE.stage, FAILURE.message)
    assert list(store.verify(ingest)) == []
    store.close()


def test_the_same_bytes_again_are_only_seen_again(home: Home) -> None:
    store = home.open(clock := Clock())
    for hour, known in enumerate(({}, {}, {"url": "https://hills.example/a"}, {"carrier": "week.warc"})):
        clock.moment = BEGIN + timedelta(hours=hour)
        with store.writing() as writer:
            came = arrival(1, **known)
            document = ingest(came.raw, came.name)
            added = writer.add(came, document)
            changed = writer.append_reading(document.id, run=run(), claims=claims(document))
        assert (added.is_new_document, added.is_new_delivery) == (hour == 0, hour != 1)
        assert changed is (hour == 0)
    with store.view() as view:
        assert (view.counts().documents, view.counts().deliveries) == (1, 3)
        first = view.deliveries(document.id)[0]
        assert (first.first_seen, first.last_seen) == (BEGIN, BEGIN + timedelta(hours=1))
    with store.view(as_of=BEGIN) as then:
        (only,) = then.deliveries(document.id)
        assert only.last_seen == BEGIN
    assert list(store.verify(ingest)) == []
    store.close()


def test_order_and_repetition_leave_the_same_store(home: Home) -> None:
    """What is known of each document does not depend on which delivery came first."""
    seen = []
    deliveries = [
        {"url": "https://b.example/x", "source": "B", "number": 1}, {"url": "https://a.example/x", "source": "A",
        "number": 1}, {"number": 2},
    ]  # fmt: skip
    store = home.open()
    for order in (deliveries, deliveries[::-1], deliveries):
        with store.writing() as writer:
            for known in order:
                keep(writer, **known)
        with store.view() as view:
            seen.append(([replace(each, added=BEGIN) for each in view.documents()], list(view.tellings())))
    assert seen[0] == seen[1] == seen[2]
    assert {each.url for each in seen[0][0]} == {"https://a.example/x", None}
    store.close()


def test_nothing_of_a_transaction_that_breaks_is_kept(home: Home) -> None:
    store = home.open()
    with pytest.raises(ZeroDivisionError), store.writing() as writer:
        1 / len(keep(writer, 1).residue)
    with store.writing() as writer:
        keep(writer, 2)
    with store.view() as view:
        assert view.counts().documents == 1
        assert view.document(ingest(text_of(1).encode(), "x").id) is None
    assert list(store.verify(ingest)) == []
    store.close()


def test_a_view_sees_nothing_that_was_logged_later(home: Home) -> None:
    store = home.open(clock := Clock())
    with store.writing() as writer:
        first = keep(writer, 1, url="https://coast.example/1", source="The Coast")
    with store.view() as early:
        clock.pass_hours()
        with store.writing() as writer:
            second = keep(writer, 2)
            one, two = findings(first)[0].id, findings(second)[0].id
            writer.append_reading(first.id, run=run(2), claims=claims(first)[:1], failures=[FAILURE])
            writer.append_suggestions([suggestion(one, two)])
            writer.append_judgement(judgement())
            writer.append_refusal(REFUSAL)
            writer.append_sameness(Sameness(document=first.id, story="one", bands=("b",), signature=b"\1"))
            writer.add(arrival(1, url="https://a.example/1", source="Another"), first)
        for then in chain([early], _views(store, BEGIN, BEGIN + timedelta(minutes=59))):
            assert [each.id for each in then.documents()] == [first.id]
            assert then.documents()[0].source == "The Coast"
            assert (then.document(second.id), then.raw(second.id)) == (None, None)
            assert {told.finding for told in then.tellings()} == set(findings(first))
            assert then.sharing(["round key"]) == (one,)
            assert then.search("envoys round") == then.search("Envoys")
            assert [hit.document for hit in then.search("envoys")] == [first.id]
            assert (then.suggestions(), then.judgements(), then.failures()) == ((), (), ())
            assert (len(then.runs()), then.copies(["b"]), then.documents()[0].story) == (1, (), first.id)
            assert len(then.deliveries(first.id)) == 1
            counts = then.counts()
            assert (counts.documents, counts.findings, counts.claims) == (1, 2, len(claims(first)))
            assert (counts.failures, counts.suggestions, counts.judgements) == (0, 0, 0)
    with store.view(as_of=BEGIN + timedelta(hours=1)) as now:
        assert now.counts().documents == 2
        assert now.sharing(["round key"]) == tuple(sorted((one, two)))
        assert now.documents(Wanted(source="Another"))[0].story == "one"
        assert len(now.failures()) == 2
    with store.view(as_of=BEGIN - timedelta(seconds=1)) as before:
        assert (before.documents(), before.head().sequence) == ((), 0)
    with pytest.raises(ValueError, match="no time zone"), store.view(as_of=datetime(2026, 3, 1)):
        pass
    store.close()


def _views(store, *moments):
    for moment in moments:
        with store.view(as_of=moment) as view:
            yield view


def test_a_clock_that_is_set_back_hides_nothing(home: Home) -> None:
    store = home.open(clock := Clock())
    with store.writing() as writer:
        keep(writer, 1)
    clock.pass_hours(-5)
    with store.writing() as writer:
        keep(writer, 2)
    with store.view(as_of=BEGIN) as view:
        assert view.counts().documents == 2
    assert list(store.verify(ingest)) == []
    store.close()


def test_a_rereading_counts_and_the_earlier_claims_stay(home: Home) -> None:
    store = home.open(clock := Clock())
    with store.writing() as writer:
        document = keep(writer, 1)
    met, freed = findings(document)
    surer = replace(met, confidence=0.97)
    clock.pass_hours()
    with store.writing() as writer:
        assert writer.append_reading(document.id, run=run(2), claims=claims_of(surer, document.id))
    with store.view() as view:
        assert [told.finding for told in view.tellings()] == [surer]
        assert view.sharing(["exchange key"]) == ()
        kept = view.claims(met.id)
        assert {each.claim.id for each in kept} == {
            each.id for each in (*claims_of(met, document.id), *claims_of(surer, document.id))
        }
        ends = {each.claim.value.get("confidence"): each.last_seen for each in kept if each.claim.field == ""}
        assert ends == {0.9: BEGIN, 0.97: BEGIN + timedelta(hours=1)}
        status = next(each for each in kept if each.claim.field == "status")
        assert (status.first_seen, status.last_seen) == (BEGIN, BEGIN + timedelta(hours=1))
        assert [each.last_seen for each in view.claims(freed.id)] == [BEGIN] * len(claims_of(freed, document.id))
        assert view.last_run(document.id) == run(2)
    with store.view(as_of=BEGIN) as then:
        assert {told.finding for told in then.tellings()} == {met, freed}
    with store.writing() as writer:  # back to the first reader's answer: the readings between stay what they were
        assert writer.append_reading(document.id, run=run(1), claims=claims(document))
        assert not writer.append_reading(document.id, run=run(1), claims=claims(document))
    with store.view() as view:
        assert {told.finding for told in view.tellings()} == {met, freed}
    assert list(store.verify(ingest)) == []
    store.close()


def test_the_same_url_with_other_bytes_is_a_new_version(home: Home) -> None:
    store, url = home.open(clock := Clock()), "https://coast.example/talks"
    ids = []
    for number in (1, 2, 1):
        with store.writing() as writer:
            ids.append(keep(writer, number, url=url).id)
        clock.pass_hours()
    with store.view() as view:
        versions = view.versions(url)
        assert [each.document for each in versions] == ids[:2]
        assert versions[0].last_seen == BEGIN + timedelta(hours=2)
        assert [view.raw(each.document) for each in versions] == [text_of(1).encode(), text_of(2).encode()]
        assert view.versions("https://coast.example/other") == ()
    store.close()


def test_documents_are_filtered_and_paged(home: Home) -> None:
    store = home.open(clock := Clock())
    days = [date(2026, 2, day) for day in (3, 1, 2)] + [None]
    ids = []
    for number, day in enumerate(days):
        came = arrival(number, source="Hills" if number % 2 else None)
        document = replace(ingest(came.raw, came.name), published=day)
        with store.writing() as writer:
            writer.add(came, document)
        ids.append(document.id)
        clock.pass_hours()
    with store.view() as view:

        def found(page: Page = Page(), **wanted) -> list[int]:  # noqa: B008  frozen
            return [ids.index(each.id) for each in view.documents(Wanted(**wanted), page=page)]

        assert found() == [1, 2, 0, 3]
        assert found(Page(limit=2, offset=1)) == [2, 0]
        assert found(Page(limit=3, is_latest_first=True)) == [3, 2, 1]
        assert found(ids=(ids[3], ids[0], "sha256:0")) == [0, 3]
        assert found(source="Hills") == [1, 3]
        assert found(published_from=date(2026, 2, 2)) == [2, 0]
        assert found(published_from=date(2026, 2, 1), published_to=date(2026, 2, 3)) == [1, 2]
        assert found(added_from=BEGIN + timedelta(hours=1), added_to=BEGIN + timedelta(hours=2)) == [1]
        assert [each.id for each in view.reports([ids[2], "sha256:none"])] == [ids[2]]
    store.close()


def test_tellings_are_filtered_and_paged(home: Home) -> None:
    store = home.open()
    with store.writing() as writer:
        documents = [keep(writer, number) for number in range(6)]
    every = sorted(each.id for document in documents for each in findings(document))
    with store.view() as view:
        assert [told.finding.id for told in view.tellings()] == every
        assert [told.finding.id for told in view.tellings(page=Page(limit=3, offset=2))] == every[2:5]
        assert [told.finding.id for told in view.tellings(ids=[every[3], "round-none"])] == [every[3]]
        assert list(view.tellings(ids=[])) == []
        of_one = {told.finding for told in view.tellings(document=documents[0].id, kinds=["exchange", "event"])}
        assert of_one == {findings(documents[0])[1]}
    store.close()


def test_a_writer_asks_and_answers_in_one_transaction(home: Home) -> None:
    store = home.open()
    for number in (1, 2, 3):
        with store.writing() as writer:
            document = keep(writer, number)
            new = findings(document)[0]
            others = [each for each in writer.view.sharing(["round key"]) if each != new.id]
            told = list(writer.view.tellings(ids=others))
            assert [each.finding.id for each in told] == others
            writer.append_suggestions(suggestion(new.id, each) for each in others)
            writer.append_suggestions(suggestion(new.id, each) for each in others)
    with store.view() as view:
        assert len(view.suggestions()) == 3
        assert view.counts().suggestions == 3
        assert all(new.id in (each.left, each.right) for each in view.suggestions(ids=[new.id]))
        first, *others = view.suggestions()
    with store.writing() as writer:
        writer.append_suggestions([replace(first, score=0.1), *others])
    with store.view() as view:
        assert [each.score for each in view.suggestions()] == [0.1, 0.8, 0.8]
        assert view.head().sequence == 3 * 5 - 2 + 2 + 1  # a report has five entries, the run comes once
    assert list(store.verify(ingest)) == []
    store.close()


def test_copies_are_found_by_their_bands(home: Home) -> None:
    store = home.open()
    with store.writing() as writer:
        one, two, three = (keep(writer, number) for number in (1, 2, 3))
        writer.append_sameness(Sameness(document=one.id, story=one.id, bands=("a", "b"), signature=b"\0\1"))
        assert [each.document for each in writer.view.copies(["b", "c"])] == [one.id]
        writer.append_sameness(Sameness(document=two.id, story=one.id, bands=("b", "c"), signature=b"\0\2"))
        writer.append_sameness(Sameness(document=three.id, story=three.id, bands=("d",)))
    with store.writing() as writer:  # told again: another story
        head = writer.view.head()
        writer.append_sameness(Sameness(document=two.id, story=one.id, bands=("c", "b", "b"), signature=b"\0\2"))
        assert writer.view.head() == head
        writer.append_sameness(Sameness(document=two.id, story=three.id, bands=("b",), signature=b"\0\2"))
    with store.view() as view:
        found = {each.document: (each.story, each.signature) for each in view.copies(["b"])}
        assert found == {one.id: (one.id, b"\0\1"), two.id: (three.id, b"\0\2")}
        assert view.copies(["c"]) == ()
        assert {each.id: each.story for each in view.documents()}[two.id] == three.id
        assert {told.report.story for told in view.tellings(document=two.id)} == {three.id}
    assert list(store.verify(ingest)) == []
    store.close()


def test_judgements_and_refusals_are_kept_once(home: Home) -> None:
    store = home.open(clock := Clock())
    edit = replace(judgement(2), verb="edit", field="killed", value={"low": None, "best": 3, "words": "three"})
    with store.writing() as writer:
        assert [writer.append_judgement(each) for each in (judgement(), edit, judgement())] == [True, True, False]
        assert [writer.append_refusal(REFUSAL) for _ in range(2)] == [True, False]
        assert writer.append_refusal(replace(REFUSAL, carrier="week.warc", raw_digest="sha256:1"))
    clock.pass_hours()
    with store.writing() as writer:
        assert not writer.append_refusal(REFUSAL)
    with store.view() as view:
        assert view.judgements() == (judgement(), edit)
        first, second = view.failures()
        assert (first.document, first.name, first.message, first.hint) == (None, *_refused())
        assert (second.carrier, second.raw_digest, second.at) == ("week.warc", "sha256:1", BEGIN)
        assert view.failures(document="sha256:1") == ()
    assert list(store.verify(ingest)) == []
    store.close()


def test_names_that_no_database_can_hold_are_spelled_out(home: Home) -> None:
    store = home.open()
    with store.writing() as writer:
        document = keep(writer, 1, name="caf\udce9.txt", source="a\0b")
        writer.append_refusal(replace(REFUSAL, name="x\0\ud800"))
        writer.append_reading(document.id, run=run(2), claims=(), failures=[replace(FAILURE, message="\0")])
    with store.view() as view:
        (delivery,) = view.deliveries(document.id)
        assert (delivery.name, delivery.source) == ("caf\\udce9.txt", "a\\x00b")
        assert [each.name for each in view.failures()] == [document.id, "x\\x00\\ud800"]
    assert list(store.verify(ingest)) == []
    store.close()


def _refused() -> tuple[str, str, str]:
    return REFUSAL.name, REFUSAL.message, REFUSAL.hint


def test_what_cannot_be_is_refused(home: Home) -> None:
    store = home.open()
    document = ingest(text_of(1).encode(), "x")
    with pytest.raises(StoreError, match="not the digest of its bytes"), store.writing() as writer:
        writer.add(arrival(2), document)
    with pytest.raises(StoreError, match="not stored"), store.writing() as writer:
        writer.append_reading(document.id, run=run(), claims=claims(document))
    with pytest.raises(StoreError, match="not stored"), store.writing() as writer:
        writer.append_reading(keep(writer, 2).id, run=run(), claims=claims(document))
    with pytest.raises(StoreError, match="not stored"), store.writing() as writer:
        writer.append_sameness(Sameness(document=document.id, story="s"))
    with pytest.raises(ValueError, match="no time zone"), store.writing() as writer:
        keep(writer, 1, retrieved=datetime(2026, 3, 1))
    with pytest.raises(StoreError, match="half a character"), store.writing() as writer:
        writer.add(arrival(1), replace(document, title="\ud800"))
    with store.view() as view:
        assert view.counts().documents == 0
    store.close()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(FINDINGS, min_size=1, max_size=3, unique_by=lambda each: each.id))
def test_whatever_is_found_comes_out_as_it_was(home: Home, found: list) -> None:
    store = home.open(lambda: datetime.now(UTC))
    document = ingest(text_of(1).encode(), "x")
    told = [claim for each in found for claim in claims_of(each, document.id)]
    with store.writing() as writer:
        writer.add(arrival(1), document)
        writer.append_reading(document.id, run=run(), claims=told)
        out = {told.finding.id: told.finding for told in writer.view.tellings(document=document.id)}
    assert out == {each.id: each for each in found}
    store.close()


def test_what_was_doubtful_about_an_arrival_is_kept_and_covered_by_the_log(home: Home) -> None:
    store, doubt = home.open(), "the feed gives the id “7” to two items"
    with store.writing() as writer:
        sure, doubtful = arrival(1), replace(arrival(2), doubts=(doubt,))
        for each in (sure, doubtful):
            writer.add(each, ingest(each.raw, each.name))
    with store.view() as view:
        told = [delivery.doubts for report in view.documents() for delivery in view.deliveries(report.id)]
    assert sorted(told) == [(), (doubt,)]
    assert list(store.verify(ingest)) == []
    home.tamper("deliveries", "UPDATE deliveries SET doubts = '[]'")
    assert any("not what was logged" in fault.message for fault in store.verify(ingest))
    store.close()
