"""Alerts to a mail server: a letter each in plain text, over one connection that is protected before it is used."""

import os
import smtplib
import ssl
from collections.abc import Iterator, Sequence
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from dragoman.errors import DeliveryError
from dragoman.export.as_alerts import to_text
from dragoman.record.alerts import Alert, Mail

_MARK = "[Dragoman] "


def deliver(channel: Mail, alerts: Sequence[Alert]) -> Iterator[Alert]:
    """Send alerts one after the other; yield each that the server took. A letter that it refuses holds up no other.

    Raises:
        DeliveryError: no connection, no protection, a wrong password, or letters that were refused.
    """
    password = _password(channel)
    try:
        with _connected(channel) as server:
            if channel.user and password:
                server.login(channel.user, password)
            yield from _sent(channel, alerts, server)
    except smtplib.SMTPAuthenticationError as error:  # its words may repeat what was sent
        hint = f"check 'user' and {channel.password_env}"
        raise DeliveryError(f"{channel.name}: {channel.server} refuses user and password", hint=hint) from error
    except (smtplib.SMTPException, OSError, ValueError) as error:
        what = f"{channel.name}: {channel.server}:{channel.port}: {_words(error)}"
        raise DeliveryError(what, hint="the alert waits and is sent again") from error


def _sent(channel: Mail, alerts: Sequence[Alert], server: smtplib.SMTP) -> Iterator[Alert]:
    refused: list[smtplib.SMTPException] = []
    for alert in alerts:
        try:
            server.send_message(letter(alert, channel), from_addr=channel.sender, to_addrs=list(channel.to))
        except (smtplib.SMTPDataError, smtplib.SMTPSenderRefused, smtplib.SMTPRecipientsRefused) as error:
            refused.append(error)
            continue
        yield alert
    if refused:
        raise refused[0]


def letter(alert: Alert, channel: Mail) -> EmailMessage:
    """Return an alert as a letter; the same alert is the same letter, with the same Message-ID."""
    message = EmailMessage(policy=SMTP)
    message["From"] = channel.sender
    message["To"] = ", ".join(channel.to)
    message["Subject"] = _one_line(f"{_MARK}{alert.subject}")
    message["Date"] = format_datetime(alert.at)
    message["Message-ID"] = f"<{alert.id}@{channel.sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Dragoman-Rule"] = _one_line(alert.rule)
    message.set_content(to_text(alert), cte="quoted-printable")
    return message


def _one_line(words: str) -> str:
    """Return words without anything that could end a header's line.

    Python takes "=?utf-8?q?=0ABcc:_…?=" in a value for encoded words and decodes them, the end of the line with them:
    what looks like encoded words is taken apart.
    """
    shown = "".join(each if each.isprintable() else " " for each in words)
    return " ".join(shown.replace("=?", "= ?").split())


def _connected(channel: Mail) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if channel.ca_file:
        context.load_verify_locations(channel.ca_file)
    if channel.tls == "tls":
        return smtplib.SMTP_SSL(channel.server, channel.port, timeout=channel.seconds, context=context)
    server = smtplib.SMTP(channel.server, channel.port, timeout=channel.seconds)
    try:
        if channel.tls == "starttls":
            server.starttls(context=context)  # raises where the server does not offer it: nothing is sent in the open
    except BaseException:
        server.close()
        raise
    return server


def _password(channel: Mail) -> str | None:
    if channel.password_env is None:
        return None
    password = os.environ.get(channel.password_env)
    if not password:
        raise DeliveryError(f"{channel.name}: {channel.password_env} is not set", hint="set it to the password")
    return password


def _words(error: Exception) -> str:
    """Return what a server or the system says, in one line."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return f"the server refuses {', '.join(error.recipients)}"
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error.decode("utf-8", "replace") if isinstance(error.smtp_error, bytes) else error.smtp_error
        return _one_line(f"the server answers {error.smtp_code} {said}")
    return _one_line(str(error) or type(error).__name__)
