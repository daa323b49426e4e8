import inspect
import pickle

import pytest

from dragoman import errors
from dragoman.errors import DragomanError

EVERY = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, DragomanError)]
CODES = {
    "InputError": 3,
    "FetchError": 5,
    "UsageError": 2,
    "CodebookError": 4,
    "WeightsError": 4,
    "PipelineError": 4,
    "StoreError": 5,
    "DragomanError": 1,
}


@pytest.mark.parametrize("kind", EVERY)
def test_every_error_is_drawn_in_the_tree(kind: type[DragomanError]) -> None:
    assert any(kind.__name__ in line for line in (errors.__doc__ or "").splitlines())


@pytest.mark.parametrize("kind", EVERY)
def test_an_error_crosses_a_process_border_whole(kind: type[DragomanError]) -> None:
    back = pickle.loads(pickle.dumps(kind("x.txt is empty", hint="give another")))
    assert (type(back), back.message, back.hint) == (kind, "x.txt is empty", "give another")
    assert str(back) == "x.txt is empty (give another)"


@pytest.mark.parametrize("kind", EVERY)
def test_the_exit_code_is_that_of_the_branch(kind: type[DragomanError]) -> None:
    branch = next(name for name in (each.__name__ for each in kind.__mro__) if name in CODES)
    assert kind.exit_code == CODES[branch]


def test_an_error_without_a_hint_has_no_empty_brackets() -> None:
    assert str(DragomanError("it broke")) == "it broke"
