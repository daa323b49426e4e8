"""Every example runs as its first line says."""

import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parent.parent / "examples"
SCRIPTS = sorted(EXAMPLES.glob("*.py"))


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *command], capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_an_example_runs_and_prints(script: Path) -> None:
    done = run(str(script))
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) > 1


def test_the_table_of_demands_goes_on_after_a_bad_file() -> None:
    done = run(str(EXAMPLES / "demands.py"), "nosuch.txt", str(EXAMPLES / "report.txt"))
    assert done.returncode == 0
    assert done.stderr == "skipped: nosuch.txt does not exist (check the name and the folder)\n"
    assert "North Darfur" in done.stdout
