"""Text → stretches inside quotation marks, the marks left out."""

import re

from dragoman.record.evidence import Span
from dragoman.record.folding import plain
from dragoman.record.mentions import Quotation
from dragoman.record.reading import Reading
from dragoman.stage import stage

# A straight single quote is an apostrophe far more often than a mark, so single quotes need a space or bracket before
# the first and no letter after the last; a double quote may run over a paragraph break only when it is closed there.
_DOUBLE = re.compile(r'"([^"\n]{2,1200}?)(?:"|(?=\n|\Z))')
_SINGLE = re.compile(r"(?<![\w'])'([^'\n]{2,600}?(?:\w'\w[^'\n]*?)*)'(?!\w)")


@stage(needs=("document",), gives=("quotations",))
def quotations(reading: Reading, tools: object) -> tuple[Quotation, ...]:  # noqa: ARG001
    """Find quotations in reading order; single-quoted ones only where no double-quoted one covers them."""
    text = _marks_paired(reading.document.text)
    found = [Span(*match.span(1)) for match in _DOUBLE.finditer(text)]
    for match in _SINGLE.finditer(text):
        span = Span(*match.span(1))
        if not any(span.overlaps(other) for other in found):
            found.append(span)
    spans = sorted(_trimmed(text, span) for span in found)
    return tuple(Quotation(span=span) for span in spans if span.start < span.end)


def _marks_paired(text: str) -> str:
    """Return the text with plain quotation marks; closing single curly quotes inside words stay apostrophes."""
    return plain(text)


def _trimmed(text: str, span: Span) -> Span:
    """Leave out spaces and the closing comma, as the codebook's quotes do."""
    words = span.words(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, span.start + len(words.rstrip(" ,")))
