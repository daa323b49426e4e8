"""A program that kills itself adding, again and again: ``python -m tests.store.killing ADDRESS --kills 200``.

A child adds prepared reports, each through all of ``keeping``: what the store knows of it, its claims, whose copy it
is, what it may be the same as. It is killed at any moment, and the next child begins some reports before the last one
that was acknowledged. In the end everything is delivered once more; printed, as JSON, is what became of it, beside
what a store holds that was filled without disturbance.
"""

import argparse
import hashlib
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from evaluation.bench import archive_reports
from evaluation.bench.archive_findings import findings_in
from evaluation.bench.archive_reports import Made

from dragoman.archive import Archive
from dragoman.extract.claims import claims_of
from dragoman.ingest import ingest
from dragoman.ingest.copies import signature
from dragoman.keeping import arrivals, runs, stores
from dragoman.keeping.reports import Item, Prepared
from dragoman.settings import Settings

SETTINGS = Settings()
NOW = datetime(2032, 1, 1, tzinfo=UTC)
REPORTS_A_KILL = 4  # in the middle; children that come to the end begin anew
AGAIN = 3  # reports before the last acknowledged one that are delivered again
MOST = AGAIN + 8  # reports that a child may add
LONGEST = 0.05  # seconds that it then may go on


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("address")
    options.add_argument("--kills", type=int, default=200)
    asked = options.parse_args()
    made = list(archive_reports.made(asked.kills * REPORTS_A_KILL))
    acknowledged, inside = killed(asked.address, made, kills=asked.kills)
    told = {"kills": asked.kills, "while_adding": inside, "acknowledged": len(acknowledged)}
    with tempfile.TemporaryDirectory() as folder:
        undisturbed = str(Path(folder) / "store")
        add(undisturbed, made)
        json.dump({**told, **state(asked.address, acknowledged, undisturbed)}, sys.stdout)


def killed(address: str, made: list[Made], *, kills: int) -> tuple[set[str], int]:
    """Kill so often, then deliver all again; return the ids acknowledged, and how many kills hit a child at work."""
    chance, at, inside, acknowledged = random.Random(7), 0, 0, dict[int, str]()
    add(address, made[:1])
    for _ in range(kills):
        reader, child = started(address, made, first=max(0, at - AGAIN))
        with os.fdopen(reader, encoding="utf-8") as lines:
            for _ in range(chance.randint(0, MOST)):
                acknowledged |= whole(lines.readline())
            time.sleep(chance.uniform(0, LONGEST))
            os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            inside += os.WIFSIGNALED(status)
            for line in lines:
                acknowledged |= whole(line)
        at = max(acknowledged, default=0) % (len(made) - 1)  # who comes to the end begins anew
    add(address, made)
    return set(acknowledged.values()), inside


def started(address: str, made: list[Made], *, first: int) -> tuple[int, int]:
    """Start a child that adds reports from the first on; return where it tells of them, and its number."""
    reader, writer = os.pipe()
    child = os.fork()
    if child:
        os.close(writer)
        return reader, child
    try:
        add(address, made[first:], first=first, writer=writer)
    finally:
        os._exit(0)


def whole(line: str) -> dict[int, str]:
    """Return what a child acknowledged in a line; one that was cut off does not count."""
    number, _, ident = line.rstrip("\n").partition(" ")
    return {int(number): ident} if line.endswith("\n") else {}


def add(address: str, made: Iterable[Made], *, first: int = 0, writer: int | None = None) -> None:
    home = stores.Home(address, lambda: NOW)
    store, run = home.store(is_made=True), runs.present_run(SETTINGS)
    for number, report in enumerate(made, first):
        with store.view() as view:
            order = arrivals.order_for(view, archive_reports.arrival_of(report), run, SETTINGS)
        arrivals.settle(store, order, None if order.is_read else prepared(order, report), run=run)
        if writer is not None:
            os.write(writer, f"{number} {arrivals.id_of(order.arrival)}\n".encode())
    home.close()


def prepared(order: Item, report: Made) -> Prepared:
    document = ingest(order.arrival.raw, name=order.arrival.name, settings=SETTINGS)
    claims = tuple(claim for found in findings_in(report, document.id) for claim in claims_of(found, document.id))
    return Prepared(
        document=document, published=document.published or report.published, claims=claims, failures=(),
        signature=signature(document),
    )  # fmt: skip


def state(address: str, acknowledged: set[str], undisturbed: str) -> dict[str, object]:
    """Return what is wrong with a store, and whether it holds what another one holds."""
    found = exported(address)
    with Archive(address, settings=SETTINGS) as archive:
        stored = [each.id for each in archive.documents()]
        return {
            "documents": len(stored),
            "lost": len(acknowledged - set(stored)),
            "doubled": len(stored) - len(set(stored)),
            "faults": [fault.message for fault in archive.verify()],
            "is_as_undisturbed": found == exported(undisturbed),
        }


def exported(address: str) -> str:
    with Archive(address, settings=SETTINGS) as archive:
        return hashlib.sha256(b"".join(archive.export("jsonl"))).hexdigest()


if __name__ == "__main__":
    main()
