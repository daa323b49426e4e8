"""What the tests of the desk share: a store that is read once, copies of it to write to, desks over them."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.serve.desk import TOKENS, fill

if TYPE_CHECKING:
    from dragoman.serve.rest.desk import Desk


@pytest.fixture(scope="session")
def filled_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the desk's tests; only to be read."""
    return fill(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def store(filled_desk: Path, tmp_path: Path) -> Path:
    """A copy of the store to write to."""
    for name in ("store", "store.records"):
        shutil.copy(filled_desk.with_name(name), tmp_path / name)
    return tmp_path / "store"


@pytest.fixture
def desk_over() -> Iterator[Callable[..., "Desk"]]:
    """Make desks over stores; their users are those of ``TOKENS``."""
    from dragoman.archive import open_archive
    from dragoman.serve.rest.desk import Desk

    made: list[Desk] = []

    def over(path: Path, **known: object) -> Desk:
        made.append(Desk(archive=open_archive(path), store=path.name, user_of=TOKENS.get, **known))
        return made[-1]

    yield over
    for desk in made:
        desk.archive.close()
