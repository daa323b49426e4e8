"""A disk that fills up while reports come in: one clear error, and all that was kept before is there."""

import random
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from evaluation.bench import archive_reports

from dragoman.archive import Archive
from dragoman.errors import StoreError
from dragoman.settings import Settings
from dragoman.store.on_sqlite import SqliteStore
from tests.store.killing import add, exported
from tests.store.reports import means

MEGABYTE = 1_000_000
NOW = datetime(2032, 1, 1, tzinfo=UTC)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"no small disk can be mounted here: {mounted.stderr.strip()}")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_full_disk_is_one_clear_error_and_loses_nothing_that_was_kept(small: Path, tmp_path: Path) -> None:
    store, made = small / "store", list(archive_reports.made(400))
    with pytest.raises(StoreError) as caught:
        add(str(store), made)
    assert "disk" in str(caught.value)
    assert "full" in str(caught.value)
    assert caught.value.hint
    with Archive(store, settings=Settings()) as archive:
        kept = archive.documents()
        assert kept
        assert list(archive.verify()) == []
        records = archive.records()  # beside a full disk there is no room for those that lie ready
        assert records
    add(str(tmp_path / "large"), made)
    with Archive(tmp_path / "large", settings=Settings()) as archive:
        assert {each.id for each in kept} < {each.id for each in archive.documents()}


def test_once_there_is_room_again_the_rest_comes_in(small: Path, tmp_path: Path) -> None:
    store, made = small / "store", list(archive_reports.made(60))
    ballast = small / "ballast"
    ballast.write_bytes(random.Random(1).randbytes(MEGABYTE + MEGABYTE // 2))
    with pytest.raises(StoreError):
        add(str(store), made)
    ballast.unlink()
    subprocess.run(["mount", "-o", "remount,size=20m", str(small)], check=True)
    add(str(store), made)
    add(str(tmp_path / "large"), made)
    assert exported(str(store)) == exported(str(tmp_path / "large"))


def test_a_store_that_cannot_even_be_made_says_so(small: Path) -> None:
    with suppress(OSError):
        (small / "ballast").write_bytes(bytes(4 * MEGABYTE))
    with pytest.raises(StoreError, match="full"):
        SqliteStore(small / "store", means(lambda: NOW))
