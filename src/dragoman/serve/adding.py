"""``dragoman add`` at work: what became of the reports, counted, and a line for each that was refused."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass

from dragoman.archive import Archive
from dragoman.errors import UsageError
from dragoman.ingest.from_jsonl import mapping_of
from dragoman.record.arrivals import Refusal
from dragoman.scale.on_cores import cores
from dragoman.serve.passages import harmless
from dragoman.serve.reading import interrupts
from dragoman.store.contract import Added, Head


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """The options of ``dragoman add``; ``jobs`` 0 chooses."""

    fields: str = ""
    jobs: int = 0


@dataclass(slots=True)
class Tally:
    """What became of the reports so far."""

    new: int = 0
    copies: int = 0
    known: int = 0
    refused: int = 0

    def count(self, outcome: Added | Refusal) -> None:
        """Count one report."""
        if isinstance(outcome, Refusal):
            self.refused += 1
        elif not outcome.is_new_document:
            self.known += 1
        else:
            self.new += 1
            self.copies += outcome.story not in (None, outcome.document)

    def told(self) -> str:
        """Return the counts in words."""
        copies = f" ({self.copies:,} of them copies of other reports)" if self.copies else ""
        return f"{self.new:,} new{copies}, {self.known:,} seen before, {self.refused:,} refused"


def take_in(archive: Archive, where: Sequence[str], call: Call) -> Tally:
    """Add what lies at the places and return the counts; refusals are told on standard error as they come."""
    found = archive.add(*where, fields=mapping_of(call.fields), jobs=call.jobs or cores())
    tally = Tally()
    with closing(found), interrupts() as check, _progress(tally) as advance:
        for outcome in found:
            check()
            tally.count(outcome)
            complain(outcome)
            advance()
    return tally


def complain(outcome: Added | Refusal) -> None:
    """Tell of a refusal in one line on standard error."""
    if isinstance(outcome, Refusal):
        name = "" if outcome.name in outcome.message else f"{outcome.name}: "
        hint = f" ({outcome.hint})" if outcome.hint else ""
        sys.stderr.write(f"dragoman: {harmless(f'{name}{outcome.message}{hint}')}\n")


def head_of(words: str) -> Head:
    """Return the end of a log as ``dragoman status`` tells it.

    Raises:
        UsageError: it is none.
    """
    sequence, colon, told = words.partition(":")
    if not sequence.isdecimal() or not colon or not told:
        raise UsageError(
            f"--head: {words!r} is no end of a log", hint="give what `dragoman status` told, as 1204:9f3c…"
        )
    return Head(sequence=int(sequence), hash=told)


@contextmanager
def _progress(tally: Tally) -> Iterator[Callable[[], None]]:
    """Show the counts on standard error as they grow, where somebody watches: nobody knows how many reports come."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console

    with Console(stderr=True).status("reading") as line:
        yield lambda: line.update(tally.told())
