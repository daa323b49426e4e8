"""A process that looks and sends, and dies on the way: ``python -m tests.keeping.alerting STORE RULES WHERE``.

WHERE is ``looking`` (before what was raised is kept), ``raised`` (before anything is sent), ``sent`` (after the first
alert was sent, before it is marked), ``writing`` (before a feed takes its name), or ``nowhere``.
"""

import os
import sys
from pathlib import Path
from typing import Any

from dragoman.archive import Archive
from dragoman.keeping.alert_rules import rules_in
from dragoman.settings import Settings
from dragoman.store.outbox import SqlOutbox

DIED = 7


def die(*_: Any, **__: Any) -> Any:
    os._exit(DIED)


def main(store: str, rules: str, where: str) -> None:
    told = rules_in(Path(rules))
    if where == "looking":
        SqlOutbox.append_look = die  # type: ignore[method-assign]  # in the transaction, after the alerts
    if where == "raised":
        SqlOutbox.waiting = die  # type: ignore[method-assign]
    if where == "sent":
        SqlOutbox.mark = die  # type: ignore[method-assign]
    if where == "writing":
        Path.replace = die  # type: ignore[method-assign]
    with Archive(store, settings=Settings()) as archive:
        archive.look(told)
        for attempt in archive.send(told.channels):
            sys.stdout.write(f"{attempt.channel} {attempt.sent} {attempt.waiting} {attempt.why}\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3])
