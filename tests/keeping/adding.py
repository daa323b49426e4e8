"""A process that adds a table of reports until it is done or killed: ``python -m tests.keeping.adding STORE TABLE JOBS``.

It prints the id of each document after it is kept.
"""

import sys

from dragoman.archive import Archive
from dragoman.record.arrivals import Refusal
from dragoman.settings import Settings


def main(store: str, table: str, jobs: int) -> None:
    with Archive(store, settings=Settings()) as archive:
        for outcome in archive.add(table, jobs=jobs):
            sys.stdout.write(f"{outcome.name if isinstance(outcome, Refusal) else outcome.document}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
