"""Pages for people: what is generated is fresh, what is linked is there, what is promised exists."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
PAGES = [
    ROOT / name
    for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/cli.md", "docs/codebook.md")
]
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")
TARGET = re.compile(r"\bmake ([a-z]+)\b")


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["schema.json", "cli.md", "codebook.md"])
def test_a_generated_page_is_what_the_source_generates(name: str) -> None:
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == generator().pages()[name], "run `make docs`"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_links_to_is_there(page: Path) -> None:
    missing = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / link).exists()]
    assert not missing


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_make_target_that_a_page_names_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    code = re.findall(r"`[^`\n]+`|```.*?```", page.read_text(encoding="utf-8"), re.DOTALL)
    assert {target for piece in code for target in TARGET.findall(piece)} <= targets


def test_the_readme_shows_what_is_read() -> None:
    import dragoman
    from dragoman.serve.view import Look, draw

    blocks = (ROOT / "README.md").read_text(encoding="utf-8").split("```")
    shown = next(block for block in blocks if "ROUNDS OF TALKS" in block).splitlines()
    report = ROOT / "examples" / "report.txt"
    page = draw(dragoman.read(report), Look(), name="examples/report.txt").splitlines()
    assert [line for line in shown if line not in page] == []


def test_every_exit_code_is_documented() -> None:
    from dragoman.errors import DragomanError, InputError, StoreError, UsageError, WeightsError
    from dragoman.serve.cli import INTERRUPTED, PIPE_CLOSED

    codes = {
        int(code) for code in re.findall(r"^- (\d+) ", (ROOT / "docs/cli.md").read_text(encoding="utf-8"), re.MULTILINE)
    }
    kinds = (DragomanError, InputError, StoreError, UsageError, WeightsError)
    assert codes == {0, INTERRUPTED, PIPE_CLOSED, *(kind.exit_code for kind in kinds)}


def test_the_version_is_the_same_everywhere() -> None:
    import tomllib

    import dragoman

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == dragoman.__version__
