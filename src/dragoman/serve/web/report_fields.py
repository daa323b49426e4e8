"""What was read in one report: each finding with its fields in words, who says so, and the words that state them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.record.evidence import Evidence
from dragoman.record.reading import AnyFinding
from dragoman.record.records import Record
from dragoman.serve.phrases import phrase, several, words
from dragoman.serve.record_words import label_of, sureness
from dragoman.serve.web.record_lines import RecordLine, line_of
from dragoman.serve.web.segments import Mark, anchor, shown

_INFERRED = "inferred"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words that state a field, with the place of the text where they stand."""

    words: str
    start: int
    end: int
    note: str = ""  # "inferred" where the words only lead to the value

    @property
    def anchor(self) -> str:
        """The id of the words on the page of the report."""
        return anchor(self.start)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedField:
    """A field of a finding with its value in words; ``id`` is what the text's segments name."""

    id: str
    label: str
    words: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedFinding:
    """A finding: what it says, who vouches for it, and how (claimed, denied …)."""

    id: str
    voice: str
    asserted: str
    sureness: str
    fields: tuple[StatedField, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedRecord:
    """A record with the findings of this one report that belong to it."""

    line: RecordLine
    findings: tuple[StatedFinding, ...]
    others: int  # further reports that tell of it


def stated_in(document: str, records: Iterable[Record]) -> tuple[StatedRecord, ...]:
    """Return what a report states, in the order in which its words come.

    Args:
        document: the id of the report.
        records: those that it tells of.
    """
    found = sorted(
        ((record, [t.finding for t in record.tellings if t.report.id == document]) for record in records),
        key=lambda each: (min(map(_first, each[1]), default=0), each[0].id),
    )
    made, number = [], 0
    for record, findings in found:
        stated = tuple(_finding(each, f"f{number + at}") for at, each in enumerate(sorted(findings, key=_first)))
        number += len(stated)
        others = len({telling.report.id for telling in record.tellings} - {document})
        made.append(StatedRecord(line=line_of(record), findings=stated, others=others))
    return tuple(made)


def marks_of(stated: Iterable[StatedRecord]) -> Iterator[Mark]:
    """Yield the marks of all words that state a field."""
    for record in stated:
        for finding in record.findings:
            for field in finding.fields:
                yield from (Mark(start=each.start, end=each.end, field=field.id) for each in field.quotes)


def voice_of(finding: AnyFinding) -> str:
    """Return who vouches for a finding: a speaker, or the report itself."""
    return phrase(finding.attributed_to) if finding.attributed_to else "the report itself"


def _finding(finding: AnyFinding, ident: str) -> StatedFinding:
    cited: dict[str, list[Evidence]] = {}
    for each in finding.evidence:
        cited.setdefault(root_of(each.field), []).append(each)
    return StatedFinding(
        id=ident, voice=voice_of(finding), asserted=words(finding.asserted), sureness=sureness(finding.confidence),
        fields=tuple(_field(finding, name, found, f"{ident}-{at}") for at, (name, found) in enumerate(cited.items())),
    )  # fmt: skip


def _field(finding: AnyFinding, name: str, cited: Iterable[Evidence], ident: str) -> StatedField:
    unique = {(each.start, each.end): each for each in cited}
    value = getattr(finding, name, None)
    told = several(value) if isinstance(value, tuple) else "" if value is None else phrase(value)
    quotes = tuple(
        Quote(
            words=shown(each.quote), start=each.start, end=each.end, note=_INFERRED if _INFERRED in each.field else ""
        )
        for each in sorted(unique.values(), key=lambda each: each.start)
    )
    return StatedField(id=ident, label=label_of(name), words=told, quotes=quotes)


def root_of(field: str) -> str:
    """Return the field of a finding that a path into it belongs to: ``munitions`` of ``munitions[0].launched``."""
    return field.partition("[")[0].partition(".")[0]


def _first(finding: AnyFinding) -> tuple[int, str]:
    return min((each.start for each in finding.evidence), default=0), finding.id
