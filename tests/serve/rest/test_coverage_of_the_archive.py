"""Whatever the archive can do is a command, a route, a page or several of them, or there is a reason why not."""

import ast
import inspect
from pathlib import Path

from dragoman.archive import Archive
from dragoman.serve.cli import app as command_line
from dragoman.serve.rest.app import app_of
from dragoman.serve.rest.desk import Desk
from dragoman.serve.rest.late import each_route
from dragoman.serve.web import rendering
from dragoman.serve.web.navigation import NAVIGATION

WEB = Path(rendering.__file__).parent

# method → the routes and the commands that are skins on it; a matrix, a timeline and changes are made of records
SKINS: dict[str, tuple[list[str], list[str]]] = {
    "records": (
        [f"GET /api/v1/{name}" for name in ("records", "positions", "timeline", "changes")],
        ["rounds", "incidents", "exchanges", "agreements", "positions", "find", "timeline", "diff"],
    ),
    "listed": (["GET /api/v1/records"], []),
    "record": (["GET /api/v1/records/{record_id}"], ["show"]),
    "processes": (["GET /api/v1/processes", "GET /api/v1/processes/{process_id}"], ["process"]),
    "documents": (["GET /api/v1/documents"], []),
    "document": (["GET /api/v1/documents/{document_id}"], ["show"]),
    "provenance": (["GET /api/v1/documents/{document_id}/provenance"], []),
    "search": (["GET /api/v1/search"], ["find"]),
    "judgements": (["GET /api/v1/judgements"], []),
    "judge": (["POST /api/v1/judgements"], ["judge", "review"]),
    "review": (["GET /api/v1/review"], ["review"]),
    "coders": (["GET /api/v1/coders"], ["coders"]),
    "failures": (["GET /api/v1/failures"], []),
    "export": (["GET /api/v1/export/{form}"], ["export"]),
    "brief": (
        [f"GET /api/v1/processes/{{process_id}}/brief{form}" for form in ("", ".md", ".html")],
        ["brief"],
    ),
    "status": (["GET /api/v1/status"], ["status"]),
    "take": (["POST /api/v1/documents"], []),
    "users": (["GET /api/v1/users"], ["users list"]),
    "add": ([], ["add"]),
    "watch": ([], ["watch"]),
    "load": ([], ["import"]),
    "verify": ([], ["verify"]),
    "backup": ([], ["backup"]),
    "add_user": ([], ["users add"]),
    "revoke_user": ([], ["users revoke"]),
    "look": ([], ["alerts send", "watch"]),
    "send": ([], ["alerts send", "watch"]),
    "rehearse": ([], ["alerts dry-run"]),
    "alerts": (["GET /api/v1/alerts"], ["alerts list"]),
}
WITHOUT_A_ROUTE = {
    "add": "it reads paths of the machine that serves and fetches addresses: whoever calls sends texts to `take`",
    "watch": "it runs for days, and is somebody's own process",
    "load": "it makes a new store, and the desk has one",
    "verify": "it reads every byte of the store anew, and must be able to say that the desk lies",
    "backup": "it writes a file on the machine that serves",
    "add_user": "who may is decided by whoever has the store",
    "revoke_user": "the same",
    "look": "rules and channels are files of the machine that watches, which alone tells people",
    "send": "the same",
    "rehearse": "it rebuilds the archive day by day, which takes minutes",
}
WITHOUT_A_COMMAND = {
    "listed": "a command lists records whole, and few of them",
    "provenance": "`show` tells what a document says of itself",
    "documents": "`find` and `show` lead to them",
    "judgements": "`show` tells those of a record, `export` all of them",
    "failures": "`status` counts them, `add` tells them when they happen",
    "take": "`add` takes files, and standard input is one",
}
# page → the methods that it is a skin on
PAGES: dict[str, set[str]] = {
    "inbox": {"documents", "judgements", "listed", "processes", "records", "search"},
    "evidence": {"document", "documents", "provenance", "records", "search"},
    "review": {"coders", "documents", "judgements", "processes", "record", "records", "review"},
    "process": {"documents", "export", "processes", "records"},
    "positions": {"documents", "processes", "records"},
    "incidents": {"days", "records"},
    "contradictions": {"contradictions", "days", "processes", "records"},
    "brief": {"brief", "changes", "documents", "processes"},
    "sources": {"failures", "outlets"},
    "codebook": {"usages"},
}
INWARD = {
    "newest": "a page of records, which the inbox lists",
    "tally": "how many there are of each kind, which the inbox tells",
    "doubts": "a page of the queue, which `review` lists",
    "place": "the same: before how many others a question stands",
    "published": "the days of a brief where none are chosen",
    "reports": "of the records on a page, which need no more than their outlets and days",
    "head": "tags of answers, and the foot of every page",
    "user_of": "who calls is asked at every route",
    "close": "whoever opened the archive closes it",
}
ELSEWHERE = {  # commands that need no archive, or are several of its methods
    "agreement", "check", "codebook", "completion", "doctor", "read", "restore", "serve", "--help", "-h",
    "--version",
}  # fmt: skip
OTHER_ROUTES = {"GET /api/v1/openapi.json"}


def methods() -> set[str]:
    return {name for name, _ in inspect.getmembers(Archive, inspect.isfunction) if not name.startswith("_")}


def routes() -> set[str]:
    app = app_of(Desk(archive=Archive("nowhere", settings=None)))  # type: ignore[arg-type]
    found = each_route(app.routes)
    every = {f"{method} {route.path}" for route in found for method in route.methods or ()}
    return {each for each in every if "/api/" in each}


def asked_by(page: str) -> set[str]:
    """The methods of the archive that a page calls, or what it is made of beside it."""
    seen, waiting, found = set[str](), [page], set[str]()
    while waiting:
        name = waiting.pop()
        path = WEB / f"{name}.py"
        if name in seen or not path.is_file():
            continue
        seen.add(name)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dragoman.serve.web"):
                inner = (node.module or "").removeprefix("dragoman.serve.web").strip(".")
                waiting += [inner] if inner else [alias.name for alias in node.names]
            elif isinstance(node, ast.Attribute) and ast.unparse(node.value).split(".")[-1] == "archive":
                found.add(node.attr)
    return found - INWARD.keys()


def commands() -> set[str]:
    groups = {"users", "alerts"}
    own = set(command_line) - groups
    return own | {f"{group} {name}" for group in groups for name in command_line[group]}


def test_every_method_has_skins_or_a_reason() -> None:
    assert methods() == SKINS.keys() | INWARD.keys() | set().union(*PAGES.values())
    for name, (own_routes, own_commands) in SKINS.items():
        assert bool(own_routes) != (name in WITHOUT_A_ROUTE), name
        assert bool(own_commands) != (name in WITHOUT_A_COMMAND), name


def test_every_page_is_the_skin_of_methods() -> None:
    assert list(PAGES) == [place.path.strip("/") for place in NAVIGATION]
    assert {page: asked_by(page) for page in PAGES} == PAGES


def test_every_route_is_the_skin_of_a_method() -> None:
    assert routes() == {route for own, _ in SKINS.values() for route in own} | OTHER_ROUTES


def test_every_command_is_the_skin_of_a_method_or_needs_no_archive() -> None:
    named = {command for _, own in SKINS.values() for command in own}
    assert named <= commands()
    strange = {each for each in commands() - named if each.split()[-1] not in ELSEWHERE}
    assert strange == set()
