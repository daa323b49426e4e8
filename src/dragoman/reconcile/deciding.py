"""What a person decides on records, written as judgements on the findings in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, get_type_hints

from dragoman.codebook.entries import codes
from dragoman.errors import UsageError
from dragoman.record.judgements import Judgement, Verb
from dragoman.record.reading import AnyFinding
from dragoman.record.records import Record, Telling
from dragoman.spelling import digest, finding_of, spelled

_NEVER_EDITED = ("id", "kind", "confidence", "evidence")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A judgement that nobody has signed yet; the fields are those of ``Judgement``."""

    verb: Verb
    subjects: tuple[str, ...] = ()
    field: str | None = None
    value: Any = None
    undoes: str | None = None


def accept(record: Record) -> tuple[Draft, ...]:
    """Say that everything in a record is read rightly: one judgement a finding."""
    return tuple(Draft(verb="accept", subjects=(telling.finding.id,)) for telling in record.tellings)


def reject(record: Record) -> tuple[Draft, ...]:
    """Say that a record tells of nothing that its reports say: one judgement a finding."""
    return tuple(Draft(verb="reject", subjects=(telling.finding.id,)) for telling in record.tellings)


def edit(record: Record, *, field: str, value: Any) -> tuple[Draft, ...]:  # noqa: ANN401  any JSON
    """Set a field of a record to a value in the codebook's JSON.

    A figure inside an item of a list is set by its name in the record: "munitions.drone.launched".

    Raises:
        UsageError: the kind has no such field, or the field cannot hold the value.
    """
    finding = record.tellings[0].finding
    if "." in field and field in record.fields:
        _check_figure(field, value)
    else:
        _check(finding, field, value)
    return (Draft(verb="edit", subjects=(finding.id,), field=field, value=value),)


def merge(records: Sequence[Record]) -> tuple[Draft, ...]:
    """Say that several records are one thing.

    Raises:
        UsageError: fewer than two records, or records of two kinds.
    """
    if len({record.id for record in records}) < 2:
        raise UsageError("one record cannot be merged", hint="name two or more")
    kinds = sorted({record.kind for record in records})
    if len(kinds) > 1:
        raise UsageError(f"records of two kinds are never one thing: {' and '.join(kinds)}", hint="merge one kind")
    return (_together(telling.finding.id for record in records for telling in record.tellings),)


def split(record: Record, *, findings: Iterable[str]) -> tuple[Draft, ...]:
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
        raise UsageError(f"{record.id} would not be split", hint="name some of its findings, and not all")
    return tuple(apart(one, other) for one in sorted(leaving) for other in staying)


def together(first: str, second: str) -> Draft:
    """Say that two findings are one thing."""
    return _together((first, second))


def apart(first: str, second: str) -> Draft:
    """Say that two findings are two things."""
    return Draft(verb="split", subjects=tuple(sorted((first, second))))


def settable(finding: AnyFinding) -> tuple[str, ...]:
    """Return the fields of a finding that a person can set."""
    return tuple(name for name in get_type_hints(type(finding)) if name not in _NEVER_EDITED)


def answer_of(finding: AnyFinding) -> str:
    """Return a digest of what a finding says; how sure the reader is of it does not count."""
    return digest(replace(finding, confidence=0.0))


def has_changed(telling: Telling, accepted: Judgement) -> bool:
    """Tell whether a finding says something else than when a person accepted it.

    The ``value`` of a judgement that accepts is the answer that was accepted; without one nobody can tell.
    """
    return accepted.value is not None and accepted.value != answer_of(telling.finding)


def _together(findings: Iterable[str]) -> Draft:
    return Draft(verb="merge", subjects=tuple(sorted(set(findings))))


def _check_figure(field: str, value: Any) -> None:  # noqa: ANN401  any JSON
    try:
        finding_of({"id": "", "kind": "incident", "confidence": 0, "killed": value})
    except ValueError as error:
        raise UsageError(f"{field}: {value!r} is no figure: {error}", hint="give it in the codebook's JSON") from error


def _check(finding: AnyFinding, field: str, value: Any) -> None:  # noqa: ANN401  any JSON
    """Make sure that a field can hold a value."""
    names = settable(finding)
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
