"""What takes long to work out, kept until the log goes on: for pages that look at every record."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar

from fastapi import Request

Made = TypeVar("Made")


_MOST = 32  # things that are kept; of more those go that nobody asked for longest


class Kept:
    """Things by name as of one end of the log; while one caller works something out, others wait for it."""

    def __init__(self, *, most: int = _MOST) -> None:
        self._most, self._lock = most, Lock()
        self._held: OrderedDict[str, _Place] = OrderedDict()

    def of(self, name: str, head: Hashable, make: Callable[[], Made]) -> Made:
        """Return what is kept under a name, made anew where it is not of this end of the log.

        Args:
            name: of what is kept.
            head: the end of the log that it must be of.
            make: works it out.
        """
        place = self._place(name)
        with place.lock:
            if place.known is None or place.known[0] != head:
                place.known = None  # two things at once need not fit into memory
                place.known = (head, make())
            found: Made = place.known[1]
            return found

    def _place(self, name: str) -> "_Place":
        with self._lock:
            found = self._held.setdefault(name, _Place())
            self._held.move_to_end(name)
            while len(self._held) > self._most:
                self._held.popitem(last=False)
            return found


@dataclass(slots=True)
class _Place:
    """Where one thing is kept, with the end of the log that it is of."""

    lock: Lock = field(default_factory=Lock)
    known: tuple[Hashable, Any] | None = None


def kept_of(request: Request) -> Kept:
    """Return what the desk of a call keeps."""
    found: Kept = request.app.state.kept
    return found
