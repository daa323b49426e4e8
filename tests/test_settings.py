from dataclasses import FrozenInstanceError, replace
from datetime import date

import pytest

from dragoman.settings import Settings


def test_nothing_need_be_set() -> None:
    assert (Settings().published, Settings().min_confidence, Settings().only) == (None, 0.0, ())


def test_settings_do_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().published = date(2026, 4, 9)  # type: ignore[misc]


def test_equal_settings_are_one_key() -> None:
    assert len({Settings(only=("round",)), Settings(only=("round",)), replace(Settings(), only=("round",))}) == 1
