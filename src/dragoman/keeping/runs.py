"""Which program reads: digests of everything that a reading depends on."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

from dragoman.record.runs import Run
from dragoman.settings import Settings
from dragoman.spelling import digest
from dragoman.version import VERSION

_PACKAGE = Path(__file__).parent.parent
_CODEBOOK = _PACKAGE / "codebook"
_ID_LENGTH = 32  # hexadecimal digits


def for_all(settings: Settings) -> Settings:
    """Return the settings without what selects from a reading or holds for one report: what is kept is whole."""
    return replace(settings, published=None, only=(), min_confidence=0.0, rule=Settings().rule)


@cache
def putting_together() -> str:
    """Return a digest of what records depend on beside the store: the source and the codebook."""
    return digest([_code(), _codebook()])


@cache
def present_run(settings: Settings) -> Run:
    """Return the run of the program as it is installed.

    Raises:
        WeightsError: the weights are missing or do not verify.
    """
    from dragoman.neural.encoder import verify, weights_folder  # brings numpy

    parts = {
        "version": VERSION,
        "code": _code(),
        "codebook": _codebook(),
        "weights": digest(verify(weights_folder())),
        "settings": digest(for_all(settings)),
    }
    return Run(id=f"run-{digest(parts)[:_ID_LENGTH]}", **parts)


@cache
def _code() -> str:
    return _of_files(_PACKAGE.rglob("*.py"))


@cache
def _codebook() -> str:
    return _of_files(each for each in _CODEBOOK.rglob("*") if each.suffix in (".toml", ".sqlite"))


def _of_files(paths: Iterable[Path]) -> str:
    """Return one digest of the names and the content of files."""
    held = {path.relative_to(_PACKAGE).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
    return digest(held)
