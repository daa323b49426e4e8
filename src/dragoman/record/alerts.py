"""What an analyst wants to be told of, and what was told: rules, the ways out, alerts with their quotes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from dragoman.record.findings import Kind
from dragoman.record.records import Record, Voiced
from dragoman.record.sources import Health

Happening = Literal[
    "new_round", "new_record", "position_moved", "contradiction", "status_changed", "first_use", "next_meeting",
    "feed_silent",
]  # fmt: skip
HAPPENINGS: tuple[Happening, ...] = (
    "new_round", "new_record", "position_moved", "contradiction", "status_changed", "first_use", "next_meeting",
    "feed_silent",
)  # fmt: skip
Per = Literal["side", "process", "side_in_process"]
Tls = Literal["starttls", "tls", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRule:
    """One thing to be told of: a kind of change, and filters that all must hold; of several values one is enough.

    ``old`` and ``new`` are statuses or stances before and after. A contradiction is told where the figures lie more
    than ``wider_than`` apart, or the greatest is more than ``times`` the least. ``channels`` are names; none means all.
    """

    name: str
    when: Happening
    kinds: tuple[Kind, ...] = ()
    processes: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    least_sources: int = 1
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    wider_than: float | None = None
    times: float | None = None
    munitions: tuple[str, ...] = ()
    per: Per = "side"
    feeds: tuple[str, ...] = ()
    longer_than: float = 0.0  # seconds
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """A change that a rule asks for, as data; ``grounds`` are those whose words make the change.

    ``mark`` tells the change from others of the same rule and record; it is the same whenever the change is seen.
    """

    rule: AlertRule
    record: Record | None = None
    field: str | None = None
    old: Any = None  # JSON
    new: Any = None
    grounds: tuple[Voiced, ...] = ()
    mark: tuple[str, ...] = ()
    about: str = ""  # a party or source, where no record tells it
    health: Health | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AtomFile:
    """A feed in a file, for a web server or a reader of feeds; it holds the latest ``most`` alerts."""

    name: str
    path: str
    most: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """An address that is sent each alert; ``allow`` are addresses of the own network that it may lead to."""

    name: str
    url: str
    secret_env: str  # the environment variable that holds the key of the signature
    allow: tuple[str, ...] = ()
    seconds: float = 10.0  # for one attempt
    attempts: int = 3
    most: int = 100  # alerts at a time; what is left waits


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail server that is given a letter for each alert."""

    name: str
    server: str
    sender: str
    to: tuple[str, ...]
    port: int = 587
    tls: Tls = "starttls"
    user: str | None = None
    password_env: str | None = None  # the environment variable that holds the password
    ca_file: str | None = None  # certificates to trust beside the system's
    seconds: float = 30.0
    most: int = 100


Channel = AtomFile | Webhook | Mail


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRules:
    """What a file of rules says."""

    rules: tuple[AlertRule, ...]
    channels: tuple[Channel, ...] = ()
    sources: str | None = None  # the list of sources, for rules on silent feeds


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Who says it, where and in which words."""

    voice: str
    quote: str
    outlet: str | None = None
    published: date | None = None
    title: str | None = None
    url: str | None = None
    document: str | None = None
    finding: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One change that a rule asked for, in words and as data; it does not change any more.

    ``id`` is a digest of the rule, the record and the change, so that the same change has one id for ever.
    """

    id: str
    rule: str
    when: Happening
    at: datetime  # the moment of looking
    subject: str  # what changed, short
    line: str  # what changed, in one sentence
    said: tuple[Said, ...] = ()
    record: str | None = None
    kind: Kind | None = None
    process: str | None = None  # its name
    field: str | None = None
    old: Any = None  # JSON
    new: Any = None
    old_words: str = ""
    new_words: str = ""
    channels: tuple[str, ...] = ()  # the names of those that it goes to


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How far the log of a store was looked at, and when."""

    sequence: int
    hash: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """An alert with the channels that took it, each with the moment."""

    alert: Alert
    sent: tuple[tuple[str, datetime], ...] = ()

    @property
    def waits_for(self) -> tuple[str, ...]:
        """The channels that it has not gone to yet."""
        done = {name for name, _ in self.sent}
        return tuple(name for name in self.alert.channels if name not in done)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What a channel did with alerts: how many it took, how many wait, and why where it failed."""

    channel: str
    sent: int
    waiting: int
    why: str = ""
