import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from dragoman.errors import WeightsError
from dragoman.neural.encoder import FILES, Encoder, _inputs, verify, weights_folder
from dragoman.neural.vocabulary import CLS, PAD, SEP, words_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of weights whose digests fit; the networks in it are no networks."""
    for name in FILES:
        (tmp_path / name).write_bytes(b"bytes of " + name.encode())
    digests = {name: hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() for name in FILES}
    (tmp_path / "digests.json").write_text(json.dumps(digests))
    return tmp_path


def test_weights_that_are_whole_verify(folder: Path) -> None:
    assert set(verify(folder)) == set(FILES)


@pytest.mark.parametrize("name", [*FILES, "digests.json"])
def test_a_missing_file_is_named_with_the_remedy(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(WeightsError, match=rf"{name}: not found \(reinstall the package, or run `make train`\)"):
        verify(folder)


@pytest.mark.parametrize("name", FILES)
def test_a_changed_file_is_named(folder: Path, name: str) -> None:
    with (folder / name).open("ab") as file:
        file.write(b"!")
    with pytest.raises(WeightsError, match=rf"{name}: does not match its digest"):
        verify(folder)


def test_a_file_without_a_digest_does_not_verify(folder: Path) -> None:
    (folder / "digests.json").write_text("{}")
    with pytest.raises(WeightsError, match="does not match its digest"):
        verify(folder)


def test_the_encoder_needs_its_networks(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"encoder\.onnx: not found"):
        Encoder(tmp_path)


def test_a_broken_network_is_no_crash(folder: Path) -> None:
    with pytest.raises(WeightsError, match=r"encoder\.onnx: cannot be loaded"):
        Encoder(folder)


def test_the_weights_lie_in_the_package() -> None:
    assert (weights_folder() / "vocabulary.txt").is_file()


def test_windows_become_rows_with_ends_and_padding() -> None:
    long, short = words_of("Zelensky met envoys"), words_of("Talks")
    made = _inputs([long, short])
    assert made["pieces"].tolist() == [
        [CLS, *(number for numbers in long.pieces for number in numbers), SEP],
        [CLS, *short.pieces[0], SEP, *[PAD] * (sum(map(len, long.pieces)) - 1)],
    ]
    for row, words in enumerate((long, short)):
        for at, numbers in enumerate(words.pieces):
            first, last = made["first"][row, at], made["last"][row, at]
            assert tuple(made["pieces"][row, first : last + 1]) == numbers
            assert set(made["shapes"][row, first : last + 1]) == {words.shapes[at]}
    assert made["first"].shape == made["last"].shape == (2, 3)


def test_codes_alone_are_the_codes_beside_roles() -> None:
    encoder = Encoder(weights_folder())
    vectors = encoder.encode([words_of("The army shelled the port of Sukhna on Monday, killing four men.")]).vectors
    frames = np.array([(0, 1, 0, 1), (0, 4, 2, 2), (0, 7, 3, 9)], np.int64)
    assert np.allclose(encoder.codes(vectors, frames), encoder.frames(vectors, frames)[1], atol=1e-4)


def test_windows_of_different_size_are_not_read_together() -> None:
    with pytest.raises(ValueError, match="differ in size"):
        Encoder(weights_folder()).encode([words_of("Talks resumed."), words_of("Talks resumed in Doha on Monday.")])
