"""Sentences → what the neural reader marks in them: names, triggers with roles and codes, links, relevance.

The only batched stage: sentences are packed into windows, the encoder runs once over all of them.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, Protocol

from dragoman.codebook.short_forms import is_abbreviation, short_form
from dragoman.neural.heads import Marked
from dragoman.neural.vocabulary import Words, words_of
from dragoman.record.folding import fold
from dragoman.record.mentions import Mention, Part, Sentence, Trigger
from dragoman.record.reading import Reading
from dragoman.stage import stage

WINDOW = 170  # sub-words: the passages that taught the reader are of this size
BATCH = 1  # windows a run: measured a third faster than 16 (no padding, arrays stay in the processor's cache), and int8
# rounding depends on all windows of a run, so a window alone is marked the same whatever stands around it


class NeuralReader(Protocol):
    """What this stage asks of the neural reader."""

    def read(self, windows: Sequence[Words], short_forms: Sequence[Sequence[tuple[int, int]]]) -> list[Marked]:
        """Mark windows."""


class Tools(Protocol):
    """What this stage asks of the tools."""

    @property
    def reader(self) -> NeuralReader:
        """The neural reader."""


@stage(needs=("document", "sentences"), gives=("mentions", "marks", "links", "relevance"))
def signals(reading: Reading, tools: Tools) -> dict[str, Any]:
    """Run the reader over the document's sentences, each in one window with its neighbours."""
    text = reading.document.text
    windows = pack([words_of(text, s.span.start, s.span.end) for s in reading.sentences])
    marked: list[Marked] = []
    for at in range(0, len(windows), BATCH):
        batch = windows[at : at + BATCH]
        marked.extend(tools.reader.read(batch, [short_forms(text, words) for words in batch]))
    mentions: list[Mention] = [name for window in marked for name in window.names]
    marks = [_trigger(part, reading.sentences) for window in marked for part in window.triggers]
    links: list[Part] = [link for window in marked for link in window.links]
    weights = [len(words) for words in windows]
    relevance = sum(m.relevance * w for m, w in zip(marked, weights, strict=True)) / sum(weights) if weights else 0.0
    return {
        "mentions": tuple(mentions),
        "marks": tuple(sorted(marks, key=lambda t: (t.span, t.kind))),
        "links": tuple(links),
        "relevance": round(relevance, 4),
    }


def pack(sentences: Sequence[Words]) -> list[Words]:
    """Join neighbouring sentences into windows of about equal size, none over the limit; longer sentences are cut."""
    pieces = [part for words in sentences if len(words) for part in _cut(words)]
    total = sum(_size(words) for words in pieces)
    goal = total / max(1, -(-total // WINDOW))
    windows: list[list[Words]] = [[]]
    for words in pieces:
        size = sum(map(_size, windows[-1]))
        if windows[-1] and (size + _size(words) > WINDOW or size >= goal):
            windows.append([])
        windows[-1].append(words)
    return [_joined(parts) for parts in windows if parts]


def _size(words: Words) -> int:
    return sum(map(len, words.pieces))


def _cut(words: Words) -> list[Words]:
    parts, start, size = [], 0, 0
    for i, numbers in enumerate(words.pieces):
        if size + len(numbers) > WINDOW and i > start:
            parts.append(_slice(words, start, i))
            start, size = i, 0
        size += len(numbers)
    return [*parts, _slice(words, start, len(words))]


def _slice(words: Words, a: int, b: int) -> Words:
    return Words(words.spans[a:b], words.pieces[a:b], words.shapes[a:b])


def _joined(parts: Sequence[Words]) -> Words:
    return Words(
        tuple(s for p in parts for s in p.spans),
        tuple(n for p in parts for n in p.pieces),
        tuple(s for p in parts for s in p.shapes),
    )


def short_forms(text: str, words: Words) -> list[tuple[int, int]]:
    """Return the word spans (first, last) of pronouns and of short forms such as "the group", "both sides"."""
    if not len(words):
        return []
    start, pattern = words.spans[0].start, short_form()
    flat = fold(text[start : words.spans[-1].end])
    first = {span.start: i for i, span in enumerate(words.spans)}
    last = {span.end: i for i, span in enumerate(words.spans)}
    found = []
    for match in pattern.finditer(flat):
        a, b = first.get(start + match.start()), last.get(start + match.end())
        if is_abbreviation(text[start + match.start() : start + match.end()]):  # "US" is not "us"
            continue
        if a is not None and b is not None:
            found.append((a, b))
    return found


def _trigger(part: Part, sentences: Sequence[Sentence]) -> Trigger:
    index = max(0, bisect_right(sentences, part.span.start, key=lambda s: s.span.start) - 1)
    return Trigger(kind=part.role, span=part.span, sentence=index, score=part.score, codes=part.codes, parts=part.parts)
