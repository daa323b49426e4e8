"""Webhooks against a server on loopback: signed, tried again within bounds, never led astray."""

import base64
import hashlib
import hmac
import json
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from dragoman.errors import DeliveryError
from dragoman.export.as_alerts import to_json
from dragoman.keeping.by_webhook import Line, deliver, key_of, policy_of, signature
from dragoman.record.alerts import Webhook
from tests.ingest.serving import LOOPBACK, Site, redirect, reply, serving
from tests.store.reports import alert

SECRET = "a secret of enough bytes"
NOW = datetime(2026, 4, 1, 9, tzinfo=UTC)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("HOOK_SECRET", SECRET)
    with serving() as served:
        yield served


def hook(site: Site, path: str = "/hook", **known: Any) -> Webhook:
    given = {"allow": (LOOPBACK,), "seconds": 5.0, **known}
    return Webhook(name="desk", url=site.url(path), secret_env="HOOK_SECRET", **given)


def line(pauses: list[float] | None = None) -> Line:
    return Line(clock=lambda: NOW, sleep=(pauses if pauses is not None else []).append)


def taking(site: Site, answers: list[bytes]) -> list[bytes]:
    """Let the site read whole requests and give the answers one after the other; return what it was sent."""
    bodies: list[bytes] = []

    def answer(connection: socket.socket) -> None:
        request = site.requests[-1]
        head, _, body = request.partition(b"\r\n\r\n")
        size = next(int(row.split(b":")[1]) for row in head.split(b"\r\n") if row.lower().startswith(b"content-length"))
        while len(body) < size:
            body += connection.recv(65_536)
        bodies.append(body)
        connection.sendall(answers.pop(0) if len(answers) > 1 else answers[0])

    site.answers["/hook"] = answer
    return bodies


def headers(request: bytes) -> dict[str, str]:
    lines = request.partition(b"\r\n\r\n")[0].decode().split("\r\n")[1:]
    return {name.lower(): value.strip() for name, _, value in (each.partition(":") for each in lines)}


def test_a_receiver_can_check_who_sent_it_and_when(site: Site) -> None:
    bodies = taking(site, [reply(status="204 No Content")])
    told = alert(line="Zoë’s “line”\n")
    assert list(deliver(hook(site), [told], line())) == [told]
    sent = headers(site.requests[0])
    assert bodies == [to_json(told)]
    assert site.requests[0].startswith(b"POST /hook HTTP/1.1\r\n")
    assert sent["content-type"] == "application/json"
    assert sent["webhook-id"] == sent["idempotency-key"] == json.loads(bodies[0])["id"] == told.id
    assert sent["webhook-timestamp"] == str(int(NOW.timestamp()))
    signed = f"{told.id}.{int(NOW.timestamp())}.".encode() + bodies[0]
    expected = base64.b64encode(hmac.new(SECRET.encode(), signed, hashlib.sha256).digest()).decode()
    assert sent["webhook-signature"] == f"v1,{expected}"


def test_the_signature_is_that_of_the_specification() -> None:
    """The example that https://github.com/standard-webhooks/standard-webhooks gives for its libraries."""
    key = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    made = signature(key, ident="msg_p5jXN8AQM9LWM0D4loKWxJek", seconds=1614265330, body=b'{"test": 2432232314}')
    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_receiver_that_is_busy_is_asked_again_with_pauses_that_double(site: Site) -> None:
    busy = reply(status="503 Service Unavailable")
    taking(site, [busy, busy, reply()])
    pauses: list[float] = []
    assert list(deliver(hook(site), [alert()], line(pauses))) == [alert()]
    assert pauses == [1.0, 2.0]
    assert len({headers(each)["webhook-id"] for each in site.requests}) == 1


def test_attempts_and_pauses_have_an_end(site: Site) -> None:
    taking(site, [reply(status="500 Internal Server Error")])
    pauses: list[float] = []
    with pytest.raises(DeliveryError, match=r"desk: .* answers with status 500"):
        list(deliver(hook(site, attempts=8), [alert(1), alert(2)], line(pauses)))
    assert pauses == [1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0]
    assert {headers(each)["webhook-id"] for each in site.requests} == {"alert-1"}


def test_what_a_receiver_refuses_for_good_is_tried_once_and_holds_up_no_other(site: Site) -> None:
    taking(site, [reply(status="422 Unprocessable Entity"), reply()])
    pauses: list[float] = []
    took = deliver(hook(site), [alert(1), alert(2)], line(pauses))
    assert next(took) == alert(2)
    with pytest.raises(DeliveryError, match="422"):
        next(took)
    assert pauses == []


@pytest.mark.parametrize("status", ["302 Found", "307 Temporary Redirect", "308 Permanent Redirect"])
def test_a_redirect_is_never_followed_with_what_was_signed(site: Site, status: str) -> None:
    taking(site, [redirect(site.url("/elsewhere"), status)])
    with pytest.raises(DeliveryError, match=status[:3]):
        list(deliver(hook(site), [alert()], line()))
    assert site.asked == ["/hook"]


def test_a_private_address_is_refused_unless_it_is_named(site: Site) -> None:
    with pytest.raises(DeliveryError, match="not public") as caught:
        list(deliver(hook(site, allow=()), [alert()], line()))
    assert "'allow'" in caught.value.hint
    inside = replace(line(), resolver=lambda host, port: ["10.0.0.9"])
    with pytest.raises(DeliveryError, match="not public"):
        list(deliver(hook(site), [alert()], inside))
    assert site.asked == []


def test_a_policy_allows_the_channels_own_port_and_no_redirect() -> None:
    policy = policy_of(Webhook(name="x", url="https://desk.example:8443/x", secret_env="S", allow=("10.0.0.5",)))
    assert (policy.ports, policy.allowed, policy.redirects) == (frozenset({8443}), frozenset({"10.0.0.5"}), 0)
    assert policy_of(Webhook(name="x", url="https://desk.example/x", secret_env="S")).ports == {443}


def test_a_server_that_is_not_there_is_told(site: Site) -> None:
    with socket.create_server((LOOPBACK, 0)) as probe:
        port = probe.getsockname()[1]
    channel = replace(hook(site), url=f"http://{LOOPBACK}:{port}/")
    with pytest.raises(DeliveryError, match="desk: "):
        list(deliver(channel, [alert()], line()))


@pytest.mark.parametrize(
    ("secret", "words"),
    [(None, "is not set"), ("", "is not set"), ("hush", "too short"), ("whsec_c2hvcnQ=", "too short"),
     ("whsec_not base64!", "no base64")],
)  # fmt: skip
def test_a_key_that_protects_nothing_is_refused_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch, secret: str | None, words: str
) -> None:
    monkeypatch.delenv("HOOK_SECRET", raising=False)
    if secret is not None:
        monkeypatch.setenv("HOOK_SECRET", secret)
    with pytest.raises(DeliveryError, match=words) as caught:
        key_of(Webhook(name="desk", url="https://x.example", secret_env="HOOK_SECRET"))
    assert not secret or secret not in str(caught.value)


def test_a_key_in_base64_is_the_bytes_it_stands_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOOK_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    key = key_of(Webhook(name="desk", url="https://x.example", secret_env="HOOK_SECRET"))
    assert key == base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
