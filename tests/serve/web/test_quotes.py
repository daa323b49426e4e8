"""Words of reports as pages quote them."""

from tests.records import HEALTH, TALKS, report, round_of_talks, telling
from tests.records import record as put_together

from dragoman.record.evidence import Evidence
from dragoman.record.rounds import AgendaItem
from dragoman.serve.web.quotes import quotes_for, record_address
from dragoman.serve.web.segments import address_of


def test_a_quote_leads_to_its_words() -> None:
    field = round_of_talks().fields["status"]
    (quote,) = quotes_for(field.values[0])
    start = TALKS.index("will meet")
    document = field.values[0].tellings[0].document
    assert (quote.words, quote.voice, quote.hedge) == ("will meet", "The Harbour Post", "")
    assert quote.address == f"/evidence/{document}#w{start}"


def test_who_is_named_is_the_voice_and_how_it_is_put_is_told() -> None:
    told = telling("round", TALKS, {"status": "will meet"}, attributed_to=HEALTH, asserted="claimed", status="planned")
    (quote,) = quotes_for(put_together(told).fields["status"].values[0])
    assert (quote.voice, quote.hedge) == ("the health ministry in The Harbour Post", "claimed")


def test_of_a_list_the_words_of_the_item_are_quoted() -> None:
    text = "They spoke of a truce and of prisoners."
    found = telling("round", text, {}, report(text), agenda=(AgendaItem(issue="prisoners", words="prisoners"),))
    both = [_cited(text, words) for words in ("a truce", "prisoners")]
    object.__setattr__(found.finding, "evidence", tuple(both))
    value = put_together(found).fields["agenda"].values[0]
    assert [each.words for each in quotes_for(value)] == ["a truce", "prisoners"]
    assert [each.words for each in quotes_for(value, about="prisoners")] == ["prisoners"]
    assert [each.words for each in quotes_for(value, about="nothing of it")] == ["a truce", "prisoners"]


def test_addresses_of_reports_and_records() -> None:
    assert address_of("sha256:ab") == "/evidence/sha256:ab"
    assert record_address("round-record-1") == "/records/round-record-1"


def _cited(text: str, words: str) -> Evidence:
    start = text.index(words)
    return Evidence(field="agenda", start=start, end=start + len(words), quote=words)
