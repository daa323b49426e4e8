"""A brief as a page shows it: sentences with the numbers of their notes, and notes that lead to the words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from dragoman.export.brief import Brief, News
from dragoman.export.cited import Sentence
from dragoman.export.footnotes import Note, Notes
from dragoman.record.records import Report
from dragoman.serve.web.quotes import record_address
from dragoman.serve.web.segments import address_of


@dataclass(frozen=True, slots=True)
class Mark:
    """Notes behind a value, from one number to another; ``returns`` are those that lead back to it."""

    first: int
    last: int
    returns: tuple[int, ...]

    @property
    def words(self) -> str:
        """The numbers: "3" or "3–6"."""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


@dataclass(frozen=True, slots=True)
class PieceShown:
    """Words of a sentence with the marks behind them."""

    words: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceShown:
    """A sentence; ``is_dispute`` where it tells a contradiction."""

    pieces: tuple[PieceShown, ...]
    is_dispute: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryShown:
    """What is said of one record."""

    address: str
    news: News
    sentences: tuple[SentenceShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteShown:
    """A quote with its report."""

    number: int
    words: str
    outlet: str
    title: str
    day: date | None
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A brief to be read on a page; ``left_out`` counts the entries that only the files hold."""

    sections: tuple[tuple[str, tuple[EntryShown, ...]], ...]
    notes: tuple[NoteShown, ...]
    unsupported: int
    left_out: int


def text_of(brief: Brief, *, most: int) -> Text:
    """Return what a page shows of a brief.

    Args:
        brief: of a process and a period.
        most: how many entries of each section.
    """
    notes, seen = Notes(), set[int]()
    sections = []
    for section in brief.sections:
        entries = (_entry(each.record, each.news, each.sentences, notes, seen) for each in section.entries[:most])
        sections.append((section.title, tuple(entries)))
    left_out = sum(max(0, len(section.entries) - most) for section in brief.sections)
    shown = tuple(_note(note, number, brief.reports.get(note[0])) for note, number in notes.numbers.items())
    return Text(sections=tuple(sections), notes=shown, unsupported=brief.unsupported, left_out=left_out)


def _entry(record: str, news: News, sentences: tuple[Sentence, ...], notes: Notes, seen: set[int]) -> EntryShown:
    told = tuple(
        SentenceShown(pieces=tuple(_pieces(each, notes, seen)), is_dispute=each.is_dispute) for each in sentences
    )
    return EntryShown(address=record_address(record), news=news, sentences=told)


def _pieces(sentence: Sentence, notes: Notes, seen: set[int]) -> Iterator[PieceShown]:
    for piece in notes.pieces(sentence):
        yield PieceShown(piece.words, tuple(_marks(piece.numbers, seen)))


def _marks(numbers: Sequence[int], seen: set[int]) -> Iterator[Mark]:
    """Yield numbers that follow one another as one mark: a value that many reports state has many notes."""
    for _, group in groupby(enumerate(sorted(numbers)), key=lambda each: each[1] - each[0]):
        run = [number for _, number in group]
        yield Mark(run[0], run[-1], tuple(number for number in run if number not in seen))
        seen.update(run)


def _note(note: Note, number: int, report: Report | None) -> NoteShown:
    document, evidence = note
    return NoteShown(
        number=number, words=evidence.quote, outlet=(report.source if report else None) or "unknown outlet",
        title=(report.title if report else None) or "", day=report.published if report else None,
        address=address_of(document, evidence.start),
    )  # fmt: skip
