"""One command run and watched: seconds, and the memory of all its processes together."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

_COMMAND = (sys.executable, "-c", "from dragoman.serve.cli import main; main()")
_PROC = Path("/proc")
_EVERY = 0.02  # seconds between two looks at the memory


class Failed(Exception):
    """The command did not end well; the message is its own."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one command took; memory in bytes, 0 where the system does not tell."""

    seconds: float
    group: int  # the most that all its processes held at one moment; pages that they share count once for each
    largest: int  # the most that one of its processes held


def dragoman(*arguments: str, watch: bool = False) -> Run:
    """Run the command line with these arguments in a process group of its own.

    Raises:
        Failed: it exits with another code than 0.
    """
    started = time.perf_counter()
    process = subprocess.Popen(
        [*_COMMAND, *arguments], start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    group, largest = _peaks(process) if watch else (0, 0)
    _, complaint = process.communicate()
    seconds = time.perf_counter() - started
    if process.returncode:
        raise Failed(complaint.decode(errors="replace").strip())
    return Run(seconds, group, largest)


def _peaks(process: "subprocess.Popen[bytes]") -> tuple[int, int]:
    """Look at the group's memory until the command ends."""
    group = largest = 0
    while process.poll() is None:
        sizes = memory_of(process.pid)
        group, largest = max(group, sum(sizes)), max(largest, *sizes, 0)
        time.sleep(_EVERY)
    return group, largest


def memory_of(group: int) -> list[int]:
    """Return the resident bytes of each process of a group, none where there is no ``/proc``."""
    found = (_resident(int(each.name), group) for each in _PROC.glob("[0-9]*"))
    return [size for size in found if size]


def _resident(pid: int, group: int) -> int:
    try:
        if os.getpgid(pid) != group:
            return 0
        pages = (_PROC / str(pid) / "statm").read_text(encoding="ascii").split()[1]
    except OSError:  # it has just ended
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
