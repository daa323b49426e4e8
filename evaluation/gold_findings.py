"""Findings of the gold as a perfect reader would have given them: the first alternative, names looked up."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from dragoman.annotate.actors import actor_of
from dragoman.annotate.places import place_of
from dragoman.record.actors import Actor
from dragoman.record.places import Place
from dragoman.record.reading import AnyFinding
from dragoman.spelling import finding_of, spelled

Json = Any  # whatever the gold may hold

# The code of an incident by PLOVER's mode; the gold gives modes and ACLED's types, the more telling ones first here.
_CODE_BY_MODE = {
    "explosives": "ied",
    "vehicle": "ramming",
    "firearms": "armed_clash",
    "heavy-weapons": "shelling",
    "drone": "drone_strike",
    "aerial": "airstrike",
}
_LOSSES = ("killed", "injured", "missing", "captured", "abducted", "displaced")


def finding_from_gold(gold: Mapping[str, Json], text: str) -> AnyFinding:
    """Return a round, incident or exchange of the gold as a finding.

    Raises:
        ValueError: the gold holds what the codebook has not.
    """
    told = {name: make(_first(gold[name]), text) for name, make in _FIELDS.items() if gold.get(name) is not None}
    told |= {name: _quantity(_first(gold[name])) for name in (*_LOSSES, "total") if gold.get(name)}
    if "type" in told:
        told["type"] = {"code": _code(gold, told.pop("type"))}
    evidence = [{"field": "", **span, "quote": text[span["start"] : span["end"]]} for span in gold["evidence"]]
    asserted = _first(gold["asserted"])
    base = {"id": gold["id"], "kind": gold["kind"], "confidence": 0.9, "asserted": asserted, "evidence": evidence}
    if scope := _first(gold.get("scope")):
        base["scope"] = "period" if scope.startswith("period") else scope
    return finding_of({**base, **told})


def _first(value: Json) -> Json:
    """Return the first of alternatives."""
    return value["any"][0] if isinstance(value, dict) and "any" in value else value


def _actor(value: Json) -> Json:
    value = _first(value)
    found = actor_of(value["name"])
    if value.get("state"):
        found = replace(found, sector="GOV")
    return spelled(replace(found, country=value.get("country") or found.country, canonical=_canonical(found, value)))


def _canonical(found: Actor, value: Mapping[str, Json]) -> str:
    return found.canonical or str(value["name"])


def _place(value: Json) -> Json:
    value = _first(value)
    country = value.get("country")
    found = place_of(value["name"], context_countries=[country] if country else [])
    return spelled(found if country in (None, found.country) else Place(name=value["name"], country=country))


def _when(value: Json, text: str) -> Json:
    words = value.get("words")
    told = text[words["start"] : words["end"]] if words else None
    return {"start": value.get("start"), "end": value.get("end"), "basis": value.get("basis"), "words": told}


def _quantity(value: Json) -> Json:
    value = _first(value)
    return {name: value.get(name) for name in ("low", "best", "high", "qualifier")}


def _munition(value: Json) -> Json:
    figures = {name: _quantity(value[name]) for name in ("launched", "intercepted", "hit") if value.get(name)}
    return {"class": _first(value["class"]), "model": _first(value.get("model")), **figures}


def _release(value: Json) -> Json:
    quantity = value.get("quantity")
    return {"party": _actor(value["party"]), "quantity": _quantity(quantity) if quantity else None}


def _target(value: Json, text: str) -> Json:
    words = _first(value["words"])
    return {"words": text[words["start"] : words["end"]], "category": _first(value.get("category"))}


def _code(gold: Mapping[str, Json], given: Mapping[str, Iterable[str]]) -> str:
    """Return the code that munitions settle, else the one of the most telling mode."""
    classes = {_first(each["class"]) for each in gold.get("munitions") or ()}
    missiles, drones = any("missile" in each for each in classes), "drone" in classes
    if missiles or drones:
        return "missile_and_drone_strike" if missiles and drones else "missile_strike" if missiles else "drone_strike"
    return next((code for mode, code in _CODE_BY_MODE.items() if mode in given.get("mode", ())), "other")


def _category(value: Json) -> Json:
    return value if value != "other" else None


_Maker = Callable[[Json, str], Json]
_FIELDS: dict[str, _Maker] = {
    "parties": lambda value, _: [_actor(each) for each in value],
    "mediators": lambda value, _: [_actor(each) for each in value],
    "hosts": lambda value, _: [_actor(each) for each in value],
    "attacker": lambda value, _: _actor(value),
    "venue": lambda value, _: _place(value),
    "place": lambda value, _: _place(value),
    "places": lambda value, _: [_place(each) for each in value],
    "when": _when,
    "round_number": lambda value, _: value,
    "status": lambda value, _: value,
    "category": lambda value, _: _category(value),
    "type": lambda value, _: value,
    "munitions": lambda value, _: [_munition(each) for each in value],
    "released_to": lambda value, _: [_release(each) for each in value],
    "target": _target,
}
