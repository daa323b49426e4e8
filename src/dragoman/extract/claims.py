"""Findings taken apart into claims, and put together again without loss."""

from collections.abc import Iterable, Iterator
from dataclasses import Field, fields, replace
from typing import Any

from dragoman.record.claims import Claim
from dragoman.record.evidence import Evidence
from dragoman.record.findings import Finding
from dragoman.record.reading import AnyFinding
from dragoman.spelling import Json, claim_id, finding_of, spelled

WHOLE = ""  # the field of the claim that is the finding itself
_SHARED = {each.name for each in fields(Finding)} | {"kind"}
_NAMING = ("name", "words", "object", "content")  # what a value's parts are called where they repeat the text


def claims_of(finding: AnyFinding, document_id: str) -> tuple[Claim, ...]:
    """Take a finding apart: one claim for itself, one for each field with one value, one for each item of a list.

    The claim for the finding itself carries all evidence in its order; each other claim the evidence of its field,
    and where the words of a list's item tell which, the evidence of that item alone.

    Args:
        finding: any kind.
        document_id: the document that it was read in.

    Returns:
        The claims, the finding itself first, then by field in the codebook's order.
    """
    told: Json = spelled(finding)
    whole = _claim(finding, document_id, (WHOLE, None, {"confidence": told["confidence"]}), finding.evidence)
    stated = (
        _claim(finding, document_id, (field, place, value), _own(finding.evidence, field, place, value))
        for field, place, value in _values(finding, told)
    )
    return (whole, *stated)


def findings_of(claims: Iterable[Claim]) -> tuple[AnyFinding, ...]:
    """Put findings together from their claims, in whatever order these come.

    Returns:
        The findings in the order in which their first claims come.

    Raises:
        ValueError: a finding without the claim for itself, or a value that its field cannot hold.
    """
    held: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        held.setdefault((claim.document, claim.finding), []).append(claim)
    return tuple(_finding(each) for each in held.values())


def _claim(
    finding: AnyFinding, document_id: str, stated: tuple[str, int | None, Any], evidence: tuple[Evidence, ...]
) -> Claim:
    field, place, value = stated
    claim = Claim(
        id="", document=document_id, finding=finding.id, kind=finding.kind, field=field, place=place, value=value,
        asserted=finding.asserted, attributed_to=finding.attributed_to, evidence=evidence,
    )  # fmt: skip
    return replace(claim, id=claim_id(claim))


def _values(finding: AnyFinding, told: Json) -> Iterator[tuple[str, int | None, Any]]:
    """Yield what the kind's own fields state; what equals a field's default is not stated."""
    for field in _own_fields(type(finding)):
        value = getattr(finding, field.name)
        if isinstance(value, tuple):
            yield from ((field.name, place, item) for place, item in enumerate(told[field.name]))
        elif value != field.default:
            yield field.name, None, told[field.name]


def _own_fields(kind: type[Finding]) -> tuple[Field[Any], ...]:
    return tuple(field for field in fields(kind) if field.name not in _SHARED)


def _own(evidence: tuple[Evidence, ...], field: str, place: int | None, value: Any) -> tuple[Evidence, ...]:  # noqa: ANN401  any JSON
    """Return the evidence of a field and its parts (``speaker.role``), narrowed to a list's item where it can be."""
    of_field = tuple(each for each in evidence if each.field.partition(".")[0] == field)
    if place is None:
        return of_field
    named = {words.casefold() for words in _named(value) if words}
    return tuple(each for each in of_field if _speaks_of(each.quote.casefold(), named)) or of_field


def _speaks_of(quote: str, named: set[str]) -> bool:
    return bool(quote) and any(quote in words or words in quote for words in named)


def _named(value: Any) -> Iterator[str]:  # noqa: ANN401  any JSON
    """Yield the stretches of text that a value repeats, at whatever depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, held in value.items():
            if isinstance(held, dict) or (name in _NAMING and held):
                yield from _named(held)


def _finding(claims: list[Claim]) -> AnyFinding:
    whole = next((claim for claim in claims if claim.field == WHOLE), None)
    if whole is None:
        raise ValueError(f"{claims[0].finding}: no claim for the finding itself")
    told: Json = {
        "id": whole.finding, "kind": whole.kind, "asserted": whole.asserted, **whole.value,
        "attributed_to": spelled(whole.attributed_to), "evidence": spelled(whole.evidence),
    }  # fmt: skip
    for claim in sorted((each for each in claims if each is not whole), key=lambda each: (each.field, each.place or 0)):
        if claim.place is None:
            told[claim.field] = claim.value
        else:
            told.setdefault(claim.field, []).append(claim.value)
    return finding_of(told)
