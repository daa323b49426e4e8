"""The command line as a user calls it; what reading finds is tested elsewhere, here it is what becomes of it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import dragoman
from dragoman import pipeline
from dragoman.export.as_json import to_json, to_object
from dragoman.serve.cli import INTERRUPTED, PIPE_CLOSED, run
from dragoman.serve.table import COLUMNS
from dragoman.settings import Settings

REPORT = Path(__file__).parents[2] / "examples" / "report.txt"
MAIN = [sys.executable, "-c", "from dragoman.serve.cli import main; main()"]
PAGE = """<!doctype html><html><head><title>Truce holds in the north</title></head><body><article>
<h1>Truce holds in the north</h1>
<p>A ceasefire between the army and the rebels held for a second day on Friday, United Nations monitors said.</p>
<p>The army demands that the rebels leave the port. The rebels refuse to give up the port.</p>
</article></body></html>"""


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Three reports that can be read."""
    paths = [tmp_path / "one.txt", tmp_path / "two.html", tmp_path / "three.txt"]
    paths[0].write_bytes(REPORT.read_bytes())
    paths[1].write_text(PAGE, encoding="utf-8")
    paths[2].write_text("Talks between the army and the rebels will resume in Geneva on Monday.", encoding="utf-8")
    return [str(path) for path in paths]


