import re

import pytest
from tests.factory import TALKS, actor, document, evidence, finding, reading, talks

from dragoman.record.documents import Residue
from dragoman.record.reading import Failure
from dragoman.serve.view import Look, draw

CODES = re.compile(r"\x1b\[[0-9;]*m")
PLAIN = draw(talks(), Look(), name="report.txt")
STYLED = Look(width=90, styled=True, colours="standard")


def test_the_header_tells_title_date_and_how_it_was_found() -> None:
    title, facts, *notes = PLAIN.splitlines()[:5]
    assert title == "Sudan's army and paramilitaries hold second day of talks"
    assert facts == "published 9 April 2026, worked out from the text (“Wednesday”) · report.txt"
    assert notes == [
        "set aside, not read: clock column",
        "doubt: the page names no date",
        "1 round of talks, 1 position, 1 statement, 1 incident, 1 exchange",
    ]


@pytest.mark.parametrize(
    ("known", "told"),
    [
        ({"published_basis": None}, "published 9 April 2026"),
        ({"published_basis": "stated"}, "published 9 April 2026, as the page states"),
        ({"published_basis": "given"}, "published 9 April 2026, as given"),
        ({"published_basis": "metadata"}, "published 9 April 2026, from the page's metadata"),
    ],
)
def test_every_way_to_know_the_date_has_its_words(known: dict[str, str], told: str) -> None:
    source = document("x", published=talks().document.published, **known)
    assert draw(reading(source), Look()).splitlines()[1] == told


def test_a_page_without_a_date_says_what_follows_and_what_to_do() -> None:
    assert "--published YYYY-MM-DD" in draw(reading("x"), Look())


def test_equal_kinds_of_residue_are_counted() -> None:
    teasers = (Residue(start=0, end=1, kind="teaser"), Residue(start=1, end=2, kind="teaser"))
    assert "set aside, not read: teaser ×2" in draw(reading(document("xyz", residue=teasers)), Look())


def test_kinds_stand_in_the_codebooks_order_under_their_names() -> None:
    assert re.findall(r"^([A-Z ]+) \(1\)$", PLAIN, re.M) == [
        "ROUND OF TALKS", "POSITION", "STATEMENT", "INCIDENT", "EXCHANGE",
    ]  # fmt: skip


def test_a_finding_has_heading_fields_and_the_sentence_with_its_words_marked() -> None:
    block = PLAIN.split("POSITION (1)\n")[1].split("\n\n")[0].splitlines()
    assert re.fullmatch(r"● Demand by Sudan's army · withdrawal +90%", block[0])
    assert block[1:] == [
        "  content       the RSF withdraw from all of North Darfur",
        "  │ ‹The army› ‹demands› that ‹the RSF withdraw from all of North Darfur›.",
    ]


def test_plain_text_has_no_terminal_codes_and_styled_text_no_marks() -> None:
    assert "\x1b" not in PLAIN
    styled = draw(talks(), STYLED)
    assert CODES.search(styled)
    assert "‹" not in styled


def test_evidence_is_underlined_on_a_terminal_also_without_colours() -> None:
    page = draw(talks(), Look(width=90, styled=True, colours=None))
    assert re.search(r"\x1b\[(?:\d+;)*4(?:;\d+)*mMuscat", page)
    assert not re.search(r"\x1b\[(?:[0-9;]*;)?3[1-7]m", page)


@pytest.mark.parametrize("width", [40, 60, 80, 110])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    for look in (Look(width=width), Look(width=width, styled=True, colours="standard")):
        assert max(len(CODES.sub("", line)) for line in draw(talks(), look).splitlines()) <= width


def test_lines_are_never_wider_than_a_person_reads_well() -> None:
    assert max(map(len, draw(talks(), Look(width=400)).splitlines())) <= 110


def test_the_words_are_the_same_with_and_without_style() -> None:
    bare = re.sub(r"[─│‹›\s]+", "", draw(talks(), Look(width=STYLED.width), name="report.txt"))
    assert re.sub(r"[─│‹›\s]+", "", CODES.sub("", draw(talks(), STYLED, name="report.txt"))) == bare


def test_a_report_cannot_command_the_terminal() -> None:
    evil = "Kyiv \x1b]0;owned\x07 said \x9b31m [bold]no[/bold] \u202egnihton\u202c."
    said = finding("statement", evil, {"speaker": "Kyiv"}, speaker=actor("Kyiv\x1b[2J"), content="[red]x[/red]")
    page = draw(reading(document(evil, title="\x1b[1mtitle :smile:"), said), Look(), name="a\nb.txt")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", page)
    assert "[bold]no[/bold]" in page
    assert "[red]x[/red]" in page
    assert ":smile:" in page


def test_nothing_found_is_said() -> None:
    assert "Nothing found" in draw(reading("The weather was fine."), Look())


def test_a_stage_that_failed_is_told_at_the_end() -> None:
    page = draw(reading("x", failures=(Failure(stage="rounds", message="KeyError: 'x'"),)), Look())
    assert page.splitlines()[-1] == "not done: rounds (KeyError: 'x')"


def test_the_page_ends_with_one_newline_and_no_line_with_a_space() -> None:
    assert re.search(r"[^\n]\n\Z", PLAIN)
    assert [line for line in PLAIN.splitlines() if line != line.rstrip()] == []


def test_evidence_outside_of_all_sentences_is_shown_in_its_line() -> None:
    page = draw(reading(document(TALKS), finding("round", TALKS, {"venue": "Muscat"}), sentences=()), Look())
    assert "in ‹Muscat› on Wednesday." in " ".join(page.replace("│", "").split())


def test_of_a_very_long_sentence_only_the_surroundings_of_the_marks_are_shown() -> None:
    text = "so " * 400 + "Muscat" + " and" * 400
    told = finding("round", text, evidence=(evidence(text, "venue", "Muscat"),))
    passage = "".join(line.split("│ ", 1)[1] for line in draw(reading(text, told), Look()).splitlines() if "│" in line)
    assert "‹Muscat›" in passage
    assert passage.count("…") == 2
    assert len(passage) < 250
