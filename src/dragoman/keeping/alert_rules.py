"""The rules for alerts: ``alerts.toml``, checked rule by rule and key by key before anything is looked at."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

from dragoman.codebook.entries import codes
from dragoman.errors import RulesError
from dragoman.ingest.from_bytes import unopened
from dragoman.keeping.alert_channels import channel_of
from dragoman.keeping.alert_values import CODES, COUNT, FACTOR, NUMBER, PER, SPAN, WORDS, Check, refuse, seconds_of
from dragoman.record.alerts import HAPPENINGS, AlertRule, AlertRules, Happening
from dragoman.record.findings import KINDS, Kind
from dragoman.record.reading import AnyFinding

_PARTS = ("rule", "channel", "sources")
_ANY = ("name", "when", "channels")
_WHERE = (*_ANY, "processes", "parties", "places", "min_sources")
KEYS: Mapping[Happening, tuple[str, ...]] = {
    "new_round": (*_WHERE, "statuses"),
    "new_record": (*_WHERE, "kinds", "issues", "statuses"),
    "position_moved": (*_ANY, "processes", "parties", "issues", "from", "to"),
    "contradiction": (*_WHERE, "kinds", "fields", "wider_than", "times"),
    "status_changed": (*_WHERE, "kinds", "from", "to"),
    "first_use": (*_ANY, "processes", "parties", "munitions", "per"),
    "next_meeting": _WHERE,
    "feed_silent": (*_ANY, "feeds", "longer_than"),
}
_CHECKS: Mapping[str, Check] = {
    "name": WORDS, "processes": CODES, "parties": CODES, "places": CODES, "min_sources": COUNT, "statuses": CODES,
    "kinds": CODES, "issues": CODES, "from": CODES, "to": CODES, "fields": CODES, "wider_than": NUMBER, "times": FACTOR,
    "munitions": CODES, "per": PER, "feeds": CODES, "longer_than": SPAN, "channels": CODES,
}  # fmt: skip
_NAMES = {"parties": "actors", "min_sources": "least_sources", "from": "old", "to": "new"}  # TOML → AlertRule
_WITH_STATUS: tuple[Kind, ...] = ("exchange", "agreement", "round")
_CHANGING: tuple[Kind, ...] = ("exchange", "agreement")  # whose status is watched where a rule names no kind


def rules_in(path: Path) -> AlertRules:
    """Return the rules and channels that a file holds; its paths are relative to its folder.

    Raises:
        RulesError: the file is missing or broken; names the rule or channel, the key, and what is allowed.
    """
    try:
        told = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RulesError(unopened(path, error).message, hint="give the path of a file of rules for alerts") from error
    return rules_of(told, name=str(path), folder=path.parent)


def rules_of(words: str, *, name: str = "alerts.toml", folder: Path = Path()) -> AlertRules:
    """Return the rules and channels that the words of a file hold.

    Args:
        words: TOML.
        name: the file's, for messages.
        folder: what paths in it are relative to.

    Raises:
        RulesError: as ``rules_in``.
    """
    try:
        told = tomllib.loads(words)
    except tomllib.TOMLDecodeError as error:
        raise RulesError(f"{name} is broken: {error}", hint="see https://toml.io for how it is written") from error
    _check_parts(told, name)
    rules = tuple(_rule(row, f"{name}: rule {at}", name) for at, row in enumerate(told["rule"], start=1))
    rows = enumerate(told.get("channel", ()), start=1)
    channels = tuple(channel_of(row, f"{name}: channel {at}", name, folder) for at, row in rows)
    _distinct((each.name for each in rules), "rules", name)
    _distinct((each.name for each in channels), "channels", name)
    _check_channels(rules, [each.name for each in channels], name)
    sources = told.get("sources")
    if sources is None and (silent := next((each for each in rules if each.when == "feed_silent"), None)):
        hint = 'name the list that `dragoman watch` polls at the top: sources = "sources.toml"'
        raise RulesError(f"{name}: rule {silent.name!r} needs a list of sources", hint=hint)
    return AlertRules(rules=rules, channels=channels, sources=str(folder / sources) if sources else None)


def _check_parts(told: Mapping[str, Any], name: str) -> None:
    for part in told:
        if part not in _PARTS:
            raise RulesError(
                f"{name}: {part!r} is not known", hint=f"a file holds {_either(_PARTS)}{_near(part, _PARTS)}"
            )
    for part in ("rule", "channel"):
        rows = told.get(part, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise RulesError(f"{name}: {part!r} is no list of tables", hint=f"begin each with [[{part}]]")
    if not told.get("rule"):
        raise RulesError(f"{name} holds no rule", hint="begin each with [[rule]]")
    if "sources" in told and not WORDS.fits(told["sources"]):
        refuse(f"{name}: 'sources'", told["sources"], "the path of a list of sources")


def _rule(row: Mapping[str, Any], place: str, name: str) -> AlertRule:
    if WORDS.fits(row.get("name")):
        place = f"{name}: rule {row['name']!r}"
    for key, words in (("name", WORDS.words), ("when", f"one of {', '.join(HAPPENINGS)}")):
        if key not in row:
            raise RulesError(f"{place} has no {key!r}", hint=f"{key} is {words}")
    when = row["when"]
    if when not in HAPPENINGS:
        refuse(f"{place}: 'when'", when, f"one of {', '.join(HAPPENINGS)}", known=HAPPENINGS)
    for key, value in row.items():
        if key not in KEYS[when]:
            near = _near(key, KEYS[when])
            hint = f"keys of {when} are {', '.join(KEYS[when])}{near}"
            raise RulesError(f"{place}: the key {key!r} is not known", hint=hint)
        if key != "when" and not _CHECKS[key].fits(value):
            refuse(f"{place}: {key!r}", value, _CHECKS[key].words)
    _check_codes(row, place)
    if when == "feed_silent" and "longer_than" not in row:
        raise RulesError(f"{place} has no 'longer_than'", hint=f"longer_than is {SPAN.words}")
    return _made(row)


def _check_codes(row: Mapping[str, Any], place: str) -> None:
    """Refuse a code that nothing can have: a rule that never fires would look like peace."""
    for key, allowed in _allowed(row).items():
        for value in row.get(key, ()):
            if value not in allowed:
                refuse(f"{place}: {key!r}", value, f"of {', '.join(allowed)}", known=allowed)


def _allowed(row: Mapping[str, Any]) -> dict[str, Sequence[str]]:
    """Return which codes each key of a rule may hold."""
    kinds = _kinds(row)
    statuses = [code for kind in kinds if kind in _WITH_STATUS or kind == "event" for code in codes(kind, "status")]
    moves = codes("position", "stance") if row["when"] == "position_moved" else statuses
    known = [each.name for kind in get_args(AnyFinding) if _is_of(kind, kinds) for each in fields(kind)]
    parts = [each for each in row.get("fields", ()) if each.partition(".")[0] in known]  # munitions.drone.launched
    allowed: dict[str, Sequence[str]] = {
        "kinds": _WITH_STATUS if row["when"] == "status_changed" else KINDS,
        "statuses": statuses, "from": moves, "to": moves, "issues": codes("issue", "issue"),
        "munitions": codes("incident", "munition"), "fields": [*known, *parts],
    }  # fmt: skip
    return {key: tuple(dict.fromkeys(values)) for key, values in allowed.items()}


def _kinds(row: Mapping[str, Any]) -> tuple[str, ...]:
    usual: Mapping[str, tuple[Kind, ...]] = {"status_changed": _CHANGING, "new_round": ("round",)}
    return tuple(row.get("kinds") or usual.get(row["when"], KINDS))


def _is_of(kind: type[Any], kinds: Sequence[str]) -> bool:
    return kind.__dataclass_fields__["kind"].default in kinds


def _made(row: Mapping[str, Any]) -> AlertRule:
    given: dict[str, Any] = {
        _NAMES.get(key, key): tuple(value) if isinstance(value, list) else value for key, value in row.items()
    }
    if "longer_than" in given:
        given["longer_than"] = seconds_of(given["longer_than"])
    if given["when"] == "status_changed":
        given.setdefault("kinds", _CHANGING)
    return AlertRule(**given)


def _check_channels(rules: Iterable[AlertRule], known: Sequence[str], name: str) -> None:
    for rule in rules:
        for each in rule.channels:
            if each not in known:
                refuse(f"{name}: rule {rule.name!r}: 'channels'", each, f"of {_either(known) or 'none'}", known=known)


def _distinct(names: Iterable[str], what: str, name: str) -> None:
    twice = [value for value, many in Counter(names).items() if many > 1]
    if twice:
        raise RulesError(f"{name}: two {what} have the name {twice[0]!r}", hint="give each its own")


def _either(names: Iterable[str]) -> str:
    return ", ".join(names)


def _near(word: str, known: Sequence[str]) -> str:
    close = get_close_matches(word, known, n=1)
    return f"; is it {close[0]!r}?" if close else ""
