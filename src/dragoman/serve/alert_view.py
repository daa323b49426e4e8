"""Alerts → the text that people read, and objects and rows for other programs."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from dragoman.record.alerts import Alert, AlertRule, AlertRules, Attempt, Posted, Said
from dragoman.serve.passages import harmless
from dragoman.serve.phrases import day, listed, quoted, words
from dragoman.serve.view import Look, paper, style_of, trimmed
from dragoman.spelling import Json, spelled

if TYPE_CHECKING:
    from rich.text import Text

COLUMNS = ("at", "when", "rule", "subject", "before", "now", "record", "sent", "waiting", "id")
_NONE = "No alert was raised yet: `dragoman alerts send` looks for what is new."
_INDENT = "    "
_MOST = 4  # quotes of an alert in a list; `dragoman show` has all
_FILTERS = {
    "kinds": "", "processes": "in", "actors": "with", "places": "at", "issues": "on", "statuses": "status",
    "old": "from", "new": "to", "fields": "of", "munitions": "of", "feeds": "from",
}  # fmt: skip


def draw_alerts(posted: Sequence[Posted], look: Look, *, has_state: bool = True) -> str:
    """Return alerts under the days on which they were raised; ``has_state`` shows which channels took them."""
    console = paper(look)
    for moment, group in groupby(posted, key=lambda each: each.alert.at.date()):
        console.print(_text((day(moment), "bold")))
        for each in group:
            console.print(*_alert(each.alert), *([_state(each)] if has_state else []), "", sep="\n")
    return trimmed(console) if posted else ""


def draw_page(posted: Sequence[Posted], look: Look, *, offset: int, is_last: bool) -> str:
    """Return a page of the alerts that were raised."""
    if not posted:
        return f"{'Nothing from there on.' if offset else _NONE}\n"
    more = "" if is_last else f" (--offset {offset + len(posted)} for more)"
    return f"{draw_alerts(posted, look)}\n{len(posted)} alert{'s' if len(posted) != 1 else ''}{more}\n"


def draw_rules(rules: AlertRules, look: Look) -> str:
    """Return what a file of rules asks for, in words."""
    console = paper(look)
    for rule in rules.rules:
        console.print(_text(("● ", "cyan"), (rule.name, "bold"), (f"  {_asks(rule)}", "")))
    for channel in rules.channels:
        console.print(_text(("→ ", "cyan"), (channel.name, "bold"), (f"  {_leads(channel)}", "")))
    if not rules.channels:
        console.print(_text(("no channel: alerts are kept and shown by `dragoman alerts list`", "yellow")))
    return trimmed(console)


def draw_attempts(attempts: Iterable[Attempt]) -> str:
    """Return a line for each channel: what it took, and what waits and why."""
    return "".join(f"{harmless(line)}\n" for line in map(attempt_line, attempts))


def attempt_line(attempt: Attempt) -> str:
    """Return "desk: 2 sent" or "desk: 0 sent, 2 wait: …"."""
    waits = f", {attempt.waiting:,} wait{'s' if attempt.waiting == 1 else ''}" if attempt.waiting else ""
    return f"{attempt.channel}: {attempt.sent:,} sent{waits}{f': {attempt.why}' if attempt.why else ''}"


def posted_object(posted: Posted) -> Json:
    """Return an alert with the channels that took it and those that it waits for."""
    sent = {name: spelled(moment) for name, moment in posted.sent}
    return {**spelled(posted.alert), "sent": sent, "waiting": list(posted.waits_for)}


def posted_row(posted: Posted) -> tuple[str, ...]:
    """Return the cells of ``COLUMNS``."""
    alert = posted.alert
    sent, waiting = ", ".join(name for name, _ in posted.sent), ", ".join(posted.waits_for)
    return (
        alert.at.isoformat(timespec="seconds"), alert.when, alert.rule, alert.subject, alert.old_words,
        alert.new_words, alert.record or "", sent, waiting, alert.id,
    )  # fmt: skip


def _alert(alert: Alert) -> "Iterator[Text]":
    yield _text(("● ", "cyan"), (alert.subject, "bold"))
    if alert.when in ("contradiction", "feed_silent"):
        yield _text((f"{_INDENT}{alert.line}", style_of("status") if alert.when == "feed_silent" else ""))
    for said in alert.said[:_MOST]:
        yield from _said(said)
    if len(alert.said) > _MOST:
        yield _text((f"{_INDENT}and {len(alert.said) - _MOST} more: dragoman show {alert.record}", "dim"))
    process = f" · {alert.process}" if alert.process else ""
    yield _text((f"{_INDENT}rule {alert.rule}{process}{f' · {alert.record}' if alert.record else ''}", "dim"))


def _said(said: Said) -> "Iterator[Text]":
    when = f", {day(said.published)}" if said.published else ""
    yield _text((f"{_INDENT}{said.voice}{when}", ""))
    if said.quote:
        yield _text((f"{_INDENT}  {quoted(said.quote)}", style_of("quote")))


def _state(posted: Posted) -> "Text":
    sent = listed([name for name, _ in posted.sent])
    parts = [(f"{_INDENT}{posted.alert.id}", "dim"), (f" · sent to {sent}" if sent else "", "dim")]
    waits = posted.waits_for
    return _text(*parts, (f" · waits for {listed(waits)}" if waits else "", "yellow"))


def _asks(rule: AlertRule) -> str:
    """Return a rule in words: "status changed: exchange in Sudan to held → desk"."""
    parts = [
        f"{word} {' or '.join(map(words, values))}".strip()
        for name, word in _FILTERS.items()
        if (values := getattr(rule, name))
    ]
    parts += [f"at least {rule.least_sources} sources"] if rule.least_sources > 1 else []
    parts += [f"more than {rule.wider_than:,.10g} apart"] if rule.wider_than is not None else []
    parts += [f"more than {rule.times:,.10g} times"] if rule.times is not None else []
    parts += [f"per {words(rule.per)}"] if rule.when == "first_use" else []
    parts += [f"for longer than {_span(rule.longer_than)}"] if rule.longer_than else []
    where = f" → {listed(rule.channels)}" if rule.channels else ""
    return f"{words(rule.when)}{': ' if parts else ''}{', '.join(parts)}{where}"


def _span(seconds: float) -> str:
    for unit, size in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds % size == 0:
            many = int(seconds // size)
            return f"{many:,} {unit}{'s' if many != 1 else ''}"
    return f"{seconds:,.0f} seconds"


def _leads(channel: object) -> str:
    told = {name: getattr(channel, name, None) for name in ("path", "url", "server")}
    where = next(value for value in told.values() if value)
    to = getattr(channel, "to", ())
    return f"{where}{f' to {listed(to)}' if to else ''}"


def _text(*parts: tuple[str, str]) -> "Text":
    """Return text of pieces with their styles, harmless for a terminal."""
    from rich.text import Text

    return Text.assemble(*((harmless(told), style) for told, style in parts))
