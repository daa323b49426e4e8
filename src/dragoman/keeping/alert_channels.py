"""The channels that a file of rules names: what each kind needs, what it may have, and what is never written there."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dragoman.errors import RulesError
from dragoman.keeping.alert_values import (
    ADDRESS,
    ADDRESSES,
    ATTEMPTS,
    COUNT,
    HOST,
    LETTER,
    LETTERS,
    MOMENTS,
    PORT,
    TLS,
    VARIABLE,
    WORDS,
    Check,
    is_loopback,
    refuse,
)
from dragoman.record.alerts import AtomFile, Channel, Mail, Webhook


@dataclass(frozen=True, slots=True)
class _Kind:
    needed: tuple[str, ...]
    checks: Mapping[str, Check]
    made: Any  # the type; TOML's keys are its own unless _NAMES says otherwise


_KINDS: Mapping[str, _Kind] = {
    "atom": _Kind(("file",), {"file": WORDS, "most": COUNT}, AtomFile),
    "webhook": _Kind(
        ("url", "secret_env"),
        {"url": ADDRESS, "secret_env": VARIABLE, "allow": ADDRESSES, "seconds": MOMENTS, "attempts": ATTEMPTS,
         "most": COUNT},
        Webhook,
    ),
    "email": _Kind(
        ("server", "from", "to"),
        {"server": HOST, "port": PORT, "from": LETTER, "to": LETTERS, "tls": TLS, "user": WORDS,
         "password_env": VARIABLE, "ca_file": WORDS, "seconds": MOMENTS, "most": COUNT},
        Mail,
    ),
}  # fmt: skip
_NAMES = {"file": "path", "from": "sender"}
_PATHS = ("file", "ca_file")
_SECRETS = {"secret": "secret_env", "password": "password_env", "key": "secret_env", "token": "secret_env"}


def channel_of(row: Mapping[str, Any], place: str, name: str, folder: Path) -> Channel:
    """Return the channel that a table of a file tells.

    Args:
        row: the table.
        place: where it stands, for messages.
        name: the file's.
        folder: what paths are relative to.

    Raises:
        RulesError: names the channel, the key, and what is allowed.
    """
    if WORDS.fits(row.get("name")):
        place = f"{name}: channel {row['name']!r}"
    kind = _KINDS.get(row["kind"]) if isinstance(row.get("kind"), str) else None
    if kind is None:
        refuse(f"{place}: 'kind'", row.get("kind"), f"one of {', '.join(_KINDS)}", known=tuple(_KINDS))
    for key in ("name", *kind.needed):
        if key not in row:
            raise RulesError(f"{place} has no {key!r}", hint=f"{key} is {kind.checks.get(key, WORDS).words}")
    for key, value in row.items():
        _check(key, value, kind, place)
    _check_together(row, place)
    given = {_NAMES.get(key, key): _value(key, value, folder) for key, value in row.items() if key != "kind"}
    made: Channel = kind.made(**given)
    return made


def _check(key: str, value: object, kind: _Kind, place: str) -> None:
    if key in _SECRETS and key not in kind.checks:
        hint = f"a secret never stands in the file: name an environment variable that holds it in {_SECRETS[key]!r}"
        raise RulesError(f"{place}: the key {key!r} is not known", hint=hint)
    check = WORDS if key in ("name", "kind") else kind.checks.get(key)
    if check is None:
        hint = f"its keys are name, kind, {', '.join(kind.checks)}"
        raise RulesError(f"{place}: the key {key!r} is not known", hint=hint)
    if not check.fits(value):
        if check is VARIABLE:  # whoever wrote the secret itself there must not find it in a log
            raise RulesError(f"{place}: {key!r} is no name of a variable", hint=f"it must be {check.words}")
        refuse(f"{place}: {key!r}", value, check.words)


def _check_together(row: Mapping[str, Any], place: str) -> None:
    """Refuse what makes no sense together: words that anybody on the way could read, half a name and password."""
    if row["kind"] == "webhook" and urlsplit(row["url"]).scheme == "http" and not row.get("allow"):
        hint = "use https://, or name the addresses of the own network that it leads to in 'allow'"
        raise RulesError(f"{place}: 'url' is not protected on the way", hint=hint)
    if row["kind"] == "email" and row.get("tls") == "none" and not is_loopback(row["server"]):
        hint = 'use "starttls" or "tls"; "none" is for a server on the own machine'
        raise RulesError(f"{place}: 'tls' is 'none' for a server elsewhere", hint=hint)
    if ("user" in row) != ("password_env" in row):
        raise RulesError(f"{place} has a user or a password, not both", hint="give 'user' and 'password_env' together")


def _value(key: str, value: Any, folder: Path) -> Any:  # noqa: ANN401  TOML's values
    if key in _PATHS:
        return str(folder / value)
    return tuple(value) if isinstance(value, list) else value
