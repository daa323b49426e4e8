"""What the review shows: a question with its records, an editor for each field, what every coder judged, agreement."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from dragoman.codebook.entries import codes
from dragoman.reconcile.coders import Concordance
from dragoman.reconcile.deciding import settable
from dragoman.reconcile.judging import in_force
from dragoman.record.judgements import Judgement
from dragoman.record.records import Record, Telling
from dragoman.serve.phrases import quoted, words
from dragoman.serve.record_words import fields_in_words, label_of, report_in_words, shortened
from dragoman.serve.web.claims import ClaimedField, claims_in
from dragoman.serve.web.judging_forms import coded
from dragoman.serve.web.record_lines import RecordLine, line_of
from dragoman.serve.web.records import Decided, decided
from dragoman.serve.web.segments import address_of
from dragoman.spelling import spelled

_TOGETHER = timedelta(seconds=2)  # between judgements that one press of a button made
_RECENT = 8  # presses that can be taken back at once
ASKED = {"record": "Is this read rightly?", "belongs": "Do these belong together?", "same": "Is this one thing?"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """A field that can be set: by three bounds, by a code, or by the codebook's JSON."""

    field: ClaimedField
    codes: tuple[str, ...]
    present: str  # the code in force
    bounds: tuple[str, str, str] | None  # of a figure: as judged, or else over all who claim it


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A finding of a record: which report tells it, in which words."""

    id: str
    report: str
    address: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A record as it is judged."""

    line: RecordLine
    told: tuple[Told, ...]
    editors: tuple[Editor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coder:
    """What one person decided on the findings that are shown."""

    name: str
    decided: tuple[Decided, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """Judgements that one press of a button made, which are taken back together."""

    ids: tuple[str, ...]
    words: str
    at: str


def shown_of(record: Record) -> Shown:
    """Return a record as it is judged."""
    return Shown(
        line=line_of(record), told=tuple(map(told_of, record.tellings)),
        editors=tuple(_editor(record, each) for each in claims_in(record)),
    )  # fmt: skip


def told_of(telling: Telling) -> Told:
    """Return a finding with its report and its words."""
    evidence = telling.finding.evidence
    start = min((each.start for each in evidence), default=None)
    return Told(
        id=telling.finding.id, report=report_in_words(telling.report), address=address_of(telling.report.id, start),
        quotes=tuple(dict.fromkeys(shortened(quoted(each.quote)) for each in evidence)),
    )  # fmt: skip


def coders_on(findings: Iterable[str], judgements: Sequence[Judgement]) -> tuple[Coder, ...]:
    """Return what each person decided on some findings and did not take back, side by side."""
    wanted = frozenset(findings)
    on_these = [each for each in in_force(judgements) if wanted.intersection(each.subjects)]
    names = sorted({each.by for each in on_these})
    return tuple(Coder(name=name, decided=decided(each for each in on_these if each.by == name)) for name in names)


def presses_of(name: str, judgements: Sequence[Judgement]) -> tuple[Press, ...]:
    """Return what a person decided last and can take back, the latest first."""
    own = [each for each in in_force(judgements) if each.by == name]
    groups: list[list[Judgement]] = []
    for each in own:
        last = groups[-1][-1] if groups else None
        if last and last.verb == each.verb != "edit" and each.at - last.at <= _TOGETHER:
            groups[-1].append(each)
        else:
            groups.append([each])
    return tuple(map(_press, reversed(groups[-_RECENT:])))


def fields_to_set(record: Record) -> tuple[tuple[str, str], ...]:
    """Return every field that a person can set, with its label; also those that no report states."""
    return tuple((name, label_of(name)) for name in settable(record.tellings[0].finding))


def rows_of(one: Record, other: Record) -> tuple[tuple[str, str, str, bool], ...]:
    """Return the fields of two records side by side: label, both values in words, and whether they differ."""
    told = [{each.field: each for each in fields_in_words(record)} for record in (one, other)]
    names = dict.fromkeys([*told[0], *told[1]])
    rows = [(label_of(name), *(side[name].preferred if name in side else "" for side in told)) for name in names]
    return tuple((label, left, right, left != right) for label, left, right in rows)


def agreement_in_words(found: Concordance) -> str:
    """Return Krippendorff's alpha, or why there is none."""
    return "not defined: nobody differs" if found.alpha is None else f"{found.alpha:.2f}"


def _press(group: Sequence[Judgement]) -> Press:
    (first, *_) = decided(group[:1])
    count = f" {len(group)} findings" if len(group) > 1 and group[0].verb in ("accept", "reject") else ""
    subject = group[0].subjects[0].partition("-")[0] if group[0].subjects else ""
    told = f"{first.words}{count}" + (f" · {words(subject)}" if subject else "")
    return Press(ids=tuple(each.id for each in group), words=told, at=f"{group[-1].at:%H:%M:%S}")


def _editor(record: Record, field: ClaimedField) -> Editor:
    held = record.fields[field.name]
    known = codes("issue" if field.name == "issue" else record.kind, field.name)
    present = coded(held.preferred)
    bounds: tuple[str, str, str] | None = None
    if held.spread is not None:
        is_judged = any(voice.judged_by for voice in held.values[0].tellings)
        told = held.preferred if is_judged or len(held.values) == 1 else spelled(held.spread)
        bounds = (_bound(told, "low"), _bound(told, "best"), _bound(told, "high"))
    return Editor(field=field, codes=known if present else (), present=present, bounds=bounds)


def _bound(figure: Any, name: str) -> str:  # noqa: ANN401  any JSON
    value = figure.get(name) if isinstance(figure, dict) else None
    return "" if value is None else str(value)
