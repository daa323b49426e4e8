"""Pictures of the desk's pages, on a store made from the example reports: ``python docs/screens.py [FOLDER]``.

Needs Debian's Chromium and the development environment. They are looked at, then committed; nothing compares them,
because fonts differ between machines.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "src")]

from tests.serve.desk import TOKENS, serving  # noqa: E402
from tests.serve.web.conftest import CHROMIUM, CODER, OPTIONS  # noqa: E402

from dragoman.archive import Archive, open_archive  # noqa: E402
from dragoman.serve.rest.app import app_of  # noqa: E402
from dragoman.serve.rest.desk import Desk  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Page

EXAMPLES = HERE.parent / "examples" / "reports.jsonl"
WIDTH, HEIGHT = 1280, 860


def pages(archive: Archive) -> Iterator[tuple[str, str]]:
    """Yield the name of each picture and the address of its page, chosen so that there is something to see."""
    war = max(archive.processes(), key=lambda each: len(each.records))
    told = max(archive.records(kinds=["incident"]), key=lambda each: len(each.tellings))
    yield "inbox", "/inbox"
    yield "evidence", f"/evidence/{told.tellings[0].report.id}"
    yield "record", f"/records/{told.id}"
    yield "review", "/review"
    yield "process", f"/process/{war.id}"
    yield "positions", f"/positions?process={war.id}"
    yield "incidents", "/incidents"
    yield "contradictions", "/contradictions"
    yield "brief", f"/brief?process={war.id}&start=2026-04-01&end=2026-04-12"
    yield "sources", "/sources"
    yield "codebook", "/codebook?q=truce"


def main(folder: Path, scheme: str = "light", width: int = WIDTH) -> None:
    """Make the store, serve it, and take the pictures."""
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, open_archive(Path(home) / "desk.sqlite") as archive:
        list(archive.add(EXAMPLES))
        wanted = list(pages(archive))
        app = app_of(Desk(archive=archive, store="desk.sqlite", user_of=TOKENS.get))
        with serving(app) as address, sync_playwright() as engine:
            browser = engine.chromium.launch(executable_path=str(CHROMIUM), args=OPTIONS)
            page = browser.new_page(viewport={"width": width, "height": HEIGHT}, color_scheme=scheme)
            page.context.add_cookies([CODER | {"url": address}])
            for name, path in wanted:
                _take(page, address + path, folder / f"{name}.png")
            browser.close()


def _take(page: "Page", address: str, path: Path) -> None:
    answer = page.goto(address)
    if answer is None or not answer.ok:
        raise SystemExit(f"{address}: {answer and answer.status}")
    page.screenshot(path=path)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else HERE / "desk", *sys.argv[2:3])
