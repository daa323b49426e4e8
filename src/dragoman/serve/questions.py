"""The commands that ask an archive: one function a command, thin over selecting, drawing and writing."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from dragoman.errors import UsageError
from dragoman.reconcile.differences import Differences
from dragoman.reconcile.matrix import matrix_of
from dragoman.reconcile.timeline import timeline_of
from dragoman.record.findings import Kind
from dragoman.record.records import Record, Report
from dragoman.serve import asking
from dragoman.serve.answers import Answer, write
from dragoman.serve.asking import Asked, Filters

if TYPE_CHECKING:
    from dragoman.archive import Archive

EXAMPLES = {
    "process": ("dragoman process", 'dragoman process "Russia, Ukraine"'),
    "rounds": ("dragoman rounds --process Ukraine --from 2026-01-01", "dragoman rounds --status planned -f table"),
    "incidents": ("dragoman incidents --place Kharkiv --min-sources 2", "dragoman incidents --disputed -f jsonl"),
    "exchanges": ("dragoman exchanges --actor UKR",),
    "agreements": ("dragoman agreements --status in_force",),
    "positions": (
        "dragoman positions --process Ukraine",
        "dragoman positions --party Russia --issue territory --quotes",
    ),
    "find": ('dragoman find "energy truce"', "dragoman find Muscat --kind round --from 2026-04-01"),
    "show": ("dragoman show round-record-0123456789ab", "dragoman show sha256:0123456789ab"),
    "timeline": ("dragoman timeline --process Sudan", "dragoman timeline --kind round --kind agreement -f table"),
    "diff": ("dragoman diff --since 2026-04-01", "dragoman diff --since 2026-04-01 --as-of 2026-05-01 -f jsonl"),
}

Kinds = Annotated[
    tuple[Kind, ...], Parameter(name="--kind", help="Keep this kind; may be repeated.", negative="", show_default=False)
]

_USAGE = {
    "process": "[OPTIONS] [NAME]", "find": "[OPTIONS] [WORDS...]", "show": "[OPTIONS] ID",
    "diff": "[OPTIONS] --since DAY",
}  # fmt: skip
_ASKED, _ALL = Asked(), Filters()
DATED: tuple[Kind, ...] = ("round", "incident", "exchange", "agreement", "position")


def register(app: App, epilogue: Callable[[str], str]) -> None:
    """Add the commands to the command line; ``epilogue`` gives what stands below the help of each."""
    for command in (process, rounds, incidents, exchanges, agreements, positions, find, show, timeline, diff):
        name = command.__name__
        usage = f"Usage: dragoman {name} {_USAGE.get(name, '[OPTIONS]')}"
        app.command(command, usage=usage, help_epilogue=epilogue(name))


def process(
    name: Annotated[str | None, Parameter(help="Id, name, or parties as “Russia, Ukraine”; all without it.")] = None,
    /,
    *,
    asked: Asked = _ASKED,
) -> None:
    """Show peace processes and conflicts: who takes part, who mediates, what is known of them."""
    from dragoman.serve.matrix_view import draw_process
    from dragoman.serve.record_json import PROCESS_COLUMNS, process_row
    from dragoman.serve.record_view import draw_processes
    from dragoman.spelling import spelled

    with asking.opened(asked) as archive:
        found = asking.processes_meant(archive, asked, name) if name else archive.processes(as_of=asked.as_of)
        shown = asking.page(asked, found)
        ids = {record for each in shown for record in each.records}
        records = {record.id: record for record in archive.records(ids=ids, as_of=asked.as_of, rule=asked.rule)}
    write(
        Answer(
            text=lambda look: (
                draw_process(shown[0], records, look)
                if name and len(shown) == 1
                else draw_processes(shown, records, look)
            ),
            objects=lambda: [spelled(each) for each in shown],
            columns=PROCESS_COLUMNS,
            rows=lambda: [process_row(each) for each in shown],
        ),
        asked.format,
    )


def rounds(*, asked: Asked = _ASKED, filters: Filters = _ALL) -> None:
    """List rounds of talks."""
    _list_kind("round", asked, filters)


def incidents(*, asked: Asked = _ASKED, filters: Filters = _ALL) -> None:
    """List attacks, clashes and other uses of force, their figures with who claims them."""
    _list_kind("incident", asked, filters)


def exchanges(*, asked: Asked = _ASKED, filters: Filters = _ALL) -> None:
    """List exchanges of prisoners, bodies, hostages, children."""
    _list_kind("exchange", asked, filters)


def agreements(*, asked: Asked = _ASKED, filters: Filters = _ALL) -> None:
    """List truces, frameworks, deals and declarations."""
    _list_kind("agreement", asked, filters)


def positions(
    *,
    party: Annotated[tuple[str, ...], Parameter(help="A party: name or code; may be repeated.", negative="")] = (),
    quotes: Annotated[bool, Parameter(help="Show the words that state each stance.", negative="")] = False,
    asked: Asked = _ASKED,
    filters: Filters = _ALL,
) -> None:
    """Show who wants what: parties by issues, the present stance, since when, whether the party moved."""
    from dragoman.serve.matrix_view import draw_matrix
    from dragoman.serve.record_json import CELL_COLUMNS, cell_object, cell_row, cells_of

    with asking.opened(asked) as archive:
        found = asking.selected(archive, asked, filters, kinds=("position",))
    matrix = matrix_of(found, parties=party, issues=filters.issue)
    cells = asking.page(asked, cells_of(matrix))
    write(
        Answer(
            text=lambda look: draw_matrix(matrix, look, has_quotes=quotes),
            objects=lambda: [cell_object(cell) for cell in cells],
            columns=CELL_COLUMNS,
            rows=lambda: [cell_row(cell) for cell in cells],
        ),
        asked.format,
    )


def find(
    *sought: Annotated[str, Parameter(help="Words that the reports hold; “in quotation marks” as a phrase.")],
    kind: Kinds = (),
    asked: Asked = _ASKED,
    filters: Filters = _ALL,
) -> None:
    """Find records by words of their reports and by filters, those that the words state first.

    Reports that hold the words and of which there is no record come last, where no filter asks for records alone.
    """
    from dragoman.keeping.records import Within

    with asking.opened(asked) as archive:
        if not sought:
            _list(asking.selected(archive, asked, filters, kinds=kind), asked)
            return
        hits = [hit.document for hit in archive.search(" ".join(sought), as_of=asked.as_of)]
        known = archive.records(as_of=asked.as_of, rule=asked.rule, within=Within(documents=frozenset(hits)))
        found = asking.filtered(archive, asked, filters, [each for each in known if not kind or each.kind in kind])
        bare = asking.without_record(archive, hits, known)
    _list(by_relevance(found, hits, sought), asked, bare, are_shown=not kind and filters == _ALL)


def show(
    ident: Annotated[str, Parameter(help="Id of a record, process, finding or document; its beginning is enough.")],
    /,
    *,
    asked: Asked = _ASKED,
) -> None:
    """Show a record with all its claims, who says so in which words, and what is in dispute; or a document."""
    from dragoman.serve import showing

    with asking.opened(asked) as archive:
        answer = showing.answer_about(ident, archive, asked)
    write(answer, asked.format)


def timeline(*, kind: Kinds = (), asked: Asked = _ASKED, filters: Filters = _ALL) -> None:
    """List what happened in the order of days; statements and other events only where `--kind` names them."""
    from dragoman.serve.matrix_view import draw_timeline
    from dragoman.serve.record_json import ENTRY_COLUMNS, entry_object, entry_row

    with asking.opened(asked) as archive:
        found = asking.selected(archive, asked, filters, kinds=kind or DATED)
    entries = timeline_of(found)
    shown = asking.page(asked, entries)
    write(
        Answer(
            text=lambda look: draw_timeline(shown, look, total=len(entries), offset=asked.offset),
            objects=lambda: [entry_object(entry) for entry in shown],
            columns=ENTRY_COLUMNS,
            rows=lambda: [entry_row(entry) for entry in shown],
        ),
        asked.format,
    )


def diff(
    *,
    since: Annotated[date, Parameter(converter=asking.day, help="The first day whose changes count, YYYY-MM-DD, UTC.")],
    kind: Kinds = (),
    asked: Asked = _ASKED,
    filters: Filters = _ALL,
) -> None:
    """Show what changed: new records, changed fields with old and new values, new disputes, what is gone."""
    from dragoman.serve.matrix_view import draw_differences
    from dragoman.serve.record_json import CHANGE_COLUMNS, difference_objects, difference_rows

    if asked.as_of is not None and asked.as_of <= asking.begin(since):
        raise UsageError("--as-of lies before --since", hint="give a later moment, or an earlier day")
    with asking.opened(asked) as archive:
        found = changes_since(archive, asked, asking.begin(since), filters, kind)
    write(
        Answer(
            text=lambda look: draw_differences(found, look),
            objects=lambda: asking.page(asked, difference_objects(found)),
            columns=CHANGE_COLUMNS,
            rows=lambda: asking.page(asked, difference_rows(found)),
        ),
        asked.format,
    )


def by_relevance(records: Sequence[Record], documents: Sequence[str], sought: Sequence[str]) -> tuple[Record, ...]:
    """Return the records that a document of a search tells of, those first whose evidence holds a word sought."""
    from dragoman.codebook.naming import key

    rank = {document: at for at, document in enumerate(documents)}
    wanted = {word for each in sought for word in key(each).split()}

    def order(record: Record) -> tuple[int, int]:
        quotes = " ".join(shown.quote for telling in record.tellings for shown in telling.finding.evidence)
        best = min(rank[telling.report.id] for telling in record.tellings if telling.report.id in rank)
        return -len(wanted & set(key(quotes).split())), best

    held = [record for record in records if any(telling.report.id in rank for telling in record.tellings)]
    return tuple(sorted(held, key=order))


def changes_since(
    archive: "Archive", asked: Asked, since: datetime, filters: Filters, kinds: tuple[Kind, ...]
) -> Differences:
    """Compare two moments, then keep what the filters let through: a record that left the filter is not gone."""
    found = archive.changes(
        since, kinds=kinds, as_of=asked.as_of, rule=asked.rule, is_linked=filters.process is not None
    )
    before = (*(each for change in found.changed for each in change.before), *found.gone)
    now = (*found.new, *(change.record for change in found.changed))
    wanted = {record.id for record in asking.filtered(archive, asked, filters, (*before, *now))}
    return Differences(
        new=tuple(record for record in found.new if record.id in wanted),
        changed=tuple(change for change in found.changed if change.record.id in wanted),
        gone=tuple(record for record in found.gone if record.id in wanted),
    )


def _list_kind(kind: Kind, asked: Asked, filters: Filters) -> None:
    with asking.opened(asked) as archive:
        found = asking.selected(archive, asked, filters, kinds=(kind,))
    _list(found, asked)


def _list(found: Sequence[Record], asked: Asked, bare: Sequence[Report] = (), *, are_shown: bool = True) -> None:
    """Write records, then reports without a record where these are to be shown, else how many there are."""
    from dragoman.serve.record_json import RECORD_COLUMNS, item_object, item_row
    from dragoman.serve.record_view import Bare, draw_list

    shown = asking.page(asked, (*found, *(bare if are_shown else ())))
    records = [each for each in shown if isinstance(each, Record)]
    reports = [each for each in shown if isinstance(each, Report)]
    more = Bare(shown=reports, total=len(bare), are_left_out=not are_shown)
    write(
        Answer(
            text=lambda look: draw_list(records, look, total=len(found), offset=asked.offset, bare=more),
            objects=lambda: [item_object(each) for each in shown],
            columns=RECORD_COLUMNS,
            rows=lambda: [item_row(each) for each in shown],
        ),
        asked.format,
    )
