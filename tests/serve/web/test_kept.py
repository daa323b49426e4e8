"""What takes long, kept until the log goes on."""

import threading
import time

import pytest

from dragoman.serve.web.kept import Kept


def test_it_is_made_once_for_each_end_of_the_log() -> None:
    kept, made = Kept(), list[int]()

    def make() -> int:
        made.append(len(made))
        return made[-1]

    assert [kept.of("a", 1, make), kept.of("a", 1, make), kept.of("a", 2, make), kept.of("b", 2, make)] == [0, 0, 1, 2]


def test_what_fails_is_not_kept() -> None:
    kept = Kept()
    with pytest.raises(ZeroDivisionError):
        kept.of("a", 1, lambda: 1 // 0)
    assert kept.of("a", 1, lambda: 7) == 7


def test_callers_at_once_wait_for_the_one_that_works() -> None:
    kept, made = Kept(), list[int]()

    def make() -> int:
        time.sleep(0.05)
        made.append(1)
        return 1

    threads = [threading.Thread(target=kept.of, args=("a", 1, make)) for _ in range(5)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert made == [1]


def test_of_many_things_those_stay_that_were_asked_for_last() -> None:
    kept, made = Kept(most=2), list[str]()
    for name in ("a", "b", "a", "c", "a", "b"):
        kept.of(name, 1, lambda name=name: made.append(name))
    assert made == ["a", "b", "c", "b"]
