"""What values of a file of rules may be, and how a wrong one is refused."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from ipaddress import ip_address
from typing import Any, NoReturn, get_args
from urllib.parse import urlsplit

from dragoman.errors import RulesError
from dragoman.record.alerts import Per, Tls

_SPAN = re.compile(r"([1-9][0-9]{0,5}) ?(minutes?|hours?|days?|min|m|h|d)")
_UNITS = {"m": 60, "h": 3_600, "d": 86_400}
_PART = r"[^\s@<>(),;:\\\"\[\]\x00-\x1f\x7f]+"
_LETTER = re.compile(rf"{_PART}@{_PART}", re.ASCII)
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.:-]{0,251}[A-Za-z0-9])?|::1")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Check:
    """Whether a value makes sense, and in words what would."""

    fits: Callable[[Any], bool]
    words: str


def seconds_of(span: str) -> float:
    """Return the seconds of a span such as "90m", "12 hours", "2d"."""
    match = _SPAN.fullmatch(span)
    assert match is not None, f"{span!r} was not checked"
    return float(int(match[1]) * _UNITS[match[2][0]])


def is_loopback(host: str) -> bool:
    """Tell whether a host is the own machine."""
    return host in _LOOPBACK


def refuse(place: str, value: object, allowed: str, *, known: Sequence[str] = ()) -> NoReturn:
    """Raise that a value makes no sense, with what would and what was probably meant.

    Raises:
        RulesError: always.
    """
    close = get_close_matches(value, known, n=1) if isinstance(value, str) else []
    near = f"; is it {close[0]!r}?" if close else ""
    raise RulesError(f"{place} is {value!r}", hint=f"it must be {allowed}{near}")


def _is_words(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and value.isprintable()


def _are_words(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_words, value))


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value < float("inf")


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


def _is_address(value: object) -> bool:
    try:
        parts = urlsplit(value) if isinstance(value, str) and value.isascii() and value.isprintable() else None
        return parts is not None and parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username
    except ValueError:
        return False


def _are_addresses(value: object) -> bool:
    try:
        return isinstance(value, list) and all(isinstance(each, str) and bool(ip_address(each)) for each in value)
    except ValueError:
        return False


def _fits(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and bool(pattern.fullmatch(value))


def _letters(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_fits(_LETTER), value))


WORDS = Check(_is_words, "words")
CODES = Check(_are_words, 'a list of words, as ["one", "another"]')
COUNT = Check(_is_count, "a whole number, 1 or more")
NUMBER = Check(_is_number, "a number greater than 0")
FACTOR = Check(lambda value: _is_number(value) and value > 1, "a number greater than 1, as 2 for twice")
SPAN = Check(_fits(_SPAN), 'a span of time, as "90m", "12h" or "2d"')
PER = Check(lambda value: value in get_args(Per), f"one of {', '.join(get_args(Per))}")
ADDRESS = Check(_is_address, "an address that starts with https:// or http://, without a user name")
ADDRESSES = Check(_are_addresses, 'a list of addresses of machines, as ["10.0.0.5"]')
LETTER = Check(_fits(_LETTER), "one e-mail address, as desk@example.org")
LETTERS = Check(_letters, 'a list of e-mail addresses, as ["desk@example.org"]')
HOST = Check(_fits(_HOST), "the name or address of a server")
VARIABLE = Check(_fits(_VARIABLE), "the name of an environment variable, as DRAGOMAN_SMTP_PASSWORD")
PORT = Check(lambda value: _is_count(value) and value < 65_536, "a port, 1 to 65535")
TLS = Check(lambda value: value in get_args(Tls), f"one of {', '.join(get_args(Tls))}")
MOMENTS = Check(lambda value: _is_number(value) and value <= 300, "seconds, more than 0 and at most 300")
ATTEMPTS = Check(lambda value: _is_count(value) and value <= 10, "a whole number, 1 to 10")
