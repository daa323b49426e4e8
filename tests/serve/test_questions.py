"""The commands that ask and judge, as a user calls them, over a store of a few invented reports."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.keeping.telling import Ticking, written

from dragoman.archive import Archive, open_archive
from dragoman.export.as_frames import Records, columns_of, row_of
from dragoman.serve.cli import run
from dragoman.serve.record_json import CELL_COLUMNS, CHANGE_COLUMNS, ENTRY_COLUMNS, PROCESS_COLUMNS, RECORD_COLUMNS
from dragoman.settings import Settings

Asked = Callable[..., tuple[int, str, str]]
LISTS = ["rounds", "incidents", "exchanges", "agreements"]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("asked")
    with Archive(folder / "store", settings=Settings(), clock=Ticking()) as made:
        list(made.add(*written(folder / "in")))
    return folder / "store"


@pytest.fixture
def ask(filled: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Asked:
    """Call a command on a copy of the store; return exit code, output and complaints."""
    store = tmp_path / "store"
    store.write_bytes(filled.read_bytes())

    def called(*tokens: str) -> tuple[int, str, str]:
        code = run([*tokens, "--store", str(store)])
        return (code, *capfd.readouterr())

    return called


def rows(told: str) -> list[list[str]]:
    return [line.split("\t") for line in told.splitlines()]


@pytest.mark.parametrize("command", LISTS)
def test_a_list_says_the_same_in_every_form(command: str, ask: Asked) -> None:
    objects = json.loads(ask(command, "-f", "json")[1])
    lines = [json.loads(line) for line in ask(command, "-f", "jsonl")[1].splitlines()]
    head, *table = rows(ask(command, "-f", "table")[1])
    code, text, complaints = ask(command)
    assert (code, complaints) == (0, "")
    assert objects == lines
    assert tuple(head) == RECORD_COLUMNS
    assert [row[0] for row in table] == [each["id"] for each in objects]
    assert {each["kind"] for each in objects} <= {command.removesuffix("s")}
    assert all(each["id"] in text for each in objects)
    assert "\x1b" not in text


def test_pages_put_together_are_the_whole(ask: Asked) -> None:
    whole = ask("find", "-f", "jsonl")[1].splitlines()
    parts = [ask("find", "-f", "jsonl", "--limit", "2", "--offset", str(at))[1] for at in range(0, len(whole), 2)]
    assert "".join(parts).splitlines() == whole
    assert f"1 to 2 of {len(whole)} records" in ask("find", "--limit", "2")[1]


def test_figures_stand_with_their_claimants_and_disputes_are_marked(ask: Asked) -> None:
    told = ask("incidents", "--disputed")[1]
    assert "against" in told
    assert "disputed" in told
    assert "2 independent sources" in told
    assert "against" not in ask("incidents", "--undisputed")[1]


def test_find_goes_by_words_and_filters(ask: Asked) -> None:
    strike = json.loads(ask("incidents", "--disputed", "-f", "jsonl")[1].splitlines()[0])
    place = strike["fields"]["places"]["preferred"][0]["name"]
    assert strike["id"] in ask("find", place)[1]
    assert strike["id"] in ask("find", "--place", place, "--kind", "incident")[1]
    assert ask("find", "nosuchword")[1] == "Nothing found.\n"
    assert ask("find", "--from", "1990-01-01", "--to", "1990-01-02", "-f", "jsonl")[1] == ""


def test_find_lists_reports_that_have_no_record(
    filled: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    store, quiet = tmp_path / "store", tmp_path / "quiet.txt"
    store.write_bytes(filled.read_bytes())
    quiet.write_text("Gardens of Khartoum\n\nPublished 13 March 2026\n\nRoses grow along the river again.\n")
    with Archive(store, settings=Settings(), clock=Ticking()) as made:
        (added,) = made.add(quiet)
        assert not any(telling.report.id == added.document for each in made.records() for telling in each.tellings)

    def told(*tokens: str) -> str:
        assert run(["find", *tokens, "--store", str(store)]) == 0
        return capfd.readouterr().out

    assert "Nothing found" not in told("roses")
    assert "1 report without a record" in told("roses")
    assert "Gardens of Khartoum" in told("roses")
    assert "1 report with these words, but without a record" in told("roses", "--kind", "round")
    (found,) = map(json.loads, told("roses", "-f", "jsonl").splitlines())
    assert (found["kind"], found["id"]) == ("report", added.document)
    both = [json.loads(line)["kind"] for line in told("Khartoum", "-f", "jsonl").splitlines()]
    assert both.count("report") == 1
    assert (both[-1], len(both) > 1) == ("report", True)
    pages = [told("Khartoum", "-f", "jsonl", "--limit", "1", "--offset", str(at)) for at in range(len(both))]
    assert "".join(pages) == told("Khartoum", "-f", "jsonl")
    assert told("Khartoum", "-f", "table").splitlines()[-1].split("\t")[:2] == [added.document, "report"]


def test_show_knows_records_findings_documents_and_processes(ask: Asked) -> None:
    record = next(each for each in json.loads(ask("rounds", "-f", "json")[1]) if "parties" in each["fields"])
    page = ask("show", record["id"])[1]
    assert "Who says so" in page
    assert all(each["quote"] in page for v in record["fields"]["parties"]["values"] for t in v["tellings"]
               for each in t["evidence"])  # fmt: skip
    assert ask("show", record["findings"][0])[1] == page
    assert json.loads(ask("show", record["id"], "-f", "json")[1]) == [record]
    document = record["reports"][0]["id"]
    shown = json.loads(ask("show", document.removeprefix("sha256:")[:16], "-f", "json")[1])[0]
    assert shown["id"] == document
    assert record["id"] in shown["records"]
    assert record["id"] in ask("show", document)[1]
    process = json.loads(ask("process", "-f", "json")[1])[0]
    assert process["name"] in ask("show", process["id"])[1]
    code, _, complaint = ask("show", "round-record")
    assert (code, complaint != "") == (2, True) if len(json.loads(ask("rounds", "-f", "json")[1])) > 1 else (0, False)
    assert ask("show", "nothing")[0] == 2


def test_positions_timeline_process_and_diff_have_their_columns(ask: Asked) -> None:
    for tokens, columns in (
        (("positions",), CELL_COLUMNS), (("timeline",), ENTRY_COLUMNS), (("process",), PROCESS_COLUMNS),
        (("diff", "--since", "2001-01-01"), CHANGE_COLUMNS),
    ):  # fmt: skip
        head, *table = rows(ask(*tokens, "-f", "table")[1])
        assert tuple(head) == columns
        assert {len(row) for row in table} <= {len(columns)}
        assert ask(*tokens)[0] == 0
    assert ask("positions", "--quotes")[1].count("“") >= 1


def test_since_the_beginning_everything_is_new_and_since_the_end_nothing(ask: Asked) -> None:
    everything = [json.loads(line) for line in ask("find", "-f", "jsonl")[1].splitlines()]
    new = [json.loads(line) for line in ask("diff", "--since", "2001-01-01", "-f", "jsonl")[1].splitlines()]
    assert {each["record"]["id"] for each in new} == {each["id"] for each in everything}
    assert {each["change"] for each in new} == {"new"}
    assert ask("diff", "--since", "2999-01-01")[1] == "Nothing changed.\n"


@pytest.mark.parametrize(
    "tokens",
    [
        ("rounds", "--status", "bogus"), ("rounds", "--issue", "bogus"), ("rounds", "--from", "soon"),
        ("rounds", "--as-of", "soon"), ("rounds", "--box", "1,2,3"), ("rounds", "--box", "0,50,0,40"),
        ("rounds", "--limit", "-1"), ("rounds", "--process", "Atlantis"), ("rounds", "--rule", "best"),
        ("diff", "--since", "2026-01-01", "--as-of", "2025-01-01"), ("process", "Atlantis"),
        ("judge", "accept", "round-none", "--by", "Ada"), ("judge", "accept", "--by", "Ada"), ("review",),
        ("judge", "undo", "judgement-none", "--by", "Ada"), ("judge", "edit", "x", "--by", "Ada"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_one_line_with_a_hint(tokens: tuple[str, ...], ask: Asked) -> None:
    code, told, complaint = ask(*tokens)
    assert (code, told) == (2, "")
    assert complaint.startswith("dragoman: ")
    assert complaint.count("\n") == 1
    assert complaint.endswith(")\n")


def test_a_missing_store_is_refused_and_not_made(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["rounds", "--store", str(tmp_path / "none")]) == 5
    assert not list(tmp_path.iterdir())
    assert "does not exist" in capfd.readouterr().err


def test_judgements_for_scripts_are_kept_and_taken_back(ask: Asked) -> None:
    record = json.loads(ask("rounds", "-f", "json")[1])[0]
    ident = record["id"]
    code, told, _ = ask("judge", "edit", ident, "--field", "status", "--value", "postponed", "--by", "Ada")
    assert code == 0
    edited = json.loads(ask("show", ident, "-f", "json")[1])[0]
    assert edited["fields"]["status"]["preferred"] == "postponed"
    assert "judged by Ada" in ask("show", ident)[1]
    assert ask("judge", "undo", told.strip(), "--by", "Ada")[0] == 0
    assert json.loads(ask("show", ident, "-f", "json")[1])[0]["fields"] == record["fields"]
    assert ask("judge", "reject", ident, "--by", "Ada", "--reason", "a joke")[0] == 0
    assert ident not in ask("rounds")[1]


def test_two_coders_are_compared(ask: Asked) -> None:
    ident = json.loads(ask("rounds", "-f", "json")[1])[0]["id"]
    assert "No field that two people judged" in ask("coders")[1]
    ask("judge", "accept", ident, "--by", "Ada")
    ask("judge", "accept", ident, "--by", "Ben")
    ask("judge", "edit", ident, "--field", "status", "--value", "postponed", "--by", "Ben")
    found = {each["field"]: each for each in map(json.loads, ask("agreement", "-f", "jsonl")[1].splitlines())}
    assert found["round.status"]["coders"] == ["Ada", "Ben"]
    assert len(found["round.status"]["differing"]) == 1


def test_a_review_is_walked_without_a_terminal(ask: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    queue = json.loads(ask("review", "--list", "-f", "json")[1])
    at = next(index for index, each in enumerate(queue) if each["about"] == "record")
    first = queue[at]["records"][0]

    def walk(*answers: str) -> str:
        monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join([*["s"] * at, *answers]) + "\n"))
        return ask("review", "--by", "Ada")[1]

    assert "one of a, e, r" in walk("bogus", "q")
    told = walk("e", "status", "bogus", "d", "a", "read twice", "u", "q")
    assert "bogus" in told
    assert "taken back" in told
    assert json.loads(ask("review", "--list", "-f", "json")[1]) == queue
    assert f"{at} skipped" in walk("a", "read twice", "q")
    left = json.loads(ask("review", "--list", "-f", "json")[1])
    assert not [each for each in left if each["about"] == "record" and each["records"][0] == first]
    assert "0 decided" in walk()  # the input ends


def test_records_become_tables(filled: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    with open_archive(filled) as archive:
        records = archive.records()
    assert isinstance(records, Records)
    assert isinstance(records[:2], Records)
    table = records.to_arrow()
    assert table.column_names == list(columns_of({record.kind for record in records}))
    assert table.to_pylist()[0]["id"] == records[0].id
    assert table.schema.field("killed_best").type == pyarrow.float64()
    assert all(set(row_of(record)) <= set(table.column_names) for record in records)
    assert Records(()).to_arrow().num_rows == 0
    if pytest.importorskip("pandas"):
        assert len(records.to_pandas()) == len(records)


def test_a_notebook_shows_no_markup_of_a_report(filled: Path) -> None:
    from dataclasses import replace

    with open_archive(filled) as archive:
        record = archive.records()[0]
    shown = Records((replace(record, id="<script>alert(1)</script>"),))._repr_html_()
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown
