import html
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html
from markdown_it import MarkdownIt
from tests.factory import actor
from tests.records import RAID_A, RAID_B, SWAP, holdings, raid, record, report, round_of_talks, swap, telling

from dragoman.export.as_brief import to_html, to_markdown
from dragoman.export.brief import Brief, brief_of, marked
from dragoman.export.cited import Grounded
from dragoman.record.records import Field, Record

MARCH = {"start": date(2031, 3, 1), "end": date(2031, 3, 31)}

TOLD = (
    "Reports tell of talks between Ardania, Belmark Front, round 2, mediated by Norway, in Sorrel, 10 March 2031; "
    "status: planned."
)


def brief(*records: Record, **period: Any) -> Brief:
    held = holdings(*records)
    return brief_of(held, held.processes[0], **(MARCH | period))


def said(told: Brief) -> list[str]:
    sentences = (each for section in told.sections for entry in section.entries for each in entry.sentences)
    return ["".join(p.words if isinstance(p, Grounded) else p for p in each.parts) for each in sentences]


def test_a_brief_says_rounds_incidents_and_exchanges() -> None:
    assert said(brief()) == [
        TOLD,
        "Reports tell of use of force: drone strike, by Belmark Front, against the market, at Quillport, 2 March 2031.",
        "Killed: low 12, best 12, high 30; 12 (The Harbour Post); 30 (the health ministry).",
        "Reports tell of an exchange of prisoners; status: held.",
        "In all: 20 (The Harbour Post).",
    ]


def test_every_sentence_leads_to_a_quote_that_is_in_its_text() -> None:
    texts = [*holdings().records]
    known = {each.id: one for one in texts for each in (t.report for t in one.tellings)}
    for section in brief().sections:
        for entry in section.entries:
            for sentence in entry.sentences:
                cited = [(v.document, e) for g in sentence.grounds for v in g.support for e in v.evidence]
                assert cited
                assert all(document in known and evidence.quote for document, evidence in cited)


def test_a_record_of_which_no_value_has_a_quote_is_counted_and_not_told() -> None:
    mute = record(telling("exchange", SWAP, {}, category="prisoners", status="held"), process="process-1")
    told = brief(mute)
    assert (told.sections, told.unsupported) == ((), 1)
    assert b"no quote supports a value: 1" in to_html(told)


def test_a_value_without_a_quote_is_left_out_of_its_sentence() -> None:
    half = record(
        telling("exchange", SWAP, {"category": "prisoners"}, category="prisoners", status="held"), process="process-1"
    )
    assert said(brief(half)) == ["Reports tell of an exchange of prisoners."]


def test_a_disagreement_is_told_as_one() -> None:
    first = telling("exchange", SWAP, {"status": "exchanged"}, status="held", category="prisoners")
    second = telling("exchange", RAID_A, {"status": "killing"}, report(RAID_A, "Wire"), status="postponed")
    told = brief(record(first, second, process="process-1"))
    assert "In dispute, status: held (The Harbour Post); postponed (Wire)." in said(told)
    assert '<p class="dispute">In dispute, status' in to_html(told).decode()
    assert 'class="dispute">Killed' in to_html(brief()).decode()


def test_what_is_alleged_is_put_as_alleged() -> None:
    cited = {"category": "prisoners"}  # no words of a text are evidence of how it puts things
    alleged = record(telling("exchange", SWAP, cited, category="prisoners", asserted="alleged"), process="process-1")
    assert said(brief(alleged)) == ["Reports tell of an exchange of prisoners (put as alleged)."]


def test_a_preferred_value_that_nobody_states_is_not_told() -> None:
    field: Field = round_of_talks().fields["status"]
    made_up = replace(field, preferred="held")
    changed = replace(round_of_talks(), fields={**round_of_talks().fields, "status": made_up})
    assert not any("status: held" in words for words in said(brief(changed)))


def test_the_period_and_the_process_decide() -> None:
    assert said(brief(start=date(2031, 3, 11))) == []
    assert len(brief(end=date(2031, 3, 9), start=date(2031, 3, 2)).sections) == 2
    assert len(brief(start=date(2031, 3, 3), end=date(2031, 3, 3)).sections) == 1  # the swap, by its report
    assert said(brief(replace(swap(), process="process-2"))) == []


