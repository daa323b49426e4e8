"""Lines and paragraphs of a text, as spans into it; nothing is changed, nothing is copied."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from dragoman.record.evidence import Span

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_SPACE = " \t\u00a0\u200b\ufeff\u2002\u2003\u2009\u202f\u3000\x1f"
_ENDED = re.compile(r"[.!?…:;][\"'”’»)\]*_]*$")
_BULLET = re.compile(r"(?:[*•●▪◦‣·>–—-]|\(?\d{1,2}[.)]|#{1,6})\s")
_WIDEST = 100  # columns; longer lines were not wrapped by hand
_NARROWEST = 40
_TAIL = 240  # characters of a line's end that tell how it ends


@dataclass(frozen=True, slots=True)
class Line:
    """One line without the spaces around it; ``block`` counts the runs of lines between blank lines."""

    span: Span
    block: int


def lines(text: str, skip: Iterable[Span] = ()) -> tuple[Line, ...]:
    """Return the lines that hold more than spaces, cut where ``skip`` (ordered, disjoint) begins and ends."""
    found: list[Line] = []
    block, last = 0, 0
    for piece in _pieces(text, skip):
        stripped = _strip(text, piece)
        if stripped is None:
            continue
        if found and _blank(text[last : stripped.start]):
            block += 1
        found.append(Line(stripped, block))
        last = stripped.end
    return tuple(found)


def paragraphs(text: str, skip: Iterable[Span] = ()) -> tuple[tuple[Span, ...], ...]:
    """Return each paragraph as the spans of its lines; hard-wrapped lines belong to one paragraph."""
    every = lines(text, skip)
    width = _wrapped_width(text, every)
    groups: list[list[Span]] = []
    previous: Line | None = None
    for line in every:
        if previous is not None and groups and _continues(text, previous, line, width):
            groups[-1].append(line.span)
        else:
            groups.append([line.span])
        previous = line
    return tuple(tuple(group) for group in groups)


def ends(words: str) -> bool:
    """Tell whether a line closes with a full stop, question mark, colon or the like."""
    return bool(_ENDED.search(words[-_TAIL:]))


def _pieces(text: str, skip: Iterable[Span]) -> Iterator[Span]:
    cuts = list(skip)
    at = 0
    for match in _LINE.finditer(text):
        start, end = match.span()
        while at < len(cuts) and cuts[at].end <= start:
            at += 1
        ahead = at
        while ahead < len(cuts) and cuts[ahead].start < end:
            if cuts[ahead].start > start:
                yield Span(start, cuts[ahead].start)
            start = max(start, min(cuts[ahead].end, end))
            ahead += 1
        if start < end:
            yield Span(start, end)


def _strip(text: str, piece: Span) -> Span | None:
    words = piece.words(text)
    left = len(words) - len(words.lstrip(_SPACE))
    right = len(words.rstrip(_SPACE))
    return Span(piece.start + left, piece.start + right) if left < right else None


def _blank(gap: str) -> bool:
    """Tell whether the stretch between two lines holds an empty line, or words that were skipped."""
    return gap.count("\n") > 1 or (gap.count("\n") == 0 and gap.count("\r") > 1) or bool(gap.strip())


def _fits(text: str, line: Span, following: Span, width: int) -> bool:
    """Tell whether a greedy wrapper at ``width`` columns would have broken the line here."""
    word = text[following.start : following.end].split(maxsplit=1)[0]
    return line.end - line.start + 1 + len(word) > width


def _wrapped_width(text: str, every: Sequence[Line]) -> int | None:
    """Return the column at which the text was wrapped by hand, or nothing where its lines are its paragraphs."""
    blocks: dict[int, list[Span]] = {}
    for line in every:
        blocks.setdefault(line.block, []).append(line.span)
    widths = [width for block in blocks.values() if (width := _block_width(text, block))]
    return int(median(widths)) if widths else None


def _block_width(text: str, block: Sequence[Span]) -> int | None:
    width = max(span.end - span.start for span in block)
    if len(block) < 3 or not _NARROWEST <= width <= _WIDEST:
        return None
    open_pairs = [pair for pair in pairwise(block) if not ends(pair[0].words(text))]
    fitting = [pair for pair in open_pairs if _fits(text, *pair, width)]
    running = [pair for pair in fitting if text[pair[1].start].islower()]
    enough = len(fitting) >= 2 and len(fitting) >= 0.8 * len(open_pairs) and 3 * len(running) >= len(fitting)
    return width if enough else None


def _continues(text: str, line: Line, following: Line, width: int | None) -> bool:
    if line.block != following.block or _BULLET.match(text, following.span.start, following.span.end):
        return False
    length = line.span.end - line.span.start
    if not ends(line.span.words(text)) and _NARROWEST <= length <= _WIDEST and text[following.span.start].islower():
        return True
    return width is not None and width - 25 < length <= width + 5 and _fits(text, line.span, following.span, width - 3)
