"""Short invented reports of one week of talks, a swap and a strike, told by several outlets."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from dragoman.record.records import Record
from dragoman.spelling import digest, spelled

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
TALKS = (
    "Sudan and the RSF meet again in Jeddah\n\nPublished 12 March 2026\n\n"
    "Delegations of the Sudanese government and the Rapid Support Forces met in Jeddah on Thursday for a second round "
    "of talks mediated by Saudi Arabia. The two sides discussed a corridor to El Fasher, a mediator said. The talks "
    "are to go on next week, according to a Saudi official who spoke after the last session of the day."
)
REPORTS: dict[str, str] = {
    "talks": TALKS,
    "copy": TALKS.replace("last session of the day", "final session of the day"),
    "talks_elsewhere": (
        "Second Jeddah round on Sudan ends\n\nPublished 13 March 2026\n\n"
        "The second round of talks between Sudan and the Rapid Support Forces ended in Jeddah on Thursday. Saudi "
        "Arabia mediated the talks. The RSF refused to withdraw from Khartoum."
    ),
    "strike": (
        "Drones hit market in El Fasher\n\nPublished 11 March 2026\n\n"
        "Rapid Support Forces drones struck a market in El Fasher on Tuesday, killing 12 people, the health ministry "
        "said."
    ),
    "strike_elsewhere": (
        "Toll of El Fasher strike rises\n\nPublished 12 March 2026\n\n"
        "A drone strike by the RSF on a market in El Fasher on Tuesday killed at least 30 people, residents said."
    ),
    "swap": (
        "Russia and Ukraine exchange prisoners\n\nPublished 14 March 2026\n\n"
        "Russia and Ukraine exchanged 157 prisoners of war each on Saturday, the defence ministry in Moscow said. The "
        "United Arab Emirates mediated the exchange."
    ),
    "swap_elsewhere": (
        "314 prisoners freed in swap\n\nPublished 14 March 2026\n\n"
        "A total of 314 prisoners of war were freed when Ukraine and Russia carried out an exchange on Saturday, "
        "President Volodymyr Zelensky said."
    ),
}


def written(folder: Path, names: Iterable[str] = REPORTS) -> list[Path]:
    """Write the reports as files and give their paths in the order named."""
    folder.mkdir(exist_ok=True)
    paths = []
    for name in names:
        paths.append(folder / f"{name}.txt")
        paths[-1].write_text(REPORTS[name], encoding="utf-8")
    return paths


def table(path: Path, lines: Iterable[dict[str, Any]]) -> Path:
    """Write a table of reports."""
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def timeless(records: Iterable[Record]) -> str:
    """A digest of records without the moments at which their reports came in."""
    return digest([spelled(each) for each in _without_moments(records)])


def _without_moments(records: Iterable[Record]) -> Iterator[Record]:
    for record in records:
        tellings = tuple(replace(each, report=replace(each.report, added=EPOCH)) for each in record.tellings)
        yield replace(record, tellings=tellings, first_seen=EPOCH, last_seen=EPOCH)


class Ticking:
    """A clock that goes on a second whenever it is read."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment


def sha(words: str) -> str:
    """The id of the document that the words make."""
    return "sha256:" + hashlib.sha256(words.encode()).hexdigest()