def test_help_and_version_load_nothing_heavy() -> None:
    script = (
        "import sys; from dragoman.serve.cli import run; run(['--version']); run(['--help']); run(['read', '--help']);"
        "heavy = {'numpy', 'onnxruntime', 'trafilatura', 'sqlite3', 'msgspec'};"
        "print(*sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == ""
    assert done.stdout.startswith(f"dragoman {dragoman.__version__}\n")


@pytest.mark.parametrize("command", [[], ["read"], ["codebook"], ["doctor"], ["completion"]])
def test_help_tells_examples_and_exit_codes(command: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    assert run([*command, "--help"]) == 0
    told = capfd.readouterr().out
    assert "Exit codes: 0 all read" in told
    assert "dragoman " + " ".join(command) in told


def test_one_file_is_shown_as_a_page(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["read", str(REPORT)]) == 0
    out, err = capfd.readouterr()
    assert out.startswith("Sudan's army and paramilitaries hold second day of Norwegian-mediated talks\n")
    assert "set aside, not read: clock column" in out
    assert "‹" in out
    assert err == ""


def test_one_file_as_json_is_its_object(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["read", str(REPORT), "--format", "json"]) == 0
    assert capfd.readouterr().out == to_json(dragoman.read(REPORT), indent=2).decode() + "\n"


def test_several_files_as_json_are_a_list_in_the_order_given(
    files: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["read", *files, "-f", "json"]) == 0
    assert json.loads(capfd.readouterr().out) == [to_object(dragoman.read(name)) for name in files]


def test_json_lines_are_one_line_a_file(files: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["read", *files, "-f", "jsonl"]) == 0
    assert capfd.readouterr().out.encode() == b"".join(to_json(dragoman.read(name)) + b"\n" for name in files)


def test_the_table_has_a_row_for_each_finding(files: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["read", *files, "-f", "table"]) == 0
    head, *rows = [line.split("\t") for line in capfd.readouterr().out.splitlines()]
    assert tuple(head) == COLUMNS
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert [(row[0], row[1]) for row in rows] == [(n, f.kind) for n in files for f in dragoman.read(n).findings]


def test_standard_input_is_a_file_like_others(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with REPORT.open() as file:
        monkeypatch.setattr(sys, "stdin", file)
        assert run(["read", "-", "-f", "jsonl"]) == 0
    assert capfd.readouterr().out.encode() == to_json(dragoman.read(REPORT)) + b"\n"


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "table"])
def test_the_number_of_processes_changes_nothing(
    form: str, files: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    mixed = [files[0], "nosuch.txt", files[1], files[2]]
    told = []
    for jobs in ("1", "2"):
        assert run(["read", *mixed, "-f", form, "--jobs", jobs]) == 3
        told.append(capfd.readouterr())
    assert told[0] == told[1]
    assert told[0].err == "dragoman: nosuch.txt does not exist (check the name and the folder)\n"


def test_the_order_of_files_changes_no_reading(files: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    lines = []
    for names in (files, files[::-1]):
        run(["read", *names, "-f", "jsonl"])
        lines.append(capfd.readouterr().out.splitlines())
    assert lines[0] == lines[1][::-1]


def test_only_and_confidence_filter_what_is_shown(capfd: pytest.CaptureFixture[str]) -> None:
    run(["read", str(REPORT), "-f", "json", "--only", "position", "--only", "round", "--min-confidence", "0.7"])
    told = json.loads(capfd.readouterr().out)["findings"]
    everything = dragoman.read(REPORT).findings
    assert [each["id"] for each in told] == [
        each.id for each in everything if each.kind in ("round", "position") and each.confidence >= 0.7
    ]


def test_the_date_given_is_the_date_of_publication(capfd: pytest.CaptureFixture[str]) -> None:
    run(["read", str(REPORT), "-f", "json", "--published", "2026-05-21"])
    told = json.loads(capfd.readouterr().out)["document"]
    assert (told["published"], told["published_basis"]) == ("2026-05-21", "given")


SENSELESS = [
    ("", "no file to read (name one or more, or - for standard input)"),
    ("- -", "standard input can be read once (name - once)"),
    ("x --published 2026-13-01", "--published: '2026-13-01' is no date (write it as YYYY-MM-DD)"),
    ("x --published tomorrow", "--published: 'tomorrow' is no date (write it as YYYY-MM-DD)"),
    ("x --min-confidence 2", "--min-confidence: '2' is no share (give a number from 0 to 1, as 0.6)"),
    ("x --min-confidence nan", "--min-confidence: 'nan' is no share (give a number from 0 to 1, as 0.6)"),
    ("x --jobs -1", "--jobs: '-1' is no number of processes (give 1, 2, 3 …)"),
    ("x --formt json", "unknown option --formt (see `dragoman read --help`; a file of that name is ./--formt)"),
    ("x --output /no/such/folder/x", "--output: there is no folder /no/such/folder (make it first)"),
    ("x --output /", "--output: / is a directory (name a file in it)"),
    (f"{REPORT} --output {REPORT}", f"--output: {REPORT} is one of the files to read (name another file)"),
]
UNKNOWN = [
    ("redline", "the codebook has no 'redline' (did you mean red_line, share_line, religion?)"),
    ("qqqqqq", "the codebook has no 'qqqqqq' (`dragoman codebook` lists all)"),
]


@pytest.mark.parametrize(
    ("call", "line"),
    [
        *((["read", *options.split()], line) for options, line in SENSELESS),
        *((["codebook", code], line) for code, line in UNKNOWN),
    ],
)
def test_a_call_that_makes_no_sense_gets_one_line_and_code_2(
    call: list[str], line: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(call) == 2
    assert capfd.readouterr() == ("", f"dragoman: {line}\n")


@pytest.mark.parametrize(
    "call", [["raed"], ["read", "x", "-f", "xml"], ["read", "x", "--only", "rounds"], ["completion"]]
)
def test_what_cannot_be_understood_gets_one_line_that_leads_to_help(
    call: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(call) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert err.startswith("dragoman: ")
    assert err.endswith(" (see `dragoman --help`)\n")
    assert err.count("\n") == 1


def test_the_output_file_is_what_would_have_been_printed(
    files: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "out.json"
    run(["read", *files, "-f", "json"])
    printed = capfd.readouterr().out
    assert run(["read", *files, "-f", "json", "-o", str(target)]) == 0
    assert target.read_text(encoding="utf-8") == printed
    assert capfd.readouterr() == ("", "")


def test_an_output_file_of_which_nothing_came_stays_as_it_was(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    kept, new = tmp_path / "kept.json", tmp_path / "new.json"
    kept.write_text("before", encoding="utf-8")
    for target in (kept, new):
        assert run(["read", "nosuch.txt", "-f", "json", "-o", str(target)]) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["kept.json"]
    assert kept.read_text(encoding="utf-8") == "before"


def test_a_missing_file_costs_the_others_nothing(files: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["read", files[0], "nosuch.txt", files[2], "-f", "jsonl"]) == 3
    out, err = capfd.readouterr()
    assert len(out.splitlines()) == 2
    assert err == "dragoman: nosuch.txt does not exist (check the name and the folder)\n"


def test_a_list_of_which_nothing_could_be_read_is_still_a_list(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["read", "nosuch.txt", "nor_this.txt", "-f", "json"]) == 3
    assert json.loads(capfd.readouterr().out) == []


def test_a_name_cannot_command_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    run(["read", "evil\x1b]0;owned\x07\nname"])
    assert capfd.readouterr().err == "dragoman: evil]0;owned name does not exist (check the name and the folder)\n"


@pytest.fixture
def broken_installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An installation whose weights are gone."""
    monkeypatch.setattr("dragoman.pipeline.weights_folder", lambda: tmp_path)
    monkeypatch.setattr("dragoman.neural.encoder.weights_folder", lambda: tmp_path)
    pipeline.load_tools.cache_clear()
    yield
    pipeline.load_tools.cache_clear()


@pytest.mark.usefixtures("broken_installation")
def test_without_weights_one_line_tells_so_and_the_code_is_4(
    files: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["read", *files, "--jobs", "1"]) == 4
    out, err = capfd.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "make train" in err


@pytest.mark.usefixtures("broken_installation")
def test_the_doctor_finds_what_is_broken(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["doctor"]) == 4
    bad = [line.split()[1] for line in capfd.readouterr().out.splitlines() if line.startswith("BAD")]
    assert bad == ["weights", "reading"]


def test_the_doctor_finds_a_sound_installation_sound(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["doctor"]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert {line[:3] for line in lines} == {"ok "}
    assert {"python", "weights", "gazetteer", "codebook", "reading", "memory"} <= {line.split()[1] for line in lines}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_completion_script_is_one_its_shell_accepts(
    shell: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["completion", shell]) == 0
    script = capfd.readouterr().out
    assert "--min-confidence" in script
    if shutil.which(shell):
        (tmp_path / "script").write_text(script, encoding="utf-8")
        subprocess.run([shell, "-n", str(tmp_path / "script")], check=True)


def test_a_code_is_explained_with_its_examples(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["codebook", "red line"]) == 0
    told = capfd.readouterr().out
    assert told.startswith("red_line  position · firmness\n")
    assert [line.split()[0] for line in told.splitlines()[1:4]] == ["is", "yes", "no"]


def test_the_codebook_lists_every_code(capfd: pytest.CaptureFixture[str]) -> None:
    from dragoman.codebook.entries import entries

    assert run(["codebook"]) == 0
    told = set(capfd.readouterr().out.split())
    assert {entry.code for entry in entries()} <= told


def test_a_reader_that_leaves_early_is_no_error(files: list[str]) -> None:
    call = [*MAIN, "read", *files * 4, "-f", "jsonl", "-j", "1"]
    running = subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.readline()
    running.stdout.close()
    assert running.wait(timeout=120) == PIPE_CLOSED
    assert running.stderr.read() == b""
    running.stderr.close()


@pytest.mark.skipif(os.name == "nt", reason="signals are sent otherwise there")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_ends_the_call_at_once_and_leaves_no_half_file(
    jobs: str, files: list[str], tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    call = [*MAIN, "read", *files * 200, "-f", "jsonl", "-j", jobs, "-o", str(folder / "x.jsonl")]
    running = subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while not any(path.stat().st_size for path in folder.iterdir()):
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert running.returncode == INTERRUPTED
    assert (out, err) == (b"", b"dragoman: interrupted\n")
    assert list(folder.iterdir()) == []


def test_a_full_disk_is_told_in_one_line(capfd: pytest.CaptureFixture[str]) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full on this system")
    with open("/dev/full", "w") as full:  # noqa: PTH123
        done = subprocess.run([*MAIN, "read", str(REPORT)], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert done.stderr == b"dragoman: output: No space left on device (check the disk)\n"


def test_settings_and_options_agree() -> None:
    strict = dragoman.read(REPORT, settings=Settings(only=("round",)))
    assert {finding.kind for finding in strict.findings} <= {"round"}
