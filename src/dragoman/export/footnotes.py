"""Footnotes of a brief: each stretch of a report has one number, in the order in which it is first needed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dragoman.export.brief import Brief
from dragoman.export.cited import Grounded, Sentence
from dragoman.record.evidence import Evidence
from dragoman.record.records import Report

_ADDRESS = re.compile(r"https?://[\w.~:/?#@!$&'()*+,;=%-]+", re.ASCII)
Note = tuple[str, Evidence]  # a document and a stretch of it


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a sentence: fixed ones, or those of a value with the numbers of the notes that stand behind it."""

    words: str
    numbers: tuple[int, ...] = ()
    is_fixed: bool = False


class Notes:
    """Footnotes in the order in which they are first needed; a stretch of text has one number throughout."""

    def __init__(self) -> None:
        self.numbers: dict[Note, int] = {}

    def of(self, ground: Grounded) -> list[int]:
        """Return the numbers of the notes that support a value."""
        cited = {
            (each.document, replace(evidence, field="")): None  # one stretch, whichever fields rest on it
            for each in ground.support
            for evidence in each.evidence
            if evidence.quote.strip()
        }
        return [self.numbers.setdefault(note, len(self.numbers) + 1) for note in cited]

    def pieces(self, sentence: Sentence) -> Iterator[Piece]:
        """Yield the words of a sentence with the notes of each value; values of the same notes share them."""
        numbers = [self.of(ground) for ground in sentence.grounds]
        at = 0
        for part in sentence.parts:
            if isinstance(part, Grounded):
                at += 1
                is_last = at == len(numbers) or numbers[at] != numbers[at - 1]
                yield Piece(part.words, tuple(numbers[at - 1]) if is_last else ())
            else:
                yield Piece(part, is_fixed=True)  # of the codebook


def origin(note: Note, brief: Brief) -> list[str]:
    """Return outlet, title and day of the report of a note; its id where nothing of it is known."""
    document, _ = note
    report = brief.reports.get(document)
    published = report.published.isoformat() if report and report.published else None
    known = [report.source, report.title, published] if report else []
    return [each for each in known if each] or [document]


def stretch(note: Note) -> str:
    """Return where the words stand in their report: "12-34"."""
    return f"{note[1].start}-{note[1].end}"


def is_web(report: Report) -> bool:
    """Tell whether a report has an address of the web and nothing else in it, which may be a link."""
    return bool(report.url and _ADDRESS.fullmatch(report.url))


def unsaid(brief: Brief) -> str:
    """Return how many records nothing is said of, and why."""
    return f"Records of which nothing is said here, because no quote supports a value: {brief.unsupported}."


def period(brief: Brief) -> str:
    """Return the days of a brief, and since when what is new is marked as such."""
    since = f"; what is new or changed since {brief.since:%Y-%m-%d %H:%M} UTC is marked" if brief.since else ""
    return f"{brief.start} to {brief.end}{since}"
