"""The values of a source, by the comparer that the scorer uses for their field."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from evaluation.gold.report import Json, Place
from evaluation.score import COMMON, ITEMS
from evaluation.score import FIELDS as SCORED

FIELDS: dict[str, dict[str, str]] = {
    kind: {field: how for field, (how, _) in {**fields, **COMMON}.items()} for kind, fields in SCORED.items()
}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
BOUNDS: dict[str, Callable[[int], tuple[int | None, int | None, int | None]]] = {
    "exact": lambda n: (n, n, n),
    "about": lambda n: (None, n, None),
    "nearly": lambda n: (None, n, None),
    "over": lambda n: (n + 1, None, None),
    "at_least": lambda n: (n, None, None),
    "up_to": lambda n: (None, None, n),
    "fewer_than": lambda n: (None, None, n - 1),
}


def compile_value(place: Place, kind: str, field: str, value: Json) -> Json:
    """Return the gold value of a field.

    Raises:
        SourceError: a field, code, name or string that is not known.

    """
    how = FIELDS[kind].get(field)
    if how is None:
        raise place.error(f"{kind} has no field {field!r}")
    return _value(place, how, f"{kind}.{field}", value)


def _value(place: Place, how: str, path: str, value: Json) -> Json:
    if how in ITEMS:
        return [_item(place, how, path, item) for item in value]
    if isinstance(value, dict) and "any" in value:
        return {"any": [_value(place, how, path, each) for each in value["any"]]}
    if isinstance(value, str) and how in ALTERNATIVES and "|" in value:
        return {"any": [_value(place, how, path, each.strip()) for each in value.split("|")]}
    return COMPILE[how](place, path, value)


def _item(place: Place, how: str, path: str, item: Json) -> Json:
    key, inner, parts = ITEMS[how]
    if isinstance(item, str) and item.endswith("?") and inner != "text":
        return {**_wrapped_code(_item(place, how, path, item[:-1])), "optional": True}
    if key is None and inner == "text" and isinstance(item, dict):  # a quote that may be missing
        return {**place.span(item["words"]), "optional": True}
    if key is None:
        compiled = _value(place, inner, path, item)
        return _wrapped_code(compiled) if inner in ("code", "number") else compiled
    inner = "code" if how == "munitions" else inner
    hows = {"words": "text", **parts, key: inner}
    if unknown := item.keys() - hows.keys() - {"optional"}:
        raise place.error(f"{path} has no part {min(unknown)!r}")
    return {k: v if k == "optional" else _value(place, hows[k], f"{path}.{k}", v) for k, v in item.items()}


def _wrapped_code(value: Json) -> dict[str, Any]:
    return value if isinstance(value, dict) else {"value": value}


def _code(place: Place, path: str, value: str) -> str:
    known = place.report.tables["codes"]["values"]
    names = (path, path.split(".", 1)[1], path.rsplit(".", 1)[1])  # "round.status", "outcomes.tone", "issue"
    if value not in next((known[name] for name in names if name in known), ()):
        raise place.error(f"{value!r} is no code of {path}")
    return value


def _when(place: Place, path: str, value: str) -> dict[str, Any]:
    """Read "words = start..end", with "~" where the text gives no exact day."""
    match = re.fullmatch(r"(.*?)\s*([=~])\s*([\d-]*)(\.\.)?([\d-]*)", value, re.DOTALL)
    if match is None:
        raise place.error(f"{path}: {value!r} is not 'words = start..end'")
    words, sign, start, open_end, end = match.groups()
    interval = {"start": start or None, "end": end or (None if open_end else start)}
    for day in filter(None, interval.values()):
        date.fromisoformat(day)
    _check_weekday(place, words, start, end or start)
    basis = "stated" if re.search(r"\b(?:19|20)\d\d\b", words) else "resolved"
    named = {"words": place.span(words)} if words else {}
    return {**interval, "basis": basis, **named, **({"approx": True} if sign == "~" else {})}


def _check_weekday(place: Place, words: str, start: str, end: str) -> None:
    """Hold the days that a source gives against the weekday that its text names."""
    named = [name for name in WEEKDAYS if name in words.lower()]
    if not start or not named:
        return
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    days = {(first + timedelta(days=n)).weekday() for n in range(min((last - first).days, 6) + 1)}
    if not days & {WEEKDAYS.index(name) for name in named}:
        raise place.error(f"{start} is no {named[0]}")


def _quantity(place: Place, _path: str, value: int | str) -> dict[str, Any]:
    """Read "70", "about 70", "over 1000", "20-30", "dozens"; a question mark makes the figure optional."""
    words = str(value)
    extra = {"optional": True} if words.endswith("?") else {}
    *qualifier, figure = words.rstrip("?").split()
    if span := re.fullmatch(r"(\d+)-(\d+)", figure):
        low, high = map(int, span.groups())
        return {"low": low, "best": None, "high": high, "qualifier": "between", **extra}
    if not figure.isdigit():
        return {"low": None, "best": None, "high": None, "qualifier": _code(place, "any.qualifier", figure), **extra}
    name = _code(place, "any.qualifier", qualifier[0] if qualifier else "exact")
    low_, best, high_ = BOUNDS[name](int(figure))
    return {"low": low_, "best": best, "high": high_, "qualifier": name, **extra}


def _type(place: Place, path: str, value: str) -> dict[str, list[str]]:
    """Return every ACLED sub-event type and PLOVER mode that the codes of an incident may be printed with."""
    table = place.report.tables["codes"]["incident_types"]
    codes = [_code(place, path, each.strip()) for each in value.split("|")]
    if unmapped := set(codes) - table.keys():
        raise place.error(f"{min(unmapped)!r} is not under incident_types in codes.toml")
    return {part: list(dict.fromkeys(x for c in codes for x in table[c][part])) for part in ("sub_event_type", "mode")}


def _target(place: Place, path: str, value: dict[str, str]) -> dict[str, Any]:
    category = value.get("category")
    coded = None if category is None else _value(place, "code", f"{path}.category", category)
    return {"words": place.span(value["words"]), "category": coded}


def text_span(place: Place, _path: str, value: str | dict[str, str]) -> dict[str, Any]:
    """Return the span of a string; as ``{words, optional}`` it may be missing."""
    return {**place.span(value["words"]), "optional": True} if isinstance(value, dict) else place.span(value)


ALTERNATIVES = ("actor", "code", "place", "when", "quantity", "number")
COMPILE: dict[str, Callable[[Place, str, Any], Any]] = {
    "actor": lambda place, _path, value: place.actor(value),
    "place": lambda place, _path, value: place.spot(value),
    "bool": lambda _place, _path, value: bool(value),
    "number": lambda _place, _path, value: int(value),
    "code": _code,
    "when": _when,
    "quantity": _quantity,
    "type": _type,
    "target": _target,
    "text": text_span,
}
