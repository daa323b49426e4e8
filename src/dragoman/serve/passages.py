"""Finding → the sentences it rests on, with the words that state its fields marked inside them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from dragoman.record.evidence import Span
from dragoman.record.findings import Finding
from dragoman.record.reading import Reading

_LONG = 420  # characters of a sentence that is shown whole
_MARGIN = 90  # characters kept around marked words of a longer one
_GAP = " … "


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a passage: plain, or the evidence of ``field``."""

    words: str
    field: str | None = None


Passage = tuple[Run, ...]


def passages(reading: Reading, finding: Finding) -> list[Passage]:
    """Return each sentence that holds evidence of the finding, in text order, cut into marked and plain runs."""
    text = reading.document.text
    marks = sorted(
        ((Span(each.start, each.end), each.field) for each in finding.evidence), key=lambda mark: _length(mark[0])
    )
    homes = _homes(reading, [span for span, _ in marks])
    return [_shortened(_runs(text, home, marks)) for home in homes]


def harmless(text: str) -> str:
    """Return the text for a terminal: no control or bidirectional characters, spaces of any kind as one space each."""
    if text.isprintable():  # most are; of spaces only the plain one counts as printable
        return text
    return "".join(" " if char.isspace() else char for char in text if char.isspace() or char.isprintable())


def _length(span: Span) -> int:
    return span.end - span.start


def _homes(reading: Reading, spans: list[Span]) -> list[Span]:
    """Return the sentences around the spans; a span outside of all sentences is its own line."""
    sentences = [sentence.span for sentence in reading.sentences]
    homes = {sentence for sentence in sentences if any(map(sentence.overlaps, spans))}
    stray = (span for span in spans if not any(map(span.overlaps, sentences)))
    return sorted(homes | set(map(partial(_line, reading.document.text), stray)))


def _line(text: str, span: Span) -> Span:
    """Return the span with the rest of its line."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    return Span(start, len(text) if end < 0 else end)


def _runs(text: str, home: Span, marks: Iterable[tuple[Span, str]]) -> Passage:
    """Cut a sentence where marks begin and end; where marks lie within one another the shortest counts."""
    inside = [(span, field) for span, field in marks if span.overlaps(home)]
    edges = {
        home.start,
        home.end,
        *(max(home.start, s.start) for s, _ in inside),
        *(min(home.end, s.end) for s, _ in inside),
    }
    cuts = sorted(edges)
    return tuple(
        Run(harmless(text[start:end]), next((f for span, f in inside if span.overlaps(Span(start, end))), None))
        for start, end in pairwise(cuts)
    )


def _shortened(passage: Passage) -> Passage:
    """Leave out of a long sentence what is far from all marked words."""
    if sum(len(run.words) for run in passage) <= _LONG:
        return passage
    last = len(passage) - 1
    return tuple(
        run if run.field else Run(_clipped(run.words, left=index > 0, right=index < last))
        for index, run in enumerate(passage)
    )


def _clipped(words: str, *, left: bool, right: bool) -> str:
    """Keep a margin on the sides where marked words stand."""
    kept = _MARGIN * (left + right)
    if len(words) <= kept + len(_GAP):
        return words
    head = words[:_MARGIN].rsplit(" ", 1)[0] if left else ""
    tail = words[-_MARGIN:].split(" ", 1)[-1] if right else ""
    return f"{head}{_GAP}{tail}"


def marked(passage: Passage, *, before: str = "‹", after: str = "›") -> str:
    """Return the passage as plain text, the marked words between ``before`` and ``after``."""
    return "".join(_bracketed(passage, before, after))


def _bracketed(passage: Passage, before: str, after: str) -> Iterator[str]:
    """Yield the text; neighbouring marks share one pair of brackets."""
    is_open = False
    for run in passage:
        if bool(run.field) != is_open:
            yield after if is_open else before
            is_open = not is_open
        yield run.words
    if is_open:
        yield after