def test_footnotes_are_numbered_once_and_all_there() -> None:
    told = to_markdown(brief()).decode()
    used = re.findall(r"(?<!\n)\[\^(\d+)\](?!:)", told)
    given_ = re.findall(r"^\[\^(\d+)\]:", told, flags=re.MULTILINE)
    assert list(dict.fromkeys(used)) == given_ == [str(n + 1) for n in range(len(given_))]
    assert "“12 civilians”" in told


def test_markdown_reads_as_the_sentences_do() -> None:
    told = MarkdownIt("commonmark").parse(to_markdown(brief()).decode())
    texts = [inner.content for each in told for inner in (each.children or ()) if each.type == "inline"]
    bare = re.sub(r"\[\^\d+\]", "", "".join(texts))
    assert all(words in bare for words in said(brief()))


def test_links_lead_to_notes_that_are_there() -> None:
    page = etree.fromstring(to_html(brief()), etree.HTMLParser())
    targets = {each.lstrip("#") for each in page.xpath("//sup/a/@href")}
    assert targets == set(page.xpath("//li/@id"))
    assert len(targets) > 5


def test_the_page_runs_nothing_and_loads_nothing() -> None:
    page = lxml_html.fromstring(to_html(brief()))
    assert page.xpath("//script | //img | //link | //iframe | //*[@onclick] | //@src") == []
    assert RAID_B not in to_html(brief()).decode()
    assert html.escape('<script>alert("x")</script>') in to_html(brief()).decode()


def test_only_addresses_of_the_web_are_links() -> None:
    for url, links in (("javascript:alert(1)", 0), ("data:text/html,x", 0), ("https://news.example/1", 1)):
        one = record(
            telling("exchange", SWAP, {"status": "exchanged"}, report(SWAP, url=url), status="held"),
            process="process-1",
        )
        assert len(lxml_html.fromstring(to_html(brief(one))).xpath("//li/a[@href]")) == links


def named(name: str) -> Brief:
    return brief(round_of_talks(parties=(actor(name),)))


@given(name=st.text(st.sampled_from("<>&\"'*_`[]()#!|\\-+.=:/ab \n~1^$")).filter(str.strip))
def test_no_name_is_markup_in_markdown_or_html(name: str) -> None:
    page = lxml_html.fromstring(to_html(named(name)))
    plain = lxml_html.fromstring(to_html(named("Ardania")))
    assert [each.tag for each in page.iter()] == [each.tag for each in plain.iter()]
    tags = [(each.type, each.tag) for each in _tokens(to_markdown(named(name)))]
    assert tags == [(each.type, each.tag) for each in _tokens(to_markdown(named("Ardania")))]


def _tokens(told: bytes) -> list[Any]:
    """Block and inline tokens; escapes and entities are but texts."""
    found = MarkdownIt("commonmark").parse(told.decode())
    inline = [inner for each in found for inner in (each.children or ()) if inner.type not in ("text", "text_special")]
    return [*found, *inline]


@pytest.mark.parametrize("write", [to_html, to_markdown])
def test_the_same_records_give_the_same_brief(write: Any) -> None:
    held = holdings()
    turned = replace(held, records=held.records[::-1])
    assert write(brief()) == write(brief_of(turned, held.processes[0], **MARCH))
    assert raid()


def test_figures_of_parts_are_told_as_ranges_with_their_voices() -> None:
    held = raid()
    field = replace(held.fields["killed"], name="munitions.drone.launched", is_disputed=False)
    told = said(brief(replace(held, fields={field.name: field})))
    assert told == [
        "munitions, drone, launched: low 12, best 12, high 30; 12 (The Harbour Post); 30 (the health ministry)."
    ]


def test_values_of_the_same_words_share_their_note() -> None:
    assert "Ardania, Belmark Front[^1], round 2[^2]" in to_markdown(brief()).decode()
    assert "<https://news.example/" in to_markdown(brief()).decode()


def test_what_is_new_since_an_earlier_brief_is_marked_in_both_forms() -> None:
    told = marked(brief(), {raid().id: "new"}, since=datetime(2031, 3, 20, 9, 5, tzinfo=UTC))
    written = to_markdown(told).decode()
    assert "2031-03-01 to 2031-03-31; what is new or changed since 2031-03-20 09:05 UTC is marked" in written
    assert "- **New.** Reports tell of use of force" in written
    assert written.count("**") == 2
    assert "<p><strong>New.</strong> Reports tell of use of force" in to_html(told).decode()
    assert b"<strong>" not in to_html(brief())
