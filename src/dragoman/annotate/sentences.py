"""Split the running text into sentences; residue is skipped, hard-wrapped lines are joined."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from dragoman.codebook.lexicon import load
from dragoman.record.documents import Residue
from dragoman.record.evidence import Span
from dragoman.record.folding import plain
from dragoman.record.layout import paragraphs
from dragoman.record.mentions import Sentence
from dragoman.record.reading import Reading
from dragoman.stage import stage

_LONGEST = 2_000  # characters; a "sentence" beyond that is a list or a page without full stops
_END = re.compile(
    r"[.!?…]+[\"')\]»]*(?=\s|$)|(?<=[a-z]{2})[.!?][\"')\]]*(?=[A-Z][a-z])|(?<=[a-z]{2}[\"')\]])\.(?=[A-Z][a-z])"
)
_SKIP = re.compile(r"[\s\u200b]*[\"'(\[«]*")
_WORD = re.compile(r"[^\s\"'(\[]*$")
_NEXT = re.compile(r"[\w'.-]+")
_INITIAL = re.compile(r"(?:[A-Z]|[A-Z](?:\.-?[A-Z])+)$")
_NUMBERED = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})$")


# a line that opens with a time of day and goes on in words; a table of times alone is residue
_CLOCKED = re.compile(
    r"(?m)^[ \t]*(?P<time>(?:[01]?\d|2[0-3])[:.h][0-5]\d(?: ?(?:[ap]\.?m\.?|gmt|utc|[a-z]{3,4}t))?)[^\w\n]{1,4}(?=\w)",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d")
_FEWEST = 3  # of two, one is often the time that a page was changed


@dataclass(frozen=True, slots=True)
class _Words:
    titles: frozenset[str]
    before_numbers: frozenset[str]
    open: frozenset[str]
    openers: frozenset[str]
    saying: frozenset[str]


@cache
def _words() -> _Words:
    table = load("abbreviations")
    numbers = frozenset((*table["before_numbers"], *table["months"]))
    named = {name: frozenset(table[name]) for name in ("titles", "open", "openers", "saying")}
    return _Words(before_numbers=numbers, **named)


def split(text: str, residue: Iterable[Residue] = (), title: Span | None = None) -> tuple[Sentence, ...]:
    """Return the sentences of ``text`` in order; together they cover all but spaces and residue."""
    folded = plain(text)
    skip = [each.span for each in sorted(residue, key=lambda each: each.start)]
    starts = entries(folded, skip)
    heads = frozenset(starts)
    found = []
    for number, group in enumerate(paragraphs(text, skip)):
        for span in _sentences(folded, Span(group[0].start, group[-1].end)):
            entry = bisect_right(starts, span.start)
            opens = span.start in heads and text[span.end - 1] not in ".!?"
            headline = opens or (title is not None and title.covers(span))
            found.append(Sentence(span=span, paragraph=number, is_headline=headline, entry=entry))
    return tuple(found)


def entries(text: str, skip: Iterable[Span] = ()) -> list[int]:
    """Return where the entries of a live blog begin ("14:20 - …"); none where few lines open with a time.

    Args:
        text: the whole text.
        skip: stretches whose times count for nothing, as a column of clocks and headlines beside the report.
    """
    found = (match.start("time") for match in _CLOCKED.finditer(text))
    starts = [at for at in found if not any(span.start <= at < span.end for span in skip)]
    return starts if len(starts) >= _FEWEST else []


def without_clock(text: str, span: Span) -> Span:
    """Return a stretch without the time of day that opens its line: when an entry was written, nothing happened."""
    head = _CLOCKED.match(text, span.start) or _CLOCK.fullmatch(text, span.start, span.end)
    begins_line = not text[text.rfind("\n", 0, span.start) + 1 : span.start].strip()
    return Span(min(head.end(), span.end), span.end) if head and begins_line else span


def _sentences(text: str, paragraph: Span) -> Iterator[Span]:
    start = paragraph.start
    for match in _END.finditer(text, paragraph.start, paragraph.end):
        if match.end() < paragraph.end and _ends(text, start, match, paragraph.end):
            yield from _bounded(text, Span(start, match.end()))
            start = _after_space(text, match.end())
    if start < paragraph.end:
        yield from _bounded(text, Span(start, paragraph.end))


def _after_space(text: str, at: int) -> int:
    while at < len(text) and (text[at].isspace() or text[at] == "\u200b"):
        at += 1
    return at


def _ends(text: str, start: int, match: re.Match[str], limit: int) -> bool:
    """Tell whether the full stop, question or exclamation mark ends the sentence that began at ``start``."""
    mark = match.group()
    following = _following(text, match.end(), limit)
    if following[:1].islower():
        return False
    if mark[0] in "!?" or not mark.startswith(".") or mark.startswith(".."):
        return not (mark[-1] in "\"'" and _says(text, match.end(), limit))
    word = _WORD.search(text, max(start, match.start() - 40), match.start())
    alone = _is_number(text, start, match.start())
    return _closes(word.group() if word else "", following, alone=alone)


def _is_number(text: str, start: int, end: int) -> bool:
    """Tell whether the sentence so far is but the number of a point in a list."""
    return end - start <= 5 and bool(_NUMBERED.match(text[start:end]))


def _following(text: str, at: int, limit: int) -> str:
    """Return the first word after the mark, quotation marks and brackets passed over."""
    skipped = _SKIP.match(text, at, limit)
    begin = skipped.end() if skipped else at
    word = _NEXT.match(text, begin, min(limit, begin + 40))
    return word.group() if word else text[begin : begin + 1]


def _closes(word: str, following: str, *, alone: bool) -> bool:
    """Tell whether a full stop between two words ends a sentence."""
    words = _words()
    opens = following.strip("'.-") in words.openers
    if alone or word in words.titles:
        return False
    if word in words.before_numbers:
        return not following[:1].isdigit() and (opens or word not in load("abbreviations")["months"])
    if word in words.open or _INITIAL.match(word):
        return opens
    return True


def _says(text: str, at: int, limit: int) -> bool:
    """Tell whether a verb of saying follows within four words: the quotation is part of the sentence."""
    words = text[at : min(limit, at + 60)].split()[:4]
    return any(word.strip(".,") in _words().saying for word in words)


def _bounded(text: str, span: Span) -> Iterator[Span]:
    """Cut what is far longer than a sentence at a space."""
    start = span.start
    while span.end - start > _LONGEST:
        cut = text.rfind(" ", start + 1, start + _LONGEST)
        cut = cut if cut > start else start + _LONGEST
        yield from _trimmed(text, start, cut)
        start = _after_space(text, cut)
    yield from _trimmed(text, start, span.end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)


@stage(needs=("document",), gives=("sentences",))
def sentences(reading: Reading, tools: object) -> tuple[Sentence, ...]:  # noqa: ARG001
    """Split the document's text, residue left out."""
    document = reading.document
    return split(document.text, document.residue, document.title_span)
