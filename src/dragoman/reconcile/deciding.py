"""What a person decides on records, written as judgements on the findings in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, get_type_hints

from dragoman.codebook.entries import codes
from dragoman.errors import UsageError
from dragoman.record.judgements import Judgement, Verb
from dragoman.record.reading import AnyFinding
from dragoman.record.records import Record, Telling
from dragoman.spelling import digest, finding_of, spelled

_NEVER_EDITED = ("id", "kind", "confidence", "evidence")
_ID_LENGTH = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Who decides, when (with a time zone) and why."""

    by: str
    at: datetime
    reason: str = ""


def accept(record: Record, hand: Hand) -> tuple[Judgement, ...]:
    """Say that everything in a record is read rightly: one judgement a finding, each with what was accepted."""
    return tuple(_judgement("accept", (t.finding.id,), hand, value=answer_of(t.finding)) for t in record.tellings)


def reject(record: Record, hand: Hand) -> tuple[Judgement, ...]:
    """Say that a record tells of nothing that its reports say."""
    return tuple(_judgement("reject", (t.finding.id,), hand, value=answer_of(t.finding)) for t in record.tellings)


def edit(record: Record, hand: Hand, *, field: str, value: Any) -> tuple[Judgement, ...]:  # noqa: ANN401  any JSON
    """Set a field of a record to a value in the codebook's JSON.

    Raises:
        UsageError: the kind has no such field, or the field cannot hold the value.
    """
    finding = record.tellings[0].finding
    _check(finding, field, value)
    return (_judgement("edit", (finding.id,), hand, field=field, value=value),)


def merge(records: Sequence[Record], hand: Hand) -> tuple[Judgement, ...]:
    """Say that several records are one thing.

    Raises:
        UsageError: fewer than two records, or records of two kinds.
    """
    if len({record.id for record in records}) < 2:
        raise UsageError("one record cannot be merged", hint="name two or more")
    if len({record.kind for record in records}) > 1:
        kinds = " and ".join(sorted({record.kind for record in records}))
        raise UsageError(f"records of two kinds cannot be one thing: {kinds}", hint="merge records of one kind")
    findings = sorted({t.finding.id for record in records for t in record.tellings})
    return (_judgement("merge", findings, hand),)


def split(record: Record, hand: Hand, *, findings: Iterable[str]) -> tuple[Judgement, ...]:
    """Say that some findings of a record are another thing than its other findings.

    Raises:
        UsageError: no finding would leave, or none would stay, or one is not in the record.
    """
    inside = {telling.finding.id for telling in record.tellings}
    leaving = set(findings)
    if strange := sorted(leaving - inside):
        raise UsageError(f"{record.id} has no finding {strange[0]}", hint=f"see `dragoman show {record.id}`")
    staying = sorted(inside - leaving)
    if not leaving or not staying:
        raise UsageError(f"nothing of {record.id} to split", hint="name some of its findings, and not all")
    return tuple(_judgement("split", sorted((one, other)), hand) for one in sorted(leaving) for other in staying)


def apart(first: str, second: str, hand: Hand) -> tuple[Judgement, ...]:
    """Say that two findings are two things."""
    return (_judgement("split", sorted((first, second)), hand),)


def together(first: str, second: str, hand: Hand) -> tuple[Judgement, ...]:
    """Say that two findings are one thing."""
    return (_judgement("merge", sorted((first, second)), hand),)


def undo(judgement: str, hand: Hand) -> tuple[Judgement, ...]:
    """Take a judgement back."""
    return (_judgement("undo", (), hand, undoes=judgement),)


def answer_of(finding: AnyFinding) -> str:
    """Return a digest of what a finding says; how sure the reader is of it does not count."""
    return digest(replace(finding, confidence=0.0))


def has_changed(telling: Telling, accepted: Judgement) -> bool:
    """Tell whether a finding says something else than when a person accepted it."""
    return accepted.value is not None and accepted.value != answer_of(telling.finding)


def _judgement(verb: Verb, subjects: Sequence[str], hand: Hand, **known: Any) -> Judgement:  # noqa: ANN401  any JSON
    made = Judgement(
        id="", verb=verb, subjects=tuple(subjects), by=hand.by, at=hand.at, reason=hand.reason, **known
    )  # fmt: skip
    told = {name: value for name, value in spelled(made).items() if name != "id"}
    return replace(made, id=f"judgement-{digest(told)[:_ID_LENGTH]}")


def _check(finding: AnyFinding, field: str, value: Any) -> None:  # noqa: ANN401  any JSON
    """Make sure that a field can hold a value."""
    names = [name for name in get_type_hints(type(finding)) if name not in _NEVER_EDITED]
    if field not in names:
        raise UsageError(
            f"a finding of the kind {finding.kind} has no field {field!r}", hint="one of " + ", ".join(names)
        )
    known = codes("issue" if field == "issue" else finding.kind, field)
    if known and isinstance(value, str) and value not in known:
        raise UsageError(f"{field}: {value!r} is no code", hint=f"one of {', '.join(known)}")
    try:
        finding_of({**spelled(finding), field: value})
    except ValueError as error:
        raise UsageError(f"{field}: {value!r} does not fit: {error}", hint="give it in the codebook's JSON") from error
