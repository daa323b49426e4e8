"""A process that adds reports until it is done or killed: ``python -m tests.store.adding KIND ADDRESS FIRST COUNT``.

It prints the id of each document after its transaction has ended.
"""

import sys
import time
from datetime import UTC, datetime

from tests.store.homes import open_at
from tests.store.reports import keep


def main(kind: str, address: str, first: int, many: int) -> None:
    store = open_at(kind, address, lambda: datetime.now(UTC))
    for number in range(first, first + many):
        with store.writing() as writer:
            document = keep(writer, number)
            time.sleep(0.002)  # so that a kill often falls inside a transaction
        sys.stdout.write(document.id + "\n")
        sys.stdout.flush()
    store.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
