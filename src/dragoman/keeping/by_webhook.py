"""Alerts to a webhook: one signed request each, as https://www.standardwebhooks.com describes, tried a few times."""

import base64
import binascii
import hashlib
import hmac
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from dragoman.errors import AddressRefused, DeliveryError, DragomanError
from dragoman.export.as_alerts import to_json
from dragoman.ingest.connecting import Resolver, resolve
from dragoman.ingest.egress import Fetched, Message, Policy, post
from dragoman.record.alerts import Alert, Webhook

_PREFIX = "whsec_"  # of a key that is written in base64
_SHORTEST = 16  # bytes of a key
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0  # seconds between attempts; each is twice the one before
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})  # answers that may be others in a moment
_WAITS = "the alert waits and is sent again"
_ANSWER = 1_000_000  # bytes of an answer that are read


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What sending needs of the world: a clock with a time zone, a way to wait, how names are looked up."""

    clock: Callable[[], datetime]
    sleep: Callable[[float], None] = time.sleep
    resolver: Resolver = resolve


def deliver(channel: Webhook, alerts: Sequence[Alert], line: Line) -> Iterator[Alert]:
    """Send alerts one after the other; yield each that the receiver took. One that it refuses holds up no other.

    Raises:
        DeliveryError: the key is missing, the receiver cannot be reached (then the rest was not sent), or it refused.
    """
    key, refused = key_of(channel), ""
    for alert in alerts:
        if why := _refusal(channel, alert, key, line):
            refused = refused or why
        else:
            yield alert
    if refused:
        raise DeliveryError(f"{channel.name}: {refused}", hint=_WAITS)


def signature(key: bytes, *, ident: str, seconds: int, body: bytes) -> str:
    """Return the header ``webhook-signature``: HMAC-SHA256 over "id.timestamp.body", in base64 after "v1,"."""
    signed = b".".join((ident.encode(), str(seconds).encode(), body))
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def key_of(channel: Webhook) -> bytes:
    """Return the key of the signature: bytes in base64 after "whsec_", else the words themselves.

    Raises:
        DeliveryError: the environment does not hold it, or it is too short to protect anything.
    """
    told = os.environ.get(channel.secret_env, "").strip()
    hint = f"set {channel.secret_env} to {_SHORTEST} characters or more, as `openssl rand -base64 24` gives them"
    if not told:
        raise DeliveryError(f"{channel.name}: {channel.secret_env} is not set", hint=hint)
    try:
        key = base64.b64decode(told.removeprefix(_PREFIX), validate=True) if told.startswith(_PREFIX) else told.encode()
    except binascii.Error as error:
        raise DeliveryError(f"{channel.name}: {channel.secret_env} is no base64 after whsec_", hint=hint) from error
    if len(key) < _SHORTEST:
        raise DeliveryError(f"{channel.name}: {channel.secret_env} is too short", hint=hint)
    return key


def _refusal(channel: Webhook, alert: Alert, key: bytes, line: Line) -> str:
    """Send one alert until the receiver takes it; return why where it refuses it, nothing where it took it.

    Raises:
        DeliveryError: the address must not be reached, or the attempts are used up.
    """
    why = ""
    for attempt in range(channel.attempts):
        if attempt:
            line.sleep(min(_FIRST_PAUSE * 2 ** (attempt - 1), _LONGEST_PAUSE))
        try:
            answer = _posted(channel, alert, key, line)
        except AddressRefused as error:
            hint = "name the address in 'allow', if the receiver is in the own network"
            raise DeliveryError(f"{channel.name}: {error.message}", hint=hint) from error
        except DragomanError as error:
            why = error.message
            continue
        if 200 <= answer.status < 300:
            return ""
        why = f"{channel.url} answers with status {answer.status}"
        if answer.status not in _PASSING:
            return why
    raise DeliveryError(f"{channel.name}: {why}", hint=_WAITS)


def _posted(channel: Webhook, alert: Alert, key: bytes, line: Line) -> Fetched:
    body, seconds = to_json(alert), int(line.clock().timestamp())
    headers = (
        ("Content-Type", "application/json"),
        ("Idempotency-Key", alert.id),
        ("webhook-id", alert.id),
        ("webhook-timestamp", str(seconds)),
        ("webhook-signature", signature(key, ident=alert.id, seconds=seconds, body=body)),
    )
    return post(channel.url, Message(body=body, headers=headers), policy=policy_of(channel), resolver=line.resolver)


def policy_of(channel: Webhook) -> Policy:
    """Return what a channel may reach: its own port, and beside public addresses those that it names."""
    parts = urlsplit(channel.url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return Policy(
        max_bytes=_ANSWER, seconds=channel.seconds, redirects=0, allowed=frozenset(channel.allow),
        ports=frozenset({port}), user_agent="Dragoman/0.1 (alerts)",
    )  # fmt: skip
