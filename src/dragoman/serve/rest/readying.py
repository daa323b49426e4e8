"""Records kept ready beside the calls: no page waits for them long, and whoever comes too early is told to wait."""

import logging
import time
from collections.abc import Callable, Iterable
from threading import Event, Thread

from dragoman.archive import Archive
from dragoman.errors import DragomanError
from dragoman.store.contract import Head

_EVERY = 1.0  # seconds between two looks at whether the log went on
_SOON = 1.0  # seconds of work for which a page rather waits than says so
_LOG = logging.getLogger("dragoman.serve")


class Readying:
    """Puts the records of an archive together when a desk opens, and brings them up to date when the log goes on."""

    def __init__(
        self, archive: Archive, *, warm: Iterable[Callable[[], object]] = (), every: float = _EVERY,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        """Begin nothing yet.

        Args:
            archive: whose records.
            warm: loads what pages need beside records.
            every: seconds between two looks at the log.
            clock: gives seconds.
        """
        self._archive, self._warm, self._every, self._clock = archive, tuple(warm), every, clock
        self._first, self._ended = Event(), Event()
        self._began: float | None = None  # when the work began that is under way
        self._head: Head | None = None  # the end of the log up to which all is ready
        self._thread = Thread(target=self._keep, name="readying", daemon=True)

    @property
    def is_waited_for(self) -> bool:
        """Whether a page would have to wait for long: nothing is ready yet, or the work under way takes its time."""
        began = self._began
        return not self._first.is_set() or (began is not None and self._clock() - began > _SOON)

    def begin(self) -> None:
        """Begin to work, in a thread of its own."""
        self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Wait until all is ready for the first time; tell whether it is after so many seconds."""
        return self._first.wait(seconds)

    def end(self) -> None:
        """Look no more at the log; work that is under way is left to end with the process."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join(_SOON)

    def _keep(self) -> None:
        while not self._ended.is_set():
            try:
                self._bring_up()
            except DragomanError as error:  # whoever opens a page is told as well
                _LOG.warning("the records cannot be put together: %s", error)
            except Exception as error:  # noqa: BLE001  a thread that dies would leave every page waiting
                if not self._ended.is_set():
                    _LOG.error("the records cannot be put together", exc_info=error)
            self._began = None
            self._first.set()
            self._ended.wait(self._every)

    def _bring_up(self) -> None:
        head = self._archive.head()
        if head == self._head:
            return
        self._began = self._clock()
        self._archive.tally()
        self._archive.doubts()
        self._began = None
        self._first.set()  # the rest makes first views faster, and is not worth waiting for: the first page goes first
        if self._warm and self._ended.wait(self._every):
            return
        for load in self._warm:
            load()
        self._warm, self._head = (), head
