"""A store for the desk's tests: ten invented reports about two peace processes, and a server for a browser."""

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

TALKS = (
    "Delegations of Russia and Ukraine met in Istanbul on Thursday for a second round of talks mediated by Turkey. "
    "Vladimir Medinsky led the Russian delegation and Rustem Umerov led the Ukrainian one. The two sides discussed an "
    "exchange of prisoners and a truce for energy sites. Ukraine demanded that Russia withdraw its troops from the "
    "Zaporizhzhia nuclear plant. Russia rejected an unconditional ceasefire. A third round is planned for 9 April in "
    "Ankara, the Turkish foreign minister said."
)
REPORTS: list[dict[str, str]] = [
    {"source": "The Straits Dispatch", "published": "2026-03-20", "title": "First Istanbul round ends",
     "text": "Russia and Ukraine held a first round of talks in Istanbul on Thursday, mediated by Turkey. Ukraine "
             "rejected any limits on its army. Russia demanded that Ukraine withdraw from Donetsk. The talks ended "
             "without agreement, a Turkish official said."},
    {"source": "The Straits Dispatch", "published": "2026-04-03", "title": "Russia and Ukraine meet again",
     "text": TALKS},
    {"source": "Inland Mirror", "published": "2026-04-03", "title": "Second round of talks held in Istanbul",
     "text": TALKS.replace("the Turkish foreign minister said", "Turkey's foreign minister said")},
    {"source": "Northern Ledger", "published": "2026-04-04", "title": "Kyiv ready to discuss limits",
     "text": "Ukraine is ready to accept limits on its army if it is given security guarantees, President Volodymyr "
             "Zelensky said on Friday. He demanded an unconditional ceasefire before the third round of talks."},
    {"source": "Kyiv Harbour Post", "published": "2026-04-05", "title": "Drones over Kharkiv",
     "text": "Russia launched 71 drones and 4 missiles at Kharkiv overnight into Sunday, the Ukrainian air force said. "
             "It said 58 drones were shot down. Four people were killed and 12 wounded, the governor said. A power "
             "station was hit and 40,000 people lost electricity."},
    {"source": "Moscow Evening Sheet", "published": "2026-04-05", "title": "Ministry on the night's strikes",
     "text": "The Russian defence ministry said its forces struck a military airfield near Kharkiv on Sunday with 30 "
             "drones. It denied that civilians were killed.\n\nRead also\n10:42\nMarkets open higher\n09:55\n"
             "Ten recipes for spring\n09:10\nWeather for the weekend\n"},
    {"source": "Northern Ledger", "published": "2026-04-06", "title": "Prisoners swapped",
     "text": "Russia and Ukraine exchanged 157 prisoners of war each on Monday, the defence ministry in Moscow said. "
             "The United Arab Emirates mediated the exchange. Volodymyr Zelensky said 160 Ukrainian soldiers came "
             "home."},
    {"source": "Nile Courier", "published": "2026-04-02", "title": "Sudan's army and RSF in Muscat",
     "text": "Sudan's army and the Rapid Support Forces met in Muscat on Wednesday for talks mediated by Norway. The "
             "army demands that the RSF withdraw from El Fasher. The RSF rejected the demand. The two sides agreed to "
             "a 72-hour humanitarian truce in El Fasher, the Norwegian envoy said."},
    {"source": "Nile Courier", "published": "2026-04-04", "title": "Market in El Fasher struck",
     "text": "A drone strike by the Rapid Support Forces on a market in El Fasher on Friday killed 12 people, the "
             "health ministry said."},
    {"source": "Red Sea Gazette", "published": "2026-04-05", "title": "Toll of El Fasher strike rises",
     "text": "A drone strike by the RSF on a market in El Fasher on Friday killed at least 30 people, residents said. "
             "The RSF denied responsibility. The humanitarian truce in El Fasher has collapsed, the army said."},
]  # fmt: skip
_ADDED = datetime(2026, 4, 1, tzinfo=UTC)
TOKENS = {
    "reader-token": User(name="Rana", role="reader", added=_ADDED),
    "coder-token": User(name="Amira", role="coder", added=_ADDED),
    "other-coder-token": User(name="Bodil", role="coder", added=_ADDED),
    "admin-token": User(name="Ada", role="admin", added=_ADDED),
}


def fill(folder: Path) -> Path:
    """Make a store of the reports, read by the real reader."""
    lines = [{"url": f"https://reports.example/{number}", **report} for number, report in enumerate(REPORTS)]
    with Archive(folder / "store", settings=Settings(), clock=Ticking()) as made:
        list(made.add(table(folder / "reports.jsonl", lines)))
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
