"""Files and folders of reports, in the order of their names; each file is read in the form that it has."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from dragoman.errors import DragomanError, Unreadable
from dragoman.ingest.following import Follow, left_alone, refused
from dragoman.ingest.forms import HEAD, Form, arrivals_in, form_of_file
from dragoman.ingest.from_bytes import read_bytes, unopened
from dragoman.ingest.from_jsonl import PLAIN, arrivals_from_jsonl
from dragoman.ingest.from_warc import arrivals_from_warc
from dragoman.record.arrivals import Arrival, Refusal
from dragoman.settings import Settings

_DATABASE = b"SQLite format 3\0"
_BESIDE = ("-wal", "-shm", "-journal")


def arrivals_from_folder(
    path: Path, *, settings: Settings, mapping: Mapping[str, str] = PLAIN, follow: Follow = left_alone
) -> Iterator[Arrival | Refusal]:
    """Yield the reports of a file, or of all files in a folder and its folders, sorted by name.

    Hidden files and folders, and SQLite databases (a store that lies beside its reports), are left out unless named
    themselves; links are followed, loops of links once. ``mapping``
    is for tables, ``follow`` for feeds and sitemaps. A file that cannot be read gives one refusal.
    """
    for file in files_in(path):
        if isinstance(file, Refusal):
            yield file
        else:
            yield from _arrivals(file, settings, mapping, follow)


def files_in(path: Path) -> Iterator[Path | Refusal]:
    """Yield the files of a folder and its folders, sorted by name; a file gives itself."""
    waiting = [path]
    seen: set[tuple[int, int]] = set()  # folders, by device and number
    while waiting:
        each = waiting.pop()
        try:
            status = each.stat()
            if not each.is_dir():
                yield _ordinary(each)
            elif (status.st_dev, status.st_ino) not in seen:
                seen.add((status.st_dev, status.st_ino))
                inside = (entry for entry in each.iterdir() if not (entry.name.startswith(".") or _is_database(entry)))
                waiting.extend(sorted(inside, reverse=True))
        except (OSError, ValueError) as error:
            yield refused(unopened(each, error), name=str(each))


def _is_database(path: Path) -> bool:
    """Tell an SQLite database, and the files that SQLite keeps beside one."""
    name = next((path.name.removesuffix(end) for end in _BESIDE if path.name.endswith(end)), path.name)
    base = path.with_name(name)
    try:
        if not base.is_file():  # reading a pipe may never end
            return False
        with base.open("rb") as opened:
            return opened.read(len(_DATABASE)) == _DATABASE
    except OSError:
        return False


def _ordinary(path: Path) -> Path | Refusal:
    if path.is_file():
        return path
    error = Unreadable(f"{path} is no ordinary file", hint="give a file or folder")  # reading a pipe may never end
    return refused(error, name=str(path))


def _arrivals(
    path: Path, settings: Settings, mapping: Mapping[str, str], follow: Follow
) -> Iterator[Arrival | Refusal]:
    form = form_of_file(path.name, _head(path))
    if form == "table":
        yield from arrivals_from_jsonl(path, settings=settings, mapping=mapping)
    elif form == "archive":
        yield from arrivals_from_warc(path, settings=settings)
    elif form is None:
        error = Unreadable(f"{path} has the ending of no form that is read", hint="rename it, or leave it out")
        yield refused(error, name=str(path))
    else:
        yield from _whole(path, form, settings, follow)


def _head(path: Path) -> bytes:
    with suppress(OSError), path.open("rb") as file:
        return file.read(HEAD)
    return b""


def _whole(path: Path, form: Form, settings: Settings, follow: Follow) -> Iterator[Arrival | Refusal]:
    """Yield what a file that is read at once holds."""
    try:
        raw = read_bytes(path, settings)
    except DragomanError as error:
        yield refused(error, name=str(path))
        return
    yield from arrivals_in(Arrival(name=str(path), raw=raw), form, settings=settings, follow=follow)
