"""What an export of records is made of: the records, their processes, and the moment as of which they stand."""

from dataclasses import dataclass
from datetime import datetime

from dragoman.record.records import Process, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """Records with the processes that they belong to; ``as_of`` is the moment of the view they were read from."""

    records: tuple[Record, ...]
    processes: tuple[Process, ...] = ()
    as_of: datetime | None = None

    def process_of(self, record: Record) -> Process | None:
        """Return the process that a record belongs to, where it is among those held."""
        return next((each for each in self.processes if each.id == record.process), None)
