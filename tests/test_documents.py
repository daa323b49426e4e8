"""Pages for people: what is generated is fresh, what is linked is there, what is promised exists."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
PAGES = [
    ROOT / name
    for name in (
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "docs/cli.md",
        "docs/codebook.md",
        "docs/alerts.md",
        "docs/guide.md",
    )
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


def test_the_page_on_alerts_tells_every_kind_of_rule_with_its_keys_and_every_command() -> None:
    from dragoman.keeping.alert_rules import KEYS, rules_of

    page = (ROOT / "docs" / "alerts.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \|[^|]*\|([^|]*)\|$", page, re.MULTILINE))
    told = {when: set(re.findall(r"`(\w+)`", keys)) for when, keys in rows.items() if when in KEYS}
    assert told == {when: set(keys) - {"name", "when", "channels"} for when, keys in KEYS.items()}
    rules_of(page.split("```toml\n")[1].partition("```")[0])
    assert set(re.findall(r"dragoman alerts ([a-z-]+)", page)) == {"check", "dry-run", "send", "list"}


def test_no_usage_says_a_command_twice() -> None:
    lines = [line for line in (ROOT / "docs" / "cli.md").read_text().splitlines() if line.startswith("dragoman ")]
    assert [line for line in lines if re.match(r"dragoman (.+) \1\b", line)] == []


def test_every_command_and_page_that_the_guide_names_exists_and_every_page_is_named() -> None:
    from dragoman.serve.cli import app
    from dragoman.serve.web.navigation import NAVIGATION

    told = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
    commands = set(re.findall(r"\bdragoman ([a-z]+)\b", told))
    assert commands <= set(app), commands - set(app)
    pages = {each.path for each in NAVIGATION}
    named = set(re.findall(r"`(/[a-z]+)`", told)) - {"/sign"}
    assert named == pages
    assert {each.title for each in NAVIGATION} <= set(re.findall(r"\*([A-Z][a-z]+)\*", told))


def test_the_table_of_contents_of_the_guide_is_the_week() -> None:
    told = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.*)$", told, re.MULTILINE)
    assert re.findall(r"^- \[(.*)\]\(#", told, re.MULTILINE) == headings
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
    assert [day for heading in headings for day in days if heading.startswith(day)] == list(days)
