"""Letters to a real mail server on loopback: protected, complete, and nothing that a report says becomes a header."""

import email
import re
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from email import policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from dragoman.errors import DeliveryError
from dragoman.export.as_alerts import to_text
from dragoman.keeping.by_mail import deliver, letter
from dragoman.record.alerts import Mail, Said
from tests.store.reports import BEGIN, alert

pytest.importorskip("aiosmtpd")
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

HEADERS = {
    b"From", b"To", b"Subject", b"Date", b"Message-ID", b"Auto-Submitted", b"X-Dragoman-Rule", b"MIME-Version",
    b"Content-Type", b"Content-Transfer-Encoding",
}  # fmt: skip
LOOPBACK, PASSWORD = "127.0.0.1", "hush-hush-42"


@dataclass
class Box:
    """What the server was given; ``refuse`` are words of letters that it does not take."""

    refuse: str = "\0"
    letters: list[EmailMessage] = field(default_factory=list)
    to: list[list[str]] = field(default_factory=list)
    logins: list[tuple[bytes, bytes]] = field(default_factory=list)
    was_protected: list[bool] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  aiosmtpd's name
        told = email.message_from_bytes(envelope.content, policy=policy.default)
        if self.refuse in told["Subject"]:
            return "554 not here"
        self.letters.append(told)
        self.to.append(envelope.rcpt_tos)
        self.was_protected.append(session.ssl is not None)
        return "250 taken"

    def log_in(self, server: Any, session: Any, envelope: Any, mechanism: str, told: Any) -> AuthResult:
        self.logins.append((told.login, told.password))
        return AuthResult(success=told.password == PASSWORD.encode(), handled=False)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate for the loopback address."""
    if not shutil.which("openssl"):
        pytest.skip("openssl is not on this machine")
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=loopback",
         "-addext", f"subjectAltName=IP:{LOOPBACK}", "-keyout", folder / "key.pem", "-out", folder / "cert.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    return folder


@contextmanager
def mail_server(box: Box, **known: Any) -> Iterator[int]:
    with socket.create_server((LOOPBACK, 0)) as probe:
        port = int(probe.getsockname()[1])
    controller = Controller(box, hostname=LOOPBACK, port=port, **known)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    return context


@contextmanager
def protected(box: Box, certificate: Path) -> Iterator[Mail]:
    """A server that takes letters only after STARTTLS and from whoever knows the password."""
    known = {"tls_context": tls(certificate), "require_starttls": True, "auth_required": True}
    with mail_server(box, **known, authenticator=box.log_in) as port:
        yield channel(port, ca_file=str(certificate / "cert.pem"), user="desk", password_env="MAIL_PASSWORD")


def channel(port: int, **known: Any) -> Mail:
    given = {"sender": "dragoman@example.org", "to": ("desk@example.org", "night@example.org"), "seconds": 10.0}
    return Mail(name="mail", server=LOOPBACK, port=port, **{**given, **known})


@pytest.fixture
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAIL_PASSWORD", PASSWORD)


@pytest.mark.usefixtures("password")
def test_letters_go_under_tls_to_everybody_with_all_the_quotes(certificate: Path) -> None:
    said = tuple(Said(voice=f"Voice {n}", quote=f"“zwölf” people, 一 {n}" + " word" * 60, url="https://x.example/a")
                 for n in range(3))  # fmt: skip
    told = alert(1, subject="Töll of a strike: 12 → 30", said=said, line="A line. " * 40)
    with protected(box := Box(), certificate) as to:
        assert list(deliver(to, [told, alert(2)])) == [told, alert(2)]
    first = box.letters[0]
    assert (first["Subject"], first["From"]) == ("[Dragoman] Töll of a strike: 12 → 30", "dragoman@example.org")
    assert box.to == [["desk@example.org", "night@example.org"]] * 2
    assert (first["Message-ID"], first["Auto-Submitted"]) == ("<alert-1@example.org>", "auto-generated")
    assert first["Date"].datetime == BEGIN
    assert first.get_content_type() == "text/plain"
    assert first.get_content().replace("\r\n", "\n") == to_text(told)
    assert box.was_protected == [True, True]
    assert box.logins == [(b"desk", PASSWORD.encode())]


@pytest.mark.usefixtures("password")
def test_without_starttls_nothing_is_sent_and_no_password_said() -> None:
    with mail_server(box := Box()) as port, pytest.raises(DeliveryError, match="STARTTLS"):
        list(deliver(channel(port, user="desk", password_env="MAIL_PASSWORD"), [alert()]))
    assert (box.letters, box.logins) == ([], [])


@pytest.mark.usefixtures("password")
def test_a_certificate_that_nobody_vouches_for_is_refused(certificate: Path) -> None:
    with protected(box := Box(), certificate) as to, pytest.raises(DeliveryError, match=r"(?i)certificate"):
        list(deliver(replace(to, ca_file=None), [alert()]))
    assert box.letters == []


def test_a_wrong_password_is_told_and_never_repeated(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAIL_PASSWORD", "wrong-words")
    with protected(box := Box(), certificate) as to:
        with pytest.raises(DeliveryError, match="refuses user and password") as caught:
            list(deliver(to, [alert()]))
        monkeypatch.delenv("MAIL_PASSWORD")
        with pytest.raises(DeliveryError, match="MAIL_PASSWORD is not set"):
            list(deliver(to, [alert()]))
    assert "wrong-words" not in str(caught.value)
    assert box.letters == []


@pytest.mark.usefixtures("password")
def test_a_letter_that_is_refused_holds_up_no_other(certificate: Path) -> None:
    with protected(box := Box(refuse="bad"), certificate) as to:
        took = deliver(to, [alert(1), alert(2, subject="bad"), alert(3)])
        assert [next(took).id, next(took).id] == ["alert-1", "alert-3"]
        with pytest.raises(DeliveryError, match="554 not here"):
            next(took)
    assert len(box.letters) == 2


def test_a_connection_that_is_protected_from_the_start(certificate: Path) -> None:
    with socket.create_server((LOOPBACK, 0)) as probe:
        port = int(probe.getsockname()[1])
    controller = Controller(box := Box(), hostname=LOOPBACK, port=port, ssl_context=tls(certificate))
    controller.start()
    try:
        to = channel(port, tls="tls", ca_file=str(certificate / "cert.pem"))
        assert len(list(deliver(to, [alert()]))) == 1
    finally:
        controller.stop()
    assert len(box.letters) == 1


def test_a_server_on_the_own_machine_may_go_without() -> None:
    with mail_server(box := Box()) as port:
        assert len(list(deliver(channel(port, tls="none"), [alert()]))) == 1
    assert box.was_protected == [False]


def test_a_server_that_is_not_there_is_told() -> None:
    with socket.create_server((LOOPBACK, 0)) as probe:
        port = int(probe.getsockname()[1])
    with pytest.raises(DeliveryError, match=rf"mail: 127\.0\.0\.1:{port}: .*refused"):
        list(deliver(channel(port), [alert()]))


@pytest.mark.parametrize(
    "words",
    ["x\r\nBcc: thief@example.net", "x\nTo: thief@example.net", "x\r\n\r\nbody", "x\x00y", "x\u2028Bcc: t@e.net",
     "x\x85Bcc: t", "=?utf-8?q?x=0ABcc:_thief@example.net?=", "=\n?utf-8?b?eApCY2M6IHRAZS5uZXQ=?=", "a" * 5_000,
     "=\x00?utf-8?q?x=0ABcc:_t@e.net?=", "\u202eevil", "x\x0b\x0cBcc: a@b.c"],
)  # fmt: skip
def test_nothing_that_a_report_says_becomes_a_header(words: str) -> None:
    box = Box()
    told = alert(subject=words, rule=words, line=words, said=(Said(voice=words, quote=words),))
    raw = letter(told, channel(25)).as_bytes()
    head = raw.partition(b"\r\n\r\n")[0]
    names = {line.split(b":")[0] for line in re.split(rb"[\r\n]+", head) if not line.startswith((b" ", b"\t"))}
    assert names == HEADERS
    with mail_server(box) as port:
        assert len(list(deliver(channel(port, tls="none"), [told]))) == 1
    (came,) = box.letters
    assert box.to == [["desk@example.org", "night@example.org"]]
    assert came["Bcc"] is None
    assert came.get_all("To") == ["desk@example.org, night@example.org"]
    assert not re.search(r"[\r\n]", came["Subject"])


def test_the_same_alert_is_the_same_letter() -> None:
    assert letter(alert(), channel(25)).as_bytes() == letter(alert(), channel(25)).as_bytes()
