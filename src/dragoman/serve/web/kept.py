"""What takes long to work out, kept until the log goes on: for pages that look at every record."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from fastapi import Request

Made = TypeVar("Made")


class Kept:
    """Things by name as of one end of the log; while one caller works something out, others wait for it."""

    def __init__(self) -> None:
        self._locks: dict[str, Lock] = {}
        self._held: dict[str, tuple[Hashable, Any]] = {}

    def of(self, name: str, head: Hashable, make: Callable[[], Made]) -> Made:
        """Return what is kept under a name, made anew where it is not of this end of the log.

        Args:
            name: of what is kept.
            head: the end of the log that it must be of.
            make: works it out.
        """
        with self._locks.setdefault(name, Lock()):
            known = self._held.get(name)
            if known is None or known[0] != head:
                known = self._held[name] = (head, make())
            found: Made = known[1]
            return found


def kept_of(request: Request) -> Kept:
    """Return what the desk of a call keeps."""
    found: Kept = request.app.state.kept
    return found
