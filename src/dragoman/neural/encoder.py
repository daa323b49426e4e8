"""The two networks behind one door: sub-words → word vectors and scores; frames → roles and codes. Arrays only."""

import hashlib
import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dragoman.errors import WeightsError
from dragoman.neural.vocabulary import CLS, SEP, Words

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]

FILES = ("encoder.onnx", "frames.onnx", "labels.json", "vocabulary.txt")


def weights_folder() -> Path:
    """Return the folder of the weights that ship with the package."""
    return Path(str(files("dragoman.neural") / "weights"))


def verify(folder: Path) -> dict[str, str]:
    """Return the digest of every file of the weights after comparing it with ``digests.json``.

    Raises:
        WeightsError: a file is missing or is not the one that was exported.
    """
    listed = folder / "digests.json"
    if not listed.is_file():
        raise WeightsError(f"{listed}: not found", hint="reinstall the package, or run `make train`")
    wanted: dict[str, str] = json.loads(listed.read_text(encoding="utf-8"))
    for name in FILES:
        path = folder / name
        if not path.is_file():
            raise WeightsError(f"{path}: not found", hint="reinstall the package, or run `make train`")
        if hashlib.sha256(path.read_bytes()).hexdigest() != wanted.get(name):
            raise WeightsError(f"{path}: does not match its digest", hint="reinstall the package")
    return wanted


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of one batch of windows: word vectors [B, W, 384], logits of triggers, names and relevance."""

    vectors: Floats
    triggers: Floats
    names: Floats
    relevance: Floats


class Encoder:
    """Runs the exported networks on the processor, one thread, so that results never depend on the machine's cores."""

    def __init__(self, folder: Path) -> None:
        import onnxruntime as ort

        options = ort.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # the arena keeps the peak of every batch shape: measured 150 MB more for no speed
        options.enable_cpu_mem_arena = False
        self._words = self._open(ort, folder / "encoder.onnx", options)
        self._frames = self._open(ort, folder / "frames.onnx", options)

    @staticmethod
    def _open(ort: Any, path: Path, options: Any) -> Any:  # noqa: ANN401
        if not path.is_file():
            raise WeightsError(f"{path}: not found", hint="reinstall the package, or run `make train`")
        try:
            return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime raises its own untyped errors
            raise WeightsError(f"{path}: cannot be loaded", hint="reinstall the package") from error

    def encode(self, windows: list[Words]) -> Scores:
        """Score a batch of windows that have the same number of sub-words.

        Raises:
            ValueError: they have not; the network hides no padding.
        """
        if len({sum(map(len, words.pieces)) for words in windows}) > 1:
            raise ValueError("windows of one batch differ in size")
        vectors, triggers, names, relevance = self._words.run(None, _inputs(windows))
        return Scores(vectors, triggers, names, relevance)

    def frames(self, vectors: Floats, frames: Integers) -> tuple[Floats, Floats]:
        """Score frames [F, 4] (window, type, first word, last word): role logits [F, W, 2·R] and code logits [F, V]."""
        names = ("rows", "types", "start", "end")
        feed = {name: np.ascontiguousarray(frames[:, i]) for i, name in enumerate(names)}
        roles, codes = self._frames.run(None, {"vectors": vectors, **feed})
        return roles, codes

    def codes(self, vectors: Floats, frames: Integers) -> Floats:
        """Score the codes alone [F, V], of frames [F, 4] that have no roles.

        Codes rest on a frame's first word, its last and the mean of all; role scores, which nobody asks for here, are
        most of the work and go by words. So each frame is given as three words that have its ends and its mean.
        """
        three = np.stack([_ends_and_mean(vectors[row, first : last + 1]) for row, _, first, last in frames.tolist()])
        table = np.zeros_like(frames)
        table[:, 0], table[:, 1], table[:, 3] = np.arange(len(frames)), frames[:, 1], 2
        return self.frames(three, table)[1]


def _ends_and_mean(words: Floats) -> Floats:
    """Return three vectors with the ends and the mean of ``words`` [W, 384]: the one between makes up for the rest."""
    first, last = words[0], words[-1]
    return np.stack([first, 3 * words.mean(0) - first - last, last])


def _inputs(windows: list[Words]) -> dict[str, Integers]:
    width = max(sum(map(len, w.pieces)) for w in windows) + 2
    length = max(map(len, windows))
    shape = (len(windows), width)
    pieces, shapes = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    first, last = np.zeros((len(windows), length), np.int64), np.zeros((len(windows), length), np.int64)
    for i, words in enumerate(windows):
        sizes = np.fromiter(map(len, words.pieces), np.int64, len(words))
        ends = np.cumsum(sizes)
        total = int(ends[-1]) if len(words) else 0
        pieces[i, 0], pieces[i, total + 1] = CLS, SEP
        pieces[i, 1 : total + 1] = [number for word in words.pieces for number in word]
        shapes[i, 1 : total + 1] = np.repeat(np.asarray(words.shapes, np.int64), sizes)
        last[i, : len(words)] = ends
        first[i, : len(words)] = ends - sizes + 1
    return {"pieces": pieces, "shapes": shapes, "first": first, "last": last}
