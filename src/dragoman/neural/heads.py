"""Scores → spans: what the networks mark becomes frames with roles and codes, by thresholds and the label scheme."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from dragoman.errors import WeightsError
from dragoman.neural.encoder import Encoder, Floats, Integers
from dragoman.neural.vocabulary import SHAPES, Words
from dragoman.record.evidence import Span
from dragoman.record.mentions import Code, Mention, Part

_MARK = SHAPES.index("punctuation")
_LEAST = 1e-6  # a chance, so that its logarithm is finite


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Scores from which something counts as marked; chosen on the project's own test passages."""

    trigger: float = 0.5
    role: float = 0.5
    inside: float = 0.5


@dataclass(frozen=True, slots=True)
class Marked:
    """What one window holds: how relevant it is, names, triggers with their parts, and links of short forms."""

    relevance: float
    names: tuple[Mention, ...]
    triggers: tuple[Part, ...]
    links: tuple[Part, ...]  # role "chain": the short form; its parts: what it is the same as


Where = tuple[int, int, int]  # window, first word, last word
Scored = tuple[str, Where, float]  # a frame's or role's name, where, how sure
Filled = tuple[tuple[Code, ...], list[Scored]]  # codes and roles of one frame


class Reader:
    """The neural reader: windows of words in, marked spans out."""

    def __init__(self, folder: Path, *, thresholds: Thresholds | None = None) -> None:
        self.encoder = Encoder(folder)
        self.thresholds = thresholds or Thresholds()
        path = folder / "labels.json"
        if not path.is_file():
            raise WeightsError(f"{path}: not found", hint="reinstall the package, or run `make train`")
        self.labels: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))

    def read(self, windows: Sequence[Words], short_forms: Sequence[Sequence[tuple[int, int]]]) -> list[Marked]:
        """Mark a batch of windows.

        Args:
            windows: words of each window, none of them empty.
            short_forms: per window, word spans (first, last) of pronouns and short forms to be linked to fuller names.
        """
        scores = self.encoder.encode(list(windows))
        lengths = [len(w) for w in windows]
        found = self._triggers(scores.triggers, lengths)
        chains = [("chain", (i, a, b), 1.0) for i, spans in enumerate(short_forms) for a, b in spans]
        framed = self._frames(scores.vectors, [*found, *chains], windows)
        roots, links = framed[: len(found)], framed[len(found) :]
        return [
            Marked(
                float(_sigmoid(scores.relevance[i])),
                tuple(self._names(scores.names[i, : lengths[i]], words)),
                tuple(part for where, part in roots if where[0] == i),
                tuple(part for where, part in links if where[0] == i and part.parts),
            )
            for i, words in enumerate(windows)
        ]

    def _triggers(self, logits: Floats, lengths: list[int]) -> list[Scored]:
        found = _spans(logits[:, :, 0::2], logits[:, :, 1::2], lengths, self.thresholds.trigger, self.thresholds.inside)
        return [
            (self.labels["kinds"][kind], (row, first, min(last, first + 7)), score)
            for row, kind, first, last, score in found
        ]

    def _frames(self, vectors: Floats, frames: list[Scored], windows: Sequence[Words]) -> list[tuple[Where, Part]]:
        """Return a part for every frame, its roles filled; parts that are frames themselves are scored in turn."""
        if not frames:
            return []
        marked = self._score(vectors, frames, windows)
        deeper = self._deeper(vectors, [filled for _, roles in marked for filled in roles], windows)
        return [
            (where, self._part((kind, where, score), codes, roles, deeper, windows))
            for (kind, where, score), (codes, roles) in zip(frames, marked, strict=True)
        ]

    def _deeper(
        self, vectors: Floats, roles: list[Scored], windows: Sequence[Words]
    ) -> dict[tuple[str, Where], Filled]:
        """Return codes and roles of the filled roles that are frames themselves, by type and place."""
        frame_of: dict[str, str] = self.labels["frame_of_role"]
        inner = list(dict.fromkeys((frame_of[role], where) for role, where, _ in roles if role in frame_of))
        if not inner:
            return {}
        return dict(zip(inner, self._score(vectors, [(*each, 1.0) for each in inner], windows), strict=True))

    def _part(
        self, frame: Scored, codes: tuple[Code, ...], roles: list[Scored],
        deeper: dict[tuple[str, Where], Filled], windows: Sequence[Words],
    ) -> Part:  # fmt: skip
        parts = []
        for role, where, score in roles:
            part = Part(role=role, span=_char_span(windows, where), score=score)
            within = deeper.get((self.labels["frame_of_role"].get(role, ""), where))
            if within:
                inner = tuple(Part(role=r, span=_char_span(windows, w), score=s) for r, w, s in within[1])
                part = replace(part, codes=within[0], parts=inner)
            parts.append(part)
        return Part(role=frame[0], span=_char_span(windows, frame[1]), score=frame[2], codes=codes, parts=tuple(parts))

    def _score(self, vectors: Floats, frames: list[Scored], windows: Sequence[Words]) -> list[Filled]:
        kinds: list[str] = self.labels["frames"]
        table: Integers = np.array([(w[0], kinds.index(kind), w[1], w[2]) for kind, w, _ in frames], np.int64)
        filled: list[Filled] = [((), [])] * len(frames)
        bare = np.array([not self.labels["roles_of_frame"][kind] for kind, _, _ in frames])
        if bare.any():  # a quarter of all frames
            values = self.encoder.codes(vectors, table[bare])
            for f, own in zip(np.flatnonzero(bare), values, strict=True):
                filled[f] = (self._codes(frames[f][0], own), [])
        if not bare.all():
            whole = np.flatnonzero(~bare)
            scored = self._with_roles(vectors, table[whole], [frames[f] for f in whole], windows)
            for f, own in zip(whole, scored, strict=True):
                filled[f] = own
        return filled

    def _with_roles(
        self, vectors: Floats, table: Integers, frames: list[Scored], windows: Sequence[Words]
    ) -> list[Filled]:
        logits, values = self.encoder.frames(vectors, table)
        lengths = [len(windows[w[0]]) for _, w, _ in frames]
        begin, inside = logits[:, :, 0::2] + self._forbidden[table[:, 1]][:, None], logits[:, :, 1::2]
        roles: list[list[Scored]] = [[] for _ in frames]
        for f, r, first, last, score in _spans(begin, inside, lengths, self.thresholds.role, self.thresholds.inside):
            roles[f].append((self.labels["roles"][r], (frames[f][1][0], first, last), score))
        return [(self._codes(kind, values[f]), roles[f]) for f, (kind, _, _) in enumerate(frames)]

    @cached_property
    def _forbidden(self) -> Floats:
        """What is added to a role's score: nothing where the frame has the role, else enough to rule it out."""
        names: list[str] = self.labels["roles"]
        table = np.full((len(self.labels["frames"]), len(names)), -np.inf, np.float32)
        for f, frame in enumerate(self.labels["frames"]):
            table[f, [names.index(role) for role in self.labels["roles_of_frame"][frame]]] = 0
        return table

    def _codes(self, kind: str, values: Floats) -> tuple[Code, ...]:
        found = []
        for name, at, names in self._groups.get(kind, ()):
            chances = _softmax(values[at : at + len(names)])
            best = int(chances.argmax())
            found.append(Code(name=name, value=names[best], score=float(chances[best])))
        return tuple(found)

    @cached_property
    def _groups(self) -> dict[str, list[tuple[str, int, list[str]]]]:
        """By frame, the name of each group of codes it has, where its scores begin, and its values."""
        groups: dict[str, list[tuple[str, int, list[str]]]] = {}
        at = 0
        for group, names in self.labels["codes"].items():
            for kind, own in self.labels["codes_of_frame"].items():
                if group in own:
                    groups.setdefault(kind, []).append((group.split(".")[-1], at, names))
            at += len(names)
        return groups

    def _names(self, logits: Floats, words: Words) -> list[Mention]:
        chances = _softmax(logits)
        found: list[Mention] = []
        for first, last in _stretches(chances[:, 0] < 0.5):
            for kind, start, end in _named(np.log(chances[first : last + 1] + np.float32(_LEAST))):
                inner = _worded(words, first + start, first + end)
                if inner is None:
                    continue
                span = Span(words.spans[inner[0]].start, words.spans[inner[1]].end)
                score = float(chances[inner[0] : inner[1] + 1, 1 + 2 * kind : 3 + 2 * kind].sum(-1).mean())
                found.append(Mention(span=span, label=self.labels["names"][kind], score=score))
        return found


