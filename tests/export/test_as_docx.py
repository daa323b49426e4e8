"""Brief → DOCX, opened again."""

import io
import sys
import zipfile
from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.records import RAID_A, RAID_B, SWAP, TALKS, holdings, raid, record, report, telling

from dragoman.errors import UsageError
from dragoman.export.as_docx import to_docx
from dragoman.export.brief import Brief, brief_of, marked
from dragoman.record.records import Record

docx = pytest.importorskip("docx", reason="python-docx is not installed")
NOW = datetime(2031, 3, 20, 9, 5, tzinfo=UTC)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def brief(*records: Record) -> Brief:
    held = holdings(*records)
    return brief_of(held, held.processes[0], start=date(2031, 3, 1), end=date(2031, 3, 31))


def opened(told: Brief) -> Any:
    return docx.Document(io.BytesIO(to_docx(told)))


def words(document: Any) -> list[str]:
    """The text of each paragraph, links among it, which python-docx leaves out of its own runs."""
    return ["".join(node.text or "" for node in each._p.iter(f"{W}t")) for each in document.paragraphs]


def test_it_opens_with_title_period_and_headings() -> None:
    document = opened(brief())
    heads = [(each.style.name, each.text) for each in document.paragraphs if each.style.name.startswith(("T", "H"))]
    assert heads == [
        ("Title", "Ardania – Belmark Front"), ("Heading 1", "Talks"), ("Heading 1", "Incidents"),
        ("Heading 1", "Exchanges"), ("Heading 1", "References"),
    ]  # fmt: skip
    assert words(document)[1] == "2031-03-01 to 2031-03-31"
    assert document.core_properties.title == "Ardania – Belmark Front"


def test_every_value_has_numbers_that_lead_to_its_reference() -> None:
    document = opened(brief())
    links = {link.get(f"{W}anchor") for link in document.element.iter(f"{W}hyperlink")}
    marks = {mark.get(f"{W}name") for mark in document.element.iter(f"{W}bookmarkStart")}
    assert links
    assert links == marks


def test_references_hold_the_words_with_outlet_day_and_place() -> None:
    told = words(opened(brief()))
    start = TALKS.index("will meet")
    (line,) = [each for each in told if "“will meet”" in each]
    assert line.endswith(f"The Harbour Post, {TALKS[:24]}, 2031-03-03, {start}-{start + 9}, {report(TALKS).url}")
    for text in (RAID_A, RAID_B, SWAP):
        assert any(_quote(each) in text for each in told if each[:1].isdigit())


def test_a_dispute_is_set_apart() -> None:
    document = opened(brief(raid()))
    (killed,) = [run for each in document.paragraphs for run in each.runs if run.text == "Killed: "]
    assert killed.italic


def test_what_is_new_since_the_last_brief_is_marked() -> None:
    told = brief(raid())
    news = marked(told, {raid().id: "changed"}, since=NOW)
    assert not any("Changed." in each for each in words(opened(told)))
    lines = words(opened(news))
    assert lines[1].endswith("what is new or changed since 2031-03-20 09:05 UTC is marked")
    assert any(each.startswith("Changed. Reports tell of use of force") for each in lines)


def test_what_no_xml_holds_is_left_out() -> None:
    text = "They ex\x0bchanged 20 pri\x00soners\x1f on\ufffe Saturday."
    hostile = telling(
        "exchange", text, {"category": text}, report(text, "Wire\x08 <w:p>", title="\x1b[31m & ]]>"),
        category="prisoners",
    )  # fmt: skip
    told = words(opened(brief(record(hostile, process="process-1"))))
    (line,) = [each for each in told if "They exchanged 20 prisoners on Saturday." in each and each[:1].isdigit()]
    assert "Wire <w:p>, [31m & ]]>" in line


def test_an_empty_brief_is_a_title_and_a_period() -> None:
    empty = brief_of(holdings(), holdings().processes[0], start=date(1999, 1, 1), end=date(1999, 1, 2))
    assert words(opened(empty)) == ["Ardania – Belmark Front", "1999-01-01 to 1999-01-02"]


def test_the_same_brief_is_the_same_bytes() -> None:
    assert to_docx(brief()) == to_docx(brief())
    with zipfile.ZipFile(io.BytesIO(to_docx(brief()))) as packed:
        assert packed.testzip() is None
        assert {each.date_time[0] for each in packed.infolist()} == {1980}


def test_without_the_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(UsageError, match="python-docx") as found:
        to_docx(brief())
    assert "dragoman[web]" in found.value.hint


def _quote(line: str) -> str:
    return line.partition("“")[2].partition("”")[0]
