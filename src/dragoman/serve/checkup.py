"""``dragoman doctor``: what is installed, and whether it reads."""

import platform
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version

from dragoman import __version__
from dragoman.errors import DragomanError
from dragoman.settings import Settings

_OLDEST = (3, 11)
_PACKAGES = (
    "cyclopts", "htmldate", "msgspec", "numpy", "onnxruntime", "py3langid", "resiliparse", "rich", "trafilatura",
)  # fmt: skip
_TEST_DATE = date(2026, 4, 9)
_TEST_TEXT = (
    "Delegations from Armenia and Azerbaijan met in Geneva on Wednesday for a second round of peace talks mediated by "
    'Switzerland. "We have made progress," said Armenian negotiator Aram Petrosyan. Azerbaijan demands the withdrawal '
    "of Armenian forces from the border villages. On Tuesday, shelling killed three soldiers near Kapan."
)


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the report: what was looked at, whether it is well, and what was seen."""

    name: str
    is_well: bool
    seen: str


def examine() -> Iterator[Check]:
    """Yield the result of each check; none of them raises."""
    python = sys.version_info[:2] >= _OLDEST
    yield Check("python", python, f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    yield Check("dragoman", True, __version__)  # noqa: FBT003
    for package in _PACKAGES:
        yield _package(package)
    for name, check in _CHECKS.items():
        yield _guarded(name, check)


def _package(name: str) -> Check:
    try:
        return Check(name, is_well=True, seen=version(name))
    except PackageNotFoundError:
        return Check(name, is_well=False, seen=f"not installed (pip install {name})")


def _guarded(name: str, check: Callable[[], str]) -> Check:
    try:
        return Check(name, is_well=True, seen=check())
    except DragomanError as error:
        return Check(name, is_well=False, seen=str(error))
    except Exception as error:  # noqa: BLE001  a checkup tells what is broken, whatever it is
        return Check(name, is_well=False, seen=f"{type(error).__name__}: {error}")


def _weights() -> str:
    from dragoman.neural.encoder import verify, weights_folder

    folder = weights_folder()
    files = verify(folder)
    size = sum((folder / name).stat().st_size for name in files) / 1e6
    return f"{len(files)} files verified, {size:.1f} MB"


def _gazetteer() -> str:
    import sqlite3
    from importlib.resources import as_file, files

    with as_file(files("dragoman.codebook") / "gazetteer" / "places.sqlite") as path:
        source = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            tables = [name for (name,) in source.execute("select name from sqlite_master where type = 'table'")]
            rows = max(source.execute(f'select count(*) from "{table}"').fetchone()[0] for table in tables)
        finally:
            source.close()
    if not rows:
        raise DragomanError("the gazetteer is empty", hint="reinstall the package")
    return f"{rows:,} names"


def _codebook() -> str:
    from dragoman.codebook.entries import entries

    return f"{len(entries())} codes"


def _reading() -> str:
    import dragoman

    reading = dragoman.read_bytes(_TEST_TEXT.encode(), name="self-test", settings=Settings(published=_TEST_DATE))
    if reading.failures:
        raise DragomanError("; ".join(f"{each.stage}: {each.message}" for each in reading.failures))
    if not reading.rounds or not reading.incidents:
        raise DragomanError("the test report's round or incident was not found", hint="reinstall the package")
    return f"{len(reading.findings)} findings in a test report of {len(_TEST_TEXT.split())} words"


def _memory() -> str:
    try:
        import resource
    except ImportError:  # Windows
        return "not measured on this system"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return f"{peak / (1e6 if sys.platform == 'darwin' else 1e3):.0f} MB at most, after reading"


_CHECKS: dict[str, Callable[[], str]] = {
    "weights": _weights,
    "gazetteer": _gazetteer,
    "codebook": _codebook,
    "reading": _reading,
    "memory": _memory,
}
