import stat
from pathlib import Path

import pytest

from dragoman.errors import UsageError
from dragoman.serve.output import Abandoned, opened


def test_a_file_takes_its_name_only_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    with opened(target) as file:
        file.write(b"half")
        file.flush()
        assert not target.exists()
        file.write(b" and half")
    assert target.read_bytes() == b"half and half"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError, UsageError])
def test_an_error_halfway_leaves_what_was_there(tmp_path: Path, error: type[BaseException]) -> None:
    target = tmp_path / "out.json"
    target.write_bytes(b"before")

    def fail_halfway() -> None:
        with opened(target) as file:
            file.write(b"half")
            raise error("x")

    with pytest.raises(error):
        fail_halfway()
    assert target.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [target]


def test_what_is_abandoned_leaves_no_trace_and_no_error(tmp_path: Path) -> None:
    with opened(tmp_path / "out.json"):
        raise Abandoned
    assert list(tmp_path.iterdir()) == []


def test_a_file_keeps_its_rights_and_a_new_one_has_the_usual(tmp_path: Path) -> None:
    usual, target = tmp_path / "usual", tmp_path / "out.json"
    usual.touch()
    with opened(target):
        pass
    assert stat.S_IMODE(target.stat().st_mode) == stat.S_IMODE(usual.stat().st_mode)
    target.chmod(0o640)
    with opened(target):
        pass
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
