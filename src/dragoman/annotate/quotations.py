"""Text → stretches inside quotation marks, the marks left out."""

import re
from collections.abc import Iterator

from dragoman.record.evidence import Span
from dragoman.record.layout import paragraphs
from dragoman.record.mentions import Quotation
from dragoman.record.reading import Reading
from dragoman.stage import stage

# A double quotation that no mark closes runs to the end of its paragraph, but only where the next one opens anew: so
# long speeches are printed. A single mark is an apostrophe more often than not: it opens only after a space or bracket,
# never before a decade ("the '90s"), and closes only before what is no letter.
_DOUBLE = re.compile(r'["“„‟«]([^"“”„‟«»]{,1200}?)(?:["”“»]|(?P<open>\Z))')
_SINGLE = re.compile(r"(?<![\w'’])['‘‚](?!\d0s)((?:[^'‘’]|(?<=\w)['’](?=\w)){2,600}?)['’](?!\w)")
_OPENS = ('"', "“", "„", "‟", "«")
_AROUND = " ,\n\t\u00a0\u200b"


@stage(needs=("document",), gives=("quotations",))
def quotations(reading: Reading, tools: object) -> tuple[Quotation, ...]:  # noqa: ARG001
    """Find quotations in reading order; single-quoted ones only where no double-quoted one covers them."""
    text = reading.document.text
    lines = [Span(g[0].start, g[-1].end) for g in paragraphs(text, [each.span for each in reading.document.residue])]
    found: list[Span] = []
    for number, paragraph in enumerate(lines):
        goes_on = number + 1 < len(lines) and text[lines[number + 1].start].startswith(_OPENS)
        found += _in_paragraph(text, paragraph, goes_on=goes_on)
    spans = sorted(_trimmed(text, span) for span in found)
    return tuple(Quotation(span=span) for span in spans if span.start < span.end)


def _in_paragraph(text: str, paragraph: Span, *, goes_on: bool) -> list[Span]:
    double = list(_double(text, paragraph, goes_on=goes_on))
    single = (Span(*match.span(1)) for match in _SINGLE.finditer(text, paragraph.start, paragraph.end))
    return double + [span for span in single if not any(span.overlaps(other) for other in double)]


def _double(text: str, paragraph: Span, *, goes_on: bool) -> Iterator[Span]:
    for match in _DOUBLE.finditer(text, paragraph.start, paragraph.end):
        if match["open"] is None or goes_on:
            yield Span(*match.span(1))


def _trimmed(text: str, span: Span) -> Span:
    """Leave out spaces and the closing comma, as the codebook's quotes do."""
    words = span.words(text)
    start = span.start + len(words) - len(words.lstrip(_AROUND))
    return Span(start, max(start, span.start + len(words.rstrip(_AROUND))))
