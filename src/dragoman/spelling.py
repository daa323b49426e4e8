"""Findings and their parts in the codebook's JSON, and back: the one spelling that output, claims and stores share."""

import hashlib
from collections.abc import Mapping
from functools import cache
from typing import Any, get_args

from dragoman.record.claims import Claim
from dragoman.record.reading import AnyFinding

Json = dict[str, Any]
_RESERVED = ("class",)  # names that Python keeps for itself: the types spell them ``class_``
_ID_LENGTH = 32  # hexadecimal digits: 128 bits, so that two claims of a large archive never share an id


def spelled(value: Any) -> Any:  # noqa: ANN401  any of the record's types
    """Return a value of the record's types as JSON's own types; ``class_`` is spelled ``class``."""
    import msgspec

    return respelled(msgspec.to_builtins(value))


def respelled(value: Any) -> Any:  # noqa: ANN401  any JSON
    """Give the names that Python reserves their own spelling back, wherever they stand."""
    if value is None or isinstance(value, str | int | float):  # most are, and telling a mapping takes longer
        return value
    if isinstance(value, Mapping):
        return {name.rstrip("_"): respelled(held) for name, held in value.items()}
    if isinstance(value, (list, tuple)):
        return [respelled(held) for held in value]
    return value


def digest(value: Any) -> str:  # noqa: ANN401  any of the record's types, or JSON
    """Return the SHA-256, in hexadecimal, of a value in JSON with its keys sorted: equal values have equal digests."""
    import msgspec

    return hashlib.sha256(msgspec.json.encode(spelled(value), order="sorted")).hexdigest()


def claim_id(claim: Claim) -> str:
    """Return the id that a claim must have: a digest of all that it says."""
    return "claim-" + digest({name: value for name, value in spelled(claim).items() if name != "id"})[:_ID_LENGTH]


def finding_of(told: Json) -> AnyFinding:
    """Return the finding that ``spelled`` gave as JSON.

    Raises:
        ValueError: the object is no finding of the codebook; the message names the field.
    """
    import msgspec

    kind = _kinds().get(told.get("kind", ""))
    if kind is None:
        raise ValueError(f"kind: {told.get('kind')!r} is none of the codebook's")
    try:
        found: AnyFinding = msgspec.convert(_as_in_types(told), kind)
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from error
    return found


@cache
def _kinds() -> dict[str, type[AnyFinding]]:
    return {kind.__dataclass_fields__["kind"].default: kind for kind in get_args(AnyFinding)}


def _as_in_types(value: Any) -> Any:  # noqa: ANN401  any JSON
    if value is None or isinstance(value, str | int | float):  # most are, and telling a mapping takes longer
        return value
    if isinstance(value, Mapping):
        return {f"{name}_" if name in _RESERVED else name: _as_in_types(held) for name, held in value.items()}
    if isinstance(value, list):
        return [_as_in_types(held) for held in value]
    return value
