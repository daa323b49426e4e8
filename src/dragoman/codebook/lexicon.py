"""The word lists of a language, one TOML file each under ``lexicon/<language>/``."""

from functools import cache
from importlib.resources import files
from typing import Any

from dragoman.errors import CodebookError

LANGUAGE = "en"


@cache
def load(name: str) -> dict[str, Any]:
    """Read ``lexicon/en/<name>.toml``, once per process; callers must not change what they get.

    Raises:
        CodebookError: no such list, or a broken one.

    """
    import tomli  # a third of the time of the standard library's: 60 against 190 ms at every start

    path = files("dragoman.codebook") / "lexicon" / LANGUAGE / f"{name}.toml"
    try:
        return tomli.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise CodebookError(f"no word list {name!r}", hint=f"expected {path}") from error
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CodebookError(f"word list {name!r} is broken: {error}", hint=f"mend {path}") from error
