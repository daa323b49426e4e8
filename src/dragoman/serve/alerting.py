"""The commands that tell people what changed: rules checked, rehearsed on the past, looked at and sent."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter

from dragoman.errors import DeliveryError, RulesError
from dragoman.record.alerts import AlertRules, Attempt, Posted
from dragoman.record.sources import Health
from dragoman.serve import asking
from dragoman.serve.answers import Answer, Format, write
from dragoman.serve.asking import STORE
from dragoman.serve.passages import harmless

if TYPE_CHECKING:
    from dragoman.archive import Archive

RULES = "alerts.toml"
_SHOWN = 50  # alerts of a list, where nobody says how many
EXAMPLES = {
    "alerts": (
        "dragoman alerts check --rules alerts.toml",
        "dragoman alerts dry-run --since 2026-04-01",
        "dragoman alerts dry-run --since 2026-04-01 --by published -f table",
        "dragoman alerts send --store talks.sqlite",
        "dragoman alerts list --limit 5",
    ),
}

RulesAt = Annotated[Path, Parameter(name="--rules", env_var="DRAGOMAN_ALERTS", help="The file of rules and channels.")]
StoreAt = Annotated[
    str,
    Parameter(name="--store", env_var="DRAGOMAN_STORE", help="The store: a file, or postgresql://user@host/base."),
]
FormatAs = Annotated[
    Format,
    Parameter(
        name=["--format", "-f"],
        help="`text` for people, `json` (a list), `jsonl` (one line each), `table` (tab-separated when piped).",
    ),
]


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Paging:
    """Which part of a list."""

    limit: Annotated[
        int | None,
        Parameter(converter=asking.number, help=f"How many at most; {_SHOWN} where people read, else all."),
    ] = None
    offset: Annotated[int, Parameter(converter=asking.number, help="How many to leave out first.")] = 0


_PAGING = Paging()


def register(app: App, epilogue: Callable[[str], str]) -> None:
    """Add the commands to the command line; ``epilogue`` gives what stands below the help."""
    alerts = App(
        name="alerts", help="Tell people what changed: rules on records and feeds, sent to a feed, webhook or by mail.",
        help_epilogue=epilogue("alerts"), result_action="return_value", print_error=False, exit_on_error=False,
    )  # fmt: skip
    for command, name in ((check, "check"), (dry_run, "dry-run"), (send, "send"), (list_alerts, "list")):
        needed = " --since DAY" if name == "dry-run" else ""
        usage = f"Usage: dragoman alerts {name} [OPTIONS]{needed}"
        alerts.command(command, name=name, usage=usage, help_epilogue=epilogue("alerts"))
    app.command(alerts)


def check(*, rules: RulesAt = Path(RULES)) -> int:
    """Check a file of rules and say in words what it asks for and whereto it sends; nothing is looked at or sent."""
    from dragoman.keeping.alert_rules import rules_in
    from dragoman.serve.alert_view import draw_rules
    from dragoman.serve.view import look_of_stdout

    told = rules_in(rules)
    health_for(told)
    sys.stdout.write(draw_rules(told, look_of_stdout()))
    for name in _missing(told):
        sys.stderr.write(f"dragoman: {name} is not set: set it before `dragoman alerts send`\n")
    return 0


def dry_run(
    *,
    since: Annotated[date, Parameter(converter=asking.day, help="The first day whose changes count, YYYY-MM-DD, UTC.")],
    by: Annotated[
        Literal["added", "published"],
        Parameter(help="Go by the days on which reports came in, or by those on which they came out."),
    ] = "added",
    rules: RulesAt = Path(RULES),
    store: StoreAt = STORE,
    format: FormatAs = "text",  # noqa: A002  the option's name
) -> None:
    """List what would have been sent, had the rules been there; nothing is kept or sent.

    It looks at the end of each day, and leaves rules on silent feeds out: how feeds were is not kept of the past.
    """
    from dragoman.archive import open_archive
    from dragoman.keeping.alert_rules import rules_in
    from dragoman.serve.alert_view import COLUMNS, draw_alerts, posted_object, posted_row

    told = rules_in(rules)
    with open_archive(store) as archive:
        found = [Posted(alert=each) for each in archive.rehearse(told, since=since, by=by)]
    days = len({each.alert.at.date() for each in found})
    counted = f"{len(found):,} alert{'s' if len(found) != 1 else ''} on {days:,} day{'s' if days != 1 else ''}"
    write(
        Answer(
            text=lambda look: (
                f"{draw_alerts(found, look, has_state=False)}{counted} since {since}; nothing was sent.\n"
            ),
            objects=lambda: [posted_object(each) for each in found],
            columns=COLUMNS,
            rows=lambda: [posted_row(each) for each in found],
        ),
        format,
    )


def send(
    *,
    rules: RulesAt = Path(RULES),
    store: StoreAt = STORE,
    since: Annotated[
        date | None,
        Parameter(converter=asking.day, help="The first time only: what came in since this day is new, YYYY-MM-DD."),
    ] = None,
) -> int:
    """Look at what came in since the last look, and send what the rules ask for; also what a channel did not take yet.

    The first look raises nothing unless `--since` says so: alerts begin with what comes in after it.
    """
    from dragoman.archive import open_archive
    from dragoman.keeping.alert_rules import rules_in

    told = rules_in(rules)
    with open_archive(store) as archive:
        attempts = look_and_send(archive, told, since=since)
    return DeliveryError.exit_code if any(each.why for each in attempts) else 0


def list_alerts(
    *,
    store: StoreAt = STORE,
    format: FormatAs = "text",  # noqa: A002  the option's name
    paging: Paging = _PAGING,
) -> None:
    """List the alerts that were raised, the latest first, and which channels took them."""
    from dragoman.archive import open_archive
    from dragoman.serve.alert_view import COLUMNS, draw_page, posted_object, posted_row
    from dragoman.store.contract import Page

    limit = _SHOWN if paging.limit is None and format == "text" else paging.limit
    with open_archive(store) as archive:
        more = None if limit is None else limit + 1
        found = archive.alerts(page=Page(limit=more, offset=paging.offset))
    shown = found[:limit]
    write(
        Answer(
            text=lambda look: draw_page(shown, look, offset=paging.offset, is_last=len(shown) == len(found)),
            objects=lambda: [posted_object(each) for each in shown],
            columns=COLUMNS,
            rows=lambda: [posted_row(each) for each in shown],
        ),
        format,
    )


def look_and_send(
    archive: "Archive", rules: AlertRules, *, since: date | None = None, is_quiet: bool = False
) -> tuple[Attempt, ...]:
    """Look, tell of what is new on standard output, send what waits, and return what became of each channel's.

    Args:
        archive: open.
        rules: what is asked for, and whereto it is sent.
        since: where nothing was looked at before, what came in since this day is new.
        is_quiet: says nothing where there is nothing new.

    Raises:
        RulesError: a rule names a feed that is in no list.
    """
    from dragoman.serve.alert_view import attempt_line, draw_alerts
    from dragoman.serve.view import look_of_stdout

    looked = archive.look(rules, health=health_for(rules), begin=asking.begin(since) if since else None)
    if looked.is_first:
        sys.stdout.write("This is the first look: alerts begin with what comes in after it.\n")
    sys.stdout.write(draw_alerts([Posted(alert=each) for each in looked.alerts], look_of_stdout(), has_state=False))
    attempts = []
    for attempt in archive.send(rules.channels):
        attempts.append(attempt)
        out = sys.stderr if attempt.why else sys.stdout
        if attempt.sent or attempt.why:
            out.write(f"{'dragoman: ' if attempt.why else ''}{harmless(attempt_line(attempt))}\n")
            out.flush()
    if not looked.is_first and not looked.alerts and not is_quiet:
        sys.stdout.write("nothing new that a rule asks for\n")
    return tuple(attempts)


def after_rounds(archive: "Archive", rules: Path | None) -> Callable[[], int]:
    """Return what looks and sends after a round of polling; a channel that fails ends no watch, its alerts wait.

    Raises:
        RulesError: the file is broken, which is told before anything is polled.
    """
    from dragoman.keeping.alert_rules import rules_in

    if rules is None:
        return lambda: 0
    path, _ = rules, rules_in(rules)

    def look_after_round() -> int:
        attempts = look_and_send(archive, rules_in(path), is_quiet=True)
        return DeliveryError.exit_code if any(each.why for each in attempts) else 0

    return look_after_round


def health_for(rules: AlertRules) -> Mapping[str, Health]:
    """Return what polling found of the sources that the rules' list names; nothing where no rule is on feeds.

    Raises:
        SourcesError: the list, or what is kept beside it, is broken.
        RulesError: a rule names a feed that the list has not.
    """
    from dragoman.ingest.sources import sources_in
    from dragoman.serve.watching import beside, health_in

    if rules.sources is None or not any(each.when == "feed_silent" for each in rules.rules):
        return {}
    path = Path(rules.sources)
    names = [each.name for each in sources_in(path)]
    for rule in rules.rules:
        for feed in rule.feeds:
            if feed not in names:
                hint = f"its sources are {', '.join(names)}"
                raise RulesError(f"rule {rule.name!r}: the feed {feed!r} is not in {path}", hint=hint)
    return {name: known for name, known in health_in(beside(path)).items() if name in names}


def _missing(rules: AlertRules) -> Iterator[str]:
    """Yield the environment variables that channels need and that are not set."""
    for channel in rules.channels:
        for name in (getattr(channel, "secret_env", None), getattr(channel, "password_env", None)):
            if name and not os.environ.get(name):
                yield name
