"""Work spread over processes comes back in order, in bounds, and ends with whoever wanted it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import count

import pytest

from dragoman.errors import WorkerDied
from dragoman.scale.on_cores import cores, mapped
from tests.scale.works import die_on_three, double, fail_on_three, wait_long


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    assert list(mapped(double, range(9), jobs=jobs)) == [(number, 2 * number) for number in range(9)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_needs_no_work_keeps_its_turn(jobs: int) -> None:
    found = list(mapped(double, range(4), jobs=jobs, skip=lambda number: number % 2 == 0))
    assert found == [(0, None), (1, 2), (2, None), (3, 6)]


def test_items_are_taken_as_they_are_needed() -> None:
    taken = []

    def endless() -> Iterator[int]:
        for number in count():
            taken.append(number)
            yield number

    found = mapped(double, endless(), jobs=2)
    assert next(found) == (0, 0)
    assert len(taken) <= 7
    found.close()


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_fault_is_raised_at_its_turn(jobs: int) -> None:
    found = mapped(fail_on_three, range(9), jobs=jobs)
    assert [next(found)[1] for _ in range(3)] == [0, 1, 2]
    with pytest.raises(ValueError, match="three"):
        next(found)


def test_a_dead_process_is_one_clear_error() -> None:
    with pytest.raises(WorkerDied, match="died"):
        list(mapped(die_on_three, range(9), jobs=2))


def is_alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def ends(number: int, *, seconds: float = 30) -> bool:
    end = time.monotonic() + seconds
    while is_alive(number) and time.monotonic() < end:
        time.sleep(0.05)
    return not is_alive(number)


def test_nobody_wants_the_rest_and_no_process_is_left() -> None:
    found = mapped(wait_long, range(4), jobs=2)
    _, worker = next(found)
    before = time.monotonic()
    found.close()
    assert ends(worker)
    assert time.monotonic() - before < 30


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGINT])
def test_processes_end_with_their_parent(sign: signal.Signals) -> None:
    script = (
        "from dragoman.scale.on_cores import mapped\nfrom tests.scale.works import wait_long\n"
        "if __name__ == '__main__':\n"
        "    for _, worker in mapped(wait_long, range(4), jobs=2):\n        print(worker, flush=True)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    parent.send_signal(sign)
    parent.wait(30)
    parent.stdout.close()
    assert ends(worker)


def test_there_is_a_core() -> None:
    assert cores() >= 1
