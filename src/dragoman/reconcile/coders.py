"""How far people agree who judged the same findings: Krippendorff's alpha, field by field."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Any, Literal

from dragoman.reconcile.judging import in_force, pairs_of
from dragoman.reconcile.stated import canonical
from dragoman.record.judgements import Judgement
from dragoman.record.reading import AnyFinding
from dragoman.spelling import spelled

Metric = Literal["nominal", "interval"]
VERDICT, SAMENESS = "(accepted or rejected)", "(one thing or two)"
_SHARED = ("id", "kind", "confidence", "evidence")

Codings = Mapping[str, Mapping[str, Any]]  # what each coder says, by unit and coder


@dataclass(frozen=True, slots=True, kw_only=True)
class Concordance:
    """How far coders agree on one field.

    ``alpha`` is 1 for perfect agreement and 0 for what chance gives; None where it is not defined, because nobody
    differs and everything is one value, or no unit has two coders. ``units`` have two coders or more.
    """

    field: str
    metric: Metric
    units: int
    coders: tuple[str, ...]
    alpha: float | None
    differing: tuple[str, ...]  # the units on which coders differ


def alpha(units: Iterable[Sequence[Any]], *, metric: Metric = "nominal") -> float | None:
    """Return Krippendorff's alpha: 1 minus the disagreement observed over that expected by chance.

    Args:
        units: for each thing coded, the values that coders gave it, those who did not code it left out.
        metric: ``nominal``, values are equal or not and must be hashable; ``interval``, numbers.

    Returns:
        None where fewer than two values can be paired, or where all are equal.
    """
    paired = [values for values in units if len(values) > 1]
    differ = _METRICS[metric]
    total = sum(map(len, paired))
    counts = Counter(value for values in paired for value in values)
    expected = sum(
        one_times * other_times * differ(one, other)
        for one, one_times in counts.items()
        for other, other_times in counts.items()
    )
    if total < 2 or expected == 0:
        return None
    observed = sum(
        sum(differ(one, other) for one, other in permutations(values, 2)) / (len(values) - 1) for values in paired
    )
    return 1.0 - observed / (expected / (total - 1))


def concordances_of(judgements: Iterable[Judgement], findings: Mapping[str, AnyFinding]) -> tuple[Concordance, ...]:
    """Return the agreement of people on each field that two or more of them judged.

    Who edits a field says its value; who accepts a finding says of each field that is set what the reader says of it.
    """
    fields: dict[str, dict[str, dict[str, Any]]] = {}
    for judgement in in_force(judgements):
        for field, unit, value in _said(judgement, findings):
            fields.setdefault(field, {}).setdefault(unit, {})[judgement.by] = value
    _accepted_fields(fields, findings)
    found = (_concordance(name, units) for name, units in sorted(fields.items()))
    return tuple(each for each in found if each.units)


def _said(judgement: Judgement, findings: Mapping[str, AnyFinding]) -> Iterator[tuple[str, str, Any]]:
    """Yield field, unit and value of what a judgement says."""
    for subject in judgement.subjects:
        if judgement.verb in ("accept", "reject"):
            yield VERDICT, subject, judgement.verb
        elif judgement.verb == "edit" and judgement.field and subject in findings:
            yield _name(findings[subject], judgement.field), subject, judgement.value
    if judgement.verb in ("merge", "split"):
        for pair in pairs_of(judgement):
            yield SAMENESS, " ".join(pair), judgement.verb


def _accepted_fields(fields: dict[str, dict[str, dict[str, Any]]], findings: Mapping[str, AnyFinding]) -> None:
    """Add what the reader says for those who accepted a finding and did not edit the field."""
    for subject, verdicts in fields.get(VERDICT, {}).items():
        if subject not in findings:
            continue
        accepting = [coder for coder, verdict in verdicts.items() if verdict == "accept"]
        for name, value in spelled(findings[subject]).items():
            field = _name(findings[subject], name)
            if name in _SHARED or (value in (None, []) and subject not in fields.get(field, {})):
                continue
            for coder in accepting:
                fields.setdefault(field, {}).setdefault(subject, {}).setdefault(coder, value)


def _name(finding: AnyFinding, field: str) -> str:
    return f"{finding.kind}.{field}"


def _concordance(field: str, units: Codings) -> Concordance:
    shared = {unit: values for unit, values in sorted(units.items()) if len(values) > 1}
    numbers = {unit: [_number(value) for value in values.values()] for unit, values in shared.items()}
    is_interval = bool(numbers) and all(number is not None for values in numbers.values() for number in values)
    coded: Mapping[str, Sequence[Hashable]] = (
        numbers if is_interval else {unit: list(map(canonical, values.values())) for unit, values in shared.items()}
    )
    metric: Metric = "interval" if is_interval else "nominal"
    return Concordance(
        field=field, metric=metric, units=len(shared),
        coders=tuple(sorted({coder for values in shared.values() for coder in values})),
        alpha=alpha(coded.values(), metric=metric),
        differing=tuple(unit for unit, values in coded.items() if len(set(values)) > 1),
    )  # fmt: skip


def _number(value: Any) -> float | None:  # noqa: ANN401  any JSON
    """Return the number that a value is or that a figure names; None for everything else."""
    if isinstance(value, Mapping):
        value = next((value[name] for name in ("best", "low", "high") if value.get(name) is not None), None)
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


_METRICS: Mapping[Metric, Callable[[Any, Any], float]] = {
    "nominal": lambda one, other: float(one != other),
    "interval": lambda one, other: (one - other) ** 2,
}
