"""Findings and their parts in the codebook's JSON, and back: the one spelling that output, claims and stores share."""

from collections.abc import Mapping
from functools import cache
from typing import Any, get_args

from dragoman.record.reading import AnyFinding

Json = dict[str, Any]
_RESERVED = ("class",)  # names that Python keeps for itself: the types spell them ``class_``


def spelled(value: Any) -> Any:  # noqa: ANN401  any of the record's types
    """Return a value of the record's types as JSON's own types; ``class_`` is spelled ``class``."""
    import msgspec

    return respelled(msgspec.to_builtins(value))


def respelled(value: Any) -> Any:  # noqa: ANN401  any JSON
    """Give the names that Python reserves their own spelling back, wherever they stand."""
    if isinstance(value, Mapping):
        return {name.rstrip("_"): respelled(held) for name, held in value.items()}
    if isinstance(value, (list, tuple)):
        return [respelled(held) for held in value]
    return value


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
    if isinstance(value, Mapping):
        return {f"{name}_" if name in _RESERVED else name: _as_in_types(held) for name, held in value.items()}
    if isinstance(value, list):
        return [_as_in_types(held) for held in value]
    return value
