import re

from tests.factory import finding, reading, talks

from dragoman.serve.table import COLUMNS, draw, rows, tab_separated
from dragoman.serve.view import Look

INCIDENT = {
    "file": "report.txt", "kind": "incident", "what": "Missile and drone strike by RSF", "where": "Atbara (Sudan)",
    "when": "", "status": "", "asserted": "reported", "confidence": "0.90",
    "evidence": "The RSF … about 30 drones … Atbara",
}  # fmt: skip


def test_a_row_tells_what_where_and_when() -> None:
    told = [dict(zip(COLUMNS, row, strict=True)) for row in rows(talks(), name="report.txt")]
    assert told[3] == INCIDENT
    assert (told[0]["when"], told[0]["status"]) == ("8–9 April 2026 (“Wednesday”)", "ongoing")


def test_no_cell_breaks_its_line() -> None:
    text = "Kyiv\tsaid\nso"
    (row,) = rows(reading(text, finding("statement", text, {"speaker": "Kyiv\tsaid\nso"})), name="a\tb\n.txt")
    line = tab_separated(row)
    assert line.count("\t") == len(COLUMNS) - 1
    assert line.count("\n") == 1


def test_a_terminal_gets_a_table_under_the_title() -> None:
    page = re.sub(r"\x1b\[[0-9;]*m", "", draw(talks(), Look(width=110, styled=True, colours="standard"), name="x"))
    assert page.splitlines()[0].strip() == "Sudan's army and paramilitaries hold second day of talks"
    assert page.count("reported") == 4
