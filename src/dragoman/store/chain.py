"""The hash chain over the log: each entry's hash covers its own content and the hash of the entry before."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from dragoman.store.contract import Fault

START = hashlib.sha256(b"dragoman: the log begins").hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that was appended: ``digest`` is that of its content, in hexadecimal like ``hash``."""

    sequence: int  # 1, 2, 3, … without a gap
    moment: datetime  # in UTC
    what: str
    id: str
    digest: str
    hash: str


def link(previous: str, *, sequence: int, moment: datetime, what: str, content: tuple[str, str]) -> Entry:
    """Make the entry that follows the hash ``previous``; ``content`` is the id of what is appended and its digest."""
    told = json.dumps([previous, sequence, moment.isoformat(), what, *content], ensure_ascii=True)
    linked = hashlib.sha256(told.encode()).hexdigest()
    return Entry(sequence=sequence, moment=moment, what=what, id=content[0], digest=content[1], hash=linked)


def broken(entries: Iterable[Entry]) -> Iterator[Fault]:
    """Yield a fault for each entry that does not follow from the one before it; entries in the log's order."""
    previous, expected, last = START, 1, None
    for entry in entries:
        name = f"entry {entry.sequence}"
        if entry.sequence != expected:
            yield Fault(what="log", id=name, message=f"entry {expected} is missing before it")
        made = link(
            previous, sequence=entry.sequence, moment=entry.moment, what=entry.what, content=(entry.id, entry.digest)
        )
        if made.hash != entry.hash:
            yield Fault(what="log", id=name, message=f"the hash of this {entry.what} does not follow from the log")
        if last and entry.moment < last:
            yield Fault(what="log", id=name, message="it is older than the entry before it")
        previous, expected, last = entry.hash, entry.sequence + 1, entry.moment