def _stretches(inside: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> list[tuple[int, int]]:
    """Return the first and last word of every run of words that are part of a name."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], inside.astype(np.int8), [0]))))
    return [(int(a), int(b) - 1) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _named(logs: Floats) -> list[tuple[int, int, int]]:
    """Cut a run of words into names, each of one kind, so that the product of the chances is greatest.

    Args:
        logs: [words, 1 + 2·kinds] logarithms of the chances of no name, and of each kind's begin and inside.

    Returns:
        (kind, first word, last word) of each name, in order; the names cover the run.
    """
    begin, inside = logs[:, 1::2], logs[:, 2::2]
    best, came = np.maximum(begin[0], inside[0]), [np.full(begin.shape[1], -1)]
    for word in range(1, len(logs)):
        top = int(best.argmax())
        goes_on = best + inside[word] >= best[top] + begin[word]
        came.append(np.where(goes_on, -1, top))
        best = np.where(goes_on, best + inside[word], best[top] + begin[word])
    found, kind, last = [], int(best.argmax()), len(logs) - 1
    for word in range(last, -1, -1):
        before = int(came[word][kind])
        if word == 0 or before >= 0:
            found.append((kind, word, last))
            kind, last = before, word - 1
    return found[::-1]


def _worded(words: Words, first: int, last: int) -> tuple[int, int] | None:
    """Return a name without the marks at its ends; None where it is nothing but marks."""
    held = [at for at in range(first, last + 1) if words.shapes[at] != _MARK]
    return (held[0], held[-1]) if held else None


def _spans(
    begin: Floats, inside: Floats, lengths: list[int], threshold: float, within: float
) -> list[tuple[int, int, int, int, float]]:
    """Return (row, label, first word, last word, score) for every stretch that begins and goes on.

    A stretch starts where ``begin`` [rows, words, labels] reaches ``threshold`` and runs while ``inside`` stays at
    ``within`` and no other stretch of the label begins; words side by side that both seem to begin are one beginning.
    Both arrays are logits, the thresholds are shares.
    """
    starts, least = begin >= _logit(threshold), _logit(within)
    found = []
    for row, word, label in np.argwhere(starts).tolist():  # few: the rest is looked at one by one around them
        if word >= lengths[row] or (word and starts[row, word - 1, label] and inside[row, word, label] >= least):
            continue
        last = word
        while (
            last + 1 < lengths[row]
            and inside[row, last + 1, label] >= least
            and (starts[row, last, label] or not starts[row, last + 1, label])
        ):
            last += 1
        found.append((row, label, word, last, float(_sigmoid(begin[row, word, label]))))
    return found


def _logit(share: float) -> float:
    return math.log(share / (1 - share))


def _char_span(windows: Sequence[Words], where: Where) -> Span:
    spans = windows[where[0]].spans
    return Span(spans[where[1]].start, spans[where[2]].end)


def _sigmoid(x: Floats) -> Floats:
    return np.asarray(np.tanh(x / 2) / 2 + 0.5, np.float32)  # never overflows


def _softmax(x: Floats) -> Floats:
    shifted = np.exp(x - x.max(-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(-1, keepdims=True), np.float32)
