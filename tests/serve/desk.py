"""A store for the desk's tests: ten invented reports about two peace processes, and a server for a browser."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from tests.keeping.telling import Ticking, table

from dragoman.archive import Archive
from dragoman.record.users import User
from dragoman.settings import Settings

EXAMPLES = Path(__file__).parent.parent.parent / "examples" / "reports.jsonl"
# the first ten: tests count what is in them, and the others make the pictures richer
REPORTS: list[dict[str, str]] = [json.loads(line) for line in EXAMPLES.read_text("utf-8").splitlines()[:10]]
_ADDED = datetime(2026, 4, 1, tzinfo=UTC)
TOKENS = {
    "reader-token": User(name="Rana", role="reader", added=_ADDED),
    "coder-token": User(name="Amira", role="coder", added=_ADDED),
    "other-coder-token": User(name="Bodil", role="coder", added=_ADDED),
    "admin-token": User(name="Ada", role="admin", added=_ADDED),
}


def fill(folder: Path) -> Path:
    """Make a store of the reports, read by the real reader."""
    with Archive(folder / "store", settings=Settings(), clock=Ticking()) as made:
        list(made.add(table(folder / "reports.jsonl", REPORTS)))
        list(made.records())  # so that they lie ready beside the store
    return folder / "store"


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """Serve an application on a free port of loopback; gives its address."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server died"
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)
