"""``dragoman watch`` at work: rounds of polling, and the health of the sources kept between them."""

import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from dragoman.archive import Archive
from dragoman.errors import SourcesError
from dragoman.ingest.sources import sources_in
from dragoman.record.sources import Health, Source
from dragoman.serve.adding import Tally, complain
from dragoman.serve.output import opened
from dragoman.serve.passages import harmless
from dragoman.serve.reading import interrupts

_SHORTEST, _LONGEST = 1.0, 60.0  # seconds of sleep: the list of sources is read again after each


def run(archive: Archive, path: Path, *, jobs: int, once: bool, after: Callable[[], int] = lambda: 0) -> int:
    """Poll the sources that a file lists whenever one is due; return the exit code.

    Args:
        archive: what takes the reports in.
        path: the list of sources.
        jobs: processes that read.
        once: whether to stop after a round.
        after: is called after each round and gives the exit code of a single one.

    Raises:
        SourcesError: the list, or what is kept beside it, is broken.
        UsageError: the folder of the list may not be written.
    """
    with interrupts() as check:
        while True:
            sources, health = sources_in(path), health_in(beside(path))
            _round(archive, sources, health, path=path, jobs=jobs)
            code = after()
            if once:
                return code
            check()
            time.sleep(_pause(sources, health_in(beside(path))))


def beside(path: Path) -> Path:
    """Return where the health of the sources of a list is kept."""
    return path.with_suffix(".health.json")


def health_in(path: Path) -> dict[str, Health]:
    """Return what earlier rounds found, by name of source; nothing where there were none.

    Raises:
        SourcesError: the file is broken.
    """
    import msgspec

    if not path.exists():
        return {}
    try:
        return {each.source: each for each in msgspec.json.decode(path.read_bytes(), type=list[Health])}
    except (msgspec.MsgspecError, OSError) as error:
        raise SourcesError(f"{path} is broken: {error}", hint="delete it: sources are then polled anew") from error


def keep_health(path: Path, health: Mapping[str, Health]) -> None:
    """Write what is known of the sources; the file appears whole or not at all."""
    import msgspec

    with opened(path) as file:
        file.write(msgspec.json.format(msgspec.json.encode([health[name] for name in sorted(health)])))


def _round(archive: Archive, sources: Sequence[Source], health: dict[str, Health], *, path: Path, jobs: int) -> None:
    """Poll what is due; a source's health is kept as soon as its reports are."""
    tally = Tally()
    with closing(archive.watch(sources, dict(health), jobs=jobs)) as found:
        for outcome in found:
            if isinstance(outcome, Health):
                health[outcome.source] = outcome
                keep_health(beside(path), health)
                sys.stdout.write(f"{harmless(_line(outcome, tally))}\n")
                sys.stdout.flush()
                tally = Tally()
            else:
                tally.count(outcome)
                complain(outcome)


def _line(health: Health, tally: Tally) -> str:
    if health.state == "unknown":
        return f"{health.source}: unknown since {health.since:%Y-%m-%d %H:%M}: {health.why}"
    return f"{health.source}: {tally.told()}{'; ' if health.why else ''}{health.why}"


def _pause(sources: Sequence[Source], health: Mapping[str, Health]) -> float:
    """Return the seconds until the next source is due, within bounds."""
    now = datetime.now(UTC)
    due = min((health[each.name].due for each in sources if each.name in health), default=now)
    return min(max((due - now).total_seconds(), _SHORTEST), _LONGEST)
