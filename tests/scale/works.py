"""Work for other processes to do in the tests."""

import os
import time


def double(number: int) -> int:
    time.sleep(0.02 * (number % 3))
    return 2 * number


def fail_on_three(number: int) -> int:
    if number == 3:
        raise ValueError("three")
    return number


def die_on_three(number: int) -> int:
    if number == 3:
        os._exit(9)
    return number


def wait_long(number: int) -> int:
    time.sleep(60 if number else 0)
    return os.getpid()
