"""The shape of the source: imports point down and siblings never touch; files, functions and names stay small."""

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

import dragoman

SOURCE = Path(__file__).parent.parent / "src" / "dragoman"
RANKS = [
    {"record", "settings", "errors", "version"},
    {"codebook", "neural"},
    {"stage", "spelling"},
    {"ingest", "annotate", "extract", "reconcile", "store", "export"},
    {"pipeline", "scale"},
    {"keeping"},
    {"archive"},
    {"__init__"},  # the door
    {"serve"},
]
RANK_OF = {name: rank for rank, names in enumerate(RANKS) for name in names}
MANY_FILES = ["utils", "util", "helpers", "helper", "common", "core", "base", "manager", "misc", "tools", "types"]
FILES = sorted(SOURCE.rglob("*.py"))
LONG_FOR_A_REASON = {"archive"}  # one method for each thing that a user can do with a store, on one page
LONGEST_FILE, LONGEST_FUNCTION, MEDIAN_FUNCTION, MOST_PARAMETERS = 400, 50, 10, 5

Function = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(path: Path) -> str:
    return "/".join(path.relative_to(SOURCE).with_suffix("").parts)


def unit(module: str) -> str:
    """The part of the tree a module belongs to: ``dragoman.record.times`` to ``record``, the door is ``__init__``."""
    return [*module.split("."), "__init__"][1]


def imports(tree: ast.AST) -> Iterator[str]:
    """Every module of ours that a file imports, inside functions and for types alike."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "dragoman")
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"relative import in line {node.lineno}"
            module = node.module or ""
            if module.split(".")[0] != "dragoman":
                continue
            for alias in node.names:  # "from dragoman import ingest" imports a module, not a name of the door
                inner = SOURCE.joinpath(*module.split(".")[1:], alias.name)
                yield f"{module}.{alias.name}" if inner.is_dir() or inner.with_suffix(".py").is_file() else module


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in FILES:
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def functions() -> Iterator[tuple[str, Function]]:
    for path, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, Function):
                yield f"{name_of(path)}:{node.name}", node


def length(node: Function) -> int:
    """Lines of a function without its docstring."""
    docstring = node.body[0] if ast.get_docstring(node) else None
    own = (node.end_lineno or 0) - node.lineno + 1
    return own - ((docstring.end_lineno or 0) - docstring.lineno + 1 if docstring else 0)


def test_every_part_of_the_tree_has_a_place_in_the_order() -> None:
    parts = {path.relative_to(SOURCE).parts[0].removesuffix(".py") for path in FILES}
    assert parts <= RANK_OF.keys(), f"give these a rank in tests/test_shape.py: {sorted(parts - RANK_OF.keys())}"


def test_imports_point_down_and_siblings_never_touch() -> None:
    wrong = []
    for path, tree in trees():
        here = path.relative_to(SOURCE).parts[0].removesuffix(".py")
        for module in imports(tree):
            there = unit(module)
            if there != here and RANK_OF[there] >= RANK_OF[here]:
                wrong.append(f"{name_of(path)} imports {module}")
    assert not wrong, wrong


def test_imports_inside_functions_and_for_types_count() -> None:
    hidden = (
        "if TYPE_CHECKING:\n    from dragoman import serve\ndef f():\n    import dragoman.pipeline\n    import json"
    )
    assert list(imports(ast.parse(hidden))) == ["dragoman.serve", "dragoman.pipeline"]


def test_no_file_imports_itself_by_way_of_others() -> None:
    graph = {
        ".".join(("dragoman", *path.relative_to(SOURCE).with_suffix("").parts)).removesuffix(".__init__"): set(
            imports(tree)
        )
        for path, tree in trees()
    }

    def reaches(start: str) -> set[str]:
        seen: set[str] = set()
        stack = [start]
        while stack:
            for target in graph.get(stack.pop(), set()) - seen:
                seen.add(target)
                stack.append(target)
        return seen

    assert [module for module in graph if module in reaches(module)] == []


def test_files_are_short() -> None:
    long = {
        name_of(path): lines
        for path in FILES
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
        and name_of(path) not in LONG_FOR_A_REASON
    }
    assert not long


def test_functions_are_short() -> None:
    lengths = {name: length(node) for name, node in functions()}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}
    assert median(lengths.values()) < MEDIAN_FUNCTION


def test_functions_take_few_parameters() -> None:
    many = {}
    for name, node in functions():
        taken = [each.arg for each in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
        if len(taken) - (taken[:1] in (["self"], ["cls"])) > MOST_PARAMETERS:
            many[name] = taken
    assert not many


def test_names_say_what_a_file_holds() -> None:
    assert [name_of(path) for path in FILES if path.stem in MANY_FILES or path.parent.name in MANY_FILES] == []


def test_every_public_function_and_class_is_documented() -> None:
    bare = [
        f"{name_of(path)}:{node.name}"
        for path, tree in trees()
        for node in tree.body
        if isinstance(node, (ast.FunctionDef, ast.ClassDef))
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert not bare


def test_nothing_heavy_is_imported_before_it_is_used() -> None:
    heavy = {
        "apsw", "fastfeedparser", "fastwarc", "feedparser", "htmldate", "httpx", "httpx2", "lxml", "lxml_html_clean",
        "msgspec", "nh3", "onnxruntime", "pandas", "polars", "protego", "psycopg", "py3langid", "pyarrow", "rensa",
        "resiliparse", "rich", "tomli", "trafilatura",
    }  # fmt: skip
    eager = []
    for path, tree in trees():
        for node in tree.body:
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            eager += [f"{name_of(path)} imports {name}" for name in names if name.split(".")[0] in heavy]
    assert not eager


def test_the_door_names_what_it_offers_in_order() -> None:
    assert dragoman.__all__ == sorted(dragoman.__all__)
    public = {name for name in vars(dragoman) if not name.startswith("_")} - {"TYPE_CHECKING"}
    offered = set(dragoman.__all__) - {"__version__"}
    assert offered <= public


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_file_opens_with_what_it_is(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring, "a file without a docstring"
